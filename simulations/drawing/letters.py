"""Letters: authorities, contracts, notices, pledges and statements, all of running text and a place to sign."""

from collections.abc import Iterable, Sequence

from simulations.drawing.marks import framed, seal, signed
from simulations.drawing.sheet import Sheet
from simulations.drawing.strokes import FADED, LEADING, box, centred, paragraph, printed, rule, text, width, wrapped

WIDE, HIGH = 800, 1100
LEFT, RIGHT = 84, 716
SIZE = 23
# Labels of who takes part, told before what was agreed; the others are clauses.
PARTIES = ("人", "方）", "单位", "劳动者", "方")
# Labels that only say where the text goes; the text stands without them.
SILENT = frozenset({"", "内容", "承诺", "声明", "授权", "授权内容"})
CLAUSES = "一二三四五六七八九十"


def letter_of_authority(sheet: Sheet) -> str:
    """Draw a letter of authority: who and whom, then what for and until when, then both hands."""
    who, what = _parted(sheet.lines)
    parts, y = _ruled(who, 224)
    opening, y = paragraph(LEFT, y + 10, "　　委托人因故不能亲自办理，现委托受托人代办下列事项：", SIZE, RIGHT - LEFT)
    clauses, y = _ruled([(f"{_numeral(at)}、{label}", value) for at, (label, value) in enumerate(what)], y + 14)
    last, y = paragraph(LEFT, y + 10, "　　受托人在上述范围内所办的事，委托人均予承认。", SIZE, RIGHT - LEFT)
    return _letter(sheet, [*parts, *opening, *clauses, *last], y)


def contract(sheet: Sheet) -> str:
    """Draw a contract: the parties, its clauses, small print, and the parties' hands side by side."""
    who, what = _parted(sheet.lines)
    parts, y = _ruled(who, 214)
    for number, (label, value) in enumerate(what):
        clause, y = paragraph(LEFT, y + 12, f"第{_numeral(number)}条　{_said(label, value)}", SIZE, RIGHT - LEFT)
        parts += clause
    y += 16
    parts += [printed(LEFT, y, RIGHT - LEFT, 9), text(RIGHT, y + 212, "（其余条款略）", 17, fill=FADED, anchor="end")]
    return _letter(sheet, parts, y + 214)


def notice(sheet: Sheet) -> str:
    """Draw a notice or a proof: sentences first as they come, facts on ruled lines, the seal over the date."""
    return _letter(sheet, [box(LEFT, 172, RIGHT - LEFT, 3, fill="#9c2f2a", stroke="none")], 250, sheet.lines)


def pledge(sheet: Sheet) -> str:
    """Draw a pledge: what is promised, framed, and everybody's hand below."""
    parts, y = running(sheet.lines, 268)
    return _letter(sheet, [box(LEFT - 24, 200, RIGHT - LEFT + 48, max(y - 204, 330)), *parts], max(y + 20, 540))


def running(lines: Iterable[tuple[str, str]], y: float) -> tuple[list[str], float]:
    """Return lines as a letter has them: sentences as paragraphs, facts on ruled lines; and where they end."""
    parts: list[str] = []
    for label, value in lines:
        if label == "致":
            elements, y = paragraph(LEFT, y, f"{value}：", SIZE, RIGHT - LEFT)
        elif label in SILENT or label == "兹证明":
            elements, y = paragraph(LEFT, y, f"　　{label if label == '兹证明' else ''}{value}", SIZE, RIGHT - LEFT)
        else:
            elements, y = _ruled([(label, value)], y)
        parts += elements
        y += 10
    return parts, y


def closing(sheet: Sheet, y: float, base: float) -> tuple[str, float]:
    """Return where people sign, the seals over the date, and how high the paper must be to hold them."""
    parts = []
    for label, by in sheet.signatures:
        parts.append(signed(LEFT, y, label, by, 400))
        y += 68
    y += 48 if sheet.seals else 20
    if sheet.dated:
        parts.append(text(RIGHT, y, long_date(sheet.dated), 22, anchor="end"))
    parts += [
        seal(630 - 172 * (number % 3), y - 44 + 160 * (number // 3), words) for number, words in enumerate(sheet.seals)
    ]
    return "".join(parts), max(base, y + 90 + 160 * (max(len(sheet.seals) - 1, 0) // 3))


def long_date(dated: str) -> str:
    """Return 2026-09-15 as 2026 年 9 月 15 日; anything else as it is."""
    parts = dated.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):  # noqa: PLR2004  # year, month, day
        return dated
    return f"{parts[0]} 年 {int(parts[1])} 月 {int(parts[2])} 日"


def _letter(sheet: Sheet, parts: Sequence[str], y: float, lines: Iterable[tuple[str, str]] = ()) -> str:
    more, y = running(lines, y)
    end, high = closing(sheet, max(y + 70, 600), HIGH)
    return framed(sheet, WIDE, high, "".join([centred(WIDE / 2, 132, sheet.heading, 42, 620), *parts, *more, end]))


def _ruled(lines: Iterable[tuple[str, str]], y: float) -> tuple[list[str], float]:
    """Return facts on ruled lines; a value that is empty leaves its line empty."""
    parts = []
    for label, value in lines:
        start = LEFT + SIZE * width(label) + 34
        parts.append(text(LEFT, y, f"{label}：", SIZE, fill="#2b3541"))
        for row in wrapped(value, (RIGHT - start) / SIZE):
            parts += [text(start, y, row, SIZE, weight=500), rule(start - 6, y + 9, RIGHT)]
            y += SIZE * LEADING + 8
    return parts, y


def _parted(lines: Iterable[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    kept = list(lines)
    who = [line for line in kept if line[0].endswith(PARTIES)]
    return who, [line for line in kept if line not in who]


def _said(label: str, value: str) -> str:
    return f"{label}：{value}" if label else value


def _numeral(at: int) -> str:
    return CLAUSES[at] if at < len(CLAUSES) else str(at + 1)
