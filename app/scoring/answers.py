"""A contestant's responses in words, as their own paper numbered and lettered them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from question_bank.model import Json

UNANSWERED = "未作答"
UNREADABLE = "无法识别"
LISTED = frozenset({"multiple_choice", "ordering", "fill_in", "matching"})
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class AnswerLine:
    """One answerable item of a paper: its number (`68.2` for a case's part), and the response in words."""

    id: str
    number: str
    section: str
    text: str
    answered: bool


def answer_lines(shown: Mapping[str, Any], responses: Mapping[str, Json]) -> list[AnswerLine]:
    """Return a line for every answerable item of `shown`, a paper in the shape of docs/protocol.md, in order."""
    return [
        AnswerLine(item["id"], number, section, in_words(item, responses.get(item["id"])), item["id"] in responses)
        for number, section, item in answerable(shown)
    ]


def in_words(item: Mapping[str, Any], response: Json) -> str:
    """Return `response` in words; what has not the shape of the item's kind is 无法识别.

    The functions below take it as Any: a wrong shape shows itself in what they do with it, and is caught here once.
    """
    if response is None or response in ("", []):
        return UNANSWERED
    if isinstance(response, list) is not (item["kind"] in LISTED):
        return UNREADABLE
    try:
        return _WORDED[item["kind"]](item, response)
    except (TypeError, ValueError, KeyError):
        return UNREADABLE


def answerable(shown: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield number, section title and JSON of every item of `shown` that takes a response, in order."""
    for section in shown["sections"]:
        for item in section["items"]:
            for part in item.get("parts") or ():
                yield f"{item['number']}.{part['number']}", section["title"], part
            if not item.get("parts"):
                yield str(item["number"]), section["title"], item


def _letters(options: list[Mapping[str, str]]) -> dict[str, str]:
    return {option["id"]: LETTERS[position] for position, option in enumerate(options)}


def _one(item: Mapping[str, Any], response: Any) -> str:  # noqa: ANN401  # see in_words
    return _letters(item["options"])[response]


def _true_false(item: Mapping[str, Any], response: Any) -> str:  # noqa: ANN401  # see in_words
    return str({option["id"]: option["html"] for option in item["options"]}[response])


def _several(item: Mapping[str, Any], response: Any) -> str:  # noqa: ANN401  # see in_words
    letters = _letters(item["options"])
    return "、".join(sorted(letters[one] for one in response))


def _ordered(item: Mapping[str, Any], response: Any) -> str:  # noqa: ANN401  # see in_words
    letters = _letters(item["options"])
    return " → ".join(letters[one] for one in response)


def _typed(_item: Mapping[str, Any], response: Any) -> str:  # noqa: ANN401  # see in_words
    if not isinstance(response, str):
        raise TypeError
    return response


def _blanks(_item: Mapping[str, Any], response: Any) -> str:  # noqa: ANN401  # see in_words
    return "；".join(_typed({}, blank) or "（空）" for blank in response)


def _pairs(item: Mapping[str, Any], response: Any) -> str:  # noqa: ANN401  # see in_words
    left = {one["id"]: str(position) for position, one in enumerate(item["left"], 1)}
    right = _letters(item["right"])
    return "，".join(sorted(f"{left[first]}—{right[second]}" for first, second in response))


_WORDED = {
    "single_choice": _one,
    "true_false": _true_false,
    "multiple_choice": _several,
    "ordering": _ordered,
    "fill_in": _blanks,
    "numeric": _typed,
    "working_days": _typed,
    "matching": _pairs,
}
