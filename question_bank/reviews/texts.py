"""Every text of an item with the place where it is written."""

from collections.abc import Iterator
from dataclasses import dataclass

from question_bank.document import Steps
from question_bank.model import Item


@dataclass(frozen=True)
class Text:
    """One text of an item: the words, and the keys that lead to it from the item."""

    at: Steps
    words: str


def options(item: Item) -> tuple[Text, ...]:
    """Return the texts of the options, and of both sides of a matching."""
    face = item.face()
    return tuple(
        Text((field, name), words)
        for field, named in (("options", face.options), ("left", face.left), ("right", face.right))
        for name, words in named
        if field in type(item).model_fields
    )


def stem(item: Item) -> Text:
    """Return the stem."""
    return Text(("stem",), item.stem)


def explanation(item: Item) -> Text:
    """Return the explanation."""
    return Text(("explain",), item.explain)


def texts(item: Item) -> Iterator[Text]:
    """Yield every text of `item` itself, in the order of the author's guide."""
    yield stem(item)
    yield from options(item)
    yield explanation(item)
