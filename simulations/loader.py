"""content/ -> catalogues, scenarios and papers, and every Problem found on the way."""

import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from question_bank.authoring import Document, Mistake, Problem, Steps, Value, nearest, read, validate
from question_bank.workdays import OutsideCalendar, due_after_working_days
from simulations.casework import Setting, Unfilled, draw_case, filled, words_of
from simulations.catalogue import Catalogue, RegistryFile, Rubric, RulePack, Service
from simulations.expressions import EvaluationFault
from simulations.facts import language
from simulations.people import Names
from simulations.reviews.scenarios import drawn_mistakes, scenario_mistakes
from simulations.reviews.services import Registers, basis_mistakes, fact_type_fits, service_mistakes
from simulations.ruling import PERIODS, WORKING_PERIODS, NoSituation, rule
from simulations.scenario import Scenario, SimulationPaper

SHIPPED = Path(__file__).parent / "content"
# The documents of the question bank's register are those of the services too: one register for the house.
REGISTER = Path(__file__).parent.parent / "question_bank" / "content" / "sources.yaml"
RELIABLE = "核"
LONGEST_PERIOD = 366
_T = TypeVar("_T", bound=BaseModel)
_F = TypeVar("_F", RulePack, SimulationPaper)


@dataclass(frozen=True)
class Written:
    """Where something was written, so that what is found out later can be said at its place."""

    document: Document
    at: Steps

    def problem(self, code: str, message: str, at: Steps = ()) -> Problem:
        """Return a problem located within it."""
        return self.document.problem((*self.at, *at), code, message)


@dataclass(frozen=True)
class Content:
    """Everything without error; `written` says where each scenario stands."""

    catalogues: Mapping[str, Catalogue]
    scenarios: Mapping[str, Scenario]
    papers: Mapping[str, SimulationPaper]
    names: Names | None
    written: Mapping[str, Written]
    problems: tuple[Problem, ...]

    def catalogue(self, pack: str) -> Catalogue:
        """Return the catalogue as of a rule pack."""
        return self.catalogues[pack]

    def newest(self) -> Catalogue:
        """Return the catalogue as of the newest rule pack."""
        return _newest(self.catalogues)

    def setting(self) -> Setting:
        """Return where and when cases of the newest pack happen."""
        if self.names is None:
            msg = "content without names"
            raise LookupError(msg)
        return _setting(self.newest(), self.names)


def load_content(folder: Path = SHIPPED, register: Path = REGISTER) -> Content:
    """Return what the folder holds, and every problem of it, in order of file and line."""
    return _Loader(folder, register).content()


