"""A panel as its chief judge, its desk and its auditors see it: who is where, what is missing, every score."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.models import CaseRecord, OrderDraw
from app.queries.entrants import EntrantRow
from app.queries.judging import (
    JUDGE,
    AppearanceRow,
    BallotRow,
    LockRow,
    MemberRow,
    case_records,
    find_draw,
    versions_of,
)
from app.runtime import runtime
from app.scoring.ballots import PanelScore, ballot_total, spread
from app.scoring.rounds import rounded
from app.services.access import Actor
from app.services.judging.access import Judged, panel_for
from app.services.judging.desks import ShownName, shown_name
from app.services.judging.entrants import entrants_by_number
from app.services.judging.locks import Hindrance, hindrances, is_locked, score_of
from app.services.judging.timekeeping import elapsed_ms


@dataclass(frozen=True)
class Cell:
    """One judge's ballot for one appearance; `total` only once it is submitted."""

    judge: MemberRow
    ballot: BallotRow | None
    total: Decimal | None
    trimmed: bool


@dataclass(frozen=True)
class Line:
    """One appearance: how it is named, its ballots in the order of judges, its score once enough are confirmed."""

    one: AppearanceRow
    shown: ShownName
    person: EntrantRow
    cells: tuple[Cell, ...]
    score: PanelScore | None
    spread: Decimal | None
    wide: bool
    elapsed: int
    cases: tuple[CaseRecord, ...]
    recused: tuple[str, ...]

    @property
    def shown_score(self) -> Decimal | None:
        """The score, rounded for showing."""
        return rounded(self.score.score) if self.score else None


@dataclass(frozen=True)
class Overview:
    """A whole panel."""

    panel: Judged
    lines: tuple[Line, ...]
    lacking: tuple[Hindrance, ...]
    locked: bool
    lock: LockRow | None
    draw: OrderDraw | None
    now: int

    @property
    def done(self) -> int:
        """How many appearances are over."""
        return sum(line.one.state in {"done", "absent", "void"} for line in self.lines)

    @property
    def on(self) -> Line | None:
        """Who is before the panel now."""
        return next((line for line in self.lines if line.one.state == "on"), None)


def overview(*, actor: Actor, panel_id: int) -> Overview:
    """Return a panel the actor may see. Refuses with `no_panel`."""
    return overview_of(panel_for(actor, panel_id))


def overview_of(panel: Judged) -> Overview:
    """Return a panel whole."""
    people, now = entrants_by_number(panel.data.head.competition_id), runtime().clock.now()
    lines = tuple(_line(panel, one, people, now) for one in panel.data.appearances)
    locked = is_locked(panel)
    missing = tuple(hindrances(panel))
    return Overview(panel, lines, missing, locked, panel.data.lock, find_draw(panel.data.head.id), now)


def history(*, actor: Actor, panel_id: int, appearance_id: int) -> list[BallotRow]:
    """Return every version of an appearance's ballots. Refuses with `no_panel` or `no_appearance`."""
    panel_for(actor, panel_id).one(appearance_id)
    return versions_of(appearance_id)


def totals_table(panel: Judged) -> dict[str, dict[str, Fraction]]:
    """Return submitted totals by entrant and judge's username: what diagnostics are computed from."""
    names = {one.account_id: one.username for one in panel.data.members}
    table: dict[str, dict[str, Fraction]] = {}
    for one in panel.data.appearances:
        ballots = panel.data.ballots_of(one.id)
        totals = {
            names[judge]: ballot_total(panel.sheet, ballot.marks)
            for judge, ballot in ballots.items()
            if ballot.state in {"submitted", "confirmed"}
        }
        if totals:
            table[one.entrant] = totals
    return table


def _line(panel: Judged, one: AppearanceRow, people: Mapping[str, EntrantRow], now: int) -> Line:
    score = score_of(panel, one)
    trimmed = set(score.trimmed) if score else set()
    ballots = panel.data.ballots_of(one.id)
    cells = tuple(
        _cell(panel, judge, ballots.get(judge.account_id), trimmed) for judge in panel.data.judges_of(one.id)
    )
    totals = [Fraction(cell.total) for cell in cells if cell.total is not None]
    names = {member.account_id: member.name for member in panel.data.members}
    gap = rounded(spread(totals)) if len(totals) > 1 else None
    return Line(
        one,
        shown_name(panel, one, people),
        people[one.entrant],
        cells,
        score,
        gap,
        gap is not None and gap > panel.rules.book.panel.spread,
        elapsed_ms(one, now),
        tuple(case_records(one.id)),
        tuple(
            f"{names[away.account_id]}（{away.reason}）"
            for away in panel.data.recusals
            if away.appearance_id == one.id
        ),
    )


def _cell(panel: Judged, judge: MemberRow, ballot: BallotRow | None, trimmed: set[str]) -> Cell:
    cast = ballot is not None and ballot.state in {"submitted", "confirmed"}
    total = rounded(ballot_total(panel.sheet, ballot.marks)) if ballot is not None and cast else None
    return Cell(judge, ballot, total, judge.username in trimmed)


def judges_of(panel: Judged) -> tuple[MemberRow, ...]:
    """Return the panel's judges in order: the columns of its table."""
    return panel.data.on_duty(JUDGE)
