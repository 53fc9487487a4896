"""People's words made fit for print: what no page can show is taken out, everything else stays as it was given."""

import unicodedata
from typing import overload

IGNORED = frozenset([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])  # variation selectors: they print nothing
UNSEEN = frozenset({"Cc", "Cf", "Cs"})
NONCHARACTER = 0xFFFE


@overload
def clean(value: str) -> str: ...
@overload
def clean(value: object) -> object: ...
def clean(value: object) -> object:
    """Return strings, and whatever holds them in dicts, lists and tuples, without characters that have no shape.

    Controls would break a page, and marks that turn the direction of writing would put words into another's mouth.
    """
    if isinstance(value, str):
        composed = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\t", " "))
        return "".join(one for one in composed if one == "\n" or _has_shape(one))
    if isinstance(value, dict):
        return {key: clean(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [clean(held) for held in value]
    return value


def _has_shape(character: str) -> bool:
    code = ord(character)
    noncharacter = code & NONCHARACTER == NONCHARACTER
    return unicodedata.category(character) not in UNSEEN and code not in IGNORED and not noncharacter
