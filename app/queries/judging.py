"""Panels as they stand: who serves, who appears, who is recused, and the newest ballot of every judge."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from app.database import db
from app.models import Account, Appearance, Ballot, CaseRecord, OrderDraw, PanelLock, PanelMember, PanelRow, Recusal

JUDGE, SUBSTITUTE, CHIEF, TIMEKEEPER, SCORER, CHECKER = (
    "judge",
    "substitute",
    "chief",
    "timekeeper",
    "scorer",
    "checker",
)
OVER = frozenset({"done", "absent", "void"})


@dataclass(frozen=True)
class PanelHead:
    """A panel without what happens in it."""

    id: int
    competition_id: int
    contest: str
    round: str
    name: str
    venue: str
    starts: int


@dataclass(frozen=True)
class MemberRow:
    """Someone who serves on a panel."""

    account_id: int
    username: str
    name: str
    duty: str
    number: int
    district: str
    unit: str


@dataclass(frozen=True)
class AppearanceRow:
    """An entrant before a panel; see the model."""

    id: int
    panel_id: int
    entrant: str
    place: int
    code: str
    state: str
    started_at: int | None
    ended_at: int | None
    paused: int
    paused_at: int | None
    over: int
    words: str


@dataclass(frozen=True)
class RecusalRow:
    """A judge who does not judge an appearance, and who does instead."""

    appearance_id: int
    account_id: int
    substitute_id: int | None
    reason: str
    declared: bool


@dataclass(frozen=True)
class BallotRow:
    """One version of a ballot."""

    id: int
    appearance_id: int
    account_id: int
    version: int
    state: str
    marks: Mapping[str, Decimal]
    comment: str
    entered_by: str
    submitted_at: int | None
    digest: str
    confirmed_by: str
    confirmed_at: int | None
    reason: str
    second: str


@dataclass(frozen=True)
class LockRow:
    """A panel's lock."""

    version: int
    digest: str
    listing: str
    words: str
    audit_seq: int
    audit_digest: str
    by: str
    at: int


@dataclass(frozen=True)
class PanelData:
    """A panel with everything in it; `ballots` are the newest version of each judge's, by (appearance, judge)."""

    head: PanelHead
    members: tuple[MemberRow, ...]
    appearances: tuple[AppearanceRow, ...]
    recusals: tuple[RecusalRow, ...]
    ballots: Mapping[tuple[int, int], BallotRow]
    lock: LockRow | None

    def on_duty(self, duty: str) -> tuple[MemberRow, ...]:
        """Return who serves in that duty, in order."""
        return tuple(one for one in self.members if one.duty == duty)

    def has(self, account_id: int, *duties: str) -> bool:
        """Tell whether an account serves here in one of the duties."""
        return any(one.account_id == account_id and one.duty in duties for one in self.members)

    def appearance(self, appearance_id: int) -> AppearanceRow | None:
        """Return one appearance."""
        return next((one for one in self.appearances if one.id == appearance_id), None)

    def judges_of(self, appearance_id: int) -> tuple[MemberRow, ...]:
        """Return who judges an appearance: the judges, each recused one's substitute in their stead."""
        away = {one.account_id: one.substitute_id for one in self.recusals if one.appearance_id == appearance_id}
        by_id = {one.account_id: one for one in self.members}
        seats = [away.get(one.account_id, one.account_id) for one in self.on_duty(JUDGE)]
        return tuple(by_id[account] for account in seats if account is not None)

    def ballots_of(self, appearance_id: int) -> dict[int, BallotRow]:
        """Return the ballots that judges of an appearance have cast, by account; a replaced judge's is left out."""
        judges = [one.account_id for one in self.judges_of(appearance_id)]
        found = {judge: self.ballots.get((appearance_id, judge)) for judge in judges}
        return {judge: ballot for judge, ballot in found.items() if ballot is not None}


