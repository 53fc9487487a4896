"""The room record (考场情况登记表): a session in one room or all, as it went, for people to sign."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.models import Competition, Room, SessionSeal
from app.queries import room_log
from app.queries.attendance import ArrivalRow, SessionRow, arrivals, find_session
from app.queries.room_log import ChangeLine, GrantTotal, IncidentLine
from app.services import audit
from app.services.access import Actor
from app.services.duties import require_room, rooms_of
from app.services.refused import Refused
from app.services.sessions import require_visible
from proctor.incidents import INCIDENTS, reason_label

MEASURE_WORDS: Mapping[str, str] = {
    "start": "单独开考",
    "pause": "暂停",
    "resume": "恢复",
    "grant": "补时",
    "move": "换座、换机",
    "release": "释放席位",
    "end": "监考收卷",
    "reopen": "重新开考",
    "annul": "作废",
}
GRANT_WORDS: Mapping[str, str] = {
    "extra": "补时",
    "pause": "暂停补回",
    "late_start": "单独开考顺延",
    "reopen": "重新进入前补回",
}
END_WORDS: Mapping[str, str] = {
    "handed_in": "选手交卷",
    "timed_out": "到时收卷",
    "collected": "监考收卷",
    "void": "作废",
}


@dataclass(frozen=True)
class MeasureEntry:
    """What was done at one moment to one or many, with its reason and who did it."""

    at: int
    what: str
    whom: str
    reason: str
    words: str
    milliseconds: int | None
    by: str


@dataclass(frozen=True)
class RoomRecordView:
    """Everything the record says; times are exam milliseconds, counts are of people."""

    competition: str
    session: SessionRow
    room: str
    rooms: Sequence[tuple[int, str]]
    counts: Sequence[tuple[str, int]]
    absentees: Sequence[ArrivalRow]
    late: Sequence[tuple[ArrivalRow, int]]
    incidents: Sequence[tuple[IncidentLine, str]]
    measures: Sequence[MeasureEntry]
    grants: Sequence[tuple[GrantTotal, str]]
    changes: Sequence[ChangeLine]
    decisions: tuple[int, int]
    seal: str | None
    audit_head: tuple[int, str] | None


def room_record(*, actor: Actor, session_id: int, room_id: int | None = None) -> RoomRecordView:
    """Return the record of a session, in one room or in all the actor may see.

    Refuses with `no_session`, or with `no_room` a room that is not the actor's.
    """
    require_visible(actor=actor, session_id=session_id)
    session = find_session(session_id)
    if session is None:
        raise Refused("no_session")
    if room_id is not None:
        require_room(actor, room_id)
    rooms = rooms_of(actor) if room_id is None else frozenset({room_id})
    expected = arrivals(session_id, rooms)
    late = [(row, row.late(session.opens)) for row in expected if row.present and not session.personal]
    names = room_log.staff_names()
    return RoomRecordView(
        competition=db.session.get_one(Competition, session.competition_id).name,
        session=session,
        room=_room_name(room_id),
        rooms=_rooms(expected),
        counts=_counts(session_id, rooms, expected, sum(by > 0 for _, by in late)),
        absentees=[row for row in expected if not row.present],
        late=[(row, by) for row, by in late if by > 0],
        incidents=[(line, _incident(line.kind)) for line in room_log.incident_lines(session_id, rooms)],
        measures=_measures(session_id, rooms, names),
        grants=[(line, GRANT_WORDS.get(line.kind, line.kind)) for line in room_log.grant_totals(session_id, rooms)],
        changes=room_log.machine_changes(session_id, rooms),
        decisions=room_log.decision_counts(session_id, rooms),
        seal=db.session.scalar(select(SessionSeal.digest).where(SessionSeal.session_id == session_id)),
        audit_head=audit.head(),
    )


def _counts(
    session_id: int, rooms: Collection[int] | None, expected: Sequence[ArrivalRow], late: int
) -> list[tuple[str, int]]:
    present = sum(row.present for row in expected)
    ended = Counter(room_log.ends(session_id, rooms))
    arrived = [("应到", len(expected)), ("实到", present), ("缺考", len(expected) - present), ("迟到", late)]
    return arrived + [(words, ended[how]) for how, words in END_WORDS.items()]


def _measures(session_id: int, rooms: Collection[int] | None, names: Mapping[str, str]) -> list[MeasureEntry]:
    """Return the measures, one entry for what was done at once to several."""
    batches: dict[str, list[room_log.MeasureLine]] = {}
    for line in room_log.measure_lines(session_id, rooms):
        batches.setdefault(line.batch, []).append(line)
    return [_entry(lines, names) for lines in batches.values()]


def _entry(lines: Sequence[room_log.MeasureLine], names: Mapping[str, str]) -> MeasureEntry:
    first = lines[0]
    whom = "、".join(f"{line.seat} {line.name}".strip() for line in lines)
    people = [names.get(one, one) for one in (first.by, first.second) if one]
    detail = f"（{first.detail}）" if first.kind == "move" else ""
    return MeasureEntry(
        first.at,
        f"{MEASURE_WORDS.get(first.kind, first.kind)}{detail}",
        whom,
        f"{first.reason} {reason_label(first.reason) or ''}".strip(),
        first.words,
        first.milliseconds,
        "、".join(people),
    )


def _incident(kind: str) -> str:
    return next((one.label for one in INCIDENTS if one.code == kind), kind)


def _rooms(expected: Sequence[ArrivalRow]) -> list[tuple[int, str]]:
    return list(dict.fromkeys((row.room_id, row.room) for row in expected if row.room_id is not None))


def _room_name(room_id: int | None) -> str:
    return db.session.get_one(Room, room_id).name if room_id is not None else "全部考室"
