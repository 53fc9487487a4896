"""rule: the right handling of a case, derived from the catalogue, the rule pack and the case alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from question_bank.workdays import due_after_working_days
from simulations.casework import Case, CasePaper
from simulations.catalogue import FLAWS, Catalogue, Condition, DocumentField, Material, Service
from simulations.expressions import EvaluationFault, Formula
from simulations.facts import GIVEN, language, paper_values, paper_variables, values, variables
from simulations.people import Person

BASE = {
    "direct": "accept",
    "relay": "relay",
    "guided": "guide",
    "proactive": "confirm_wish",
    "feedback": "rectify_now",
}
# The decisions of failing conditions, gravest first.
PRIORITY = ("escalate", "no_duplicate", "guide", "refuse", "rectify_by")
# Decisions that take the application in: these need the form.
TAKING = frozenset(
    {"accept", "accept_on_pledge", "accept_pending", "relay", "confirm_wish", "rectify_now", "rectify_by"}
)
# Decisions that rest on the materials: these need a verdict on each.
WEIGHING = frozenset({"accept", "accept_on_pledge", "accept_pending", "supplement", "relay"})
# Entries whose people were identified before the case reached the desk.
IDENTIFIED = frozenset({"online", "relay_inbox", "helper", "feedback"})
# Papers that belong to their owner whatever becomes of the application.
ORIGINALS = frozenset({
    "id_card",
    "temporary_id",
    "household_book",
    "residence_permit",
    "ss_card",
    "certificate",
    "contract",
    "bank_card",
})  # fmt: skip
# The amounts of a rule pack by which the date of a notice, a deferral and a plan is found.
PERIODS = ("supplement_days", "defer_days", "rectify_days")
WORKING_PERIODS = frozenset({"defer_days", "rectify_days"})
REMEDY = "已告知"
AT_ONCE = "当场办结"


@dataclass(frozen=True)
class Verdict:
    """What is right for one material; `sources` are what a clerk must have seen to say so."""

    verdict: str
    flaws: tuple[str, ...] = ()
    paper: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class ApplicationRuling:
    """The right handling of one application.

    `evidence` names all that the ruling rests on: `fact:<name>`, `paper:<id>`, `licence:<id>:<role>`,
    `check:<id>:<role>`, `card:<role>`. `documents` maps each document to the right value of its fields.
    """

    service: str
    situation: str
    verdicts: Mapping[str, Verdict]
    decision: str
    reasons: tuple[str, ...]
    gaps: Mapping[str, tuple[str, ...]]
    destination: str
    form: Mapping[str, str]
    documents: Mapping[str, Mapping[str, object]]
    evidence: frozenset[str]


@dataclass(frozen=True)
class Ruling:
    """The right handling of a case: its applications, who must be identified, and what happens to the papers."""

    applications: tuple[ApplicationRuling, ...]
    reads: tuple[str, ...]
    compare: str
    give_back: tuple[str, ...]
    keep: tuple[str, ...]

    def of(self, service: str) -> ApplicationRuling | None:
        """Return the ruling on one application."""
        return next((one for one in self.applications if one.service == service), None)


class NoSituation(Exception):
    """A case in which not exactly one situation of a service holds; it says so in Chinese."""

    def __init__(self, service: str, holding: tuple[str, ...]) -> None:
        said = f"同时成立：{'、'.join(holding)}" if holding else "一个也不成立"
        super().__init__(f"{service} 的情形应恰好一个成立，现在{said}")
        self.service = service
        self.holding = holding


def rule(case: Case, catalogue: Catalogue) -> Ruling:
    """Return the right handling.

    Raise NoSituation where a service's situations don't tell the case apart, EvaluationFault where an expression
    has no value.
    """
    applications = tuple(_Ruler(case, catalogue, catalogue.services[code]).rule() for code in case.applications)
    keep = tuple(
        verdict.paper
        for one in applications
        if one.decision in TAKING
        for material in catalogue.services[one.service].materials
        if material.surrender and (verdict := one.verdicts[material.id]).verdict == "collect"
    )
    at_counter, role = case.entry not in IDENTIFIED, case.counter_role
    handled = at_counter and bool(applications)
    # Only one whose card or code can be read is compared with its picture.
    pictured = best_means(case.people[role]) or any(f"card:{role}" in one.evidence for one in applications)
    # What is suspected of being forged stays where it is until it has been looked into.
    returning = at_counter and all(one.decision != "escalate" for one in applications)
    back = tuple(
        paper.id
        for paper in case.papers
        if returning and paper.original and paper.kind in ORIGINALS and paper.id not in keep
    )
    return Ruling(
        applications,
        _reads(case, catalogue) if handled else (),
        role if handled and pictured else "",
        back,
        keep,
    )


def best_means(person: Person) -> str:
    """Return the means that identifies a person best: a valid card before a live code; empty if none does."""
    if person.id_card == "ok":
        return "id_card"
    if person.ss_card == "ok":
        return "ss_card"
    return "code" if person.code == "live" else ""


def expired_means(person: Person) -> str:
    """Return the first means that has expired: it shows who someone was, and identifies nobody; empty if none has."""
    return next((means for means in ("id_card", "ss_card", "code") if getattr(person, means) == "expired"), "")


def due(decision: str, case: Case, catalogue: Catalogue) -> str:
    """Return the right date of an `until` field, by the rule pack's periods."""
    today, pack = date.fromisoformat(case.today), catalogue.pack
    supplement, defer, rectify = (int(str(pack.amounts[name].value)) for name in PERIODS)
    if decision == "supplement":
        return (today + timedelta(days=supplement)).isoformat()
    days = defer if decision == "accept_pending" else rectify
    return due_after_working_days(today, days, pack.calendar.calendar()).isoformat()


