"""What everyone may read: notices of published and final results, without numbers; and one's own breakdown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.queries.competition_rules import rules_of
from app.queries.people import find_contestant
from app.queries.results import VersionRow, find_version, list_versions, public_versions
from app.services.access import Actor
from app.services.refused import Refused
from app.services.results.documents import Notice, notice_of


@dataclass(frozen=True)
class Published:
    """A published version for a list: which competition and contest, and in words."""

    row: VersionRow
    competition: str
    contest: str


@dataclass(frozen=True)
class OwnResult:
    """A contestant's own line of a published version, with the standing's parts; place and award may be none."""

    competition: str
    contest: str
    row: VersionRow
    line: Mapping[str, Any] | None
    rounds: Mapping[str, tuple[str, int]]
    of: int


def notices() -> list[Published]:
    """Return every published or final result, the newest first."""
    return [found for row in public_versions() if (found := _published(row)) is not None]


def public_notice(competition_id: int, contest_id: str) -> tuple[Published, Notice]:
    """Return the notice that stands for a contest. Refuses with `no_version` where none is public."""
    rows = list_versions(competition_id, contest_id)
    row = next((row for row in rows if row.state in {"published", "final"}), None)
    found = find_version(competition_id, contest_id, row.version) if row else None
    published = _published(row) if row else None
    if found is None or published is None:
        raise Refused("no_version")
    return published, notice_of(*found)


def own_results(actor: Actor) -> list[OwnResult]:
    """Return a contestant's own results in what is public of their competition."""
    person = find_contestant(actor.id)
    found = []
    for published in notices():
        kept = find_version(published.row.competition_id, published.row.contest, published.row.version)
        if person is None or kept is None or published.row.competition_id != person.competition_id:
            continue
        content = kept[1]
        lists = content["result"]["lists"].values()
        line = next((one for rows in lists for one in rows if one["id"] == person.admission_number), None)
        if line is None and all(one["id"] != person.admission_number for one in content["entrants"]):
            continue
        size = next((len(rows) for rows in lists if line in rows), 0)
        found.append(OwnResult(published.competition, published.contest, kept[0], line, _rounds(published), size))
    return found


def _rounds(published: Published) -> dict[str, tuple[str, int]]:
    rules = rules_of(published.row.competition_id)
    contest = rules.book.contest(published.row.contest) if rules else None
    return {one.id: (one.name, one.weight) for one in contest.rounds} if contest else {}


def _published(row: VersionRow) -> Published | None:
    rules = rules_of(row.competition_id)
    contest = rules.book.contest(row.contest) if rules else None
    return Published(row, rules.name, contest.name) if rules and contest else None
