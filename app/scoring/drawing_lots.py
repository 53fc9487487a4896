"""Drawing an order by lot so that anyone can recompute it: a seed is committed to first and revealed with the draw."""

import hashlib
from collections.abc import Iterator, Sequence

BLOCK = 2**256
COUNTER_BYTES = 8


def commitment(seed: bytes) -> str:
    """Return what is published before the draw: the SHA-256 of the seed, in lowercase hexadecimal."""
    return hashlib.sha256(seed).hexdigest()


def draw_order(seed: bytes, names: Sequence[str]) -> tuple[str, ...]:
    """Return `names` in drawn order, the same for the same seed in whatever order they are given.

    The names are sorted; then, from the last place to the second, each place changes with one at or before it
    (Fisher-Yates). Which one: the next of the numbers SHA-256(seed, counter as 8 bytes, the highest first), counter
    from 0, that lies below the largest multiple of the number of choices, modulo that number. Raises ValueError for a
    name that stands twice.
    """
    if len(set(names)) != len(names):
        msg = "a name stands twice"
        raise ValueError(msg)
    order, numbers = sorted(names), _numbers(seed)
    for last in range(len(order) - 1, 0, -1):
        chosen = _below(last + 1, numbers)
        order[last], order[chosen] = order[chosen], order[last]
    return tuple(order)


def verify_draw(committed: str, seed: bytes, names: Sequence[str], order: Sequence[str]) -> bool:
    """Tell whether a revealed seed is the one committed to and gives exactly this order."""
    return commitment(seed) == committed.lower() and tuple(order) == draw_order(seed, names)


def _numbers(seed: bytes) -> Iterator[int]:
    counter = 0
    while True:
        yield int.from_bytes(hashlib.sha256(seed + counter.to_bytes(COUNTER_BYTES, "big")).digest(), "big")
        counter += 1


def _below(choices: int, numbers: Iterator[int]) -> int:
    limit = BLOCK - BLOCK % choices
    return next(number for number in numbers if number < limit) % choices
