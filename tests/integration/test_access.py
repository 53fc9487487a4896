"""Every route and verb against every role; the expected answers come from ALLOWED and from each view's door."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app.factory import create_app
from app.services.access import ALLOWED, Role
from config import Config
from tests.factories.cast import FakeTime, Rounds
from tests.factories.exam_client import ExamClient, Reply, wsgi_wire
from tests.factories.stored import rows

ROLES = ["anonymous", *(role.value for role in Role)]
DOORS = ("open", "journal", "submit", "receipt")
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
JSON = "application/json"


@pytest.fixture
def actors(app: Flask, contestant: ExamClient, staff: Callable[[str], ExamClient]) -> dict[str, ExamClient]:
    signed_in = {role.value: staff(role.value) for role in Role if role is not Role.CONTESTANT}
    return {"anonymous": ExamClient(wsgi_wire(app)), "contestant": contestant, **signed_in}


def routes(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Yield every rule and verb but static files."""
    for rule in app.url_map.iter_rules():
        for verb in sorted(rule.methods or ()):
            if rule.endpoint != "static":
                yield rule, verb


def path_of(rule: Rule, rounds: Rounds, sitting: str) -> str:
    values = {
        "round_id": str(rounds.personal),
        "sitting_id": sitting,
        "item_id": "zqvitem-numeric-1",
        "case_id": "c1",
        "scenario_id": "trial-supplement",
        "session_id": "1",
        "code": "spare",
        "kind": "pdf",
        "account_id": "999",
        "room_id": "999",
        "seat_id": "999",
        "contestant_id": "999",
        "competition_id": "999",
        "token": "0" * 32,
        "panel_id": "999",
        "nomination_id": "999",
        "appearance_id": "999",
        "ballot_id": "999",
        "objection_id": "999",
        "decision_id": "999",
        "version": "9",
        "act": "begin",
        "step": "publish",
        "contest_id": "individual",
        "entrant": "20260001",
        "name": "notice.pdf",
    }
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: values[found[1]], rule.rule)


def someones_sitting(config: Config) -> str:
    query = "SELECT s.id FROM sittings s JOIN rounds r ON r.id = s.round_id WHERE r.title = '个人时段赛' ORDER BY s.id"
    return rows(config, query)[0][0]


def let_in(reply: Reply) -> bool:
    """Tell whether the door opened; what is behind it may still refuse, but in other words."""
    return reply.status not in {401, 403}


def test_every_route_states_a_door(app: Flask):
    unstated = [rule.endpoint for rule, _ in routes(app) if not hasattr(app.view_functions[rule.endpoint], "door")]
    assert unstated == []


def test_every_role_on_every_route_and_verb(app: Flask, actors: dict[str, ExamClient], rounds: Rounds, config: Config):
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    sitting, wrong = someones_sitting(config), []
    for rule, verb in routes(app):
        door = app.view_functions[rule.endpoint].door
        if rule.endpoint == "auth.logout":
            continue  # it would end the actors' sessions; everyone may use it
        for role in ROLES:
            expected = door is None or (role != "anonymous" and Role(role) in ALLOWED[door])
            reply = actors[role].send(verb, path_of(rule, rounds, sitting), Accept=JSON)
            if let_in(reply) is not expected or reply.status == 500:
                wrong.append((rule.endpoint, verb, role, reply.status))
    assert wrong == []


def test_every_unsafe_route_needs_a_token(app: Flask, actors: dict[str, ExamClient], rounds: Rounds, config: Config):
    sitting = someones_sitting(config)
    unsafe = [(rule, verb) for rule, verb in routes(app) if verb in UNSAFE]
    refused = [
        (rule.endpoint, role, reply.status, reply.json["code"])
        for rule, verb in unsafe
        for role in ROLES
        for reply in [actors[role].send(verb, path_of(rule, rounds, sitting), Accept=JSON)]
    ]
    assert refused == [(rule.endpoint, role, 400, "csrf") for rule, _ in unsafe for role in ROLES]


def test_token_of_another_session_is_refused(contestant: ExamClient, other_contestant: ExamClient, rounds: Rounds):
    token = other_contestant.csrf(f"/exam/rounds/{rounds.personal}")
    path = f"/exam/rounds/{rounds.personal}/enter"
    reply = contestant.post_json(path, {}, X_CSRFToken=token, Accept=JSON)
    assert (reply.status, reply.json["code"]) == (400, "csrf")


