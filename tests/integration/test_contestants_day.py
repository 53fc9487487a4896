"""What a session asks of a contestant: the pledge, the earliest hand-in, hands and signals, confirmations."""

import re

import pytest
from flask import Flask

from app.services.calls import answer_hand
from app.services.scores import release
from app.services.upkeep import tick
from config import Config
from tests.conftest import Act
from tests.factories.cast import MINUTE, START, FakeTime, Rounds, staff_actor
from tests.factories.exam_client import ExamClient, Reply, entry
from tests.factories.room import pause
from tests.factories.stored import execute, rows
from tests.factories.venue import Venue, seat_everyone

OPENS = START + 10 * MINUTE
PROCTOR = staff_actor("proctor")


@pytest.fixture
def venue(app: Flask, rounds: Rounds) -> Venue:
    return seat_everyone(app, rounds)


@pytest.fixture
def at_work(venue: Venue, contestant: ExamClient, rounds: Rounds, clock: FakeTime) -> ExamClient:
    """Return a contestant of the session, the paper open since the start."""
    assert venue.session
    contestant.enter(rounds.shared)
    clock.move_to(OPENS)
    contestant.open()
    return contestant


def hand_in_after(config: Config, minutes: int) -> None:
    execute(config, "UPDATE exam_sessions SET hand_in_after = :after", after=minutes * MINUTE)


# ---- hands and signals ----


def test_raised_hand_is_told_its_answer_only_while_it_asks_for_it(at_work: ExamClient, clock: FakeTime, act: Act):
    raised = at_work.save(entry(1, "hand", {"text": "图片看不清"}), hand=1).json
    assert (raised["acked"], raised["answer"]) == (1, None)
    clock.move(MINUTE)
    act(answer_hand, actor=PROCTOR, sitting_id=at_work.sitting, seq=1, words="可以放大")

    assert "answer" not in at_work.save().json
    assert at_work.save(hand=1).json["answer"] == {"seq": 1, "words": "可以放大", "at": clock.now}
    assert at_work.save(hand=2).json["answer"] is None


def test_opened_page_is_told_of_the_hand_that_is_up(at_work: ExamClient, clock: FakeTime, act: Act):
    assert at_work.open().json["hand"] is None
    raised_at = clock.now
    at_work.save(entry(1, "hand", {}))
    up = {"seq": 1, "at": raised_at, "text": "", "answer": None}
    assert at_work.open().json["hand"] == up
    clock.move(MINUTE)
    act(answer_hand, actor=PROCTOR, sitting_id=at_work.sitting, seq=1, words="")
    answer = {"seq": 1, "words": "监考员已到座", "at": clock.now}
    assert at_work.open().json["hand"] == up | {"answer": answer}
    at_work.save(entry(2, "hand", {"text": 7}))
    assert at_work.open().json["hand"]["text"] == ""
    at_work.save(entry(3, "hand", {"lower": True}))
    assert at_work.open().json["hand"] is None


def test_hand_is_raised_while_paused(at_work: ExamClient, act: Act):
    act(pause, sitting_id=at_work.sitting)
    assert at_work.save(entry(1, "hand", {})).json["acked"] == 1


def test_hands_and_signals_change_no_answer_and_are_not_called_ignored(
    at_work: ExamClient, act: Act, organizer: ExamClient
):
    at_work.save(at_work.answer(1))
    before = at_work.open().json
    evidence = [("hand", {"text": "字"}), ("signal", {"code": "paste", "length": 3}), ("focus", {"on": False})]
    at_work.save(*(entry(seq, kind, body) for seq, (kind, body) in enumerate(evidence, 2)))
    after = at_work.open().json
    assert {name: after[name] for name in ("responses", "flags", "locked")} == {
        name: before[name] for name in ("responses", "flags", "locked")
    }
    at_work.submit()
    act(tick)
    page = organizer.get(f"/organizer/sittings/{at_work.sitting}").text
    assert ("4 条" in page, "不起作用" in page) == (True, False)


@pytest.mark.parametrize("wrong", [-1, True, "1", 2**31])
def test_hand_that_no_client_sends_is_malformed(at_work: ExamClient, wrong: object):
    reply = at_work.save(hand=wrong)
    assert (reply.status, reply.json) == (400, {"code": "malformed", "field": "hand"})


# ---- the pledge ----


def enter_by_form(client: ExamClient, round_id: int, *ticked: str) -> Reply:
    path = f"/exam/rounds/{round_id}"
    fields = {"csrf_token": client.csrf(path)} | dict.fromkeys(ticked, "y")
    return client.post_form(f"{path}/enter", fields)


def pledges(config: Config) -> list[tuple[int]]:
    return rows(config, "SELECT pledged_at FROM seatings WHERE pledged_at IS NOT NULL")


def test_pledge_is_asked_for_in_a_session_and_kept_once(
    venue: Venue, contestant: ExamClient, rounds: Rounds, clock: FakeTime, config: Config
):
    assert venue.session
    page = contestant.get(f"/exam/rounds/{rounds.shared}").text
    assert ("考场纪律" in page, "我承诺" in page) == (True, True)
    refused = enter_by_form(contestant, rounds.shared, "agreed")
    assert (refused.status, "请先阅读并接受承诺" in refused.text, pledges(config)) == (400, True, [])
    assert enter_by_form(contestant, rounds.shared, "agreed", "pledged").status == 303
    first = clock.now
    clock.move(MINUTE)
    assert enter_by_form(contestant, rounds.shared, "agreed", "pledged").status == 303
    assert pledges(config) == [(first,)]
    assert rows(config, "SELECT COUNT(*) FROM audit_entries WHERE action = 'pledge'") == [(1,)]


