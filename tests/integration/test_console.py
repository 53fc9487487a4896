"""The console: its live rows from the database, its JSON, and one sitting's page."""

from typing import Any

import pytest
from flask import Flask

from app.services.calls import answer_hand
from app.services.upkeep import tick
from config import Config
from proctor.measures import Measure
from tests.conftest import Act
from tests.factories.cast import MINUTE, PASSWORD, START, FakeTime, Rounds, staff_actor
from tests.factories.exam_client import ExamClient, Reply, entry
from tests.factories.room import grant_time, pause, resume
from tests.factories.stored import rows
from tests.factories.venue import Venue, seat_everyone

OPENS = START + 10 * MINUTE
JSON = "application/json"
Seat = dict[str, Any]


@pytest.fixture
def venue(app: Flask, rounds: Rounds) -> Venue:
    return seat_everyone(app, rounds)


@pytest.fixture
def at_work(venue: Venue, contestant: ExamClient, rounds: Rounds, clock: FakeTime) -> ExamClient:
    assert venue.session
    clock.move_to(OPENS)
    return contestant.start(rounds.shared)


def live(client: ExamClient, round_id: int, query: str = "") -> list[Seat]:
    found: list[Seat] = client.get(f"/proctor/rounds/{round_id}/live.json{query}").json["seats"]
    return found


def seat_of(client: ExamClient, round_id: int, sitting: str) -> Seat:
    return next(seat for seat in live(client, round_id) if seat["sitting"] == sitting)


def post(client: ExamClient, round_id: int, door: str, **value: object) -> Reply:
    room = f"/proctor/rounds/{round_id}"
    return client.post_json(f"{room}/{door}", value, X_CSRFToken=client.csrf(room), Accept=JSON)


def ask(measure: str, *sittings: str, **more: object) -> dict[str, object]:
    return {"measure": measure, "sittings": list(sittings), "reason": "S07", "words": "主考决定"} | more


@pytest.mark.parametrize(("quiet", "face"), [(30_000, "working"), (30_001, "trouble")])
def test_working_sitting_is_in_trouble_only_after_thirty_seconds(
    proctor: ExamClient, sitting: ExamClient, clock: FakeTime, rounds: Rounds, quiet: int, face: str
):
    clock.move(quiet)
    assert seat_of(proctor, rounds.personal, sitting.sitting)["face"] == face


def test_paused_or_closed_sitting_is_never_in_trouble(
    proctor: ExamClient, sitting: ExamClient, clock: FakeTime, act: Act, rounds: Rounds
):
    act(pause, sitting_id=sitting.sitting)
    clock.move(10 * MINUTE)
    assert seat_of(proctor, rounds.personal, sitting.sitting)["face"] == "paused"
    sitting.submit()
    clock.move(MINUTE)
    assert seat_of(proctor, rounds.personal, sitting.sitting)["face"] == "closed"


def test_seat_says_where_it_is_and_how_far_its_contestant_is(
    proctor: ExamClient, at_work: ExamClient, venue: Venue, rounds: Rounds, clock: FakeTime
):
    at_work.save(at_work.answer(1), at_work.answer(2, "乙", 1), at_work.answer(3, "丙"))
    clock.move(1000)
    seat = seat_of(proctor, rounds.shared, at_work.sitting)
    assert (seat["seat"], seat["room"], seat["row"], seat["column"]) == ("01", "一室", 1, 1)
    assert (seat["answered"], seat["face"], seat["session"]) == (2, "working", venue.session)
    at_work.save(at_work.answer(4, None))
    clock.move(1000)
    assert seat_of(proctor, rounds.shared, at_work.sitting)["answered"] == 1


def test_rows_are_computed_once_a_second_for_every_console(
    proctor: ExamClient, at_work: ExamClient, rounds: Rounds, clock: FakeTime
):
    assert seat_of(proctor, rounds.shared, at_work.sitting)["answered"] == 0
    at_work.save(at_work.answer(1))
    assert seat_of(proctor, rounds.shared, at_work.sitting)["answered"] == 0
    clock.move(1000)
    assert seat_of(proctor, rounds.shared, at_work.sitting)["answered"] == 1


