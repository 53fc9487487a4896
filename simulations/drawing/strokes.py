"""Strokes all papers share: text that wraps, ruled lines, boxes, printed filler, and angles that never change."""

import hashlib
import re
from collections.abc import Iterable
from html import escape

FONT = "Noto Sans SC, Microsoft YaHei, PingFang SC, Kaochang Sans, sans-serif"
HAND = "KaiTi, STKaiti, Noto Sans SC, Microsoft YaHei, Kaochang Sans, serif"
INK, FADED, RULE, PRINT, PEN = "#1c2733", "#55616f", "#9aa7b6", "#cdd4dc", "#1b2f6b"
NARROW = 0.56
LEADING = 1.6

# Numbers, Latin words and short brackets stay together; a line never begins with closing punctuation.
_PIECE = re.compile(r"(?:（[^（）]{1,4}）|[（《“]*(?:[0-9A-Za-z.\-/:]+|.))[，。；：、）》”！？]*", re.DOTALL)


def text(
    x: float, y: float, words: str, size: float, *, fill: str = INK, anchor: str = "start", weight: int = 400,
    family: str = "", spaced: float = 0, turn: str = "",
) -> str:  # fmt: skip
    """Return a line of text with its base line at (x, y); `turn` is a transform, `spaced` widens the letters."""
    if not words:
        return ""
    more = f' fill="{fill}"' if fill != INK else ""
    more += f' transform="{turn}"' if turn else ""
    more += f' font-family="{family}"' if family else ""
    more += f' text-anchor="{anchor}"' if anchor != "start" else ""
    more += f' font-weight="{weight}"' if weight != 400 else ""  # noqa: PLR2004  # what needs no saying
    more += f' letter-spacing="{spaced:g}"' if spaced else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:g}"{more}>{escape(words)}</text>'


def hand(x: float, y: float, words: str, size: float, most: float = 1.5) -> str:
    """Return a line as it is written by hand: slanted, and turned by at most `most` degrees."""
    return text(0, 0, words, size, turn=f"translate({x:g} {y:g}) rotate({tilt(words, most):g}) skewX(-8)")


def by_hand(lines: Iterable[str]) -> str:
    """Return such lines in ink."""
    return f'<g font-family="{HAND}" fill="{PEN}">{"".join(lines)}</g>'


def width(words: str) -> float:
    """Return how wide a text is, in ems: full-width characters one, others a little over half."""
    return sum(NARROW if ord(character) < 0x2000 else 1 for character in words)  # noqa: PLR2004  # Latin and its kin


def wrapped(words: str, ems: float) -> list[str]:
    """Return the text in lines of at most `ems`; one that is empty gives one empty line."""
    lines, line = [], ""
    for piece in _pieces(words, ems):
        if line and width(line + piece) > ems:
            lines.append(line)
            line = ""
        line += piece
    return [*lines, line]


def _pieces(words: str, ems: float) -> list[str]:
    """Return what may not be broken; a piece that no line could hold is given by its characters."""
    found = _PIECE.findall(words)
    return [part for piece in found for part in (piece if width(piece) > ems else (piece,))]


def paragraph(x: float, y: float, words: str, size: float, room: float, *, fill: str = INK) -> tuple[list[str], float]:
    """Return the wrapped text as elements, and the base line after it; `room` is in units of the drawing."""
    lines = wrapped(words, room / size)
    elements = [text(x, y + number * size * LEADING, line, size, fill=fill) for number, line in enumerate(lines)]
    return elements, y + len(lines) * size * LEADING


def centred(x: float, y: float, words: str, size: float, room: float, *, fill: str = INK) -> str:
    """Return a bold heading around `x`: its letters spaced if it is short, all of it smaller if it is long."""
    spread = 0.22 if len(words) < 10 else 0  # noqa: PLR2004  # short headings are spread
    fits = round(min(size, room / max(width(words) * (1 + spread), 1)), 1)
    spaced = round(fits * spread, 1)
    return text(x + spaced / 2, y, words, fits, fill=fill, anchor="middle", weight=700, spaced=spaced)


def rule(x1: float, y: float, x2: float, colour: str = RULE) -> str:
    """Return a ruled line."""
    return f'<path d="M{x1:g} {y:g}H{x2:g}" stroke="{colour}"/>'


def box(
    x: float, y: float, wide: float, high: float, *, fill: str = "none", stroke: str = RULE, round_: float = 0
) -> str:
    """Return a rectangle."""
    corner = f' rx="{round_:g}"' if round_ else ""
    place = f'x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}"{corner}'
    return f'<rect {place} fill="{fill}" stroke="{stroke}"/>'


def printed(x: float, y: float, wide: float, rows: int, colour: str = PRINT) -> str:
    """Return grey bars that stand for small print nobody need read; the last one is short."""
    ends = [x + wide] * (rows - 1) + [x + wide * 0.62]
    bars = "".join(f"M{x:g} {y + 22 * number:g}H{end:g}" for number, end in enumerate(ends))
    return f'<path d="{bars}" stroke="{colour}" stroke-width="7" stroke-linecap="round" fill="none"/>'


def waves(wide: int, high: int, colour: str, rows: int = 9) -> str:
    """Return the fine wavy ground that forgers are meant to fail at."""
    half = wide / 8
    curve = f"q{half / 2:g} {high / 9:g} {half:g} 0" + f"t{half:g} 0" * 7
    lines = "".join(f"M0 {high * (number + 0.5) / rows:g}{curve}" for number in range(rows))
    return f'<path d="{lines}" stroke="{colour}" stroke-width="1.4" stroke-opacity="0.26" fill="none"/>'


def tilt(words: str, most: float) -> float:
    """Return a small angle that is always the same for the same words."""
    return round((hashlib.sha256(words.encode()).digest()[0] / 255 - 0.5) * 2 * most, 1)
