"""Forms: what is filled in by hand or by printer, in ruled cells; and pages of the household book."""

from collections.abc import Iterator

from simulations.drawing.letters import long_date
from simulations.drawing.marks import bars, framed, seal, signed
from simulations.drawing.sheet import Sheet
from simulations.drawing.strokes import FADED, box, by_hand, centred, hand, printed, rule, text, wrapped

WIDE, HIGH = 800, 1100
LEFT, RIGHT = 70, 730
LABELLED = 176
LOW = 600  # how high a page is that lies on its side
SPAN = (56, 804)  # the left and right edge of a table on such a page
TOP, CELL = 136.0, 76.0  # where the cells of the household book begin, and how high they are
BROWN = "#7c5a34"


def application_form(sheet: Sheet) -> str:
    """Draw a form that was filled in by hand; its last cell is for signatures, seals and the date."""
    parts, written, y = [centred(WIDE / 2, 126, sheet.heading, 42, 620)], list[str](), 172.0
    least = min(max(400 / max(len(sheet.lines), 1), 72), 118)
    for label, value in sheet.lines:
        rows = wrapped(value, (RIGHT - LEFT - LABELLED - 36) / 25)
        high = max(least, 34 + 40 * len(rows))
        parts += _cell(LEFT, y, high, label)
        parts.append(box(LEFT + LABELLED, y, RIGHT - LEFT - LABELLED, high, stroke="#55616f"))
        first = y + high / 2 + 9 - 20 * (len(rows) - 1)
        written += [hand(LEFT + LABELLED + 18, first + 40 * n, row, 25, 0.5) for n, row in enumerate(rows) if row]
        y += high
    inside, end = _hands(sheet, y)
    small = text(LEFT, end + 44, "填表说明", 17, fill=FADED) + printed(LEFT + 86, end + 38, 574, 5)
    high = max(HIGH, end + 190)
    return framed(sheet, WIDE, high, "".join([*parts, by_hand(written), *inside, small]))


def household_book(sheet: Sheet) -> str:
    """Draw a page of the household book: two columns of cells, the unused ones empty."""
    parts = [centred(430, 96, sheet.heading, 42, 560, fill=BROWN)]
    y, column, half = TOP, 0, (SPAN[1] - SPAN[0]) / 2
    for label, value in sheet.lines:
        rows = wrapped(value, (half - 150) / 24)
        long = len(rows) > 2  # noqa: PLR2004  # as many as a cell holds
        if long and column:
            parts += _entry((SPAN[0] + half, y), (half, CELL), "", [])
            y, column = y + CELL, 0
        rows = wrapped(value, (half * 2 - 150) / 24) if long else rows
        high = max(CELL, 14 + 31 * len(rows))
        parts += _entry((SPAN[0] + half * column, y), (half * 2 if long else half, high), label, rows)
        y, column = (y + high, 0) if long or column else (y, 1)
    parts += _unused(y, column, half)
    inside, high = _closing(sheet, max(y + CELL * column, 440), sheet.dated)
    edge = f'<path d="M22 1V{high - 1:g}M30 1V{high - 1:g}" stroke="{BROWN}" stroke-width="2"/>'
    return framed(sheet, WIDE + 60, high, "".join([edge, *parts, *inside]), "#fcf6ea")


def receipt(sheet: Sheet) -> str:
    """Draw a receipt: a slip torn from its pad, with a table, a seal and who took the money or the papers."""
    parts = [centred(450, 92, sheet.heading, 38, 620, fill="#8a2b26"), rule(280, 112, 620), rule(280, 117, 620)]
    parts.append(text(SPAN[0] + 20, 146, "第二联　交当事人", 17, fill=FADED))
    parts.append(text(SPAN[1], 146, long_date(sheet.dated), 20, anchor="end"))
    y = 166.0
    for label, value in sheet.lines:
        rows = wrapped(value, (SPAN[1] - SPAN[0] - 20 - 180 - 30) / 24)
        high = max(62.0, 28 + 34 * len(rows))
        parts += _entry((SPAN[0] + 20, y), (SPAN[1] - SPAN[0] - 20, high), label, rows, label_wide=180)
        y += high
    inside, high = _closing(sheet, max(y, 400), "")
    if not sheet.signatures:
        parts.append(bars(SPAN[0] + 20, high - 118, 300, 56, sheet.title))
    holes = "".join(f"M24 {at}v.1" for at in range(60, round(high) - 60, 40))
    tear = f'<path d="M46 20V{high - 40:g}" stroke="#9aa7b6" stroke-dasharray="3 6"/>'
    pad = f'<path d="{holes}" stroke="#d5dbe2" stroke-width="12" stroke-linecap="round"/>'
    return framed(sheet, WIDE + 60, high, "".join([pad, tear, *parts, *inside]), "#fffdf6")


