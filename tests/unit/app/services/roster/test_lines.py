"""A roster's rows: each mistake by row, column and heading, with what would be right."""

import pytest

from app.scoring.rulebook import Rulebook, shipped_rulebook
from app.services.roster.lines import RosterLine, read_lines
from app.services.roster.spreadsheets import read_spreadsheet

HEADINGS = ["姓名", "准考证号", "区", "单位", "类别", "从事年限", "座位", "身份证号", "手机号码"]
GOOD = [
    "翟欣悦",
    "20260002",
    "黄浦区",
    "虚构街道中心",
    "综合窗口一线",
    "3",
    "A02",
    "999999199001010016",
    "10000000001",
]


@pytest.fixture
def book() -> Rulebook:
    found = shipped_rulebook("2024")
    assert isinstance(found, Rulebook)
    return found


def read(book: Rulebook, *rows: list[str], headings: list[str] = HEADINGS):
    text = "\n".join("\t".join(row) for row in [headings, *rows])
    return read_lines(read_spreadsheet(text.encode()), book)


def with_(**changes: str) -> list[str]:
    return [changes.get(heading, value) for heading, value in zip(HEADINGS, GOOD, strict=True)]


def test_good_row_is_read_as_it_is_meant(book: Rulebook):
    lines, problems = read(book, with_(准考证号=" ２０２６-0002 ", 从事年限="3年", 手机号码="100 0000-0001"))
    assert problems == ()
    assert lines == (
        RosterLine(
            2,
            "翟欣悦",
            "20260002",
            "黄浦",
            "虚构街道中心",
            "综合窗口一线",
            3,
            "A02",
            "999999199001010016",
            "10000000001",
        ),
    )


@pytest.mark.parametrize(
    ("heading", "value", "column", "said"),
    [
        ("姓名", "", "A", "没有填写姓名"),
        ("准考证号", "", "B", "没有填写准考证号"),
        ("准考证号", "20", "B", "4 到 32 位"),
        ("准考证号", "考2026", "B", "4 到 32 位"),
        ("区", "黄埔", "C", "没有这个区"),
        ("类别", "窗口一线", "E", "综合窗口一线、后台、管理，是不是“综合窗口一线”"),
        ("从事年限", "很久", "F", "整数"),
        ("从事年限", "1", "F", "在岗满 2 年"),
        ("从事年限", "61", "F", "0 到 60"),
        ("身份证号", "999999199001010012", "H", "校验码"),
        ("身份证号", "12345", "H", "18 位"),
        ("手机号码", "20000000001", "I", "11 位数字"),
    ],
)
def test_mistake_is_told_by_row_column_and_value(book: Rulebook, heading: str, value: str, column: str, said: str):
    lines, problems = read(book, GOOD, with_(**{"准考证号": "20260003", heading: value}))
    assert [one.row for one in lines] == [2]
    assert [(one.row, one.column, one.heading, one.value) for one in problems] == [(3, column, heading, value)]
    assert said in problems[0].message


def test_every_mistake_of_a_row_is_told(book: Rulebook):
    _, problems = read(book, with_(区="某区", 类别="其他", 从事年限="x"))
    assert [one.column for one in problems] == ["C", "E", "F"]


def test_number_written_twice_is_told_at_both_rows(book: Rulebook):
    _, problems = read(book, GOOD, with_(姓名="乙"))
    assert [(one.row, one.message.split("；")[0]) for one in problems] == [(2, "与第 3 行重复"), (3, "与第 2 行重复")]


@pytest.mark.parametrize(("people", "over"), [(4, 0), (5, 1), (6, 2)])
def test_district_over_its_quota_is_told_row_by_row(book: Rulebook, people: int, over: int):
    rows = [with_(准考证号=f"2026{n:04}") for n in range(people)]
    lines, problems = read(book, *rows)
    assert (len(lines), len(problems)) == (people, over)
    if problems:
        assert (problems[0].row, problems[0].message) == (6, f"黄浦名额 4 人，名单里有 {people} 人；请减少")


def test_columns_may_stand_in_any_order_and_be_named_otherwise(book: Rulebook):
    order = [5, 3, 1, 0, 2, 4]
    headings = ["从业年限", "工作单位", "编号", "选手姓名", "所在区", "参赛类别"]
    lines, problems = read(book, [GOOD[place] for place in order], headings=headings)
    assert problems == ()
    assert (lines[0].name, lines[0].number, lines[0].seat, lines[0].id_number) == ("翟欣悦", "20260002", "", "")


def test_headings_are_checked_before_anything_else(book: Rulebook):
    headings = ["姓名", "姓名", "准考证号码", "区", "单位", "类别", "从事年限"]
    lines, problems = read(book, GOOD[:7], headings=headings)
    assert lines == ()
    assert [(one.column, one.message.split("；")[0]) for one in problems] == [
        ("B", "“姓名”有两列"),
        ("C", "不认识这一列，是不是“准考证号”"),
        ("", "缺少“准考证号”这一列"),
    ]


def test_examples_of_the_template_are_passed_over(book: Rulebook):
    assert read(book, with_(姓名="示例：王某"), GOOD)[0][0].row == 3


def test_what_is_wrong_with_the_file_comes_along(book: Rulebook):
    lines, problems = read_lines(read_spreadsheet(b""), book)
    assert (lines, problems[0].row, problems[0].message.split("；")[0]) == ((), 0, "文件是空的")
