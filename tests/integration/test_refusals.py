"""Every row of the protocol's table of refusals, by status, code and facts."""

from flask import Flask

from tests.factories.cast import MINUTE, START, FakeTime, Rounds
from tests.factories.exam_client import ExamClient, Reply, entry, wsgi_wire


def said(reply: Reply) -> tuple[int, str]:
    return reply.status, reply.json["code"]


def test_malformed_names_the_field(sitting: ExamClient):
    reply = sitting.ask("journal", {"lease": sitting.lease, "entries": [{"seq": 0}]})
    assert (reply.status, reply.json) == (400, {"code": "malformed", "field": "seq"})


def test_malformed_open_names_the_browser(contestant: ExamClient, rounds: Rounds):
    contestant.enter(rounds.personal)
    reply = contestant.ask("open", {"browser": "short"})
    assert (reply.status, reply.json) == (400, {"code": "malformed", "field": "browser"})


def test_malformed_names_json_where_there_is_none(sitting: ExamClient):
    reply = sitting.send("POST", f"/sittings/{sitting.sitting}/journal", b"{")
    assert (reply.status, reply.json) == (400, {"code": "malformed", "field": "json"})


def test_body_nested_too_deep_is_malformed(sitting: ExamClient):
    body: dict[str, object] = {}
    for _ in range(400):
        body = {"a": body}
    reply = sitting.save(entry(1, "answer", body))
    assert (reply.status, reply.json) == (400, {"code": "malformed", "field": "body"})


def test_token_missing_without_the_cookie(sitting: ExamClient, app: Flask):
    stranger = ExamClient(wsgi_wire(app))
    stranger.sitting, stranger.lease = sitting.sitting, sitting.lease
    replies = [stranger.open(), stranger.save(), stranger.submit(), stranger.receipt()]
    assert [said(reply) for reply in replies] == [(401, "token_missing")] * 4


def test_token_of_another_sitting_is_missing(sitting: ExamClient, other_contestant: ExamClient, rounds: Rounds):
    other_contestant.start(rounds.personal)
    token, _ = other_contestant.cookies[f"sitting_{other_contestant.sitting}"]
    other_contestant.cookies[f"sitting_{sitting.sitting}"] = (token, "/")
    other_contestant.sitting = sitting.sitting
    assert said(other_contestant.receipt()) == (401, "token_missing")


def test_resume_code_needed_by_another_browser(sitting: ExamClient):
    assert said(sitting.open(browser="another-browser-1")) == (403, "resume_code_needed")


def test_resume_code_wrong_when_none_was_issued(sitting: ExamClient):
    reply = sitting.open(browser="another-browser-1", code="AAAAAA")
    assert (reply.status, reply.json) == (403, {"code": "resume_code_wrong"})


def test_cross_origin_is_refused_at_every_door(sitting: ExamClient):
    doors = [sitting.ask(door, {}, Origin="http://elsewhere.example") for door in ("open", "journal", "submit")]
    receipt = sitting.get(f"/sittings/{sitting.sitting}/receipt", Origin="null")
    assert [said(reply) for reply in [*doors, receipt]] == [(403, "cross_origin")] * 4


def test_own_origin_is_let_in(sitting: ExamClient):
    reply = sitting.ask("journal", {"lease": sitting.lease, "entries": []}, Origin="http://localhost")
    assert (reply.status, reply.json["acked"]) == (200, 0)


def test_no_sitting_after_the_token_was_revoked(sitting: ExamClient):
    kept = dict(sitting.cookies)
    sitting.sign_out()
    sitting.cookies = kept
    assert [said(sitting.open()), said(sitting.receipt())] == [(404, "no_sitting")] * 2


def test_not_started_says_when_a_shared_round_starts(contestant: ExamClient, rounds: Rounds):
    contestant.enter(rounds.shared)
    reply = contestant.open()
    assert (said(reply), reply.json["starts"]) == ((409, "not_started"), START + 10 * MINUTE)


def test_not_started_says_when_a_personal_round_opens(contestant: ExamClient, rounds: Rounds, clock: FakeTime):
    clock.move(-1)
    contestant.enter(rounds.personal)
    reply = contestant.open()
    assert (said(reply), reply.json["starts"]) == ((409, "not_started"), START)


def test_lease_lost_holds_the_entries(sitting: ExamClient):
    sitting.lease = "0123456789abcdef"
    reply = sitting.save(sitting.answer(1), sitting.answer(2))
    assert (said(reply), reply.json["held"]) == ((409, "lease_lost"), 2)


def test_a_sitting_never_opened_has_no_lease_to_write_with(contestant: ExamClient, rounds: Rounds):
    contestant.enter(rounds.personal)
    contestant.lease = "0123456789abcdef"
    replies = [contestant.save(), contestant.save(entry(1, "focus", {"on": True})), contestant.submit()]
    assert [said(reply) for reply in replies] == [(409, "lease_lost")] * 3


def test_late_says_what_is_held_and_shows_the_receipt(sitting: ExamClient, clock: FakeTime):
    sitting.save(sitting.answer(1))
    clock.move(60 * MINUTE + 10_001)
    reply = sitting.save(sitting.answer(2))
    assert (said(reply), reply.json["held"], reply.json["receipt"]["last_seq"]) == ((409, "late"), 1, 1)


def test_closed_says_what_is_held_and_shows_the_receipt(sitting: ExamClient):
    final = sitting.submit(sitting.answer(1)).json["receipt"]
    reply = sitting.save(sitting.answer(2))
    assert (said(reply), reply.json["held"], reply.json["receipt"]) == ((409, "closed"), 1, final | {"held": 1})


def test_closed_is_what_open_says_after_the_end(sitting: ExamClient):
    final = sitting.submit().json["receipt"]
    reply = sitting.open()
    assert (said(reply), reply.json["receipt"]) == ((409, "closed"), final)


def test_seq_conflict_names_the_seq(sitting: ExamClient):
    sitting.save(sitting.answer(1, "甲"))
    reply = sitting.save(sitting.answer(1, "乙"))
    assert (said(reply), reply.json["seq"], reply.json["held"]) == ((409, "seq_conflict"), 1, 1)


def test_seq_gap_names_the_seq_expected(sitting: ExamClient):
    sitting.save(sitting.answer(1))
    reply = sitting.save(sitting.answer(3))
    assert (said(reply), reply.json["expected"]) == ((409, "seq_gap"), 2)


def test_too_large_request_says_the_limit(sitting: ExamClient):
    reply = sitting.send("POST", f"/sittings/{sitting.sitting}/journal", b" " * 262_145)
    assert (reply.status, reply.json) == (413, {"code": "too_large", "limit": 262_144})


def test_too_large_entry_says_the_limit(sitting: ExamClient):
    reply = sitting.save(entry(1, "answer", {"response": "字" * 5_462}))
    assert (reply.status, reply.json) == (413, {"code": "too_large", "limit": 16_384})


def test_an_entry_at_the_limit_is_stored(sitting: ExamClient):
    body = {"response": "x" * (16_384 - len('{"response":""}'))}
    assert sitting.save(entry(1, "answer", body)).json["acked"] == 1


def test_wrong_method_is_refused(sitting: ExamClient):
    reply = sitting.get(f"/sittings/{sitting.sitting}/journal")
    assert said(reply) == (405, "wrong_method")
