import pytest

from question_bank.kinds.options import answer_mistake, option_mistakes, read_option, read_options
from question_bank.model import Json, Mistake, Unreadable

NAMES = {"x": "A", "y": "B"}


def test_option_id_is_read_as_its_authored_name() -> None:
    assert read_option("y", NAMES) == "B"


def test_option_ids_are_read_in_their_order() -> None:
    assert read_options(["y", "x"], NAMES) == ["B", "A"]


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        ("x", "作答应为选项编号的列表"),
        ({"x": 1}, "作答应为选项编号的列表"),
        (["x", "x"], "作答的选项编号有重复"),
        (["x", 1], "作答应为一个选项编号"),
        (["z"], "作答的选项编号不在本题中"),
    ],
)
def test_other_shapes_of_a_list_of_options_are_unreadable(response: Json, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_options(response, NAMES)
    assert caught.value.reason == reason


def test_distinct_options_are_no_mistake() -> None:
    assert list(option_mistakes({"A": "收", "B": "退"})) == []


def test_one_option_is_too_few() -> None:
    assert list(option_mistakes({"A": "收"})) == [
        Mistake("too-few-options", "只有 1 个选项，至少要 2 个", ("options",)),
    ]


def test_options_past_z_are_too_many() -> None:
    most = {str(n): f"第{n}个" for n in range(26)}
    assert list(option_mistakes(most)) == []
    assert list(option_mistakes({**most, "26": "多"}, at="right")) == [
        Mistake("too-many-options", "有 27 个选项，最多 26 个（题面按 A—Z 编号）", ("right",)),
    ]


def test_option_of_white_space_is_empty() -> None:
    assert list(option_mistakes({"A": "收", "B": " "})) == [
        Mistake("empty-option", "选项 B 没有内容", ("options", "B")),
    ]


def test_options_alike_but_for_white_space_are_the_same() -> None:
    assert list(option_mistakes({"1": "收", "2": "退", "3": "收 "}, at="left")) == [
        Mistake("same-options", "选项 3 与选项 1 内容相同，请改写其中一个", ("left", "3")),
    ]


def test_answer_among_the_options_is_no_mistake() -> None:
    assert list(answer_mistake("A", {"A": "收", "B": "退"}, ("answer",))) == []


def test_answer_not_among_the_options_names_those_there_are() -> None:
    assert list(answer_mistake("C", {"A": "收", "B": "退"}, ("answer", 0))) == [
        Mistake("answer-names-no-option", "答案“C”不是选项；可用的是 A、B", ("answer", 0)),
    ]
