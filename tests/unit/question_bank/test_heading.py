from question_bank.heading import heading, title
from question_bank.kinds import KINDS
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.kinds.ordering import Ordering
from tests.factories.blueprints import make_row, make_section
from tests.factories.items import make_item, make_part


def test_title_numbers_sections_in_chinese() -> None:
    section = make_section(title="判断题")
    assert [title(section, number) for number in (1, 3, 10)] == ["一、判断题", "三、判断题", "十、判断题"]


def test_heading_says_range_points_and_credit() -> None:
    section = make_section(make_row(20), kinds=("multiple_choice",), points="2")
    assert heading(section, 31, [make_item(kind="multiple_choice")]) == (
        "第 31—50 题，每题 2 分，共 40 分。多选、少选、错选均不得分。"
    )


def test_heading_of_one_item_has_no_range() -> None:
    assert heading(make_section(points="2.5"), 7, [make_item()]) == "第 7 题，2.5 分。答对得分，答错、不答不得分。"


def test_heading_says_the_credit_rule_of_the_section() -> None:
    section = make_section(kinds=("multiple_choice",), credit={"multiple_choice": "per_option"})
    sentence = MultipleChoice.credits["per_option"]
    assert heading(section, 1, [make_item(kind="multiple_choice")]) == f"第 1 题，1 分。{sentence}。"


def test_heading_names_kinds_that_follow_different_rules() -> None:
    section = make_section(make_row(3), kinds=("true_false", "ordering", "single_choice"))
    items = [make_item(kind=kind) for kind in ("true_false", "ordering", "single_choice")]
    ordering = Ordering.credits["all_or_nothing"]
    assert heading(section, 1, items) == (
        "第 1—3 题，每题 1 分，共 3 分。单项选择题、判断题：答对得分，答错、不答不得分。"
        f"{Ordering.label}：{ordering}。"
    )


def test_heading_names_no_kind_that_was_not_drawn() -> None:
    section = make_section(kinds=("ordering", "single_choice"))
    assert heading(section, 1, [make_item()]) == "第 1 题，1 分。答对得分，答错、不答不得分。"


def test_heading_says_the_rules_for_the_parts_of_cases() -> None:
    section = make_section(kinds=("case",), points="3", credit={"multiple_choice": "half_when_incomplete"})
    case = make_item(kind="case", parts=[make_part("single_choice", "a"), make_part("multiple_choice", "b")])
    assert heading(section, 66, [case]) == (
        "第 66 题，3 分。单项选择题：答对得分，答错、不答不得分。"
        f"多项选择题：{MultipleChoice.credits['half_when_incomplete']}。"
        f"案例题：{KINDS['case'].credits['by_part']}。"
    )
