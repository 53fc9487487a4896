"""Certificates: booklets with an ornamental border, and plain statements that an office seals."""

from simulations.drawing.letters import long_date, notice
from simulations.drawing.marks import emblem, framed, seal
from simulations.drawing.portrait import photograph
from simulations.drawing.sheet import Sheet
from simulations.drawing.strokes import INK, box, centred, rule, text, waves, wrapped

WIDE, HIGH = 860, 600
LEFT, RIGHT = 92, 768
SIZE = 25
TINTS = (("婚", "#a12a35"), ("不动产", "#97312b"), ("残疾", "#2b7550"), ("出生", "#2e7d86"), ("身份", "#2b62a0"))
GOLD = "#9a762a"
STORED = "（电子证照）"


def certificate(sheet: Sheet) -> str:
    """Draw a certificate; a paper that merely certifies something in a sentence looks like a letter."""
    plain = sheet.heading.endswith("证明") and not sheet.heading.endswith("医学证明")
    return notice(sheet) if plain and not sheet.title.endswith(STORED) else _booklet(sheet)


def _booklet(sheet: Sheet) -> str:
    tint = next((colour for word, colour in TINTS if word in sheet.title), GOLD)
    room = (500 if sheet.portrait else RIGHT - LEFT) - 10
    rows, y = _lines(sheet, tint, room)
    for label, by in sheet.signatures:
        rows += [text(LEFT, y + 30, f"{label}：", 21, fill=tint), text(LEFT + 170, y + 30, by, 27, fill=INK)]
        rows.append(rule(LEFT + 160, y + 38, LEFT + 420))
        y += 58
    high = max(HIGH, y + 190) if len(sheet.lines) > 4 or sheet.signatures else max(HIGH, y + 120)  # noqa: PLR2004  # room for the seal
    parts = [_border(high, tint), _stored(sheet, tint), *rows, *_closing(sheet, high)]
    if sheet.portrait:
        parts.append(photograph(sheet.portrait, 616, 178, 150))
    return framed(sheet, WIDE, high, "".join(parts), "#fffaf1")


def _border(high: float, tint: str) -> str:
    corners = "".join(
        f'<circle cx="{x}" cy="{y:g}" r="9" fill="#fffaf1" stroke="{tint}" stroke-width="3"/>'
        for x in (30, WIDE - 30)
        for y in (30, high - 46)
    )
    outer = f'<path d="M30 30H{WIDE - 30}V{high - 46:g}H30z" fill="none" stroke="{tint}" stroke-width="6"/>'
    return waves(WIDE, round(high), tint, 7) + outer + box(42, 42, WIDE - 84, high - 100, stroke=tint) + corners


def _stored(sheet: Sheet, tint: str) -> str:
    """Draw the heading under its emblem, and whether the store gave it."""
    top = emblem(LEFT + 24, 108, 34) + centred(WIDE / 2, 124, sheet.heading, 46, 440, fill=tint)
    if sheet.title.endswith(STORED):
        top += box(RIGHT - 104, 84, 110, 36, stroke=tint, round_=6)
        top += text(RIGHT - 49, 109, "电子证照", 22, fill=tint, anchor="middle")
    return top


def _lines(sheet: Sheet, tint: str, room: float) -> tuple[list[str], float]:
    beside = 24 + max((21 * len(label) for label, _ in sheet.lines), default=0)
    parts, y = [], 216.0
    gap = 30 if len(sheet.lines) < 4 else 20  # noqa: PLR2004  # a few lines are set wider
    for label, value in sheet.lines:
        parts.append(text(LEFT, y, label, 21, fill=tint))
        for row in wrapped(value, (room - beside) / SIZE):
            parts += [text(LEFT + beside, y, row, SIZE, weight=500), rule(LEFT + beside - 8, y + 10, LEFT + room)]
            y += SIZE * 1.5
        y += gap
    return parts, y


def _closing(sheet: Sheet, high: float) -> list[str]:
    parts = [seal(660 - 170 * number, high - 144, words, 74) for number, words in enumerate(sheet.seals)]
    if sheet.dated:
        parts.append(text(RIGHT, high - 80, long_date(sheet.dated), 22, anchor="end"))
    return parts
