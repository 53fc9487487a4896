from itertools import chain, combinations, permutations, product

from hypothesis import given
from hypothesis import strategies as st

from question_bank.supply import Shortage, allot, shortages

POOL = st.lists(st.sampled_from("abcde"), unique=True, max_size=4)
ROWS = st.lists(st.tuples(POOL, st.integers(1, 3)), min_size=1, max_size=3)


def split(rows: list[tuple[list[str], int]]) -> tuple[list[list[str]], list[int]]:
    return [pool for pool, _ in rows], [need for _, need in rows]


def fullest_draws(pools: list[list[str]], needs: list[int]) -> list[tuple[int, ...]]:
    """How many items each row gets, in every draw that leaves the fewest places empty, by trying them all."""
    items = sorted(set(chain.from_iterable(pools)))
    takers = [[None, *(row for row, pool in enumerate(pools) if item in pool)] for item in items]
    counts = {tuple(taken.count(row) for row in range(len(pools))) for taken in product(*takers)}
    legal = [count for count in counts if all(got <= need for got, need in zip(count, needs, strict=True))]
    return [count for count in legal if sum(count) == max(map(sum, legal))]


def test_shortages_none_when_pools_suffice() -> None:
    assert shortages([["a", "b"], ["c"]], [2, 1]) == ()


def test_shortages_none_when_a_row_must_hand_an_item_on() -> None:
    assert shortages([["a", "b"], ["a"]], [1, 1]) == ()


def test_shortages_none_when_items_must_be_handed_on_along_a_chain() -> None:
    assert shortages([["a", "b"], ["b", "c"], ["c", "d"], ["a"]], [1, 1, 1, 1]) == ()


def test_shortages_name_a_row_whose_pool_is_too_small() -> None:
    assert shortages([["a"], ["b", "c"]], [3, 2]) == (Shortage((0,), 3, 1),)


def test_shortages_name_a_row_with_an_empty_pool() -> None:
    assert shortages([[], ["b"]], [1, 1]) == (Shortage((0,), 1, 0),)


def test_shortages_name_rivals_together() -> None:
    assert shortages([["a", "b", "c"], ["d"], ["b", "c", "a"]], [2, 1, 2]) == (Shortage((0, 2), 4, 3),)


def test_shortages_name_unrelated_rows_apart() -> None:
    assert shortages([["a"], ["b"]], [2, 3]) == (Shortage((0,), 2, 1), Shortage((1,), 3, 1))


def test_shortages_join_rows_that_reach_a_common_rival() -> None:
    assert shortages([["a"], ["a"], ["a"]], [1, 1, 1]) == (Shortage((0, 1, 2), 3, 1),)


def test_shortages_join_rows_short_for_themselves_through_a_shared_pool() -> None:
    assert shortages([["a", "b"], ["b", "c"]], [3, 3]) == (Shortage((0, 1), 6, 3),)


@given(ROWS)
def test_shortages_are_those_of_brute_force(rows: list[tuple[list[str], int]]) -> None:
    pools, needs = split(rows)
    draws = fullest_draws(pools, needs)
    short_rows = {row for row, need in enumerate(needs) if any(draw[row] < need for draw in draws)}
    found = shortages(pools, needs)
    assert sorted(row for shortage in found for row in shortage.rows) == sorted(short_rows)
    assert sum(shortage.asked - shortage.available for shortage in found) == sum(needs) - sum(draws[0])


@given(ROWS)
def test_shortages_say_what_their_rows_ask_and_hold(rows: list[tuple[list[str], int]]) -> None:
    pools, needs = split(rows)
    found = shortages(pools, needs)
    held = [{item for row in shortage.rows for item in pools[row]} for shortage in found]
    assert [shortage.available for shortage in found] == [len(items) for items in held]
    assert [shortage.asked for shortage in found] == [sum(needs[row] for row in each.rows) for each in found]
    assert [one & other for one, other in combinations(held, 2)] == [set() for _ in combinations(held, 2)]


@given(ROWS, st.permutations(range(3)))
def test_shortages_do_not_depend_on_the_order_of_pools(rows: list[tuple[list[str], int]], order: list[int]) -> None:
    pools, needs = split(rows)
    turned = [[pool[place] for place in order if place < len(pool)] + pool[3:] for pool in pools]
    assert shortages(turned, needs) == shortages(pools, needs)


def test_allot_prefers_items_early_in_the_pool() -> None:
    assert allot([["c", "a", "b"]], [1], 2) == (("c", "a"),)


def test_allot_gives_an_item_again_only_when_none_is_unused() -> None:
    assert sorted(allot([["a", "b", "c"]], [2], 2)[0]) == ["a", "a", "b", "c"]


def test_allot_spreads_second_uses_before_third_ones() -> None:
    assert sorted(allot([["a", "b"]], [1], 4)[0]) == ["a", "a", "b", "b"]


def test_allot_frees_an_unused_item_for_a_row_that_has_no_other() -> None:
    wide, narrow = allot([["a", "b", "c"], ["a"]], [2, 1], 1)
    assert (sorted(wide), narrow) == (["b", "c"], ("a",))


@given(ROWS, st.integers(1, 3))
def test_allot_fills_every_row_with_as_many_different_items_as_can_be(
    rows: list[tuple[list[str], int]], forms: int
) -> None:
    pools, needs = split(rows)
    if shortages(pools, needs):
        return
    given_items = allot(pools, needs, forms)
    everything = list(chain.from_iterable(given_items))
    assert [len(row) for row in given_items] == [need * forms for need in needs]
    assert all(set(row) <= set(pool) for row, pool in zip(given_items, pools, strict=True))
    assert all(everything.count(item) <= forms for item in everything)
    assert len(set(everything)) == sum(fullest_draws(pools, [need * forms for need in needs])[0])


def test_allot_is_balanced_over_every_order_of_pools() -> None:
    first = [allot([list(order)], [1], 1)[0][0] for order in permutations("abc")]
    assert {item: first.count(item) for item in "abc"} == {"a": 2, "b": 2, "c": 2}
