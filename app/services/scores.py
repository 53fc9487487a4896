"""Scores for organizers: the list, its file, and releasing it to contestants."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.database import transaction
from app.documents.score_list import score_list
from app.models import Round
from app.queries.progress import round_progress
from app.queries.rounds import RoundRow, find_round
from app.queries.scores import ScoreRow, round_scores, section_titles
from app.runtime import runtime
from app.scoring.histogram import Histogram, histogram
from app.services import audit
from app.services.refused import Refused

STATES = {
    "drawn": "未开考",
    "working": "作答中",
    "paused": "暂停",
    "handed_in": "已交卷",
    "timed_out": "到时收卷",
    "collected": "监考收卷",
    "reopened": "重新开考",
    "void": "作废",
}
SORTS = {
    "total": lambda row: (row.total is None, -(row.total or Decimal(0)), row.admission_number),
    "number": lambda row: (row.admission_number, row.attempt),
    "name": lambda row: (row.name.encode("gb18030"), row.admission_number),
    "unit": lambda row: (row.unit.encode("gb18030"), row.admission_number),
    "state": lambda row: (row.state, row.admission_number),
}


@dataclass(frozen=True)
class ScoreList:
    """A round's score list as asked for; `places` are competition places among the scored (1, 2, 2, 4).

    A practice round, sat as often as one likes, has no places. `plot` is of everyone, whatever was searched.
    """

    round: RoundRow
    sections: list[str]
    rows: list[ScoreRow]
    places: dict[str, int]
    shown: int
    total: int
    plot: Histogram | None


def list_scores(*, round_id: int, search: str = "", sort: str = "total") -> ScoreList:
    """Return the list, filtered by name, number or unit, sorted by one of SORTS. Refuses with `no_round`."""
    row = find_round(round_id)
    if row is None:
        raise Refused("no_round")
    everyone = round_scores(round_id)
    wanted = search.strip().lower()
    rows = [one for one in everyone if wanted in f"{one.name} {one.admission_number} {one.unit} {one.seat}".lower()]
    rows.sort(key=SORTS.get(sort, SORTS["total"]))
    totals = [one.total for one in everyone if one.total is not None]
    return ScoreList(
        row,
        section_titles(round_id),
        rows,
        {} if row.practice else _places(everyone),
        len(rows),
        len(everyone),
        histogram(totals, Decimal(row.full_mark)),
    )


def export_scores(*, round_id: int, actor: str, now_text: str) -> tuple[str, bytes]:
    """Return the file name and the workbook of the whole list; the download is audited."""
    found = list_scores(round_id=round_id)
    header = ["名次", "准考证号", "姓名", "单位", "类别", "座位", "卷型", "状态", *found.sections, "总分"]
    file = score_list(
        f"{found.round.title}成绩",
        header,
        (_cells(row, found) for row in found.rows),
        f"满分 {found.round.full_mark} 分；导出于 {now_text}；未评分者空缺，不按零分计。",
    )
    with transaction() as session:
        audit.record(session, at=runtime().clock.now(), actor=actor, action="scores.export", round=round_id)
    return f"{found.round.title}成绩.xlsx", file


def release(*, round_id: int, actor: str) -> None:
    """Show contestants their scores. Refuses with `not_graded(open)` while a sitting is open or ungraded."""
    with transaction() as session:
        row = _round(session, round_id)
        now = runtime().clock.now()
        unfinished = round_progress(round_id, now).unfinished
        if unfinished:
            raise Refused("not_graded", open=unfinished)
        row.released_at = now
        audit.record(session, at=row.released_at, actor=actor, action="scores.release", round=round_id)


def withdraw(*, round_id: int, actor: str) -> None:
    """Hide the scores from contestants again."""
    with transaction() as session:
        row = _round(session, round_id)
        row.released_at = None
        audit.record(session, at=runtime().clock.now(), actor=actor, action="scores.withdraw", round=round_id)


def _round(session: Session, round_id: int) -> Round:
    row = session.get(Round, round_id)
    if row is None:
        raise Refused("no_round")
    if row.drawn_at is None:
        raise Refused("not_drawn_yet")
    return row


def _places(rows: list[ScoreRow]) -> dict[str, int]:
    places: dict[Decimal, int] = {}
    for place, total in enumerate(sorted((row.total for row in rows if row.total is not None), reverse=True), 1):
        places.setdefault(total, place)
    return {row.sitting_id: places[row.total] for row in rows if row.total is not None}


def _cells(row: ScoreRow, found: ScoreList) -> list[str]:
    place = found.places.get(row.sitting_id)
    sections = [str(earned) for earned in row.sections] or [""] * len(found.sections)
    return [
        str(place) if place else "",
        row.admission_number,
        row.name,
        row.unit,
        row.category,
        row.seat,
        row.form,
        STATES[row.state],
        *sections,
        "" if row.total is None else str(row.total),
    ]