def _cell(x: float, y: float, high: float, label: str) -> Iterator[str]:
    yield box(x, y, LABELLED, high, fill="#f1f3f6", stroke="#55616f")
    rows = wrapped(label, (LABELLED - 28) / 21)
    first = y + high / 2 + 7 - 14 * (len(rows) - 1)
    yield from (text(x + LABELLED / 2, first + 28 * n, row, 21, anchor="middle") for n, row in enumerate(rows))


def _hands(sheet: Sheet, y: float) -> tuple[list[str], float]:
    """Draw the cell that closes a form, if anything does, and return where it ends."""
    if not (sheet.signatures or sheet.seals or sheet.dated):
        return [], y
    parts, line = [], y + 84
    for label, by in sheet.signatures:
        parts.append(signed(LEFT + 24, line, label, by, 400))
        line += 74
    line = max(line + 10, y + (216 if sheet.seals else 180))
    if sheet.dated:
        parts.append(text(RIGHT - 24, line, long_date(sheet.dated), 22, anchor="end"))
    parts += [seal(630 - 170 * number, line - 46, words) for number, words in enumerate(sheet.seals)]
    return [*parts, box(LEFT, y, RIGHT - LEFT, line + 70 - y, stroke="#55616f")], line + 70


def _closing(sheet: Sheet, y: float, dated: str) -> tuple[list[str], float]:
    """Draw below a table two hands a row, then the date and the seals; return how high the page is."""
    parts = []
    for number, (label, by) in enumerate(sheet.signatures):
        parts.append(signed(SPAN[0] + 20 + 370 * (number % 2), y + 74 + 66 * (number // 2), label, by, 330))
    high = max(LOW, y + 150 + 66 * ((len(sheet.signatures) + 1) // 2))
    if dated:
        parts.append(text(SPAN[1], high - 50, f"登记日期　{long_date(dated)}", 19, anchor="end"))
    return [*parts, *(seal(700 - 160 * n, high - 124, words, 70) for n, words in enumerate(sheet.seals))], high


def _entry(
    corner: tuple[float, float], size: tuple[float, float], label: str, rows: list[str], *, label_wide: float = 124
) -> Iterator[str]:
    (x, y), (wide, high) = corner, size
    yield box(x, y, label_wide, high, fill="#f4ead6", stroke=BROWN)
    yield box(x + label_wide, y, wide - label_wide, high, stroke=BROWN)
    named = wrapped(label, (label_wide - 20) / 19)[:3]
    first = y + high / 2 + 7 - 12 * (len(named) - 1)
    yield from (text(x + 12, first + 24 * n, row, 19, fill=BROWN) for n, row in enumerate(named))
    first = y + high / 2 + 9 - 15.5 * (len(rows) - 1)
    yield from (text(x + label_wide + 16, first + 31 * n, row, 24) for n, row in enumerate(rows))


def _unused(y: float, column: int, half: float) -> Iterator[str]:
    """Draw the cells nobody filled in, down to where the page ends."""
    if column:
        yield from _entry((SPAN[0] + half, y), (half, CELL), "", [])
        y += CELL
    while y + CELL <= TOP + 4 * CELL:
        yield from _entry((SPAN[0], y), (half, CELL), "", [])
        yield from _entry((SPAN[0] + half, y), (half, CELL), "", [])
        y += CELL
