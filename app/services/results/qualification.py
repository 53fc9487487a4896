"""Who may win: the qualification check line by line, and absences on record."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Qualification, RoundAbsence
from app.runtime import runtime
from app.services import audit
from app.services.access import Action, Actor, require
from app.services.judging.entrants import entrants_by_number
from app.services.reasons import checked_words
from app.services.refused import Refused
from app.services.results.gathering import VETOES, contest_of


def check_qualification(
    *, actor: Actor, competition_id: int, entrant: str, item: str, fits: bool, words: str = ""
) -> None:
    """Answer one line of an entrant's qualification check; a `no` needs its reason.

    Refuses with `no_entrant(number)`, `no_line` or `empty_reason`.
    """
    require(actor, Action.COMPUTE_RESULTS)
    if item not in VETOES:
        raise Refused("no_line")
    if entrant not in entrants_by_number(competition_id):
        raise Refused("no_entrant", number=entrant)
    if not fits and not words.strip():
        raise Refused("empty_reason")
    with transaction() as session:
        now = runtime().clock.now()
        _qualify(session, actor, competition_id, entrant, item, now, fits=fits, words=words.strip()[:200])
        facts = {"entrant": entrant, "item": item, "fits": fits}
        audit.record(session, at=now, actor=actor.key, action="qualification.check", **facts)


def qualify_all(*, actor: Actor, competition_id: int, contest_id: str) -> int:
    """Answer every line nobody has answered yet with yes; return how many.

    Refuses with `no_contest`. For a check that was done on paper and found nothing.
    """
    require(actor, Action.COMPUTE_RESULTS)
    rules, contest = contest_of(competition_id, contest_id)
    categories = {one.id for one in contest.categories}
    with transaction() as session:
        now, count = runtime().clock.now(), 0
        kept = select(Qualification.entrant, Qualification.item).where(Qualification.competition_id == competition_id)
        known = {(row[0], row[1]) for row in session.execute(kept)}
        for person in entrants_by_number(competition_id).values():
            if person.category not in categories:
                continue
            for item in rules.book.settings.vetoes:
                if (person.number, item) not in known:
                    _qualify(session, actor, competition_id, person.number, item, now, fits=True, words="")
                    count += 1
        facts = {"contest": contest_id, "lines": count}
        audit.record(session, at=now, actor=actor.key, action="qualification.rest", **facts)
        return count


def note_absence(
    *, actor: Actor, competition_id: int, contest_id: str, round_id: str, entrant: str, words: str
) -> None:
    """Put on record that an entrant did not come to a round.

    Refuses with `no_contest`, `no_round_of_contest`, `no_entrant(number)`, `empty_reason` or `absent_already`.
    """
    require(actor, Action.COMPUTE_RESULTS)
    reason = checked_words(words)
    _, contest = contest_of(competition_id, contest_id)
    if contest.round(round_id) is None:
        raise Refused("no_round_of_contest")
    if entrant not in entrants_by_number(competition_id):
        raise Refused("no_entrant", number=entrant)
    with transaction() as session:
        held = select(RoundAbsence.id).where(
            RoundAbsence.competition_id == competition_id,
            RoundAbsence.contest == contest_id,
            RoundAbsence.round == round_id,
            RoundAbsence.entrant == entrant,
        )
        if session.scalar(held) is not None:
            raise Refused("absent_already")
        now = runtime().clock.now()
        row = RoundAbsence(
            competition_id=competition_id,
            contest=contest_id,
            round=round_id,
            entrant=entrant,
            words=reason[:200],
            by=actor.key,
            at=now,
        )
        session.add(row)
        facts = {"contest": contest_id, "round": round_id, "entrant": entrant, "reason": reason}
        audit.record(session, at=now, actor=actor.key, action="round.absent", **facts)


def _qualify(
    session: Session, actor: Actor, competition_id: int, entrant: str, item: str, now: int, *, fits: bool, words: str
) -> None:
    row = session.scalar(
        select(Qualification).where(
            Qualification.competition_id == competition_id,
            Qualification.entrant == entrant,
            Qualification.item == item,
        )
    )
    if row is None:
        row = Qualification(competition_id=competition_id, entrant=entrant, item=item, fits=fits, by="", at=now)
        session.add(row)
    row.fits, row.words, row.by, row.at = fits, words, actor.key, now
