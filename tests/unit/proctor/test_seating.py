"""Seats by lot and forms for neighbours: over every room that can be drawn."""

import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proctor.seating import Place, Shortage, clashes, deal_forms, grid, seat_by_lot

FORMS = ("A", "B", "C", "D", "E")
ROOMS = st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), min_size=1, max_size=60, unique=True).map(
    lambda spots: [Place(number, row, column) for number, (row, column) in enumerate(spots, 1)]
)


def room(rows: int, columns: int) -> list[Place]:
    return [Place(number, row, column) for number, (_, row, column) in enumerate(grid(rows, columns), 1)]


def test_grid_is_labelled_row_by_row():
    assert grid(2, 3) == (("01", 1, 1), ("02", 1, 2), ("03", 1, 3), ("04", 2, 1), ("05", 2, 2), ("06", 2, 3))


@given(places=ROOMS, number=st.integers(2, 5))
def test_neighbours_have_different_forms_whatever_the_room(places: list[Place], number: int):
    assert clashes(places, deal_forms(places, FORMS[:number])) == ()


@given(places=ROOMS, number=st.integers(4, 5))
def test_from_four_forms_on_diagonals_differ_too(places: list[Place], number: int):
    dealt = deal_forms(places, FORMS[:number])
    at = {(place.row, place.column): dealt[place.seat_id] for place in places}
    same = [
        spot
        for spot, (down, across) in product(at, ((1, 1), (1, -1)))
        if at[spot] == at.get((spot[0] + down, spot[1] + across))
    ]
    assert same == []


def test_two_forms_are_a_chequerboard():
    dealt = deal_forms(room(2, 3), "AB")
    assert [dealt[seat] for seat in range(1, 7)] == ["A", "B", "A", "B", "A", "B"]


def test_one_form_clashes_everywhere():
    assert clashes(room(2, 2), deal_forms(room(2, 2), "A")) == ((1, 2), (1, 3), (2, 4), (3, 4))


@pytest.mark.parametrize("forms", [2, 3, 4])
def test_forms_come_out_about_even(forms: int):
    dealt = list(deal_forms(room(5, 8), FORMS[:forms]).values())
    counts = [dealt.count(form) for form in FORMS[:forms]]
    assert max(counts) - min(counts) <= 2


def test_lot_seats_everyone_once_and_apart_from_their_colleagues():
    units = {contestant: f"中心{contestant % 8}" for contestant in range(24)}
    places = room(5, 8)
    plan = seat_by_lot(units, places, random.Random(7))
    assert (sorted(plan), len(set(plan.values()))) == (sorted(units), 24)
    unit_at = {seat: units[contestant] for contestant, seat in plan.items()}
    empty = {place.seat_id: f"空{place.seat_id}" for place in places}
    assert len(clashes(places, empty | unit_at)) <= 1


def test_lot_is_reproducible_and_keeps_who_has_a_seat():
    units = dict.fromkeys(range(4), "一个中心")
    first, again = (seat_by_lot(units, room(2, 2), random.Random(3), {2: 4}) for _ in range(2))
    assert first == again
    assert first[2] == 4


def test_lot_without_enough_seats_says_how_many_are_missing():
    assert seat_by_lot(dict.fromkeys(range(6), ""), room(2, 2), random.Random(1)) == Shortage(2)


def test_lot_for_nobody_is_empty():
    assert seat_by_lot({}, room(1, 1), random.Random(1)) == {}
