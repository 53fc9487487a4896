"""Uploaded lists: what people really send is read, what would harm is refused in words."""

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date

import openpyxl
import pytest

from app.services.roster.spreadsheets import LARGEST_FILE, MOST_ROWS, SpreadSheet, read_spreadsheet

LIST = "姓名,准考证号\n翟欣悦,20260002\n"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def excel(rows: list[list[object]], change: Callable[[openpyxl.Workbook], None] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def rewritten(file: bytes, changes: Mapping[str, bytes]) -> bytes:
    """Return an archive with members replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return out.getvalue()


def told(sheet: SpreadSheet) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.message.split("；")[0]) for one in sheet.problems]


def cells(sheet: SpreadSheet) -> list[tuple[int, tuple[str, ...]]]:
    return [(row.number, row.cells) for row in sheet.rows]


SIMPLE = excel([["姓名", "准考证号"], ["翟欣悦", 20260002]])


@pytest.mark.parametrize(
    "file",
    [
        LIST.encode(),
        LIST.encode("utf-8-sig"),
        LIST.encode("gbk"),
        LIST.encode("gb18030"),
        LIST.encode("utf-16"),
        LIST.replace(",", ";").encode(),
        LIST.replace(",", "\t").encode("gbk"),
        LIST.replace("\n", "\r\n").encode(),
        SIMPLE,
    ],
    ids=["utf-8", "bom", "gbk", "gb18030", "utf-16", "semicolon", "tab", "crlf", "xlsx"],
)
def test_the_same_list_in_every_form_people_send(file: bytes):
    sheet = read_spreadsheet(file)
    assert (sheet.headings, cells(sheet), sheet.problems) == (
        ("姓名", "准考证号"),
        [(2, ("翟欣悦", "20260002"))],
        (),
    )


def test_cells_are_read_as_they_are_meant():
    sheet = read_spreadsheet(excel([["一"] * 6, [20260001.0, 1.5, True, date(2026, 11, 22), None, " 甲 "]]))
    assert cells(sheet) == [(2, ("20260001", "1.5", "是", "2026-11-22", "", "甲"))]


def test_blank_lines_are_passed_over_and_rows_keep_their_numbers():
    assert cells(read_spreadsheet("姓名\n\n甲\n,\n乙\n".encode())) == [(3, ("甲",)), (5, ("乙",))]


def test_quoted_line_break_stays_in_its_cell():
    assert cells(read_spreadsheet('姓名,单位\n甲,"一\n二"\n乙,丙\n'.encode())) == [
        (2, ("甲", "一\n二")),
        (4, ("乙", "丙")),
    ]


def test_formula_is_named_by_cell_and_never_worked_out():
    sheet = read_spreadsheet(excel([["姓名", "年限"], ["甲", "=1+1"], ['=HYPERLINK("http://x")', 2]]))
    assert told(sheet) == [(2, "B", "是公式，不读取"), (3, "A", "是公式，不读取")]


def test_merged_and_hidden_cells_are_named():
    def change(book: openpyxl.Workbook) -> None:
        book.active.merge_cells("A2:A3")
        book.active.row_dimensions[4].hidden = True

    sheet = read_spreadsheet(excel([["姓名"], ["甲"], [None], ["乙"]], change))
    assert told(sheet) == [(2, "A", "合并了单元格 A2:A3"), (4, "A", "这一行被隐藏了")]


def test_a_million_rows_are_refused_without_being_read():
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 1_000_001))
    sheet_xml = f"<worksheet {MAIN}><sheetData>".encode() + rows + b"</sheetData></worksheet>"
    sheet = read_spreadsheet(rewritten(SIMPLE, {"xl/worksheets/sheet1.xml": sheet_xml}))
    assert [words for _, _, words in told(sheet)] == ["工作表太大，不像名单"] or "太大" in sheet.problems[0].message
    assert sheet.rows == ()


@pytest.mark.parametrize(("extra", "refused"), [(0, False), (1, True)])
def test_rows_up_to_the_limit_are_read(extra: int, *, refused: bool):
    sheet = read_spreadsheet(("姓名\n" + "甲\n" * (MOST_ROWS + extra)).encode())
    assert (f"超过 {MOST_ROWS} 行" in [words for _, _, words in told(sheet)]) is refused


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
BOMB = b"<?xml version='1.0'?>" + b" " * 41_000_000


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"", "文件是空的"),
        (b"\r\n ", "文件是空的"),
        (b"x" * (LARGEST_FILE + 1), "文件太大"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "旧版 .xls 或加密"),
        (b"PK\x03\x04 broken", "已损坏或加密"),
        (rewritten(SIMPLE, {"xl/workbook.xml": ENTITY}), "外部定义"),
        (rewritten(SIMPLE, {"xl/sharedStrings.xml": ENTITY}), "外部定义"),
        (rewritten(SIMPLE, {"xl/worksheets/sheet1.xml": BOMB}), "解开后太大"),
        (rewritten(SIMPLE, {"xl/vbaProject.bin": b"x"}), "带有宏"),
        (rewritten(SIMPLE, {"../../evil.xml": b"<x/>"}), "不该有的路径"),
        (rewritten(SIMPLE, {f"xl/many/{n}.xml": b"<x/>" for n in range(500)}), "解开后太大"),
        (rewritten(SIMPLE, {"xl/worksheets/sheet1.xml": b"<worksheet>"}), "打不开"),
        (b"\xff\xfe\x00", "编码认不出"),
        ("姓名\n甲\x00乙\n".encode(), "不可见字符"),
        ('姓名\n"甲\n'.encode(), "引号不成对"),
        ("姓名\n".encode(), "只有表头"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_files_that_are_no_list_say_why(file: bytes, said: str):
    sheet = read_spreadsheet(file)
    assert sheet.rows == ()
    assert said in sheet.problems[0].message


def test_archive_that_is_no_workbook_is_named():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "不是 Excel 工作簿" in read_spreadsheet(out.getvalue()).problems[0].message


def test_endless_cell_is_cut_and_named():
    sheet = read_spreadsheet(f"姓名\n{'长' * 600}\n".encode())
    assert told(sheet) == [(2, "A", "超过 500 个字")]
