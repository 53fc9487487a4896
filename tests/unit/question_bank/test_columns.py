from question_bank.columns import columns


def test_columns_line_up_under_wide_characters() -> None:
    assert columns([["", "A 卷"], ["满分", "100"], ["Ａx", "5"]]) == "      A 卷\n满分   100\nＡx      5"


def test_columns_have_no_trailing_space() -> None:
    assert columns([["甲", ""], ["乙乙", "1"]]) == "甲\n乙乙  1"
