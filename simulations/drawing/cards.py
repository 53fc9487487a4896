"""Cards: identity cards, residence permits, social security cards and bank cards, front and back."""

from collections.abc import Iterator, Sequence

from simulations.drawing.marks import bars, chip, emblem, framed, seal
from simulations.drawing.portrait import photograph
from simulations.drawing.sheet import Sheet
from simulations.drawing.strokes import INK, box, centred, printed, text, waves, wrapped

WIDE, HIGH = 860, 540
CORNER = 24
NUMBER = "公民身份号码"
ACCOUNT = "卡号"
LEAST_SIZE = 10
CRACK = "M250 1 268 84 244 150 286 236 262 330 300 412 282 470 296 539M286 236 352 262 392 250M262 330 206 368 176 360"
BLUE, GREEN, BROWN, PALE = "#2f6496", "#236447", "#7a5a24", "#dfe9f6"


def id_card(sheet: Sheet) -> str:
    """Draw an identity card: no heading on its front, the emblem and the term on its back."""
    if sheet.side == 1:
        inside = waves(WIDE, HIGH, "#8fb8cf") + _identity(sheet, 96, BLUE)
        return framed(sheet, WIDE, HIGH, inside, "#f0f6f7", round_=CORNER)
    heading = centred(530, 150, "居民身份证", 62, 560) + text(530, 206, "（模拟）", 30, anchor="middle")
    inside = waves(WIDE, HIGH, "#d5a3ad") + emblem(134, 140, 78) + heading
    rows = _fields(sheet.lines, (250, 350, 470), 540, BLUE, 32)
    return framed(sheet, WIDE, HIGH, inside + rows, "#f7f1f1", round_=CORNER)


def temporary_id(sheet: Sheet) -> str:
    """Draw a temporary identity card: like the lasting one, under a heading."""
    heading = centred(WIDE / 2, 66, "临时居民身份证（模拟）", 32, 600)
    inside = waves(WIDE, HIGH, "#d8bd86") + heading + _identity(sheet, 132, BROWN)
    return framed(sheet, WIDE, HIGH, inside, "#faf5e8", round_=CORNER)


def residence_permit(sheet: Sheet) -> str:
    """Draw a residence permit: whose it is on the front, how long it was endorsed for on the back."""
    ground = waves(WIDE, HIGH, "#7fbb9b") + f'<path d="M0 24Q0 0 24 0H836Q860 0 860 24V92H0z" fill="{GREEN}"/>'
    heading = centred(WIDE / 2, 62, "上海市居住证（模拟）", 36, 620, fill="#ffffff")
    if sheet.side == 1:
        inside = ground + heading + _beside(sheet, 150, GREEN) + _worn(sheet)
    else:
        table = _fields(sheet.lines, (86, 192, 330), 690, GREEN, 32) or printed(86, 190, 690, 5, "#b9d6c7")
        frame = box(56, 130, 748, 220, fill="#ffffff", stroke=GREEN)
        code = bars(56, 386, 420, 70, sheet.title) + printed(520, 400, 284, 3, "#b9d6c7")
        inside = ground + heading + frame + table + code
    return framed(sheet, WIDE, HIGH, inside, "#eef7f1", round_=CORNER)


def ss_card(sheet: Sheet) -> str:
    """Draw a social security card: chip and picture on the front, the magnetic stripe on the back."""
    if sheet.side == 1:
        heading = emblem(88, 70, 36) + text(144, 84, "社会保障卡（模拟）", 38, fill="#1d4b86", weight=700)
        inside = waves(WIDE, HIGH, "#86a8da") + heading + chip(56, 140) + _beside(sheet, 272, "#1d4b86") + _worn(sheet)
        return framed(sheet, WIDE, HIGH, inside, "#e9f0fb", round_=CORNER)
    stripe = f'<path d="M1 56H859V146H1z" fill="{INK}"/>' + box(56, 186, 470, 70, fill="#ffffff")
    rows = _fields(sheet.lines, (56, 316, 420), 740, "#1d4b86", 28) or printed(56, 316, 748, 4, "#bccfe9")
    small = printed(56, 440, 560, 2, "#bccfe9") + text(566, 230, "持卡人签名", 22, fill="#1d4b86")
    return framed(sheet, WIDE, HIGH, stripe + rows + small, "#e9f0fb", round_=CORNER)


