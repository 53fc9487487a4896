import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.kinds.folding import bare, fold

DIGITS = "零一二三四五六七八九"


def written(value: int) -> str:
    """Write a number below 10^12 in Chinese, straight from the rule: one 零 for each run of empty places."""
    text, gap = "", False
    for place in range(11, -1, -1):
        digit = value // 10**place % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + ("", "十", "百", "千")[place % 4]
        gap = not digit
        if place in (4, 8) and value // 10**place % 10**4:
            text, gap = text + {4: "万", 8: "亿"}[place], False
    return text


@given(st.one_of(st.integers(1, 99_999), st.integers(1, 10**12 - 1)))
def test_every_chinese_numeral_folds_to_its_number(value: int) -> None:
    assert fold(written(value)) == str(value)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("五", "5"),
        ("十", "10"),
        ("十五", "15"),
        ("二十", "20"),
        ("廿五", "25"),
        ("卅", "30"),
        ("两百", "200"),
        ("一百零五", "105"),
        ("一百〇五", "105"),
        ("一百十", "110"),
        ("一百一十", "110"),
        ("一千零五十万", "10500000"),
        ("一亿二千万", "120000000"),
        ("一亿零五千", "100005000"),
        ("二〇二四年九月十九日", "2024年9月19日"),
        ("二零二四", "2024"),
        ("第十五条", "第15条"),
        ("5万元", "50000元"),
        ("３百", "300"),
        ("1,234,567元", "1234567元"),
        ("1.5万元", "15000元"),
        ("0.125亿", "12500000"),
        ("2.00001万", "20000.1"),
        ("贰拾伍", "25"),
        ("壹佰零伍元", "105元"),
        ("二○二四年", "2024年"),
    ],
)
def test_numeral_folds_to_arabic(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize(
    "text",
    [
        "千万",
        "百",
        "一百五",
        "一万二",
        "零十",
        "廿十",
        "一亿五千",
        "万亿",
        "九万亿亿",
        "1.2.3万",
        "1234567890123万",
        "3万5",
        "1,23",
    ],
)
def test_what_has_no_single_reading_stays(text: str) -> None:
    assert fold(text) == text


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("一网通办", "一网通办"),
        ("ＩＣＵ", "icu"),
        (" 便 捷\t", "便捷"),
        ("　便捷。", "便捷"),
        ("“便捷”", "便捷"),
        ("《居住证暂行条例》", "居住证暂行条例"),
        ("30%", "３０％"),
        ("(一)", "（1）"),
        ("\u22125", "-5"),
    ],
)
def test_spellings_of_one_answer_fold_alike(typed: str, same: str) -> None:
    assert fold(typed) == fold(same)


@pytest.mark.parametrize(
    ("one", "other"),
    [("-5", "5"), ("5%", "5"), (".5", "5"), ("十五", "五十"), ("一百零五", "一百五"), ("一亿五千", "一亿零五千")],
)
def test_different_answers_do_not_fold_alike(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_punctuation_alone_folds_to_nothing() -> None:
    assert fold(" 。，！ ") == ""


def test_bare_text_keeps_its_numerals() -> None:
    assert bare(" 三万元。") == "三万元"


@given(st.text(max_size=60))
def test_folding_never_fails_and_ignores_outer_white_space(text: str) -> None:
    assert fold(f"  {text}\n") == fold(text)


@given(st.text(alphabet="零〇一二两三九十百千万亿廿卅年第0123456789,.", max_size=12))
def test_any_row_of_numeral_signs_folds_without_white_space_left(text: str) -> None:
    assert fold(" ".join(text)) == fold(text)
