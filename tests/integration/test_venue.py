"""Rooms, sessions and seats as an organizer sets them up, and forms dealt so that neighbours differ."""

import json
import plistlib
import re
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from app.database import transaction
from app.models import Contestant, Incident, Room
from app.services import seat_plans, venue
from app.services.drawing import draw_round
from app.services.refused import Refused
from app.services.shanghai import SHANGHAI
from app.services.venue import NewRoom, NewSession
from config import Config
from proctor.lockdown import config_key
from proctor.seb_file import seb_file, seb_settings
from tests.conftest import Act
from tests.factories.cast import MINUTE, START, FakeTime, Rounds, staff_actor
from tests.factories.exam_client import ExamClient, Reply
from tests.factories.stored import execute, rows
from tests.factories.venue import seat_everyone

ORGANIZER = staff_actor("organizer")
VENUE = "/organizer/venue"
MORNING = NewSession("上午场", START + 60 * MINUTE, 30)
KEY = config_key(seb_settings("http://127.0.0.1:8000/exam"))


def post(client: ExamClient, path: str, fields: dict[str, str], page: str = VENUE) -> str:
    """Post a form and return the page it leads to."""
    reply = client.post_form(path, {"csrf_token": client.csrf(page), **fields})
    return client.get(reply.headers["Location"]).text if reply.status == 303 else reply.text


@pytest.fixture
def room(act: Act) -> int:
    """Return a room of two rows of three, an aisle after the second."""
    return act(venue.add_room, actor=ORGANIZER, competition_id=1, new=NewRoom("一室", 2, 3, (2, 3, 9)))


@pytest.fixture
def session(act: Act, rounds: Rounds) -> int:
    return act(venue.add_session, actor=ORGANIZER, round_id=rounds.undrawn, new=MORNING)


@pytest.fixture
def seated(act: Act, room: int, session: int) -> int:
    """Return a session whose contestants sit in the room by lot."""
    act(seat_plans.add_contestants, actor=ORGANIZER, session_id=session)
    act(seat_plans.seat_everyone, actor=ORGANIZER, session_id=session, room_ids=[room])
    return session


def places(config: Config, session: int) -> dict[str, str]:
    """Return the seat of each admission number."""
    query = (
        "SELECT c.admission_number, s.label FROM seatings g JOIN contestants c ON c.id = g.contestant_id"
        " JOIN seats s ON s.id = g.seat_id WHERE g.session_id = :session"
    )
    return dict(rows(config, query, session=session))


def forms(config: Config, round_id: int) -> dict[str, str]:
    """Return the form of each seat of a round's session."""
    query = (
        "SELECT s.label, f.label FROM sittings t JOIN seatings g ON g.contestant_id = t.contestant_id"
        " AND g.session_id = t.session_id JOIN seats s ON s.id = g.seat_id JOIN papers p ON p.sitting_id = t.id"
        " JOIN forms f ON f.id = p.form_id WHERE t.round_id = :round"
    )
    return dict(rows(config, query, round=round_id))


def seat_id(config: Config, label: str) -> int:
    [(found,)] = rows(config, "SELECT id FROM seats WHERE label = :label", label=label)
    return found


# ---- rooms ----


def test_room_has_its_seats_from_the_lectern_on(room: int, config: Config):
    query = 'SELECT label, "row", "column", spare FROM seats WHERE room_id = :room ORDER BY id'
    assert rows(config, query, room=room) == [
        ("01", 1, 1, 0),
        ("02", 1, 2, 0),
        ("03", 1, 3, 0),
        ("04", 2, 1, 0),
        ("05", 2, 2, 0),
        ("06", 2, 3, 0),
    ]
    assert rows(config, "SELECT aisles FROM rooms") == [("[2]",)]


