"""The rulebook of a competition: its categories, who may take part, and how many each district may nominate."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from question_bank.authoring import read
from question_bank.document import Document, Problem
from question_bank.model import Authored, Mistake
from question_bank.validation import validate

SHIPPED = Path(__file__).parent / "rulebooks"
ENDINGS = ("新区", "区")


class Category(Authored):
    """A category contestants are entered in."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,31}$", description="编号：小写字母、数字、连字符")]
    name: Annotated[str, Field(min_length=1, max_length=30, description="类别名称，名单里照此填写")]


class District(Authored):
    """A district and how many it may nominate."""

    name: Annotated[str, Field(min_length=1, max_length=20, description="区名；名单里写不写“区”字都认")]
    quota: Annotated[int, Field(ge=0, le=10_000, description="个人类推荐名额上限")]


class Eligibility(Authored):
    """Who may take part."""

    years_in_post: Annotated[int, Field(ge=0, le=50, description="在岗至少几年")]
    as_of: Annotated[date, Field(description="在岗年限算到哪一天")]


class Rulebook(Authored):
    """The rules of one competition, as its plan has them."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$", description="编号，也是文件名")]
    name: Annotated[str, Field(min_length=1, max_length=120, description="规则名称")]
    source: Annotated[str, Field(min_length=1, max_length=200, description="出处：文件名称和文号")]
    categories: Annotated[tuple[Category, ...], Field(min_length=1, description="参赛类别")]
    eligibility: Annotated[Eligibility, Field(description="参赛资格")]
    total: Annotated[int, Field(ge=1, le=100_000, description="名额合计；须等于各区之和")]
    districts: Annotated[tuple[District, ...], Field(min_length=1, description="各区名额")]

    def district(self, written: str) -> District | None:
        """Return the district that is meant, written with or without its ending; None for an unknown one."""
        return next((one for one in self.districts if _stem(one.name) == _stem(written)), None)

    def category(self, written: str) -> Category | None:
        """Return the category of that name; None for an unknown one."""
        return next((one for one in self.categories if one.name == written.strip()), None)


def load_rulebook(path: Path) -> Rulebook | tuple[Problem, ...]:
    """Return the rulebook of a YAML file, or everything that is wrong with it, located."""
    return checked(read(path, path.name))


def checked(document: Document) -> Rulebook | tuple[Problem, ...]:
    """Return the rulebook a document holds, or everything that is wrong with it."""
    if document.problems:
        return tuple(document.problems)
    value = validate(Rulebook, document)
    if isinstance(value, tuple):
        return value
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


def _mistakes(rulebook: Rulebook) -> Iterator[Mistake]:
    together = sum(one.quota for one in rulebook.districts)
    if together != rulebook.total:
        words = f"各区名额合计 {together}，与总名额 {rulebook.total} 不符；请改各区名额或总名额"
        yield Mistake("quota-sum", words, ("total",))
    for field, names in (
        ("districts", [_stem(one.name) for one in rulebook.districts]),
        ("categories", [one.name for one in rulebook.categories]),
    ):
        for name, times in Counter(names).items():
            if times > 1:
                yield Mistake("named-twice", f"“{name}”写了 {times} 次；请只留一行", (field, names.index(name)))


def _stem(name: str) -> str:
    stem = name.strip()
    for ending in ENDINGS:
        if stem.endswith(ending) and stem != ending:
            return stem.removesuffix(ending)
    return stem