def test_unchanged_rows_are_not_sent_again(proctor: ExamClient, at_work: ExamClient, rounds: Rounds, clock: FakeTime):
    path = f"/proctor/rounds/{rounds.shared}/live.json"
    first = proctor.get(path)
    clock.move(1000)
    again = proctor.get(path, If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    at_work.save(at_work.answer(1))
    clock.move(1000)
    assert proctor.get(path, If_None_Match=first.headers["ETag"]).status == 200


def test_each_proctor_sees_their_rooms_and_what_is_asked_for(
    app: Flask, proctor: ExamClient, auditor: ExamClient, anonymous: ExamClient, venue: Venue, rounds: Rounds
):
    assert app.url_map
    anonymous.sign_in_staff(venue.other_proctor, PASSWORD)
    assert [len(live(client, rounds.shared)) for client in (proctor, auditor, anonymous)] == [3, 3, 0]
    asked = [f"?session={venue.session}", "?session=999", f"?room={venue.rooms[0]}", f"?room={venue.rooms[1]}"]
    assert [len(live(proctor, rounds.shared, query)) for query in asked] == [3, 0, 3, 0]


def test_faces_before_the_start(proctor: ExamClient, venue: Venue, contestant: ExamClient, rounds: Rounds):
    assert venue.session
    contestant.enter(rounds.shared)
    assert sorted(seat["face"] for seat in live(proctor, rounds.shared)) == ["away", "away", "waiting"]


def test_hand_is_up_until_it_is_answered_or_lowered(
    proctor: ExamClient, at_work: ExamClient, rounds: Rounds, clock: FakeTime, act: Act
):
    def hand() -> Any:
        clock.move(1000)
        return seat_of(proctor, rounds.shared, at_work.sitting)["hand"]

    at_work.save(entry(1, "hand", {"text": "看不清"}))
    assert (hand()["text"], hand()["seq"]) == ("看不清", 1)
    act(answer_hand, actor=staff_actor("proctor"), sitting_id=at_work.sitting, seq=1, words="")
    assert hand() is None
    at_work.save(entry(2, "hand", {}))
    assert hand()["text"] == ""
    at_work.save(entry(3, "hand", {"lower": True}))
    assert hand() is None


def test_silence_is_proposed_without_the_pause_in_it(
    proctor: ExamClient, at_work: ExamClient, rounds: Rounds, clock: FakeTime, act: Act
):
    at_work.save()
    act(tick)
    clock.move(MINUTE)
    act(pause, sitting_id=at_work.sitting)
    clock.move(MINUTE)
    act(resume, sitting_id=at_work.sitting)
    clock.move(MINUTE)
    at_work.save(entry(1, "answer", {"item": "x", "response": 1}, at=clock.now - MINUTE // 2))
    act(tick)
    silence = seat_of(proctor, rounds.shared, at_work.sitting)["silence"]
    assert (silence["ms"], silence["to"] - silence["from"]) == (2 * MINUTE, 3 * MINUTE)
    assert silence["note"] == "断线期间仍在作答（补传 1 条），可以不补"
    settled = post(proctor, rounds.shared, "silences", silence=silence["id"], milliseconds=silence["ms"])
    assert settled.json == {"settled": True}
    clock.move(1000)
    seat = seat_of(proctor, rounds.shared, at_work.sitting)
    assert (seat["silence"], seat["extra"], seat["deadline"]) == (None, 2 * MINUTE, OPENS + 63 * MINUTE)


def test_another_machine_that_asks_is_shown_for_two_minutes(
    proctor: ExamClient, at_work: ExamClient, rounds: Rounds, clock: FakeTime
):
    at_work.open(browser="another-browser-123")
    assert seat_of(proctor, rounds.shared, at_work.sitting)["asking"] == {"at": OPENS, "address": "127.0.0.1"}
    clock.move(2 * MINUTE + 1)
    assert seat_of(proctor, rounds.shared, at_work.sitting)["asking"] is None


@pytest.mark.parametrize(
    ("measure", "more", "state"),
    [
        ("pause", {}, "paused"),
        ("grant", {"milliseconds": MINUTE}, "working"),
        ("end", {}, "collected"),
        ("release", {}, "working"),
        ("notice", {"text": "请核对"}, "working"),
        ("annul", {"second_username": "chief_proctor1", "second_password": PASSWORD}, "void"),
    ],
)
def test_measure_is_previewed_and_taken_over_http(
    proctor: ExamClient,
    at_work: ExamClient,
    rounds: Rounds,
    config: Config,
    measure: str,
    more: dict[str, Any],
    state: str,
):
    seen = post(proctor, rounds.shared, "preview", **ask(measure, at_work.sitting, **more)).json
    done = post(proctor, rounds.shared, "measures", **ask(measure, at_work.sitting, **more)).json
    (line,) = seen["lines"]
    stored = rows(config, "SELECT state, deadline FROM sittings WHERE id = :id", id=at_work.sitting)
    assert (line["new_state"], done["changed"], done["skipped"]) == (state, [at_work.sitting], [])
    assert stored[0][0] == state
    if state == "working":
        assert stored[0][1] == line["new_deadline"]


def test_code_of_a_move_is_in_the_answer_and_nowhere_else(
    proctor: ExamClient, at_work: ExamClient, rounds: Rounds, venue: Venue
):
    done = post(proctor, rounds.shared, "measures", **ask("move", at_work.sitting, seat=venue.seats[3])).json
    code = done["codes"][at_work.sitting]
    assert len(code) == 6
    assert code not in proctor.get(f"/proctor/rounds/{rounds.shared}/sittings/{at_work.sitting}").text
    assert at_work.open(browser="another-browser-123", code=code).status == 200


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"measure": "shout"}, "measure"),
        ({"sittings": "all"}, "sittings"),
        ({"sittings": [1]}, "sittings"),
        ({"words": 7}, "words"),
        ({"words": "长" * 501}, "words"),
        ({"milliseconds": "5"}, "milliseconds"),
        ({"milliseconds": True}, "milliseconds"),
        ({"seat": 1.5}, "seat"),
    ],
)
def test_what_no_console_sends_is_refused_by_field(
    proctor: ExamClient, at_work: ExamClient, rounds: Rounds, change: dict[str, Any], field: str
):
    reply = post(proctor, rounds.shared, "measures", **ask("pause", at_work.sitting) | change)
    assert (reply.status, reply.json) == (400, {"code": "bad_request", "field": field})