def test_room_is_added_renamed_and_deleted_by_page(organizer: ExamClient, config: Config):
    new = {"competition": "1", "name": "第一考室", "rows": "5", "columns": "8", "aisles": "4，6"}
    assert "已添加考室" in post(organizer, f"{VENUE}/rooms", new)
    [(room, aisles)] = rows(config, "SELECT id, aisles FROM rooms")
    assert (json.loads(aisles), rows(config, "SELECT COUNT(*) FROM seats")) == ([4, 6], [(40,)])
    assert 'value="大礼堂"' in post(organizer, f"{VENUE}/rooms/{room}/rename", {"name": " 大礼堂 "})
    assert "已删除考室" in post(organizer, f"{VENUE}/rooms/{room}/delete", {})
    assert rows(config, "SELECT * FROM rooms") == rows(config, "SELECT * FROM seats") == []
    audited = "SELECT action FROM audit_entries WHERE action LIKE 'room.%' ORDER BY seq"
    assert rows(config, audited) == [("room.add",), ("room.rename",), ("room.delete",)]


@pytest.mark.parametrize(
    ("competition", "new", "code"),
    [
        (99, NewRoom("二室", 2, 2), "no_competition"),
        (1, NewRoom(" ", 2, 2), "no_name"),
        (1, NewRoom("二室", 0, 2), "bad_room"),
        (1, NewRoom("二室", 31, 2), "bad_room"),
        (1, NewRoom("二室", 2, 13), "bad_room"),
        (1, NewRoom(" 一室 ", 2, 2), "room_taken"),
    ],
)
@pytest.mark.usefixtures("room")
def test_rooms_that_are_not_added(act: Act, config: Config, competition: int, new: NewRoom, code: str):
    with pytest.raises(Refused, match=code):
        act(venue.add_room, actor=ORGANIZER, competition_id=competition, new=new)
    assert rows(config, "SELECT COUNT(*) FROM rooms") == [(1,)]


@pytest.mark.parametrize(("name", "code"), [("", "no_name"), ("二室", "room_taken"), ("x" * 65, "no_name")])
def test_names_a_room_cannot_have(act: Act, room: int, name: str, code: str):
    act(venue.add_room, actor=ORGANIZER, competition_id=1, new=NewRoom("二室", 1, 1))
    with pytest.raises(Refused, match=code):
        act(venue.rename_room, actor=ORGANIZER, room_id=room, name=name)
    act(venue.rename_room, actor=ORGANIZER, room_id=room, name="一室")


@pytest.mark.usefixtures("seated")
def test_room_in_use_stays(act: Act, room: int):
    with pytest.raises(Refused, match="room_in_use"):
        act(venue.delete_room, actor=ORGANIZER, room_id=room)


def test_room_something_happened_in_stays(act: Act, room: int, app: Flask, rounds: Rounds):
    with app.app_context(), transaction() as session:
        session.add(
            Incident(round_id=rounds.undrawn, room_id=room, kind="other", words="x", by="staff:test", at=START)
        )
    with pytest.raises(Refused, match="room_in_use"):
        act(venue.delete_room, actor=ORGANIZER, room_id=room)


def test_free_seat_is_kept_spare_and_given_back(organizer: ExamClient, seated: int, config: Config):
    [label] = sorted({f"0{n}" for n in range(1, 7)} - set(places(config, seated).values()))[:1]
    page, free = f"/organizer/sessions/{seated}/seats", seat_id(config, label)
    for spare, said in (("1", "已设为备用座位"), ("0", "已取消备用")):
        reply = organizer.post_form(
            f"{VENUE}/seats/{free}/spare", {"csrf_token": organizer.csrf(page), "spare": spare}
        )
        assert said in organizer.get(reply.headers["Location"]).text
        assert rows(config, "SELECT spare FROM seats WHERE id = :id", id=free) == [(int(spare),)]


def test_taken_seat_is_never_spare(act: Act, seated: int, config: Config):
    taken = seat_id(config, places(config, seated)["20260001"])
    with pytest.raises(Refused, match="seat_taken"):
        act(venue.set_spare, actor=ORGANIZER, seat_id=taken, spare=True)


# ---- sessions ----


