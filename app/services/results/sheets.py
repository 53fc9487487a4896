"""A version of a result as a workbook."""

import io
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from app.queries.results import VersionRow
from app.scoring.publication import lists_of
from app.scoring.rounds import rounded

WIDTHS = (8, 14, 12, 34, 12, 12, 10)


def results_workbook(row: VersionRow, content: Mapping[str, Any]) -> bytes:
    """Return the scores of a version as .xlsx: a sheet per list, every cell text, the digest on each."""
    book = Workbook()
    book.remove(book.worksheets[0])
    rounds = sorted({key for rows in lists_of(content).values() for one in rows for key in one["parts"]})
    for name, rows in lists_of(content).items():
        _fill(
            book, str(name)[:28], _table(rows, content["rounds"], rounds), f"第 {row.version} 版　校验码 {row.digest}"
        )
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _table(rows: Sequence[Mapping[str, Any]], names: Mapping[str, str], rounds: Sequence[str]) -> list[list[str]]:
    heading = [
        "名次",
        "准考证号",
        "姓名",
        "单位",
        "区",
        *(names.get(key, key) for key in rounds),
        "综合",
        "奖项",
        "同分",
    ]
    lines = [
        [
            str(one["place"]),
            one["id"],
            one["name"],
            one["unit"],
            one["district"],
            *(_shown(one["parts"].get(key, "")) for key in rounds),
            one["total"],
            one["award"],
            "并列" if one["tied"] else "",
        ]
        for one in rows
    ]
    return [heading, *lines]


def _shown(exact: str) -> str:
    return str(rounded(Fraction(exact))) if exact else ""


def _fill(book: Workbook, title: str, table: Sequence[Sequence[str]], foot: str) -> None:
    sheet = book.create_sheet(title)
    for number, line in enumerate([*table, [], [foot]], 1):
        for place, value in enumerate(line, 1):
            cell = sheet.cell(number, place, value)
            cell.data_type, cell.font = "s", Font(bold=number == 1)
    for place, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
