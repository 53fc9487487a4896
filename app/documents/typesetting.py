"""The one place that sets documents: typst/<name>.typ and plain values in, a PDF out; words are data, never code."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import typst
from fontTools.ttLib import TTFont, TTLibError

from app.documents.cleaning import clean
from simulations.props import FONTS

HERE = Path(__file__).parent
TEMPLATES = HERE / "typst"
OWN_FONTS = (FONTS, HERE / "fonts")
ASCII = 0x7F


class NotPrinted(Exception):
    """A PDF that came out with warnings: something would be missing from it."""


def typeset(document: str, content: Mapping[str, object]) -> bytes:
    """Return the PDF of typst/<document>.typ; the same content gives the same bytes on the same machine.

    Fonts of the system are asked only for characters that the project's own fonts lack. A character that none of
    them has would print as nothing; it is drawn as an empty box, and the foot of the page names it.
    """
    words = json.dumps(clean(content), ensure_ascii=False)
    pdf, warnings = typst.compile_with_warnings(
        TEMPLATES / f"{document}.typ",
        root=TEMPLATES,
        font_paths=list(OWN_FONTS),
        ignore_system_fonts=not _foreign(words),
        sys_inputs={"content": words, "missing": unprintable(words)},
        format="pdf",
        timestamp=0,
    )
    if warnings:
        raise NotPrinted(str(warnings[0]))
    return bytes(pdf)


def unprintable(words: str) -> str:
    """Return the characters of `words`, each once and in order, that no font on this machine can print."""
    foreign = _foreign(clean(words))
    return "".join(sorted(foreign - _system_characters())) if foreign else ""


def _foreign(words: str) -> frozenset[str]:
    return frozenset(one for one in words if ord(one) > ASCII) - _own_characters()


@lru_cache(maxsize=1)
def _own_characters() -> frozenset[str]:
    files = [file for folder in OWN_FONTS for file in folder.glob("noto-*.?tf")]
    return frozenset(one for file in files for one in _characters(str(file), 0))


@lru_cache(maxsize=1)
def _system_characters() -> frozenset[str]:
    fonts = typst.Fonts(include_embedded_fonts=False).fonts()
    return frozenset(one for font in fonts if font.path for one in _characters(font.path, font.index))


def _characters(path: str, index: int) -> Iterator[str]:
    try:
        with TTFont(path, fontNumber=index, lazy=True) as font:
            yield from map(chr, font.getBestCmap() or {})
    except (OSError, TTLibError):  # a font that can't be read prints nothing either
        return
