"""Versions of a result: computed with everything it depends on, reviewed by two others, published, made final."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import ResultStep, ResultVersion
from app.queries.results import VersionRow, find_version, list_objections, list_versions, steps_of
from app.runtime import runtime
from app.scoring.publication import REVIEWERS, Change, Step, after, changes, nameless
from app.scoring.results import Result, compute, decision_record, entrant_record, result_record
from app.scoring.workdays import UnknownYear, publicity_days, readable_calendar
from app.services import audit
from app.services.access import Action, Actor, require
from app.services.refused import Refused
from app.services.results.gathering import Gathered, gather
from app.services.shanghai import day_of
from question_bank.digest import canonical, digest
from question_bank.model import Json

LONGEST_WORDS = 500
APPROVALS = ("reported", "approved", "commended")


@dataclass(frozen=True)
class Which:
    """A version of a contest's result."""

    competition_id: int
    contest: str
    version: int


@dataclass(frozen=True)
class Draft:
    """A contest as it would come out now: what it is computed from, the result, and the versions there are."""

    gathered: Gathered
    result: Result
    versions: list[VersionRow]

    @property
    def ready(self) -> bool:
        """Whether a version computed now could be reviewed."""
        return self.result.status == "SETTLED" and not self.gathered.hindrances


def draft(competition_id: int, contest_id: str) -> Draft:
    """Return a contest as it would come out now. Refuses with `no_competition` or `no_contest`."""
    gathered = gather(competition_id, contest_id)
    result = compute(gathered.rules.book, gathered.contest, gathered.entrants, gathered.decisions)
    return Draft(gathered, result, list_versions(competition_id, contest_id))


def compute_version(*, actor: Actor, competition_id: int, contest_id: str, words: str) -> int:
    """Keep what the contest comes to now as a new version; return its number.

    Refuses with `no_competition`, `no_contest`, `nobody_to_rank` or `same_as_before(version)`.
    """
    require(actor, Action.COMPUTE_RESULTS)
    with transaction() as session:
        found = draft(competition_id, contest_id)
        if not found.gathered.entrants:
            raise Refused("nobody_to_rank")
        content = content_of(found)
        name, newest = digest(nameless(content)), found.versions[0] if found.versions else None
        if newest is not None and newest.digest == name and newest.state != "withdrawn":
            raise Refused("same_as_before", version=newest.version)
        version, now = (newest.version + 1 if newest else 1), runtime().clock.now()
        session.add(
            ResultVersion(
                competition_id=competition_id,
                contest=contest_id,
                version=version,
                state="computed",
                status=found.result.status if found.ready else _unready(found),
                content=canonical(content),
                digest=name,
                words=words.strip()[:LONGEST_WORDS],
                by=actor.key,
                at=now,
            )
        )
        facts = {"contest": contest_id, "version": version, "digest": name, "inputs": found.result.inputs}
        audit.record(session, at=now, actor=actor.key, action="result.compute", competition=competition_id, **facts)
        return version


def review(*, actor: Actor, which: Which, words: str = "") -> int:
    """Put one's name under a version; return how many have. Two do, neither of whom computed it.

    Refuses with `no_version`, `not_reviewable(status)`, `wrong_step`, `own_version` or `reviewed_already`.
    """
    require(actor, Action.REVIEW_RESULTS)
    with transaction() as session:
        row = _row(session, which)
        if row.status != "SETTLED":
            raise Refused("not_reviewable", status=row.status)
        _check_step(row, "review")
        _check_newest(session, row)
        if row.by == actor.key:
            raise Refused("own_version")
        done = [one for one in steps_of(row.id) if one.step == "review"]
        if any(one.by == actor.key for one in done):
            raise Refused("reviewed_already")
        _step(session, row, actor, "review", words)
        if len(done) + 1 == REVIEWERS:
            row.state = "reviewed"
        return len(done) + 1


def publish(*, actor: Actor, which: Which) -> date:
    """Publish a reviewed version and begin its publicity; an earlier published one is withdrawn. Return its last day.

    Refuses with `no_version`, `wrong_step`, `overtaken(version)`, `objections_open(count)`, `inputs_changed(version)`,
    `no_calendar(name)` or `year_unknown(year)`.
    """
    require(actor, Action.COMPUTE_RESULTS)
    with transaction() as session:
        row = _row(session, which)
        _check_step(row, "publish")
        _check_newest(session, row)
        _check_objections(row)
        _check_inputs(row)
        now, content = runtime().clock.now(), json.loads(row.content)
        ends = _publicity_ends(content["settings"], day_of(now))
        _withdraw_others(session, row, actor)
        row.state, row.published_at, row.publicity_ends = "published", now, ends.isoformat()
        _step(session, row, actor, "publish", f"公示至 {ends}")
        return ends


def finish(*, actor: Actor, which: Which) -> None:
    """Make a published version final once its publicity is over.

    Refuses with `no_version`, `wrong_step`, `still_public(until)` or `objections_open(count)`.
    """
    require(actor, Action.COMPUTE_RESULTS)
    with transaction() as session:
        row = _row(session, which)
        _check_step(row, "finish")
        _check_objections(row)
        if day_of(runtime().clock.now()) <= date.fromisoformat(row.publicity_ends):
            raise Refused("still_public", until=row.publicity_ends)
        row.state = "final"
        _step(session, row, actor, "finish", "")


