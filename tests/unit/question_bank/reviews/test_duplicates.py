"""Near-duplicates: found for what they share, and not for what every item has in common."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from question_bank.reviews.duplicates import WHOLE, Twins, overlap, pieces, twins, whole_text
from tests.factories.items import OPTIONS, make_item

LONG = "居民遗失居住证，应当到居住地公安派出所申请补领。"
OTHER = {"A": "请他回户籍地", "B": "当场补发新证", "C": "告知挂失途径", "D": "登报声明作废"}


def pairs(*items: tuple[str, Mapping[str, str] | None]) -> list[tuple[int, int]]:
    """Return which of the items, given by stem and options, are twins."""
    made = [make_item(stem=stem, options=dict(options or OPTIONS)) for stem, options in items]
    return [(one.first, one.second) for one in twins(made)]


def test_the_same_stem_and_options_are_twins() -> None:
    assert pairs((LONG, OTHER), ("另一个问题是什么呢", OTHER), (LONG, OTHER)) == [(0, 2)]


def test_the_order_of_options_does_not_hide_twins() -> None:
    assert pairs((LONG, OTHER), (LONG, dict(zip("ABCD", reversed(OTHER.values()), strict=True)))) == [(0, 1)]


def test_the_same_stem_with_other_options_is_another_item() -> None:
    assert pairs(("下列做法正确的是：", None), ("下列做法正确的是：", OTHER)) == []


def test_the_same_options_in_another_situation_are_another_item() -> None:
    first = "秋某持外省户口，在本市连续就读，窗口应当："
    second = "梁某丢失身份证，又要挂失社会保障卡，窗口应当："
    assert pairs((first, OTHER), (second, OTHER)) == []


def test_the_same_options_with_two_fifths_of_the_stem_are_twins() -> None:
    assert pairs(("居民遗失居住证来补领，窗口应当怎样做：", OTHER), ("居民遗失居住证来补领时要怎么办：", OTHER)) == [
        (0, 1)
    ]


def test_the_same_stem_with_half_of_the_options_is_a_twin() -> None:
    stem = "居民遗失居住证来补领，窗口应当怎样做："
    half = {**OTHER, "C": "请他另约一天再来", "D": "代他写一份遗失声明"}
    less = {**half, "B": "领他到自助机上办理"}
    assert pairs((stem, OTHER), (stem, half)) == []
    assert pairs((stem, OTHER), (stem, {**OTHER, "D": half["D"]})) == [(0, 1)]
    assert pairs((stem, OTHER), (stem, less)) == []


def test_short_statements_are_twins_too() -> None:
    made = [make_item(kind="true_false", stem=stem) for stem in ("可以补领。", "可以代办。", "可以补领")]
    assert [(one.first, one.second) for one in twins(made)] == [(0, 2)]


def test_items_without_options_are_twins_by_their_stem() -> None:
    made = [
        make_item(kind="true_false", stem=stem)
        for stem in (LONG, LONG.replace("应当", "应"), "别的一句话而已，不长。")
    ]
    assert [(one.first, one.second) for one in twins(made)] == [(0, 1)]


def test_of_several_copies_each_later_one_is_told_once() -> None:
    made = [make_item(kind="true_false", stem=stem) for stem in (LONG, "无关的另一道题，说的是别的事。", LONG, LONG)]
    assert twins(made) == [Twins(0, 2, Fraction(1)), Twins(0, 3, Fraction(1))]


def test_the_share_told_is_that_of_the_pair() -> None:
    near = LONG.replace("补领", "补办")
    assert twins([make_item(kind="true_false", stem=stem) for stem in (near, LONG)]) == [
        Twins(0, 1, overlap(pieces(near), pieces(LONG)))
    ]


def test_the_parts_of_a_case_belong_to_its_text() -> None:
    assert "小题：" in whole_text(make_item(kind="case"))


def test_width_punctuation_and_space_do_not_tell_texts_apart() -> None:
    assert pieces("受理后 １５ 日内，答复。") == pieces("受理后15日内答复")


def test_pieces_are_all_pairs_of_neighbours() -> None:
    assert pieces("甲乙丙") == {"甲乙", "乙丙"}


def test_seven_tenths_in_common_are_enough_and_less_is_not() -> None:
    made = [make_item(kind="true_false", stem=stem) for stem in ("子丑寅卯辰巳午未甲", "子丑寅卯辰巳午未乙丙")]
    assert twins(made) == [Twins(0, 1, Fraction(7, 10))]
    assert twins([made[0], make_item(kind="true_false", stem="子丑寅卯辰巳午未乙丙丁")]) == []


def test_nothing_overlaps_with_nothing() -> None:
    assert overlap(pieces(""), pieces("一")) == Fraction(0)


@given(st.lists(st.text(alphabet="甲乙丙", min_size=0, max_size=30), max_size=12))
def test_the_short_cut_finds_what_comparing_every_pair_finds(stems: list[str]) -> None:
    made = [make_item(kind="true_false", stem=f"{stem}。") for stem in stems]
    texts = [pieces(item.stem) for item in made]
    expected = {
        second for first, second in combinations(range(len(made)), 2) if overlap(texts[first], texts[second]) >= WHOLE
    }
    assert {one.second for one in twins(made)} == expected
