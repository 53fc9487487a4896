"""A file as an author wrote it: its values, the place of each, and the problems found in it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from question_bank.model import Severity

Value: TypeAlias = "bool | int | Decimal | date | str | list[Value] | dict[str, Value] | None"
Steps: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one file; `line` and `column` count characters from 1, `message` is Chinese."""

    file: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str


class Place(NamedTuple):
    """A line and a column, both from 1."""

    line: int
    column: int


@dataclass(slots=True)
class Node:
    """A value and its place: that of its key in a mapping, its own in a list.

    `refused` says that a problem names it already, so that nothing more need be said of it.
    """

    value: Value
    place: Place
    last_line: int
    refused: bool = False
    children: dict[str | int, "Node"] = field(default_factory=dict)


NOWHERE = Node(None, Place(1, 1), 1)


@dataclass(frozen=True)
class Document:
    """A file as read: `root` is None when it could not be read as a whole, and `problems` says why."""

    file: str
    root: Node | None
    problems: tuple[Problem, ...] = ()

    def node(self, steps: Steps) -> Node:
        """Return the node at `steps`; a step that leads nowhere is passed over, so the nearest place is named.

        Errors of a model put the tags of unions among their steps, which name no place in the file.
        """
        node = self.root or NOWHERE
        for step in steps:
            node = node.children.get(step, node)
        return node

    def lines(self, steps: Steps) -> range:
        """Return the lines that the value at `steps` takes up."""
        node = self.node(steps)
        return range(node.place.line, node.last_line + 1)

    def problem(self, steps: Steps, code: str, message: str, severity: Severity = "error") -> Problem:
        """Return a problem located at `steps`."""
        place = self.node(steps).place
        return Problem(self.file, place.line, place.column, severity, code, message)
