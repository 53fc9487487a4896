"""Signing in: how a number may be typed, what a wrong one is told, and the back-off."""

import pytest
from flask import Flask

from app.services.sign_in import back_off_ms
from config import Config
from tests.factories.cast import CODES, PASSWORD, STAFF, FakeTime
from tests.factories.exam_client import ExamClient, Reply, wsgi_wire
from tests.factories.stored import execute, rows

NUMBER = "20260001"
CODE = CODES[NUMBER]


def at(app: Flask, address: str = "10.0.0.1") -> ExamClient:
    return ExamClient(wsgi_wire(app, address))


def without_token(reply: Reply) -> tuple[int, list[str]]:
    return reply.status, [line for line in reply.text.splitlines() if "csrf" not in line and "value=" not in line]


@pytest.mark.parametrize(
    "number", ["20260001", "２０２６０００１", "2026 0001", " 2026-0001 ", "2026－0001", "2026·0001", "2026\u30000001"]
)
def test_number_is_read_as_people_type_it(anonymous: ExamClient, number: str):
    reply = anonymous.sign_in(number, CODE)
    assert (reply.status, reply.headers["Location"]) == (303, "/")


@pytest.mark.parametrize("code", ["abcd2345", "ABCD-2345", "ａｂｃｄ２３４５", " Abcd 2345 "])
def test_access_code_is_read_as_people_type_it(anonymous: ExamClient, code: str):
    assert anonymous.sign_in(NUMBER, code).status == 303


def test_unknown_number_and_wrong_code_are_told_the_same(app: Flask):
    wrong, unknown = at(app), at(app)
    replies = [wrong.sign_in(NUMBER, "WRONG234"), unknown.sign_in("20261234", "WRONG234")]
    assert without_token(replies[0]) == without_token(replies[1])
    assert replies[0].status == 200


def test_unknown_name_and_wrong_password_of_staff_are_told_the_same(app: Flask):
    replies = [at(app).sign_in_staff(STAFF["proctor"], "no"), at(app).sign_in_staff("nobody", "no")]
    assert without_token(replies[0]) == without_token(replies[1])


def test_code_of_another_contestant_is_wrong(anonymous: ExamClient):
    assert anonymous.sign_in(NUMBER, CODES["20260002"]).status == 200
    assert anonymous.get("/exam/rounds", Accept="application/json").status == 401


def test_back_off_doubles_up_to_a_minute():
    assert [back_off_ms(failures) // 1000 for failures in (0, 3, 4, 5, 6, 9, 10, 11, 500)] == [
        0, 0, 1, 2, 4, 32, 60, 60, 60,
    ]  # fmt: skip


def test_back_off_says_how_long_and_then_lets_in(app: Flask, clock: FakeTime):
    client = at(app)
    for _ in range(6):
        client.sign_in(NUMBER, "WRONG234")
        clock.move(10_000)
    client.sign_in(NUMBER, "WRONG234")
    refused = client.sign_in(NUMBER, CODE)
    assert (refused.status, refused.headers["Retry-After"]) == (429, "8")
    clock.move(7_999)
    assert client.sign_in(NUMBER, CODE).status == 429
    clock.move(1)
    assert client.sign_in(NUMBER, CODE).status == 303


def test_back_off_can_not_be_typed_around(app: Flask):
    for spelling in ("20260001", "２０２６０００１", "2026 0001", "2026-0001"):
        at(app).sign_in(spelling, "WRONG234")
    assert at(app).sign_in("2026.0001", CODE).status == 429


def test_rival_guessing_elsewhere_does_not_lock_the_owner_out(app: Flask):
    for _ in range(5):
        at(app, "10.0.0.66").sign_in(NUMBER, "WRONG234")
    assert at(app, "10.0.0.66").sign_in(NUMBER, CODE).status == 429
    assert at(app, "10.0.0.1").sign_in(NUMBER, CODE).status == 303


def test_an_address_that_guesses_many_numbers_is_slowed(app: Flask):
    for guess in range(60):
        at(app).sign_in(f"3{guess:07}", "WRONG234")
    assert at(app).sign_in(NUMBER, CODE).status == 429
    assert at(app, "10.0.0.2").sign_in(NUMBER, CODE).status == 303


def test_success_forgets_the_failures(app: Flask, config: Config):
    for _ in range(3):
        at(app).sign_in(NUMBER, "WRONG234")
    at(app).sign_in(NUMBER, CODE)
    assert rows(config, "SELECT COUNT(*) FROM sign_in_failures") == [(0,)]


def test_forwarded_address_is_not_believed_without_a_proxy(app: Flask, config: Config):
    client = at(app)
    form = {"csrf_token": client.csrf("/login"), "admission_number": NUMBER, "access_code": "WRONG234"}
    client.post_form("/login", form, X_Forwarded_For="1.2.3.4")
    assert rows(config, "SELECT address FROM sign_in_failures") == [("10.0.0.1",)]


@pytest.mark.parametrize(
    ("wanted", "location"),
    [
        ("/exam", "/exam"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
        ("evil.example", "/"),
    ],
)
def test_sign_in_goes_on_to_pages_of_this_site_only(anonymous: ExamClient, wanted: str, location: str):
    token = anonymous.csrf("/login")
    fields = {"csrf_token": token, "admission_number": NUMBER, "access_code": CODE}
    assert anonymous.post_form(f"/login?next={wanted}", fields).headers["Location"] == location


def test_nothing_of_a_session_from_before_the_sign_in_survives(anonymous: ExamClient):
    before = anonymous.csrf("/login")
    anonymous.sign_in(NUMBER, CODE)
    reply = anonymous.post_form("/logout", {"csrf_token": before})
    assert reply.status == 400


def test_staff_session_cookie_is_dead_after_sign_out(proctor: ExamClient):
    kept = dict(proctor.cookies)
    proctor.post_form("/logout", {"csrf_token": proctor.csrf("/proctor/rounds")})
    proctor.cookies = kept
    assert proctor.get("/proctor/rounds", Accept="application/json").status == 401


def test_inactive_staff_can_not_sign_in(app: Flask, config: Config):
    execute(config, "UPDATE accounts SET active = 0")
    assert at(app).sign_in_staff(STAFF["proctor"], PASSWORD).status == 200
