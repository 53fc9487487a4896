"""Text in columns that line up where Chinese characters are two cells wide."""

from collections.abc import Sequence
from unicodedata import east_asian_width


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Return `rows`, all of one length, as lines: the first column flush left, the others flush right."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_line(row, widths) for row in rows)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = [(" " * (width - _width(cell)), cell) for cell, width in zip(row, widths, strict=True)]
    return "  ".join([first[1] + first[0], *(pad + cell for pad, cell in others)]).rstrip()


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
