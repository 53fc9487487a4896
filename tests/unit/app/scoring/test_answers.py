"""Responses in words, lettered as the contestant's own paper lettered them."""

import pytest

from app.scoring.answers import UNANSWERED, UNREADABLE, AnswerLine, answer_lines, answerable, in_words

OPTIONS = [{"id": f"o{n}", "html": f"选项{n}"} for n in range(4)]
ITEMS = {
    "single_choice": {"options": OPTIONS},
    "multiple_choice": {"options": OPTIONS},
    "true_false": {"options": [{"id": "t", "html": "正确"}, {"id": "f", "html": "错误"}]},
    "ordering": {"options": OPTIONS},
    "fill_in": {"blanks": 2},
    "numeric": {"unit": "元"},
    "working_days": {"asks": "due_date"},
    "matching": {"left": OPTIONS[:2], "right": OPTIONS},
}


def item(kind: str) -> dict[str, object]:
    return {"id": kind, "kind": kind, "number": 1, **ITEMS[kind]}


@pytest.mark.parametrize(
    ("kind", "response", "words"),
    [
        ("single_choice", "o2", "C"),
        ("multiple_choice", ["o3", "o0"], "A、D"),
        ("true_false", "f", "错误"),
        ("ordering", ["o3", "o0", "o1", "o2"], "D → A → B → C"),
        ("fill_in", ["便捷", ""], "便捷；（空）"),
        ("numeric", "12.5", "12.5"),
        ("working_days", "2024-10-23", "2024-10-23"),
        ("matching", [["o1", "o0"], ["o0", "o3"]], "1—D，2—A"),
    ],
)
def test_response_in_words(kind: str, response: object, words: str):
    assert in_words(item(kind), response) == words


@pytest.mark.parametrize("kind", ITEMS)
@pytest.mark.parametrize("response", [None, "", []])
def test_nothing_is_unanswered(kind: str, response: object):
    assert in_words(item(kind), response) == UNANSWERED


@pytest.mark.parametrize("kind", ITEMS)
@pytest.mark.parametrize(
    "response", [{"a": 1}, {"o0": "o0"}, 7, True, [7], [["a"]], [["a", "b", "c"]], [None], [{"a": 1}], [["o0", {}]]]
)
def test_wrong_shape_is_unreadable(kind: str, response: object):
    assert in_words(item(kind), response) == UNREADABLE


@pytest.mark.parametrize("kind", ["single_choice", "multiple_choice", "true_false", "ordering", "matching"])
@pytest.mark.parametrize("response", ["no such", ["no such"], [["no", "such"]]])
def test_unknown_option_is_unreadable(kind: str, response: object):
    assert in_words(item(kind), response) == UNREADABLE


def test_text_where_a_list_belongs_is_unreadable():
    assert [in_words(item("fill_in"), "便捷"), in_words(item("numeric"), ["12"])] == [UNREADABLE] * 2


def test_lines_number_parts_within_their_case():
    parts = [{**item("numeric"), "id": "p1"}, {**item("numeric"), "id": "p2", "number": 2}]
    shown = {
        "sections": [
            {"title": "一", "items": [item("single_choice")]},
            {"title": "二", "items": [{"id": "case", "kind": "case", "number": 2, "parts": parts}]},
        ]
    }
    assert [(number, section) for number, section, _ in answerable(shown)] == [
        ("1", "一"),
        ("2.1", "二"),
        ("2.2", "二"),
    ]
    assert answer_lines(shown, {"p2": "3", "gone": "x"}) == [
        AnswerLine("single_choice", "1", "一", UNANSWERED, answered=False),
        AnswerLine("p1", "2.1", "二", UNANSWERED, answered=False),
        AnswerLine("p2", "2.2", "二", "3", answered=True),
    ]