def test_session_is_added_changed_and_deleted_by_page(organizer: ExamClient, rounds: Rounds, config: Config):
    opens = datetime.fromtimestamp(START / 1000, SHANGHAI).strftime("%Y-%m-%dT%H:%M")
    fields = {"title": "上午场", "opens": opens, "late_minutes": "30", "hand_in_minutes": "20", "seb": "required"}
    page = f"{VENUE}/rounds/{rounds.undrawn}/session"
    assert "已添加场次" in post(organizer, page, fields | {"by_hand": "y"}, page)
    query = "SELECT id, title, opens, entry_closes, by_hand, check_in, hand_in_after, seb FROM exam_sessions"
    [(session, *stored)] = rows(config, query)
    assert stored == ["上午场", START, START + 30 * MINUTE, 1, 0, 20 * MINUTE, "required"]
    one = f"/organizer/sessions/{session}"
    assert "本场谁也进不来" in organizer.get(one).text
    assert "已保存" in post(organizer, one, fields | {"title": "第一批", "check_in": "y", "seb": "off"}, one)
    assert rows(config, query)[0][1:] == ("第一批", START, START + 30 * MINUTE, 0, 1, 20 * MINUTE, "off")
    assert "已删除场次" in post(organizer, f"{one}/delete", {}, one)
    assert rows(config, query) == []


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (NewSession(" ", START, 30), "no_name"),
        (NewSession("上午场", START, 30), "session_taken"),
        (NewSession("下午场", 0, 30), "bad_times"),
        (NewSession("下午场", START, -1), "bad_times"),
        (NewSession("下午场", START, 30, hand_in_minutes=1441), "bad_times"),
    ],
)
@pytest.mark.usefixtures("session")
def test_sessions_that_are_not_added(act: Act, rounds: Rounds, config: Config, new: NewSession, code: str):
    with pytest.raises(Refused, match=code):
        act(venue.add_session, actor=ORGANIZER, round_id=rounds.undrawn, new=new)
    assert rows(config, "SELECT COUNT(*) FROM exam_sessions") == [(1,)]


def test_session_someone_works_in_stays_as_it_is(
    app: Flask, act: Act, contestant: ExamClient, rounds: Rounds, clock: FakeTime, organizer: ExamClient
):
    plan = seat_everyone(app, rounds)
    clock.move(10 * MINUTE)
    contestant.start(rounds.shared)
    given = {"actor": ORGANIZER, "session_id": plan.session}
    for change, more in (
        (venue.change_session, {"new": MORNING}),
        (venue.delete_session, {}),
        (seat_plans.add_contestants, {}),
        (seat_plans.add_contestant, {"number": "20260001"}),
        (seat_plans.remove_contestant, {"contestant_id": 1}),
        (seat_plans.seat_everyone, {"room_ids": list(plan.rooms)}),
        (seat_plans.put_into_seat, {"contestant_id": 1, "seat_id": plan.seats[3]}),
        (seat_plans.deal_again, {}),
    ):
        with pytest.raises(Refused, match="session_started"):
            act(change, **given, **more)
    page = organizer.get(f"/organizer/sessions/{plan.session}/seats").text
    assert ("座位已固定" in page, "抽签排座" in page) == (True, False)


# ---- Safe Exam Browser ----


def send_file(client: ExamClient, session: int, file: bytes) -> Reply:
    token = client.csrf(f"/organizer/sessions/{session}")
    head = "--b\r\nContent-Disposition: form-data; name="
    body = f'{head}"csrf_token"\r\n\r\n{token}\r\n{head}"file"; filename="exam.seb"\r\n\r\n'.encode()
    return client.send(
        "POST",
        f"/organizer/sessions/{session}/seb",
        body + file + b"\r\n--b--\r\n",
        Content_Type="multipart/form-data; boundary=b",
    )


def test_generated_configuration_is_let_in_when_it_comes_back(organizer: ExamClient, session: int, config: Config):
    made = organizer.get(f"/organizer/sessions/{session}/exam.seb").body
    assert plistlib.loads(made)["startURL"] == "http://127.0.0.1:8000/exam"
    send_file(organizer, session, made)
    send_file(organizer, session, seb_file(seb_settings("http://127.0.0.1:8000/exam")))
    assert rows(config, "SELECT seb_config_keys FROM exam_sessions") == [(json.dumps([KEY]),)]
    page = f"/organizer/sessions/{session}"
    assert KEY in organizer.get(page).text
    assert KEY not in post(organizer, f"{page}/seb/remove", {"key": KEY}, page)
    assert rows(config, "SELECT seb_config_keys FROM exam_sessions") == [("[]",)]


