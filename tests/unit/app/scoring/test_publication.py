"""Publication: steps in their order, and every change between versions with its reasons."""

from collections.abc import Mapping
from typing import Any

import pytest

from app.scoring.publication import after, changes, lines_of, lists_of, masked, nameless


@pytest.mark.parametrize(
    ("state", "step", "to"),
    [
        ("computed", "review", "reviewed"),
        ("computed", "publish", None),
        ("reviewed", "publish", "published"),
        ("published", "finish", "final"),
        ("published", "review", None),
        ("final", "withdraw", None),
        ("withdrawn", "publish", None),
        ("published", "withdraw", "withdrawn"),
        ("unknown", "review", None),
    ],
)
def test_steps_follow_each_other(state: str, step: str, to: str | None):
    assert after(state, step) == to


def version(
    places: Mapping[str, tuple[int, str]],
    *,
    scores: Mapping[str, str] | None = None,
    away: Mapping[str, str] | None = None,
    decided: tuple[str, ...] = (),
    rulebook: str = "r1",
) -> dict[str, Any]:
    """Return the content of a version: entrants by id with place and award."""
    given = scores or {}
    rows = [
        {"id": key, "name": f"名{key}", "place": place, "total": given.get(key, "80"), "award": award, "parts": {}}
        for key, (place, award) in places.items()
    ]
    people = [
        {
            "id": key,
            "name": f"名{key}",
            "scores": {"quiz": given.get(key, "80")},
            "absent": ["quiz"] if (away or {}).get(key) == "absent" else [],
            "ineligible": "离岗" if (away or {}).get(key) == "left" else "",
        }
        for key in sorted({*places, *(away or {})})
    ]
    decisions = [{"entrants": list(decided), "basis": "lot", "order": list(decided)}] if decided else []
    result = {"lists": {"其他": [], "全部": rows}}
    named = {"order": ["全部", "其他"], "rounds": {"quiz": "知识竞赛"}}
    return {"rulebook": rulebook, "entrants": people, "decisions": decisions, "result": result, **named}


BEFORE = version({"a": (1, "一等奖"), "b": (2, "二等奖"), "c": (3, "")})


def told(later: Mapping[str, Any]) -> list[tuple[str, tuple[str, ...], bool]]:
    return [(one.id, one.why, one.awarded_otherwise) for one in changes(BEFORE, later)]


def test_nothing_changed_is_nothing_told():
    assert changes(BEFORE, BEFORE) == ()


def test_corrected_score_moves_its_owner_and_others():
    later = version({"c": (1, "一等奖"), "a": (2, "二等奖"), "b": (3, "")}, scores={"c": "99"})
    assert told(later) == [
        ("c", ("本人成绩更正：知识竞赛",), True),
        ("a", ("其他人的变动",), True),
        ("b", ("其他人的变动",), True),
    ]


def test_changed_awards_come_before_changed_places():
    later = version({"a": (1, "一等奖"), "c": (2, ""), "b": (2, "")}, scores={"c": "79.5"})
    assert [one.id for one in changes(BEFORE, later)] == ["b", "c"]


def test_whoever_lost_the_right_to_be_ranked_stands_without_place():
    later = version({"a": (1, "一等奖"), "c": (2, "二等奖")}, away={"b": "left"})
    found = {one.id: one for one in changes(BEFORE, later)}
    assert (found["b"].why, found["b"].after.place, found["b"].after.award) == (("资格有变化",), None, "")
    assert lines_of(later)["b"].total == ""
    assert told(version({"a": (1, "一等奖"), "b": (2, "二等奖")}, away={"c": "absent"})) == [
        ("c", ("缺考记录有变化",), False)
    ]


def test_entrant_of_only_one_version_is_told():
    later = version({"a": (1, "一等奖"), "b": (2, "二等奖")})
    assert told(later) == [("c", ("参加排名的人有变化",), False)]
    assert [one.name for one in changes(later, BEFORE)] == ["名c"]


def test_lists_come_in_the_order_of_the_rulebook():
    assert list(lists_of(BEFORE)) == ["全部", "其他"]


def test_names_of_those_who_won_nothing_are_masked_and_the_digest_needs_none():
    found = masked(BEFORE)
    assert [one["name"] for one in found["entrants"]] == ["名a", "名b", "名**"]
    assert [one["name"] for one in found["result"]["lists"]["全部"]] == ["名a", "名b", "名**"]
    assert nameless(found) == nameless(BEFORE)
    assert "name" not in str(nameless(BEFORE))


def test_decision_and_rules_are_reasons():
    places = {"a": (1, "一等奖"), "c": (2, "二等奖"), "b": (3, "")}
    found = told(version(places, decided=("c", "b")))
    assert found == [("c", ("同分经决定",), True), ("b", ("同分经决定",), True)]
    assert told(version(places, rulebook="r2"))[0][1] == ("规则有变化",)
