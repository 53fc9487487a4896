"""Mistakes of a scenario: what it names that is nowhere, what it leaves out, and what nothing shows."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from question_bank.authoring import Mistake, Steps, nearest
from simulations.casework import Case
from simulations.catalogue import STANDARD_FACTS, Catalogue, Fact, Material, Service
from simulations.facts import DEFAULTS
from simulations.people import ELSEWHERE
from simulations.reviews.services import fact_type_fits
from simulations.scenario import Brought, Scenario, Trap


def scenario_mistakes(
    scenario: Scenario, catalogue: Catalogue, faulty: Collection[str] = frozenset()
) -> Iterator[Mistake]:
    """Yield every mistake of `scenario` that can be seen without drawing a case.

    `faulty` are services left out for mistakes of their own: what would only follow from those is not told.
    """
    yield from _Review(scenario, catalogue, faulty).mistakes()


def drawn_mistakes(scenario: Scenario, case: Case, catalogue: Catalogue) -> Iterator[Mistake]:
    """Yield the facts of a drawn case, and those on its papers, that are of another type, and birthdays to come."""
    yield from _Review(scenario, catalogue, ()).drawn(case)


def value_fits(kind: str, value: object, *, drawn: bool) -> bool:
    """Tell whether a value is of a fact's type; a template may become one, which the drawn case tells."""
    if isinstance(value, str) and value.startswith("{") and not drawn:
        return True
    if kind == "date" and isinstance(value, str):
        return _is_day(value)
    return fact_type_fits(kind, value)  # type: ignore[arg-type]  # a declared type


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


