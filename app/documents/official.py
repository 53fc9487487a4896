"""Official letters in the layout of GB/T 9704-2012, as Word to be edited and sealed, and as PDF; and certificates."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from app.documents.cleaning import clean
from app.documents.typesetting import typeset

TITLE_FONT, BODY_FONT, HEAD_FONT = "方正小标宋简体", "仿宋_GB2312", "黑体"
# The type area is 156 mm by 225 mm, 22 lines to a page; sizes 2 and 3 are 22 and 16 points.
TOP, LEFT, WIDTH, HEIGHT = 37, 28, 156, 225
TITLE_SIZE, BODY_SIZE, LINE = 22, 16, 28.95


@dataclass(frozen=True)
class Part:
    """A part of a letter: a heading (empty for none), paragraphs, and lines that are listed one under another."""

    heading: str = ""
    paragraphs: Sequence[str] = ()
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class Letter:
    """An official letter: `to` is whom it is addressed to, `place` leaves room for the seal over signer and date."""

    title: str
    to: str
    parts: Sequence[Part]
    signer: str
    date: str
    note: str = ""


@dataclass(frozen=True)
class Certificate:
    """What a certificate says."""

    name: str
    words: str
    issuer: str
    date: str
    number: str


def letter_docx(letter: Letter) -> bytes:
    """Return the letter as an editable Word file."""
    document = Document()
    _set_page(document)
    _line(document, letter.title, TITLE_FONT, TITLE_SIZE, WD_ALIGN_PARAGRAPH.CENTER)
    _line(document, "", BODY_FONT)
    if letter.to:
        _line(document, letter.to, BODY_FONT)
    for part in letter.parts:
        if part.heading:
            _line(document, part.heading, HEAD_FONT, indent=True)
        for words in part.paragraphs:
            _line(document, words, BODY_FONT, indent=True)
        for words in part.lines:
            _line(document, words, BODY_FONT, indent=True)
    _line(document, "", BODY_FONT)
    _line(document, "", BODY_FONT)
    _line(document, f"{letter.signer}　　", BODY_FONT, align=WD_ALIGN_PARAGRAPH.RIGHT)
    _line(document, f"{letter.date}　　　　", BODY_FONT, align=WD_ALIGN_PARAGRAPH.RIGHT)
    if letter.note:
        _line(document, letter.note, BODY_FONT, 10)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def letter_pdf(letter: Letter) -> bytes:
    """Return the letter as PDF."""
    return typeset("letter", asdict(letter))


def certificates_pdf(certificates: Sequence[Certificate]) -> bytes:
    """Return certificates as PDF, one a page."""
    return typeset("certificates", {"certificates": [asdict(one) for one in certificates]})


def _set_page(document: WordDocument) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.left_margin = Mm(TOP), Mm(LEFT)
    page.right_margin, page.bottom_margin = Mm(210 - LEFT - WIDTH), Mm(297 - TOP - HEIGHT)
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(foot.add_run("— "), BODY_FONT, 14)
    _field(foot.add_run(), "PAGE")
    _run(foot.add_run(" —"), BODY_FONT, 14)


def _line(
    document: WordDocument,
    words: str,
    font: str,
    size: float = BODY_SIZE,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY,
    *,
    indent: bool = False,
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(max(LINE, size * 1.4))
    if indent:
        shape.first_line_indent = Pt(2 * size)
    _run(paragraph.add_run(clean(words)), font, size)


def _run(run: object, font: str, size: float) -> None:
    """Set a font for Chinese too: Word keeps it apart from the Latin one."""
    run.font.name, run.font.size = font, Pt(size)  # type: ignore[attr-defined]  # a run of a paragraph
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)  # type: ignore[attr-defined]  # noqa: SLF001  # no public way


def _field(run: object, name: str) -> None:
    """Put a field into a run: Word works it out when the file is opened."""
    for kind, words in (("begin", None), (None, name), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = words
        run._r.append(element)  # type: ignore[attr-defined]  # noqa: SLF001  # no public way
