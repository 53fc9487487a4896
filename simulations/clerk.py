"""How a clerk handles a case by a given handling: the model clerk's acts, and those of clerks who err."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from simulations.casework import Case
from simulations.catalogue import Catalogue, DocumentField, Material
from simulations.ruling import (
    AT_ONCE,
    IDENTIFIED,
    REMEDY,
    TAKING,
    WEIGHING,
    ApplicationRuling,
    Ruling,
    Verdict,
    best_means,
    due,
    expired_means,
)
from simulations.scenario import Falls
from simulations.window import Act


@dataclass(frozen=True)
class Handling:
    """What a clerk means to do with one application; documents are composed of it."""

    service: str
    situation: str
    verdicts: Mapping[str, Verdict]
    decision: str
    reasons: tuple[str, ...]
    gaps: Mapping[str, tuple[str, ...]]
    destination: str
    form: Mapping[str, str]


@dataclass(frozen=True)
class Plan:
    """What a clerk means to do with a case: the handlings, and habits beside them."""

    handlings: tuple[Handling, ...]
    evidence: frozenset[str]
    skip: frozenset[str] = frozenset()
    ask: tuple[str, ...] = ()
    scan: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    praise: bool = False
    blind: bool = False


def model_plan(ruling: Ruling) -> Plan:
    """Return the plan of a clerk who handles the case by the rules."""
    evidence = frozenset(token for one in ruling.applications for token in one.evidence)
    return Plan(tuple(handling(one) for one in ruling.applications), evidence)


def handling(ruled: ApplicationRuling) -> Handling:
    """Return what the rules say as a handling."""
    return Handling(
        ruled.service,
        ruled.situation,
        ruled.verdicts,
        ruled.decision,
        ruled.reasons,
        ruled.gaps if ruled.decision in WEIGHING else {},
        ruled.destination,
        ruled.form,
    )


def trapped_plan(ruling: Ruling, falls: Falls) -> Plan:
    """Return the plan of a clerk who falls for a trap; whatever the trap does not name stays right."""
    right = model_plan(ruling)
    handlings = [_trapped(one, falls) for one in right.handlings if one.service not in falls.drop]
    return replace(
        right,
        handlings=tuple(handlings),
        skip=frozenset(falls.skip),
        ask=falls.ask,
        scan=falls.scan,
        read=falls.read,
        fields=falls.fields,
        praise=falls.praise,
    )


def dumb_plan(ruling: Ruling, decision: str) -> Plan:
    """Return the plan of a clerk with the routine right who looks at nothing and always decides alike."""
    handlings = tuple(replace(one, verdicts=_guessed(one), decision=decision, reasons=(), gaps={}) for one in
                      model_plan(ruling).handlings)  # fmt: skip
    return Plan(handlings, frozenset(), blind=True)


def acts_of(case: Case, catalogue: Catalogue, ruling: Ruling, plan: Plan) -> list[Act]:
    """Return the acts in order, as journal bodies without the case's id."""
    return list(_Clerk(case, catalogue, ruling, plan).acts())


def _guessed(one: Handling) -> dict[str, Verdict]:
    return {
        name: Verdict("waive" if right.verdict == "waive" else "collect", paper=right.paper)
        for name, right in one.verdicts.items()
    }


def _trapped(one: Handling, falls: Falls) -> Handling:
    verdicts = dict(one.verdicts)
    for name, wrong in falls.verdicts.items():
        code, _, material = name.rpartition("/")
        if code in ("", one.service) and material in verdicts:
            verdicts[material] = replace(verdicts[material], verdict=wrong.verdict, flaws=wrong.flaws)
    gaps = {name: flaws for name, flaws in one.gaps.items() if name not in falls.omit_gaps}
    gaps |= dict.fromkeys(falls.add_gaps, ("missing",))
    return replace(
        one,
        service=falls.service or one.service,
        situation=falls.situation or one.situation,
        verdicts={} if falls.service else verdicts,
        decision=falls.decide.get(one.service, one.decision),
        reasons=tuple(name for name in one.reasons if name not in falls.omit_reasons),
        gaps=gaps,
        destination=falls.destination or one.destination,
        form={**one.form, **{name: value for name, value in falls.form.items() if name in one.form}},
    )


