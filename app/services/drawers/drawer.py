"""What a drawer does, and the values it deals in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from sqlalchemy.orm import Session

Frozen = TypeVar("Frozen")


@dataclass(frozen=True)
class Plan:
    """What a round takes over from what its papers are drawn by; `full_mark` is a decimal string."""

    minutes: int
    full_mark: str


@dataclass(frozen=True)
class Draft(Generic[Frozen]):
    """One parallel form before it is kept: its record names by digest all that it is made of."""

    label: str
    record: str
    report: str
    form: Frozen


@dataclass(frozen=True)
class LaidOut:
    """One contestant's paper: the record for grading with its digest, and the JSON for the browser."""

    record: str
    digest: str
    shown: bytes


class Drawer(Protocol[Frozen]):
    """Makes the forms of a round and each contestant's paper."""

    def names(self) -> Mapping[str, str]:
        """Return the name of everything papers can be drawn by, by id."""
        ...

    def plan(self, name: str) -> Plan:
        """Return length and full mark of the papers drawn by `name`; refuse if there is no such thing."""
        ...

    def draft(self, name: str, seed: str) -> Sequence[Draft[Frozen]]:
        """Return the parallel forms that `seed` draws, or refuse; it may take long and opens no transaction."""
        ...

    def keep(self, session: Session, drafts: Sequence[Draft[Frozen]]) -> None:
        """Keep for ever what the forms are made of."""
        ...

    def thaw(self, session: Session, record: str) -> Frozen:
        """Return the form that was kept with `record`."""
        ...

    def lay_out(self, form: Frozen, seed: str) -> LaidOut:
        """Return the paper that `seed` makes of a form."""
        ...
