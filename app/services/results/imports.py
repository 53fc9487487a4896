"""Scores that come from outside, by version, each with the file that proves it and who signed for it."""

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from sqlalchemy import func, select

from app.database import transaction
from app.models import ImportedScore
from app.runtime import runtime
from app.scoring.contests import RoundRule
from app.services import audit
from app.services.access import Action, Actor, require
from app.services.judging.entrants import entrants_by_number
from app.services.refused import Refused
from app.services.results.gathering import contest_of


def import_score(
    *, actor: Actor, competition_id: int, contest_id: str, round_id: str, entrant: str, score: str,
    evidence: Mapping[str, object], signed_by: str,
) -> int:  # fmt: skip
    """Keep a version of a score that comes from outside; return its number.

    Refuses with `no_contest`, `no_round_of_contest`, `no_entrant(number)`, `bad_score(full, decimals)` or
    `no_evidence`.
    """
    require(actor, Action.COMPUTE_RESULTS)
    rules, contest = contest_of(competition_id, contest_id)
    rule = contest.round(round_id)
    if rule is None or rule.source != "imported":
        raise Refused("no_round_of_contest")
    if entrant not in entrants_by_number(competition_id):
        raise Refused("no_entrant", number=entrant)
    value = _score(score, rule, rules.book.settings.imported_decimals)
    if not evidence.get("file"):
        raise Refused("no_evidence")
    with transaction() as session:
        before = session.scalar(
            select(func.max(ImportedScore.version)).where(
                ImportedScore.competition_id == competition_id,
                ImportedScore.contest == contest_id,
                ImportedScore.round == round_id,
                ImportedScore.entrant == entrant,
            )
        )
        now, version = runtime().clock.now(), (before or 0) + 1
        session.add(
            ImportedScore(
                competition_id=competition_id,
                contest=contest_id,
                round=round_id,
                entrant=entrant,
                version=version,
                score=value,
                evidence=json.dumps(evidence, ensure_ascii=False, sort_keys=True),
                signed_by=signed_by.strip()[:64],
                by=actor.key,
                at=now,
            )
        )
        facts = {"contest": contest_id, "round": round_id, "entrant": entrant, "version": version, "score": value}
        audit.record(session, at=now, actor=actor.key, action="score.import", **facts)
        return version


def _score(text: str, rule: RoundRule, decimals: int) -> str:
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        value = Decimal(-1)
    exponent = value.as_tuple().exponent
    if not value.is_finite() or not 0 <= value <= rule.full or not isinstance(exponent, int) or -exponent > decimals:
        raise Refused("bad_score", full=rule.full, decimals=decimals)
    return format(value.normalize(), "f")
