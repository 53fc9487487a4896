"""The live console: one snapshot of a round a second at most, shared by every console this process serves.

It is derived from the database and nothing else, so that another process shows the same.
"""

import hashlib
import json
import threading
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import orjson

from app.queries import console as read
from app.queries.console import SeatedSitting, SilenceRow
from app.queries.rounds import find_round
from app.queries.runs import ended_cases
from app.runtime import runtime
from app.services.access import Actor
from app.services.duties import rooms_of
from app.services.refused import Refused
from app.services.rules import round_rules
from proctor.compensation import Gap, Proposal, Stop, propose
from proctor.sitting import CLOSED, WRITABLE, State
from proctor.timing import SILENT_MS

FRESH_MS = 900
ASKING_MS = 120_000

Seat: TypeAlias = dict[str, Any]


@dataclass
class _Answered:
    """What is known of a sitting's answers: up to which seq, and of which items."""

    seq: int = 0
    items: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _Snapshot:
    """A round as of a moment: every seat with its room."""

    at: int
    seats: tuple[tuple[int | None, int | None, Seat], ...]


@dataclass(frozen=True)
class Live:
    """A reply: JSON, and the tag by which the next request may be told that nothing changed."""

    body: bytes
    tag: str


class Console:
    """Keeps the newest snapshot of each round, and what was counted of each journal so far."""

    def __init__(self) -> None:
        self._snapshots: dict[int, _Snapshot] = {}
        self._answered: dict[str, _Answered] = defaultdict(_Answered)
        self._lock = threading.Lock()

    def snapshot(self, round_id: int) -> _Snapshot:
        """Return the round as it was less than a second ago; one request computes it, the others wait for it."""
        with self._lock:
            now = runtime().clock.now()
            kept = self._snapshots.get(round_id)
            if kept is None or not 0 <= now - kept.at < FRESH_MS:
                kept = self._snapshots[round_id] = self._take(round_id, now)
            return kept

    def _take(self, round_id: int, now: int) -> _Snapshot:
        rows = read.seated_sittings(round_id)
        answered = self._count(round_id, rows)
        hands = {
            hand.sitting: {"seq": hand.seq, "text": hand.text, "at": hand.at} for hand in read.open_hands(round_id)
        }
        asking = {
            signal.sitting: {"at": signal.at, "address": signal.detail}
            for signal in read.recent_signals(round_id, now - ASKING_MS)
            if signal.code == "second_machine"
        }
        silences = _proposals(round_id, {row.sitting: row for row in rows})
        extra = read.granted(round_id)
        return _Snapshot(
            now,
            tuple(
                (
                    row.session_id,
                    row.room_id,
                    _seat(row, now)
                    | {
                        "answered": answered.get(row.sitting, 0),
                        "hand": hands.get(row.sitting),
                        "asking": asking.get(row.sitting),
                        "silence": silences.get(row.sitting),
                        "extra": extra.get(row.sitting, 0),
                    },
                )
                for row in rows
            ),
        )

    def _count(self, round_id: int, rows: list[SeatedSitting]) -> dict[str, int]:
        """Return how much each sitting has answered; only entries that are new since the last count are read."""
        found = find_round(round_id)
        if found is not None and found.kind == "simulation":
            return ended_cases(round_id)
        grown = {row.sitting: self._answered[row.sitting].seq for row in rows if self._is_new(row)}
        for sitting, seq, body in read.answers_since(grown):
            counted = self._answered[sitting]
            answer = json.loads(body)
            (counted.items.discard if answer.get("response") is None else counted.items.add)(str(answer.get("item")))
            counted.seq = seq
        for row in rows:
            self._answered[row.sitting].seq = row.last_seq
        return {row.sitting: len(self._answered[row.sitting].items) for row in rows}

    def _is_new(self, row: SeatedSitting) -> bool:
        return row.last_seq > self._answered[row.sitting].seq


def live(*, actor: Actor, round_id: int, session_id: int | None = None, room_id: int | None = None) -> Live:
    """Return the seats the actor may see, of one session and room if asked. Refuses with `no_round`."""
    row = find_round(round_id)
    if row is None:
        raise Refused("no_round")
    rooms = rooms_of(actor)
    snapshot = console().snapshot(round_id)
    seats = [
        seat
        for in_session, in_room, seat in snapshot.seats
        if (rooms is None or in_room in rooms)
        and (session_id is None or in_session == session_id)
        and (room_id is None or in_room == room_id)
    ]
    text = orjson.dumps(seats)
    tag = f'"{hashlib.sha256(text).hexdigest()[:24]}"'
    return Live(b'{"now":%d,"seats":%s}' % (runtime().clock.now(), text), tag)