class _Review:
    def __init__(self, scenario: Scenario, catalogue: Catalogue, faulty: Collection[str]) -> None:
        self._scenario = scenario
        self._catalogue = catalogue
        self._faulty = faulty
        self._services = [catalogue.services[code] for code in scenario.applications if code in catalogue.services]
        self._facts: dict[str, Fact] = {}
        for service in self._services:
            self._facts |= service.facts
        self._types = {**dict.fromkeys(DEFAULTS, "bool"), **{name: one.type for name, one in self._facts.items()}}

    def mistakes(self) -> Iterator[Mistake]:
        yield from self._applications()
        yield from self._people()
        yield from self._records()
        yield from self._ids()
        if len(self._services) == len(self._scenario.applications):
            yield from self._by_service()

    def _by_service(self) -> Iterator[Mistake]:
        """Yield what can only be told once every service is known."""
        yield from self._given_facts()
        yield from self._shown()
        for index, paper in enumerate(self._scenario.brought):
            yield from self._paper(paper, ("brought", index))
        for index, trap in enumerate(self._scenario.traps):
            yield from self._trap(trap, ("traps", index, "falls"))
        yield from self._expected()

    def drawn(self, case: Case) -> Iterator[Mistake]:
        for role, person in case.people.items():
            if person.born > case.today:
                yield Mistake("unborn", f"生日 {person.born} 在业务日期 {case.today} 之后", ("people", role, "born"))
        for name, value in case.facts.items():
            if not value_fits(self._types[name], value, drawn=True):
                yield Mistake("fact-type", f"抽取后的“{name}”不是 {self._types[name]}", ("facts", name))
        for index, written in enumerate(self._scenario.brought):
            paper, material = case.paper(written.id), self._fitting(written.fits)
            kinds = {name: one.type for name, one in material.fields.items()} if material else {}
            for name, kind in kinds.items():
                if paper and name in paper.doc and not value_fits(kind, paper.doc[name], drawn=True):
                    yield Mistake("fact-type", f"抽取后的“{name}”不是 {kind}", ("brought", index, "doc", name))

    def _applications(self) -> Iterator[Mistake]:
        for index, code in enumerate(self._scenario.applications):
            at = ("applications", index)
            if code in self._scenario.applications[:index]:
                yield Mistake("duplicate-id", f"事项“{code}”写了两次；请删去一个", at)
            if code in self._faulty and code not in self._catalogue.services:
                yield Mistake("faulty-service", f"事项“{code}”有错误；请先改事项，再检查这个情景", at)
            else:
                yield from _unknown("service", "事项", code, self._catalogue.services, at)

    def _people(self) -> Iterator[Mistake]:
        people = self._scenario.people
        if "applicant" not in people:
            yield Mistake("no-applicant", "people 里必须有 applicant", ("people",))
        if self._scenario.present_as != "self" and "agent" not in people:
            yield Mistake("no-agent", f"present_as: {self._scenario.present_as} 时 people 里必须有 agent", ("people",))
        towns = {one.id for one in self._catalogue.places.values() if one.town} | {ELSEWHERE}
        for role, person in people.items():
            for key in ("household", "residence"):
                yield from _unknown("town", "街镇", getattr(person, key), towns, ("people", role, key))
            if isinstance(person.born, str):
                dated = [name for name, one in self._scenario.draw.items() if one.dated]
                yield from _unknown("draw", "日期抽取项", person.born.strip("{}"), dated, ("people", role, "born"))

    def _given_facts(self) -> Iterator[Mistake]:
        known = self._types
        for name, value in self._scenario.facts.items():
            yield from _unknown("fact", "事实", name, known, ("facts", name))
            if name in known and not value_fits(known[name], value, drawn=False):
                yield Mistake("fact-type", f"“{name}”应是 {known[name]}", ("facts", name))
        for name, one in self._facts.items():
            if one.default is None and name not in self._scenario.facts:
                message = f"没有给出事实“{name}”（{one.label}），它没有默认值"
                yield Mistake("missing-fact", message, ("facts",))

    def _shown(self) -> Iterator[Mistake]:
        known = self._facts.keys() | STANDARD_FACTS.keys()
        lists: list[tuple[Steps, tuple[str, ...]]] = [(("opening_shows",), self._scenario.opening_shows)]
        for key in ("asks", "brought", "licences", "checks"):
            lists += [((key, index, "shows"), one.shows) for index, one in enumerate(getattr(self._scenario, key))]
        for at, names in lists:
            for index, name in enumerate(names):
                yield from _unknown("fact", "事实", name, known, (*at, index))

    def _paper(self, paper: Brought, at: Steps) -> Iterator[Mistake]:
        yield from self._role(paper.of, (*at, "of"))
        if not paper.fits:
            return
        found = self._fitting(paper.fits)
        if found is None:
            names = {material.id for service in self._services for material in service.materials}
            yield from _unknown("material", "材料", paper.fits, names, (*at, "fits"))
            return
        yield from self._doc(paper, found, at)

    def _doc(self, paper: Brought, material: Material, at: Steps) -> Iterator[Mistake]:
        for name, value in paper.doc.items():
            yield from _unknown("field", "纸面事实", name, material.fields, (*at, "doc", name))
            if name in material.fields and not value_fits(material.fields[name].type, value, drawn=False):
                yield Mistake("fact-type", f"“{name}”应是 {material.fields[name].type}", (*at, "doc", name))
        for name, one in material.fields.items():
            if one.default is None and name not in paper.doc:
                yield Mistake("missing-field", f"没有给出纸面事实“{name}”（{one.label}）", (*at, "doc"))

    def _fitting(self, fits: str) -> Material | None:
        for service in self._services:
            for material in service.materials:
                if fits in (material.id, f"{service.code}/{material.id}"):
                    return material
        return None

    def _records(self) -> Iterator[Mistake]:
        licences, checks = self._scenario.licences, self._scenario.checks
        for index, one in enumerate(licences):
            at: Steps = ("licences", index)
            yield from _unknown("licence", "电子证照", one.licence, self._catalogue.licences, (*at, "licence"))
            yield from self._role(one.of, (*at, "of"))
            if (one.licence, one.of) in [(other.licence, other.of) for other in licences[:index]]:
                yield Mistake("duplicate-record", f"“{one.licence}”对同一人写了两次；只有第一次算数", at)
        for index, known in enumerate(checks):
            at = ("checks", index)
            yield from _unknown("check", "核查", known.check, self._catalogue.checks, (*at, "check"))
            yield from self._role(known.of, (*at, "of"))
            if (known.check, known.of) in [(other.check, other.of) for other in checks[:index]]:
                yield Mistake("duplicate-record", f"“{known.check}”对同一人写了两次；只有第一次算数", at)

    def _role(self, role: str, at: Steps) -> Iterator[Mistake]:
        if role != "applicant":  # whose absence is told once
            yield from _unknown("role", "人", role, self._scenario.people, at)

    def _ids(self) -> Iterator[Mistake]:
        for key in ("asks", "brought", "traps"):
            names = [one.id for one in getattr(self._scenario, key)]
            for index, name in enumerate(names):
                if name in names[:index]:
                    yield Mistake("duplicate-id", f"编号“{name}”已经用过；请换一个", (key, index, "id"))

    def _trap(self, trap: Trap, at: Steps) -> Iterator[Mistake]:
        falls = trap.falls
        asks = {one.id for one in self._scenario.asks}
        papers = {one.id for one in self._scenario.brought}
        materials = {name for service in self._services for one in service.materials
                     for name in (one.id, f"{service.code}/{one.id}")}  # fmt: skip
        fields = {one.id for service in self._services for one in service.form}
        conditions = {one.id for service in self._services for one in service.conditions}
        lists: tuple[tuple[str, str, Collection[str], Collection[str]], ...] = (
            ("ask", "问题", falls.ask, asks),
            ("scan", "自带材料", falls.scan, papers),
            ("verdicts", "材料", falls.verdicts, materials),
            ("omit_gaps", "材料", falls.omit_gaps, materials),
            ("add_gaps", "材料", falls.add_gaps, materials),
            ("form", "表单栏目", falls.form, fields),
            ("omit_reasons", "条件", falls.omit_reasons, conditions),
            ("decide", "事项", falls.decide, self._scenario.applications),
            ("drop", "事项", falls.drop, self._scenario.applications),
        )
        for key, what, names, known in lists:
            for index, name in enumerate(names):
                steps = (*at, key, name) if isinstance(names, Mapping) else (*at, key, index)
                yield from _unknown(key, what, name, known, steps)
        if falls.destination:
            yield from _unknown("place", "去向", falls.destination, self._catalogue.places, (*at, "destination"))
        if falls.service:
            yield from _unknown("service", "事项", falls.service, self._catalogue.services, (*at, "service"))

    def _expected(self) -> Iterator[Mistake]:
        stated = [one.service for one in self._scenario.expect]
        if sorted(stated) != sorted(self._scenario.applications):
            message = "expect 应对 applications 里的每个事项各写一份，不多不少"
            yield Mistake("expect-applications", message, ("expect",))
            return
        for index, one in enumerate(self._scenario.expect):
            yield from self._expected_names(self._catalogue.services[one.service], index)

    def _expected_names(self, service: Service, index: int) -> Iterator[Mistake]:
        one, at = self._scenario.expect[index], ("expect", index)
        materials = {material.id for material in service.materials}
        for name in one.verdicts:
            yield from _unknown("material", "材料", name, materials, (*at, "verdicts", name))
        missing = materials - one.verdicts.keys()
        if missing:
            message = f"没有写明这些材料的处理意见：{'、'.join(sorted(missing))}"
            yield Mistake("expect-verdicts", message, (*at, "verdicts"))
        conditions = {condition.id for condition in service.conditions}
        for place, name in enumerate(one.reasons):
            yield from _unknown("condition", "条件", name, conditions, (*at, "reasons", place))
        for place, name in enumerate(one.documents):
            yield from _unknown("document", "文书", name, self._catalogue.documents, (*at, "documents", place))


def _unknown(code: str, what: str, name: str, known: Collection[str], at: Steps) -> Iterator[Mistake]:
    if name not in known:
        yield Mistake(f"unknown-{code}", f"没有{what}“{name}”；{nearest(name, list(known))}", at)
