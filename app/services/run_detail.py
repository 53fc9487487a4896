"""One simulation sitting explained: who sat, what the journal holds, and each case as frozen."""

from dataclasses import dataclass

from app.queries.confirmations import Confirmed, confirmed
from app.queries.sittings import GrantLine, SittingFacts, list_grants, sitting_facts
from app.runtime import runtime
from app.scoring.record import Ignored, journal_digest
from app.scoring.runs import fold_runs
from app.scoring.screens import PHASES
from app.services.refused import Refused
from simulations.scenario import ENTRIES


@dataclass(frozen=True)
class FrozenCase:
    """One case of the sitting, and how far the journal takes it."""

    id: str
    number: int
    title: str
    ticket: str
    entry: str
    phase: str
    acts: int


@dataclass(frozen=True)
class RunDetail:
    """Who sat when, what the journal holds, the rule pack the cases were frozen with, and the cases in order."""

    facts: SittingFacts
    grants: list[GrantLine]
    entries: int
    journal: str
    ignored: tuple[Ignored, ...]
    pack: str
    cases: list[FrozenCase]
    confirmed: Confirmed


def run_detail(sitting_id: str) -> RunDetail:
    """Return the sitting explained; refuses with `no_simulation` what is a quiz's."""
    facts, reader = sitting_facts(sitting_id), runtime().reader
    desk, lines = reader.desk(sitting_id), reader.lines(sitting_id)
    if desk is None:
        raise Refused("no_simulation")
    runs = fold_runs(desk, lines, reader.accepted(sitting_id))
    cases = [
        FrozenCase(
            name,
            number,
            case.title,
            case.ticket,
            ENTRIES[case.entry],
            PHASES[runs.states[name].phase],
            len(runs.states[name].events),
        )
        for number, (name, case) in enumerate(desk.cases.items(), 1)
    ]
    pack = desk.catalogue.pack.title
    digest, agreed = journal_digest(lines), confirmed(sitting_id)
    return RunDetail(facts, list_grants(sitting_id), len(lines), digest, runs.ignored, pack, cases, agreed)
