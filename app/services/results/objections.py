"""Objections: filed in time, taken on by someone without a part in them, decided with an answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Account, Objection
from app.queries.competition_rules import Rules
from app.queries.judging import find_panel, list_panels
from app.queries.results import list_versions, machine_rounds
from app.runtime import runtime
from app.scoring.contests import Contest, RoundRule
from app.services import audit
from app.services.access import Action, Actor, Role, require
from app.services.judging.entrants import entrants_by_number
from app.services.reasons import checked_words
from app.services.refused import Refused
from app.services.results.gathering import contest_of

HOUR = 3_600_000
LONGEST_WORDS = 1000
CHANNELS: Mapping[str, str] = {"page": "系统", "phone": "电话", "letter": "书面", "visit": "来访"}


@dataclass(frozen=True)
class NewObjection:
    """An objection to a round's score of an entrant, or, without a round, to the published result."""

    competition_id: int
    contest: str
    round: str
    entrant: str
    words: str
    channel: str = "page"


def file_objection(*, actor: Actor, new: NewObjection) -> int:
    """File an objection; a team leader's is to someone of their own district. Return its id.

    Refuses with `no_contest`, `no_entrant(number)`, `no_round_of_contest`, `empty_reason`, `words_too_long(most)`,
    `not_objectionable` before there is a score or a published result, or `objection_late(hours)`.
    """
    require(actor, Action.OBJECT)
    words = checked_words(new.words, LONGEST_WORDS)
    rules, contest = contest_of(new.competition_id, new.contest)
    person = entrants_by_number(new.competition_id).get(new.entrant)
    own = actor.role is not Role.TEAM_LEADER or (person is not None and person.district == actor.district)
    if person is None or not own:
        raise Refused("no_entrant", number=new.entrant)
    with transaction() as session:
        now = runtime().clock.now()
        _check_time(rules, contest, new, now)
        row = Objection(
            competition_id=new.competition_id,
            contest=contest.id,
            stage="round" if new.round else "publicity",
            round=new.round,
            entrant=person.number,
            filed_by=actor.key,
            channel=new.channel if new.channel in CHANNELS else "page",
            words=words,
            at=now,
        )
        session.add(row)
        session.flush()
        facts = {"objection": row.id, "contest": contest.id, "round": new.round, "entrant": person.number}
        audit.record(session, at=now, actor=actor.key, action="objection.file", **facts)
        return row.id


def take_objection(*, actor: Actor, objection_id: int) -> None:
    """Take an objection on, as someone of the arbitration group without a part in it.

    Refuses with `no_objection`, `objection_taken` or `conflicted`.
    """
    require(actor, Action.DECIDE_OBJECTIONS)
    with transaction() as session:
        row = _open(session, objection_id)
        if row.assigned_to is not None and row.assigned_to != actor.id:
            raise Refused("objection_taken")
        _check_no_part(session, row, actor)
        row.assigned_to = actor.id
        facts = {"objection": row.id}
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action="objection.take", **facts)


def answer_objection(*, actor: Actor, objection_id: int, upheld: bool, answer: str) -> None:
    """Decide an objection one has taken on, with the answer its filer reads.

    Refuses with `no_objection`, `not_yours`, `empty_reason` or `words_too_long(most)`.
    """
    require(actor, Action.DECIDE_OBJECTIONS)
    words = checked_words(answer, LONGEST_WORDS)
    with transaction() as session:
        row = _open(session, objection_id)
        if row.assigned_to != actor.id:
            raise Refused("not_yours")
        row.decision, row.answer = "upheld" if upheld else "rejected", words
        row.decided_by, row.decided_at = actor.key, runtime().clock.now()
        facts = {"objection": row.id, "decision": row.decision}
        audit.record(session, at=row.decided_at, actor=actor.key, action="objection.decide", **facts)


def _check_time(rules: Rules, contest: Contest, new: NewObjection, now: int) -> None:
    if not new.round:
        if not any(one.state == "published" for one in list_versions(new.competition_id, contest.id)):
            raise Refused("not_objectionable")
        return
    rule = contest.round(new.round)
    if rule is None:
        raise Refused("no_round_of_contest")
    hours, told = rules.book.panel.objection_hours, _told_at(rules, contest, rule, new.entrant)
    if told is None:
        raise Refused("not_objectionable")
    if now > told + hours * HOUR:
        raise Refused("objection_late", hours=hours)


def _told_at(rules: Rules, contest: Contest, rule: RoundRule, entrant: str) -> int | None:
    """Return when an entrant's score in a round was told: released, or its panel locked."""
    if rule.source in {"quiz", "simulation"}:
        released = [one.released_at for one in machine_rounds(rules.competition_id, rule.source) if one.released_at]
        return max(released, default=None)
    for head in list_panels(rules.competition_id):
        data = find_panel(head.id) if (head.contest, head.round) == (contest.id, rule.id) else None
        if data is not None and data.lock and any(one.entrant == entrant for one in data.appearances):
            return data.lock.at
    return None


def _open(session: Session, objection_id: int) -> Objection:
    row = session.get(Objection, objection_id)
    if row is None or row.decision:
        raise Refused("no_objection")
    return row


def _check_no_part(session: Session, row: Objection, actor: Actor) -> None:
    """Refuse whoever shares district or centre with the entrant."""
    person = entrants_by_number(row.competition_id)[row.entrant]
    account = session.get_one(Account, actor.id)
    if (account.unit and account.unit == person.unit) or (account.district and account.district == person.district):
        raise Refused("conflicted")