class _Loader:
    def __init__(self, folder: Path, register: Path) -> None:
        self._folder = folder
        self._register = register
        self._problems: list[Problem] = []
        self._written: dict[str, Written] = {}
        self._faulty: set[str] = set()

    def content(self) -> Content:
        registries = self._registries()
        packs = self._packs(registries)
        rubric = next((one for one, _ in self._whole("rubric.yaml", Rubric)), None)
        names = self._names(registries)
        # What services and scenarios name is in these files: while one is wrong, nothing else can be told.
        broken = self._broken()
        services = list(self._listed("services", Service))
        if broken or rubric is None or names is None:
            return self._with({}, {}, {}, names)
        catalogues = {}
        for registers in packs:
            sound = self._services(services, registers)
            catalogues[registers.pack.id] = _catalogue(registries, sound, registers, rubric)
        newest = _newest(catalogues)
        scenarios = self._scenarios(newest, names)
        return self._with(catalogues, scenarios, self._papers(catalogues, scenarios), names)

    def _with(
        self,
        catalogues: Mapping[str, Catalogue],
        scenarios: Mapping[str, Scenario],
        papers: Mapping[str, SimulationPaper],
        names: Names | None,
    ) -> Content:
        problems = tuple(sorted(set(self._problems)))
        return Content(catalogues, scenarios, papers, names, self._written, problems)

    def _registries(self) -> tuple[RegistryFile, ...]:
        """Return the registry files, having noted what stands in them twice."""
        written = list(self._whole("registry", RegistryFile))
        for key in ("licences", "checks", "places", "documents", "phrases"):
            seen: set[str] = set()
            for file, where in written:
                for index, one in enumerate(getattr(file, key)):
                    if one.id in seen:
                        self._note(where, [_taken(one.id, (key, index, "id"))])
                    seen.add(one.id)
        return tuple(file for file, _ in written)

    def _by_id(self, written: Iterable[tuple[_F, Written]]) -> Iterator[tuple[_F, Written]]:
        """Yield the first file of each id; others are noted."""
        seen: set[str] = set()
        for one, where in written:
            if one.id in seen:
                self._note(where, [_taken(one.id, ("id",))])
            else:
                seen.add(one.id)
                yield one, where

    def _packs(self, registries: tuple[RegistryFile, ...]) -> list[Registers]:
        """Return the registers as of each rule pack."""
        sources, unreliable = self._sources()
        sound, packs = not self._broken(), []
        for pack, where in self._by_id(self._whole("rulepacks", RulePack)):
            packs.append(_registers(registries, sources, unreliable, pack))
            if sound:
                self._pack(packs[-1], where)
        if not packs:
            self._lacks("no-pack", "rulepacks 里没有规则包")
        return packs

    def _names(self, registries: tuple[RegistryFile, ...]) -> Names | None:
        for name in Names.model_fields:
            if not any(getattr(one, name) for one in registries):
                self._lacks("no-names", f"registry 里没有 {name}")
                return None
        return Names.of(registries)

    def _broken(self) -> bool:
        return any(one.severity == "error" for one in self._problems)

    def _lacks(self, code: str, message: str) -> None:
        """Note what no file has; where one is wrong, it may be in that one."""
        if not self._broken():
            self._problems.append(Problem(_shown(self._folder), 1, 1, "error", code, message))

    def _sources(self) -> tuple[dict[str, str], frozenset[str]]:
        document = read(self._register, _shown(self._register))
        self._problems += document.problems
        listed = [one.value for one in document.node(("sources",)).children.values()]
        entries = [one for one in listed if isinstance(one, dict) and {"id", "title"} <= one.keys()]
        reliable = {str(one["id"]): str(one["title"]) for one in entries if one.get("reliability") == RELIABLE}
        return reliable, frozenset(str(one["id"]) for one in entries) - reliable.keys()

    def _pack(self, registers: Registers, written: Written) -> None:
        pack = registers.pack
        towns = [one.id for one in registers.places.values() if one.town]
        if pack.centre not in towns:
            message = f"没有街镇“{pack.centre}”；{nearest(pack.centre, towns)}"
            self._note(written, [Mistake("unknown-town", message, ("centre",))])
        self._note(written, _period_mistakes(pack))
        for name, amount in pack.amounts.items():
            at: Steps = ("amounts", name)
            self._note(written, basis_mistakes(amount.basis, registers, (*at, "basis")))
            if not fact_type_fits(amount.type, amount.value):
                self._note(written, [Mistake("fact-type", f"value 不是 {amount.type}", (*at, "value"))])
        self._note(
            written, (Mistake(one.code, one.message, ("calendar", *one.at)) for one in pack.calendar.mistakes())
        )

    def _services(self, written: Sequence[tuple[Service, Written]], registers: Registers) -> dict[str, Service]:
        sound: dict[str, Service] = {}
        for service, where in written:
            mistakes = list(service_mistakes(service, registers))
            if service.code in sound:
                mistakes.append(_taken(service.code, ("code",)))
            self._note(where, mistakes)
            if not mistakes:
                sound[service.code] = service
            else:
                self._faulty.add(service.code)
        return sound

    def _scenarios(self, catalogue: Catalogue, names: Names) -> dict[str, Scenario]:
        sound: dict[str, Scenario] = {}
        for scenario, where in self._listed("scenarios", Scenario):
            mistakes = list(scenario_mistakes(scenario, catalogue, self._faulty))
            if scenario.id in self._written:
                mistakes.append(_taken(scenario.id, ("id",)))
            self._written.setdefault(scenario.id, where)
            if not mistakes:
                mistakes = list(_drawn(scenario, catalogue, names))
            self._note(where, mistakes)
            if not mistakes:
                sound[scenario.id] = scenario
        return sound

    def _papers(
        self, catalogues: Mapping[str, Catalogue], scenarios: Mapping[str, Scenario]
    ) -> dict[str, SimulationPaper]:
        sound: dict[str, SimulationPaper] = {}
        for paper, where in self._by_id(self._whole("papers", SimulationPaper)):
            mistakes = list(_paper_mistakes(paper, catalogues, scenarios, self._faulty | self._written.keys()))
            self._note(where, mistakes)
            if not mistakes:
                sound[paper.id] = paper
        return sound

    def _whole(self, name: str, model: type[_T]) -> Iterator[tuple[_T, Written]]:
        """Yield each file of a folder, or the one file, that is a value of `model`."""
        for document in self._documents(name):
            value = validate(model, document)
            if isinstance(value, tuple):
                self._problems += value
            else:
                yield value, Written(document, ())

    def _listed(self, name: str, model: type[_T]) -> Iterator[tuple[_T, Written]]:
        """Yield each value of `model` in the lists of a folder's files."""
        for document in self._documents(name):
            listed = document.root.children.get(name) if document.root else None
            if listed is None or not isinstance(listed.value, list):
                self._problems.append(document.problem((), "missing-key", f"文件应以“{name}:”开头，下面逐个列出"))
                continue
            for index in range(len(listed.value)):
                value = validate(model, document, (name, index))
                if isinstance(value, tuple):
                    self._problems += value
                    self._faulty.add(_called(listed.value[index]))
                else:
                    yield value, Written(document, (name, index))

    def _documents(self, name: str) -> Iterator[Document]:
        path = self._folder / name
        for file in sorted(path.rglob("*.yaml")) if path.is_dir() else [path]:
            document = read(file, _shown(file))
            self._problems += document.problems
            if document.root is not None:
                yield document

    def _note(self, where: Written, mistakes: Iterator[Mistake] | Sequence[Mistake]) -> None:
        self._problems += [where.problem(one.code, one.message, one.at) for one in mistakes]


