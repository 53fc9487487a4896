from decimal import Decimal
from fractions import Fraction

from question_bank.drawing import draw, report_text
from question_bank.fairness import FairnessReport, FormFigures
from tests.factories.blueprints import make_bank, make_blueprint, make_items, make_row, make_section

TWO_FORMS = """《知识竞赛》公平性报告

           A 卷   B 卷
满分        100  100.5
预计得分  62.13  62.00
盲猜得分   0.33   0.00

预计得分最多相差 0.13 分（各卷无共用题时不会超过 0.70 分）

各卷没有共用题

各题型分值  A 卷  B 卷
单项选择题   100    98
判断题         0   2.5

各专题分值          A 卷  B 卷
services/relief        0   2.5
services/residence   100    98

正确项位置（打乱前）      A 卷       B 卷
单项选择题 A          1（33%）  2（100%）
单项选择题 B          2（67%）    0（0%）
判断题 正确            0（0%）    0（0%）
判断题 错误            0（0%）  1（100%）"""


def figures(label: str, **changes: object) -> FormFigures:
    sound: dict[str, object] = {
        "full_mark": Decimal("100.0"),
        "expected": Decimal("62.125"),
        "guessed": Fraction(1, 3),
        "by_topic": {"services/residence": Decimal(100)},
        "by_kind": {"single_choice": Decimal(100)},
        "keys": {"single_choice": (1, 2)},
    }
    return FormFigures(label=label, **{**sound, **changes})  # type: ignore[arg-type]  # a test's shorthand


def test_report_text_lines_forms_up_and_rounds_half_up() -> None:
    other = figures(
        "B",
        full_mark=Decimal("100.5"),
        expected=Decimal(62),
        guessed=Fraction(0),
        by_topic={"services/residence": Decimal(98), "services/relief": Decimal("2.5")},
        by_kind={"single_choice": Decimal(98), "true_false": Decimal("2.5")},
        keys={"single_choice": (2,), "true_false": (0, 1)},
    )
    assert report_text(FairnessReport("知识竞赛", (figures("A"), other), {}, Decimal("0.7"))) == TWO_FORMS


def test_report_text_lists_shared_items_and_promises_no_bound() -> None:
    text = report_text(
        FairnessReport("知识竞赛", (figures("A"), figures("B")), {"res-001": ("A", "B")}, Decimal("0.7"))
    )
    assert text.split("\n\n")[2:4] == [
        "预计得分最多相差 0.00 分",
        "题库不足以让各卷完全不同，共用 1 题：\n  res-001：A、B 卷",
    ]


def test_report_text_compares_one_form_with_none() -> None:
    text = report_text(FairnessReport("知识竞赛", (figures("A"),), {}, Decimal("0.7")))
    assert [part.split()[0] for part in text.split("\n\n")[2:]] == ["各题型分值", "各专题分值", "正确项位置（打乱前）"]


def test_draw_lists_the_items_of_each_form_before_the_report() -> None:
    code, text = draw(make_bank(*make_items(["0.5"])), make_blueprint(), seed=7)
    assert code == 0
    assert text.split("\n\n")[:3] == [
        "《知识竞赛》1 套，种子 7",
        "A 卷\n  一、综合题\n    one-0",
        "《知识竞赛》公平性报告",
    ]


def test_draw_follows_the_seed() -> None:
    bank, blueprint = make_bank(*make_items(["0.5"] * 30)), make_blueprint(make_section(make_row(5)))
    assert draw(bank, blueprint, 7) == draw(bank, blueprint, 7)
    assert draw(bank, blueprint, 7)[1].splitlines()[2:5] != draw(bank, blueprint, 8)[1].splitlines()[2:5]


def test_draw_takes_another_number_of_forms() -> None:
    _, text = draw(make_bank(*make_items(["0.5"] * 3)), make_blueprint(forms=2), 7, forms=3)
    assert text.splitlines()[0] == "《知识竞赛》3 套，种子 7"
    assert [line for line in text.splitlines() if line in {"A 卷", "B 卷", "C 卷"}] == ["A 卷", "B 卷", "C 卷"]


def test_draw_says_what_is_short() -> None:
    code, text = draw(make_bank(), make_blueprint(), 7)
    assert (code, text) == (
        1,
        "《知识竞赛》组不成卷：\n第 1 部分第 1 行（全部专题 · 单项选择题 · 难度 0—1）：要 1 题，题库有 0 题，缺 1 题",
    )
