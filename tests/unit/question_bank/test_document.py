"""Places of authored values, and problems located at them."""

from question_bank.authoring import parse
from question_bank.document import NOWHERE, Document, Problem

DOCUMENT = parse(b"a:\n  - b: 1\n", "f")


def test_a_node_is_found_by_its_steps() -> None:
    assert DOCUMENT.node(("a", 0, "b")).value == 1


def test_the_lines_of_a_value_are_counted_from_its_key() -> None:
    assert (DOCUMENT.lines(("a",)), DOCUMENT.lines(("a", 0, "b"))) == (range(1, 3), range(2, 3))


def test_steps_that_lead_nowhere_are_passed_over() -> None:
    assert DOCUMENT.node(("a", 0, "tag", "b")).value == 1
    assert DOCUMENT.node(("a", 0, "missing")) is DOCUMENT.node(("a", 0))


def test_a_document_that_was_not_read_has_one_place() -> None:
    assert Document("f", None).node(("a",)) is NOWHERE
    assert Document("f", None).problem(("a",), "c", "m") == Problem("f", 1, 1, "error", "c", "m")


def test_a_problem_is_located_at_its_steps() -> None:
    assert DOCUMENT.problem(("a", 0, "b"), "c", "m", "warning") == Problem("f", 2, 5, "warning", "c", "m")


def test_problems_sort_by_file_line_and_column() -> None:
    one, two, three = (
        Problem("a", 2, 1, "error", "z", ""),
        Problem("a", 10, 1, "error", "a", ""),
        Problem("b", 1, 1, "error", "a", ""),
    )
    assert sorted([three, two, one]) == [one, two, three]
