"""The score list as an Excel workbook in which no cell can be run as a formula."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

WIDTHS = (6, 16, 12, 38, 16, 12, 8, 12)
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def score_list(title: str, header: Sequence[str], rows: Iterable[Sequence[str]], note: str) -> bytes:
    """Return a workbook with a title line, a header line, `rows` of text and a closing note.

    Every cell is text: a name that begins like a formula stays a name, in a re-saved CSV too.
    """
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        msg = "a new workbook has no sheet"
        raise TypeError(msg)
    sheet.title = "成绩"
    _write(sheet, 1, [title]).font = Font(bold=True, size=14)
    _write(sheet, 2, header)
    for cell in sheet[2]:
        cell.font = Font(bold=True)
    last = 2
    for last, row in enumerate(rows, 3):
        _write(sheet, last, row)
    _write(sheet, last + 2, [note])
    _lay_out(sheet, len(header))
    return _saved(book)


def safe_text(value: str) -> str:
    """Return `value` such that no spreadsheet runs it, not even after a trip through CSV."""
    cleaned = "".join(character for character in value if character >= " " or character == "\t")
    return f"'{cleaned}" if cleaned.startswith(DANGEROUS) else cleaned


def _write(sheet: Worksheet, number: int, values: Sequence[str]) -> Cell:
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row=number, column=column)
        cell.value = safe_text(value)
        cell.data_type = "s"
        cell.number_format = "@"
        cell.alignment = Alignment(vertical="center")
    first = sheet.cell(row=number, column=1)
    if not isinstance(first, Cell):
        msg = "the first cell of a row is never merged here"
        raise TypeError(msg)
    return first


def _lay_out(sheet: Worksheet, columns: int) -> None:
    for column in range(1, columns + 1):
        width = WIDTHS[column - 1] if column <= len(WIDTHS) else 12
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A3"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = "2:2"


def _saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
