"""Drawn orders: anyone can recompute them from the revealed seed, and nobody can choose them."""

import hashlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scoring import drawing_lots
from app.scoring.drawing_lots import commitment, draw_order, verify_draw

SEED = bytes(range(32))
NAMES = ("20260001", "20260002", "20260003", "20260004", "20260005")


def by_hand(seed: bytes, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the order as someone with nothing but the description would draw it."""
    order = sorted(names)
    for counter, last in enumerate(range(len(order) - 1, 0, -1)):
        number = int(hashlib.sha256(seed + counter.to_bytes(8, "big")).hexdigest(), 16)
        order[last], order[number % (last + 1)] = order[number % (last + 1)], order[last]
    return tuple(order)


def test_order_is_the_one_described():
    assert draw_order(SEED, NAMES) == by_hand(SEED, NAMES)


def test_commitment_is_the_digest_of_the_seed():
    assert commitment(SEED) == hashlib.sha256(SEED).hexdigest()


@given(st.binary(min_size=1, max_size=32), st.lists(st.text(min_size=1), unique=True, max_size=12), st.randoms())
def test_draw_is_a_permutation_whatever_the_order_given(seed: bytes, names: list[str], random):
    drawn = draw_order(seed, names)
    assert sorted(drawn) == sorted(names)
    random.shuffle(names)
    assert draw_order(seed, names) == drawn


def test_every_order_comes_up_about_as_often():
    counts = Counter(draw_order(number.to_bytes(4, "big"), "abc") for number in range(6000))
    assert len(counts) == 6
    assert all(900 < count < 1100 for count in counts.values())


def test_numbers_that_would_favour_low_places_are_passed_over():
    assert drawing_lots._below(3, iter([2**256 - 1, 2**256 - 2])) == 2


def test_name_that_stands_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        draw_order(SEED, ["a", "a"])


@pytest.mark.parametrize(
    ("committed", "seed", "order", "holds"),
    [
        (commitment(SEED), SEED, by_hand(SEED, NAMES), True),
        (commitment(SEED).upper(), SEED, by_hand(SEED, NAMES), True),
        (commitment(b"other"), SEED, by_hand(SEED, NAMES), False),
        (commitment(SEED), b"other", by_hand(b"other", NAMES), False),
        (commitment(SEED), SEED, tuple(reversed(by_hand(SEED, NAMES))), False),
    ],
)
def test_draw_is_verified(committed: str, seed: bytes, order: tuple[str, ...], *, holds: bool):
    assert verify_draw(committed, seed, NAMES, order) is holds