def withdraw(*, actor: Actor, which: Which, words: str) -> None:
    """Withdraw a version that isn't final, for a reason. Refuses with `no_version`, `wrong_step`, `empty_reason`."""
    require(actor, Action.COMPUTE_RESULTS)
    reason = words.strip()
    if not reason:
        raise Refused("empty_reason")
    with transaction() as session:
        row = _row(session, which)
        _check_step(row, "withdraw")
        row.state = "withdrawn"
        _step(session, row, actor, "withdraw", reason)


def note_approval(*, actor: Actor, which: Which, step: str, words: str) -> None:
    """Note that a final result was reported, approved or commended, each once and in that order, with its document.

    Refuses with `no_version`, `wrong_step` or `empty_reason`.
    """
    require(actor, Action.COMPUTE_RESULTS)
    if not words.strip():
        raise Refused("empty_reason")
    with transaction() as session:
        row = _row(session, which)
        done = [one.step for one in steps_of(row.id) if one.step in APPROVALS]
        if row.state != "final" or step not in APPROVALS or list(APPROVALS[: len(done) + 1]) != [*done, step]:
            raise Refused("wrong_step")
        _step(session, row, actor, step, words)


def compare(competition_id: int, contest_id: str, before: int, later: int) -> tuple[Change, ...]:
    """Return what changed between two versions. Refuses with `no_version`."""
    old, new = (find_version(competition_id, contest_id, number) for number in (before, later))
    if old is None or new is None:
        raise Refused("no_version")
    return changes(old[1], new[1])


def content_of(found: Draft) -> dict[str, Json]:
    """Return what a version keeps: rules, entrants with exact scores, decisions, sources, and the result."""
    book = found.gathered.rules.book
    settings: dict[str, Json] = json.loads(book.settings.model_dump_json())
    return {
        "competition": found.gathered.rules.name,
        "contest": found.gathered.contest.id,
        "rulebook": {"id": book.id, "name": book.name, "digest": digest(book.model_dump(mode="json", by_alias=True))},
        "settings": settings,
        "order": [one.name for one in found.gathered.contest.lists],
        "rounds": {one.id: one.name for one in found.gathered.contest.rounds},
        "entrants": [entrant_record(one) for one in found.gathered.entrants],
        "decisions": [decision_record(one) for one in found.gathered.decisions],
        "sources": dict(found.gathered.sources),
        "result": result_record(found.result),
    }


def _unready(found: Draft) -> str:
    return found.result.status if found.result.status != "SETTLED" else "HINDERED"


def _row(session: Session, which: Which) -> ResultVersion:
    row = session.scalar(
        select(ResultVersion).where(
            ResultVersion.competition_id == which.competition_id,
            ResultVersion.contest == which.contest,
            ResultVersion.version == which.version,
        )
    )
    if row is None:
        raise Refused("no_version")
    return row


def _check_step(row: ResultVersion, step: Step) -> None:
    if after(row.state, step) is None:
        raise Refused("wrong_step")


def _check_newest(session: Session, row: ResultVersion) -> None:
    """Refuse what another version has overtaken: nobody reviews or publishes an old result by mistake."""
    newest = session.scalar(
        select(func.max(ResultVersion.version)).where(
            ResultVersion.competition_id == row.competition_id, ResultVersion.contest == row.contest
        )
    )
    if newest != row.version:
        raise Refused("overtaken", version=newest)


def _check_objections(row: ResultVersion) -> None:
    count = len(list_objections(row.competition_id, contest=row.contest, open_only=True))
    if count:
        raise Refused("objections_open", count=count)


def _check_inputs(row: ResultVersion) -> None:
    """Refuse a version whose scores, ballots or decisions have moved on since it was computed."""
    if digest(nameless(content_of(draft(row.competition_id, row.contest)))) != row.digest:
        raise Refused("inputs_changed", version=row.version)


def _withdraw_others(session: Session, row: ResultVersion, actor: Actor) -> None:
    others = session.scalars(
        select(ResultVersion).where(
            ResultVersion.competition_id == row.competition_id,
            ResultVersion.contest == row.contest,
            ResultVersion.state == "published",
        )
    )
    for other in others:
        other.state = "withdrawn"
        _step(session, other, actor, "withdraw", f"由第 {row.version} 版取代")


def _publicity_ends(settings: Mapping[str, Any], published: date) -> date:
    calendar = readable_calendar(settings["calendar"])
    if calendar is None:
        raise Refused("no_calendar", name=settings["calendar"])
    try:
        return publicity_days(published, settings["publicity_days"], calendar)[-1]
    except UnknownYear as problem:
        raise Refused("year_unknown", year=problem.day.year) from problem


def _step(session: Session, row: ResultVersion, actor: Actor, step: str, words: str) -> None:
    now = runtime().clock.now()
    session.add(ResultStep(version_id=row.id, step=step, words=words.strip()[:LONGEST_WORDS], by=actor.key, at=now))
    facts = {"competition": row.competition_id, "contest": row.contest, "version": row.version, "digest": row.digest}
    audit.record(session, at=now, actor=actor.key, action=f"result.{step}", **facts)
    session.flush()
