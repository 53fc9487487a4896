"""What residents bring that is no proper document: notes by hand, and pictures on a phone."""

from simulations.drawing.sheet import Sheet
from simulations.drawing.strokes import HAND, PEN, box, framed, rule, text, tilt, wrapped

WIDE, HIGH = 800, 1100


def note(sheet: Sheet) -> str:
    """Draw a note written by hand on lined paper."""
    parts = [rule(60, y, 740, "#c9d6e6") for y in range(150, 1020, 58)]
    parts.append(text(400, 104, sheet.title, 30, anchor="middle", fill=PEN, family=HAND))
    y = 196
    for label, value in sheet.lines:
        for row in wrapped(f"{label}：{value}" if label else value, 25):
            parts.append(text(74, y, row, 27, fill=PEN, family=HAND, turn=tilt(row, 0.4)))
            y += 58
    for label, by in sheet.signatures:
        parts.append(text(430, y + 58, f"{label}：{by}" if by else f"{label}：", 28, fill=PEN, family=HAND))
        y += 58
    if sheet.dated:
        parts.append(text(430, y + 58, sheet.dated, 25, fill=PEN, family=HAND))
    return framed(sheet, WIDE, HIGH, "".join(parts), "#fffdf2")


def phone_photo(sheet: Sheet) -> str:
    """Draw a picture or a screen shown on a phone."""
    screen = box(150, 40, 500, 1000, fill="#20262e", stroke="#12161b", round_=54)
    screen += box(172, 100, 456, 870, fill="#fbfcfe", stroke="#12161b", round_=10)
    parts = [screen, text(400, 78, "09:40", 20, fill="#eef2f7", anchor="middle")]
    parts.append(text(400, 160, sheet.title, 26, anchor="middle", weight=700))
    y = 220
    for label, value in sheet.lines:
        for row in wrapped(f"{label}：{value}" if label else value, 20):
            parts.append(text(196, y, row, 20))
            y += 36
        y += 10
    for label, by in sheet.signatures:
        parts.append(text(196, y, f"{label}：{by}", 20, fill=PEN))
        y += 42
    return framed(sheet, WIDE, HIGH, "".join(parts), "#eef1f5")
