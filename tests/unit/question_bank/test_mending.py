"""Misshapen items made whole for review: what is kept, what is stood in for, and what can't be mended."""

from datetime import date
from decimal import Decimal

import pytest

from question_bank.kinds import KINDS
from question_bank.kinds.case import Case
from question_bank.kinds.single_choice import SingleChoice
from question_bank.mending import Kindless, mended
from question_bank.model import Face, Item
from tests.factories.items import OPTIONS, OWN, SHARED, graded, make_part

WHOLE = {"id": "res-001", "kind": "single_choice", **SHARED, **OWN["single_choice"]}


def mend(**changes: object) -> Item | None:
    """Return the single choice WHOLE with `changes`, None leaving a field out, as it is mended."""
    value = {key: content for key, content in {**WHOLE, **changes}.items() if content is not None}
    return mended(SingleChoice, value, "unnamed-1", "civil-code")


def test_an_item_that_fits_stays_as_it_is() -> None:
    assert mend() == SingleChoice.model_validate(WHOLE)


@pytest.mark.parametrize(
    ("field", "wrong", "stand_in"),
    [
        ("id", "甲", "unnamed-1"),
        ("difficulty", "高", Decimal("0.5")),
        ("source", {"document": "residence-permit-663"}, {"document": "civil-code", "clause": "第一条"}),
        ("valid", {"from": "去年"}, {"from": date.min}),
        ("explain", 5, "解析"),
        ("shuffle", "是", True),
    ],
)
def test_a_shared_field_that_does_not_fit_is_stood_in_for_and_the_rest_kept(
    field: str, wrong: object, stand_in: object
) -> None:
    expected = SingleChoice.model_validate({**WHOLE, field: stand_in})
    assert mend(**{field: wrong}) == expected
    assert mend(**{field: wrong}, extra=1) == expected


def test_missing_fields_and_unknown_keys_do_not_hide_the_options() -> None:
    item = mend(difficulty=None, explain=None, extra=1)
    assert isinstance(item, SingleChoice)
    assert (item.options, item.stem) == (OPTIONS, WHOLE["stem"])


def test_an_item_whose_own_fields_do_not_fit_keeps_the_shared_ones() -> None:
    item = mend(options="甲乙丙", difficulty=None)
    assert isinstance(item, Kindless)
    assert (item.id, item.stem, item.source.document) == ("res-001", WHOLE["stem"], "residence-permit-663")


def test_an_item_without_a_stem_is_not_mended() -> None:
    assert mend(stem=None) is None


def test_a_part_that_does_not_fit_is_stood_in_for_in_its_place() -> None:
    wrong = {**make_part("numeric", "b"), "answer": "甲", "extra": 1}
    parts = [make_part("true_false"), wrong, make_part("fill_in", "c")]
    own = {"id": "res-001", "kind": "case", **SHARED, "parts": parts}
    case = mended(KINDS["case"], own, "unnamed-1", "civil-code")
    assert isinstance(case, Case)
    assert [part.id for part in case.parts] == ["res-001/a", "res-001/x1", "res-001/c"]
    assert list(case.mistakes()) == []
    assert isinstance(mended(KINDS["case"], {**own, "parts": 5}, "unnamed-1", "civil-code"), Kindless)


def test_a_kindless_item_shows_nothing_and_takes_no_answer() -> None:
    item = mend(options=None)
    assert isinstance(item, Kindless)
    assert (list(item.mistakes()), item.face(), item.right_response({}), item.guess()) == ([], Face(), None, 0)
    assert graded(item, "A").reason == "题型不明"
