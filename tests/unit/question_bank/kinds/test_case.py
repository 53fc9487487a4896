from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from pydantic import ValidationError

from question_bank.freezing import freeze_item, thaw_item
from question_bank.kinds import KINDS
from question_bank.kinds.case import Case
from question_bank.model import Citation, Face, Unreadable, Validity
from tests.factories.items import CALENDAR, OWN, codes, make_item, make_part


def case(*parts: dict[str, object], **changes: object) -> Case:
    item = make_item(kind="case", parts=list(parts), **changes)
    assert isinstance(item, Case)
    return item


def test_part_of_every_other_kind_is_read() -> None:
    kinds = [kind for kind in KINDS if kind != "case"]
    parts = case(*(make_part(kind, f"p{n}") for n, kind in enumerate(kinds))).parts
    assert [(part.kind, part.id) for part in parts] == [(kind, f"res-001/p{n}") for n, kind in enumerate(kinds)]
    assert all(isinstance(part, KINDS[part.kind]) for part in parts)


def test_part_takes_from_its_case_what_it_does_not_say() -> None:
    [part, _] = case(make_part("true_false"), make_part("numeric", "b"), images={"a.png": "data:"}).parts
    assert (part.topic, part.difficulty, part.images) == ("services/residence", Decimal("0.65"), {"a.png": "data:"})
    assert part.source == Citation(document="residence-permit-663", clause="第十条")
    assert part.valid == Validity.model_validate({"from": date(2016, 1, 1)})
    assert part.explain == ""


def test_part_keeps_what_it_says_itself() -> None:
    own = {
        "difficulty": Decimal("0.4"),
        "source": {"document": "civil-code", "clause": "第二百零一条"},
        "explain": "因",
    }
    [part, _] = case(make_part("true_false", **own), make_part("numeric", "b")).parts
    assert (part.difficulty, part.source.document, part.explain) == (Decimal("0.4"), "civil-code", "因")


def test_shares_follow_the_weights_exactly() -> None:
    parts = (make_part("true_false", "a"), make_part("numeric", "b", weight=Decimal("1.5")), make_part("fill_in", "c"))
    assert case(*parts).shares() == [Fraction(2, 7), Fraction(3, 7), Fraction(2, 7)]


def test_guess_is_weighed() -> None:
    item = case(make_part("true_false"), make_part("single_choice", "b", weight=Decimal(3)))
    assert item.guess() == Fraction(1, 2) / 4 + Fraction(1, 4) * 3 / 4


def test_revision_covers_the_parts() -> None:
    parts = (make_part("true_false"), make_part("numeric", "b"))
    changed = (make_part("true_false", answer=True), make_part("numeric", "b"))
    assert case(*parts).revision != case(*changed).revision


def test_case_survives_freezing() -> None:
    item = case(*(make_part(kind, f"p{n}") for n, kind in enumerate(OWN) if kind != "case"))
    thawed = thaw_item(freeze_item(item))
    assert (thawed, thawed.revision) == (item, item.revision)


def test_embedding_reaches_the_parts() -> None:
    item = case(make_part("working_days", arrangement=None), make_part("true_false", "b"))
    assert codes(item) == [("unknown-calendar", ("parts", 0, "calendar"))]
    assert codes(item.embed({CALENDAR.id: CALENDAR})) == []


def test_case_shows_nothing_beside_its_stem() -> None:
    assert make_item(kind="case").face() == Face()


def test_case_itself_has_no_right_response() -> None:
    assert make_item(kind="case").right_response({}) is None


def test_response_to_the_case_itself_is_unreadable() -> None:
    with pytest.raises(Unreadable) as caught:
        make_item(kind="case").grade("id-A", {}, "by_part")
    assert caught.value.reason == "案例由各小题分别作答"


def test_valid_case_has_no_mistake() -> None:
    assert codes(make_item(kind="case")) == []


@pytest.mark.parametrize(("count", "expected"), [(1, 1), (2, 0), (5, 0), (6, 1)])
def test_case_has_two_to_five_parts(count: int, expected: int) -> None:
    item = case(*(make_part("true_false", f"p{n}") for n in range(count)))
    assert codes(item) == [("part-count", ("parts",))] * expected


def test_part_id_twice_is_a_mistake_at_the_second() -> None:
    assert codes(case(make_part("true_false"), make_part("numeric"))) == [("repeated-part", ("parts", 1, "id"))]


def test_part_id_of_another_case_is_a_mistake() -> None:
    item = case(make_part("true_false", "res-002/a"), make_part("numeric", "b"))
    assert codes(item) == [("foreign-part", ("parts", 0, "id"))]


def test_mistake_of_a_part_is_placed_in_it() -> None:
    item = case(make_part("true_false"), make_part("single_choice", "b", answer="E"))
    assert codes(item) == [("answer-names-no-option", ("parts", 1, "answer"))]


def test_warning_of_a_part_stays_a_warning() -> None:
    item = case(make_part("true_false"), make_part("fill_in", "b", answer=[["便捷"], ["五", "5"]]))
    assert [mistake.severity for mistake in item.mistakes()] == ["warning"]


def test_field_missing_from_the_case_is_reported_once() -> None:
    fields = make_item(kind="case").model_dump(by_alias=True, exclude={"source"})
    parts = [make_part("true_false"), make_part("numeric", "b")]
    with pytest.raises(ValidationError) as caught:
        Case.model_validate({**fields, "parts": parts})
    assert [error["loc"] for error in caught.value.errors()] == [("source",)]
