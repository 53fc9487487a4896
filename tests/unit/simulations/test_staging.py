"""A case to be played live: its papers in the order they are cut, and what the actor may and may not say."""

import pytest

from simulations.props import make_props
from simulations.staging import staged
from tests.factories.desk import trial_case, trial_content

CATALOGUE = trial_content().newest()


def _staged(name, **changes):
    return staged(trial_content().scenarios[name], trial_case(name, **changes), CATALOGUE)


def _letter(**changes):
    return trial_case("trial-supplement").paper("letter").model_copy(update=changes)


@pytest.mark.parametrize("name", ["trial-accept", "trial-supplement", "trial-relay", "trial-guide"])
def test_every_case_can_be_printed(name):
    assert make_props(_staged(name))[:5] == b"%PDF-"


def test_papers_come_before_slips_and_slips_before_cards():
    notes = [(one.note, one.wide, one.card) for one in _staged("trial-accept").papers]
    assert notes == [("收入说明（原件）", 168.0, False), ("居民身份证（原件）", 85.6, True)]
    letter = _letter()
    slip = letter.model_copy(update={"id": "slip", "kind": "receipt", "name": "收条"})
    printed = _staged("trial-supplement", papers=(slip, letter)).papers
    assert [one.note for one in printed[:2]] == ["授权委托书（原件）", "收条（原件）"]


def test_who_has_no_card_among_the_papers_gets_both_its_sides():
    cards = [one for one in _staged("trial-supplement").papers if one.card]
    agent = trial_case("trial-supplement").people["agent"].name
    assert ([one.note for one in cards], agent in cards[0].svg) == (["居民身份证（原件）"] * 2, True)


def test_who_has_no_card_at_all_gets_none():
    people = trial_case("trial-guide").people
    bare = people["applicant"].model_copy(update={"id_card": "none"})
    told = _staged("trial-guide", people={"applicant": bare})
    assert (told.papers, dict(told.role)["带着"]) == ((), "什么也没带")


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({"original": False}, "授权委托书（复印件）"),
        ({"original": False, "name": "委托书复印件"}, "委托书复印件"),
        ({"original": False, "kind": "phone_photo", "name": "委托书照片"}, "委托书照片（影像）"),
    ],
)
def test_a_paper_says_below_it_what_it_is(changes, note):
    paper = _letter(**changes)
    assert _staged("trial-supplement", papers=(paper,)).papers[0].note == note


def test_a_long_paper_is_made_narrow_enough_for_its_page():
    lines = _letter().lines * 40
    paper = _letter(lines=lines)
    assert _staged("trial-supplement", papers=(paper,)).papers[0].wide < 100


def test_the_actor_knows_what_a_person_knows_of_themselves():
    case = trial_case("trial-supplement")
    known = dict(_staged("trial-supplement", authorization={"applicant": "declined"}).role)
    agent = case.people["agent"]
    assert (known["来办"], known["带着"]) == ("试验补贴申领", "居民身份证、授权委托书")
    assert (known["证件号码"], known["联系电话"]) == (agent.id_number, agent.phone)
    assert known["授权调取证照"] == f"{case.people['applicant'].name}：不同意"


def test_who_only_asks_is_told_so():
    assert dict(_staged("trial-guide", applications=()).role)["来办"] == "只是来问问"


def test_what_only_a_question_brings_out_is_kept_silent():
    labels = [CATALOGUE.services["TS-01"].facts[name].label for name in ("resigned", "account")]
    assert sorted(_staged("trial-accept").silent) == sorted(labels)
    assert _staged("trial-accept", opening_shows=("resigned", "account")).silent == ()


def test_improper_questions_are_the_judges_business():
    assert _staged("trial-accept").improper == (("结婚证带了吗？", "结婚证能调取电子证照，不应向居民索要"),)


def test_points_come_by_group_with_their_sum():
    points = _staged("trial-accept").points
    assert len({one.group for one in points}) == len(points)
    assert sum(float(one.worth) for one in points) == 100
    assert (points[0].group, points[0].worth) == ("身份", "10.0")


def test_traps_say_what_they_cost():
    assert _staged("trial-accept").traps == ("索要结婚证（至少失 1 分）", "一口回绝（至少失 55 分）")
