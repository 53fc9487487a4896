"""Who may write: resume codes, takeovers, reopening, and signing out."""

from dataclasses import replace

import pytest
from flask import Flask

from app.factory import create_app
from app.services.measure_effects import RESUME_CODE_MS
from app.services.measures import issue_resume_code
from app.services.refused import Refused
from config import Config
from tests.conftest import Act
from tests.factories.cast import CODES, FakeTime, Rounds
from tests.factories.exam_client import ExamClient, wsgi_wire
from tests.factories.stored import entries, held, rows

NEW_PC = "browser-of-the-new-pc"


def issue(act: Act, client: ExamClient) -> str:
    return act(issue_resume_code, sitting_id=client.sitting, actor="test")


def at_new_pc(app: Flask, sitting: ExamClient, rounds: Rounds) -> ExamClient:
    """Return the same contestant signed in at another PC, the round entered again."""
    client = ExamClient(wsgi_wire(app), NEW_PC)
    client.sign_in("20260001", CODES["20260001"])
    client.enter(rounds.personal)
    assert client.sitting == sitting.sitting
    return client


def test_same_browser_opens_again_with_the_same_lease(sitting: ExamClient):
    lease = sitting.lease
    sitting.save(sitting.answer(1))
    opened = sitting.open().json
    assert (opened["lease"], opened["next_seq"]) == (lease, 2)
    assert opened["responses"] == {sitting.items[0]["id"]: "甲"}


def test_paper_is_left_out_for_a_browser_that_has_it(sitting: ExamClient):
    digest = sitting.open().json["paper_digest"]
    assert sitting.open(have=digest).json["paper"] is None
    assert sitting.open(have="another").json["paper"] == sitting.paper


def test_resume_code_gives_another_browser_a_new_lease(
    sitting: ExamClient, app: Flask, rounds: Rounds, act: Act, config: Config
):
    sitting.save(sitting.answer(1))
    new = at_new_pc(app, sitting, rounds)
    assert new.open(code=issue(act, sitting)).json["next_seq"] == 2
    assert sitting.save().json["code"] == "lease_lost"
    assert sitting.save(sitting.answer(2, "旧")).json["held"] == 1
    assert new.save(new.answer(2, "新")).json["acked"] == 2
    assert [seq for seq, _ in entries(config, sitting.sitting)] == [1, 2]
    assert held(config, sitting.sitting) == [(2, "lease_lost")]


def test_old_browser_needs_a_code_to_come_back(sitting: ExamClient, app: Flask, rounds: Rounds, act: Act):
    at_new_pc(app, sitting, rounds).open(code=issue(act, sitting))
    assert sitting.open().json["code"] == "resume_code_needed"


def test_resume_code_is_read_as_people_type_it(sitting: ExamClient, act: Act):
    code = issue(act, sitting)
    assert sitting.open(browser=NEW_PC, code=f" {code[:3].lower()}-{code[3:].lower()} ").status == 200


def test_resume_code_is_read_in_full_width(sitting: ExamClient, act: Act):
    wide = "".join(chr(ord(character) + 0xFEE0) for character in issue(act, sitting))
    assert sitting.open(browser=NEW_PC, code=wide).status == 200


def test_resume_code_works_once(sitting: ExamClient, act: Act):
    code = issue(act, sitting)
    sitting.open(browser=NEW_PC, code=code)
    assert sitting.open(browser="browser-of-a-third-pc", code=code).json["code"] == "resume_code_wrong"


def test_reopening_by_the_holder_does_not_use_up_a_code(sitting: ExamClient, act: Act):
    code = issue(act, sitting)
    sitting.open(code=code)
    assert sitting.open(browser=NEW_PC, code=code).status == 200


@pytest.mark.parametrize(("wrong", "status"), [(4, 200), (5, 403)])
def test_resume_code_dies_of_five_wrong_ones(sitting: ExamClient, act: Act, wrong: int, status: int):
    code = issue(act, sitting)
    for _ in range(wrong):
        assert sitting.open(browser=NEW_PC, code="WRONG2").json["code"] == "resume_code_wrong"
    assert sitting.open(browser=NEW_PC, code=code).status == status


