"""The same cast with simulation rounds beside its quizzes."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.database import db
from app.factory import create_app
from tests.conftest import config_in
from tests.factories.cast import FakeTime, Rounds
from tests.factories.exam_client import ExamClient
from tests.factories.simulation_cast import Simulations, add_simulations

Seeded = tuple[Path, Rounds]


@pytest.fixture(scope="session")
def with_simulations(
    tmp_path_factory: pytest.TempPathFactory, small_bank: Path, seeded: Seeded
) -> tuple[Path, Simulations]:
    """Make the database these tests copy, once for each worker."""
    folder = tmp_path_factory.mktemp("simulations")
    shutil.copyfile(seeded[0], folder / "exam.db")
    app = create_app(config_in(folder, small_bank), FakeTime().exam_clock())
    simulations = add_simulations(app)
    with app.app_context():
        db.engine.dispose()
    with closing(sqlite3.connect(folder / "exam.db")) as connection:
        connection.execute("VACUUM INTO ?", (str(folder / "copy.db"),))
    return folder / "copy.db", simulations


@pytest.fixture
def simulations(with_simulations: tuple[Path, Simulations]) -> Simulations:
    return with_simulations[1]


@pytest.fixture
def template(with_simulations: tuple[Path, Simulations]) -> Path:
    return with_simulations[0]


@pytest.fixture
def sitting(contestant: ExamClient, simulations: Simulations) -> ExamClient:
    """Return the contestant in the simulation round, its cases open."""
    return contestant.start(simulations.final)


@pytest.fixture
def practising(contestant: ExamClient, simulations: Simulations) -> ExamClient:
    """Return the contestant in the practice round, its cases open."""
    return contestant.start(simulations.practice)
