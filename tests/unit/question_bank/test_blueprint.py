from decimal import Decimal

import pytest
from pydantic import ValidationError

from question_bank.blueprint import Blueprint, BlueprintSection, blueprint_mistakes, plain
from tests.factories.blueprints import make_blueprint, make_row, make_section
from tests.factories.items import make_item

TOPICS = ("services/residence", "services/relief", "one-window/licences")
Found = list[tuple[str, tuple[str | int, ...], str]]


def found(*sections: BlueprintSection, **changes: object) -> Found:
    mistakes = blueprint_mistakes(make_blueprint(*sections, **changes), TOPICS)
    return [(mistake.code, mistake.at, mistake.message) for mistake in mistakes]


def codes(*sections: BlueprintSection) -> list[tuple[str, tuple[str | int, ...]]]:
    return [(code, at) for code, at, _ in found(*sections)]


@pytest.mark.parametrize(
    ("topic", "covered"),
    [
        (None, True),
        ("services", True),
        ("services/residence", True),
        ("services/relief", False),
        ("one-window", False),
        ("service", False),
    ],
)
def test_row_covers_its_topic_or_group(topic: str | None, covered: bool) -> None:  # noqa: FBT001  a table's column
    assert make_row(topic=topic).covers(make_item(topic="services/residence")) is covered


@pytest.mark.parametrize(
    ("difficulty", "covered"), [("0.49", False), ("0.5", True), ("0.6", True), ("0.7", True), ("0.71", False)]
)
def test_row_covers_both_ends_of_its_band(difficulty: str, covered: bool) -> None:  # noqa: FBT001  a table's column
    assert make_row(band=("0.5", "0.7")).covers(make_item(difficulty=Decimal(difficulty))) is covered


def test_row_covers_its_kind_or_any() -> None:
    item = make_item(kind="true_false")
    rows = [make_row(), make_row(kind="true_false"), make_row(kind="numeric")]
    assert [row.covers(item) for row in rows] == [True, True, False]


def test_section_draws_only_its_kinds() -> None:
    section = make_section(kinds=("single_choice", "numeric"))
    items = [make_item(kind=kind) for kind in ("single_choice", "numeric", "true_false")]
    assert [section.draws(section.rows[0], item) for item in items] == [True, True, False]


def test_section_counts_items_and_points_over_its_rows() -> None:
    section = make_section(make_row(3), make_row(4, topic="services"), points="1.5")
    assert (section.count, section.full_mark) == (7, Decimal("10.5"))


def test_mistakes_none_in_a_sound_blueprint() -> None:
    choices = make_section(make_row(2, topic="services"), make_row(3, topic="services/relief", band=("0.3", "0.3")))
    mixed = make_section(
        make_row(kind="multiple_choice"),
        make_row(kind="ordering"),
        kinds=("multiple_choice", "ordering"),
        credit={"multiple_choice": "half_when_incomplete", "ordering": "longest_common_subsequence"},
    )
    assert found(choices, mixed) == []


def test_mistakes_full_mark_names_both_sums() -> None:
    message = "各部分合计 7.5 分，与满分 100 分不符；请改题数、分值或满分"
    assert found(make_section(make_row(3), points="2.5"), full_mark=Decimal(100)) == [
        ("full-mark-mismatch", ("full_mark",), message)
    ]


def test_mistakes_unknown_topic_names_the_nearest() -> None:
    assert found(make_section(make_row(topic="service"))) == [
        (
            "unknown-topic",
            ("sections", 0, "rows", 0, "topic"),
            "专题“service”没有登记；是否想写“services”？",
        )
    ]


def test_mistakes_unknown_topic_lists_all_when_none_is_near() -> None:
    message = (
        "专题“xyz”没有登记；可用的是 one-window、one-window/licences、services、services/relief、services/residence"
    )
    assert found(make_section(make_row(topic="xyz"))) == [
        ("unknown-topic", ("sections", 0, "rows", 0, "topic"), message)
    ]


