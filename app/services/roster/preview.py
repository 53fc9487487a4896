"""The preview of a roster file: its problems, and what applying it would do to who is there."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from app.queries.roster import CompetitionRow, PersonRow, find_competition, list_people, numbers_elsewhere
from app.runtime import runtime
from app.services.access import Actor
from app.services.people import DistrictLine, district_lines
from app.services.refused import Refused
from app.services.roster.difference import Difference, Person, difference
from app.services.roster.lines import RosterProblem
from app.services.roster.quotas import rulebook_of
from app.services.roster.reading import Read, read_roster
from app.services.roster.uploads import Upload, find_upload, keep_upload
from question_bank.digest import digest

FOLDER = "uploads"


@dataclass(frozen=True)
class Missing:
    """A contestant the file does not name; one with a paper can't be removed."""

    id: int
    number: str
    name: str
    district: str
    removable: bool


@dataclass(frozen=True)
class Preview:
    """What a kept file would do, and its problems by row and column; `digest` names exactly this.

    `over` are districts with too many contestants if nobody is removed; `hopeless` if they stay so even when all who
    may be removed are.
    """

    token: str
    competition: CompetitionRow
    rows: int
    problems: tuple[RosterProblem, ...]
    difference: Difference
    missing: tuple[Missing, ...]
    over: tuple[DistrictLine, ...]
    hopeless: bool
    digest: str

    @property
    def changes(self) -> int:
        """How many contestants are new or changed."""
        return len(self.difference.new) + len(self.difference.changed)

    @property
    def may_apply(self) -> bool:
        """Whether confirming is possible at all."""
        return not self.problems and not self.hopeless and bool(self.changes or self.missing)


def upload_roster(*, actor: Actor, competition_id: int, name: str, file: bytes) -> str:
    """Keep a roster file for its preview; return the token of the actor's that finds it again.

    Refuses with `no_competition`, `purged_already`, `roster_kind`, `roster_empty` or `roster_too_large(most)`.
    """
    _open_competition(competition_id)
    now, folder = runtime().clock.now(), runtime().config.instance / FOLDER
    kept = keep_upload(folder, account_id=actor.id, competition_id=competition_id, name=name, file=file, now=now)
    return kept.token


def preview_roster(*, actor: Actor, token: str) -> Preview:
    """Return what the kept file would do as things are now. Refuses with `no_upload`, or as an upload does."""
    upload = own_upload(actor, token)
    return preview_of(upload, read_upload(upload))


def discard_roster(*, actor: Actor, token: str) -> None:
    """Throw the kept file away. Refuses with `no_upload`."""
    own_upload(actor, token).path.unlink(missing_ok=True)


def over_quota(people: Iterable[str], rulebook: str) -> tuple[DistrictLine, ...]:
    """Return the districts that have more contestants than the rulebook lets them; `people` are their districts."""
    return tuple(line for line in district_lines(people, rulebook_of(rulebook)) if line.over)


def held_person(row: PersonRow) -> Person:
    """Return a contestant as the roster holds them."""
    return Person(
        row.number,
        row.name,
        row.district,
        row.unit,
        row.category,
        row.years,
        row.seat,
        row.id_number,
        row.phone,
    )


def own_upload(actor: Actor, token: str) -> Upload:
    """Return the actor's kept file. Refuses with `no_upload`."""
    config, now = runtime().config, runtime().clock.now()
    return find_upload(config.instance / FOLDER, account_id=actor.id, token=token, now=now)


def read_upload(upload: Upload) -> Read:
    """Read a kept file; it may take a while, so never within a transaction."""
    competition = _open_competition(upload.competition_id)
    return read_roster(upload.path.read_bytes(), rulebook_of(competition.rulebook))


def preview_of(upload: Upload, read: Read) -> Preview:
    """Return what a kept file, once read, would do as things are now. Refuses as an upload does."""
    competition = _open_competition(upload.competition_id)
    rows = list_people(upload.competition_id)
    found = difference([held_person(row) for row in rows], read.people)
    ids = {row.number: row for row in rows}
    missing = tuple(_missing(ids[one.number]) for one in found.missing)
    problems = (*read.problems, *_elsewhere(read, numbers_elsewhere(upload.competition_id)))
    staying = [one.district for one in missing if not one.removable]
    after = [one.district or "" for one in found.after]
    everyone = [*after, *(one.district for one in missing)]
    return Preview(
        upload.token,
        competition,
        read.rows,
        problems,
        found,
        missing,
        over_quota(everyone, competition.rulebook),
        bool(over_quota([*after, *staying], competition.rulebook)),
        digest([read.digest, upload.competition_id, asdict(found), [asdict(one) for one in missing]]),
    )


def _open_competition(competition_id: int) -> CompetitionRow:
    row = find_competition(competition_id)
    if row is None:
        raise Refused("no_competition")
    if row.purged_at is not None:
        raise Refused("purged_already")
    return row


def _missing(row: PersonRow) -> Missing:
    return Missing(row.id, row.number, row.name, row.district, removable=not row.sittings)


def _elsewhere(read: Read, taken: frozenset[str]) -> list[RosterProblem]:
    """Return a problem for each admission number that another competition uses."""
    return [
        RosterProblem(read.row_of[person.number], "", "准考证号", person.number, "这个号码已在另一个竞赛里使用")
        for person in read.people
        if person.number in taken
    ]
