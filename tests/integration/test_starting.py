"""What must hold before serving, and the commands for when the pages can't be reached."""

from dataclasses import replace

import pytest
from flask import Flask

from app.factory import create_app
from app.services.access import Role
from app.services.sign_in import sign_in_staff
from app.services.starting import refuse_unfit_start
from app.services.upkeep import tick
from config import BadConfig, Config
from tests.conftest import Act
from tests.factories.cast import FakeTime
from tests.factories.exam_client import ExamClient
from tests.factories.stored import execute, rows


def start(config: Config, clock: FakeTime) -> Flask:
    app = create_app(config, clock.exam_clock())
    with app.app_context():
        refuse_unfit_start()
    return app


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("table", ["accounts", "contestants"])
def test_demo_people_may_not_serve_a_real_competition(config: Config, clock: FakeTime, table: str):
    execute(config, f"UPDATE {table} SET demo = 1")  # noqa: S608  # a name of this test's own
    with pytest.raises(BadConfig, match=r"^DATABASE_URL: "):
        start(config, clock)
    start(replace(config, demo=True), clock)


@pytest.mark.usefixtures("app")
def test_first_administrator_is_made_once(config: Config, clock: FakeTime):
    execute(config, "DELETE FROM accounts WHERE role = 'administrator'")
    app = start(replace(config, admin_password="first-password"), clock)
    start(replace(config, admin_password="other-password"), clock)
    assert rows(config, "SELECT username FROM accounts WHERE role = 'administrator'") == [("admin",)]
    with app.app_context():
        actor = sign_in_staff(username="admin", password="first-password", address="")
    assert actor.role == Role.ADMINISTRATOR


def test_exam_time_never_starts_before_what_was_reached(
    config: Config, clock: FakeTime, act: Act, monkeypatch: pytest.MonkeyPatch
):
    clock.move(5_000)
    act(tick)
    monkeypatch.setattr("time.time", lambda: 1.0)
    assert create_app(config).extensions["runtime"].clock.now() >= clock.now


def test_resume_code_from_the_command_line(app: Flask, sitting: ExamClient):
    result = app.test_cli_runner().invoke(args=["exam", "resume-code", " ２０２６-0001 "])
    code = result.output.partition("：")[2][:6]
    assert sitting.open(browser="browser-of-the-new-pc", code=code).status == 200


def test_resume_code_for_nobody_is_refused_in_words(app: Flask):
    result = app.test_cli_runner().invoke(args=["exam", "resume-code", "20260003"])
    assert (result.exit_code, "没有这场考试" in result.output) == (1, True)