def test_view_without_a_door_is_refused_to_everyone(actors: dict[str, ExamClient], config: Config, clock: FakeTime):
    made = create_app(config, clock.exam_clock())
    made.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    for role in ROLES:
        actors[role].wire = wsgi_wire(made)
    replies = [actors[role].get("/forgotten", Accept=JSON) for role in ROLES]
    assert [(reply.status, reply.json["code"]) for reply in replies] == [(403, "forbidden")] * len(ROLES)


def test_someone_elses_sitting_does_not_exist(sitting: ExamClient, other_contestant: ExamClient):
    pages = [f"/exam/sittings/{sitting.sitting}", f"/exam/sittings/{sitting.sitting}/receipt"]
    nowhere = [f"/exam/sittings/{'0' * 16}", f"/exam/sittings/{'0' * 16}/receipt"]
    mine, absent = ([other_contestant.get(path, Accept=JSON) for path in paths] for paths in (pages, nowhere))
    assert [reply.status for reply in mine] == [404, 404]
    assert [reply.body for reply in mine] == [reply.body for reply in absent]


def test_round_of_another_competition_does_not_exist(app: Flask, rounds: Rounds):
    outsider = ExamClient(wsgi_wire(app))
    outsider.sign_in("20269999", "ZZZZ9999")
    token = outsider.csrf("/exam")
    path = f"/exam/rounds/{rounds.personal}"
    entered = outsider.post_json(f"{path}/enter", {}, X_CSRFToken=token, Accept=JSON)
    assert [entered.status, outsider.get(path, Accept=JSON).status] == [404, 404]
    assert outsider.get("/exam/rounds", Accept=JSON).json == {"rounds": []}


def test_what_does_not_exist_is_not_found_for_those_who_may(app: Flask, actors: dict[str, ExamClient]):
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    faults = []
    for rule, verb in routes(app):
        door = app.view_functions[rule.endpoint].door
        if not rule.arguments or door is None:
            continue
        role = next(role for role in ROLES[1:] if Role(role) in ALLOWED[door])
        path = re.sub(r"<int:\w+>", "999999", re.sub(r"<\w+>", "nothing-here", rule.rule))
        reply = actors[role].send(verb, path, Accept=JSON)
        if reply.status >= 500:
            faults.append((rule.endpoint, verb, reply.status))
    assert faults == []


def test_security_headers_are_on_every_response(app: Flask, sitting: ExamClient):
    paths = ["/", "/login", "/staff", "/exam", "/nowhere", f"/exam/sittings/{sitting.sitting}"]
    for path in [*paths, f"/static/{app.static_url_path.rpartition('/')[2]}/css/kaochang.css"]:
        headers = sitting.get(path).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert (headers["X-Content-Type-Options"], headers["X-Frame-Options"]) == ("nosniff", "DENY")
        assert headers["Referrer-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Cache-Control"] == (
            "public, max-age=31536000, immutable" if path.startswith("/static") else "no-store"
        )


def test_journal_answers_are_never_kept_or_guessed_at(sitting: ExamClient):
    sitting.sitting, own = "0" * 16, sitting.sitting
    replies = [sitting.ask(door, {}) for door in DOORS]
    sitting.sitting = own
    replies += [sitting.open(), sitting.ask("journal", []), sitting.submit(), sitting.receipt()]
    kept = {(reply.headers["Cache-Control"], reply.headers["X-Content-Type-Options"]) for reply in replies}
    assert kept == {("no-store", "nosniff")}


def test_cookies_are_out_of_reach_of_scripts(sitting: ExamClient, rounds: Rounds):
    token = sitting.csrf(f"/exam/rounds/{rounds.personal}")
    path = f"/exam/rounds/{rounds.personal}/enter"
    entered = sitting.post_json(path, {}, X_CSRFToken=token, Accept=JSON)
    [cookie] = [cookie for cookie in entered.cookies if cookie.startswith("sitting_")]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert f"Path=/sittings/{sitting.sitting}" in cookie


def test_paper_is_nowhere_before_the_start(contestant: ExamClient, rounds: Rounds, config: Config):
    contestant.enter(rounds.shared)
    [(sitting,)] = rows(
        config, "SELECT id FROM sittings WHERE round_id = :round AND entered_at IS NOT NULL", round=rounds.shared
    )
    doors = [contestant.open(), contestant.save(), contestant.submit(), contestant.receipt()]
    pages = [contestant.get(f"/exam/{path}") for path in ("", "rounds", f"rounds/{rounds.shared}")]
    own = [contestant.get(f"/exam/sittings/{sitting}"), contestant.get(f"/exam/sittings/{sitting}/receipt")]
    assert ["居民来到" in reply.text for reply in [*doors, *pages, *own]] == [False] * 9
