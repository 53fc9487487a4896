from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.grading import ItemGrade, full_mark, grade, grade_paper
from question_bank.kinds import KINDS
from question_bank.model import BLANK, Grade, Item, Json
from question_bank.paper import Form, Paper, Placed, lay_out
from tests.factories.items import graded, make_form, make_item, one_of_each

SEED = "5eed" * 8
SEEDS = st.binary(min_size=16, max_size=16).map(bytes.hex)
EACH = one_of_each()
FORM = make_form(*EACH)
RULES = [(kind, rule) for kind, model in KINDS.items() for rule in model.credits]
ANSWERABLE = [(kind, rule) for kind, rule in RULES if kind != "case"]


def answerable(paper: Paper) -> list[Placed]:
    return [one for section in paper.sections for placed in section.items for one in placed.parts or (placed,)]


def right(paper: Paper) -> dict[str, Json]:
    return {placed.id: placed.item.right_response(placed.ids) for placed in answerable(paper)}


def any_json(words: st.SearchStrategy[str]) -> st.SearchStrategy[Json]:
    leaves = st.none() | st.booleans() | st.integers() | st.floats() | words | st.text(max_size=50)
    return st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(words, inner, max_size=3), max_leaves=12
    )


# Words that some kind can read, so that the search gets past the first check.
NEAR = any_json(
    st.sampled_from([
        "id-A", "id-B", "id-C", "id-D", "id-true", "id-false", "id-1", "id-2", "id-a", "id-b", "id-c", "",
        "12", "1e999", "2024-09-23", "9999-99-99", "便捷", "亲和", "千万亿", "\ud800",
    ])
)  # fmt: skip


@pytest.mark.parametrize(("kind", "rule"), RULES)
@given(response=NEAR)
def test_no_json_is_a_fault_and_every_grade_is_a_fraction_of_one(kind: str, rule: str, response: Json) -> None:
    given_grade = graded(make_item(kind=kind), response, rule)
    assert 0 <= given_grade.fraction <= 1
    assert (given_grade.fraction == 1) == (given_grade.verdict == "right")
    assert (given_grade.fraction > 0) == (given_grade.verdict in {"right", "partial"})
    assert bool(given_grade.reason) == (given_grade.verdict in {"partial", "blank", "unreadable"})


@pytest.mark.parametrize(("kind", "rule"), ANSWERABLE)
def test_right_response_earns_the_full_mark(kind: str, rule: str) -> None:
    item = make_item(kind=kind)
    [placed] = lay_out(make_form(item), SEED).sections[0].items
    assert grade(item, item.right_response(placed.ids), placed.names, rule) == Grade(Fraction(1), "right")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("response", [None, "", []])
def test_no_response_is_a_blank(kind: str, response: Json) -> None:
    assert graded(make_item(kind=kind), response) == BLANK


def test_zero_is_not_taken_for_a_blank() -> None:
    assert graded(make_item(), 0) == Grade(Fraction(0), "unreadable", "作答应为一个选项编号")


@given(SEEDS)
def test_faultless_paper_earns_the_full_mark(seed: str) -> None:
    paper = lay_out(FORM, seed)
    assert sum(one.earned for one in grade_paper(paper, right(paper))) == full_mark(paper) == Decimal(18)


def test_paper_without_responses_is_graded_blank_item_by_item() -> None:
    grades = grade_paper(lay_out(FORM, SEED), {})
    assert [one.grade for one in grades] == [BLANK] * 10


def test_grades_come_in_paper_order_with_parts_in_place_of_their_case() -> None:
    paper = lay_out(FORM, SEED)
    assert [one.placed for one in grade_paper(paper, {})] == answerable(paper)


def test_parts_earn_their_share_of_the_case() -> None:
    paper = lay_out(make_form(make_item(kind="case")), SEED)
    first, second = answerable(paper)
    grades = grade_paper(paper, {first.id: first.item.right_response(first.ids), second.id: ["便捷", "?"]})
    assert [one.earned for one in grades] == [Fraction(2, 3), Fraction(2, 3)]


def test_response_under_the_case_itself_counts_for_nothing() -> None:
    paper = lay_out(make_form(make_item(kind="case")), SEED)
    [case] = paper.sections[0].items
    assert [one.earned for one in grade_paper(paper, {case.id: "id-A"})] == [0, 0]


def test_credit_rule_of_the_section_decides() -> None:
    item = make_item(kind="multiple_choice")
    paper = lay_out(make_form(item, credit={"multiple_choice": "half_when_incomplete"}), SEED)
    [section] = paper.sections
    [placed] = section.items
    response: Json = [placed.ids["A"]]
    expected = Grade(Fraction(1, 2), "partial", "得本题分值的 1/2")
    [item_grade] = grade_paper(paper, {placed.id: response})
    assert item_grade == ItemGrade(section.id, placed, response, expected)
    assert item_grade.earned == 1


def test_credit_rule_of_the_section_reaches_the_parts_of_a_case() -> None:
    item = make_item(kind="case")
    paper = lay_out(make_form(item, credit={"fill_in": "all_or_nothing"}), SEED)
    _, blanks = answerable(paper)
    assert [one.earned for one in grade_paper(paper, {blanks.id: ["便捷", "?"]})] == [0, 0]


@given(st.dictionaries(st.sampled_from([placed.id for placed in answerable(lay_out(FORM, SEED))]), NEAR))
def test_grading_again_changes_nothing(responses: dict[str, Json]) -> None:
    paper = lay_out(FORM, SEED)
    assert repr(grade_paper(paper, responses)) == repr(grade_paper(paper, responses))


def test_unknown_ids_are_ignored() -> None:
    paper = lay_out(FORM, SEED)
    assert grade_paper(paper, {**right(paper), "x": "id-A"}) == grade_paper(paper, right(paper))


def told(response: Json, ids: dict[str, str]) -> Json:
    """Return an authored response in a sitting's own ids."""
    if isinstance(response, list):
        return [told(one, ids) for one in response]
    return ids.get(response, response) if isinstance(response, str) else response


AUTHORED: dict[str, st.SearchStrategy[Json]] = {
    "single_choice": st.sampled_from("ABCD"),
    "multiple_choice": st.lists(st.sampled_from("ABCD"), unique=True),
    "true_false": st.sampled_from(["true", "false"]),
    "ordering": st.permutations("ABCD"),
    "matching": st.tuples(st.sampled_from("abc"), st.sampled_from("abc")).map(lambda s: [["1", s[0]], ["2", s[1]]]),
}


@pytest.mark.parametrize(("kind", "rule"), [pair for pair in ANSWERABLE if pair[0] in AUTHORED])
@given(data=st.data(), seeds=st.tuples(SEEDS, SEEDS))
def test_order_of_options_never_changes_a_grade(
    kind: str, rule: str, data: st.DataObject, seeds: tuple[str, str]
) -> None:
    response = data.draw(AUTHORED[kind])
    item = make_item(kind=kind)
    grades = [grade(item, told(response, dict(placed.ids)), placed.names, rule) for placed in placings(item, seeds)]
    assert grades[0] == grades[1]


def placings(item: Item, seeds: tuple[str, str]) -> list[Placed]:
    form: Form = make_form(item)
    return [lay_out(form, seed).sections[0].items[0] for seed in seeds]
