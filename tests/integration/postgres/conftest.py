"""The same application on PostgreSQL: every test has a database of its own, copied from one seeded template."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.database import db
from app.factory import create_app
from config import Config
from tests.conftest import SECRET, WINDOW
from tests.factories.cast import FakeTime, Rounds, seed
from tests.factories.postgres import Server, running_server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


@pytest.fixture(scope="session")
def seeded(server: Server, tmp_path_factory: pytest.TempPathFactory, small_bank: Path) -> tuple[str, Rounds]:
    """Make the database every test copies; return its URL."""
    url = server.create()
    app = create_app(config_at(url, tmp_path_factory.mktemp("seeded"), small_bank), FakeTime().exam_clock())
    with app.app_context():
        db.create_all()
    rounds = seed(app)
    with app.app_context():
        db.engine.dispose()
    return url, rounds


@pytest.fixture
def config(server: Server, seeded: tuple[str, Rounds], tmp_path: Path, small_bank: Path) -> Iterator[Config]:
    url = server.create(seeded[0])
    yield config_at(url, tmp_path, small_bank)
    server.drop(url)


@pytest.fixture
def app(config: Config, clock: FakeTime) -> Iterator[Flask]:
    made = create_app(config, clock.exam_clock())
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


def config_at(url: str, folder: Path, content: Path) -> Config:
    return Config(
        secret_key=SECRET,
        database_url=url,
        content=content,
        simulations=WINDOW,
        instance=folder,
        proofs=folder / "proofs",
        threads=24,
    )
