"""A contestant's own receipt: what the server holds, in words, and the score once it is released."""

from dataclasses import dataclass

import orjson

from app.journal.packing import unpack
from app.queries.rounds import RoundRow, find_round
from app.queries.scores import ScoreDetail, find_score, find_sitting_owner
from app.runtime import runtime
from app.scoring.answers import AnswerLine, answer_lines
from app.services.access import Actor
from app.services.refused import Refused
from proctor.sitting import CLOSED, State
from question_bank.model import Json

HOW = {"handed_in": "选手交卷", "timed_out": "到时自动收卷"}


@dataclass(frozen=True)
class ReceiptView:
    """A receipt for a page."""

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
    score: ScoreDetail | None


def own_receipt(*, actor: Actor, sitting_id: str) -> ReceiptView:
    """Return the receipt of the actor's own sitting; anyone else's is refused as if it did not exist."""
    owner = find_sitting_owner(sitting_id)
    if owner is None or owner[0] != actor.id:
        raise Refused("no_sitting")
    held = runtime().reader.receipt(sitting_id)
    row = find_round(owner[1])
    if held is None or row is None:
        raise Refused("no_sitting")
    closed = State(held.state) in CLOSED
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
        rows=_rows(sitting_id, held.responses) if held.state != State.DRAWN else [],
        score=find_score(sitting_id) if owner[2] and closed else None,
    )


def _rows(sitting_id: str, responses: dict[str, Json]) -> list[AnswerLine]:
    shown = orjson.loads(unpack(runtime().reader.paper(sitting_id).packed))
    return answer_lines(shown, responses)
