"""Nominations: a district's own, whole, eligible, within its quota; opinions on what was sent; printed as the form."""

from collections.abc import Iterator

import pytest

from app.factory import create_app
from app.services.refused import Refused
from app.services.results.nominations import (
    find_nomination,
    give_opinion,
    list_nominations,
    nomination_pdf,
    save_nomination,
    send_nomination,
    withdraw_nomination,
)
from config import Config
from tests.factories.cast import FakeTime
from tests.factories.judging import JudgedCast, judged_cast

FORM = {
    "sex": "女",
    "born": "1990-01",
    "unit": "虚构中心",
    "post": "综合窗口",
    "years": "3",
    "phone": "10000000001",
    "deeds": "一次性告知，群众不跑第二趟。",
}
UNIT = {"head": "某某", "size": "12", "contact": "某某", "phone": "10000000001", "deeds": "综合窗口全覆盖。"}


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JudgedCast]:
    folder = tmp_path_factory.mktemp("nominations")
    env = {"KAOCHANG_DEMO": "1", "KAOCHANG_INSTANCE": str(folder)}
    with judged_cast(create_app(Config.from_env(env), FakeTime().exam_clock())) as made:
        yield made


def save(cast: JudgedCast, form: dict[str, str] | None = None, **changes: object) -> int:
    facts = {"contest_id": "individual", "category": "front-line", "name": "陆晓岚", "form": form or FORM, **changes}
    return save_nomination(actor=cast.actor("leader1"), competition_id=cast.competition_id, **facts)


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def test_nomination_is_saved_sent_and_gets_its_opinions(cast: JudgedCast):
    leader, organizer, number = cast.actor("leader1"), cast.actor("organizer1"), save(cast)
    assert find_nomination(actor=leader, nomination_id=number).hindrances == ()
    with refused("nomination_not_sent"):
        give_opinion(actor=organizer, nomination_id=number, whose="city", words="同意")
    send_nomination(actor=leader, nomination_id=number)
    with refused("nomination_sent"):
        save(cast, nomination_id=number)
    with refused("nomination_sent"):
        send_nomination(actor=leader, nomination_id=number)
    with refused("no_line"):
        give_opinion(actor=organizer, nomination_id=number, whose="friend", words="同意")
    give_opinion(actor=organizer, nomination_id=number, whose="city", words="同意")
    view = find_nomination(actor=organizer, nomination_id=number)
    assert (view.state, view.opinions["city"]["words"]) == ("sent", "同意")
    assert nomination_pdf(view).startswith(b"%PDF-")
    withdraw_nomination(actor=leader, nomination_id=number, words="本人放弃")
    assert find_nomination(actor=leader, nomination_id=number).state == "withdrawn"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"deeds": ""}, ["没有填写主要事迹"]),
        ({"years": "1"}, ["到 2026-07-01 在岗须满 2 年"]),
        ({"years": "很久"}, ["到 2026-07-01 在岗须满 2 年"]),
        ({"sex": "", "unit": ""}, ["没有填写性别", "没有填写单位"]),
    ],
)
def test_what_keeps_a_form_from_being_sent_is_told_whole(cast: JudgedCast, change: dict[str, str], told: list[str]):
    number = save(cast, {**FORM, **change})
    assert list(find_nomination(actor=cast.actor("leader1"), nomination_id=number).hindrances) == told
    with refused("not_sendable"):
        send_nomination(actor=cast.actor("leader1"), nomination_id=number)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"contest_id": "others"}, "no_contest"),
        ({"category": "centre"}, "no_category"),
        ({"name": " "}, "no_name"),
        ({"form": {**FORM, "sex": "很长很长长"}}, "field_too_long"),
    ],
)
def test_form_that_cannot_be_kept_is_refused(cast: JudgedCast, change: dict[str, object], code: str):
    with refused(code):
        save(cast, **change)


def test_districts_quota_is_kept(cast: JudgedCast):
    leader = cast.actor("leader1")
    for _ in range(30):
        send_nomination(actor=leader, nomination_id=save(cast))
    number = save(cast)
    assert find_nomination(actor=leader, nomination_id=number).hindrances == ("江澜区推荐名额 30 人已满",)


def test_units_are_counted_by_category(cast: JudgedCast):
    leader = cast.actor("leader1")
    facts = {"contest_id": "collective", "category": "district-team", "name": "虚构团队"}
    for _ in range(16):
        send_nomination(actor=leader, nomination_id=save(cast, UNIT, **facts))
    number = save(cast, UNIT, **facts)
    assert find_nomination(actor=leader, nomination_id=number).hindrances == ("这一类推荐名额 16 个已满",)


def test_another_districts_nomination_does_not_exist_for_a_leader(cast: JudgedCast):
    number, leader = save(cast), cast.actor("leader1")
    other = type(leader)(leader.key, leader.id, leader.name, leader.role, None, leader.epoch, "浦屿区", "")
    with refused("no_nomination"):
        find_nomination(actor=other, nomination_id=number)
    assert list_nominations(actor=other, competition_id=cast.competition_id) == []
    with refused("forbidden"):
        save_nomination(
            actor=cast.actor("organizer1"), competition_id=cast.competition_id, contest_id="individual",
            category="front-line", name="某某", form=FORM,
        )  # fmt: skip
