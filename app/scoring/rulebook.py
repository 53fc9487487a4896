"""The rulebook of a competition: its contests, who may take part, each district's quota, and what was left open."""

from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated

from pydantic import Field

from app.scoring.contests import EXACT, PER_CENT, TIME, AwardList, Category, Contest, Panel, RoundRule, Sheet
from app.scoring.settings import QUESTIONS, Eligibility, Settings
from question_bank.authoring import read
from question_bank.document import Document, Problem
from question_bank.model import Authored, Mistake
from question_bank.validation import validate

SHIPPED = Path(__file__).parent / "rulebooks"
ENDINGS = ("新区", "区")


class District(Authored):
    """A district and how many it may nominate."""

    name: Annotated[str, Field(min_length=1, max_length=20, description="区名；名单里写不写“区”字都认")]
    quota: Annotated[int, Field(ge=0, le=10_000, description="个人类推荐名额上限")]


class Rulebook(Authored):
    """The rules of one competition, as its plan has them."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$", description="编号，也是文件名")]
    name: Annotated[str, Field(min_length=1, max_length=120, description="规则名称")]
    source: Annotated[str, Field(min_length=1, max_length=200, description="出处：文件名称和文号")]
    eligibility: Annotated[Eligibility, Field(description="参赛资格")]
    total: Annotated[int, Field(ge=1, le=100_000, description="名额合计；须等于各区之和")]
    districts: Annotated[tuple[District, ...], Field(min_length=1, description="各区名额")]
    contests: Annotated[tuple[Contest, ...], Field(min_length=1, description="竞赛类：个人、集体")]
    sheets: Annotated[tuple[Sheet, ...], Field(description="评分表")] = ()
    panel: Annotated[Panel, Field(description="评委组规则")]
    settings: Annotated[Settings, Field(description="方案没有写明、必须自己定的")]

    @cached_property
    def categories(self) -> tuple[Category, ...]:
        """The categories people are entered in, as the roster names them."""
        return tuple(one for contest in self.contests if contest.entrants == "people" for one in contest.categories)

    def district(self, written: str) -> District | None:
        """Return the district that is meant, written with or without its ending; None for an unknown one."""
        return next((one for one in self.districts if _stem(one.name) == _stem(written)), None)

    def category(self, written: str) -> Category | None:
        """Return the category of that name; None for an unknown one."""
        return next((one for one in self.categories if one.name == written.strip()), None)

    def contest(self, contest_id: str) -> Contest | None:
        """Return a contest by its id."""
        return next((one for one in self.contests if one.id == contest_id), None)

    def sheet(self, sheet_id: str | None) -> Sheet | None:
        """Return a judging sheet by its id."""
        return next((one for one in self.sheets if one.id == sheet_id), None)


def load_rulebook(path: Path) -> Rulebook | tuple[Problem, ...]:
    """Return the rulebook of a YAML file, or everything that is wrong with it, located."""
    return checked(read(path, path.name))


def checked(document: Document) -> Rulebook | tuple[Problem, ...]:
    """Return the rulebook a document holds, or everything that is wrong with it."""
    if document.problems:
        return tuple(document.problems)
    value = validate(Rulebook, document)
    if isinstance(value, tuple):
        return (*_answered(document, value),)
    problems = tuple(document.problem(one.at, one.code, one.message) for one in _mistakes(value))
    return problems or value


def shipped_rulebook(name: str) -> Rulebook | tuple[Problem, ...]:
    """Return a rulebook that comes with the program; an unknown name is a problem like any other."""
    path = SHIPPED / f"{name}.yaml"
    if path.parent != SHIPPED or not path.is_file():
        return (
            Problem(f"{name}.yaml", 1, 1, "error", "no-rulebook", f"没有名为“{name}”的规则；请核对竞赛的规则名称"),
        )
    return load_rulebook(path)


@cache
def readable_rulebook(name: str) -> Rulebook | None:
    """Return a rulebook that comes with the program; None for one that is not there or has mistakes."""
    found = shipped_rulebook(name)
    return found if isinstance(found, Rulebook) else None


def _answered(document: Document, problems: tuple[Problem, ...]) -> Iterator[Problem]:
    """Say of each open question without an answer what it asks and what the reference would answer."""
    written = document.node(()).value
    given = written.get("settings") if isinstance(written, dict) else None
    open_ones = {key for key in QUESTIONS if isinstance(given, dict) and key not in given}
    for problem in problems:
        key = next((key for key in open_ones if problem.message.startswith(f"缺少“{key}”")), None)
        if key is None:
            yield problem
            continue
        question = QUESTIONS[key]
        words = f"缺少“{key}”：{question.asks}？方案没有写明，必须自己定；参考 {question.reference}（{question.why}）"
        yield document.problem(("settings",), problem.code, words)


def _mistakes(rulebook: Rulebook) -> Iterator[Mistake]:
    together = sum(one.quota for one in rulebook.districts)
    if together != rulebook.total:
        words = f"各区名额合计 {together}，与总名额 {rulebook.total} 不符；请改各区名额或总名额"
        yield Mistake("quota-sum", words, ("total",))
    yield from _twice("districts", [_stem(one.name) for one in rulebook.districts])
    yield from _twice("sheets", [one.id for one in rulebook.sheets])
    yield from _twice("contests", [one.id for one in rulebook.contests])
    if rulebook.panel.least > rulebook.panel.judges:
        yield Mistake("panel-least", "最少有效票不能多于每组评委人数；请改 least 或 judges", ("panel", "least"))
    for place, sheet in enumerate(rulebook.sheets):
        yield from _sheet_mistakes(sheet, ("sheets", place))
    for place, contest in enumerate(rulebook.contests):
        yield from _contest_mistakes(rulebook, contest, ("contests", place))


def _sheet_mistakes(sheet: Sheet, at: tuple[str | int, ...]) -> Iterator[Mistake]:
    yield from _twice("criteria", [one.id for one in sheet.criteria], at)
    for place, one in enumerate(sheet.criteria):
        if one.full % one.step != 0:
            words = f"满分 {one.full} 不是记分单位 {one.step} 的整数倍；请改 step 或 full"
            yield Mistake("step", words, (*at, "criteria", place, "step"))
        froms = [level.from_ for level in one.levels]
        if froms != sorted(froms, reverse=True) or any(start > one.full for start in froms):
            yield Mistake("levels", "各档应从高到低，且不超过满分", (*at, "criteria", place, "levels"))


def _contest_mistakes(rulebook: Rulebook, contest: Contest, at: tuple[str | int, ...]) -> Iterator[Mistake]:
    known = [one.id for one in contest.categories]
    yield from _twice("categories", known, at)
    yield from _twice("rounds", [one.id for one in contest.rounds], at)
    for place, one in enumerate(contest.rounds):
        yield from _round_mistakes(rulebook, one, known, (*at, "rounds", place))
    for category in known:
        weights = sum(one.weight for one in contest.rounds_of(category))
        if weights != PER_CENT:
            words = f"类别“{category}”的各环节占比合计 {weights}%，应为 100%"
            yield Mistake("weights", words, (*at, "rounds"))
    for place, tie in enumerate(contest.ties):
        if tie not in {EXACT, TIME} and contest.round(tie) is None:
            words = f"“{tie}”不是环节编号，也不是 exact、time"
            yield Mistake("unknown-tie", words, (*at, "ties", place))
    yield from _list_mistakes(contest, known, at)


def _round_mistakes(
    rulebook: Rulebook, one: RoundRule, known: list[str], at: tuple[str | int, ...]
) -> Iterator[Mistake]:
    for unknown in sorted(set(one.categories) - set(known)):
        yield Mistake("unknown-category", f"没有类别“{unknown}”；请写本竞赛类的类别编号", (*at, "categories"))
    if one.source != "ballots":
        return
    sheet = rulebook.sheet(one.sheet)
    if sheet is None:
        yield Mistake(
            "no-sheet", "评委打分的环节要写评分表编号，并在 sheets 里列出", (*at, "sheet") if one.sheet else at
        )
    elif sheet.full != one.full:
        words = f"评分表“{sheet.name}”合计 {sheet.full} 分，与环节满分 {one.full} 不符"
        yield Mistake("sheet-sum", words, (*at, "full"))


def _list_mistakes(contest: Contest, known: list[str], at: tuple[str | int, ...]) -> Iterator[Mistake]:
    listed = Counter(category for one in contest.lists for category in one.categories)
    if listed != Counter(known):
        yield Mistake("lists", "每个类别都要列在一张榜上，且只列一次", (*at, "lists"))
    if (len(contest.lists) == 1) != (contest.arrangement == "merged") and len(known) > 1:
        words = "merged 只有一张榜，separate 每个类别各一张榜；请改 arrangement 或 lists"
        yield Mistake("arrangement", words, (*at, "arrangement"))
    floor = contest.floor
    if floor is None:
        return
    if floor.category not in known:
        yield Mistake("unknown-category", f"没有类别“{floor.category}”", (*at, "floor", "category"))
    elif contest.arrangement == "separate" and _reserved(contest.lists, floor.category) < floor.share * contest.places:
        words = f"“{floor.category}”榜的名额不到总名额的 {floor.percent}%"
        yield Mistake("floor", words, (*at, "floor", "percent"))


def _reserved(lists: tuple[AwardList, ...], category: str) -> int:
    return sum(one.places for one in lists if category in one.categories)


def _twice(field: str, names: list[str], at: tuple[str | int, ...] = ()) -> Iterator[Mistake]:
    for name, times in Counter(names).items():
        if times > 1:
            yield Mistake("named-twice", f"“{name}”写了 {times} 次；请只留一行", (*at, field, names.index(name)))


def _stem(name: str) -> str:
    stem = name.strip()
    for ending in ENDINGS:
        if stem.endswith(ending) and stem != ending:
            return stem.removesuffix(ending)
    return stem
