"""Safe Exam Browser: every door of a sitting in such a session judges the browser, by header or by the page's word."""

import json

import pytest
from flask import Flask

from config import Config
from proctor.lockdown import url_hash
from tests.factories.cast import MINUTE, START, FakeTime, Rounds
from tests.factories.exam_client import ExamClient, Reply
from tests.factories.stored import execute, rows
from tests.factories.venue import seat_everyone

OPENS = START + 10 * MINUTE
PUBLIC = "http://127.0.0.1:8000"
KEY, OTHER = "ab" * 32, "cd" * 32


@pytest.fixture
def entered(app: Flask, contestant: ExamClient, rounds: Rounds, clock: FakeTime) -> ExamClient:
    """Return a contestant who has entered a session, at its start."""
    seat_everyone(app, rounds)
    contestant.enter(rounds.shared)
    clock.move_to(OPENS)
    return contestant


def ask_for(config: Config, mode: str, *keys: str, browser_keys: tuple[str, ...] = ()) -> None:
    statement = "UPDATE exam_sessions SET seb = :mode, seb_config_keys = :keys, seb_browser_keys = :browser_keys"
    execute(config, statement, mode=mode, keys=json.dumps(keys), browser_keys=json.dumps(browser_keys))


def header(client: ExamClient, door: str, key: str = KEY, public: str = PUBLIC) -> dict[str, str]:
    url = f"{public}/sittings/{client.sitting}/{door}"
    return {"X_SafeExamBrowser_ConfigKeyHash": url_hash(url, key)}


def page_says(client: ExamClient, key: str = KEY, sitting: str = "", public: str = PUBLIC) -> dict[str, str]:
    page = f"{public}/exam/sittings/{sitting or client.sitting}"
    return {"X_Kaochang_Seb_Page": page, "X_Kaochang_Seb_Config": url_hash(page, key)}


def opening(client: ExamClient, **headers: str) -> Reply:
    reply = client.ask("open", {"browser": client.browser}, **headers)
    if reply.status == 200:
        client.lease = reply.json["lease"]
    return reply


def refusal(why: str) -> tuple[int, dict[str, str]]:
    return 403, {"code": "seb_needed", "why": why}


def told(reply: Reply) -> tuple[int, dict[str, str]]:
    return reply.status, reply.json


def test_ordinary_browser_is_kept_out_of_every_door(entered: ExamClient, config: Config):
    ask_for(config, "required", KEY)
    doors = [opening(entered), entered.save(), entered.submit(), entered.receipt()]
    doors.append(entered.get(f"/sittings/{entered.sitting}/faces/c1/applicant"))
    assert [told(reply) for reply in doors] == [refusal("missing")] * 5
    assert rows(config, "SELECT COUNT(*) FROM sittings WHERE opened_at IS NOT NULL") == [(0,)]


def test_right_header_lets_in_and_is_of_its_own_address_alone(entered: ExamClient, config: Config):
    ask_for(config, "required", OTHER, KEY)
    assert opening(entered, **header(entered, "open")).status == 200
    save = {"lease": entered.lease, "entries": [entered.answer(1)]} if entered.paper else {"lease": entered.lease}
    save |= {"entries": [], "queued": 0, "seen": 0}
    assert entered.ask("journal", save, **header(entered, "journal")).status == 200
    assert told(entered.ask("journal", save, **header(entered, "open"))) == refusal("wrong")
    assert told(entered.ask("journal", save, **header(entered, "journal", "ef" * 32))) == refusal("wrong")


def test_page_that_knows_the_key_lets_in_for_its_own_sitting_alone(entered: ExamClient, config: Config):
    ask_for(config, "required", KEY)
    assert told(opening(entered, **page_says(entered, sitting="0" * 16))) == refusal("missing")
    assert told(opening(entered, **page_says(entered, public="http://elsewhere"))) == refusal("missing")
    assert told(opening(entered, **page_says(entered, OTHER))) == refusal("wrong")
    assert opening(entered, **page_says(entered)).status == 200


def test_address_is_the_configured_one_and_never_the_hosts(entered: ExamClient, config: Config):
    ask_for(config, "required", KEY)
    forged = header(entered, "open", public="http://evil.example") | {"Host": "evil.example"}
    assert told(opening(entered, **forged)) == refusal("wrong")


def test_session_without_a_key_denies(entered: ExamClient, config: Config):
    ask_for(config, "required")
    assert told(opening(entered, **header(entered, "open"))) == refusal("no_key")


def test_browser_key_is_asked_for_where_there_is_one(entered: ExamClient, config: Config):
    ask_for(config, "required", KEY, browser_keys=(OTHER,))
    url = f"{PUBLIC}/sittings/{entered.sitting}/open"
    assert told(opening(entered, **header(entered, "open"))) == refusal("wrong")
    fitting = header(entered, "open") | {"X_SafeExamBrowser_RequestHash": url_hash(url, OTHER)}
    assert opening(entered, **fitting).status == 200


def test_ordinary_browser_is_noted_where_it_is_allowed(entered: ExamClient, config: Config):
    ask_for(config, "allowed", KEY)
    assert opening(entered, **header(entered, "open")).status == 200
    assert rows(config, "SELECT code FROM signals") == []
    assert opening(entered).status == 200
    assert rows(config, "SELECT code, detail FROM signals") == [("seb_absent", "127.0.0.1")]


def test_changed_setting_takes_effect_within_two_seconds(entered: ExamClient, clock: FakeTime, config: Config):
    assert opening(entered).status == 200
    ask_for(config, "required", KEY)
    clock.move(1_999)
    assert entered.save().status == 200
    clock.move(1)
    assert told(entered.save()) == refusal("missing")
    ask_for(config, "off")
    clock.move(2_000)
    assert entered.save().status == 200


def test_other_sittings_are_not_asked(entered: ExamClient, sitting: ExamClient, config: Config):
    assert entered is sitting
    ask_for(config, "required", KEY)
    assert sitting.save().status == 200


def test_page_of_the_sitting_refuses_a_header_that_does_not_fit(entered: ExamClient, config: Config):
    ask_for(config, "required", KEY)
    path = f"/exam/sittings/{entered.sitting}"
    right = {"X_SafeExamBrowser_ConfigKeyHash": url_hash(PUBLIC + path, KEY)}
    wrong = {"X_SafeExamBrowser_ConfigKeyHash": url_hash(PUBLIC + path, OTHER)}
    assert [entered.get(path, **sent).status for sent in (right, wrong, {})] == [200, 403, 200]
    assert entered.get(f"{path}/receipt", **wrong).status == 403
    assert "须用考试浏览器" in entered.get(path, **wrong).text


def test_paper_of_a_sealed_away_session_is_read_by_any_browser(entered: ExamClient, config: Config):
    ask_for(config, "required", KEY)
    execute(config, "UPDATE exam_sessions SET sealed_at = :now", now=OPENS)
    assert entered.receipt().status == 200
