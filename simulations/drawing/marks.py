"""Marks on a paper: seals, signatures, emblems, chips, bar codes, the grey of a copy, the watermark and the frame."""

import hashlib
import re
from html import escape

from simulations.drawing.sheet import PHONE, Sheet
from simulations.drawing.strokes import FADED, FONT, INK, PEN, box, by_hand, hand, rule, text, tilt, width

SEAL_RED = "#b3261e"
NOTICE = "模拟材料 · 竞赛专用 · 不具效力"
STAR = "M0-20 5-6.5 19-6.2 8 2.5 12 16.2 0 8.3-12 16.2-8 2.5-19-6.2-5-6.5z"
SWEEP = 270
MOST_STEP = 27
CELLS, CROSS = 21, range(8, 13)  # of a two-dimensional code; its corners are left to the finders

_COLOUR = re.compile(r'(?<==")#([0-9a-f]{6})(?=")')


def seal(x: float, y: float, words: str, radius: float = 76) -> str:
    """Return a round red seal: its words around the star, what follows a bracket below it."""
    name, bracket, rest = words.partition("（")
    around, below = (name, bracket + rest) if name else (words, "")
    step = min(SWEEP / max(len(around), 1), MOST_STEP)
    size = min(radius * 0.27, radius * 0.0127 * step)
    first = -step * (len(around) - 1) / 2
    rim = "".join(
        f'<text y="{-radius * 0.7:.4g}" transform="rotate({first + number * step:.4g})">{escape(character)}</text>'
        for number, character in enumerate(around)
    )
    foot = f'<text y="{radius * 0.52:.4g}" font-size="{_below(below, radius):.3g}">{escape(below)}</text>' * bool(
        below
    )
    return (
        f'<g transform="translate({x:g} {y:g}) rotate({tilt(words, 9):g})" opacity="0.85" fill="{SEAL_RED}" '
        f'font-size="{size:.3g}" text-anchor="middle" font-weight="500">'
        f'<circle r="{radius:g}" fill="none" stroke="{SEAL_RED}" stroke-width="3.6"/>'
        f'<path d="{STAR}" transform="scale({radius / 76:.3g})"/>{rim}{foot}</g>'
    )


def _below(words: str, radius: float) -> float:
    return min(radius * 0.19, radius * 1.25 / max(width(words), 1))


def signed(x: float, y: float, label: str, by: str, room: float) -> str:
    """Return a place to sign: its label, its line, and the name by hand if somebody signed."""
    start = x + 20 * width(label) + 22
    parts = [text(x, y, f"{label}：", 20), rule(start, y + 8, max(start + 120, x + room))]
    if by:
        parts += [by_hand([hand(start + 26, y, by, 34, 5)]), _flourish(start + 22, y + 12, by)]
    return "".join(parts)


def _flourish(x: float, y: float, by: str) -> str:
    """Return the stroke that ends a signature, a little different for everybody."""
    chosen = hashlib.sha256(by.encode()).digest()
    reach, dip = 34 * len(by), chosen[1] % 9 - 4
    curve = f"q{reach * 0.6:g} {dip:g} {reach:g} {-4 - chosen[2] % 6}"
    return f'<path d="M{x:g} {y:g}{curve}" stroke="{PEN}" stroke-width="1.6" stroke-opacity="0.55" fill="none"/>'


def emblem(x: float, y: float, radius: float) -> str:
    """Return the made-up emblem of the competition's districts."""
    return (
        f'<g transform="translate({x:g} {y:g}) scale({radius / 60:.3g})">'
        f'<circle r="60" fill="#f6d8a0" stroke="{SEAL_RED}" stroke-width="5"/>'
        f'<path d="M-52 30q26-22 52 0t52 0A60 60 0 0 1-52 30z" fill="{SEAL_RED}" fill-opacity="0.75"/>'
        f'<path d="{STAR}" transform="translate(0 -14) scale(1.4)" fill="{SEAL_RED}"/></g>'
    )


def chip(x: float, y: float) -> str:
    """Return the contacts of a chip card."""
    lines = '<path d="M0 24H28M0 48H28M64 24H92M64 48H92M28 0V72M64 0V72" stroke="#9a7b35" fill="none"/>'
    plate = box(0, 0, 92, 72, fill="#e3c77f", stroke="#9a7b35", round_=10)
    return f'<g transform="translate({x:g} {y:g})">{plate}{lines}</g>'


