"""Neighbours of a session who have the same form."""

from collections.abc import Sequence
from itertools import groupby

from app.queries.checklist import SeatedForm
from proctor.seating import Place, clashes


def clashing(seats: Sequence[SeatedForm]) -> frozenset[int]:
    """Return the seats whose contestant has a neighbour with the same form; seats are in order of room."""
    return frozenset(seat for pair in clash_pairs(seats) for seat in pair)


def clash_pairs(seats: Sequence[SeatedForm]) -> list[tuple[int, int]]:
    """Return the pairs of neighbours with the same form, room by room."""
    found: list[tuple[int, int]] = []
    for _, room in groupby(seats, key=lambda seat: seat.room_id):
        dealt = [seat for seat in room if seat.form is not None]
        places = [Place(seat.seat_id, seat.row, seat.column) for seat in dealt]
        found += clashes(places, {seat.seat_id: seat.form or "" for seat in dealt})
    return found
