"""Code 128 bar codes as widths, for a template to draw."""

from itertools import groupby
from typing import Any

from barcode import Code128


def code128(text: str) -> tuple[int, ...]:
    """Return the widths of bars and gaps in modules, bar first; nothing for a text that Code 128 can't hold."""
    if not text or not (text.isascii() and text.isprintable()):
        return ()
    code: Any = Code128(text)
    modules = code.build()[0]
    return tuple(len(list(run)) for _, run in groupby(modules.strip("0")))
