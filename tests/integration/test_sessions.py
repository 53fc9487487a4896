"""A session's day: begun by hand, checking in, absences, silences, hands, incidents, and the seal at its end."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from app.queries.attendance import arrivals, find_session
from app.services.access import Actor
from app.services.attendance import check_in, mark_absent, undo_check_in
from app.services.calls import answer_hand, note_incident, settle_silence
from app.services.held import decide
from app.services.measures import Ask, perform
from app.services.refused import Refused
from app.services.second_person import Second
from app.services.session_seals import find_seal, seal_session
from app.services.sessions import postpone_session, start_session
from app.services.upkeep import tick
from config import Config
from proctor.measures import Measure
from tests.conftest import Act
from tests.factories.cast import CODES, MINUTE, PASSWORD, START, FakeTime, Rounds, staff_actor
from tests.factories.exam_client import ExamClient, entry
from tests.factories.room import proctor_of
from tests.factories.stored import execute, rows
from tests.factories.venue import Venue, seat_everyone

CHIEF, PROCTOR, AUDITOR = staff_actor("chief_proctor"), staff_actor("proctor"), staff_actor("auditor")
WITNESS = Second("auditor1", PASSWORD, "127.0.0.1")
OPENS = START + 10 * MINUTE
FIRST, SECOND, THIRD = CODES
SealIt = Callable[..., str]


@pytest.fixture
def venue(app: Flask, rounds: Rounds) -> Venue:
    return seat_everyone(app, rounds)


@pytest.fixture
def at_work(venue: Venue, contestant: ExamClient, rounds: Rounds, clock: FakeTime) -> ExamClient:
    assert venue.session
    clock.move_to(OPENS)
    return contestant.start(rounds.shared)


@pytest.fixture
def arrive(act: Act) -> Callable[..., Any]:
    def one(venue: Venue, number: str, **changes: Any) -> Any:
        given = {"actor": PROCTOR, "session_id": venue.session, "identity": True, "phone": True} | changes
        return act(check_in, number=number, **given)

    return one


# ---- begun by hand ----


def test_session_held_by_hand_waits_for_the_proctor_whatever_the_clock_says(
    app: Flask, contestant: ExamClient, rounds: Rounds, clock: FakeTime, act: Act
):
    venue = seat_everyone(app, rounds, by_hand=True)
    contestant.enter(rounds.shared)
    clock.move_to(OPENS + 25 * MINUTE)
    waiting = contestant.open().json
    assert (waiting["code"], waiting["starts"], waiting["held"]) == ("not_started", OPENS, True)
    assert act(start_session, actor=CHIEF, session_id=venue.session) == clock.now
    assert contestant.open().json["deadline"] == clock.now + 60 * MINUTE
    with pytest.raises(Refused, match="session_started"):
        act(start_session, actor=CHIEF, session_id=venue.session)


def test_entry_closes_as_long_after_the_start_as_was_planned(app: Flask, rounds: Rounds, clock: FakeTime, act: Act):
    venue = seat_everyone(app, rounds, by_hand=True)
    clock.move_to(OPENS + 25 * MINUTE)
    act(start_session, actor=CHIEF, session_id=venue.session)
    found = act(find_session, session_id=venue.session)
    assert (found.opens, found.entry_closes) == (clock.now, clock.now + 30 * MINUTE)


def test_session_by_the_clock_is_not_begun_by_hand_but_may_be_put_off(
    venue: Venue, contestant: ExamClient, rounds: Rounds, clock: FakeTime, act: Act
):
    with pytest.raises(Refused, match="session_by_clock"):
        act(start_session, actor=CHIEF, session_id=venue.session)
    act(postpone_session, actor=CHIEF, session_id=venue.session, milliseconds=5 * MINUTE, words="场地原因")
    contestant.enter(rounds.shared)
    clock.move_to(OPENS + 5 * MINUTE - 1)
    assert contestant.open().json == {
        "code": "not_started",
        "starts": OPENS + 5 * MINUTE,
        "held": False,
        "now": clock.now,
    }
    clock.move(1)
    assert contestant.open().status == 200
    with pytest.raises(Refused, match="session_started"):
        act(postpone_session, actor=CHIEF, session_id=venue.session, milliseconds=MINUTE, words="晚了")


@pytest.mark.parametrize(
    ("milliseconds", "words", "code"),
    [(0, "x", "bad_grant"), (25 * 60 * MINUTE, "x", "bad_grant"), (1, " ", "empty_reason")],
)
def test_putting_off_needs_a_sensible_time_and_words(venue: Venue, act: Act, milliseconds: int, words: str, code: str):
    with pytest.raises(Refused, match=code):
        act(postpone_session, actor=CHIEF, session_id=venue.session, milliseconds=milliseconds, words=words)


def test_session_is_only_for_those_on_duty_in_its_rooms(venue: Venue, act: Act):
    stranger: Actor = act(proctor_of, key="staff:proctor9")
    for session_id in (venue.session, 999):
        with pytest.raises(Refused, match="no_session"):
            act(start_session, actor=stranger, session_id=session_id)


# ---- checking in ----


def test_nobody_opens_a_paper_before_the_check_in_where_it_is_asked_for(
    app: Flask, contestant: ExamClient, rounds: Rounds, clock: FakeTime, arrive: Callable[..., Any]
):
    venue = seat_everyone(app, rounds, check_in=True)
    contestant.enter(rounds.shared)
    clock.move_to(OPENS)
    refused = contestant.open()
    assert (refused.status, refused.json["code"]) == (403, "not_checked_in")
    arrive(venue, FIRST)
    assert contestant.open().status == 200


@pytest.mark.parametrize(("late", "let_in"), [(0, True), (30 * MINUTE, True), (30 * MINUTE + 1, False)])
def test_late_arrivals_are_checked_in_until_the_entry_closes(
    venue: Venue, clock: FakeTime, arrive: Callable[..., Any], late: int, *, let_in: bool
):
    clock.move_to(OPENS + late)
    if let_in:
        done = arrive(venue, FIRST)
        assert (done.name, done.room, done.seat, done.late, done.again) == ("选手01", "一室", "01", late, False)
    else:
        with pytest.raises(Refused, match="entry_closed"):
            arrive(venue, FIRST)


def test_scan_is_read_as_people_type_and_a_second_one_changes_nothing(
    venue: Venue, clock: FakeTime, act: Act, arrive: Callable[..., Any]
):
    arrive(venue, " 2026-0001 ")
    clock.move(MINUTE)
    assert arrive(venue, FIRST, phone=False).again
    (row,) = [row for row in act(arrivals, session_id=venue.session) if row.number == FIRST]
    assert (row.checked_in_at, row.phone_handed_in, row.present) == (START, False, True)


@pytest.mark.parametrize(
    ("number", "changes", "code"),
    [("20269999", {}, "not_expected"), ("", {}, "not_expected"), (FIRST, {"identity": False}, "identity_unchecked")],
)
def test_who_is_not_checked_in(
    venue: Venue, arrive: Callable[..., Any], number: str, changes: dict[str, Any], code: str
):
    with pytest.raises(Refused, match=code):
        arrive(venue, number, **changes)


def test_proctor_of_another_room_does_not_find_the_contestant(
    venue: Venue, act: Act, arrive: Callable[..., Any], config: Config
):
    execute(config, "UPDATE seatings SET seat_id = :id WHERE contestant_id = 3", id=venue.seats[4])
    stranger: Actor = act(proctor_of, key="staff:proctor9")
    with pytest.raises(Refused, match="not_expected"):
        arrive(venue, FIRST, actor=stranger)
    assert arrive(venue, THIRD, actor=stranger).room == "二室"


def test_who_has_no_seat_draws_a_free_one(venue: Venue, config: Config, arrive: Callable[..., Any]):
    execute(config, "UPDATE seatings SET seat_id = NULL WHERE contestant_id = 1")
    assert arrive(venue, FIRST).seat in {"01", "04"}


def test_full_rooms_have_no_seat_to_draw(venue: Venue, config: Config, arrive: Callable[..., Any]):
    execute(config, "UPDATE seatings SET seat_id = NULL WHERE contestant_id = 1")
    execute(config, "UPDATE seats SET spare = TRUE WHERE label IN ('01', '04')")
    with pytest.raises(Refused, match="no_free_seat"):
        arrive(venue, FIRST)


def test_check_in_and_absence_are_taken_back_until_the_paper_is_open(
    venue: Venue, at_work: ExamClient, act: Act, arrive: Callable[..., Any]
):
    named = {"actor": PROCTOR, "session_id": venue.session}
    arrive(venue, SECOND)
    act(undo_check_in, number=SECOND, **named)
    act(mark_absent, number=SECOND, absent=True, **named)
    assert [row.absent_at is not None for row in act(arrivals, session_id=venue.session)] == [False, True, False]
    act(mark_absent, number=SECOND, absent=False, **named)
    for use_case, more in ((undo_check_in, {}), (mark_absent, {"absent": True})):
        with pytest.raises(Refused, match="already_working"):
            act(use_case, number=FIRST, **more, **named)
    assert at_work.lease


# ---- silences ----


def test_silence_is_observed_and_made_good_with_one_decision(
    at_work: ExamClient, clock: FakeTime, act: Act, config: Config
):
    at_work.save()
    act(tick)
    clock.move(2 * MINUTE)
    at_work.save(at_work.answer(1))
    act(tick)
    [(silence, start, end)] = rows(config, "SELECT id, from_at, to_at FROM silences")
    assert (start, end) == (OPENS, OPENS + 2 * MINUTE)
    act(settle_silence, actor=PROCTOR, silence_id=silence, milliseconds=2 * MINUTE)
    assert at_work.save().json["deadline"] == OPENS + 62 * MINUTE
    with pytest.raises(Refused, match="silence_settled"):
        act(settle_silence, actor=PROCTOR, silence_id=silence, milliseconds=2 * MINUTE)


@pytest.mark.parametrize(("quiet", "silences"), [(29_999, 0), (30_000, 1)])
def test_silence_begins_at_thirty_seconds(
    at_work: ExamClient, clock: FakeTime, act: Act, config: Config, quiet: int, silences: int
):
    clock.move(quiet)
    at_work.save()
    act(tick)
    assert rows(config, "SELECT COUNT(*) FROM silences") == [(silences,)]


def test_silence_of_a_pc_that_was_changed_ends_with_the_new_one(
    at_work: ExamClient, clock: FakeTime, act: Act, config: Config, rounds: Rounds
):
    clock.move(MINUTE)
    ask = Ask(Measure.MOVE, (at_work.sitting,), "D01", "死机")
    code = act(perform, actor=PROCTOR, round_id=rounds.shared, ask=ask).codes[at_work.sitting]
    at_work.open(browser="another-browser-123", code=code)
    assert rows(config, "SELECT to_at - from_at FROM silences") == [(MINUTE,)]


def test_declined_silence_gives_no_time(at_work: ExamClient, clock: FakeTime, act: Act, config: Config):
    clock.move(MINUTE)
    at_work.save()
    act(tick)
    act(settle_silence, actor=PROCTOR, silence_id=1, milliseconds=None)
    assert rows(config, "SELECT settled FROM silences") == [("declined",)]
    assert rows(config, "SELECT COUNT(*) FROM grants") == [(0,)]
    with pytest.raises(Refused, match="no_silence"):
        act(settle_silence, actor=PROCTOR, silence_id=9, milliseconds=None)


# ---- hands and incidents ----


def test_hand_is_answered_once_and_in_words_on_the_page(at_work: ExamClient, act: Act):
    at_work.save(entry(1, "hand", {"text": "第 3 题图片看不清"}))
    named = {"actor": PROCTOR, "sitting_id": at_work.sitting, "seq": 1}
    act(answer_hand, words="可以放大", **named)
    assert [one["text"] for one in at_work.save().json["notices"]] == ["您问：第 3 题图片看不清　答复：可以放大"]
    with pytest.raises(Refused, match="hand_answered"):
        act(answer_hand, words="", **named)
    at_work.save(at_work.answer(2))
    with pytest.raises(Refused, match="no_hand"):
        act(answer_hand, actor=PROCTOR, sitting_id=at_work.sitting, seq=2, words="")


def test_proctor_who_came_says_nothing(at_work: ExamClient, act: Act, config: Config):
    at_work.save(entry(1, "hand", {}))
    act(answer_hand, actor=PROCTOR, sitting_id=at_work.sitting, seq=1, words=" ")
    assert rows(config, "SELECT words, by FROM hand_answers") == [("监考员已到座", "staff:proctor1")]
    assert "notices" not in at_work.save().json


def test_incidents_are_of_a_kind_in_words_and_within_ones_rooms(
    at_work: ExamClient, venue: Venue, act: Act, rounds: Rounds, config: Config
):
    note = {"actor": PROCTOR, "round_id": rounds.shared, "kind": "ID04", "words": "交换机重启"}
    act(note_incident, **note, sitting_id=at_work.sitting)
    act(note_incident, **note, room_id=venue.rooms[0], session_id=venue.session)
    assert rows(config, "SELECT session_id, room_id, kind FROM incidents ORDER BY id") == [
        (venue.session, None, "ID04"),
        (venue.session, venue.rooms[0], "ID04"),
    ]
    stranger: Actor = act(proctor_of, key="staff:proctor9")
    for changes, code in (
        ({"kind": "X"}, "unknown_incident"),
        ({"words": ""}, "empty_reason"),
        ({"round_id": 999}, "no_round"),
        ({"actor": stranger, "sitting_id": at_work.sitting}, "no_sitting"),
        ({"actor": stranger, "room_id": venue.rooms[0]}, "no_room"),
    ):
        with pytest.raises(Refused, match=code):
            act(note_incident, **note | changes)


# ---- the seal ----


@pytest.fixture
def seal_it(act: Act, venue: Venue) -> SealIt:
    def seal(**changes: Any) -> str:
        return act(seal_session, **{"actor": CHIEF, "session_id": venue.session, "second": WITNESS} | changes)

    return seal


@pytest.fixture
def over(at_work: ExamClient, clock: FakeTime) -> ExamClient:
    """Return the first contestant after the hand-in, when nobody may come any more."""
    at_work.submit(at_work.answer(1))
    clock.move_to(OPENS + 30 * MINUTE + 1)
    return at_work


def test_seal_is_over_every_sitting_and_shows_any_later_change(
    over: ExamClient, venue: Venue, seal_it: SealIt, act: Act, config: Config
):
    digest = seal_it()
    seal = act(find_seal, actor=AUDITOR, session_id=venue.session)
    assert (seal.digest, len(seal.lines), seal.intact, seal.by) == (digest, 3, True, "staff:chief_proctor1")
    execute(config, "UPDATE entries SET body = '{}' WHERE sitting_id = :id", id=over.sitting)
    assert not act(find_seal, actor=AUDITOR, session_id=venue.session).intact


def test_seal_waits_for_those_at_work_and_those_who_may_still_come(
    at_work: ExamClient, seal_it: SealIt, act: Act, venue: Venue
):
    with pytest.raises(Refused) as refused:
        seal_it()
    assert (refused.value.code, refused.value.facts) == ("still_working", {"open": 3})
    at_work.submit()
    for number in (SECOND, THIRD):
        with pytest.raises(Refused, match="still_working"):
            seal_it()
        act(mark_absent, actor=PROCTOR, session_id=venue.session, number=number, absent=True)
    assert len(seal_it()) == 64


def test_seal_waits_for_decisions_on_held_entries(over: ExamClient, seal_it: SealIt):
    over.save(over.answer(2))
    with pytest.raises(Refused, match="held_left"):
        seal_it()


def test_sealed_session_takes_no_more_measures_check_ins_or_decisions(
    over: ExamClient, venue: Venue, seal_it: SealIt, act: Act, rounds: Rounds, other_contestant: ExamClient
):
    seal_it()
    with pytest.raises(Refused) as refused:
        act(
            perform,
            actor=CHIEF,
            round_id=rounds.shared,
            ask=Ask(Measure.REOPEN, (over.sitting,), "C03", "误交"),
            second=Second("proctor1", PASSWORD, "127.0.0.1"),
        )
    assert refused.value.facts == {"why": "本场已封存"}
    over.save(over.answer(2))
    with pytest.raises(Refused, match="session_sealed"):
        act(
            decide,
            sitting_id=over.sitting,
            held_ids=[1],
            accepted=True,
            reason="x",
            actor=CHIEF,
            second=Second("proctor1", PASSWORD, "127.0.0.1"),
        )
    with pytest.raises(Refused, match="session_sealed"):
        act(check_in, actor=PROCTOR, session_id=venue.session, number=SECOND, identity=True, phone=True)
    with pytest.raises(Refused, match="session_sealed"):
        seal_it()
    entered = other_contestant.enter(rounds.shared)
    assert (entered.status, entered.json["code"]) == (409, "entry_closed")


def test_seal_is_signed_by_two(over: ExamClient, seal_it: SealIt):
    assert over.lease
    with pytest.raises(Refused, match="same_person"):
        seal_it(second=Second("chief_proctor1", PASSWORD, "127.0.0.1"))
    with pytest.raises(Refused, match="forbidden"):
        seal_it(second=Second("organizer1", PASSWORD, "127.0.0.1"))