def _period_mistakes(pack: RulePack) -> Iterator[Mistake]:
    """Yield the periods that lack, are no number of days, or end where the calendar knows no more."""
    for name in PERIODS:
        amount = pack.amounts.get(name)
        at: Steps = ("amounts", name, "value")
        if amount is None:
            yield Mistake("missing-amount", f"没有写期限 {name}", ("amounts",))
        elif type(amount.value) is not int or not 1 <= amount.value <= LONGEST_PERIOD:
            if fact_type_fits(amount.type, amount.value):
                yield Mistake("no-period", f"期限 {name} 应是 1 到 {LONGEST_PERIOD} 的整数", at)
        elif name in WORKING_PERIODS and not _ends(pack, amount.value):
            said = f"从 {pack.business_day} 起 {amount.value} 个工作日，超出了日历的末日 {pack.calendar.last}"
            yield Mistake("beyond-calendar", said, at)


def _ends(pack: RulePack, days: int) -> bool:
    """Tell whether the calendar knows when so many working days from the business day end."""
    try:
        due_after_working_days(pack.business_day, days, pack.calendar.calendar())
    except OutsideCalendar:
        return False
    return True


def _taken(name: str, at: Steps) -> Mistake:
    return Mistake("duplicate-id", f"编号“{name}”已经用过；请换一个", at)


def _called(value: Value) -> str:
    """Return the code or id of a value that is not what it should be, if it has one."""
    return str(value.get("code", value.get("id"))) if isinstance(value, dict) else ""


