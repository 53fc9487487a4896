"""Drawers: how the papers of each kind of round are made; one module for each, and the explicit table."""

from collections.abc import Mapping
from typing import Any

from app.services.drawers.drawer import Drawer
from app.services.drawers.quiz import QuizDrawer
from app.services.drawers.simulation import SimulationDrawer

DRAWERS: Mapping[str, Drawer[Any]] = {"quiz": QuizDrawer(), "simulation": SimulationDrawer()}


def plan_names() -> dict[str, str]:
    """Return the name of everything papers can be drawn by, by id."""
    return {name: words for drawer in DRAWERS.values() for name, words in drawer.names().items()}
