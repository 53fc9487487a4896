"""Ties that decide who wins what: settled by two people, and taken back by two."""

from collections.abc import Sequence

from app.database import transaction
from app.models import TieDecision
from app.runtime import runtime
from app.scoring.results import BASES, Decision
from app.services import audit
from app.services.access import Action, Actor, require
from app.services.reasons import checked_words
from app.services.refused import Refused
from app.services.results.gathering import kept_names
from app.services.results.versions import draft
from app.services.second_person import Second, second_person

LONGEST_WORDS = 500


def decide_tie(
    *, actor: Actor, competition_id: int, contest_id: str, entrants: Sequence[str], basis: str,
    order: Sequence[str], words: str, second: Second,
) -> None:  # fmt: skip
    """Settle a tie that is contested now, by two people.

    Refuses with `not_contested`, `unknown_basis`, `bad_order`, `empty_reason`, or as a second person does.
    """
    require(actor, Action.DECIDE_TIES)
    reason = checked_words(words, LONGEST_WORDS)
    if basis not in BASES:
        raise Refused("unknown_basis")
    decision = Decision(frozenset(entrants), BASES[basis], tuple(order))
    if not decision.fits:
        raise Refused("bad_order")
    other = second_person(actor, second, Action.READ_RESULTS)
    with transaction() as session:
        contested = draft(competition_id, contest_id).result.allotment.contested
        if decision.entrants not in {frozenset(one.entrants) for one in contested}:
            raise Refused("not_contested")
        now = runtime().clock.now()
        session.add(
            TieDecision(
                competition_id=competition_id,
                contest=contest_id,
                entrants=kept_names(sorted(decision.entrants)),
                basis=basis,
                order=kept_names(decision.order),
                words=reason,
                by=actor.key,
                second=other.key,
                at=now,
            )
        )
        facts = {"contest": contest_id, "entrants": sorted(entrants), "basis": basis, "order": list(order)}
        audit.record(session, at=now, actor=actor.key, action="tie.decide", second=other.key, reason=reason, **facts)


def withdraw_decision(*, actor: Actor, decision_id: int, words: str, second: Second) -> None:
    """Take back a decision, by two people. Refuses with `no_decision`, `empty_reason`, or as a second does."""
    require(actor, Action.DECIDE_TIES)
    reason = checked_words(words, LONGEST_WORDS)
    other = second_person(actor, second, Action.READ_RESULTS)
    with transaction() as session:
        row = session.get(TieDecision, decision_id)
        if row is None or row.withdrawn:
            raise Refused("no_decision")
        row.withdrawn = True
        facts = {"decision": decision_id, "reason": reason, "second": other.key}
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action="tie.withdraw", **facts)
