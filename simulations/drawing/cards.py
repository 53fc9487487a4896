"""Cards: identity cards, residence permits, social security cards and bank cards."""

from simulations.drawing.portrait import face
from simulations.drawing.sheet import Sheet
from simulations.drawing.strokes import FADED, INK, framed, seal, text, wrapped

WIDE, HIGH = 860, 540
GROUNDS = {
    "id_card": "#e9f3f8",
    "temporary_id": "#f4f0e4",
    "residence_permit": "#e6f2ea",
    "ss_card": "#e8eefb",
    "bank_card": "#f6efe2",
}
HEADINGS = {
    "id_card": "居民身份证（模拟）",
    "temporary_id": "临时居民身份证（模拟）",
    "residence_permit": "居住证（模拟）",
    "ss_card": "社会保障卡（模拟）",
    "bank_card": "银行卡（模拟）",
}
BACKS = ("签发机关", "有效期限", "有效期", "签注有效期", "发证机关")


def card(sheet: Sheet) -> str:
    """Draw a card: its front with the picture, or its back with who issued it and until when it holds."""
    shown = _lines(sheet)
    inside = _back(sheet, shown) if sheet.side == 2 else _front(sheet, shown)  # noqa: PLR2004  # the other side
    return framed(sheet, WIDE, HIGH, inside, GROUNDS[sheet.kind])


def _lines(sheet: Sheet) -> list[tuple[str, str]]:
    """Return the lines of this side; a card of one side shows all of them."""
    if sheet.sides == 1:
        return list(sheet.lines)
    on_back = [line for line in sheet.lines if line[0] in BACKS]
    return on_back if sheet.side == 2 else [line for line in sheet.lines if line not in on_back]  # noqa: PLR2004


def _front(sheet: Sheet, lines: list[tuple[str, str]]) -> str:
    room = 500 if sheet.portrait else 760
    parts = [text(50, 66, HEADINGS[sheet.kind], 28, weight=700, fill="#17457e"), *_fields(lines, 50, 128, room)]
    if sheet.portrait:
        parts.append(f'<g transform="translate(602 118) scale(2.1)">{face(sheet.portrait)}</g>')
        parts.append('<rect x="602" y="118" width="202" height="202" fill="none" stroke="#b6c0cd"/>')
    if sheet.seals:
        parts.append(seal(700, 420, sheet.seals[0], 62))
    return "".join(parts)


def _back(sheet: Sheet, lines: list[tuple[str, str]]) -> str:
    emblem = (
        '<circle cx="120" cy="120" r="52" fill="none" stroke="#b3261e" stroke-width="5"/>'
        '<circle cx="120" cy="120" r="40" fill="#f6d8a0"/>'
        '<path d="M120 92l7 20h21l-17 13 6 20-17-12-17 12 6-20-17-13h21z" fill="#b3261e"/>'
    )
    heading = text(210, 138, HEADINGS[sheet.kind], 40, weight=700, fill="#17457e")
    return "".join([emblem, heading, *_fields(lines, 130, 330, 640)])


def _fields(lines: list[tuple[str, str]], x: float, y: float, room: float) -> list[str]:
    size = 25 if len(lines) < 8 else 21  # noqa: PLR2004  # many lines are set closer
    step = min(size * 1.95, (HIGH - y - 50) / max(len(lines), 1))
    parts = []
    for label, value in lines:
        parts.append(text(x, y, label, size * 0.78, fill=FADED))
        for number, row in enumerate(wrapped(value, (room - 130) / size)):
            parts.append(text(x + 130, y + number * size * 1.25, row, size, fill=INK, weight=500))
            y += size * 1.25 if number else 0
        y += step
    return parts
