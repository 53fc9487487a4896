"""The typed expression language of conditions: CEL with functions of our own; sole importer of its library.

Whether a text contains another is CEL's own `text.contains(part)`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TypeAlias

from cel_expr_python import cel

from question_bank.authoring import nearest
from question_bank.workdays import CalendarFile, counted, due_after_working_days
from simulations.catalogue import FactType

Plain: TypeAlias = bool | int | str

TYPES: Mapping[str, cel.Type] = {
    "bool": cel.Type.BOOL,
    "int": cel.Type.INT,
    "money": cel.Type.INT,
    "string": cel.Type.STRING,
    "date": cel.Type.TIMESTAMP,
}
TYPE_NAMES: Mapping[str, str] = {"BOOL": "是非", "INT": "整数", "STRING": "文字", "TIMESTAMP": "日期"}
# From the radicals on, a character takes two columns of a terminal.
FIRST_WIDE = "\u2e80"
_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|[A-Za-z_][A-Za-z0-9_]*')
_PLACE = re.compile(r"ERROR: <input>:(\d+):(\d+): (.*)")
_UNDECLARED = re.compile(r"undeclared reference to '([^']*)'")
_OVERLOAD = re.compile(r"found no matching overload for '([^']*)' applied to '\((.*)\)'")


class Unfit(Exception):
    """An expression that can't be used: `message` is Chinese, `column` counts characters from 1."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


class EvaluationFault(Exception):
    """An expression that failed while it was evaluated: a fault of the content, never a truth."""


@dataclass(frozen=True)
class Formula:
    """A checked expression: `names` are the variables it mentions."""

    text: str
    names: frozenset[str]
    result: str
    _compiled: cel.Expression

    def value(self, facts: Mapping[str, object]) -> object:
        """Return the value over `facts`, in CEL's own types; raise EvaluationFault where there is none."""
        found = self._compiled.eval(data={name: facts[name] for name in self.names})
        if found.type() == cel.Type.ERROR:
            msg = f"{self.text}: {found.value()}"
            raise EvaluationFault(msg)
        return found.value()

    def holds(self, facts: Mapping[str, object]) -> bool:
        """Return the truth of a boolean expression."""
        return bool(self.value(facts))

    def needed(self, facts: Mapping[str, object]) -> frozenset[str]:
        """Return variables enough for the value over `facts`: what a `||` or `? :` never looked at is left out."""
        enough = {name: facts[name] for name in sorted(self.names)}
        for name in sorted(self.names):
            fewer = {other: value for other, value in enough.items() if other != name}
            if self._compiled.eval(data=fewer).type() not in (cel.Type.ERROR, cel.Type.UNKNOWN):
                enough = fewer
        return frozenset(enough)

    def plain(self, facts: Mapping[str, object]) -> str:
        """Return the value as text: a date as 2026-09-15."""
        found = self.value(facts)
        if isinstance(found, datetime):
            return found.date().isoformat()
        if isinstance(found, bool):
            return "是" if found else "否"
        return str(found)


