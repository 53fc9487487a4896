"""Negatives without emphasis, widths that don't belong, emptiness and HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.kinds.case import Case
from question_bank.reviews.wording import asking, empty_mistakes, html_mistakes, negative_mistakes, width_mistakes
from tests.factories.items import make_item, make_part

NEGATIVE = [
    "下列做法不正确的是：",
    "下列材料中，不属于必须提交的是：",
    "下列说法错误的是",
    "下列说法中，有误的一项是：",
    "窗口的做法，不符合规定的有：",
    "下列材料中，窗口不得要求居民提交的是：",
    "现场人员不应当采取的做法是？",
    "下列情形无需提交委托书的有：",
    "以下各项应当一次告知，除外：",
    "某居民来办事。\n\n| 材料 | 份数 |\n| --- | --- |\n| 身份证 | 1 |\n\n下列处理不恰当的是：",
    "下列处理不恰当的是：\n\n| 材料 | 份数 |\n| --- | --- |",
    "下列做法不正确的是（  ）。",
    "下列不属于中心职责的是（　　）",
    "下列做法中，错误的是：____",
    "下列哪项不属于受理中心的职责？",
    "以下哪一项不是“两个免于提交”的内容？",
    "下列哪些材料无需提交？",
    "以下做法中，哪些是错误的？",
    "下列说法中错误的有几项？",
    "下列属于错误做法的是：",
    "哪项说法是不对的？",
    "下列材料，不能要求居民提供的是哪一种？",
    "窗口人员不得有下列哪种行为？",
    "没有纳入全市通办的是：",
    "下列事项中，禁止窗口代收的是：",
    "当场不能凭以办理的委托书有：",
]
POSITIVE = [
    "下列做法正确的是：",
    "窗口作出不予受理决定，正确的做法是：",
    "对不符合条件的申请，下列处理正确的有：",
    "对不符合条件的居民应当作出的决定是：",
    "居民不能提供原件的，窗口应当：",
    "材料不齐的，应当告知的期限是：",
    "她不识字，不会用手机，窗口首先应当做的是：",
    "能发现它与登记信息不一致的一处是：",
    "不得要求重复提交材料的依据是：",
    "办理期限不得超过的天数是：",
    "下列情形，属于不予受理的是：",
    "不能到场的居民可以选择下列哪种方式？",
    "不可抗力造成延期的，下列处理正确的是：",
    "不可抗力属于下列哪种情形？",
    "下列关于不予受理的说法，**错误**的是：",
    "下列哪项做法能帮助不会用手机的老人？",
    "居民不能到场。窗口应当：",
    "",
]


@pytest.mark.parametrize("stem", NEGATIVE)
@pytest.mark.parametrize("kind", ["single_choice", "multiple_choice"])
def test_a_negative_asking_phrase_without_emphasis_is_found(kind: str, stem: str) -> None:
    found = [(one.code, one.at, one.severity) for one in negative_mistakes(make_item(kind=kind, stem=stem))]
    assert found == [("unmarked-negative", ("stem",), "warning")]


@pytest.mark.parametrize(
    "stem", ["下列做法**不正确**的是：", "下列材料中，窗口**不得**要求居民提交的是：", *POSITIVE[:-1]]
)
def test_emphasised_negatives_and_positive_phrases_are_left_alone(stem: str) -> None:
    assert list(negative_mistakes(make_item(stem=stem))) == []


WORDS = [
    "下列",
    "哪",
    "不",
    "可",
    "抗",
    "正确",
    "属于",
    "得",
    "应当",
    "除外",
    "错误",
    "的",
    "是",
    "有",
    "，",
    "。",
    "**",
    "____",
]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
def test_any_stem_can_be_judged(words: list[str]) -> None:
    told = [one.message for one in negative_mistakes(make_item(stem="".join(words)))]
    assert all(one.startswith("否定的提问词要加粗：**") and one != "否定的提问词要加粗：****" for one in told)


def test_the_message_says_which_word_to_emphasise() -> None:
    told = [one.message for one in negative_mistakes(make_item(stem="下列材料中，不属于必须提交的是："))]
    assert told == ["否定的提问词要加粗：**不属于**"]
    told = [one.message for one in negative_mistakes(make_item(stem="下列关于不能到场者的说法，不正确的是："))]
    assert told == ["否定的提问词要加粗：**不正确**"]


def test_a_statement_to_be_judged_may_be_negative() -> None:
    assert list(negative_mistakes(make_item(kind="true_false", stem=NEGATIVE[0]))) == []


def test_what_is_asked_is_the_last_sentence_outside_tables() -> None:
    asked = [asking(words) for words in ("甲，乙：\n\n| 丙，丁 |", "| 只有表 |", "甲。乙？", "甲？乙，丙（　　）。")]
    assert asked == ["甲，乙", "", "乙", "乙，丙"]


@pytest.mark.parametrize(
    ("words", "marks"),
    [
        ("老人来办事,没带手机", ","),
        ("应当做什么?", "?"),
        ("材料(复印件)齐全", "()"),
        ("他说:可以", ":"),
        ('他说"可以"', '"'),
        ("材料齐全.下一步", "."),
        ("已经受理;等待", ";"),
        ("先取号 ;后办理", ";"),
        ("他说'可以'", "'"),
        ("身份证...等", "..."),
    ],
)  # fmt: skip
def test_half_width_punctuation_within_chinese_is_found(words: str, marks: str) -> None:
    found = list(width_mistakes(make_item(explain=words)))
    assert [(one.code, one.at, one.severity) for one in found] == [("half-width", ("explain",), "warning")]
    assert f"半角标点“{marks}”应为" in found[0].message


@pytest.mark.parametrize(
    "words",
    [
        "上午 8:30 至 11:30",
        "见 GB 11643-1999, version 1.",
        "预计 0.5 小时",
        "![办理流程](liucheng.png)后面",
        "| 材料 | 份数 |\n|:---|---:|\n| 身份证 | 1 |",
        "网址 https://example.org/a?b=1 可查",
        "代码 `a:b,c` 不改",
        "1. 先取号\n2. 后办理",
        "“一网通办”（网页）。",
    ],
)
def test_punctuation_in_its_place_is_left_alone(words: str) -> None:
    assert list(width_mistakes(make_item(explain=words))) == []


def test_an_ellipsis_is_told_as_one() -> None:
    told = [one.message for one in width_mistakes(make_item(explain="身份证...等"))]
    assert told == ["“身份证...等”里的半角标点“...”应为全角“……”"]


def test_several_places_in_one_text_are_told_once_with_their_number() -> None:
    told = [one.message for one in width_mistakes(make_item(explain="甲,乙,丙;丁"))]
    assert told == ["“甲,乙,丙;丁”里的半角标点“,;”应为全角“，；”，共 3 处"]


def test_full_width_letters_and_digits_are_found_with_their_half_width_form() -> None:
    item = make_item(options={"A": "５个工作日", "B": "ＡＢｃ类", "C": "5％"})
    assert [(one.at, one.message) for one in width_mistakes(item)] == [
        (("options", "A"), "全角的“５”应为半角“5”"),
        (("options", "B"), "全角的“ＡＢｃ”应为半角“ABc”"),
        (("options", "C"), "全角的“％”应为半角“%”"),
    ]


def test_white_space_is_no_stem_and_no_explanation() -> None:
    found = [(one.code, one.at) for one in empty_mistakes(make_item(stem=" \n", explain="\n"))]
    assert found == [("empty-value", ("stem",)), ("empty-value", ("explain",))]


def test_a_part_may_go_without_an_explanation_of_its_own() -> None:
    case = make_item(kind="case", parts=[make_part("true_false"), make_part("true_false", "b", explain=" ")])
    assert isinstance(case, Case)
    assert [[one.at for one in empty_mistakes(part)] for part in case.parts] == [[], [("explain",)]]


@pytest.mark.parametrize(
    ("words", "found"), [("<b>粗</b>", True), ("<!-- 答案 -->", True), ("工资 < 2000", False), ("甲<乙>", False)]
)
def test_html_is_found(words: str, *, found: bool) -> None:
    assert [one.at for one in html_mistakes(make_item(stem=words))] == ([("stem",)] if found else [])