def test_round_without_a_session_asks_for_no_pledge(contestant: ExamClient, rounds: Rounds, config: Config):
    assert "我承诺" not in contestant.get(f"/exam/rounds/{rounds.personal}").text
    assert enter_by_form(contestant, rounds.personal, "agreed", "pledged").status == 303
    assert pledges(config) == []


# ---- the earliest hand-in ----


@pytest.mark.parametrize(("late", "taken"), [(0, False), (30 * MINUTE - 1, False), (30 * MINUTE, True)])
def test_hand_in_is_taken_from_the_agreed_minute(
    at_work: ExamClient, clock: FakeTime, config: Config, late: int, *, taken: bool
):
    hand_in_after(config, 30)
    assert at_work.open().json["hand_in_from"] == OPENS + 30 * MINUTE
    clock.move(late)
    reply = at_work.submit(at_work.answer(1))
    if taken:
        assert reply.json["receipt"]["state"] == "handed_in"
    else:
        expected = {"code": "too_early", "acked": 1, "from": OPENS + 30 * MINUTE}
        assert (reply.status, {name: reply.json[name] for name in expected}) == (409, expected)
        assert at_work.save(at_work.answer(2)).json["acked"] == 2


def test_hand_in_at_the_deadline_always_passes(at_work: ExamClient, clock: FakeTime, config: Config):
    hand_in_after(config, 24 * 60)
    deadline = at_work.open().json["deadline"]
    clock.move_to(deadline - 1)
    assert at_work.submit().json["code"] == "too_early"
    clock.move(1)
    assert at_work.submit().json["receipt"]["how"] == "handed_in"


def test_rule_of_the_session_binds_nobody_else(sitting: ExamClient, venue: Venue, config: Config):
    assert venue.session
    hand_in_after(config, 30)
    assert sitting.open().json["hand_in_from"] is None
    assert sitting.submit().status == 200


def test_other_refusals_come_before_an_early_hand_in(at_work: ExamClient, config: Config):
    hand_in_after(config, 30)
    at_work.lease = "0" * 16
    assert at_work.submit(at_work.answer(1)).json["code"] == "lease_lost"


# ---- confirmations ----


def confirm(client: ExamClient, **fields: str) -> Reply:
    path = f"/exam/sittings/{client.sitting}/receipt"
    page = client.get(path).text
    shown = dict(re.findall(r'<input type="hidden" name="(what|version)" value="(\w+)">', page))
    token = client.csrf(path)
    reply = client.post_form(f"/exam/sittings/{client.sitting}/confirm", {"csrf_token": token, **shown, **fields})
    return client.get(reply.headers["Location"]) if reply.status == 303 else reply


def confirmations(config: Config) -> list[tuple[str, int]]:
    return rows(config, "SELECT what, version FROM confirmations ORDER BY id")


def test_hand_in_and_then_the_released_score_are_confirmed_once(
    at_work: ExamClient,
    clock: FakeTime,
    rounds: Rounds,
    act: Act,
    config: Config,
    organizer: ExamClient,
):
    early = confirm(at_work, what="hand_in", version="1")
    assert ("还不能确认" in early.text, confirmations(config)) == (True, [])
    at_work.submit(at_work.answer(1))
    assert "确认交卷</button>" in at_work.get(f"/exam/sittings/{at_work.sitting}/receipt").text
    assert "已确认交卷，可以离场。" in confirm(at_work).text
    confirm(at_work)
    [(final,)] = rows(config, "SELECT id FROM finals")
    assert confirmations(config) == [("hand_in", final)]

    clock.move_to(OPENS + 120 * MINUTE)
    act(tick)
    act(tick)
    assert "还不能确认" in confirm(at_work, what="score", version="1").text
    act(release, round_id=rounds.shared, actor="staff:organizer1")
    assert at_work.get(f"/exam/sittings/{at_work.sitting}/slip").status == 200
    stale = confirm(at_work, version="999")
    assert ("内容有更新" in stale.text, len(confirmations(config))) == (True, 1)
    assert "已确认成绩。" in confirm(at_work).text
    assert [what for what, _ in confirmations(config)] == ["hand_in", "score"]
    slip = at_work.get(f"/exam/sittings/{at_work.sitting}/slip").text
    assert ("选手01" in slip, "在系统中确认以上成绩" in slip, "一室 01 号" in slip) == (True, True, True)
    told = organizer.get(f"/organizer/sittings/{at_work.sitting}").text
    assert ("本人确认" in told, "未确认" in told) == (True, False)


def test_nobody_confirms_for_another(at_work: ExamClient, other_contestant: ExamClient, config: Config):
    at_work.submit()
    other_contestant.sitting = at_work.sitting
    token = other_contestant.csrf("/exam")
    path = f"/exam/sittings/{at_work.sitting}/confirm"
    reply = other_contestant.post_form(path, {"csrf_token": token, "what": "hand_in", "version": "1"})
    assert other_contestant.get(reply.headers["Location"]).status == 404
    assert confirmations(config) == []


def test_slip_is_only_there_with_a_released_score(at_work: ExamClient):
    at_work.submit()
    reply = at_work.get(f"/exam/sittings/{at_work.sitting}/slip")
    assert (reply.status, reply.headers["Location"]) == (303, f"/exam/sittings/{at_work.sitting}/receipt")
