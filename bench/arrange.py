"""Arranges a competition to measure on: contestants with known codes, and rounds with papers of 80 items."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import db, transaction
from app.factory import create_app
from app.models import Sitting
from app.runtime import runtime
from app.services.codes import ACCESS_CODE_LENGTH, new_code
from app.services.competitions import NewContestant, NewRound, add_competition, add_contestant, add_round
from app.services.drawing import draw_round
from config import HERE, Config

BLUEPRINT = Path(__file__).parent / "paper80.yaml"
SIMULATION = "sim-final"
OPEN_MINUTES = 24 * 60


@dataclass(frozen=True)
class Ticket:
    """What is printed for a contestant."""

    admission_number: str
    access_code: str


@dataclass(frozen=True)
class Seat:
    """A drawn sitting and the token its contestant's cookie would carry."""

    sitting: str
    token: str


@dataclass(frozen=True)
class Arrangement:
    """The tickets, and each round's sittings in order of seat: quiz rounds, and simulation rounds in `windows`."""

    tickets: tuple[Ticket, ...]
    rounds: tuple[tuple[Seat, ...], ...]
    windows: tuple[tuple[Seat, ...], ...]


def arrange(config: Config, contestants: int, rounds: int) -> Arrangement:
    """Make the database of `config` with that many contestants and rounds of each kind, all papers drawn."""
    with create_app(config).app_context():
        upgrade()
        now = runtime().clock.now()
        with transaction() as session:
            competition = add_competition(session, "压力测试").id
            tickets = tuple(_add_contestant(session, competition, number) for number in range(1, contestants + 1))
            new = NewRound("知识竞赛", BLUEPRINT.stem, now, OPEN_MINUTES, personal=True)
            made = [add_round(session, competition, new, actor="bench").id for _ in range(rounds)]
            desks = NewRound("模拟受理", SIMULATION, now, OPEN_MINUTES, personal=True, kind="simulation")
            windows = [add_round(session, competition, desks, actor="bench").id for _ in range(rounds)]
        for round_id in (*made, *windows):
            draw_round(round_id=round_id, actor="bench")
        return Arrangement(tickets, tuple(map(_seats, made)), tuple(map(_seats, windows)))


def content_folder(into: Path) -> Path:
    """Return a copy of the shipped content that has the blueprint of 80 items too."""
    folder = into / "content"
    shutil.copytree(HERE / "question_bank" / "content", folder)
    shutil.copy(BLUEPRINT, folder / "blueprints")
    return folder


def _add_contestant(session: Session, competition: int, number: int) -> Ticket:
    ticket = Ticket(f"2026{number:04}", new_code(ACCESS_CODE_LENGTH))
    new = NewContestant(
        ticket.admission_number, ticket.access_code, f"选手{number}", "压力测试中心", "窗口", f"{number:04}"
    )
    add_contestant(session, competition, new)
    return ticket


def _seats(round_id: int) -> tuple[Seat, ...]:
    rows = db.session.execute(
        select(Sitting.id, Sitting.token_epoch).where(Sitting.round_id == round_id).order_by(Sitting.contestant_id)
    )
    return tuple(Seat(sitting, runtime().tokens.make(sitting, epoch)) for sitting, epoch in rows)