def test_file_that_is_no_configuration_is_refused(organizer: ExamClient, session: int, config: Config):
    for file, words in ((b"pswdxxxx", "加密"), (b"hello", "不是 Safe Exam Browser")):
        assert words in organizer.get(send_file(organizer, session, file).headers["Location"]).text
    assert rows(config, "SELECT seb_config_keys FROM exam_sessions") == [("[]",)]


# ---- seats ----


def test_contestants_are_added_once_by_category_by_number_or_all(act: Act, session: int, app: Flask, rounds: Rounds):
    with app.app_context(), transaction() as database:
        database.get_one(Contestant, 2).category = "后台、管理"
    add = {"actor": ORGANIZER, "session_id": session}
    assert act(seat_plans.add_contestants, **add, category="后台、管理") == 1
    act(seat_plans.add_contestant, **add, number="2026-0003")
    assert act(seat_plans.add_contestants, **add) == 1
    other = act(venue.add_session, actor=ORGANIZER, round_id=rounds.undrawn, new=NewSession("下午场", START, 30))
    assert act(seat_plans.add_contestants, actor=ORGANIZER, session_id=other) == 0
    with pytest.raises(Refused, match="in_session"):
        act(seat_plans.add_contestant, actor=ORGANIZER, session_id=other, number="20260003")
    with pytest.raises(Refused, match="no_contestant"):
        act(seat_plans.add_contestant, actor=ORGANIZER, session_id=other, number="20269999")


def test_lot_seats_everyone_once_and_its_seed_is_on_record(seated: int, config: Config):
    found = places(config, seated)
    assert (len(found), len(set(found.values()))) == (3, 3)
    [(payload,)] = rows(config, "SELECT payload FROM audit_entries WHERE action = 'seats.lot'")
    assert re.fullmatch(rf'{{"exam_session":{seated},"seated":3,"seed":"[0-9a-f]{{16}}"}}', payload)


def test_too_few_seats_are_told(act: Act, session: int, config: Config):
    small = act(venue.add_room, actor=ORGANIZER, competition_id=1, new=NewRoom("小室", 1, 1))
    act(seat_plans.add_contestants, actor=ORGANIZER, session_id=session)
    with pytest.raises(Refused) as refused:
        act(seat_plans.seat_everyone, actor=ORGANIZER, session_id=session, room_ids=[small])
    assert (refused.value.code, refused.value.facts) == ("too_few_seats", {"missing": 2})
    assert places(config, session) == {}


def test_two_swap_their_seats_by_page(organizer: ExamClient, seated: int, config: Config):
    before, page = places(config, seated), f"/organizer/sessions/{seated}/seats"
    fields = {"contestant": "1", "seat": str(seat_id(config, before["20260002"]))}
    assert "已换座" in post(organizer, f"/organizer/sessions/{seated}/put", fields, page)
    assert places(config, seated) == before | {"20260001": before["20260002"], "20260002": before["20260001"]}


def test_seat_of_another_competition_is_none(act: Act, seated: int, app: Flask, config: Config):
    with app.app_context(), transaction() as session:
        session.add(Room(competition_id=2, name="别处", rows=1, columns=1))
    execute(config, "UPDATE rooms SET competition_id = 2 WHERE name = '一室'")
    with pytest.raises(Refused, match="no_seat"):
        act(seat_plans.put_into_seat, actor=ORGANIZER, session_id=seated, contestant_id=1, seat_id=1)


# ---- forms ----


def test_draw_gives_neighbours_different_forms_and_the_session(act: Act, seated: int, rounds: Rounds, config: Config):
    for label, contestant in (("01", 1), ("02", 2), ("04", 3)):
        act(
            seat_plans.put_into_seat,
            actor=ORGANIZER,
            session_id=seated,
            contestant_id=contestant,
            seat_id=seat_id(config, label),
        )
    act(draw_round, round_id=rounds.undrawn, actor="test")
    dealt = forms(config, rounds.undrawn)
    assert (dealt["01"] != dealt["02"], dealt["01"] != dealt["04"]) == (True, True)
    query = "SELECT DISTINCT session_id FROM sittings WHERE round_id = :round"
    assert rows(config, query, round=rounds.undrawn) == [(seated,)]