def bank_card(sheet: Sheet) -> str:
    """Draw a bank card: its number large across the middle, its holder below."""
    number = next((value for label, value in sheet.lines if label == ACCOUNT), "")
    others = [line for line in sheet.lines if line[0] != ACCOUNT]
    rings = "M505 539a250 250 0 0 1 354-300v300zM640 539a210 210 0 0 1 219-350v350z"
    name = f'<path d="{rings}" fill="#ffffff" fill-opacity="0.07"/>'
    name += text(56, 84, "银行卡（模拟）", 36, fill="#ffffff", weight=700)
    name += text(804, 80, "储蓄卡", 24, fill=PALE, anchor="end")
    grouped = " ".join(number[at : at + 4] for at in range(0, len(number), 4)) if number.isdecimal() else number
    size = min(46, 748 / max(len(grouped) * 0.62, 1))
    printed_number = text(56, 312, grouped, round(size, 1), fill="#ffffff", weight=500, spaced=1)
    rows = _fields(others, (56, 396, 490), 560, PALE, 31, ink="#ffffff")
    inside = name + chip(56, 150) + printed_number + rows
    return framed(sheet, WIDE, HIGH, inside, "#2a568c", round_=CORNER, dark=True)


def _identity(sheet: Sheet, top: float, colour: str) -> str:
    """Draw who a person is, the number along the foot and the picture on the right."""
    number = "".join(value for label, value in sheet.lines if label == NUMBER)
    foot = text(56, 474, NUMBER, 21, fill=colour) + text(214, 476, number, 34, weight=600, spaced=3) if number else ""
    others = [line for line in sheet.lines if line[0] != NUMBER]
    room, bottom = (480, 420) if sheet.portrait else (748, 420)
    rows = _fields(others, (56, top, bottom), room, colour, 31, label_wide=94)
    return rows + foot + _picture(sheet, top - 30) + "".join(_seals(sheet))


def _beside(sheet: Sheet, top: float, colour: str) -> str:
    room = 500 if sheet.portrait else 748
    return _fields(sheet.lines, (56, top, 490), room, colour, 31) + _picture(sheet, 128) + "".join(_seals(sheet))


def _picture(sheet: Sheet, top: float) -> str:
    return photograph(sheet.portrait, 594, top, 208) if sheet.portrait else ""


def _seals(sheet: Sheet) -> Iterator[str]:
    return (seal(700 - 130 * number, 440, words, 62) for number, words in enumerate(sheet.seals))


def _worn(sheet: Sheet) -> str:
    """Draw the crack of a card that its owner calls broken."""
    if not any(word in sheet.title for word in ("损坏", "破损")):
        return ""
    return f'<path d="{CRACK}" stroke="#4b5560" stroke-width="3" fill="none"/>'


def _fields(
    lines: Sequence[tuple[str, str]], place: tuple[float, float, float], room: float, colour: str, size: float, *,
    label_wide: float = 0, ink: str = INK,
) -> str:  # fmt: skip
    """Draw labelled lines from `place` (x, first base line, last base line allowed), as large as they fit."""
    x, top, bottom = place
    while True:
        beside = label_wide or max((size * 0.76 * len(label) for label, _ in lines), default=0) + 22
        rows = [(label, wrapped(value, (room - beside) / size)) for label, value in lines]
        height = sum(size * (1.28 * len(parts) + 0.72) for _, parts in rows) - size * 2
        if top + height <= bottom or size <= LEAST_SIZE:
            return "".join(_rows(rows, (x, x + beside, top), size, (colour, ink)))
        size -= 1


def _rows(
    rows: Sequence[tuple[str, list[str]]], place: tuple[float, float, float], size: float, inks: tuple[str, str]
) -> Iterator[str]:
    x, beside, y = place
    for label, parts in rows:
        yield text(x, y, label, round(size * 0.76, 1), fill=inks[0])
        for number, part in enumerate(parts):
            yield text(beside, y + number * size * 1.28, part, size, fill=inks[1], weight=500)
        y += size * (1.28 * len(parts) + 0.72)