def _shown(file: Path) -> str:
    here = Path.cwd()
    return (file.relative_to(here) if file.is_relative_to(here) else file).as_posix()


def _registers(
    registries: tuple[RegistryFile, ...], sources: Mapping[str, str], unreliable: frozenset[str], pack: RulePack
) -> Registers:
    return Registers(
        sources=sources,
        unreliable=unreliable,
        licences={one.id: one for file in registries for one in file.licences},
        checks={one.id: one for file in registries for one in file.checks},
        places={one.id: one for file in registries for one in file.places},
        documents={one.id: one for file in registries for one in file.documents},
        pack=pack,
        language=language(pack),
    )


def _catalogue(
    registries: tuple[RegistryFile, ...], services: dict[str, Service], registers: Registers, rubric: Rubric
) -> Catalogue:
    return Catalogue(
        services=dict(sorted(services.items())),
        licences=dict(registers.licences),
        checks=dict(registers.checks),
        places=dict(registers.places),
        documents=dict(registers.documents),
        phrases=tuple(one for file in registries for one in file.phrases),
        pack=registers.pack,
        rubric=rubric,
        sources=dict(registers.sources),
    )


def _newest(catalogues: Mapping[str, Catalogue]) -> Catalogue:
    return max(catalogues.values(), key=lambda one: one.pack.effective)


def _setting(catalogue: Catalogue, names: Names) -> Setting:
    return Setting(catalogue.pack.business_day, catalogue.places[catalogue.pack.centre], names)


def _drawn(scenario: Scenario, catalogue: Catalogue, names: Names) -> Iterator[Mistake]:
    """Draw one case and rule on it: what a template or a type only then shows."""
    setting = _setting(catalogue, names)
    try:
        case = draw_case(scenario, random.Random(1), setting, catalogue)  # noqa: S311  # a reproducible trial
        wrong = list(drawn_mistakes(scenario, case, catalogue))
        yield from wrong
        filled([one.model_dump(mode="json") for one in scenario.expect], words_of(case, catalogue))
        if not wrong:
            rule(case, catalogue)
    except Unfilled as unfilled:
        yield Mistake("template", f"{unfilled}；请检查 draw 和 people")
    except NoSituation as none:
        yield Mistake("situation", str(none), ("facts",))
    except EvaluationFault as fault:
        yield Mistake("no-value", f"事项里的表达式对这个情景算不出结果：{fault}", ("facts",))


def _paper_mistakes(
    paper: SimulationPaper,
    catalogues: Mapping[str, Catalogue],
    scenarios: Mapping[str, Scenario],
    written: Collection[str],
) -> Iterator[Mistake]:
    if paper.pack not in catalogues:
        yield Mistake("unknown-pack", f"没有规则包“{paper.pack}”；{nearest(paper.pack, list(catalogues))}", ("pack",))
        return
    pack, newest = catalogues[paper.pack].pack, _newest(catalogues).pack
    if pack.id != newest.id:
        yield Mistake("old-pack", f"情景按最新的规则包 {newest.id} 验证，试卷应当用它", ("pack",))
    if paper.date != pack.business_day:
        message = f"规则包 {pack.id} 的情景按 {pack.business_day} 验证，试卷的业务日期应与它相同"
        yield Mistake("other-day", message, ("date",))
    if paper.centre != pack.centre:
        message = f"规则包 {pack.id} 的情景按“{pack.centre}”验证，试卷的中心应与它相同"
        yield Mistake("other-centre", message, ("centre",))
    for index, slot in enumerate(paper.slots):
        for place, name in enumerate(slot.one_of):
            if name in scenarios:
                continue
            said = "有错误，不能入卷" if name in written else f"没有登记；{nearest(name, list(scenarios))}"
            yield Mistake("unknown-scenario", f"情景“{name}”{said}", ("slots", index, "one_of", place))
