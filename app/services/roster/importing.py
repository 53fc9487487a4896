"""Applying a roster file: exactly what its preview showed, in one transaction, or nothing."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Contestant, PersonalDetails, Seating
from app.runtime import runtime
from app.services import audit
from app.services.access import Actor
from app.services.refused import Refused
from app.services.roster.difference import PERSONAL, Difference, Person
from app.services.roster.preview import Preview, over_quota, own_upload, preview_of, read_upload


@dataclass(frozen=True)
class Applied:
    """How many contestants of which competition were added, changed and removed."""

    competition: int
    added: int
    changed: int
    removed: int


def apply_roster(*, actor: Actor, token: str, seen: str, remove: Iterable[int] = ()) -> Applied:
    """Do what the preview with the digest `seen` showed, and remove those of the missing who were ticked.

    Refuses with `no_upload`, `preview_changed` if the file or the roster is no longer what was seen,
    `roster_problems(count)`, `nothing_changes`, `not_removable` or `over_quota(names)`.
    """
    upload, removed = own_upload(actor, token), frozenset(remove)
    read = read_upload(upload)
    with transaction() as session:
        preview = preview_of(upload, read)
        _check(preview, seen, removed)
        _apply(session, upload.competition_id, preview.difference)
        _remove(session, removed)
        found = preview.difference
        applied = Applied(upload.competition_id, len(found.new), len(found.changed), len(removed))
        facts = {"file": read.digest, "preview": seen, **asdict(applied)}
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action="roster.import", **facts)
    upload.path.unlink(missing_ok=True)
    return applied


def _check(preview: Preview, seen: str, removed: frozenset[int]) -> None:
    if preview.digest != seen:
        raise Refused("preview_changed")
    if preview.problems:
        raise Refused("roster_problems", count=len(preview.problems))
    if not preview.changes and not removed:
        raise Refused("nothing_changes")
    if removed - {one.id for one in preview.missing if one.removable}:
        raise Refused("not_removable")
    staying = [one.district for one in preview.missing if one.id not in removed]
    after = [one.district or "" for one in preview.difference.after]
    over = over_quota([*after, *staying], preview.competition.rulebook)
    if over:
        raise Refused("over_quota", names="、".join(f"{line.district}多 {line.over} 人" for line in over))


def _apply(session: Session, competition_id: int, found: Difference) -> None:
    for person in found.new:
        row = Contestant(competition_id=competition_id, admission_number=person.number, code_mac="")
        session.add(row)
        _fill(session, row, person)
    held = select(Contestant).where(Contestant.competition_id == competition_id)
    rows = {row.admission_number: row for row in session.scalars(held)}
    for one in found.changed:
        _fill(session, rows[one.person.number], one.person)


def _fill(session: Session, row: Contestant, person: Person) -> None:
    """Give a contestant's row every field of `person`; what only identification needs goes into its own table."""
    row.name, row.unit, row.district = person.name or "", person.unit or "", person.district or ""
    row.category, row.seat, row.years = person.category or "", person.seat or "", person.years
    session.flush()
    details = session.get(PersonalDetails, row.id)
    if details is None and any(getattr(person, field) for field in PERSONAL):
        details = PersonalDetails(contestant_id=row.id)
        session.add(details)
    if details is not None:
        details.id_number, details.phone = person.id_number or "", person.phone or ""


def _remove(session: Session, removed: frozenset[int]) -> None:
    session.execute(delete(Seating).where(Seating.contestant_id.in_(removed)))
    session.execute(delete(PersonalDetails).where(PersonalDetails.contestant_id.in_(removed)))
    session.execute(delete(Contestant).where(Contestant.id.in_(removed)))
