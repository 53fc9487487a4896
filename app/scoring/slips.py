"""slips_in: what a clerk did otherwise than right, in words that are the same for everyone who did the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from simulations.casework import Case
from simulations.catalogue import DECISIONS, FLAWS, VERDICTS, Catalogue
from simulations.ruling import ApplicationRuling, Ruling, Verdict
from simulations.state import Application, Given, State

NOTHING = Application("")
OVER = frozenset({"closed", "absent"})


@dataclass(frozen=True)
class Slip:
    """A wrong act: `kind` says of what sort, `seqs` are the entries that show it (none for something left out)."""

    kind: str
    text: str
    seqs: tuple[int, ...] = ()


def slips_in(case: Case, catalogue: Catalogue, ruling: Ruling, state: State) -> Iterator[Slip]:
    """Yield what went wrong in a run, application by application, then what was asked in vain."""
    right = {one.service: one for one in ruling.applications}
    for service, held in state.applications.items():
        if service not in right:
            yield Slip(
                "needless", f"多办：{catalogue.services[service].name}", (held.decided,) if held.decided else ()
            )
    for service, ruled in right.items():
        held, name = state.applications.get(service, NOTHING), catalogue.services[service].name
        if not held.service and state.phase in OVER:
            yield Slip("left_out", f"漏办：{name}")
        yield from _decision_slips(name, ruled, held)
        yield from _verdict_slips(catalogue, ruled, held)
    yield from _improper(case, state)


def _decision_slips(name: str, ruled: ApplicationRuling, held: Application) -> Iterator[Slip]:
    if held.decision and held.decision != ruled.decision:
        said = f"{name}：决定“{DECISIONS[held.decision]}”，应为“{DECISIONS[ruled.decision]}”"
        yield Slip("decision", said, (held.decided,))


def _verdict_slips(catalogue: Catalogue, ruled: ApplicationRuling, held: Application) -> Iterator[Slip]:
    names = {one.id: one.name for one in catalogue.services[ruled.service].materials}
    for material, given in held.verdicts.items():
        right = ruled.verdicts[material]
        if _worded_given(given) != _worded_right(right):
            said = f"{names[material]}：“{_worded_given(given)}”，应为“{_worded_right(right)}”"
            yield Slip("verdict", said, (given.seq,))


def _improper(case: Case, state: State) -> Iterator[Slip]:
    asked = {one.id: one.ask for one in case.asks}
    seqs: dict[str, list[int]] = {}
    for event in state.events:
        if event.do == "ask" and event.outcome == "improper":
            seqs.setdefault(event.target, []).append(event.seq)
    for question, places in seqs.items():
        yield Slip("ask", f"不当提问：{asked[question]}", tuple(places))


def _worded_given(given: Given) -> str:
    return _worded(given.verdict, given.flaws)


def _worded_right(right: Verdict) -> str:
    return _worded(right.verdict, right.flaws)


def _worded(verdict: str, flaws: tuple[str, ...]) -> str:
    said = f"（{'、'.join(FLAWS[flaw] for flaw in flaws)}）" if flaws else ""
    return VERDICTS[verdict] + said
