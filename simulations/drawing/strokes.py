"""Strokes all papers share: text that wraps, ruled lines, seals, signatures, the watermark, and the frame."""

import hashlib
from collections.abc import Iterator
from html import escape

from simulations.drawing.sheet import Sheet

FONT = "Noto Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
HAND = "KaiTi, STKaiti, Noto Sans SC, Microsoft YaHei, serif"
INK, FADED, RULE, SEAL_RED, PEN = "#1c2733", "#55616f", "#9aa7b6", "#b3261e", "#1b2f6b"
NARROW = 0.56
NOTICE = "模拟材料 · 竞赛专用 · 不具效力"


def text(
    x: float, y: float, words: str, size: float, *, fill: str = INK, anchor: str = "start", weight: int = 400,
    turn: float = 0, family: str = "", opacity: float = 1,
) -> str:  # fmt: skip
    """Return a line of text with its base line at (x, y)."""
    more = f' transform="rotate({turn:g} {x:g} {y:g})"' if turn else ""
    more += f' font-family="{family}"' if family else ""
    more += f' fill-opacity="{opacity:g}"' if opacity != 1 else ""
    more += f' text-anchor="{anchor}"' if anchor != "start" else ""
    more += f' font-weight="{weight}"' if weight != 400 else ""  # noqa: PLR2004  # what needs no saying
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{fill}"{more}>{escape(words)}</text>'


def width(words: str) -> float:
    """Return how wide a text is, in ems: full-width characters one, others a little over half."""
    return sum(NARROW if ord(character) < 0x2000 else 1 for character in words)  # noqa: PLR2004  # Latin and its kin


def wrapped(words: str, ems: float) -> list[str]:
    """Return the text in lines of at most `ems`; one that is empty gives one empty line."""
    lines, line = [], ""
    for character in words:
        if line and width(line + character) > ems:
            lines.append(line)
            line = ""
        line += character
    return [*lines, line]


def paragraph(x: float, y: float, words: str, size: float, room: float, *, fill: str = INK) -> tuple[list[str], float]:
    """Return the wrapped text as elements, and the base line after it; `room` is in units of the drawing."""
    lines = wrapped(words, room / size)
    elements = [text(x, y + number * size * 1.6, line, size, fill=fill) for number, line in enumerate(lines)]
    return elements, y + len(lines) * size * 1.6


def rule(x1: float, y: float, x2: float, colour: str = RULE) -> str:
    """Return a ruled line."""
    return f'<path d="M{x1:g} {y:g}H{x2:g}" stroke="{colour}" fill="none"/>'


def box(
    x: float, y: float, wide: float, high: float, *, fill: str = "none", stroke: str = RULE, round_: float = 0
) -> str:
    """Return a rectangle."""
    place = f'x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}"'
    return f'<rect {place} rx="{round_:g}" fill="{fill}" stroke="{stroke}"/>'


def seal(x: float, y: float, words: str, radius: float = 70) -> str:
    """Return a round red seal: its words around the upper rim, a star in the middle."""
    shown = words[:18]
    step = min(250 / max(len(shown), 1), 26)
    first = -step * (len(shown) - 1) / 2
    size = radius * (0.26 if len(shown) < 13 else 0.2)  # noqa: PLR2004  # long names are written smaller
    rim = "".join(
        f'<text x="0" y="{-radius * 0.7:g}" font-size="{size:g}" text-anchor="middle" fill="{SEAL_RED}" '
        f'transform="rotate({first + number * step:g})">{escape(character)}</text>'
        for number, character in enumerate(shown)
    )
    star = "M0 -20L5 -6.5L19 -6.2L8 2.5L12 16.2L0 8.3L-12 16.2L-8 2.5L-19 -6.2L-5 -6.5Z"
    return (
        f'<g transform="translate({x:g} {y:g}) rotate({tilt(words, 8):g})" opacity="0.86">'
        f'<circle r="{radius:g}" fill="none" stroke="{SEAL_RED}" stroke-width="3.5"/>'
        f'<path d="{star}" fill="{SEAL_RED}" transform="scale({radius / 70:g})"/>{rim}</g>'
    )


def signed(x: float, y: float, label: str, by: str, line_from: float, line_to: float) -> str:
    """Return a place to sign: its label, its line, and the name by hand if somebody signed."""
    parts = [text(x, y, label, 19), rule(line_from, y + 7, line_to)]
    if by:
        parts.append(text(line_from + 22, y + 1, by, 31, fill=PEN, turn=tilt(by, 5), family=HAND))
    return "".join(parts)


def tilt(words: str, most: float) -> float:
    """Return a small angle that is always the same for the same words."""
    return round((hashlib.sha256(words.encode()).digest()[0] / 255 - 0.5) * 2 * most, 1)


def framed(sheet: Sheet, wide: int, high: int, inside: str, ground: str = "#fffefb", *, footed: bool = True) -> str:
    """Return the whole SVG: the paper's ground, what is on it, and over it the watermark and the notice."""
    shade = ground if sheet.original else "#ececec"
    body = inside if sheet.original else f'<g opacity="0.72">{inside}</g>{_copy_mark(wide)}'
    foot = text(wide / 2, high - 14, NOTICE, 15, fill="#8c2f28", anchor="middle") if footed else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img" font-family="{FONT}">'
        f"<title>{escape(sheet.title)}</title><desc>{escape(sheet.spoken)}</desc>"
        f"{box(1, 1, wide - 2, high - 2, fill=shade, round_=18 if wide > high else 0)}"
        f"{body}{''.join(_watermark(wide, high))}{foot}</svg>"
    )


def _copy_mark(wide: int) -> str:
    return box(wide - 150, 24, 122, 40, stroke=FADED) + text(wide - 89, 52, "复印件", 24, fill=FADED, anchor="middle")


def _watermark(wide: int, high: int) -> Iterator[str]:
    for row, y in enumerate(range(120, high + 60, 190)):
        for x in range(40 + (row % 2) * 110, wide, 230):
            yield text(x, y, "模拟", 46, fill=SEAL_RED, weight=700, turn=-24, opacity=0.09)