def _reads(case: Case, catalogue: Catalogue) -> tuple[str, ...]:
    """Return who must be identified: who stands at the counter, and whoever an identity material is of."""
    needed = [case.counter_role]
    for code in case.applications:
        service = catalogue.services[code]
        needed += [one.of for one in service.materials if one.means == "identity" and one.of in case.people]
    return tuple(dict.fromkeys(role for role in needed if best_means(case.people[role])))


class _Ruler:
    """Derives one application's ruling, noting what it rests on."""

    def __init__(self, case: Case, catalogue: Catalogue, service: Service) -> None:
        self._case = case
        self._catalogue = catalogue
        self._service = service
        self._language = language(catalogue.pack)
        self._variables = variables(service, catalogue.pack)
        self._values = values(case, service, catalogue.pack)
        self._evidence: set[str] = set()

    def rule(self) -> ApplicationRuling:
        situation = self._situation()
        self._values["situation"] = situation
        verdicts = {material.id: self._verdict(material) for material in self._service.materials}
        failing = [one for one in self._service.conditions if not self._satisfied(one)]
        gaps = {name: one.flaws for name, one in verdicts.items() if one.verdict == "return"}
        destination = self._destination()
        decision = self._decision(failing, gaps, destination)
        if decision == "escalate":
            self._note_escalation(verdicts.values())
        if self._service.route and decision in WEIGHING:
            self._note(self._route(), self._values)
        if decision in WEIGHING:
            self._evidence.update(source for one in verdicts.values() for source in one.sources)
        reasons = tuple(one.id for one in failing if decision == one.otherwise.decision)
        if decision == "guide":
            destination = self._service.guide_to
        elif decision != "relay":
            destination = ""
        ruled = ApplicationRuling(
            self._service.code,
            situation,
            verdicts,
            decision,
            reasons,
            gaps,
            destination,
            self._form(decision),
            {},
            frozenset(),
        )
        documents = {
            kind.id: {field.id: self._content(field, ruled) for field in kind.fields}
            for kind in self._catalogue.documents_for(decision)
        }
        return replace(ruled, documents=documents, evidence=frozenset(self._evidence))

    def _situation(self) -> str:
        holding = tuple(one.id for one in self._service.situations if self._holds(one.when))
        if len(holding) != 1:
            raise NoSituation(self._service.code, holding)
        return holding[0]

    def _satisfied(self, condition: Condition) -> bool:
        return not self._holds(condition.when) or self._holds(condition.require)

    def _holds(self, text: str) -> bool:
        formula = self._language.compile(text, self._variables, "bool")
        self._note(formula, self._values)
        return formula.holds(self._values)

    def _note(self, formula: Formula, known: Mapping[str, object]) -> None:
        """Note the facts a formula's value rests on. One at its default that nobody has to tell is not evidence."""
        for name in formula.needed(known) - GIVEN:
            own = self._service.facts.get(name)
            at_default = own is not None and own.default is not None and name not in self._case.facts
            if not name.startswith(("pack_", "doc_")) and not at_default and not self._promised(name):
                self._evidence.add(f"fact:{name}")

    def _promised(self, name: str) -> bool:
        return name in ("agrees_pledge", "agrees_later") and name not in self._case.facts

    def _verdict(self, material: Material) -> Verdict:
        if not self._holds(material.need):
            return Verdict("unneeded")
        if material.means == "identity":
            return self._identity(material)
        sources: list[str] = []
        for source, success in self._substitutes(material):
            sources.append(source)
            if success:
                return Verdict("waive", sources=tuple(sources))
        return self._on_paper(material, tuple(sources))

    def _identity(self, material: Material) -> Verdict:
        person = self._case.people.get(material.of)
        source = (f"card:{material.of}",)
        if person is None or self._case.entry in IDENTIFIED or best_means(person):
            return Verdict("waive", sources=source if person and self._case.entry not in IDENTIFIED else ())
        expired = expired_means(person)
        return Verdict("return", ("expired",) if expired else ("missing",), sources=source if expired else ())

    def _substitutes(self, material: Material) -> Iterator[tuple[str, bool]]:
        """Yield what may stand for the paper, and whether it does: a licence first, then shared data.

        Nobody's data are opened for someone at the counter who can't be identified.
        """
        stranger = self._case.entry not in IDENTIFIED and not best_means(self._case.people[self._case.counter_role])
        if material.surrender or stranger:
            return
        if material.licence and self._case.authorization.get(material.of, "granted") == "granted":
            stored = self._case.stored(material.licence, material.of)
            outcome = stored.outcomes[-1] if stored else "not_collected"
            yield f"licence:{material.licence}:{material.of}", outcome == "success"
        if material.shared:
            known = self._case.checked(material.shared, material.of)
            yield f"check:{material.shared}:{material.of}", known is not None and known.outcomes[-1] == "success"

    def _on_paper(self, material: Material, sources: tuple[str, ...]) -> Verdict:
        paper = self._brought(material)
        if paper is None:
            return Verdict("return", ("missing",), sources=sources)
        flaws = set(self._flaws(material, paper))
        seen = (*sources, f"paper:{paper.id}")
        if flaws:
            return Verdict("return", tuple(flaw for flaw in FLAWS if flaw in flaws), paper.id, seen)
        return Verdict("collect", (), paper.id, seen)

    def _brought(self, material: Material) -> CasePaper | None:
        fitting = (material.id, f"{self._service.code}/{material.id}")
        return next((paper for paper in self._case.papers if paper.fits in fitting), None)

    def _flaws(self, material: Material, paper: CasePaper) -> Iterator[str]:
        if not paper.original:
            yield "not_original"
        declared = paper_variables(self._service, material, self._catalogue.pack)
        known = {**self._values, **paper_values(paper, material)}
        for hold in material.holds:
            formula = self._language.compile(hold.require, declared, "bool")
            self._note(formula, known)
            if not formula.holds(known):
                yield hold.flaw

    def _destination(self) -> str:
        if not self._service.route:
            return ""
        return str(self._route().value(self._values))

    def _route(self) -> Formula:
        return self._language.compile(self._service.route, self._variables, "string")

    def _decision(self, failing: list[Condition], gaps: Mapping[str, tuple[str, ...]], destination: str) -> str:
        forged = any("forged" in flaws for flaws in gaps.values())
        grave = {one.otherwise.decision for one in failing} | (
            {"escalate"} if forged or not self._case.matches else set()
        )
        for decision in PRIORITY:
            if decision in grave:
                return decision
        return self._by_gaps(gaps) if gaps else self._base(destination)

    def _note_escalation(self, verdicts: Iterable[Verdict]) -> None:
        if not self._case.matches:
            self._evidence |= {"fact:person_matches", f"card:{self._case.counter_role}"}
        self._evidence.update(f"paper:{one.paper}" for one in verdicts if "forged" in one.flaws)

    def _by_gaps(self, gaps: Mapping[str, tuple[str, ...]]) -> str:
        lacking = [one for one in self._service.materials if one.id in gaps]
        if all(one.pledge for one in lacking) and self._values["agrees_pledge"]:
            self._evidence.add("fact:agrees_pledge")
            return "accept_on_pledge"
        if all(one.deferrable for one in lacking) and self._values["agrees_later"]:
            self._evidence.add("fact:agrees_later")
            return "accept_pending"
        return "supplement"

    def _base(self, destination: str) -> str:
        base = BASE[self._service.scope]
        if base != "relay" or destination == self._case.centre:
            return "accept" if base == "relay" else base
        place = self._catalogue.places.get(destination)
        if place is None or not place.town:
            msg = f"{self._service.route}: 结果“{destination}”不是登记的街镇"
            raise EvaluationFault(msg)
        return base

    def _form(self, decision: str) -> dict[str, str]:
        """Return the right content of every field to fill; what it rests on is evidence only where a form is due."""
        form = {}
        for field in self._service.form:
            asked, truth = (self._language.compile(text, self._variables) for text in (field.when, field.truth))
            if field.prefill or not asked.holds(self._values):
                continue
            if decision in TAKING:
                self._note(truth, self._values)
            form[field.id] = truth.plain(self._values)
        return form

    def _content(self, field: DocumentField, ruled: ApplicationRuling) -> object:
        if field.kind == "until":
            return due(ruled.decision, self._case, self._catalogue)
        limit = self._service.limit
        contents: dict[str, object] = {
            "gaps": {name: list(flaws) for name, flaws in ruled.gaps.items()},
            "reasons": list(ruled.reasons),
            "limit": limit.label if limit else AT_ONCE,
            "destination": ruled.destination,
            "keeper": self._case.centre,
            "remedy": REMEDY,
            "number": self._case.wish,
            "wish": self._case.wish,
        }
        return contents[field.kind]
