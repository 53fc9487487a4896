"""Seats at the mock window: papers of the trial scenarios, drawn as the house draws, and what is right in them."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from flask import Flask

from app.database import db
from app.factory import create_app
from config import Config
from simulations.casework import Case
from simulations.catalogue import Catalogue
from simulations.clerk import acts_of, model_plan
from simulations.freezing import thaw_catalogue
from simulations.ruling import rule
from tests.browser.house import House, Seat
from tests.conftest import WINDOW

TRIAL = "trial"
SLOT = "  - {{points: {points}, one_of: [{scenario}]}}\n"


@dataclass(frozen=True)
class WindowHouse:
    """A house whose simulation papers each hold one named scenario after another."""

    house: House
    app: Flask
    papers: Path

    def seat(self, *scenarios: str) -> Seat:
        """Make a competition of one simulation round, with these scenarios as its cases, and one contestant."""
        name = "-".join(scenario.removeprefix("trial-") for scenario in scenarios)
        slots = [SLOT.format(points=100 // len(scenarios), scenario=scenario) for scenario in scenarios]
        file = self.papers / f"{name}.yaml"
        if not file.exists():
            day, _, _ = (self.papers / f"{TRIAL}.yaml").read_text(encoding="utf-8").partition("slots:")
            paper = (
                day.replace("trial-paper", name).replace("forms: 2", "forms: 1").replace("minutes: 10", "minutes: 45")
            )
            file.write_text(f"{paper}slots:\n{''.join(slots)}", encoding="utf-8")
        return replace(self.house, app=self.app).seat(blueprint=name, kind="simulation")

    def desk(self, seat: Seat) -> tuple[Catalogue, list[Case]]:
        """Return the catalogue and the cases that are frozen for a seat."""
        query = "SELECT record FROM papers WHERE sitting_id = ?"
        frozen = json.loads(self.house.rows(query, seat.sitting)[0][0])
        [(text,)] = self.house.rows("SELECT text FROM frozen_texts WHERE digest = ?", frozen["catalogue"])
        return thaw_catalogue(text), [Case.model_validate_json(json.dumps(case)) for case in frozen["cases"]]

    def model_acts(self, seat: Seat, number: int = 1) -> list[dict[str, Any]]:
        """Return what a clerk who handles a case by the rules does, in order."""
        catalogue, cases = self.desk(seat)
        ruling = rule(cases[number - 1], catalogue)
        return [dict(one) for one in acts_of(cases[number - 1], catalogue, ruling, model_plan(ruling))]


@contextmanager
def window_house(house: House, folder: Path) -> Iterator[WindowHouse]:
    """Open a house of the trial catalogue beside a running one: the server reads only what was frozen."""
    content = folder / "window"
    shutil.copytree(WINDOW, content)
    app = create_app(replace(Config.from_env(house.environment), simulations=content))
    yield WindowHouse(house, app, content / "papers")
    with app.app_context():
        db.engine.dispose()