@pytest.mark.parametrize(("after", "status"), [(-1, 200), (0, 403), (1, 403)])
def test_resume_code_expires(sitting: ExamClient, act: Act, clock: FakeTime, after: int, status: int):
    code = issue(act, sitting)
    clock.move(RESUME_CODE_MS + after)
    assert sitting.open(browser=NEW_PC, code=code).status == status


def test_resume_code_of_another_sitting_is_wrong(
    sitting: ExamClient, other_contestant: ExamClient, rounds: Rounds, act: Act
):
    code = issue(act, other_contestant.start(rounds.personal))
    issue(act, sitting)
    assert sitting.open(browser=NEW_PC, code=code).json["code"] == "resume_code_wrong"


def test_resume_code_is_kept_as_an_hmac_only(sitting: ExamClient, act: Act, config: Config):
    code = issue(act, sitting)
    [(mac,)] = rows(config, "SELECT code_mac FROM resume_codes")
    assert (len(mac), code in mac.upper()) == (64, False)


def test_no_resume_code_for_a_sitting_not_open(contestant: ExamClient, rounds: Rounds, act: Act):
    contestant.enter(rounds.personal)
    with pytest.raises(Refused, match="no_sitting"):
        issue(act, contestant)


def test_sign_out_frees_the_lease_for_whoever_signs_in_next(
    sitting: ExamClient, app: Flask, rounds: Rounds, config: Config
):
    sitting.save(sitting.answer(1))
    sitting.sign_out()
    new = at_new_pc(app, sitting, rounds)
    assert new.open().json["next_seq"] == 2
    assert new.save(new.answer(2)).json["acked"] == 2
    assert [seq for seq, _ in entries(config, sitting.sitting)] == [1, 2]


def test_sign_out_kills_tokens_and_lease(sitting: ExamClient):
    kept = dict(sitting.cookies)
    sitting.sign_out()
    sitting.cookies = kept
    assert sitting.open().json["code"] == "no_sitting"
    assert sitting.receipt().json["code"] == "no_sitting"
    assert sitting.save(sitting.answer(1)).json["code"] == "lease_lost"
    assert sitting.submit().json["code"] == "lease_lost"


def test_wrong_code_at_a_free_sitting_does_not_use_up_the_right_one(
    sitting: ExamClient, app: Flask, rounds: Rounds, act: Act
):
    code = issue(act, sitting)
    sitting.sign_out()
    new = at_new_pc(app, sitting, rounds)
    new.open(code="WRONG2")
    assert new.open(browser="browser-of-a-third-pc", code=code).status == 200


def test_session_cookie_is_dead_after_sign_out(contestant: ExamClient):
    kept = dict(contestant.cookies)
    contestant.sign_out()
    contestant.cookies = kept
    assert contestant.get("/exam/rounds", Accept="application/json").status == 401


def test_address_behind_a_believed_proxy_is_the_browsers(
    config: Config, clock: FakeTime, rounds: Rounds, sitting: ExamClient
):
    behind = create_app(replace(config, proxies=1), clock.exam_clock())
    sitting.wire = wsgi_wire(behind)
    sitting.sign_out()
    sitting.sign_in("20260001", CODES["20260001"])
    sitting.enter(rounds.personal)
    sitting.ask("open", {"browser": sitting.browser}, X_Forwarded_For="6.6.6.6, 10.9.9.9")
    query = "SELECT address FROM sittings WHERE id = :sitting"
    assert rows(config, query, sitting=sitting.sitting) == [("10.9.9.9",)]


def test_address_of_the_browser_is_kept(app: Flask, rounds: Rounds, config: Config):
    client = ExamClient(wsgi_wire(app, "10.0.0.17"))
    client.sign_in("20260001", CODES["20260001"])
    client.start(rounds.personal)
    query = "SELECT address FROM sittings WHERE id = :sitting"
    assert rows(config, query, sitting=client.sitting) == [("10.0.0.17",)]
