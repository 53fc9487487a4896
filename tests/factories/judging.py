"""A small competition under judging: twelve people and four units, all judged but the last three before panel one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

from flask import Flask
from sqlalchemy import select

from app.database import db, transaction
from app.models import Account, Competition
from app.queries.judging import AppearanceRow, PanelData, find_panel, list_panels
from app.services import demo, demo_judging
from app.services.access import Actor, Role
from app.services.judging import ballots, locks, timekeeping
from app.services.judging.pins import set_pin
from app.services.results.qualification import qualify_all

PIN = "246802"
SMALL = {"PEOPLE": ((demo_judging.FRONT, 9), (demo_judging.BACK, 3)), "UNITS": (("centre", 3), ("district-team", 1))}
FULL = {"handling": "36", "telling": "18", "manner": "18", "response": "18"}


@dataclass(frozen=True)
class JudgedCast:
    """The competition and who serves in it; `passwords` are by username."""

    competition_id: int
    passwords: dict[str, str]

    def actor(self, username: str) -> Actor:
        """Return a member of staff as signed in."""
        row = db.session.scalars(select(Account).where(Account.username == username)).one()
        key, role = f"staff:{row.username}", Role(row.role)
        return Actor(key, row.id, row.name, role, None, row.session_epoch, row.district, row.unit)

    def panel(self, round_id: str = "practice") -> PanelData:
        """Return a round's panel as it is now."""
        head = next(one for one in list_panels(self.competition_id) if one.round == round_id)
        found = find_panel(head.id)
        assert found is not None
        return found

    def waiting(self) -> list[AppearanceRow]:
        """Return who has not appeared yet."""
        return [one for one in self.panel().appearances if one.state == "waiting"]

    def appear(self, one: AppearanceRow) -> None:
        """Let someone appear and finish at once."""
        timer = self.actor("timer1")
        timekeeping.begin(actor=timer, appearance_id=one.id)
        timekeeping.finish(actor=timer, appearance_id=one.id)

    def judge(self, one: AppearanceRow, marks: dict[str, str] | None = None) -> None:
        """Let every judge of an appearance submit the same marks, and a checker confirm them."""
        for member in self.panel().judges_of(one.id):
            self.submit(member.username, one, marks)
        for ballot in self.panel().ballots_of(one.id).values():
            ballots.confirm_ballot(actor=self.actor("checker1"), ballot_id=ballot.id)

    def submit(self, username: str, one: AppearanceRow, marks: dict[str, str] | None = None) -> ballots.Receipt:
        """Let one judge submit."""
        return ballots.submit_ballot(
            actor=self.actor(username),
            appearance_id=one.id,
            marks={key: Decimal(mark) for key, mark in (marks or FULL).items()},
            comment="",
            pin=PIN,
            address="127.0.0.1",
        )

    def finish_judging(self) -> None:
        """Judge everyone who is left, all with different marks, and lock the panel."""
        for place, one in enumerate(self.waiting()):
            self.appear(one)
            self.judge(one, {**FULL, "handling": str(30 + place)})
        locks.lock_panel(actor=self.actor("chiefjudge1"), panel_id=self.panel().head.id)

    def qualify(self) -> None:
        """Answer every line of the qualification check with yes."""
        for contest in ("individual", "collective"):
            qualify_all(actor=self.actor("organizer1"), competition_id=self.competition_id, contest_id=contest)


@contextmanager
def judged_cast(app: Flask) -> Iterator[JudgedCast]:
    """Make the competition in an application's empty database."""
    before = {name: getattr(demo_judging, name) for name in SMALL}
    with app.app_context():
        db.create_all()
        try:
            for name, value in SMALL.items():
                setattr(demo_judging, name, value)
            with transaction() as session:
                sign_ins = demo._add_staff(session)
                demo_judging.prepare_judged(session)
            demo_judging.hold_judging()
        finally:
            for name, value in before.items():
                setattr(demo_judging, name, value)
        passwords = {one["username"]: one["password"] for one in sign_ins}
        competition = db.session.scalars(select(Competition)).one()
        cast = JudgedCast(competition.id, passwords)
        for member in cast.panel().members:
            if member.duty in {"judge", "substitute"}:
                actor = cast.actor(member.username)
                set_pin(actor=actor, pin=PIN, password=passwords[member.username], address="127.0.0.1")
        yield cast
        db.session.remove()
        db.engine.dispose()
