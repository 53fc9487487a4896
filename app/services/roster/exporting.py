"""The roster as a file: as it is, to be changed and imported again; and the empty one with examples."""

from collections.abc import Callable, Mapping

from app.services.access import Actor


def export_roster(*, actor: Actor, competition_id: int) -> tuple[str, bytes]:
    return "", b""


def export_with_details(*, actor: Actor, competition_id: int, reason: str) -> tuple[str, bytes]:
    return "", b""


TEMPLATES: Mapping[str, tuple[str, Callable[[], bytes]]] = {}