def bars(x: float, y: float, wide: float, high: float, words: str) -> str:
    """Return what looks like a bar code of these words; no scanner reads it."""
    chosen = hashlib.sha256(words.encode()).digest()
    step = wide / len(chosen)
    thick = [round(step * (0.25 + byte % 4 * 0.17), 1) for byte in chosen]
    strokes = "".join(f"M{x + step * number:.4g} {y:g}h{one:g}v{high:g}h-{one:g}z" for number, one in enumerate(thick))
    return f'<path d="{strokes}" fill="{INK}" fill-opacity="0.8"/>'


def code(x: float, y: float, wide: float, words: str) -> str:
    """Return squares like those of a two-dimensional code; no reader makes anything of them."""
    chosen = b"".join(hashlib.sha256(f"{words}{row}".encode()).digest()[:3] for row in range(CELLS))
    size = wide / CELLS
    cells = [(bit % CELLS, bit // CELLS) for bit in range(CELLS**2) if chosen[bit // 8] >> bit % 8 & 1]
    loose = "".join(f"M{column} {row}h1v1h-1z" for column, row in cells if column in CROSS or row in CROSS)
    finders = "".join(
        f"M{a} {b}h7v7h-7zM{a + 1} {b + 1}v5h5v-5zM{a + 2} {b + 2}h3v3h-3z" for a, b in ((0, 0), (14, 0), (0, 14))
    )
    place = f'transform="translate({x:g} {y:g}) scale({size:.4g})"'
    return f'<path d="{loose}{finders}" fill-rule="evenodd" fill="{INK}" fill-opacity="0.85" {place}/>'


def framed(
    sheet: Sheet, wide: int, high: float, inside: str, ground: str = "#fffefb", *, round_: int = 0, dark: bool = False
) -> str:
    """Return the whole SVG: the paper's ground, what is on it, and over it the watermark and the notice."""
    pale, foot = ("#ffffff", "#ffe3df") if dark else (SEAL_RED, "#8c2f28")
    body = box(1, 1, wide - 2, high - 2, fill=ground, round_=round_) + inside
    if not sheet.original and sheet.kind != PHONE:
        body = copied(body, wide, high)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high:g}" role="img" '
        f'font-family="{FONT}" fill="{INK}">'
        f"<title>{escape(sheet.title)}</title><desc>{escape(sheet.spoken)}</desc>{body}"
        f"{_watermark(wide, high, pale)}{_foot(sheet, wide, high, foot)}</svg>"
    )


def _foot(sheet: Sheet, wide: int, high: float, colour: str) -> str:
    """Return the notice, between the paper's number and which of its sides this is."""
    number = text(36, high - 15, f"编号 {sheet.number}", 15, fill=colour) if sheet.number else ""
    which = f"第 {sheet.side} 面　共 {sheet.sides} 面"
    side = text(wide - 36, high - 15, which, 16, fill=colour, anchor="end") if sheet.sides > 1 else ""
    return number + text(wide / 2, high - 15, NOTICE, 15, fill=colour, anchor="middle") + side


def copied(body: str, wide: int, high: float) -> str:
    """Return what a copier makes of a paper: no colour, a dark edge, and the mark that it is a copy."""
    edge = f'<path d="M1 1H{wide - 1}V9H14V{high - 1:g}H1z" fill="#000000" fill-opacity="0.13"/>'
    label = text(wide - 96, 50, "复印件", 26, fill=FADED, anchor="middle", weight=700)
    return _COLOUR.sub(_grey, body) + edge + box(wide - 152, 20, 112, 42, stroke=FADED) + label


def _grey(found: re.Match[str]) -> str:
    red, green, blue = bytes.fromhex(found[1])
    level = round(0.3 * red + 0.59 * green + 0.11 * blue) * 15 // 16
    return f"#{level:02x}{level:02x}{level:02x}"


def _watermark(wide: int, high: float, colour: str) -> str:
    places = [
        (x, y)
        for row, y in enumerate(range(96, round(high) + 40, 150))
        for x in range(-30 + (row % 2) * 112, wide, 224)
    ]
    tiles = "".join(f'<text transform="translate({x} {y}) rotate(-24)">模拟</text>' for x, y in places)
    return f'<g font-size="50" font-weight="700" fill="{colour}" fill-opacity="0.1">{tiles}</g>'
