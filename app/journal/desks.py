"""Desks: what is frozen of a simulation sitting, read back; a catalogue is read once for all who have it."""

import orjson
from sqlalchemy import Connection, text

from app.scoring.runs import Desk
from simulations.casework import Case
from simulations.catalogue import Catalogue
from simulations.freezing import thaw_catalogue

MOST_CATALOGUES = 8

_RECORD = text("SELECT record FROM papers WHERE sitting_id = :sitting")
_FROZEN = text("SELECT text FROM frozen_texts WHERE digest = :digest")


class Desks:
    """Reads the desks of sittings. What a digest names never changes, so that it may be remembered."""

    def __init__(self) -> None:
        self._catalogues: dict[str, Catalogue] = {}

    def read(self, connection: Connection, sitting_id: str) -> Desk | None:
        """Return what is frozen of a simulation sitting; None of a quiz."""
        record = orjson.loads(connection.execute(_RECORD, {"sitting": sitting_id}).scalar_one())
        if "cases" not in record:
            return None
        cases = [Case.model_validate_json(orjson.dumps(case)) for case in record["cases"]]
        return Desk(self._catalogue(connection, record["catalogue"]), {case.id: case for case in cases})

    def _catalogue(self, connection: Connection, digest: str) -> Catalogue:
        found = self._catalogues.get(digest)
        if found is None:
            found = thaw_catalogue(connection.execute(_FROZEN, {"digest": digest}).scalar_one())
            if len(self._catalogues) >= MOST_CATALOGUES:
                self._catalogues.clear()
            self._catalogues[digest] = found
        return found