def find_panel(panel_id: int) -> PanelData | None:
    """Return a panel with everything in it, or None."""
    row = db.session.get(PanelRow, panel_id)
    if row is None:
        return None
    appearances = tuple(
        _appearance(one)
        for one in db.session.scalars(
            select(Appearance).where(Appearance.panel_id == panel_id).order_by(Appearance.place, Appearance.entrant)
        )
    )
    here = [one.id for one in appearances]
    recusals = db.session.scalars(select(Recusal).where(Recusal.appearance_id.in_(here)).order_by(Recusal.id))
    ballots = db.session.scalars(select(Ballot).where(Ballot.appearance_id.in_(here)).order_by(Ballot.version))
    return PanelData(
        _head(row),
        _members(panel_id),
        appearances,
        tuple(
            RecusalRow(one.appearance_id, one.account_id, one.substitute_id, one.reason, one.declared)
            for one in recusals
        ),
        {(one.appearance_id, one.account_id): ballot_row(one) for one in ballots},
        newest_lock(panel_id),
    )


def panel_of_appearance(appearance_id: int) -> int | None:
    """Return the panel an appearance belongs to."""
    return db.session.scalar(select(Appearance.panel_id).where(Appearance.id == appearance_id))


def list_panels(competition_id: int | None = None, account_id: int | None = None) -> list[PanelHead]:
    """Return panels by start and name: of a competition, of those an account serves on, or all."""
    query = select(PanelRow).order_by(PanelRow.starts, PanelRow.name)
    if competition_id is not None:
        query = query.where(PanelRow.competition_id == competition_id)
    if account_id is not None:
        serving = select(PanelMember.panel_id).where(PanelMember.account_id == account_id)
        query = query.where(PanelRow.id.in_(serving))
    return [_head(one) for one in db.session.scalars(query)]


def versions_of(appearance_id: int) -> list[BallotRow]:
    """Return every version of every ballot of an appearance, oldest first."""
    rows = db.session.scalars(select(Ballot).where(Ballot.appearance_id == appearance_id).order_by(Ballot.id))
    return [ballot_row(one) for one in rows]


def case_records(appearance_id: int) -> list[CaseRecord]:
    """Return the cases handled at an appearance, in order."""
    query = select(CaseRecord).where(CaseRecord.appearance_id == appearance_id).order_by(CaseRecord.id)
    return list(db.session.scalars(query))


def find_draw(panel_id: int) -> OrderDraw | None:
    """Return the draw of a panel's order, or None."""
    return db.session.get(OrderDraw, panel_id)


def newest_lock(panel_id: int) -> LockRow | None:
    """Return a panel's newest lock, or None."""
    query = select(PanelLock).where(PanelLock.panel_id == panel_id).order_by(PanelLock.version.desc()).limit(1)
    row = db.session.scalar(query)
    if row is None:
        return None
    return LockRow(row.version, row.digest, row.listing, row.words, row.audit_seq, row.audit_digest, row.by, row.at)


def ballot_row(row: Ballot) -> BallotRow:
    """Return a ballot with its marks as decimals."""
    return BallotRow(
        row.id,
        row.appearance_id,
        row.account_id,
        row.version,
        row.state,
        {key: Decimal(value) for key, value in json.loads(row.marks).items()},
        row.comment,
        row.entered_by,
        row.submitted_at,
        row.digest,
        row.confirmed_by,
        row.confirmed_at,
        row.reason,
        row.second,
    )


def _members(panel_id: int) -> tuple[MemberRow, ...]:
    rows = db.session.execute(
        select(
            Account.id,
            Account.username,
            Account.name,
            PanelMember.duty,
            PanelMember.number,
            Account.district,
            Account.unit,
        )
        .join(PanelMember, PanelMember.account_id == Account.id)
        .where(PanelMember.panel_id == panel_id)
        .order_by(PanelMember.duty, PanelMember.number, Account.username)
    )
    return tuple(MemberRow(*row) for row in rows)


def _head(row: PanelRow) -> PanelHead:
    return PanelHead(row.id, row.competition_id, row.contest, row.round, row.name, row.venue, row.starts)


def _appearance(row: Appearance) -> AppearanceRow:
    return AppearanceRow(
        row.id,
        row.panel_id,
        row.entrant,
        row.place,
        row.code,
        row.state,
        row.started_at,
        row.ended_at,
        row.paused,
        row.paused_at,
        row.over,
        row.words,
    )