def console_rooms(*, actor: Actor, round_id: int) -> list[int]:
    """Return the rooms the round has seats in that the actor may see."""
    rooms = rooms_of(actor)
    found = {room for _, room, _ in console().snapshot(round_id).seats if room is not None}
    return sorted(found if rooms is None else found & rooms)


def item_count(round_id: int) -> int:
    """Return how many items or cases a paper of the round has; 0 before it is drawn."""
    row = find_round(round_id)
    return round_rules(round_id).item_count if row is not None and row.drawn_at is not None else 0


def console() -> Console:
    """Return the console of the running application, made at the first need."""
    return runtime().derived("console", Console)


def _seat(row: SeatedSitting, now: int) -> Seat:
    silent = _silent_since(row, now)
    return {
        "sitting": row.sitting,
        "session": row.session_id,
        "name": row.name,
        "number": row.number,
        "unit": row.unit,
        "room": row.room,
        "room_id": row.room_id,
        "seat": row.seat,
        "row": row.row,
        "column": row.column,
        "state": row.state,
        "face": _face(row, silent=silent is not None),
        "silent": silent,
        "heard": row.heard_at,
        "queued": row.queued if State(row.state) in WRITABLE else 0,
        "deadline": row.deadline,
        "stood": row.paused_at if row.state in {State.PAUSED, State.REOPENED} else None,
        "held": row.held,
        "unread": row.notice_id > row.notice_seen,
        "notice": row.notice_id,
        "checked_in": row.checked_in_at,
        "absent": row.absent_at is not None,
        "attempt": row.attempt,
    }


def _silent_since(row: SeatedSitting, now: int) -> int | None:
    """Return since when a working sitting has not been heard, if that is too long."""
    last = max(row.heard_at or 0, row.opened_at or 0)
    return last if row.state == State.WORKING and last and now - last > SILENT_MS else None


def _face(row: SeatedSitting, *, silent: bool) -> str:
    """Return what a proctor sees first: not here, waiting, at work, stopped, trouble, over."""
    state = State(row.state)
    if state in CLOSED:
        return "closed"
    if state in {State.PAUSED, State.REOPENED, State.VOID}:
        return state.value
    if state is State.WORKING:
        return "trouble" if silent else "working"
    if row.absent_at is not None:
        return "absent"
    return "waiting" if row.entered_at is not None or row.checked_in_at is not None else "away"


def _proposals(round_id: int, rows: dict[str, SeatedSitting]) -> dict[str, Seat]:
    """Return for each sitting its oldest unsettled silence, with the time proposed for it."""
    found: dict[str, Seat] = {}
    silences = [one for one in read.open_silences(round_id) if one.sitting in rows]
    stops = _stops([one.sitting for one in silences])
    for silence in silences:
        row = rows[silence.sitting]
        if silence.sitting in found or row.opened_at is None or State(row.state) not in WRITABLE:
            continue
        for proposal in _propose(silence, stops[silence.sitting], row.opened_at):
            found[silence.sitting] = {
                "id": silence.id,
                "from": silence.from_at,
                "to": silence.to_at,
                "ms": proposal.milliseconds,
                "note": proposal.note,
            }
    return found


def _propose(silence: SilenceRow, stops: list[Stop], opened_at: int) -> list[Proposal]:
    gap = Gap(silence.from_at, silence.to_at, read.typed_within(silence))
    return propose([gap], stops, opened_at=opened_at, ends_at=None)


def _stops(sittings: list[str]) -> dict[str, list[Stop]]:
    """Pair each pause with the resumption after it; one that goes on has no end yet and stops everything later."""
    found: dict[str, list[Stop]] = defaultdict(list)
    begun: dict[str, int] = {}
    for stop in read.clock_stops(sittings):
        if stop.kind == "pause":
            begun[stop.sitting] = stop.at
        elif stop.sitting in begun:
            found[stop.sitting].append(Stop(begun.pop(stop.sitting), stop.at))
    for sitting, at in begun.items():
        found[sitting].append(Stop(at, 2**62))
    return found
