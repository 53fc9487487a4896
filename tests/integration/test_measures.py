"""Measures through the service: legal as of the moment, recorded with their reason, within the proctor's rooms."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from app.services import audit
from app.services.access import Actor
from app.services.grading import grade_due
from app.services.measures import Ask, Done, Preview, perform, preview
from app.services.refused import Refused
from app.services.second_person import Second
from app.services.upkeep import tick
from config import Config
from proctor.measures import TWO_PEOPLE, Measure
from tests.conftest import Act
from tests.factories.cast import MINUTE, PASSWORD, START, FakeTime, Rounds, staff_actor
from tests.factories.exam_client import ExamClient
from tests.factories.room import proctor_of
from tests.factories.stored import rows
from tests.factories.venue import Venue, seat_everyone

CHIEF = staff_actor("chief_proctor")
SECOND = Second("proctor1", PASSWORD, "127.0.0.1")
OPENS = START + 10 * MINUTE
END = OPENS + 60 * MINUTE
SITTINGS = "SELECT id FROM sittings WHERE round_id = :round ORDER BY contestant_id"
MEASURES = "SELECT kind, reason, words, milliseconds, detail, by, second FROM measures ORDER BY id"
Do = Callable[..., Done]


@pytest.fixture
def venue(app: Flask, rounds: Rounds) -> Venue:
    return seat_everyone(app, rounds)


@pytest.fixture
def at_work(venue: Venue, contestant: ExamClient, rounds: Rounds, clock: FakeTime) -> ExamClient:
    """Return the first contestant at the start of the shared round, seated."""
    assert venue.session
    clock.move_to(OPENS)
    return contestant.start(rounds.shared)


@pytest.fixture
def do(act: Act, rounds: Rounds) -> Do:
    def perform_one(measure: Measure, *sittings: str, **given: Any) -> Done:
        actor, second = given.pop("actor", CHIEF), given.pop("second", SECOND if measure in TWO_PEOPLE else None)
        ask = Ask(measure, sittings, given.pop("reason", "S07"), given.pop("words", "主考决定"), **given)
        return act(perform, actor=actor, round_id=rounds.shared, ask=ask, second=second)

    return perform_one


def all_sittings(config: Config, rounds: Rounds) -> list[str]:
    return [sitting for (sitting,) in rows(config, SITTINGS, round=rounds.shared)]


def state_of(config: Config, sitting: str) -> tuple[Any, ...]:
    return rows(config, "SELECT state, deadline, lease IS NULL FROM sittings WHERE id = :id", id=sitting)[0]


def test_a_room_is_paused_at_once_and_what_can_not_be_is_skipped_with_why(
    at_work: ExamClient, do: Do, config: Config, rounds: Rounds
):
    everyone = all_sittings(config, rounds)
    done = do(Measure.PAUSE, *everyone, reason="E02", words="全楼停电")
    assert done.changed == (at_work.sitting,)
    assert sorted(done.skipped) == sorted(
        (one, "现在的状态不能这样办理") for one in everyone if one != at_work.sitting
    )
    assert rows(config, MEASURES) == [("pause", "E02", "全楼停电", None, "暂停计时", "staff:chief_proctor1", "")]
    assert at_work.save().json["state"] == "paused"


def test_preview_says_exactly_what_then_happens(at_work: ExamClient, act: Act, do: Do, rounds: Rounds, config: Config):
    ask = Ask(Measure.GRANT, (at_work.sitting,), "N01", "断网", 5 * MINUTE)
    seen: Preview = act(preview, actor=CHIEF, round_id=rounds.shared, ask=ask)
    (line,) = seen.lines
    do(Measure.GRANT, at_work.sitting, reason="N01", milliseconds=5 * MINUTE)
    assert (line.seat, line.name, line.deadline, line.new_deadline) == ("01", "选手01", END, END + 5 * MINUTE)
    assert (line.allowed, seen.changes, seen.two_people) == (True, 1, False)
    assert state_of(config, at_work.sitting)[:2] == (line.new_state, line.new_deadline)


def test_preview_changes_nothing_and_says_why_not(at_work: ExamClient, act: Act, rounds: Rounds, config: Config):
    before = rows(config, "SELECT COUNT(*) FROM audit_entries")
    ask = Ask(Measure.RESUME, (at_work.sitting,), "S07", "")
    (line,) = act(preview, actor=CHIEF, round_id=rounds.shared, ask=ask).lines
    assert (line.allowed, line.note, line.new_deadline) == (False, "现在的状态不能这样办理", END)
    assert rows(config, "SELECT COUNT(*) FROM audit_entries") == before


def test_legal_for_nobody_is_refused_and_leaves_nothing(at_work: ExamClient, do: Do, config: Config):
    with pytest.raises(Refused, match="nothing_to_do"):
        do(Measure.RESUME, at_work.sitting)
    with pytest.raises(Refused, match="nothing_to_do"):
        do(Measure.PAUSE)
    assert rows(config, MEASURES) == []


@pytest.mark.parametrize(
    ("given", "code"),
    [({"reason": "X99"}, "unknown_reason"), ({"reason": "C03"}, "unknown_reason"), ({"words": "  "}, "empty_reason")],
)
def test_every_measure_needs_a_reason_that_fits_it_and_words(
    at_work: ExamClient, do: Do, given: dict[str, str], code: str
):
    with pytest.raises(Refused, match=code):
        do(Measure.PAUSE, at_work.sitting, **given)


def test_words_are_bounded(at_work: ExamClient, do: Do):
    with pytest.raises(Refused, match="words_too_long"):
        do(Measure.PAUSE, at_work.sitting, words="长" * 501)


@pytest.mark.parametrize("measure", sorted(TWO_PEOPLE))
def test_what_needs_two_people_is_refused_to_one(at_work: ExamClient, do: Do, measure: Measure, config: Config):
    at_work.submit()
    with pytest.raises(Refused, match="second_needed"):
        do(measure, at_work.sitting, second=None)
    with pytest.raises(Refused, match="same_person"):
        do(measure, at_work.sitting, second=Second("chief_proctor1", PASSWORD, "127.0.0.1"))
    assert rows(config, MEASURES) == []


def test_proctor_of_another_room_finds_no_sitting(at_work: ExamClient, act: Act, rounds: Rounds):
    stranger: Actor = act(proctor_of, key="staff:proctor9")
    ask = Ask(Measure.PAUSE, (at_work.sitting,), "S07", "x")
    for use_case in (preview, perform):
        with pytest.raises(Refused, match="no_sitting"):
            act(use_case, actor=stranger, round_id=rounds.shared, ask=ask)
    with pytest.raises(Refused, match="no_sitting"):
        act(preview, actor=CHIEF, round_id=rounds.personal, ask=ask)


def test_reopened_sitting_gives_back_what_was_left_from_its_re_entry_on(
    at_work: ExamClient, do: Do, clock: FakeTime, config: Config, act: Act
):
    clock.move(20 * MINUTE)
    at_work.submit(at_work.answer(1))
    act(grade_due)
    clock.move(7 * MINUTE)
    do(Measure.REOPEN, at_work.sitting, reason="C03", words="误点交卷")
    assert state_of(config, at_work.sitting) == ("reopened", None, 1)
    assert at_work.save(at_work.answer(2)).json["code"] == "lease_lost"
    clock.move(6 * MINUTE)
    opened = at_work.open().json
    assert (opened["state"], opened["deadline"], opened["next_seq"]) == ("working", END + 13 * MINUTE, 2)
    assert at_work.save(at_work.answer(2)).status == 200
    assert at_work.submit().json["receipt"]["last_seq"] == 2
    act(grade_due)
    finals = rows(config, "SELECT last_seq, voided_at IS NULL FROM finals ORDER BY id")
    assert finals == [(1, 0), (2, 1)]
    assert rows(config, "SELECT second FROM measures") == [("staff:proctor1",)]


def test_timed_out_sitting_is_reopened_with_time(at_work: ExamClient, do: Do, clock: FakeTime, act: Act):
    clock.move_to(END + MINUTE)
    act(tick)
    with pytest.raises(Refused, match="nothing_to_do"):
        do(Measure.REOPEN, at_work.sitting)
    do(Measure.REOPEN, at_work.sitting, milliseconds=4 * MINUTE)
    clock.move(9 * MINUTE)
    assert at_work.open().json["deadline"] == clock.now + 4 * MINUTE


def test_extra_time_a_millisecond_before_the_sweep_saves_the_sitting(
    at_work: ExamClient, do: Do, clock: FakeTime, act: Act
):
    clock.move_to(END + 10_000 + 5_000 - 1)
    act(tick)
    do(Measure.GRANT, at_work.sitting, milliseconds=MINUTE)
    clock.move(1)
    act(tick)
    assert at_work.save(at_work.answer(1)).json["acked"] == 1


def test_extra_time_a_millisecond_after_the_sweep_says_to_reopen(
    at_work: ExamClient, do: Do, clock: FakeTime, act: Act
):
    clock.move_to(END + 10_000 + 5_000)
    act(tick)
    with pytest.raises(Refused) as refused:
        do(Measure.GRANT, at_work.sitting, milliseconds=MINUTE)
    assert refused.value.facts["why"] == "已收卷，须先重新开考"


def test_ended_sitting_holds_what_arrives_later(at_work: ExamClient, do: Do, config: Config):
    at_work.save(at_work.answer(1))
    do(Measure.END, at_work.sitting, reason="S06", words="统一收卷")
    late = at_work.save(at_work.answer(2))
    assert (late.status, late.json["code"], late.json["held"]) == (409, "closed", 1)
    assert late.json["receipt"]["how"] == "collected"
    assert rows(config, "SELECT how, last_seq FROM finals") == [("collected", 1)]


def test_annulled_sitting_has_no_score(at_work: ExamClient, do: Do, act: Act, config: Config):
    at_work.submit(at_work.answer(1))
    do(Measure.ANNUL, at_work.sitting, reason="C06", words="冒名顶替")
    act(grade_due)
    assert state_of(config, at_work.sitting)[0] == "void"
    assert rows(config, "SELECT COUNT(*) FROM scores") == [(0,)]
    assert at_work.open().json["code"] == "closed"


def test_moved_contestant_goes_on_elsewhere_with_the_code_and_the_old_pc_is_out(
    at_work: ExamClient, venue: Venue, do: Do, config: Config
):
    at_work.save(at_work.answer(1))
    done = do(Measure.MOVE, at_work.sitting, reason="D01", words="蓝屏", seat_id=venue.seats[3])
    old, new = at_work.lease, "browser-of-the-spare-pc"
    assert at_work.open(browser=new).json["code"] == "resume_code_needed"
    assert at_work.open(browser=new, code=done.codes[at_work.sitting]).json["responses"] != {}
    at_work.lease, mine = old, at_work.lease
    assert at_work.save(at_work.answer(2)).json["code"] == "lease_lost"
    at_work.lease = mine
    assert at_work.save(at_work.answer(2)).json["acked"] == 2
    assert rows(config, "SELECT detail FROM measures") == [("座位 01 换到 04",)]
    codes = [code for (code,) in rows(config, "SELECT code FROM signals ORDER BY id")]
    assert codes == ["second_machine", "machine_changed"]


@pytest.mark.parametrize(("seat", "code"), [(1, "seat_taken"), (None, "no_seat")])
def test_nobody_is_moved_to_a_taken_or_unknown_seat(
    at_work: ExamClient, venue: Venue, do: Do, seat: int | None, code: str
):
    with pytest.raises(Refused, match=code):
        do(Measure.MOVE, at_work.sitting, seat_id=999 if seat is None else venue.seats[seat])


def test_a_move_without_a_plan_gives_the_code_alone(sitting: ExamClient, act: Act, rounds: Rounds):
    ask = Ask(Measure.MOVE, (sitting.sitting,), "D01", "死机")
    done = act(perform, actor=CHIEF, round_id=rounds.personal, ask=ask)
    assert sitting.open(browser="another-browser-123", code=done.codes[sitting.sitting]).status == 200
    with pytest.raises(Refused, match="no_seating"):
        act(
            perform,
            actor=CHIEF,
            round_id=rounds.personal,
            ask=Ask(Measure.MOVE, (sitting.sitting,), "D01", "死机", seat_id=1),
        )


def test_released_sitting_opens_anywhere_without_a_code(at_work: ExamClient, do: Do):
    do(Measure.RELEASE, at_work.sitting, reason="D01", words="电脑搬走")
    assert at_work.open(browser="another-browser-123").status == 200


def test_late_start_gives_the_whole_time(
    venue: Venue, contestant: ExamClient, rounds: Rounds, clock: FakeTime, do: Do, config: Config
):
    assert venue.session
    contestant.enter(rounds.shared)
    sitting = contestant.sitting
    clock.move_to(OPENS + 35 * MINUTE)
    assert contestant.open().json["code"] == "entry_closed"
    do(Measure.START, sitting, reason="C01", words="车辆故障，主考同意")
    assert contestant.open().json["deadline"] == clock.now + 60 * MINUTE
    assert rows(config, "SELECT kind, delays_start FROM grants") == [("late_start", 1)]


def test_notice_reaches_everyone_asked(at_work: ExamClient, do: Do, config: Config, rounds: Rounds):
    with pytest.raises(Refused, match="empty_notice"):
        do(Measure.NOTICE, at_work.sitting, text=" ")
    do(Measure.NOTICE, *all_sittings(config, rounds), words="", text="第 3 题图片可以放大。")
    assert [notice["text"] for notice in at_work.save().json["notices"]] == ["第 3 题图片可以放大。"]


def test_two_hands_on_one_sitting_come_one_after_the_other_and_the_chain_holds(at_work: ExamClient, do: Do, act: Act):
    do(Measure.PAUSE, at_work.sitting)
    with pytest.raises(Refused, match="nothing_to_do"):
        do(Measure.PAUSE, at_work.sitting)
    do(Measure.RESUME, at_work.sitting)
    assert act(audit.verify) is None
