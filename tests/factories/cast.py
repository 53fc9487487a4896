"""The people and rounds every integration test finds in its database, and a clock moved by hand."""

from dataclasses import dataclass
from fractions import Fraction

from flask import Flask
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.clock import ExamClock
from app.database import transaction
from app.models import Account, Duty
from app.services.access import Actor, Role
from app.services.competitions import (
    NewContestant,
    NewRound,
    add_account,
    add_competition,
    add_contestant,
    add_round,
)
from app.services.drawing import draw_round

MINUTE = 60_000
START = 1_795_309_200_000  # 2026-11-22 09:00 in Shanghai, when every test begins
PASSWORD = "correct-horse-battery"
CODES = {"20260001": "ABCD2345", "20260002": "EFGH6789", "20260003": "JKMN2345"}
OUTSIDER = "20269999"
STAFF = {role.value: f"{role.value}1" for role in Role if role is not Role.CONTESTANT}


def staff_actor(role: str) -> Actor:
    """Return the member of staff of a role as signed in; the accounts are made in this order."""
    return Actor(f"staff:{STAFF[role]}", list(STAFF).index(role) + 1, f"虚构{role}", Role(role))


@dataclass(frozen=True)
class Rounds:
    """Ids of the rounds: times are minutes after START.

    `shared` starts at 10 for everyone, takes 60 and lets nobody in after 40; `personal` is open from 0 to 240;
    `practice` may be repeated; `undrawn` has no papers yet.
    """

    shared: int
    personal: int
    practice: int
    undrawn: int


class FakeTime:
    """Wall and monotonic time that stand still until moved, exact to the millisecond."""

    def __init__(self, now: int = START) -> None:
        self._now = now
        self._stepped = 0

    def move(self, milliseconds: int) -> None:
        """Let time pass."""
        self._now += milliseconds

    def move_to(self, moment: int) -> None:
        """Let time pass until `moment`."""
        self._now = moment

    def step_wall(self, milliseconds: int) -> None:
        """Set the wall clock forward or back; no time passes."""
        self._stepped += milliseconds

    def wall(self) -> Fraction:
        return Fraction(self._now + self._stepped, 1000)

    def monotonic(self) -> Fraction:
        return Fraction(self._now, 1000)

    @property
    def now(self) -> int:
        return self._now

    def exam_clock(self) -> ExamClock:
        return ExamClock(wall=self.wall, monotonic=self.monotonic)


def seed(app: Flask) -> Rounds:
    """Put the cast into an empty database and draw their papers."""
    with app.app_context():
        with transaction() as session:
            competition = add_competition(session, "虚构竞赛").id
            elsewhere = add_competition(session, "另一场竞赛").id
            for number, code in CODES.items():
                _contestant(session, competition, number, code)
            _contestant(session, elsewhere, OUTSIDER, "ZZZZ9999")
            for role, username in STAFF.items():
                add_account(session, username=username, name=f"虚构{role}", role=Role(role), password=PASSWORD)
            session.flush()
            for username in (STAFF["proctor"], STAFF["chief_proctor"]):
                session.add(Duty(account_id=session.scalars(_account(username)).one(), room_id=None))
            rounds = Rounds(
                shared=_round(session, competition, "知识竞赛", START + 10 * MINUTE, 30),
                personal=_round(session, competition, "个人时段赛", START, 240, personal=True),
                practice=_round(session, competition, "练习", START, 240, personal=True, practice=True),
                undrawn=_round(session, competition, "尚未组卷", START, 240, personal=True),
            )
        for round_id in (rounds.shared, rounds.personal, rounds.practice):
            draw_round(round_id=round_id, actor="test")
    return rounds


def _account(username: str) -> Select[tuple[int]]:
    return select(Account.id).where(Account.username == username)


def _contestant(session: Session, competition: int, number: str, code: str) -> None:
    new = NewContestant(number, code, f"选手{number[-2:]}", "虚构街道中心", "综合窗口一线", f"A{number[-2:]}")
    add_contestant(session, competition, new)


def _round(
    session: Session,
    competition: int,
    title: str,
    opens: int,
    late_minutes: int,
    *,
    personal: bool = False,
    practice: bool = False,
) -> int:
    new = NewRound(title, "small", opens, late_minutes, personal=personal, practice=practice)
    return add_round(session, competition, new, actor="test").id