def test_request_that_is_no_object_is_refused(proctor: ExamClient, at_work: ExamClient, rounds: Rounds):
    assert at_work.lease
    room = f"/proctor/rounds/{rounds.shared}"
    reply = proctor.post_json(f"{room}/measures", [1], X_CSRFToken=proctor.csrf(room), Accept=JSON)
    assert (reply.status, reply.json["field"]) == (400, "json")


def test_incident_and_hand_are_kept_over_http(
    proctor: ExamClient, at_work: ExamClient, rounds: Rounds, venue: Venue, config: Config
):
    noted = post(
        proctor, rounds.shared, "incidents", kind="IE01", words="跳闸", room=venue.rooms[0], session=venue.session
    )
    at_work.save(entry(1, "hand", {}))
    answered = post(proctor, rounds.shared, "hands", sitting=at_work.sitting, seq=1, words="来了")
    assert (noted.json, answered.json) == ({"incident": 1}, {"answered": True})
    assert rows(config, "SELECT kind, words FROM incidents") == [("IE01", "跳闸")]
    assert rows(config, "SELECT words FROM hand_answers") == [("来了",)]


def test_page_of_a_sitting_tells_its_story(
    proctor: ExamClient, at_work: ExamClient, rounds: Rounds, clock: FakeTime, act: Act
):
    at_work.save(entry(1, "focus", {"on": False}), entry(2, "hand", {"text": "看不清"}))
    clock.move(41_000)
    at_work.save(entry(3, "focus", {"on": True}), entry(4, "signal", {"code": "paste", "length": 12}))
    act(tick)
    act(grant_time, sitting_id=at_work.sitting, milliseconds=MINUTE, reason="断网")
    page = proctor.get(f"/proctor/rounds/{rounds.shared}/sittings/{at_work.sitting}").text
    for words in ("离开页面 1 次共 41 秒", "粘贴文字 1 次", "看不清", "断网", "未处理", "一室"):
        assert words in page
    assert proctor.get(f"/proctor/rounds/{rounds.personal}/sittings/{at_work.sitting}", Accept=JSON).status == 404


def test_auditor_watches_and_does_nothing(auditor: ExamClient, at_work: ExamClient, rounds: Rounds):
    room = f"/proctor/rounds/{rounds.shared}"
    page = auditor.get(room).text
    assert ('data-run="false"' in page, "全室暂停" in page) == (True, False)
    token = auditor.csrf(room)
    reply = auditor.post_json(f"{room}/measures", ask("pause", at_work.sitting), X_CSRFToken=token, Accept=JSON)
    assert (reply.status, reply.json["code"]) == (403, "forbidden")


def test_console_names_every_reason_for_every_measure(proctor: ExamClient, rounds: Rounds):
    page = proctor.get(f"/proctor/rounds/{rounds.shared}").text
    assert [measure.value in page for measure in Measure] == [True] * len(Measure)
    assert proctor.get("/proctor/rounds/999", Accept=JSON).status == 404
