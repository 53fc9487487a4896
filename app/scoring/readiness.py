"""What is done and what is still missing before a round's scores may be released."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Standing: TypeAlias = Literal["done", "missing", "note"]


@dataclass(frozen=True)
class Progress:
    """A round in counts: contestants and those with a paper, then sittings by where they stand.

    `waiting` sittings were never opened, `ungraded` ones are closed without a current score, `held` counts
    entries kept apart that nobody has decided on.
    """

    drawn: bool
    entry_over: bool
    contestants: int
    with_paper: int
    waiting: int
    open: int
    ungraded: int
    graded: int
    held: int

    @property
    def unfinished(self) -> int:
        """Sittings that must end and be graded before a release; those never opened wait for nothing."""
        return self.open + self.ungraded


@dataclass(frozen=True)
class Check:
    """One line of the list: only a `missing` one forbids the release, a `note` is for people to weigh."""

    key: str
    standing: Standing
    count: int


def readiness(progress: Progress) -> tuple[Check, ...]:
    """Return the checks in the order in which a round goes through them; nobody is absent while entry is open."""
    without_paper = progress.contestants - progress.with_paper
    absent = (Check("absent", "note" if progress.waiting else "done", progress.waiting),)
    return (
        Check("papers", _papers(progress, without_paper), without_paper),
        Check("entry", "done" if progress.entry_over else "note", progress.waiting),
        *(absent if progress.entry_over else ()),
        Check("open", "missing" if progress.open else "done", progress.open),
        Check("graded", _graded(progress), progress.ungraded or progress.graded),
        Check("held", "note" if progress.held else "done", progress.held),
    )


def _papers(progress: Progress, without_paper: int) -> Standing:
    if not progress.drawn:
        return "missing"
    return "note" if without_paper else "done"


def _graded(progress: Progress) -> Standing:
    if progress.ungraded:
        return "missing"
    return "done" if progress.graded else "note"
