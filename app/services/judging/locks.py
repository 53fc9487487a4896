"""Locking a panel: all ballots that count under one digest, signed by the chief judge; only locked ones count."""

from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import func, select

from app.database import transaction
from app.models import PanelLock
from app.queries.judging import CHIEF, AppearanceRow, PanelData
from app.runtime import runtime
from app.scoring.ballots import PanelScore, ballot_total, panel_score
from app.services import audit
from app.services.access import Actor
from app.services.judging.access import Judged, panel_for
from app.services.refused import Refused
from question_bank.digest import canonical, digest
from question_bank.model import Json


@dataclass(frozen=True)
class Hindrance:
    """Why a panel can't be locked: an appearance, and what it lacks, in words."""

    appearance: AppearanceRow
    lacks: str


def lock_panel(*, actor: Actor, panel_id: int, words: str = "") -> str:
    """Lock the panel as it stands; return the digest to be printed and signed.

    Refuses with `no_panel`, `not_lockable(count)` or `already_locked`.
    """
    with transaction() as session:
        panel = panel_for(actor, panel_id, CHIEF)
        missing = hindrances(panel)
        if missing or not panel.data.appearances:
            raise Refused("not_lockable", count=len(missing))
        if is_locked(panel):
            raise Refused("already_locked")
        now, lines = runtime().clock.now(), listing(panel)
        sealed = digest(lines)
        audit.record(session, at=now, actor=actor.key, action="panel.lock", panel=panel_id, digest=sealed)
        session.flush()
        seq, head = audit.head() or (0, "")
        before = session.scalar(select(func.max(PanelLock.version)).where(PanelLock.panel_id == panel_id)) or 0
        session.add(
            PanelLock(
                panel_id=panel_id,
                version=before + 1,
                digest=sealed,
                listing=canonical(lines),
                words=words.strip()[:500],
                audit_seq=seq,
                audit_digest=head,
                by=actor.key,
                at=now,
            )
        )
        return sealed


def is_locked(panel: Judged) -> bool:
    """Tell whether the newest lock covers the panel as it stands now."""
    lock = panel.data.lock
    return lock is not None and lock.digest == digest(listing(panel))


def hindrances(panel: Judged) -> list[Hindrance]:
    """Return what keeps a panel from being locked, appearance by appearance."""
    found = []
    for one in panel.data.appearances:
        lacks = _lacks(panel, one)
        if lacks:
            found.append(Hindrance(one, lacks))
    return found


def score_of(panel: Judged, one: AppearanceRow) -> PanelScore | None:
    """Return an appearance's score from its confirmed ballots; None while it has none or too few."""
    if one.state != "done":
        return None
    return panel_score(confirmed_totals(panel, one), panel.rules.book.panel, over=one.over)


def confirmed_totals(panel: Judged, one: AppearanceRow) -> dict[str, Fraction]:
    """Return the totals of the confirmed ballots by the judge's username."""
    names = {member.account_id: member.username for member in panel.data.members}
    return {
        names[judge]: ballot_total(panel.sheet, ballot.marks)
        for judge, ballot in panel.data.ballots_of(one.id).items()
        if ballot.state == "confirmed"
    }


def listing(panel: Judged) -> list[Json]:
    """Return what a lock is over: each appearance with its state, overtime and ballots, in order of number."""
    return [_line(panel.data, one) for one in sorted(panel.data.appearances, key=lambda one: one.entrant)]


def _line(data: PanelData, one: AppearanceRow) -> Json:
    names = {member.account_id: member.username for member in data.members}
    ballots: list[Json] = [
        {
            "judge": names[judge],
            "version": ballot.version,
            "marks": {key: format(mark.normalize(), "f") for key, mark in sorted(ballot.marks.items())},
            "digest": ballot.digest,
        }
        for judge, ballot in sorted(data.ballots_of(one.id).items(), key=lambda pair: names[pair[0]])
        if ballot.state == "confirmed"
    ]
    return {"entrant": one.entrant, "state": one.state, "over": one.over, "ballots": ballots}


def _lacks(panel: Judged, one: AppearanceRow) -> str:
    if one.state in {"absent", "void"}:
        return ""
    if one.state != "done":
        return "还没有结束"
    judges = panel.data.judges_of(one.id)
    ballots = panel.data.ballots_of(one.id)
    states = {
        member.name: ballots[member.account_id].state if member.account_id in ballots else "" for member in judges
    }
    open_ones = [name for name, state in states.items() if state in {"", "draft", "rejected"}]
    if open_ones:
        return f"{'、'.join(open_ones)}未提交"
    unconfirmed = [name for name, state in states.items() if state != "confirmed"]
    if unconfirmed:
        return f"{'、'.join(unconfirmed)}的评分未复核"
    return "" if score_of(panel, one) is not None else "有效评分表太少"