class _Clerk:
    """Turns a plan into acts."""

    def __init__(self, case: Case, catalogue: Catalogue, ruling: Ruling, plan: Plan) -> None:
        self._case = case
        self._catalogue = catalogue
        self._ruling = ruling
        self._plan = plan

    def acts(self) -> Iterator[Act]:
        for act in self._all():
            if self._name(act) not in self._plan.skip and str(act["do"]) not in self._plan.skip:
                yield act

    def _name(self, act: Act) -> str:
        about = next((act[key] for key in ("question", "paper", "check", "licence", "person", "document", "field")
                      if key in act), "")  # fmt: skip
        return f"{act['do']}:{about}"

    def _all(self) -> Iterator[Act]:
        yield from ({"do": "call" if n == 0 else "recall"} for n in range(self._case.arrives))
        yield from self._identify()
        for one in self._plan.handlings:
            yield {"do": "choose", "service": one.service}
            yield {"do": "situation", "application": one.service, "situation": self._situation(one)}
        if not self._plan.blind:
            yield from self._investigate()
        for one in self._plan.handlings:
            yield from self._handle(one)
        yield from ({"do": "give_back", "paper": paper} for paper in self._ruling.give_back)
        yield from ({"do": "keep", "paper": paper} for paper in self._ruling.keep)
        if self._case.entry in ("counter", "video"):
            yield {"do": "rate", "how": "praise" if self._plan.praise else "neutral"}
        yield {"do": "finish"}

    def _situation(self, one: Handling) -> str:
        """Return the situation meant, or the first of a service chosen by mistake."""
        known = [situation.id for situation in self._catalogue.services[one.service].situations]
        return one.situation if one.situation in known else known[0]

    def _identify(self) -> Iterator[Act]:
        for named in self._plan.read:
            role, _, means = named.partition(":")
            yield {"do": "read", "person": role, "means": means}
        for role in self._ruling.reads:
            yield {"do": "read", "person": role, "means": best_means(self._case.people[role])}  # type: ignore[index]  # a role of this case
        for role, person in self._case.people.items():
            unread = f"card:{role}" in self._plan.evidence and role not in self._ruling.reads
            if unread and (means := expired_means(person)):
                yield {"do": "read", "person": role, "means": means}
        if self._ruling.compare and (self._ruling.reads or self._plan.evidence):
            yield {"do": "compare", "person": self._ruling.compare}

    def _investigate(self) -> Iterator[Act]:
        """Look at every paper, ask the store and the back office, then ask the resident what is still open."""
        known = {f"fact:{name}" for name in self._case.opening_shows}
        for paper in self._case.papers:
            for side in range(1, paper.sides + 1):
                yield {"do": "inspect", "paper": paper.id, "side": side}
            known |= {f"fact:{name}" for name in paper.shows}
        for token, shows, tries in self._lookups(known):
            yield from self._look_up(token, tries)
            known |= {f"fact:{name}" for name in shows}
        yield from self._ask(known)

    def _lookups(self, known: set[str]) -> Iterator[tuple[str, tuple[str, ...], int]]:
        """Yield (token, facts shown, tries) of what is evidence itself, then of what shows evidence."""
        wanted = [token for token in sorted(self._plan.evidence) if token.partition(":")[0] in ("licence", "check")]
        shown = set(known)
        records = self._records()
        for token in wanted:
            shows, tries = records.get(token, ((), 1))
            shown |= {f"fact:{name}" for name in shows}
            yield token, shows, tries
        askable = {f"fact:{name}" for ask in self._case.asks if not ask.improper for name in ask.shows}
        for token, (shows, tries) in records.items():
            missing = {f"fact:{name}" for name in shows} & self._plan.evidence - shown - askable
            if token not in wanted and missing:
                shown |= missing
                yield token, shows, tries

    def _records(self) -> dict[str, tuple[tuple[str, ...], int]]:
        found = {}
        for one in self._case.licences:
            found[f"licence:{one.licence}:{one.of}"] = (one.shows, len(one.outcomes))
        for known in self._case.checks:
            found[f"check:{known.check}:{known.of}"] = (known.shows, len(known.outcomes))
        return found

    def _look_up(self, token: str, tries: int) -> Iterator[Act]:
        kind, name, role = token.split(":")
        if kind == "licence":
            yield {"do": "authorize", "person": role}
        for _ in range(tries):
            yield {"do": "fetch", "licence": name, "person": role} if kind == "licence" else {
                "do": "check", "check": name, "person": role
            }  # fmt: skip

    def _ask(self, known: set[str]) -> Iterator[Act]:
        open_ = {token for token in self._plan.evidence if token.startswith("fact:")} - known
        for ask in self._case.asks:
            shows = {f"fact:{name}" for name in ask.shows}
            if shows & open_ and not ask.improper:
                open_ -= shows
                yield {"do": "ask", "question": ask.id}
        for question in self._plan.ask:
            yield {"do": "ask", "question": question}

    def _handle(self, one: Handling) -> Iterator[Act]:
        yield from self._weigh(one)
        if one.decision in TAKING:
            for name, value in one.form.items():
                yield {"do": "fill", "application": one.service, "field": name, "value": value}
            if one.form and self._case.entry not in IDENTIFIED:
                yield {"do": "sign", "application": one.service}
        yield {"do": "decide", "application": one.service, "decision": one.decision}
        for kind in self._catalogue.documents_for(one.decision):
            about = {"application": one.service, "document": kind.id}
            for each in kind.fields:
                yield {"do": "compose", **about, "field": each.id, "value": self._content(each, one)}
            if kind.sealed:
                yield {"do": "seal", **about}
            if kind.received:
                yield {"do": "receive", **about}
            yield {"do": "issue", **about}
        if one.decision == "relay":
            yield {"do": "hand_off", "application": one.service, "destination": one.destination or self._case.centre}
        yield {"do": "archive", "application": one.service}

    def _weigh(self, one: Handling) -> Iterator[Act]:
        if one.decision not in WEIGHING and not self._plan.blind:
            return
        service = self._catalogue.services[one.service]
        for material in service.materials:
            right = one.verdicts.get(material.id)
            if right is None:
                continue
            if right.verdict == "collect" and right.paper:
                yield from self._scan(right.paper, one.service, material)
            yield {
                "do": "verdict",
                "application": one.service,
                "material": material.id,
                "verdict": right.verdict,
                "flaws": list(right.flaws),
            }
        for named in self._plan.scan:
            paper = self._case.paper(named)
            slot = next(
                (m for m in service.materials if paper and paper.fits in (m.id, f"{one.service}/{m.id}")), None
            )
            if slot:
                yield from self._scan(named, one.service, slot)

    def _scan(self, paper_id: str, service: str, material: Material) -> Iterator[Act]:
        paper = self._case.paper(paper_id)
        for side in range(1, material.sides + 1):
            for _ in range(2 if paper and paper.blurred else 1):
                yield {
                    "do": "scan",
                    "paper": paper_id,
                    "application": service,
                    "material": material.id,
                    "side": side,
                }

    def _content(self, each: DocumentField, one: Handling) -> object:
        if each.id in self._plan.fields:
            return self._plan.fields[each.id]
        limit = self._catalogue.services[one.service].limit
        if each.kind == "gaps":
            return [{"material": name, "flaws": list(flaws)} for name, flaws in one.gaps.items()]
        if each.kind == "reasons":
            return list(one.reasons)
        if each.kind == "until":
            return due(one.decision, self._case, self._catalogue)
        return {
            "limit": limit.label if limit else AT_ONCE,
            "destination": one.destination or self._case.centre,
            "keeper": self._case.centre,
            "remedy": REMEDY,
            "number": self._case.wish or "无",
            "wish": self._case.wish or "无",
        }[each.kind]
