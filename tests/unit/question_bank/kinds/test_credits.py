from fractions import Fraction

from question_bank.kinds.credits import all_or_nothing, place_by_place


def test_place_by_place_pays_the_share_of_right_places() -> None:
    assert [place_by_place(rights, 3) for rights in range(4)] == [0, Fraction(1, 3), Fraction(2, 3), 1]


def test_all_or_nothing_pays_for_every_place_right() -> None:
    assert [all_or_nothing(rights, 3) for rights in range(4)] == [0, 0, 0, 1]
