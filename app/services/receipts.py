"""A contestant's own receipt: what the server holds, in words, and the score once it may be seen."""

from dataclasses import dataclass
from typing import Any

import orjson

from app.journal.packing import unpack
from app.journal.reading import SIMULATION
from app.queries.confirmations import Confirmed, confirmed
from app.queries.rounds import RoundRow, find_round
from app.queries.scores import ScoreDetail, find_score, find_sitting_owner
from app.runtime import runtime
from app.scoring.answers import AnswerLine, answer_lines
from app.scoring.screens import PHASES
from app.services.access import Actor
from app.services.refused import Refused
from proctor.sitting import CLOSED, State
from question_bank.model import Json

HOW = {"handed_in": "选手交卷", "timed_out": "到时自动收卷", "collected": "监考员收卷"}


@dataclass(frozen=True)
class RunLine:
    """One case of a simulation: how far it is, by how many acts, and how long it took (ms; None if not over)."""

    number: int
    ticket: str
    entry: str
    phase: str
    acts: int
    spent: int | None


@dataclass(frozen=True)
class ReceiptView:
    """A receipt for a page: `rows` of a quiz, `runs` of a simulation; `marking_due` if its score is still awaited."""

    sitting: str
    round: RoundRow
    closed: bool
    how_label: str
    closed_at: int | None
    last_seq: int
    answered: int
    of: int
    digest: str
    held: int
    rows: list[AnswerLine]
    runs: list[RunLine]
    score: ScoreDetail | None
    marking_due: bool
    confirmed: Confirmed


def own_receipt(*, actor: Actor, sitting_id: str) -> ReceiptView:
    """Return the receipt of the actor's own sitting; anyone else's is refused as if it did not exist.

    The score is there once the round's scores are released; that of a practised simulation, marking and all, at once.
    """
    owner = find_sitting_owner(sitting_id)
    if owner is None or owner[0] != actor.id:
        raise Refused("no_sitting")
    held = runtime().reader.receipt(sitting_id)
    row = find_round(owner[1])
    if held is None or row is None:
        raise Refused("no_sitting")
    closed, opened = State(held.state) in CLOSED, held.state != State.DRAWN
    simulation = row.kind == SIMULATION
    visible = closed and (owner[2] or (simulation and row.practice))
    score = find_score(sitting_id) if visible else None
    return ReceiptView(
        sitting=sitting_id,
        round=row,
        closed=closed,
        how_label=HOW.get(held.how or "", "进行中"),
        closed_at=held.closed_at,
        last_seq=held.last_seq,
        answered=held.answered,
        of=held.of,
        digest=held.digest,
        held=held.held,
        rows=_rows(sitting_id, held.responses) if opened and not simulation else [],
        runs=_runs(sitting_id, held.responses) if opened and simulation else [],
        score=score,
        marking_due=visible and score is None,
        confirmed=confirmed(sitting_id),
    )


def _rows(sitting_id: str, responses: dict[str, Json]) -> list[AnswerLine]:
    shown = orjson.loads(unpack(runtime().reader.paper(sitting_id).packed))
    return answer_lines(shown, responses)


def _runs(sitting_id: str, cases: dict[str, Json]) -> list[RunLine]:
    shown = orjson.loads(unpack(runtime().reader.paper(sitting_id).packed))
    return [_run_line(case, cases[case["id"]]) for case in shown["cases"]]


def _run_line(case: dict[str, Any], held: Any) -> RunLine:  # noqa: ANN401  # what the receipt says of a case
    over = held["ended"] is not None and held["started"] is not None
    spent = held["ended"] - held["started"] if over else None
    return RunLine(case["number"], case["ticket"], case["entry_name"], PHASES[held["phase"]], held["acts"], spent)
