"""Reading an uploaded list into rows of text: Excel and CSV, nothing in them trusted and nothing in them run."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

MOST_ROWS = 5_000
MOST_COLUMNS = 40
LONGEST_CELL = 500
LARGEST_FILE = 5_000_000
LARGEST_PLAIN = 60_000_000
LARGEST_MEMBER = 40_000_000
MOST_MEMBERS = 400
MOST_RATIO = 200
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"
ENCODINGS = ("utf-8-sig", "gb18030")
UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True)
class SheetProblem:
    """Something wrong in the file: at a row (from 1) and column letter, or with the whole of it (row 0)."""

    row: int
    column: str
    message: str


@dataclass(frozen=True)
class Row:
    """One row: its number in the file and its cells as text."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class SpreadSheet:
    """A list as read: headings, the rows below them that hold anything, and what is wrong."""

    headings: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    problems: tuple[SheetProblem, ...] = ()


def read_spreadsheet(file: bytes) -> SpreadSheet:
    """Return the list in an .xlsx or a text file, told apart by what is in it and not by its name."""
    if not file.strip(b"\x00\r\n\t "):
        return _whole("文件是空的；请用模板填写后再导入")
    if len(file) > LARGEST_FILE:
        return _whole(f"文件太大，最多 {LARGEST_FILE // 1_000_000} MB；请只保留名单一张表")
    if file.startswith(OLD_EXCEL):
        return _whole("这是旧版 .xls 或加密的文件；请在 Excel 里另存为 .xlsx，不设密码")
    return _read_excel(file) if file.startswith(ZIP) else _read_text(file)


def _read_excel(file: bytes) -> SpreadSheet:
    unfit = _unfit_archive(file)
    if unfit is not None:
        return _whole(unfit)
    try:
        book = openpyxl.load_workbook(io.BytesIO(file), data_only=False, keep_links=False)
    except Exception as problem:  # noqa: BLE001  # the library raises whatever a damaged file makes it raise
        return _whole(f"文件打不开（{type(problem).__name__}）；请在 Excel 里打开后另存为 .xlsx 再导入")
    sheet = book.worksheets[0] if book.worksheets else None  # further ones hold notes, as the template's do
    if sheet is None:
        return _whole("文件里没有工作表；请用模板填写后再导入")
    return _from_rows(_excel_rows(sheet), _notes(sheet))


def _unfit_archive(file: bytes) -> str | None:
    """Return why an archive is not opened: looked at by its directory and its first bytes, before anything is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as archive:
            members = archive.infolist()
            plain = sum(one.file_size for one in members)
            if len(members) > MOST_MEMBERS or plain > LARGEST_PLAIN or plain > MOST_RATIO * len(file):
                return "文件解开后太大，不像名单；请新建一个只有名单的工作簿"
            names = {one.filename for one in members}
            if any(name.startswith(("/", "..")) or "\\" in name or "/../" in name for name in names):
                return "文件里有不该有的路径；请在 Excel 里另存为 .xlsx 再导入"
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                return "文件带有宏；请另存为不带宏的 .xlsx 再导入"
            if "xl/workbook.xml" not in names:
                return "这不是 Excel 工作簿；请用模板填写后再导入"
            return next((words for one in members if (words := _unfit_member(archive, one))), None)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError):
        return "文件已损坏或加密；请在 Excel 里打开后另存为 .xlsx 再导入"


def _unfit_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> str | None:
    """Read a member once, no more than it may hold: its stated size may be a lie, and it may declare entities."""
    if not member.filename.lower().endswith((".xml", ".rels")):
        return None
    read, tail = 0, b""
    with archive.open(member) as content:
        while chunk := content.read(1 << 16):
            read += len(chunk)
            if read > LARGEST_MEMBER:
                return "工作表太大，不像名单；请删除多余的行和列"
            if _DOCTYPE.search(tail + chunk):
                return "文件里有外部定义，不安全；请在 Excel 里另存为 .xlsx 再导入"
            tail = chunk[-16:]
    return None


def _excel_rows(sheet: Worksheet) -> Iterator[tuple[int, list[tuple[str, str | None]]]]:
    """Yield each row's number and its cells as (text, complaint)."""
    for number, cells in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS), 1):
        yield number, [_excel_cell(cell.value, cell.data_type) for cell in cells]