def test_forms_are_dealt_again_after_seats_changed(
    act: Act, seated: int, rounds: Rounds, config: Config, organizer: ExamClient
):
    act(draw_round, round_id=rounds.undrawn, actor="test")
    ready = forms(config, rounds.undrawn)
    assert act(seat_plans.deal_again, actor=ORGANIZER, session_id=seated) == 0
    assert forms(config, rounds.undrawn) == ready
    execute(
        config,
        "UPDATE papers SET form_id = (SELECT MIN(id) FROM forms WHERE round_id = 4) WHERE sitting_id IN"
        " (SELECT id FROM sittings WHERE round_id = 4)",
    )
    for label, contestant in (("01", 1), ("02", 2), ("03", 3)):
        seat = seat_id(config, label)
        act(seat_plans.put_into_seat, actor=ORGANIZER, session_id=seated, contestant_id=contestant, seat_id=seat)
    page = f"/organizer/sessions/{seated}/seats"
    assert organizer.get(page).text.count("is-clash") == 3
    assert "相邻座位卷型不同" in post(organizer, f"/organizer/sessions/{seated}/deal", {}, page)
    assert organizer.get(page).text.count("is-clash") == 0


def test_undrawn_round_has_nothing_to_deal(act: Act, seated: int):
    with pytest.raises(Refused, match="not_drawn_yet"):
        act(seat_plans.deal_again, actor=ORGANIZER, session_id=seated)


def test_papers_drawn_before_the_session_join_it(act: Act, rounds: Rounds, config: Config):
    session = act(venue.add_session, actor=ORGANIZER, round_id=rounds.shared, new=MORNING)
    act(seat_plans.add_contestants, actor=ORGANIZER, session_id=session)
    query = "SELECT COUNT(*) FROM sittings WHERE session_id = :session"
    assert rows(config, query, session=session) == [(3,)]
    act(seat_plans.remove_contestant, actor=ORGANIZER, session_id=session, contestant_id=1)
    assert rows(config, query, session=session) == [(2,)]


# ---- competitions and rounds; who may ----


def test_competition_and_round_are_added_by_page(organizer: ExamClient, config: Config):
    page = "/organizer/rounds/new"
    assert "已建立竞赛" in post(organizer, page, {"c-name": "新竞赛", "c-rulebook": "demo"}, page)
    [(competition, rulebook)] = rows(config, "SELECT id, rulebook FROM competitions WHERE name = '新竞赛'")
    assert rulebook == "demo"
    fields = {"r-competition": str(competition), "r-title": "初赛", "r-plan": "quiz:small", "r-late_minutes": "30"}
    assert "已新建环节" in post(organizer, page, fields | {"r-opens": "2026-12-01T09:00"}, page)
    query = "SELECT title, kind, blueprint, practice, entry_closes - opens FROM rounds WHERE competition_id = :id"
    assert rows(config, query, id=competition) == [("初赛", "quiz", "small", 0, 30 * MINUTE)]


@pytest.mark.parametrize("kind", ["labels", "sign-in", "doors"])
def test_papers_for_the_room_are_pdf(organizer: ExamClient, seated: int, kind: str):
    reply = organizer.get(f"/organizer/sessions/{seated}/handouts/{kind}.pdf")
    assert (reply.status, reply.body[:5]) == (200, b"%PDF-")


def test_auditor_sees_the_plan_and_changes_nothing(auditor: ExamClient, seated: int):
    page = auditor.get(f"/organizer/sessions/{seated}/seats").text
    assert ("选手01" in page, "抽签排座" in page) == (True, False)
    token = auditor.csrf("/account")
    assert auditor.post_form(f"/organizer/sessions/{seated}/lot", {"csrf_token": token}).status == 403


@pytest.mark.parametrize("role", ["proctor", "chief_proctor", "author", "administrator"])
def test_others_set_up_nothing(staff: Callable[[str], ExamClient], role: str):
    assert staff(role).get(VENUE).status == 403
