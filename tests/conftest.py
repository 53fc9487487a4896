"""Fixtures: an application of its own for every test, on a copy of one seeded database, and a cast with roles."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from flask import Flask
from hypothesis import settings

from app.database import db
from app.factory import create_app
from config import Config
from tests.factories.cast import CODES, PASSWORD, STAFF, FakeTime, Rounds, seed
from tests.factories.exam_client import ExamClient, wsgi_wire
from tests.factories.small_bank import write_small_bank

settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")

Act: TypeAlias = Callable[..., Any]
WINDOW = Path(__file__).parent / "bank" / "window"
SECRET = "a secret of thirty-two characters or more"


def config_in(folder: Path, content: Path) -> Config:
    """Return the settings of a test's own instance."""
    return Config(
        secret_key=SECRET,
        database_url=f"sqlite:///{folder / 'exam.db'}",
        content=content,
        simulations=WINDOW,
        instance=folder,
        proofs=folder / "proofs",
        idle_minutes=24 * 60,
    )


@pytest.fixture(scope="session")
def small_bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_bank(tmp_path_factory.mktemp("bank"))


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory, small_bank: Path) -> tuple[Path, Rounds]:
    """Make the database every test copies, once for each worker."""
    folder = tmp_path_factory.mktemp("seeded")
    app = create_app(config_in(folder, small_bank), FakeTime().exam_clock())
    with app.app_context():
        db.create_all()
    rounds = seed(app)
    with app.app_context():
        db.engine.dispose()
    with closing(sqlite3.connect(folder / "exam.db")) as connection:
        connection.execute("VACUUM INTO ?", (str(folder / "copy.db"),))
    return folder / "copy.db", rounds


@pytest.fixture
def rounds(seeded: tuple[Path, Rounds]) -> Rounds:
    return seeded[1]


@pytest.fixture
def config(tmp_path: Path, small_bank: Path) -> Config:
    return config_in(tmp_path, small_bank)


@pytest.fixture
def clock() -> FakeTime:
    return FakeTime()


@pytest.fixture
def template(seeded: tuple[Path, Rounds]) -> Path:
    """Return the database each test has a copy of."""
    return seeded[0]


@pytest.fixture
def app(config: Config, clock: FakeTime, template: Path) -> Iterator[Flask]:
    shutil.copyfile(template, config.instance / "exam.db")
    made = create_app(config, clock.exam_clock())
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def act(app: Flask) -> Act:
    """Call a service as a command would: in an application context of its own, which no request shares."""

    def call(use_case: Callable[..., Any], **arguments: object) -> Any:  # whatever it returns
        with app.app_context():
            return use_case(**arguments)

    return call


@pytest.fixture
def anonymous(app: Flask) -> ExamClient:
    return ExamClient(wsgi_wire(app))


@pytest.fixture
def contestant(app: Flask) -> ExamClient:
    return _contestant(app, "20260001")


@pytest.fixture
def other_contestant(app: Flask) -> ExamClient:
    return _contestant(app, "20260002")


@pytest.fixture
def staff(app: Flask) -> Callable[[str], ExamClient]:
    """Sign in the member of staff of a role."""

    def sign_in(role: str) -> ExamClient:
        client = ExamClient(wsgi_wire(app))
        client.sign_in_staff(STAFF[role], PASSWORD)
        return client

    return sign_in


@pytest.fixture
def organizer(staff: Callable[[str], ExamClient]) -> ExamClient:
    return staff("organizer")


@pytest.fixture
def author(staff: Callable[[str], ExamClient]) -> ExamClient:
    return staff("author")


@pytest.fixture
def proctor(staff: Callable[[str], ExamClient]) -> ExamClient:
    return staff("proctor")


@pytest.fixture
def auditor(staff: Callable[[str], ExamClient]) -> ExamClient:
    return staff("auditor")


@pytest.fixture
def sitting(contestant: ExamClient, rounds: Rounds) -> ExamClient:
    """Return the contestant in the personal round, its paper open."""
    return contestant.start(rounds.personal)


def _contestant(app: Flask, number: str) -> ExamClient:
    client = ExamClient(wsgi_wire(app), f"browser-of-{number}")
    client.sign_in(number, CODES[number])
    return client
