"""The demo competition: made once, and given the rounds it lacks when it was made before them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.database import db
from app.factory import create_app
from app.services import demo
from app.services.competitions import NewRound
from app.services.demo import prepare_demo
from config import Config
from tests.factories.cast import FakeTime
from tests.factories.stored import execute, rows

QUIZ = NewRound("小测验", "small", 0, 60, personal=True)
SIMULATION = NewRound("小模拟", "trial-paper", 0, 60, personal=True, practice=True, kind="simulation")
UNFIT = (NewRound("没有的", "nowhere", 0, 60), NewRound("也没有的", "nowhere", 0, 60, kind="simulation"))
ROUNDS = "SELECT title, kind, drawn_at IS NOT NULL FROM rounds ORDER BY id"


@pytest.fixture
def empty(config: Config, clock: FakeTime) -> Iterator[Flask]:
    made = create_app(config, clock.exam_clock())
    with made.app_context():
        db.create_all()
        yield made
        db.session.remove()
        db.engine.dispose()


@pytest.mark.usefixtures("empty")
def test_demo_holds_rounds_of_both_kinds_and_goes_without_what_is_unfit(config: Config, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(demo, "ROUNDS", (QUIZ, *UNFIT, SIMULATION))
    sign_ins = prepare_demo(tmp_path / "accounts.json")
    assert rows(config, ROUNDS) == [("小测验", "quiz", 1), ("小模拟", "simulation", 1)]
    assert json.loads((tmp_path / "accounts.json").read_text(encoding="utf-8")) == sign_ins
    assert rows(config, "SELECT COUNT(*) FROM sittings") == [(2 * len(demo.PEOPLE),)]


@pytest.mark.usefixtures("empty")
def test_demo_made_before_gains_the_rounds_it_lacks(config: Config, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(demo, "ROUNDS", (QUIZ,))
    first = prepare_demo(tmp_path / "accounts.json")
    monkeypatch.setattr(demo, "ROUNDS", (QUIZ, SIMULATION))
    assert [prepare_demo(tmp_path / "accounts.json") for _ in range(2)] == [first, first]
    assert rows(config, ROUNDS) == [("小测验", "quiz", 1), ("小模拟", "simulation", 1)]


@pytest.mark.usefixtures("empty")
def test_round_whose_draw_was_refused_is_drawn_the_next_time(config: Config, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(demo, "ROUNDS", (QUIZ,))
    with monkeypatch.context() as patch:
        patch.setattr(demo, "draw_round", _refuse)
        prepare_demo(tmp_path / "accounts.json")
    undrawn = rows(config, ROUNDS)
    prepare_demo(tmp_path / "accounts.json")
    assert (undrawn, rows(config, ROUNDS)) == ([("小测验", "quiz", 0)], [("小测验", "quiz", 1)])


@pytest.mark.usefixtures("empty")
def test_windows_are_rolled_forward(config: Config, tmp_path: Path, monkeypatch, clock: FakeTime):
    monkeypatch.setattr(demo, "ROUNDS", (QUIZ,))
    prepare_demo(tmp_path / "accounts.json")
    clock.move(30 * 24 * 3_600_000)
    prepare_demo(tmp_path / "accounts.json")
    [(closes,)] = rows(config, "SELECT entry_closes FROM rounds")
    assert closes == clock.now + demo.WEEK_MINUTES * demo.MINUTE


@pytest.mark.usefixtures("app")
def test_competition_of_another_name_gains_nothing(app: Flask, config: Config, tmp_path: Path):
    (tmp_path / "accounts.json").write_text("[]", encoding="utf-8")
    before = rows(config, "SELECT title FROM rounds")
    execute(config, "DELETE FROM rounds WHERE title = '尚未组卷'")
    with app.app_context():
        prepare_demo(tmp_path / "accounts.json")
    assert len(rows(config, "SELECT title FROM rounds")) == len(before) - 1


def _refuse(**_: object) -> None:
    raise demo.Refused("shortfall", lines="缺题")
