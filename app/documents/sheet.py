"""Forms to be filled in and signed, as PDF and as Word: facts, tables, places for signatures."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from app.documents.cleaning import clean
from app.documents.typesetting import typeset

BODY_FONT = "仿宋"
HEAD_FONT = "黑体"


@dataclass(frozen=True)
class Section:
    """A table with its heading; `widths` are shares of the line (0: as wide as needed), `height` the cells' inset, pt.

    `words` stand below the table, or alone where there are no columns.
    """

    heading: str
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    widths: Sequence[int] = ()
    words: str = ""
    height: int = 5


@dataclass(frozen=True)
class Sheet:
    """A form: `facts` are pairs of name and value, `signatures` who is to sign, `foot` is on every page."""

    title: str
    subtitle: str = ""
    facts: Sequence[tuple[str, str]] = ()
    sections: Sequence[Section] = ()
    signatures: Sequence[str] = ()
    foot: str = ""
    landscape: bool = False


def sheet_pdf(sheet: Sheet) -> bytes:
    """Return the form as PDF."""
    facts = list(sheet.facts)
    if len(facts) % 2:
        facts.append(("", ""))
    content = asdict(sheet) | {"facts": facts}
    for section in content["sections"]:
        section["widths"] = section["widths"] or [1] * len(section["columns"])
    return typeset("sheet", content)


def sheet_docx(sheet: Sheet) -> bytes:
    """Return the form as an editable Word file."""
    document = Document()
    _set_page(document, landscape=sheet.landscape)
    _paragraph(document, sheet.title, HEAD_FONT, 18, centre=True)
    if sheet.subtitle:
        _paragraph(document, sheet.subtitle, BODY_FONT, 12, centre=True)
    _facts(document, sheet.facts)
    for section in sheet.sections:
        _section(document, section)
    if sheet.signatures:
        _paragraph(document, "", BODY_FONT, 12)
        _paragraph(document, "　　　　".join(f"{title}：＿＿＿＿＿＿" for title in sheet.signatures), BODY_FONT, 12)
    if sheet.foot:
        _paragraph(document, sheet.foot, BODY_FONT, 9)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _set_page(document: WordDocument, *, landscape: bool) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    page.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin = page.bottom_margin = Mm(20)


def _facts(document: WordDocument, facts: Sequence[tuple[str, str]]) -> None:
    if not facts:
        return
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    for start in range(0, len(facts), 2):
        cells = table.add_row().cells
        for place, (name, value) in enumerate(facts[start : start + 2]):
            _cell(cells[2 * place], name, HEAD_FONT)
            _cell(cells[2 * place + 1], value, BODY_FONT)


def _section(document: WordDocument, section: Section) -> None:
    if section.heading:
        _paragraph(document, section.heading, HEAD_FONT, 12)
    if section.columns and section.rows:
        table = document.add_table(rows=1, cols=len(section.columns), style="Table Grid")
        for cell, name in zip(table.rows[0].cells, section.columns, strict=True):
            _cell(cell, name, HEAD_FONT)
        for row in section.rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                _cell(cell, words, BODY_FONT)
    elif section.columns:
        _paragraph(document, "无", BODY_FONT, 11)
    if section.words:
        _paragraph(document, section.words, BODY_FONT, 11)


def _paragraph(document: WordDocument, words: str, font: str, size: int, *, centre: bool = False) -> None:
    paragraph = document.add_paragraph()
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph.add_run(clean(words)), font, size)


def _cell(cell: object, words: str, font: str) -> None:
    paragraph = cell.paragraphs[0]  # type: ignore[attr-defined]  # a table's cell
    _run(paragraph.add_run(clean(words)), font, 10)


def _run(run: object, font: str, size: int) -> None:
    """Set a font for Chinese too: Word keeps it apart from the Latin one."""
    run.font.name, run.font.size = font, Pt(size)  # type: ignore[attr-defined]  # a run of a paragraph
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)  # type: ignore[attr-defined]  # noqa: SLF001  # no public way
