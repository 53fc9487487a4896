"""Whether a condition can fail: tried on the boundary values of its facts."""

import itertools
import random
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Protocol

from simulations.catalogue import FactType, RulePack
from simulations.expressions import EvaluationFault, Language, add_months, fact, moment

MOST_TRIES = 4_000
_NUMBERS = re.compile(r"(?<![\w.])\d{1,9}(?![\w.])")
_TEXTS = re.compile(r'"([^"]*)"|\'([^\']*)\'')


class Rules(Protocol):
    """The pack whose numbers count as boundaries, and the language expressions are written in."""

    @property
    def pack(self) -> RulePack:
        """The rule pack."""

    @property
    def language(self) -> Language:
        """The expression language."""


def can_fail(text: str, variables: Mapping[str, FactType], rules: Rules) -> bool:
    """Tell whether any combination of boundary values makes the boolean expression false."""
    formula = rules.language.compile(text, variables, "bool")
    packed = {f"pack_{name}": fact(one.type, one.value) for name, one in rules.pack.amounts.items()}
    numbers = _numbers(text, rules.pack)
    names = sorted(formula.names - packed.keys())
    choices = [_values(variables[name], text, numbers, rules.pack) for name in names]
    for combination in _combinations(choices):
        try:
            if not formula.holds({**packed, **dict(zip(names, combination, strict=True))}):
                return True
        except EvaluationFault:
            continue
    return False


def _combinations(choices: list[list[object]]) -> list[tuple[object, ...]]:
    """Return every combination, or a seeded sample where there are too many."""
    count = 1
    for one in choices:
        count *= len(one)
    if count <= MOST_TRIES:
        return list(itertools.product(*choices))
    rng = random.Random(count)  # noqa: S311  # a reproducible sample of values, not a secret
    return [tuple(rng.choice(one) for one in choices) for _ in range(MOST_TRIES)]


def _numbers(text: str, pack: RulePack) -> list[int]:
    written = [int(one) for one in _NUMBERS.findall(text)]
    packed = [one.value for name, one in pack.amounts.items() if f"pack_{name}" in text and isinstance(one.value, int)]
    return sorted({0, *written, *(int(one) for one in packed)})


def _values(kind: FactType, text: str, numbers: list[int], pack: RulePack) -> list[object]:
    if kind == "bool":
        return [False, True]
    if kind in ("int", "money"):
        return sorted({n + step for n in numbers for step in (-1, 0, 1)})  # type: ignore[return-value]  # ints are objects
    if kind == "string":
        return ["", "其他", *(first or second for first, second in _TEXTS.findall(text))]
    middle = moment(pack.effective)
    days = {middle + timedelta(days=n + step) for n in (0, *numbers) for step in (-1, 0, 1) if n < 40_000}  # noqa: PLR2004  # a century
    days |= {middle - timedelta(days=n + step) for n in numbers for step in (-1, 0, 1) if n < 40_000}  # noqa: PLR2004
    for n in (one for one in numbers if one <= 1_200):  # noqa: PLR2004  # a century of months
        for months in (n, -n, n * 12, -n * 12):
            if abs(months) <= 1_200:  # noqa: PLR2004
                days |= {add_months(middle, months) + timedelta(days=step) for step in (-1, 0, 1)}
    return sorted(days)  # type: ignore[return-value]  # dates are objects
