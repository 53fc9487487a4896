"""A PC's self-test: what a report must look like, whose it is, and how many one address may send."""

import json

import pytest
from flask import Flask

from app.queries import checklist
from app.services.self_tests import CHECKS, MOST_AN_HOUR
from config import Config
from tests.conftest import Act
from tests.factories.cast import MINUTE, FakeTime, Rounds
from tests.factories.exam_client import ExamClient, Reply
from tests.factories.stored import rows
from tests.factories.venue import Venue, seat_everyone

GOOD = {"passed": True}


@pytest.fixture
def venue(app: Flask, rounds: Rounds) -> Venue:
    return seat_everyone(app, rounds)


def report(seat: object, **changes: object) -> dict[str, object]:
    return {"seat": seat, "checks": dict.fromkeys(CHECKS, GOOD) | changes}


def send(client: ExamClient, value: object) -> Reply:
    token = client.csrf("/selftest")
    return client.post_json("/selftest", value, X_CSRFToken=token, Accept="application/json")


def kept(config: Config) -> list[tuple[int, int, list[str]]]:
    found = rows(config, "SELECT seat_id, passed, report FROM self_tests ORDER BY seat_id")
    return [
        (seat, passed, [line["name"] for line in json.loads(text)["lines"] if not line["passed"]])
        for seat, passed, text in found
    ]


def test_report_is_kept_as_the_newest_of_its_seat(anonymous: ExamClient, venue: Venue, config: Config):
    seat = venue.seats[0]
    network = {"passed": False, "median": 350, "worst": 2100, "download": 90}
    assert send(anonymous, report(seat, network=network)).json == {"passed": False}
    assert kept(config) == [(seat, 0, ["网络"])]
    assert send(anonymous, report(seat)).json == {"passed": True}
    assert kept(config) == [(seat, 1, [])]


def test_page_tells_rooms_and_seats_to_anyone_and_no_more(anonymous: ExamClient, venue: Venue):
    page = anonymous.get("/selftest")
    assert (page.status, "一室" in page.text, f'value="{venue.seats[0]}"' in page.text) == (200, True, True)
    assert ("选手01" in page.text, "20260001" in page.text) == (False, False)
    assert len(anonymous.get("/selftest/block").body) == 200_000


def test_ping_tells_the_exam_clock(anonymous: ExamClient, clock: FakeTime):
    assert anonymous.get("/selftest/ping").json == {"now": clock.now}


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        {"seat": 1},
        {"seat": 1, "checks": {}},
        {"seat": True, "checks": dict.fromkeys(CHECKS, GOOD)},
        report("1"),
        report(-1),
        report(1, extra=GOOD),
        report(1, network={"passed": "yes"}),
        report(1, network={"passed": True, "median": "<b>"}),
        report(1, network={"passed": True, "median": -1}),
        report(1, network={"passed": True, "median": 1.5}),
        report(1, network={"passed": True, "median": True}),
        report(1, network={"passed": True, "words": 1}),
        report(1, fonts=[]),
        report(1) | {"padding": "x" * 2048},
    ],
)
def test_anything_else_is_refused(anonymous: ExamClient, venue: Venue, config: Config, wrong: object):
    assert venue.session
    reply = send(anonymous, wrong)
    assert (reply.status, reply.json["code"], kept(config)) == (400, "bad_request", [])


def test_seat_must_exist(anonymous: ExamClient, venue: Venue):
    assert venue.session
    reply = send(anonymous, report(999))
    assert (reply.status, reply.json["code"]) == (404, "no_seat")


def test_one_address_sends_so_many_an_hour(anonymous: ExamClient, venue: Venue, clock: FakeTime):
    replies = [send(anonymous, report(venue.seats[0])).status for _ in range(MOST_AN_HOUR + 1)]
    assert replies == [200] * MOST_AN_HOUR + [429]
    clock.move(60 * MINUTE)
    assert send(anonymous, report(venue.seats[0])).status == 200


def test_checklist_reads_what_failed(anonymous: ExamClient, venue: Venue, act: Act):
    send(anonymous, report(venue.seats[0], keyboard={"passed": False, "missing": 2}))
    send(anonymous, report(venue.seats[1]))
    told = [(one.label, one.passed, one.words) for one in act(checklist.tested_seats, session_id=venue.session)]
    assert told[:2] == [("01", False, "未通过：键盘"), ("02", True, "通过")]
