"""Accounts: made, changed and ended; the first set-up; the idle lock; one's own password; the audit page."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from app.database import db
from app.factory import create_app
from app.services import accounts
from app.services.access import Role
from app.services.accounts import AccountForm
from app.services.refused import Refused
from app.services.set_up import set_up_code
from app.services.sign_in import sign_in_staff
from config import Config
from tests.conftest import Act
from tests.factories.cast import MINUTE, PASSWORD, FakeTime, Rounds, staff_actor
from tests.factories.exam_client import ExamClient, Reply, wsgi_wire
from tests.factories.stored import execute, rows

ADMIN = staff_actor("administrator")
JSON = "application/json"
IDLE = 20 * MINUTE


@pytest.fixture
def administrator(staff: Callable[[str], ExamClient]) -> ExamClient:
    return staff("administrator")


def post(client: ExamClient, path: str, fields: dict[str, str], form: str | None = None) -> Reply:
    reply = client.post_form(path, {"csrf_token": client.csrf(form or path), **fields})
    return client.get(reply.headers["Location"]) if reply.status == 303 else reply


def sign_in(app: Flask, username: str, password: str) -> ExamClient:
    client = ExamClient(wsgi_wire(app))
    client.sign_in_staff(username, password)
    return client


# ---- the administrator's ----


def test_new_account_signs_in_with_the_password_shown_once(app: Flask, administrator: ExamClient):
    sent = {"username": "Proctor7", "name": "虚构新人", "role": "proctor", "rooms": "all"}
    page = post(administrator, "/admin/accounts", sent).text
    password = re.search(r'初始口令 <b class="num">([^<]+)</b>', page)[1]
    assert "虚构新人" in sign_in(app, "proctor7", password).get("/proctor/rounds").text
    assert password not in administrator.get("/admin/accounts").text


@pytest.mark.parametrize(
    ("username", "form", "code"),
    [
        ("有汉字", AccountForm("甲", Role.AUTHOR), "bad_username"),
        ("a", AccountForm("甲", Role.AUTHOR), "bad_username"),
        ("a" * 33, AccountForm("甲", Role.AUTHOR), "bad_username"),
        (" PROCTOR1 ", AccountForm("甲", Role.AUTHOR), "username_taken"),
        ("new1", AccountForm("  ", Role.AUTHOR), "no_name"),
        ("new1", AccountForm("甲", Role.TEAM_LEADER), "no_district"),
        ("new1", AccountForm("甲", Role.PROCTOR, rooms=frozenset({999})), "no_room"),
    ],
)
def test_accounts_that_are_not_made(act: Act, config: Config, username: str, form: AccountForm, code: str):
    before = rows(config, "SELECT COUNT(*) FROM accounts")
    with pytest.raises(Refused, match=code):
        act(accounts.add, actor=ADMIN, username=username, form=form)
    assert rows(config, "SELECT COUNT(*) FROM accounts") == before


def test_deactivated_account_is_out_at_once_and_may_come_back(
    administrator: ExamClient, proctor: ExamClient, config: Config
):
    account = rows(config, "SELECT id FROM accounts WHERE username = 'proctor1'")[0][0]
    page = f"/admin/accounts/{account}"
    assert "已停用" in post(administrator, f"{page}/active", {}, form=page).text
    assert proctor.get("/proctor/rounds", Accept=JSON).status == 401
    post(administrator, f"{page}/active", {}, form=page)
    proctor.sign_in_staff("proctor1", PASSWORD)
    assert proctor.get("/proctor/rounds", Accept=JSON).status == 200


def test_another_role_takes_effect_with_the_next_sign_in(
    administrator: ExamClient, author: ExamClient, config: Config
):
    account = rows(config, "SELECT id FROM accounts WHERE username = 'author1'")[0][0]
    post(administrator, f"/admin/accounts/{account}", {"name": "甲", "role": "judge"})
    assert author.get("/author/bank", Accept=JSON).status == 401
    author.sign_in_staff("author1", PASSWORD)
    assert author.get("/author/bank", Accept=JSON).status == 403


def test_nobody_locks_everybody_out(act: Act):
    with pytest.raises(Refused, match="yourself"):
        act(accounts.set_active, actor=ADMIN, account_id=ADMIN.id, active=False)
    with pytest.raises(Refused, match="last_administrator"):
        act(accounts.set_active, actor=staff_actor("organizer"), account_id=ADMIN.id, active=False)
    with pytest.raises(Refused, match="last_administrator"):
        act(accounts.change, actor=ADMIN, account_id=ADMIN.id, form=AccountForm("甲", Role.AUTHOR))
    with pytest.raises(Refused, match="no_account"):
        act(accounts.reset_password, actor=ADMIN, account_id=999)


def test_reset_password_ends_sessions_and_a_back_off(act: Act, proctor: ExamClient, config: Config):
    account = rows(config, "SELECT id FROM accounts WHERE username = 'proctor1'")[0][0]
    for _ in range(5):
        proctor.sign_in_staff("proctor1", "wrong")
    made = act(accounts.reset_password, actor=ADMIN, account_id=account)
    assert proctor.get("/proctor/rounds", Accept=JSON).status == 401
    assert act(sign_in_staff, username="proctor1", password=made, address="127.0.0.1").name == "虚构proctor"


def test_changes_of_accounts_are_in_the_chain(act: Act, config: Config):
    act(accounts.add, actor=ADMIN, username="new1", form=AccountForm("甲", Role.AUTHOR))
    newest = "SELECT action, payload FROM audit_entries ORDER BY seq DESC LIMIT 1"
    assert rows(config, newest) == [("account.add", '{"account":"new1","active":true,"role":"author"}')]


# ---- one's own ----


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"current": "wrong", "wanted": "a-new-password", "again": "a-new-password"}, "登录信息不正确"),
        ({"current": PASSWORD, "wanted": "a-new-password", "again": "another"}, "不一样"),
        ({"current": PASSWORD, "wanted": "short", "again": "short"}, "口令太弱"),
        ({"current": PASSWORD, "wanted": "administrator", "again": "administrator"}, "口令太弱"),
    ],
)
def test_own_password_is_not_changed_without_cause(author: ExamClient, fields: dict[str, str], said: str):
    assert said in post(author, "/account", fields).text


def test_own_password_is_changed_and_other_sessions_end(app: Flask, author: ExamClient):
    elsewhere = sign_in(app, "author1", PASSWORD)
    new = {"current": PASSWORD, "wanted": "a-new-password", "again": "a-new-password"}
    assert "工作人员登录" in post(author, "/account", new).text
    assert elsewhere.get("/author/bank", Accept=JSON).status == 401
    assert sign_in(app, "author1", "a-new-password").get("/author/bank", Accept=JSON).status == 200


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CONTESTANT])
def test_everyone_has_a_home(staff: Callable[[str], ExamClient], role: Role):
    client = staff(role.value)
    home = client.get(client.get("/").headers["Location"])
    assert home.status == 200
    assert "我的账号" in client.get("/account").text


def test_judge_without_a_task_is_told_so(staff: Callable[[str], ExamClient]):
    assert "没有分配给您的任务" in staff("judge").get("/account").text


def test_team_leader_sees_the_own_district_alone(app: Flask, act: Act, config: Config):
    execute(config, "UPDATE contestants SET district = '甲区' WHERE admission_number = '20260001'")
    execute(config, "UPDATE contestants SET district = '乙区' WHERE admission_number = '20260002'")
    form = AccountForm("领队甲", Role.TEAM_LEADER, district="甲区")
    password = act(accounts.add, actor=ADMIN, username="leader7", form=form)
    page = sign_in(app, "leader7", password).get("/team").text
    assert [number in page for number in ("20260001", "20260002", "20260003")] == [True, False, False]


# ---- the idle lock ----


@pytest.fixture
def locking(config: Config, clock: FakeTime, app: Flask) -> Iterator[ExamClient]:
    """Return an author signed in where twenty minutes lock."""
    assert app.url_map
    made = create_app(replace(config, idle_minutes=20), clock.exam_clock())
    yield sign_in(made, "author1", PASSWORD)
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize(("idle", "status"), [(IDLE - 1, 200), (IDLE, 303)])
def test_page_is_locked_after_twenty_minutes(locking: ExamClient, clock: FakeTime, idle: int, status: int):
    clock.move(idle)
    reply = locking.get("/author/bank?q=x")
    assert reply.status == status
    if status == 303:
        assert reply.headers["Location"] == "/lock?next=/author/bank?q%3Dx"


def test_password_unlocks_and_leads_back(locking: ExamClient, clock: FakeTime):
    clock.move(IDLE)
    path = "/lock?next=/author/problems"
    assert "登录信息不正确" in post(locking, path, {"password": "wrong"}).text
    assert "检查结果" in post(locking, path, {"password": PASSWORD}).text
    assert locking.get("/author/bank").status == 200


def test_lock_leads_nowhere_else(locking: ExamClient, clock: FakeTime):
    clock.move(IDLE)
    token = locking.csrf("/lock")
    reply = locking.post_form("/lock?next=https://evil.example", {"csrf_token": token, "password": PASSWORD})
    assert reply.headers["Location"] == "/"


def test_activity_keeps_a_page_open_and_polling_does_not(locking: ExamClient, clock: FakeTime):
    for _ in range(3):
        clock.move(IDLE // 2)
        assert locking.get("/author/bank").status == 200
    for _ in range(2):
        clock.move(IDLE // 2)
        polled = locking.get("/author/bank", X_Background="1", Accept=JSON)
    assert (polled.status, polled.json) == (401, {"code": "locked"})


def test_lock_is_only_for_the_signed_in(anonymous: ExamClient):
    assert anonymous.get("/lock").headers["Location"] == "/staff"


def test_contestants_are_never_locked_out(contestant: ExamClient, clock: FakeTime):
    clock.move(60 * MINUTE)
    assert contestant.get("/exam").status == 200


# ---- the first run ----


@pytest.fixture
def fresh(tmp_path: Path, config: Config, clock: FakeTime) -> Iterator[Flask]:
    """Return the application on an empty database."""
    made = create_app(replace(config, database_url=f"sqlite:///{tmp_path / 'fresh.db'}"), clock.exam_clock())
    with made.app_context():
        db.create_all()
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


def test_code_from_the_console_makes_the_first_administrator_once(fresh: Flask):
    client = ExamClient(wsgi_wire(fresh))
    with fresh.app_context():
        code = set_up_code()
    sent = {"code": code.lower(), "username": "Chief", "name": "虚构管理员", "password": "long-enough-words"}
    assert "安装码不对" in post(client, "/setup", sent | {"code": "AAAA-BBBB-CCCC-DDDD"}).text
    assert "口令太弱" in post(client, "/setup", sent | {"password": "password"}).text
    assert "管理员已建立" in post(client, "/setup", sent).text
    assert client.get("/setup").status == 404
    with fresh.app_context():
        assert set_up_code() is None
    assert sign_in(fresh, "chief", "long-enough-words").get("/admin/accounts").status == 200


def test_guessed_codes_are_backed_off(fresh: Flask):
    client = ExamClient(wsgi_wire(fresh))
    sent = {"code": "AAAA", "username": "x", "name": "x", "password": "long-enough-words"}
    said = [post(client, "/setup", sent).text for _ in range(5)]
    assert ["安装码不对" in page for page in said] == [True] * 4 + [False]
    assert "尝试次数过多" in said[-1]


def test_there_is_no_set_up_page_later(anonymous: ExamClient):
    assert anonymous.get("/setup").status == 404


# ---- the audit page ----


def test_chain_is_read_searched_and_verified(auditor: ExamClient, sitting: ExamClient, config: Config, rounds: Rounds):
    assert rounds.personal
    page = auditor.get("/audit?q=sitting.open").text
    assert ("打开试卷" in page, sitting.sitting in page) == (True, True)
    assert "没有符合的记录" in auditor.get("/audit?q=nothing-like-this").text
    assert "整条链完好" in auditor.get("/audit?verify=1").text
    execute(config, "UPDATE audit_entries SET actor = 'x' WHERE seq = 2")
    assert "审计链在第 2 条断开" in auditor.get("/audit?verify=1").text


def test_page_after_page(auditor: ExamClient, act: Act):
    for number in range(110):
        act(accounts.add, actor=ADMIN, username=f"many{number}", form=AccountForm("甲", Role.AUTHOR))
    first = auditor.get("/audit").text
    older = re.search(r'href="(/audit\?before=\d+)"', first)[1]
    assert first.count("<tr>") == 101
    assert "<tr>" in auditor.get(older).text


@pytest.mark.parametrize(
    ("tampering", "said"),
    [
        ("UPDATE audit_entries SET payload = '{}' WHERE seq = 2", "第 2 条断开"),
        ("DELETE FROM audit_entries WHERE seq = 2", "第 2 条断开"),
        ("DELETE FROM audit_entries WHERE seq = (SELECT MAX(seq) FROM audit_entries)", "被截短或改写过"),
    ],
)
def test_verify_names_the_first_bad_entry_and_misses_a_cut_tail_only_without_an_anchor(
    app: Flask, sitting: ExamClient, config: Config, tampering: str, said: str
):
    assert sitting.lease
    seq, digest = rows(config, "SELECT seq, digest FROM audit_entries ORDER BY seq DESC LIMIT 1")[0]
    verify = [app.cli.commands["audit"].commands["verify"], ["--head", f"{seq}:{digest}"]]
    runner = app.test_cli_runner()
    assert isinstance(runner, CliRunner)
    assert runner.invoke(*verify).exit_code == 0
    execute(config, tampering)
    found = runner.invoke(*verify)
    assert (found.exit_code, said in found.output) == (1, True)
