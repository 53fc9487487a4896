"""The state of a case at the window: frozen values, and the events that marking reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Event(NamedTuple):
    """One act as it went: `target` is what it was about, `outcome` what came of it, `code` why it was refused."""

    seq: int
    at: int
    do: str
    target: str = ""
    outcome: str = ""
    code: str = ""


class Said(NamedTuple):
    """A line of the conversation."""

    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Given:
    """A verdict given on a material, and the entry that gave it."""

    verdict: str
    flaws: tuple[str, ...]
    seq: int


@dataclass(frozen=True, slots=True)
class Issued:
    """A document being made: its fields as composed, and how far it is; numbers are seqs, 0 for not yet."""

    kind: str
    fields: Mapping[str, object] = field(default_factory=dict)
    sealed: int = 0
    received: int = 0
    issued: int = 0


@dataclass(frozen=True, slots=True)
class Application:
    """One application as the clerk has it; `known` is what had been shown when it was decided."""

    service: str
    situation: str = ""
    verdicts: Mapping[str, Given] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    signed: int = 0
    decision: str = ""
    decided: int = 0
    known: frozenset[str] = frozenset()
    documents: Mapping[str, Issued] = field(default_factory=dict)
    handed_to: str = ""
    archived: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """Everything the acts so far have made of a case.

    `known` holds the tokens of what was shown (`fact:x`, `paper:x`, ...); `reads` maps role and means to a result;
    `attempts` counts fetches and checks by token; `scans` maps (paper, application/material, side) to clear or
    blurred. `refusal` is the (do, code, text) of the last act if the system refused it.
    """

    phase: str = "waiting"
    calls: int = 0
    started: int | None = None
    ended: int | None = None
    talk: tuple[Said, ...] = ()
    known: frozenset[str] = frozenset()
    reads: Mapping[tuple[str, str], str] = field(default_factory=dict)
    compared: Mapping[str, str] = field(default_factory=dict)
    authorized: Mapping[str, str] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    inspected: Mapping[str, frozenset[int]] = field(default_factory=dict)
    scans: Mapping[tuple[str, str, int], str] = field(default_factory=dict)
    gone: Mapping[str, str] = field(default_factory=dict)
    attempts: Mapping[str, int] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    applications: Mapping[str, Application] = field(default_factory=dict)
    rated: str = ""
    refusal: tuple[str, str, str] | None = None
    events: tuple[Event, ...] = ()

    @property
    def read_roles(self) -> frozenset[str]:
        """Whose identity was verified by a card or code."""
        return frozenset(role for (role, _), result in self.reads.items() if result == "ok")
