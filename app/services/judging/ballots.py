"""Ballots: kept while they are filled in, signed and submitted once, entered again blind, confirmed, corrected."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Ballot
from app.queries.judging import CHECKER, CHIEF, JUDGE, SCORER, SUBSTITUTE
from app.runtime import runtime
from app.scoring.ballots import ballot_total, mark_problems
from app.scoring.rounds import rounded
from app.services import audit
from app.services.access import Action, Actor
from app.services.judging.access import Judged, panel_with
from app.services.judging.pins import check_pin
from app.services.reasons import checked_words
from app.services.refused import Refused
from app.services.second_person import Second, second_person
from question_bank.digest import digest

MARKABLE = frozenset({"on", "done"})
LONGEST_COMMENT = 500

Marks = Mapping[str, Decimal]


@dataclass(frozen=True)
class Receipt:
    """What a judge is told of a submitted ballot: version, total and digest, which the signed sheet shows too."""

    version: int
    total: str
    digest: str
    at: int


def read_marks(written: Mapping[str, str]) -> dict[str, Decimal | None]:
    """Return marks from text; an empty one is missing. Refuses with `bad_mark(criterion)` what is no number."""
    marks: dict[str, Decimal | None] = {}
    for criterion, text in written.items():
        try:
            marks[criterion] = Decimal(text.strip()) if text.strip() else None
        except InvalidOperation as problem:
            raise Refused("bad_mark", criterion=criterion) from problem
    return marks


def save_draft(*, actor: Actor, appearance_id: int, marks: Mapping[str, Decimal | None], comment: str) -> None:
    """Keep what a judge has filled in so far; refuses with `no_appearance`, `ballot_signed`, `bad_mark(criterion)`."""
    with transaction() as session:
        panel = _mine(actor, appearance_id)
        row = _newest(session, appearance_id, actor.id)
        if row is not None and row.state in {"submitted", "confirmed"}:
            raise Refused("ballot_signed")
        faulty = [one for one in mark_problems(panel.sheet, marks) if one.fault != "missing"]
        if faulty:
            raise Refused("bad_mark", criterion=_name(panel, faulty[0].criterion))
        if row is None or row.state != "draft":
            row = _new(session, appearance_id, actor.id, row, entered_by=actor.key)
        row.marks, row.comment = written_marks(marks), comment[:LONGEST_COMMENT]


def submit_ballot(
    *, actor: Actor, appearance_id: int, marks: Mapping[str, Decimal | None], comment: str, pin: str, address: str
) -> Receipt:
    """Sign and submit one's ballot; the same again returns the same receipt.

    Refuses with `no_appearance`, `not_on_yet`, `ballot_signed` for another one, `unmarked(names)`,
    `bad_mark(criterion)`, or as a PIN does.
    """
    panel = _mine(actor, appearance_id)
    if panel.one(appearance_id).state not in MARKABLE:
        raise Refused("not_on_yet")
    whole = _whole(panel, marks)
    check_pin(actor=actor, pin=pin, address=address)
    with transaction() as session:
        row = _newest(session, appearance_id, actor.id)
        name = ballot_digest(panel, appearance_id, actor.id, whole, comment[:LONGEST_COMMENT])
        if row is not None and row.state in {"submitted", "confirmed"}:
            if row.digest != name:
                raise Refused("ballot_signed")
            return _receipt(panel, row)
        if row is None or row.state != "draft":
            row = _new(session, appearance_id, actor.id, row, entered_by=actor.key)
        _fill(row, whole, comment, name)
        audit.record(session, at=row.submitted_at or 0, actor=actor.key, action="ballot.submit", **_facts(row))
        return _receipt(panel, row)


def enter_paper(*, actor: Actor, appearance_id: int, judge: int, marks: Mapping[str, Decimal | None]) -> Receipt:
    """Enter a ballot that was filled in on paper; it counts once someone else has entered it again.

    Refuses with `no_appearance`, `not_this_judge`, `not_on_yet`, `ballot_signed`, `unmarked(names)` or
    `bad_mark(criterion)`.
    """
    panel = panel_with(actor, appearance_id, SCORER)
    if not any(one.account_id == judge for one in panel.data.judges_of(appearance_id)):
        raise Refused("not_this_judge")
    if panel.one(appearance_id).state not in MARKABLE:
        raise Refused("not_on_yet")
    whole = _whole(panel, marks)
    with transaction() as session:
        row = _newest(session, appearance_id, judge)
        if row is not None and row.state in {"submitted", "confirmed"}:
            raise Refused("ballot_signed")
        if row is None or row.state != "draft":
            row = _new(session, appearance_id, judge, row, entered_by=actor.key)
        row.entered_by = actor.key
        _fill(row, whole, "", ballot_digest(panel, appearance_id, judge, whole, ""))
        audit.record(session, at=row.submitted_at or 0, actor=actor.key, action="ballot.enter", **_facts(row))
        return _receipt(panel, row)


def enter_again(*, actor: Actor, ballot_id: int, marks: Mapping[str, Decimal | None]) -> None:
    """Enter a ballot a second time without seeing the first: equal marks confirm it, others are told apart by name.

    Refuses with `no_ballot`, `not_to_confirm`, `own_entry`, `unmarked(names)`, `bad_mark(criterion)` or
    `entries_differ(names)`, which goes on record.
    """
    with transaction() as session:
        panel, row = _to_confirm(session, actor, ballot_id)
        whole = _whole(panel, marks)
        first = json.loads(row.marks)
        differing = [one.name for one in panel.sheet.criteria if Decimal(first[one.id]) != whole[one.id]]
        now = runtime().clock.now()
        if differing:
            audit.record(session, at=now, actor=actor.key, action="ballot.differ", **_facts(row))
        else:
            _confirm(session, row, actor, now)
    if differing:
        raise Refused("entries_differ", names="、".join(differing))


def confirm_ballot(*, actor: Actor, ballot_id: int) -> None:
    """Confirm a ballot its judge signed; one entered from paper needs the second entry instead.

    Refuses with `no_ballot`, `not_to_confirm`, `own_entry` or `enter_again_first`.
    """
    with transaction() as session:
        panel, row = _to_confirm(session, actor, ballot_id)
        judge = next(one for one in panel.data.members if one.account_id == row.account_id)
        if row.entered_by != f"staff:{judge.username}":
            raise Refused("enter_again_first")
        _confirm(session, row, actor, runtime().clock.now())


def reject_ballot(*, actor: Actor, ballot_id: int, words: str) -> None:
    """Send a ballot back to whoever entered it; refuses with `empty_reason`, or as a confirmation does."""
    reason = checked_words(words)
    with transaction() as session:
        _, row = _to_confirm(session, actor, ballot_id)
        row.state, row.reason = "rejected", reason
        now = runtime().clock.now()
        audit.record(session, at=now, actor=actor.key, action="ballot.reject", reason=reason, **_facts(row))


def correct_ballot(
    *, actor: Actor, ballot_id: int, marks: Mapping[str, Decimal | None], words: str, second: Second
) -> int:
    """Replace a confirmed ballot by a new version, for a reason and with a second person; return the version.

    A lock over the panel no longer fits and has to be made anew. Refuses with `no_ballot`, `not_confirmed`,
    `empty_reason`, `words_too_long(most)`, `unmarked(names)`, `bad_mark(criterion)`, or as a second person does.
    """
    reason = checked_words(words)
    other = second_person(actor, second, Action.CHECK_BALLOTS)
    with transaction() as session:
        row = session.get(Ballot, ballot_id)
        if row is None:
            raise Refused("no_ballot")
        panel = panel_with(actor, row.appearance_id, CHIEF)
        newest = _newest(session, row.appearance_id, row.account_id)
        if newest is not row or row.state != "confirmed":
            raise Refused("not_confirmed")
        whole, now = _whole(panel, marks), runtime().clock.now()
        row.state = "replaced"
        new = _new(session, row.appearance_id, row.account_id, row, entered_by=actor.key)
        _fill(new, whole, row.comment, ballot_digest(panel, row.appearance_id, row.account_id, whole, row.comment))
        new.reason, new.second = reason, other.key
        new.state, new.confirmed_by, new.confirmed_at = "confirmed", other.key, now
        facts = _facts(new) | {"reason": reason, "second": other.key, "replaces": row.digest}
        audit.record(session, at=now, actor=actor.key, action="ballot.correct", **facts)
        return new.version


def _mine(actor: Actor, appearance_id: int) -> Judged:
    panel = panel_with(actor, appearance_id, JUDGE, SUBSTITUTE)
    if not any(one.account_id == actor.id for one in panel.data.judges_of(appearance_id)):
        raise Refused("no_appearance")
    return panel


def _to_confirm(session: Session, actor: Actor, ballot_id: int) -> tuple[Judged, Ballot]:
    row = session.get(Ballot, ballot_id)
    if row is None:
        raise Refused("no_ballot")
    panel = panel_with(actor, row.appearance_id, CHECKER)
    if row.state != "submitted" or _newest(session, row.appearance_id, row.account_id) is not row:
        raise Refused("not_to_confirm")
    if row.entered_by == actor.key:
        raise Refused("own_entry")
    return panel, row


def _confirm(session: Session, row: Ballot, actor: Actor, now: int) -> None:
    row.state, row.confirmed_by, row.confirmed_at = "confirmed", actor.key, now
    audit.record(session, at=now, actor=actor.key, action="ballot.confirm", **_facts(row))


def _whole(panel: Judged, marks: Mapping[str, Decimal | None]) -> dict[str, Decimal]:
    """Return marks that fit the sheet whole; a missing one is never taken for zero."""
    problems = mark_problems(panel.sheet, marks)
    missing = [_name(panel, one.criterion) for one in problems if one.fault == "missing"]
    if missing:
        raise Refused("unmarked", names="、".join(missing))
    if problems:
        raise Refused("bad_mark", criterion=_name(panel, problems[0].criterion))
    return {key: mark for key, mark in marks.items() if mark is not None}


def _name(panel: Judged, criterion: str) -> str:
    found = panel.sheet.criterion(criterion)
    return found.name if found else criterion


def _newest(session: Session, appearance_id: int, account_id: int) -> Ballot | None:
    query = select(Ballot).where(Ballot.appearance_id == appearance_id, Ballot.account_id == account_id)
    return session.scalar(query.order_by(Ballot.version.desc()).limit(1))


def _new(session: Session, appearance_id: int, account_id: int, before: Ballot | None, *, entered_by: str) -> Ballot:
    row = Ballot(
        appearance_id=appearance_id,
        account_id=account_id,
        version=before.version + 1 if before else 1,
        state="draft",
        marks="{}",
        entered_by=entered_by,
    )
    session.add(row)
    session.flush()
    return row


def _fill(row: Ballot, marks: Marks, comment: str, name: str) -> None:
    row.marks, row.comment, row.digest = written_marks(marks), comment[:LONGEST_COMMENT], name
    row.state, row.submitted_at = "submitted", runtime().clock.now()


def written_marks(marks: Mapping[str, Decimal | None]) -> str:
    """Return marks as a ballot's row keeps them."""
    given = {key: format(mark.normalize(), "f") for key, mark in sorted(marks.items()) if mark is not None}
    return json.dumps(given, ensure_ascii=False)


def ballot_digest(panel: Judged, appearance_id: int, account_id: int, marks: Marks, comment: str) -> str:
    """Return what names a ballot: panel, round, entrant, judge, marks and comment."""
    entrant = panel.one(appearance_id).entrant
    judge = next(one.username for one in panel.data.members if one.account_id == account_id)
    return digest([panel.data.head.id, panel.round.id, entrant, judge, dict(marks), comment])


def _facts(row: Ballot) -> dict[str, object]:
    return {"ballot": row.id, "appearance": row.appearance_id, "version": row.version, "digest": row.digest}


def _receipt(panel: Judged, row: Ballot) -> Receipt:
    marks = {key: Decimal(value) for key, value in json.loads(row.marks).items()}
    total = ballot_total(panel.sheet, marks)
    return Receipt(row.version, str(rounded(total)), row.digest, row.submitted_at or 0)
