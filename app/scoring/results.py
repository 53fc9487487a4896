"""A contest's result: composites, standings per list, awards, and what stands in the way, from exact inputs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias

from app.scoring.awards import Allotment, Mode, Status, allot
from app.scoring.composites import Composite, Entrant, composite
from app.scoring.contests import Contest
from app.scoring.ranking import Standing, rank
from app.scoring.rulebook import Rulebook
from question_bank.digest import digest
from question_bank.model import Json

Basis: TypeAlias = Literal["play-off", "lot", "shared", "vacant"]
ORDERING = frozenset({"play-off", "lot"})
BASES: Mapping[str, Basis] = {"play-off": "play-off", "lot": "lot", "shared": "shared", "vacant": "vacant"}
MODES: Mapping[str, Mode] = {"shared": "shared", "vacant": "vacant"}


@dataclass(frozen=True)
class Decision:
    """How people settled a tie: who was tied, on what basis, and, where it gives an order, that order."""

    entrants: frozenset[str]
    basis: Basis
    order: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether the order names exactly the tied entrants, where the basis needs one, and nothing where not."""
        if self.basis in ORDERING:
            return len(self.order) == len(self.entrants) and frozenset(self.order) == self.entrants
        return not self.order


@dataclass(frozen=True)
class Result:
    """What a contest comes to. `unranked` were absent from a round or may not take part; `missing` still lack a score.

    `inputs` is the digest of what it depends on: rulebook, entrants with exact scores but without names, decisions.
    """

    contest: Contest
    status: Status
    standings: Mapping[str, tuple[Standing, ...]]
    unranked: tuple[Composite, ...]
    missing: tuple[Composite, ...]
    allotment: Allotment
    inputs: str
    composites: Mapping[str, Composite] = field(default_factory=dict)

    def award(self, entrant: str) -> str:
        """Return the name of an entrant's award, empty for none."""
        return self.allotment.awards.get(entrant, "")

    def place(self, entrant: str) -> Standing | None:
        """Return an entrant's standing, None if they are not ranked."""
        return next((row for rows in self.standings.values() for row in rows if row.id == entrant), None)


def compute(
    rulebook: Rulebook, contest: Contest, entrants: Sequence[Entrant], decisions: Sequence[Decision] = ()
) -> Result:
    """Combine, rank and allot; the same inputs in any order give the same result.

    A missing score makes it INCOMPLETE; a tie whose order decides awards, or a floor broken by a decision, CONTESTED.
    Raises ValueError for two entrants of one id or a decision that does not fit itself.
    """
    _check(entrants, decisions)
    settings = rulebook.settings
    composites = {one.id: composite(contest, settings, one) for one in sorted(entrants, key=lambda one: one.id)}
    able = [one for one in composites.values() if not one.entrant.ineligible]
    missing = tuple(one for one in able if one.missing)
    unranked = tuple(one for one in composites.values() if one.entrant.ineligible or _absent(one))
    orders = {one.entrants: one.order for one in decisions if one.basis in ORDERING}
    standings = {
        one.name: rank([row for row in able if row.entrant.category in one.categories], contest.ties, settings, orders)
        for one in contest.lists
    }
    modes = {one.entrants: MODES[one.basis] for one in decisions if one.basis in MODES}
    allotment = allot(contest, settings, standings, modes)
    status: Status = "INCOMPLETE" if missing else "SETTLED" if allotment.settled else "CONTESTED"
    inputs = digest(_inputs(rulebook, contest, entrants, decisions))
    return Result(contest, status, standings, unranked, missing, allotment, inputs, composites)


def entrant_record(one: Entrant) -> dict[str, Json]:
    """Return an entrant as written into a package; exact scores as `numerator/denominator`."""
    scores: dict[str, Json] = {key: None if value is None else str(value) for key, value in one.scores.items()}
    return {
        "id": one.id,
        "name": one.name,
        "unit": one.unit,
        "district": one.district,
        "category": one.category,
        "scores": scores,
        "absent": list[Json](sorted(one.absent)),
        "seconds": one.seconds,
        "ineligible": one.ineligible,
    }


