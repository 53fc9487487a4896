"""Leaves of paper: letters, forms, contracts, certificates, notices, pledges, receipts and household books."""

from simulations.drawing.portrait import face
from simulations.drawing.sheet import Sheet
from simulations.drawing.strokes import INK, RULE, box, framed, paragraph, rule, seal, signed, text, wrapped

WIDE, HIGH = 800, 1100
LEFT, RIGHT = 80, 720
LABELLED = 176


def letter(sheet: Sheet) -> str:
    """Draw running lines under a heading, as letters and pledges have them."""
    parts = [_heading(sheet)]
    y = 210.0
    for label, value in sheet.lines:
        words = f"{label}：{value}" if label else value
        elements, y = paragraph(LEFT, y, words, 21, RIGHT - LEFT)
        parts += elements
        y += 12
    return framed(sheet, WIDE, HIGH, "".join([*parts, _foot(sheet, y)]))


def table(sheet: Sheet) -> str:
    """Draw the lines as a form with ruled cells."""
    parts = [_heading(sheet)]
    y = 180.0
    for label, value in sheet.lines:
        rows = wrapped(value, (RIGHT - LEFT - LABELLED - 24) / 20)
        high = max(54.0, 26 + 32 * len(rows))
        parts += [box(LEFT, y, LABELLED, high, fill="#f6f7f9"), box(LEFT + LABELLED, y, RIGHT - LEFT - LABELLED, high)]
        parts += [
            text(LEFT + 12, y + 34 + 24 * n, row, 18) for n, row in enumerate(wrapped(label, (LABELLED - 20) / 18)[:3])
        ]
        parts += [text(LEFT + LABELLED + 14, y + 35 + 32 * n, row, 20) for n, row in enumerate(rows)]
        y += high
    return framed(sheet, WIDE, HIGH, "".join([*parts, _foot(sheet, y + 30)]))


def certificate(sheet: Sheet) -> str:
    """Draw a certificate: a double border, a heading, labelled lines, a picture if it has one."""
    border = box(28, 28, WIDE - 56, HIGH - 76, stroke="#b08a3c") + box(38, 38, WIDE - 76, HIGH - 96, stroke="#d8bd7f")
    parts = [border, _heading(sheet)]
    y = 230.0
    room = 400 if sheet.portrait else RIGHT - LEFT
    if sheet.portrait:
        parts.append(f'<g transform="translate(540 200) scale(1.8)">{face(sheet.portrait)}</g>')
    for label, value in sheet.lines:
        parts.append(text(LEFT + 10, y, label, 19, fill="#7a5a14"))
        elements, after = paragraph(LEFT + LABELLED, y, value, 22, room - LABELLED)
        parts += [*elements, rule(LEFT + LABELLED, after - 24, LEFT + room)]
        y = after + 14
    return framed(sheet, WIDE, HIGH, "".join([*parts, _foot(sheet, y)]), "#fffaf0")


def household_book(sheet: Sheet) -> str:
    """Draw a page of the household book: two columns of ruled cells."""
    parts = [_heading(sheet)]
    y, half = 180.0, (RIGHT - LEFT) / 2
    for number, (label, value) in enumerate(sheet.lines):
        x = LEFT + (number % 2) * half
        rows = wrapped(value, (half - 150) / 19)
        parts += [box(x, y, 128, 72, fill="#f3efe6"), box(x + 128, y, half - 128, 72)]
        parts += [text(x + 10, y + 30 + 24 * n, row, 17) for n, row in enumerate(wrapped(label, 6.4)[:2])]
        parts += [text(x + 138, y + 30 + 24 * n, row, 19) for n, row in enumerate(rows[:2])]
        y += 72 * (number % 2)
    if len(sheet.lines) % 2:
        y += 72
    return framed(sheet, WIDE, HIGH, "".join([*parts, _foot(sheet, y + 30)]), "#fdf8ee")


def _heading(sheet: Sheet) -> str:
    size = 38 if len(sheet.title) < 14 else 28  # noqa: PLR2004  # long titles are set smaller
    paged = text(RIGHT, 84, f"第 {sheet.side} 面 / 共 {sheet.sides} 面", 16, anchor="end") if sheet.sides > 1 else ""
    return paged + text(WIDE / 2, 128, sheet.title, size, anchor="middle", weight=700, fill=INK)


def _foot(sheet: Sheet, y: float) -> str:
    """Draw where people sign, the date and the seals: below the text, never above the lower third."""
    y = min(max(y + 30, 640), HIGH - 120 - 62 * len(sheet.signatures))
    parts = []
    for label, by in sheet.signatures:
        y += 62
        start = LEFT + 24 + 19 * len(label)
        parts.append(signed(LEFT, y, label, by, start, max(start + 190, 420)))
    for number, words in enumerate(sheet.seals[:2]):
        parts.append(seal(600 - 170 * number, min(y + 6, HIGH - 150), words, 74))
    if sheet.dated:
        parts.append(text(RIGHT, min(y + 76, HIGH - 60), _long_date(sheet.dated), 20, anchor="end"))
    return "".join([*parts, f'<path d="M{LEFT} {HIGH - 44}H{RIGHT}" stroke="{RULE}" stroke-opacity="0.4"/>'])


def _long_date(dated: str) -> str:
    """Return 2026-09-15 as 2026 年 9 月 15 日; anything else as it is."""
    parts = dated.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):  # noqa: PLR2004  # year, month, day
        return dated
    return f"{parts[0]} 年 {int(parts[1])} 月 {int(parts[2])} 日"
