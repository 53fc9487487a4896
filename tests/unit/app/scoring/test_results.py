"""A result: what it needs, what stands in its way, and the same from the same inputs in any order."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scoring.composites import Entrant
from app.scoring.results import (
    Decision,
    compute,
    decision_from,
    decision_record,
    entrant_from,
    entrant_record,
    result_record,
)
from tests.factories.contests import BACK, FRONT, demo_book, entrant

BOOK = demo_book()
CONTEST = BOOK.contests[0]


def front(name: str, third: int | None, quiz: int = 80) -> Entrant:
    return entrant(name, FRONT, quiz=quiz, simulation=80, practice=third)


def many(count: int = 60) -> list[Entrant]:
    """Return enough front-line contestants that not all win, at different scores, and some others."""
    return [front(f"f{n:02}", 99 - n) for n in range(count)] + [
        entrant(f"b{n:02}", BACK, quiz=80, simulation=80, presentation=90 - n) for n in range(20)
    ]


def test_whole_field_is_settled_with_the_places_of_the_rulebook():
    result = compute(BOOK, CONTEST, many())
    assert (result.status, len(result.allotment.awards)) == ("SETTLED", 55)
    assert [result.award(name) for name in ("f00", "f07", "f43", "f44", "b10", "b11")] == [
        "一等奖", "二等奖", "三等奖", "", "三等奖", ""
    ]  # fmt: skip
    assert (result.place("f44").place, result.place("nobody")) == (45, None)


def test_missing_score_leaves_the_result_incomplete_and_says_whose():
    result = compute(BOOK, CONTEST, [*many(), front("late", None)])
    assert (result.status, [(one.entrant.id, one.missing) for one in result.missing]) == (
        "INCOMPLETE",
        [("late", ("practice",))],
    )


def test_absent_and_ineligible_are_listed_apart_and_never_ranked():
    away = replace(front("away", None), absent=frozenset({"practice"}))
    left = replace(front("left", 100), ineligible="已离岗")
    result = compute(BOOK, CONTEST, [*many(), away, left])
    assert (result.status, [one.entrant.id for one in result.unranked]) == ("SETTLED", ["away", "left"])
    assert result.place("left") is None


def test_tie_on_the_last_line_is_contested_until_a_decision_orders_it():
    field = [*many(44), front("f43b", 99 - 43)]
    contested = compute(BOOK, CONTEST, field)
    assert (contested.status, [one.entrants for one in contested.allotment.contested]) == (
        "CONTESTED",
        [("f43", "f43b")],
    )
    tied = frozenset({"f43", "f43b"})
    settled = compute(BOOK, CONTEST, field, [Decision(tied, "play-off", ("f43b", "f43"))])
    assert (settled.status, settled.award("f43b"), settled.award("f43")) == ("SETTLED", "三等奖", "")
    assert compute(BOOK, CONTEST, field, [Decision(tied, "shared")]).award("f43") == "三等奖"
    assert compute(BOOK, CONTEST, field, [Decision(tied, "vacant")]).award("f43") == ""


@pytest.mark.parametrize(
    ("basis", "order", "fits"),
    [
        ("lot", ("a", "b"), True),
        ("lot", ("a",), False),
        ("lot", ("a", "a"), False),
        ("lot", ("a", "b", "b"), False),
        ("shared", (), True),
        ("shared", ("a", "b"), False),
    ],
)
def test_decision_names_exactly_those_who_tied(basis: str, order: tuple[str, ...], *, fits: bool):
    decision = Decision(frozenset("ab"), basis, order)
    assert decision.fits is fits
    if not fits:
        with pytest.raises(ValueError, match="tied"):
            compute(BOOK, CONTEST, [], [decision])


def test_two_entrants_of_one_id_are_no_input():
    with pytest.raises(ValueError, match="one id"):
        compute(BOOK, CONTEST, [front("a", 1), front("a", 2)])


def test_digest_covers_every_input():
    field = many(3)
    before = compute(BOOK, CONTEST, field).inputs
    assert compute(BOOK, CONTEST, list(reversed(field))).inputs == before
    others = [
        compute(BOOK, CONTEST, [replace(field[0], seconds=1), *field[1:]]),
        compute(BOOK, CONTEST, field, [Decision(frozenset({"x", "y"}), "shared")]),
        compute(BOOK.model_copy(update={"name": "另一份"}), CONTEST, field),
    ]
    assert len({before, *(one.inputs for one in others)}) == 4


@given(st.fractions(0, 100), st.one_of(st.none(), st.integers(0, 9999)), st.booleans())
def test_entrant_comes_back_from_its_record_exactly(score: Fraction, seconds: int | None, away: bool):  # noqa: FBT001
    one = replace(
        entrant("a", quiz=score, simulation=None), seconds=seconds, absent=frozenset({"practice"} if away else ())
    )
    assert entrant_from(entrant_record(one)) == one


@pytest.mark.parametrize("broken", [{"scores": []}, {"absent": "practice"}])
def test_record_of_the_wrong_kind_is_refused(broken: dict[str, object]):
    with pytest.raises(TypeError):
        entrant_from({**entrant_record(front("a", 1)), **broken})


def test_result_as_kept_says_places_parts_awards_and_what_is_open():
    field = [*many(44), front("f43b", 99 - 43), front("late", None), replace(front("left", 1), ineligible="已离岗")]
    record = result_record(compute(BOOK, CONTEST, field))
    assert (record["status"], record["unranked"], record["missing"]) == (
        "INCOMPLETE",
        ["left"],
        [{"id": "late", "rounds": ["practice"]}],
    )
    assert record["contested"] == [{"list": "综合窗口一线", "place": 44, "entrants": ["f43", "f43b"]}]
    first = record["lists"]["综合窗口一线"][0]
    assert (first["id"], first["place"], first["total"], first["exact"], first["award"]) == (
        "f00", 1, "87.60", "438/5", "一等奖"
    )  # fmt: skip
    assert first["parts"] == {"quiz": "80", "simulation": "80", "practice": "99"}
    assert record["vacant"] == {"综合窗口一线": 0, "后台、管理": 0}


@pytest.mark.parametrize("basis", ["play-off", "lot", "shared", "vacant"])
def test_decision_comes_back_from_its_record(basis: str):
    decision = Decision(frozenset("ba"), basis, ("b", "a"))
    assert decision_record(decision) == {"entrants": ["a", "b"], "basis": basis, "order": ["b", "a"]}
    assert decision_from(decision_record(decision)) == decision


@pytest.mark.parametrize("broken", [{"entrants": "ab"}, {"order": None}, {"basis": "favour"}])
def test_decision_of_the_wrong_kind_is_refused(broken: dict[str, object]):
    with pytest.raises(TypeError):
        decision_from({**decision_record(Decision(frozenset("ab"), "shared")), **broken})