def entrant_from(record: Mapping[str, Json]) -> Entrant:
    """Return the entrant of a record; raises KeyError, TypeError or ValueError for one that was not written so."""
    scores, absent, seconds = record["scores"], record["absent"], record["seconds"]
    if not isinstance(scores, dict) or not isinstance(absent, list):
        msg = "scores or absences of the wrong kind"
        raise TypeError(msg)
    return Entrant(
        str(record["id"]),
        str(record["name"]),
        str(record["unit"]),
        str(record["district"]),
        str(record["category"]),
        {key: None if value is None else Fraction(str(value)) for key, value in scores.items()},
        frozenset(str(one) for one in absent),
        seconds if isinstance(seconds, int) else None,
        str(record["ineligible"]),
    )


def decision_record(one: Decision) -> dict[str, Json]:
    """Return a decision as written into a package."""
    return {"entrants": list[Json](sorted(one.entrants)), "basis": one.basis, "order": list[Json](one.order)}


def decision_from(record: Mapping[str, Json]) -> Decision:
    """Return the decision of a record; raises KeyError, TypeError or ValueError for one that was not written so."""
    entrants, order, basis = record["entrants"], record["order"], record["basis"]
    if not isinstance(entrants, list) or not isinstance(order, list) or basis not in BASES:
        msg = "a decision of the wrong kind"
        raise TypeError(msg)
    return Decision(frozenset(map(str, entrants)), BASES[str(basis)], tuple(map(str, order)))


def result_record(result: Result) -> dict[str, Json]:
    """Return a result as written into a package and kept with its version: places, composites, awards, status."""
    lists: dict[str, Json] = {
        name: [_standing_record(row, result.award(row.id)) for row in rows] for name, rows in result.standings.items()
    }
    return {
        "contest": result.contest.id,
        "status": result.status,
        "inputs": result.inputs,
        "lists": lists,
        "unranked": list[Json](one.entrant.id for one in result.unranked),
        "missing": [{"id": one.entrant.id, "rounds": list[Json](one.missing)} for one in result.missing],
        "contested": [
            {"list": one.list_name, "place": one.place, "entrants": list[Json](one.entrants)}
            for one in result.allotment.contested
        ],
        "vacant": dict[str, Json](result.allotment.vacant),
    }


def _standing_record(row: Standing, award: str) -> Json:
    one = row.composite
    return {
        "id": row.id,
        "name": one.entrant.name,
        "unit": one.entrant.unit,
        "district": one.entrant.district,
        "category": one.entrant.category,
        "place": row.place,
        "tied": row.tied,
        "by": list[Json](row.by),
        "exact": str(one.exact),
        "total": str(one.rounded),
        "parts": {part.round: str(part.scaled) for part in one.parts},
        "award": award,
    }


def _inputs(rulebook: Rulebook, contest: Contest, entrants: Sequence[Entrant], decisions: Sequence[Decision]) -> Json:
    return {
        "rulebook": rulebook.model_dump(mode="json", by_alias=True),
        "contest": contest.id,
        "entrants": [_counted(one) for one in sorted(entrants, key=lambda one: one.id)],
        "decisions": sorted((decision_record(one) for one in decisions), key=str),
    }


def _absent(one: Composite) -> bool:
    return one.exact is None and bool(one.absent) and not one.missing


def _counted(one: Entrant) -> Json:
    """Return what of an entrant a result depends on: not who they are."""
    record = entrant_record(one)
    return {key: value for key, value in record.items() if key not in {"name", "unit"}}


def _check(entrants: Sequence[Entrant], decisions: Sequence[Decision]) -> None:
    if len({one.id for one in entrants}) != len(entrants):
        msg = "two entrants of one id"
        raise ValueError(msg)
    wrong = next((one for one in decisions if not one.fits), None)
    if wrong is not None:
        msg = f"a decision's order does not name those tied: {sorted(wrong.entrants)}"
        raise ValueError(msg)
