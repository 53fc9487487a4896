"""Props as PDF, to play a case live: watermarked papers, an actor's lines, a judge's points."""

import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
TEMPLATE = HERE / "typst" / "props.typ"
FONTS = HERE / "fonts"


class NoGlyph(Exception):
    """A character that the font can't print; `characters` are all of them."""

    def __init__(self, characters: str) -> None:
        super().__init__(characters)
        self.characters = characters


class NotPrinted(Exception):
    """A PDF that came out with warnings: something would be missing from it."""


@dataclass(frozen=True)
class Prop:
    """One side of a paper: its picture, `wide` millimetres on paper, and what is written below it.

    Cards are printed in their real size, two beside each other.
    """

    svg: str
    wide: float
    card: bool
    note: str


@dataclass(frozen=True)
class Marked:
    """A group of points: its name, all it is worth, and (what to look for, points) of each."""

    group: str
    worth: str
    points: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PropsContent:
    """All that is printed, as plain words: pairs are (label, words), the others lines."""

    title: str
    papers: tuple[Prop, ...]
    role: tuple[tuple[str, str], ...]
    opening: str
    answers: tuple[tuple[str, str], ...]
    silent: tuple[str, ...]
    mood: str
    right: tuple[str, ...]
    records: tuple[str, ...]
    improper: tuple[tuple[str, str], ...]
    points: tuple[Marked, ...]
    traps: tuple[str, ...]


def make_props(content: PropsContent) -> bytes:
    """Return the PDF; the same content gives the same bytes.

    Raises NoGlyph for a character the font lacks, which would print as nothing, and NotPrinted for any warning.
    """
    words = json.dumps(asdict(content), ensure_ascii=False)
    missing = "".join(sorted({one for one in words if ord(one) > 0x7F} - _printable()))  # noqa: PLR2004  # beyond ASCII
    if missing:
        raise NoGlyph(missing)
    pdf, warnings = typst.compile_with_warnings(
        TEMPLATE,
        root=HERE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"content": words},
        format="pdf",
        timestamp=0,
    )
    if warnings:
        raise NotPrinted(str(warnings[0]))
    return bytes(pdf)


@lru_cache(maxsize=1)
def _printable() -> frozenset[str]:
    cmap = TTFont(next(FONTS.glob("*.ttf"))).getBestCmap()
    return frozenset(map(chr, cmap))