def test_mistakes_unknown_kind() -> None:
    assert codes(make_section(kinds=("single_choise",))) == [("unknown-kind", ("sections", 0, "kinds", 0))]


def test_mistakes_duplicate_kind() -> None:
    section = make_section(kinds=("single_choice", "single_choice"))
    assert codes(section) == [("duplicate-kind", ("sections", 0, "kinds", 1))]


def test_mistakes_unused_kind_is_a_warning() -> None:
    section = make_section(make_row(kind="numeric"), kinds=("numeric", "ordering"))
    mistakes = list(blueprint_mistakes(make_blueprint(section), TOPICS))
    assert [(one.code, one.at, one.severity) for one in mistakes] == [
        ("unused-kind", ("sections", 0, "kinds", 1), "warning")
    ]


def test_mistakes_credit_of_a_kind_that_the_section_has_not() -> None:
    section = make_section(credit={"multiple_choice": "per_option"})
    assert codes(section) == [("credit-without-kind", ("sections", 0, "credit", "multiple_choice"))]


def test_mistakes_credit_rule_that_the_kind_has_not() -> None:
    section = make_section(kinds=("multiple_choice",), credit={"multiple_choice": "longest_common_subsequence"})
    message = (
        "多项选择题没有得分规则“longest_common_subsequence”；可用的是 all_or_nothing、half_when_incomplete、per_option"
    )
    assert found(section) == [("unknown-credit", ("sections", 0, "credit", "multiple_choice"), message)]


def test_mistakes_credit_of_an_unknown_kind_is_told_once() -> None:
    section = make_section(kinds=("essay",), credit={"essay": "all_or_nothing"})
    assert codes(section) == [("unknown-kind", ("sections", 0, "kinds", 0))]


def test_mistakes_credit_of_parts_is_allowed_in_a_section_of_cases() -> None:
    assert codes(make_section(kinds=("case",), credit={"multiple_choice": "per_option"})) == []


def test_mistakes_row_kind_outside_the_section() -> None:
    section = make_section(make_row(kind="numeric"), make_row())
    assert codes(section) == [("row-kind-not-in-section", ("sections", 0, "rows", 0, "kind"))]


def test_mistakes_empty_band() -> None:
    section = make_section(make_row(band=("0.7", "0.5")))
    message = "难度区间 0.7—0.5 是空的；请把小的写在前面"
    assert found(section) == [("empty-band", ("sections", 0, "rows", 0, "difficulty"), message)]


def test_mistakes_duplicate_row_names_the_first() -> None:
    section = make_section(make_row(1, topic="services"), make_row(2), make_row(3), make_row(4, topic="services"))
    assert [(at, message) for _, at, message in found(section)] == [
        (("sections", 0, "rows", 2), "与第 2 行条件相同；请合并为一行"),
        (("sections", 0, "rows", 3), "与第 1 行条件相同；请合并为一行"),
    ]


def test_mistakes_same_row_in_two_sections_is_none() -> None:
    assert codes(make_section(), make_section()) == []


def test_mistakes_are_located_in_their_section() -> None:
    assert codes(make_section(), make_section(make_row(topic="xyz"))) == [
        ("unknown-topic", ("sections", 1, "rows", 0, "topic"))
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"minutes": 0},
        {"forms": 0},
        {"forms": 27},
        {"sections": ()},
        {"full_mark": Decimal("0.001")},
        {"full_mark": 100.0},
        {"id": "Final"},
        {"notes": "多余的键"},
    ],
)
def test_blueprint_refuses(changes: dict[str, object]) -> None:
    sound = make_blueprint().model_dump()
    assert Blueprint.model_validate(sound) == make_blueprint()
    with pytest.raises(ValidationError):
        Blueprint.model_validate({**sound, **changes})


@pytest.mark.parametrize(
    ("number", "text"), [("2", "2"), ("2.50", "2.5"), ("100", "100"), ("1E+2", "100"), ("0.30", "0.3")]
)
def test_plain_has_no_exponent_and_no_trailing_zero(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text