class Language:
    """Compiles expressions over declared variables; working days are those of one calendar."""

    def __init__(self, calendar: CalendarFile) -> None:
        self._calendar = calendar.calendar()
        self._functions = self._declare()
        self._environment = lru_cache(maxsize=512)(self._make_environment)
        self._compiled = lru_cache(maxsize=8192)(self._compile)

    def compile(self, text: str, variables: Mapping[str, FactType], want: FactType | None = None) -> Formula:
        """Return the expression over `variables`; raise Unfit if it is wrong or its result isn't of type `want`."""
        return self._compiled(text, tuple(sorted(variables.items())), want)

    def _compile(self, text: str, variables: tuple[tuple[str, FactType], ...], want: FactType | None) -> Formula:
        names, environment = {name for name, _ in variables}, self._environment(variables)
        try:
            compiled = environment.compile(text)
        except RuntimeError as problem:
            raise _unfit(str(problem), text, names) from problem
        result = compiled.return_type()
        if want is not None and result != TYPES[want]:
            said = TYPE_NAMES.get(result.name(), result.name())
            raise Unfit(f"结果应是“{TYPE_NAMES[TYPES[want].name()]}”，这个表达式的结果是“{said}”", 1)
        used = frozenset(word for word in _WORD.findall(text) if word in names)
        return Formula(text, used, result.name(), compiled)

    def _make_environment(self, variables: tuple[tuple[str, FactType], ...]) -> cel.Env:
        return cel.NewEnv(variables={name: TYPES[kind] for name, kind in variables}, functions=self._functions)

    def _declare(self) -> list[cel.FunctionDecl]:
        day, whole, words = cel.Type.TIMESTAMP, cel.Type.INT, cel.Type.STRING
        table = (
            ("age_on", whole, (day, day), age_on),
            ("months_between", whole, (day, day), months_between),
            ("days_between", whole, (day, day), lambda start, end: (end - start).days),
            ("add_days", day, (day, whole), lambda start, days: start + timedelta(days=days)),
            ("add_months", day, (day, whole), add_months),
            ("add_working_days", day, (day, whole), self._add_working_days),
            ("working_days_between", whole, (day, day), self._working_days_between),
            ("date_text", words, (day,), lambda moment: moment.date().isoformat()),
        )
        return [
            cel.FunctionDecl(
                name, [cel.Overload(id=f"own_{name}", return_type=result, parameters=list(given), impl=impl)]
            )
            for name, result, given, impl in table
        ]

    def _add_working_days(self, start: datetime, days: int) -> datetime:
        return moment(due_after_working_days(start.date(), days, self._calendar))

    def _working_days_between(self, start: datetime, end: datetime) -> int:
        return len(counted(start.date(), end.date(), self._calendar))


def moment(day: date) -> datetime:
    """Return a date as CEL takes it: midnight in UTC."""
    return datetime.combine(day, time(), UTC)


def fact(kind: FactType, value: Plain | date) -> object:
    """Return an authored or drawn value as CEL takes it: dates, also as text, become timestamps."""
    if kind != "date":
        return value
    return moment(value if isinstance(value, date) else date.fromisoformat(str(value)))


def age_on(born: datetime, day: datetime) -> int:
    """Return the age in completed years: one is a year older on one's birthday (民法典第一千二百五十九条“周岁”)."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def months_between(start: datetime, end: datetime) -> int:
    """Return whole months from `start` to `end`; negative if `end` is earlier."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)


def add_months(start: datetime, months: int) -> datetime:
    """Return the same day `months` later, or that month's last day where there is none such."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    first_of_next = datetime(year + month // 11, (month + 1) % 12 + 1, 1, tzinfo=UTC)
    last = (first_of_next - timedelta(days=1)).day
    return datetime(year, month + 1, min(start.day, last), tzinfo=UTC)


def caret(text: str, column: int) -> str:
    """Return the expression with a caret under the place, for a terminal."""
    width = sum(2 if character >= FIRST_WIDE else 1 for character in text[: column - 1])
    return f"\n    {text}\n    {' ' * width}^"


def _unfit(said: str, text: str, names: set[str]) -> Unfit:
    found = _PLACE.search(said)
    column, english = (int(found[2]), found[3]) if found else (1, said)
    if missing := _UNDECLARED.search(english):
        message = f"没有名为“{missing[1]}”的事实或函数；{nearest(missing[1], names | _FUNCTIONS)}"
    elif overload := _OVERLOAD.search(english):
        given = "、".join(TYPE_NAMES.get(part.strip().upper(), _named(part)) for part in overload[2].split(","))
        message = f"{overload[1].strip('_@')} 不能用在{given}上"
    else:
        message = "表达式写得不完整或有多余的符号"
    return Unfit(message + caret(text, column), column)


def _named(english: str) -> str:
    return "日期" if "Timestamp" in english else english.strip()


_FUNCTIONS = {
    "age_on",
    "months_between",
    "days_between",
    "add_days",
    "add_months",
    "add_working_days",
    "working_days_between",
    "date_text",
}
