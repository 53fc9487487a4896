"""The roster as a file: as it is, to be changed and imported again; and the empty one with examples."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from app.database import transaction
from app.queries.roster import CompetitionRow, PersonRow, find_competition, list_people
from app.runtime import runtime
from app.services import audit
from app.services.access import Action, Actor, require
from app.services.reasons import checked_words
from app.services.refused import Refused
from app.services.roster.lines import EXAMPLE, REQUIRED, SYNONYMS

HEADINGS = tuple(SYNONYMS)
DETAILS = ("身份证号", "手机号码")
ID_NUMBER = "999999199001010016"  # of a region that does not exist
EXAMPLES = (
    (
        f"{EXAMPLE}：翟一",
        "20260001",
        "江澜区",
        "虚构街道中心",
        "综合窗口一线",
        "5",
        "A01",
        "999999199001010016",
        "10000000001",
    ),
    (f"{EXAMPLE}：毕二", "20260002", "浦屿区", "虚构区中心", "后台、管理", "8", "", "", ""),
)
EXPLAINED: Mapping[str, str] = {
    "姓名": "与证件一致。以“示例”开头的行不导入。",
    "准考证号": "4 到 32 位字母、数字，一人一个；再次导入时凭它认出同一个人。",
    "区": "竞赛规则里的区名，“江澜”“江澜区”都可以；每区人数不超过规则的名额。",
    "单位": "所在的社区事务受理服务中心或单位。",
    "类别": "综合窗口一线；后台、管理。",
    "从事年限": "整数（年）；不满规则要求年限的不能报名。",
    "座位": "可不填，座位也可以在系统里抽签。",
    "身份证号": "可不填；单独存放，平时遮盖显示，到期由两人清除。",
    "手机号码": "可不填；同上。",
}
WIDTHS = {"姓名": 14, "准考证号": 14, "单位": 30, "类别": 16, "身份证号": 22, "手机号码": 16}


def export_roster(*, actor: Actor, competition_id: int) -> tuple[str, bytes]:
    """Return the file name and the roster as .xlsx, without ID numbers and phones: importing it keeps those held.

    Refuses with `no_competition` or `forbidden`.
    """
    require(actor, Action.READ_PEOPLE)
    competition = _competition(competition_id)
    headings = [heading for heading in HEADINGS if heading not in DETAILS]
    return f"选手名单 {competition.name}.xlsx", _workbook(headings, _rows(competition_id, headings))


def export_with_details(*, actor: Actor, competition_id: int, reason: str) -> tuple[str, bytes]:
    """Return the file name and the roster as .xlsx with ID numbers and phones; who asked and why is on record.

    Refuses with `no_competition`, `empty_reason`, `words_too_long(most)` or `forbidden`.
    """
    require(actor, Action.SHOW_PERSONAL)
    words, competition = checked_words(reason), _competition(competition_id)
    rows = _rows(competition_id, HEADINGS)
    file = _workbook(HEADINGS, rows)
    with transaction() as session:
        facts = {"competition": competition_id, "people": len(rows), "reason": words}
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action="roster.export", **facts)
    return f"选手名单（含证件） {competition.name}.xlsx", file


def _workbook_template() -> bytes:
    return _workbook(HEADINGS, EXAMPLES, notes=True)


def _text_template() -> bytes:
    """Return the template as CSV with a byte order mark, without which Excel takes it for GBK."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([HEADINGS, *EXAMPLES])
    return written.getvalue().encode("utf-8-sig")


TEMPLATES: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _workbook_template),
    "csv": ("text/csv; charset=utf-8", _text_template),
}


def _competition(competition_id: int) -> CompetitionRow:
    row = find_competition(competition_id)
    if row is None:
        raise Refused("no_competition")
    return row


def _rows(competition_id: int, headings: Sequence[str]) -> list[list[str]]:
    return [[_cells(row)[heading] for heading in headings] for row in list_people(competition_id)]


def _cells(row: PersonRow) -> dict[str, str]:
    years = "" if row.years is None else str(row.years)
    values = (row.name, row.number, row.district, row.unit, row.category, years, row.seat, row.id_number, row.phone)
    return dict(zip(HEADINGS, values, strict=True))


def _workbook(headings: Sequence[str], rows: Sequence[Sequence[str]], *, notes: bool = False) -> bytes:
    """Return an .xlsx whose every cell is text: long numbers keep their digits and nothing is taken for a formula."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("选手名单")
    _fill(sheet, [headings, *rows])
    for place, heading in enumerate(headings, 1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(heading, 11)
    sheet.freeze_panes = "A2"
    if notes:
        _explain(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _explain(book: Workbook) -> None:
    sheet = book.create_sheet("填写说明")
    rows = [(heading, "必填" if heading in REQUIRED else "", words) for heading, words in EXPLAINED.items()]
    _fill(sheet, [("列", "是否必填", "怎样填"), *rows])
    sheet.column_dimensions["C"].width = 70


def _fill(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            cell = sheet.cell(number, place, value)
            cell.data_type = "s"
            cell.number_format = "@"
            cell.alignment = Alignment(vertical="top", wrap_text=number > 1)
            cell.font = Font(bold=number == 1)
