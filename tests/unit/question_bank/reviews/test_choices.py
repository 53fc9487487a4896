"""Options that speak of each other, letters that a shuffle moves, and keys that stand out."""

import pytest

from question_bank.reviews.choices import catch_all_mistakes, length_mistakes, letter_mistakes
from tests.factories.items import make_item

LETTERS = [
    "A项不对，因为材料齐全。",
    "A 项不对。",
    "所以选B。",
    "故选ABC，其余不符合规定。",
    "选项 C 是干扰。",
    "答案：D。",
    "正确答案为AC。",
    "B、D两项都是旧规定。",
    "A和C正确。",
    "第二个选项写错了机关。",
    "B选项漏了委托书。",
    "a项错误。",
    "Ａ项错误。",
    "选项 a 漏了期限。",
    "AB 项为旧规定。",
    "前两个选项是旧规定。",
    "最后一项正确。",
    "A、B 属于干扰。",
]
JUDGED = [
    "A错误，因为材料应当核验。",
    "A不正确，其余正确。",
    "（A）错误。",
    "ABC均正确。",
    "因此 A 是正确答案。",
    "B对，C错。",
    "A 错在期限。",
    "A 不符合规定。",
    "A：材料不齐。",
    "先看期限。B. 材料不齐。",
]
ORDINARY = [
    "出具 GA-02 表。",
    "ICU 出院的病人可以委托。",
    "AAAAA级旅游景区，5A级景区。",
    "下载 APP 项目清单。",
    "A座一楼是受理大厅，请选A座进入。",
    "甲、乙两项材料。",
    "持 C1 驾驶证。",
    "A、B两个窗口都能办理。",
    "选择线上办理。",
    "型号为 X-A 项。",
    "A项目和B项目都要公示。",
    "维生素 D 检查。",
    "维生素 B 和 C 均可报销。",
    "居民选B超检查。",
    "第一项材料是身份证，最后一项材料是照片。",
    "第二条第一项规定的情形。",
    "居民A不符合条件。",
    "A对应一楼。",
]


@pytest.mark.parametrize("words", LETTERS)
def test_option_letters_are_found_wherever_a_contestant_or_judge_reads(words: str) -> None:
    assert [one.at for one in letter_mistakes(make_item(explain=words))] == [("explain",)]
    assert [one.at for one in letter_mistakes(make_item(stem=words))] == [("stem",)]


@pytest.mark.parametrize("words", JUDGED)
def test_a_letter_that_an_explanation_judges_is_found(words: str) -> None:
    assert [one.at for one in letter_mistakes(make_item(explain=words))] == [("explain",)]


@pytest.mark.parametrize("words", ORDINARY)
def test_ordinary_latin_text_is_no_option_letter(words: str) -> None:
    assert list(letter_mistakes(make_item(explain=words, stem=words))) == []


def test_letters_in_options_are_found() -> None:
    item = make_item(options={"A": "先收件", "B": "与A项相反", "C": "后归档"})
    assert [(one.code, one.at) for one in letter_mistakes(item)] == [("option-letter", ("options", "B"))]


@pytest.mark.parametrize("kind", ["true_false", "numeric"])
def test_items_without_shuffled_options_may_say_what_they_like(kind: str) -> None:
    assert list(letter_mistakes(make_item(kind=kind, explain=LETTERS[0]))) == []


def test_options_in_a_fixed_order_may_speak_of_each_other() -> None:
    options = {"A": "先收件", "B": "再核实", "C": "以上都对"}
    fixed = make_item(options=options, explain=LETTERS[0], shuffle=False)
    assert (list(letter_mistakes(fixed)), list(catch_all_mistakes(fixed))) == ([], [])


@pytest.mark.parametrize(
    "words",
    ["以上都对", "以上都不对", "以上各项均正确", "以上选项都不是", "上述三项都是",
     "全部正确", "都不对。", "以上皆是", "没有正确选项", "以上说法均不正确",
     "以上三者都是", "以上皆非", "以上全选", "以上都有可能", "以上任何一项", "前三项都正确", "前两项均是",
     "其他选项都不对", "所有选项都正确", "以上材料均不需要提交", "A和C", "A、B、C", "AB都对"],
)  # fmt: skip
def test_options_about_all_the_others_are_found(words: str) -> None:
    item = make_item(options={"A": "先收件", "B": "再核实", "C": words})
    assert [(one.code, one.at, one.severity) for one in catch_all_mistakes(item)] == [
        ("catch-all-option", ("options", "C"), "error")
    ]


@pytest.mark.parametrize(
    "words",
    [
        "上述情形应当中止办理",
        "全部材料",
        "以上一年度的缴费为准",
        "都市圈通办",
        "都到原窗口办理",
        "全部",
        "前台",
        "以上级部门的批复为准",
        "APP",
    ],
)
def test_options_that_only_begin_alike_are_none(words: str) -> None:
    assert list(catch_all_mistakes(make_item(options={"A": "先收件", "B": "再核实", "C": words}))) == []


@pytest.mark.parametrize(
    ("key", "found"),
    [("十" * 15, False), ("十" * 16, True), ("十" * 9, False), ("十" * 30, True)],
)
def test_a_key_half_as_long_again_as_the_others_is_found(key: str, *, found: bool) -> None:
    item = make_item(options={"A": "一" * 10, "B": key, "C": "二" * 10, "D": "三" * 10})
    expected = [("key-length", ("options", "B"), "warning")] if found else []
    assert [(one.code, one.at, one.severity) for one in length_mistakes(item)] == expected


def test_the_ratio_is_one_and_a_half_exactly() -> None:
    others = {name: name * 20 for name in "ACD"}
    found = [len(list(length_mistakes(make_item(options={**others, "B": "十" * n})))) for n in (30, 31)]
    assert found == [0, 1]


def test_a_key_barely_longer_than_one_other_is_left_alone() -> None:
    item = make_item(options={"A": "一" * 17, "B": "十" * 20, "C": "二二", "D": "三三"})
    assert list(length_mistakes(item)) == []


def test_length_is_judged_only_against_other_options_of_a_single_choice() -> None:
    long = {"A": "一", "B": "十" * 30, "C": "二"}
    assert list(length_mistakes(make_item(kind="multiple_choice", options=long, answer=["B"]))) == []
    assert list(length_mistakes(make_item(options={"B": "只有一个"}))) == []
    assert list(length_mistakes(make_item(options=long, answer="Z"))) == []
