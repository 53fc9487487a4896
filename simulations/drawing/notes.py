"""What residents bring that is no proper document: sheets written by hand, old pictures, and printed slips."""

from collections.abc import Iterator

from simulations.drawing.letters import long_date
from simulations.drawing.marks import framed, seal, signed
from simulations.drawing.sheet import Sheet
from simulations.drawing.strokes import FADED, HAND, PEN, box, by_hand, centred, hand, rule, text, width, wrapped

WIDE, LOW = 800, 620
STEP = 58
# A line of this name says what a picture shows.
PICTURE = "画面"
# Names of what is written by hand; the rest was printed somewhere. The shortest of them bear no heading.
HANDWRITTEN = ("手写", "手抄", "抄着", "记着", "便条", "字条", "纸条", "说明", "申请", "记录", "配药本")
UNTITLED = frozenset({"便条", "字条", "纸条"})
COUNTS = {"三": 3, "四": 4}
SIZES = (1, 0.92, 0.7, 0.84)


def note(sheet: Sheet) -> str:
    """Draw what came along: a picture, a sheet written by hand, or a printed slip."""
    if any(label == PICTURE for label, _ in sheet.lines):
        return _photograph(sheet)
    if any(word in sheet.title for word in HANDWRITTEN):
        return _handwritten(sheet)
    return _slip(sheet)


def told(label: str, value: str) -> str:
    """Return a line as one says it: its label only where that is not about the picture."""
    return value if label in ("", PICTURE) else f"{label}：{value}"


def picture(words: str, place: tuple[int, int, int, int]) -> str:
    """Return people in front of a landscape, as many as the words say, at x, y, width and height."""
    x, y, wide, high = place
    middle, ground = x + wide / 2, y + high
    half = wide / 2
    hills = f"M{x} {ground}V{y + high * 0.62:g}q{half / 2:g} -{high * 0.3:g} {half:g} -20t{half:g} 10V{ground}z"
    parts = [
        box(x, y, wide, high, fill="#cfdbe6"),
        f'<path d="{hills}" fill="#a9bda9"/>',
        f'<circle cx="{x + wide * 0.82:g}" cy="{y + high * 0.2:g}" r="26" fill="#f4e3b5"/>',
    ]
    count = next((many for word, many in COUNTS.items() if word in words), 2)
    apart = min(high * 0.32, wide / (count + 0.4))
    for number, size in enumerate(SIZES[:count]):
        at = middle + (number - (count - 1) / 2) * apart
        parts.append(
            f'<g transform="translate({at:g} {ground}) scale({size * apart / 128:.3g})" fill="#5d6b7a">'
            '<circle cy="-190" r="46"/><path d="M-78 0c0-96 24-132 78-132s78 36 78 132z"/></g>'
        )
    return "".join(parts)


def captions(sheet: Sheet, middle: float, y: float, room: float) -> Iterator[str]:
    """Draw below a picture what is told of it."""
    rows = [row for line in said(sheet) for row in wrapped(told(*line), room / 26)]
    return (text(middle, y + 40 * n, row, 26, anchor="middle", fill=PEN, family=HAND) for n, row in enumerate(rows))


def said(sheet: Sheet) -> list[tuple[str, str]]:
    """Return all that is written on a paper without a form: its lines, whose hands it bears, its date."""
    dated = [("", long_date(sheet.dated))] if sheet.dated else []
    return [*sheet.lines, *sheet.signatures, *dated]


def _photograph(sheet: Sheet) -> str:
    words = list(captions(sheet, WIDE / 2, 490, 640))
    high = max(LOW, 520 + 40 * len(words))
    shown = picture(sheet.spoken, (60, 44, 680, 400))
    return framed(sheet, WIDE, high, "".join([shown, *words, *_stamps(sheet, high)]), "#f7f3ea")


def _handwritten(sheet: Sheet) -> str:
    rows = [row for line in sheet.lines for row in wrapped(told(*line), 19)]
    end = [told(*line) for line in said(sheet)[len(sheet.lines) :]]
    gap = 1 if len(rows) < 3 else 0  # noqa: PLR2004  # a short note is signed a line lower
    high = max(LOW, 290 + STEP * (len(rows) + gap + len(end)))
    parts = [rule(40, y, 760, "#c6d5e8") for y in range(142, high - 60, STEP)]
    parts.append(f'<path d="M92 1V{high - 1}" stroke="#e3a9a4" fill="none"/>')
    words = [hand(116, 190 + STEP * number, row, 31) for number, row in enumerate(rows)]
    words += [hand(420, 190 + STEP * (len(rows) + gap + number), row, 30) for number, row in enumerate(end)]
    if sheet.heading not in UNTITLED:
        size = min(34, 600 / max(width(sheet.heading), 1))
        words.append(hand(400 - size * width(sheet.heading) / 2, 126, sheet.heading, round(size, 1)))
    return framed(sheet, WIDE, high, "".join([*parts, by_hand(words), *_stamps(sheet, high)]), "#fffdf0")


def _slip(sheet: Sheet) -> str:
    """Draw a printed slip: dotted lines under what it says, the seal and the date at its foot."""
    parts = [centred(400, 112, sheet.heading, 38, 600), rule(300, 136, 500)]
    y = 212
    for label, value in sheet.lines:
        start = 90 + (24 * width(label) + 30) * bool(label)
        parts.append(text(90, y, f"{label}：" if label else "", 24, fill=FADED))
        for row in wrapped(value, (710 - start) / 26):
            parts += [text(start, y, row, 26), _dotted(start - 4, y + 11)]
            y += 54
    for label, by in sheet.signatures:
        parts.append(signed(90, y + 20, label, by, 380))
        y += 66
    high = max(LOW, y + (190 if sheet.seals else 120))
    parts += [*_stamps(sheet, high), text(710, high - 76, long_date(sheet.dated), 21, anchor="end")]
    return framed(sheet, WIDE, high, "".join(parts), "#fdfdfb")


def _stamps(sheet: Sheet, high: float) -> Iterator[str]:
    return (seal(620 - 170 * number, high - 140, words, 72) for number, words in enumerate(sheet.seals))


def _dotted(x: float, y: float) -> str:
    return f'<path d="M{x:g} {y:g}H710" stroke="#9aa7b6" stroke-dasharray="2 5" fill="none"/>'