def _excel_cell(value: object, kind: str) -> tuple[str, str | None]:
    if kind == "f":
        return "", "是公式，不读取；请复制后“选择性粘贴”为数值"
    if kind == "e":
        return "", f"是错误值 {value}；请改正后再导入"
    return _as_text(value), None


def _as_text(value: object) -> str:
    """Return a cell as it is meant: a number without a tail of zeros, a date as 2026-11-22."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004  # what a float holds exactly
        return str(int(value))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _notes(sheet: Worksheet) -> list[SheetProblem]:
    found = [
        SheetProblem(
            cells.min_row, get_column_letter(cells.min_col), f"合并了单元格 {cells.coord}；请取消合并，每格都填写"
        )
        for cells in list(sheet.merged_cells.ranges)[:20]
    ]
    hidden = [row for row, facts in sheet.row_dimensions.items() if facts.hidden][:20]
    found += [SheetProblem(row, "A", "这一行被隐藏了；请取消隐藏，核对后再导入") for row in hidden]
    if (sheet.max_row or 0) > MOST_ROWS + 1:
        found.append(SheetProblem(0, "", f"超过 {MOST_ROWS} 行；请分批导入，或删除末尾的空行"))
    return found


def _read_text(file: bytes) -> SpreadSheet:
    text = _decoded(file)
    if text is None:
        return _whole("文字编码认不出；请在 Excel 里另存为“CSV UTF-8”再导入")
    if "\x00" in text:
        return _whole("文件里有不可见字符，不是文本；请另存为 .xlsx 或 CSV 再导入")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        lines = list(_text_rows(text, delimiter))
    except csv.Error:
        return _whole("CSV 的引号不成对，或有一格太长；请在 Excel 里打开后另存为 .xlsx")
    long = [SheetProblem(0, "", f"超过 {MOST_ROWS} 行；请分批导入")] if len(lines) > MOST_ROWS + 1 else []
    return _from_rows(iter(lines[: MOST_ROWS + 1]), long)


def _text_rows(text: str, delimiter: str) -> Iterator[tuple[int, list[tuple[str, str | None]]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    for cells in reader:
        yield number, [(cell, None) for cell in cells[:MOST_COLUMNS]]
        if number > MOST_ROWS + 1:
            return
        number = reader.line_num + 1


def _decoded(file: bytes) -> str | None:
    if file.startswith(UTF16):
        return _try(file, "utf-16")
    return next((text for encoding in ENCODINGS if (text := _try(file, encoding)) is not None), None)


def _try(file: bytes, encoding: str) -> str | None:
    try:
        return file.decode(encoding)
    except UnicodeDecodeError:
        return None


def _from_rows(rows: Iterator[tuple[int, list[tuple[str, str | None]]]], notes: Sequence[SheetProblem]) -> SpreadSheet:
    """Take the first row that holds anything for the headings, and complain of cells that can't be read."""
    headings: tuple[str, ...] = ()
    kept: list[Row] = []
    problems = list(notes)
    for number, cells in rows:
        texts = _without_tail(tuple(text.strip()[: LONGEST_CELL + 1] for text, _ in cells), len(headings))
        for place, (_, complaint) in enumerate(cells, 1):
            if complaint is not None:
                problems.append(SheetProblem(number, get_column_letter(place), complaint))
        problems += [
            SheetProblem(number, get_column_letter(place), f"超过 {LONGEST_CELL} 个字；请缩短")
            for place, text in enumerate(texts, 1)
            if len(text) > LONGEST_CELL
        ]
        if not any(texts):
            continue
        if headings:
            kept.append(Row(number, texts))
        else:
            headings = texts
    if not headings:
        problems.append(SheetProblem(0, "", "文件里没有内容；请用模板填写后再导入"))
    elif not kept and not problems:
        problems.append(SheetProblem(0, "", "只有表头，没有名单；请从第二行起填写"))
    return SpreadSheet(headings, tuple(kept), tuple(problems))


def _without_tail(texts: tuple[str, ...], least: int) -> tuple[str, ...]:
    """Cut the empty cells that Excel keeps to the right of a list, but not below the number of headings."""
    used = max((place for place, text in enumerate(texts, 1) if text), default=0)
    return texts[: max(used, least)]


def _whole(message: str) -> SpreadSheet:
    return SpreadSheet(problems=(SheetProblem(0, "", message),))
