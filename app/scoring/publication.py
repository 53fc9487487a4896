"""Publication: which step may follow which, and what changed between two versions of a result and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

State: TypeAlias = Literal["computed", "reviewed", "published", "final", "withdrawn"]
Step: TypeAlias = Literal["review", "publish", "finish", "withdraw"]

REVIEWERS = 2
STEPS: Mapping[str, Mapping[str, State]] = {
    "computed": {"review": "reviewed", "withdraw": "withdrawn"},
    "reviewed": {"publish": "published", "withdraw": "withdrawn"},
    "published": {"finish": "final", "withdraw": "withdrawn"},
    "final": {},
    "withdrawn": {},
}


@dataclass(frozen=True)
class Line:
    """An entrant's line in a version: no place for one who isn't ranked, no award for one who wins none."""

    name: str
    place: int | None
    total: str
    award: str
    parts: Mapping[str, str]


@dataclass(frozen=True)
class Change:
    """What another version changed for an entrant: `why` names the reasons, in order of weight."""

    id: str
    name: str
    before: Line | None
    after: Line | None
    why: tuple[str, ...]

    @property
    def awarded_otherwise(self) -> bool:
        """Whether the award is another one."""
        return (self.before.award if self.before else "") != (self.after.award if self.after else "")


def after(state: str, step: Step) -> State | None:
    """Return the state a step leads to; None if it is not for this state."""
    return STEPS.get(state, {}).get(step)


def lines_of(content: Mapping[str, Any]) -> dict[str, Line]:
    """Return the lines of a version's content by entrant, those not ranked included."""
    lines = {
        row["id"]: Line(row["name"], row["place"], row["total"], row["award"], row["parts"])
        for rows in content["result"]["lists"].values()
        for row in rows
    }
    for one in content["entrants"]:
        lines.setdefault(one["id"], Line(one["name"], None, "", "", {}))
    return lines


def nameless(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return a version's content without names: what its digest is over, so that a masked copy has the same."""
    lists = {name: [_unnamed(one) for one in rows] for name, rows in content["result"]["lists"].items()}
    return {
        **content,
        "entrants": [_unnamed(one) for one in content["entrants"]],
        "result": {**content["result"], "lists": lists},
    }


def masked(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return a version's content with the names of those who won nothing masked; numbers still tell them apart."""
    winners = {row["id"] for rows in content["result"]["lists"].values() for row in rows if row["award"]}
    lists = {name: [_mask(one, winners) for one in rows] for name, rows in content["result"]["lists"].items()}
    entrants = [_mask(one, winners) for one in content["entrants"]]
    return {**content, "entrants": entrants, "result": {**content["result"], "lists": lists}}


def _mask(one: Mapping[str, Any], winners: set[str]) -> dict[str, Any]:
    return {**one, "name": one["name"] if one["id"] in winners else f"{one['name'][:1]}**"}


def _unnamed(one: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in one.items() if key not in {"name", "unit"}}


def lists_of(content: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return the award lists of a version's content in the rulebook's order, which JSON does not keep."""
    lists = content["result"]["lists"]
    return {name: lists[name] for name in content["order"]}


def changes(before: Mapping[str, Any], later: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return what changed from one version's content to a later one's, awards first, then by the later place."""
    old, new = lines_of(before), lines_of(later)
    found = [
        Change(key, (new.get(key) or old[key]).name, old.get(key), new.get(key), _reasons(before, later, key))
        for key in sorted(old.keys() | new.keys())
        if old.get(key) != new.get(key)
    ]
    return tuple(sorted(found, key=lambda one: (not one.awarded_otherwise, _place(one), one.id)))


def _reasons(before: Mapping[str, Any], later: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Return why someone's line changed; what has no reason of its own is others' doing."""
    return tuple(_own_reasons(before, later, key)) or ("其他人的变动",)


def _own_reasons(before: Mapping[str, Any], later: Mapping[str, Any], key: str) -> Iterator[str]:
    """Name one's own scores, absence, eligibility, a decision on one's tie, and the rules."""
    old, new = _entrant(before, key), _entrant(later, key)
    if old is None or new is None:
        yield "参加排名的人有变化"
        return
    own = [one for one in sorted({*old["scores"], *new["scores"]}) if old["scores"].get(one) != new["scores"].get(one)]
    if own:
        yield f"本人成绩更正：{'、'.join(later['rounds'].get(one, one) for one in own)}"
    if old["absent"] != new["absent"]:
        yield "缺考记录有变化"
    if old["ineligible"] != new["ineligible"]:
        yield "资格有变化"
    if _settled(before, key) != _settled(later, key):
        yield "同分经决定"
    if before["rulebook"] != later["rulebook"]:
        yield "规则有变化"


def _entrant(content: Mapping[str, Any], key: str) -> Mapping[str, Any] | None:
    return next((one for one in content["entrants"] if one["id"] == key), None)


def _settled(content: Mapping[str, Any], key: str) -> list[Any]:
    return [one for one in content["decisions"] if key in one["entrants"]]


def _place(change: Change) -> float:
    place = change.after.place if change.after else None
    return float("inf") if place is None else place
