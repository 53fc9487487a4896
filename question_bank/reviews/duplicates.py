"""Items that say nearly the same as another one, found without comparing every pair."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TypeAlias
from unicodedata import normalize

from question_bank.kinds.case import Case
from question_bank.model import Item
from question_bank.reviews.texts import options

# Wording alone cries wolf (39 false pairs in one pack, says the duplicate check of quizify): a stem may be like
# another's if the options differ. So seven tenths of stem and options together, or of the stem if half of the options
# are the same; or, with the very same options, two fifths of the stem. No two items that ship agree in more than 55 %.
WHOLE = Fraction(7, 10)
HALF = Fraction(1, 2)
SAME_OPTIONS = Fraction(2, 5)

Pieces: TypeAlias = frozenset[str]
_DROPPED = re.compile(r"[\s*|，。、；：？！“”（）《》,.;:?!()\"-]")


@dataclass(frozen=True)
class Twins:
    """The items at places `first` and `second` of a list say nearly the same: `overlap` is the share they share."""

    first: int
    second: int
    overlap: Fraction


def twins(items: Sequence[Item]) -> list[Twins]:
    """Return a pair for each item that is nearly the same as an earlier one: one earlier item of perhaps several."""
    found: dict[int, Twins] = {}
    stems = [pieces(item.stem) for item in items]
    named = [frozenset(_DROPPED.sub("", option.words) for option in options(item)) for item in items]
    wholes = _alike([pieces(whole_text(item)) for item in items], lambda _first, _second: True)
    asked = _alike(stems, lambda first, second: _reaches(HALF, named[first], named[second]))
    for pair in (*wholes, *asked, *_same_options(stems, named)):
        found.setdefault(pair.second, pair)
    return [found[second] for second in sorted(found)]


def whole_text(item: Item) -> str:
    """Return all that a contestant reads of `item`: stem, options, and the same of each part."""
    parts = item.parts if isinstance(item, Case) else []
    words = [item.stem, *sorted(option.words for option in options(item)), *map(whole_text, parts)]
    return "\n".join(words)


def pieces(text: str) -> Pieces:
    """Return the pairs of neighbouring characters in `text`, without punctuation, white space and width."""
    bare = _DROPPED.sub("", normalize("NFKC", text))
    return frozenset(bare[n : n + 2] for n in range(len(bare) - 1))


def overlap(one: Pieces, other: Pieces) -> Fraction:
    """Return the share of pieces that both have among those either has; nothing shares nothing."""
    either = len(one | other)
    return Fraction(len(one & other), either) if either else Fraction(0)


def _alike(texts: Sequence[Pieces], akin: Callable[[int, int], bool]) -> Iterator[Twins]:
    """Yield pairs that are `akin` and whose overlap reaches WHOLE.

    Prefix filtering (Chaudhuri, Ganti and Kaushik 2006): of two sets that overlap so much, each has one of its
    few rarest pieces in common with those of the other, so only sets that share a rare piece are compared.
    """
    counts = Counter(piece for text in texts for piece in text)
    holders: dict[str, list[int]] = defaultdict(list)
    for second, text in enumerate(texts):
        rarest = sorted(text, key=lambda piece: (counts[piece], piece))[: len(text) - ceil(WHOLE * len(text)) + 1]
        earlier = dict.fromkeys(first for piece in rarest for first in holders[piece])
        yield from _first_twin((first for first in earlier if akin(first, second)), second, texts, WHOLE)
        for piece in rarest:
            holders[piece].append(second)


def _same_options(stems: Sequence[Pieces], named: Sequence[frozenset[str]]) -> Iterator[Twins]:
    holders: dict[frozenset[str], list[int]] = defaultdict(list)
    for second, names in enumerate(named):
        if names:
            yield from _first_twin(holders[names], second, stems, SAME_OPTIONS)
            holders[names].append(second)


def _first_twin(earlier: Iterable[int], second: int, texts: Sequence[Pieces], least: Fraction) -> Iterator[Twins]:
    # One is enough to tell the author; to look on would take long in a file of copies.
    for first in earlier:
        if _reaches(least, texts[first], texts[second]):
            yield Twins(first, second, overlap(texts[first], texts[second]))
            return


def _reaches(least: Fraction, one: frozenset[str], other: frozenset[str]) -> bool:
    # `overlap(one, other) >= least` in whole numbers: asked a million times in a bank of templates.
    shared = len(one & other)
    return shared * least.denominator >= least.numerator * (len(one) + len(other) - shared) > 0
