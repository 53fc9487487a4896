"""Authored values checked against strict models, and every reason why one does not fit, at its place."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from question_bank.complaints import model_complaint, unknown_key
from question_bank.document import Document, Problem, Steps

Model = TypeVar("Model", bound=BaseModel)

# How often lists and integers are taken for tuples and Decimals: tuples nest less deep than this.
ROUNDS = 20


def validate(
    model: type[Model], document: Document, at: Steps = (), supplied: Mapping[str, object] | None = None
) -> Model | tuple[Problem, ...]:
    """Return the value of `model` written at `at`, or every reason why there is none, as located problems.

    `supplied` holds fields that the caller gives and an author may not write. YAML has one kind of list and
    writes whole numbers without a point: a list is taken for a tuple, and an integer for a Decimal, where the
    model asks for one; nothing else is converted. What is already complained of is not complained of again.
    """
    node = document.node(at)
    if not isinstance(node.value, dict):
        complaint = model_complaint("dict_type", node.value, {"key": at[-1] if at else ""})
        return () if node.refused else (document.problem(at, *complaint),)
    given = supplied or {}
    overruled = tuple(
        document.problem((*at, key), *unknown_key(model, (key,), given)) for key in node.value if key in given
    )
    checked = fitted(model, {**node.value, **given})
    if not isinstance(checked, list):
        return overruled or checked
    told = [error for error in _without_misspelt(checked) if not document.node((*at, *error["loc"])).refused]
    return overruled + tuple(_problem(model, document, at, error, given) for error in told)


def fitted(model: type[Model], value: object, rounds: int = ROUNDS) -> Model | list[ErrorDetails]:
    """Return `value` as one of `model`, or the model's errors once lists and integers are taken as `validate` says."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        errors = error.errors(include_url=False)
    adapted = value
    for one in errors:
        adapted = _adapt(adapted, one)
    # A tuple within a tuple is asked for only after the outer one is there.
    return fitted(model, adapted, rounds - 1) if rounds and adapted is not value else errors


def _without_misspelt(errors: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Yield `errors` but for keys missing only because they are misspelt, which their unknown key tells."""
    written: dict[Steps, list[str]] = defaultdict(list)
    for error in errors:
        if error["type"] == "extra_forbidden":
            written[error["loc"][:-1]].append(str(error["loc"][-1]))
    for error in errors:
        *parent, key = error["loc"]
        if error["type"] != "missing" or not get_close_matches(str(key), written[tuple(parent)], n=1):
            yield error


def _adapt(value: object, error: ErrorDetails) -> object:
    given = error["input"]
    if error["type"] == "tuple_type" and isinstance(given, list):
        return _replace(value, error["loc"], tuple(given))
    wants_decimal = error["type"] == "is_instance_of" and error["ctx"]["class"] == "Decimal"
    if wants_decimal and isinstance(given, int) and not isinstance(given, bool):
        return _replace(value, error["loc"], Decimal(given))
    return value


def _replace(value: object, steps: Steps, new: object) -> object:
    """Return `value` with `new` at `steps`; a step that leads nowhere is the tag of a union and passed over."""
    if not steps:
        return new
    step, *rest = steps
    if isinstance(value, dict) and step in value:
        return {**value, step: _replace(value[step], tuple(rest), new)}
    if isinstance(value, (list, tuple)) and isinstance(step, int):
        return type(value)(_replace(one, tuple(rest), new) if n == step else one for n, one in enumerate(value))
    return _replace(value, tuple(rest), new)


def _problem(
    model: type[BaseModel], document: Document, at: Steps, error: ErrorDetails, supplied: Mapping[str, object]
) -> Problem:
    steps: Steps = error["loc"]
    if error["type"] == "extra_forbidden":
        return document.problem((*at, *steps), *unknown_key(model, steps, supplied))
    context = {**error.get("ctx", {}), "key": steps[-1] if steps else ""}
    if "discriminator" in context:
        steps = (*steps, str(context["discriminator"]).strip("'"))
    return document.problem((*at, *steps), *model_complaint(error["type"], error["input"], context))
