"""The exam on PostgreSQL: what holds on SQLite holds there, and it holds between processes too.

Everything is in one module, so that one server is started however many workers pytest has.
"""

import copy
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import inspect, text

from app.database import Base, db
from app.factory import create_app
from app.journal.appending import APPEND_SHARED, Append
from app.journal.closing import HandIn
from app.journal.writer import Busy, Ticket, _transactions
from app.services import audit
from app.services.upkeep import tick
from app.write_gate import GATE_KEY, GateBusy
from config import Config
from tests.conftest import Act
from tests.factories.cast import CODES, MINUTE, START, FakeTime, Rounds
from tests.factories.exam_client import ExamClient, entry, wsgi_wire
from tests.factories.postgres import Server
from tests.factories.room import grant_time, issue_resume_code, send_notice
from tests.factories.serving import wait_until
from tests.factories.stored import entries, finals, held, rows
from tests.integration.postgres.conftest import config_at
from tests.integration.test_audit import test_chain_holds_and_names_every_change, whole_exam  # noqa: F401
from tests.integration.test_hand_in import (  # noqa: F401
    test_database_itself_refuses_a_second_one,
    test_grading_follows_the_close,
    test_hand_in_repeated_gives_the_same_receipt,
    test_one_sitting_that_cannot_be_graded_does_not_keep_back_the_others,
    test_practice_draws_another_sitting_after_the_end,
    test_receipt_counts_only_held_entries_that_wait,
    test_score_is_hidden_until_released_and_after_it_is_withdrawn,
    test_twenty_parallel_hand_ins_leave_one_final,
)
from tests.integration.test_held import late_answer, second, test_decision_of_two_people_counts  # noqa: F401
from tests.integration.test_journal_saves import (  # noqa: F401
    test_conflict_holds_the_rest_and_leaves_the_journal_alone,
    test_deadline_and_grace_are_judged_by_arrival,
    test_gap_stores_what_comes_before_it,
    test_held_entries_are_bounded,
    test_notices_are_repeated_until_seen,
    test_pause_stops_the_clock_and_is_made_good,
    test_repeats_inside_a_batch_with_new_ones,
    test_stepped_wall_clock_pauses_the_sweeper_only,
    test_sweep_closes_as_of_the_deadline_however_long_ago,
)
from tests.integration.test_leases import (  # noqa: F401
    test_resume_code_dies_of_five_wrong_ones,
    test_resume_code_gives_another_browser_a_new_lease,
    test_sign_out_frees_the_lease_for_whoever_signs_in_next,
)
from tests.integration.test_sign_in import test_back_off_says_how_long_and_then_lets_in  # noqa: F401
from tests.integration.test_staff_pages import (  # noqa: F401
    handed_in,
    test_room_counts_held_entries_until_two_people_have_decided,
    test_rounds_are_listed_with_their_counts,
    test_sitting_shows_every_item_with_its_verdict_and_entry,
)

NEW_PC = "browser-of-the-new-pc"
SAVES = 40
FOCUS = entry(1, "focus", {"on": True})
WAITING = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@pytest.fixture
def second_app(app: Flask, config: Config, clock: FakeTime) -> Iterator[Flask]:
    """Return the application as another process has it: an engine, a writer and a gate of its own."""
    del app  # the first one is there before it
    made = create_app(config, clock.exam_clock())
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture
def everyone(app: Flask, rounds: Rounds) -> list[ExamClient]:
    """Return all contestants, each in the personal round."""
    return [_signed_in(app, number).start(rounds.personal) for number in CODES]


def _signed_in(app: Flask, number: str) -> ExamClient:
    client = ExamClient(wsgi_wire(app), f"browser-of-{number}")
    client.sign_in(number, CODES[number])
    return client


def through(app: Flask, client: ExamClient) -> ExamClient:
    """Return the same page, its requests going to another process."""
    same = copy.copy(client)
    same.wire = wsgi_wire(app)
    return same


def save_until_refused(client: ExamClient, first: int = 1, last: int = SAVES) -> tuple[int, str]:
    """Save one entry after the other; return the last seq acknowledged and why it went no further."""
    acked = first - 1
    for seq in range(first, last + 1):
        reply = client.save(client.answer(seq, f"第{seq}次"))
        if reply.status != 200:
            return acked, reply.json["code"]
        acked = reply.json["acked"]
    return acked, ""


def save_all(client: ExamClient) -> set[str]:
    """Save every entry until it is acknowledged; return the refusals met on the way."""
    refusals = set()
    for seq in range(1, SAVES + 1):
        while (reply := client.save(client.answer(seq, f"第{seq}次"))).status != 200:
            refusals.add(reply.json["code"])
    return refusals


def journal(config: Config, client: ExamClient) -> list[int]:
    return [seq for seq, _ in entries(config, client.sitting)]


def save_elsewhere(connection: psycopg.Connection, client: ExamClient) -> None:
    """Store FOCUS as another process would, not yet committed."""
    values = {"sitting": client.sitting, "lease": client.lease, "arrived": START, "seq": 1, "at": None}
    connection.execute(APPEND_SHARED, values | {"kind": "focus", "body": '{"on":true}'})


@contextmanager
def behind_its_back(config: Config) -> Iterator[psycopg.Connection]:
    """Hold a transaction open, as another process might."""
    url = config.database_url.replace("+psycopg", "")
    with psycopg.connect(url) as connection:
        yield connection


def once_waiting(config: Config, future: Future[Any], connection: psycopg.Connection) -> Any:  # whatever it returns
    """Commit once somebody waits for a lock; return what they made of it."""
    wait_until(lambda: future.done() or rows(config, WAITING) == [(1,)])
    assert not future.done()
    connection.commit()
    return future.result()


def test_entries_sent_to_two_processes_are_stored_once(everyone: list[ExamClient], second_app: Flask, config: Config):
    pages = [page for client in everyone for page in (client, through(second_app, client))]
    with ThreadPoolExecutor(len(pages)) as pool:
        refusals = list(pool.map(save_all, pages))
    assert set().union(*refusals) <= {"seq_gap"}
    assert [journal(config, client) for client in everyone] == [list(range(1, SAVES + 1))] * len(everyone)
    assert [held(config, client.sitting) for client in everyone] == [[]] * len(everyone)


def test_takeover_comes_wholly_before_or_after_each_save(
    sitting: ExamClient, second_app: Flask, act: Act, config: Config
):
    code = act(issue_resume_code, sitting_id=sitting.sitting, actor="test")
    new_page = through(second_app, sitting)
    with ThreadPoolExecutor(1) as pool:
        saving = pool.submit(save_until_refused, sitting, 1, 2000)
        wait_until(lambda: journal(config, sitting) != [])
        opened = new_page.open(browser=NEW_PC, code=code).json
    acked, why = saving.result()
    assert (why, opened["next_seq"]) == ("lease_lost", acked + 1)
    assert journal(config, sitting) == list(range(1, acked + 1))


def test_close_comes_wholly_before_or_after_each_save(everyone: list[ExamClient], second_app: Flask, config: Config):
    for client in everyone:
        with ThreadPoolExecutor(1) as pool:
            saving = pool.submit(save_until_refused, client, 1, 2000)
            wait_until(lambda client=client: journal(config, client) != [])
            receipt = through(second_app, client).submit().json["receipt"]
        acked, why = saving.result()
        assert (why, receipt["last_seq"], journal(config, client)[-1]) == ("closed", acked, acked)
        assert held(config, client.sitting) == [(acked + 1, "closed")]


def test_save_that_meets_a_close_waits_for_it_and_falls(sitting: ExamClient, config: Config):
    with behind_its_back(config) as other, ThreadPoolExecutor(1) as pool:
        other.execute("UPDATE sittings SET state = 'handed_in' WHERE id = %s", [sitting.sitting])
        reply = once_waiting(config, pool.submit(sitting.save, sitting.answer(1)), other)
    assert (reply.status, reply.json["code"], reply.json["held"]) == (409, "closed", 1)
    assert journal(config, sitting) == []


def test_save_that_meets_a_grant_is_told_the_new_deadline(sitting: ExamClient, config: Config):
    with behind_its_back(config) as other, ThreadPoolExecutor(1) as pool:
        other.execute("UPDATE sittings SET deadline = deadline + 1 WHERE id = %s", [sitting.sitting])
        reply = once_waiting(config, pool.submit(sitting.save, sitting.answer(1)), other)
    assert reply.json["deadline"] == START + 60 * MINUTE + 1


def test_hand_in_that_meets_a_save_waits_for_it_and_counts_it(sitting: ExamClient, config: Config):
    with behind_its_back(config) as other, ThreadPoolExecutor(1) as pool:
        save_elsewhere(other, sitting)
        once_waiting(config, pool.submit(sitting.submit), other)
    assert finals(config, sitting.sitting) == [(1, "handed_in", START)]


def test_hand_in_locks_the_sitting_before_it_stores_anything(sitting: ExamClient, config: Config):
    with behind_its_back(config) as other, ThreadPoolExecutor(1) as pool:
        other.execute("SELECT 1 FROM sittings WHERE id = %s FOR SHARE", [sitting.sitting])
        future = pool.submit(sitting.submit, FOCUS)
        wait_until(lambda: rows(config, WAITING) == [(1,)])
        save_elsewhere(other, sitting)
        other.commit()
    assert future.result().json["receipt"]["last_seq"] == 1


@pytest.mark.parametrize(("on", "status"), [(True, 200), (False, 409)])
def test_save_that_meets_another_with_its_seq_waits_and_compares(
    sitting: ExamClient, config: Config, *, on: bool, status: int
):
    with behind_its_back(config) as other, ThreadPoolExecutor(1) as pool:
        save_elsewhere(other, sitting)
        same = FOCUS | {"body": {"on": on}}
        reply = once_waiting(config, pool.submit(sitting.save, same), other)
    assert (reply.status, reply.json["acked"], journal(config, sitting)) == (status, 1, [1])


@pytest.mark.parametrize("door", ["open", "submit"])
def test_opening_and_hand_in_wait_for_the_gate_and_saves_do_not(sitting: ExamClient, config: Config, door: str):
    with behind_its_back(config) as other, ThreadPoolExecutor(1) as pool:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [GATE_KEY])
        assert sitting.save(FOCUS).status == 200
        assert once_waiting(config, pool.submit(getattr(sitting, door)), other).status == 200


def test_sitting_held_too_long_is_busy_for_pages_and_proctors(sitting: ExamClient, config: Config, act: Act):
    granting = {"sitting_id": sitting.sitting, "milliseconds": MINUTE, "reason": "停电"}
    with behind_its_back(config) as other:
        other.execute("SELECT 1 FROM sittings WHERE id = %s FOR UPDATE", [sitting.sitting])
        replies = [sitting.save(sitting.answer(1)), sitting.submit()]
        with pytest.raises(GateBusy):
            act(grant_time, **granting)
    assert [(reply.status, reply.json) for reply in replies] == [(503, {"code": "busy"})] * 2
    assert act(grant_time, **granting) == START + 61 * MINUTE
    assert sitting.save(sitting.answer(1)).status == 200


def test_saves_go_together_in_order_of_sitting_and_all_else_alone(app: Flask):
    saves = [Ticket(Append(sitting, "lease", (), START)) for sitting in ("b", "a", "b")]
    hand_in = Ticket(HandIn(saves[0].work))
    with app.app_context(), db.engine.connect() as connection:
        found = _transactions(connection, [saves[0], hand_in, saves[1], saves[2]])
        assert _transactions(connection, [hand_in]) == [[hand_in]]
    assert found == [[saves[1], saves[0], saves[2]], [hand_in]]


def test_pieces_behind_one_that_waits_are_dropped_in_time(
    sitting: ExamClient, app: Flask, config: Config, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("app.journal.writer.QUEUE_SECONDS", 1.0)
    tickets = [Ticket(lambda connection: connection.execute(text("SELECT 1")).scalar()) for _ in range(20)]
    with behind_its_back(config) as other, ThreadPoolExecutor(1) as pool:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [GATE_KEY])
        first = pool.submit(sitting.submit)
        wait_until(lambda: rows(config, WAITING) == [(1,)])
        for ticket in tickets:
            app.extensions["runtime"].writer._queue.put(ticket)
        assert first.result().json == {"code": "busy"}
        waited = [ticket.wait(10) for ticket in tickets]
    assert waited == [True] * 20
    assert {type(ticket.failure) for ticket in tickets} == {Busy}


def test_last_heard_is_written(sitting: ExamClient, app: Flask, clock: FakeTime, config: Config):
    clock.move(5)
    sitting.save(FOCUS, queued=2)
    _tick(app)
    heard = rows(config, "SELECT heard_at, queued FROM sittings WHERE id = :id", id=sitting.sitting)
    assert heard == [(START + 5, 2)]


def test_two_upkeeps_close_and_grade_each_sitting_once(
    everyone: list[ExamClient], app: Flask, second_app: Flask, clock: FakeTime, config: Config, act: Act
):
    clock.move(61 * MINUTE)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(_tick, [app, second_app]))
    closed = [finals(config, client.sitting) for client in everyone]
    assert closed == [[(0, "timed_out", START + 60 * MINUTE)]] * len(everyone)
    assert rows(config, "SELECT COUNT(*), MAX(version) FROM scores") == [(len(everyone), 1)]
    assert rows(config, "SELECT reached FROM clock_marks") == [(START + 61 * MINUTE,)]
    assert act(audit.verify) is None


def _tick(app: Flask) -> None:
    with app.app_context():
        tick()


def test_clock_mark_never_goes_back(app: Flask, clock: FakeTime, config: Config):
    for moment in (START + 5, START + 3):
        clock.move_to(moment)
        _tick(app)
    assert rows(config, "SELECT reached FROM clock_marks") == [(START + 5,)]


def test_audit_chain_grows_in_one_line_from_two_processes(
    everyone: list[ExamClient], app: Flask, second_app: Flask, act: Act
):
    before = act(audit.head)[0]

    def notify(number: int) -> None:
        with (app, second_app)[number % 2].app_context():
            send_notice(sitting_id=everyone[number % 3].sitting, text="请核对")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(notify, range(30)))
        list(pool.map(lambda client: through(second_app, client).submit(), everyone))
    assert act(audit.head)[0] == before + 30 + len(everyone)
    assert act(audit.verify) is None


def test_two_processes_draw_one_more_practice_paper(
    contestant: ExamClient, rounds: Rounds, second_app: Flask, config: Config
):
    contestant.start(rounds.practice).submit()
    pages = [contestant, through(second_app, contestant)] * 3
    with ThreadPoolExecutor(len(pages)) as pool:
        entered = list(pool.map(lambda page: page.enter(rounds.practice).status, pages))
    drawn = rows(config, "SELECT COUNT(*) FROM sittings WHERE attempt = 2")
    assert (entered, drawn) == ([200] * len(pages), [(1,)])


def test_saves_go_on_after_the_server_ended_every_connection(sitting: ExamClient, config: Config):
    sitting.save(sitting.answer(1))
    rows(
        config,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid()",
    )
    assert sitting.save(sitting.answer(2)).json == {"code": "busy"}
    assert sitting.save(sitting.answer(2)).json["acked"] == 2
    assert sitting.get("/exam").status == 200


def test_server_that_can_not_store_is_507(sitting: ExamClient, app: Flask, config: Config):
    writer = app.extensions["runtime"].writer
    writer.run(lambda connection: connection.execute(text("SET default_transaction_read_only = on")))
    replies = [sitting.save(sitting.answer(1)), sitting.submit(sitting.answer(1))]
    writer.run(lambda connection: connection.execute(text("SET default_transaction_read_only = off")))
    assert [(reply.status, reply.json) for reply in replies] == [(507, {"code": "storage"})] * 2
    assert journal(config, sitting) == []
    assert sitting.save(sitting.answer(1)).status == 200


def test_connections_are_durable_and_patient_for_so_long(app: Flask):
    names = ("synchronous_commit", "transaction_isolation", "lock_timeout", "statement_timeout")

    def shown(connection: Any) -> list[str]:
        return [connection.execute(text(f"SHOW {name}")).scalar() for name in names]

    assert app.extensions["runtime"].writer.run(shown) == ["on", "read committed", "1500ms", "10s"]


def test_fresh_schema_equals_migrated_schema(server: Server, tmp_path: Path, small_bank: Path):
    urls = [server.create(), server.create()]
    migrated, fresh = (create_app(config_at(url, tmp_path, small_bank)) for url in urls)
    with migrated.app_context():
        upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"compare_type": True, "compare_server_default": True}
            )
            assert compare_metadata(context, Base.metadata) == []
    with fresh.app_context():
        db.create_all()
    assert schema(migrated) == schema(fresh)
    for url in urls:
        server.drop(url)


def schema(app: Flask) -> dict[str, object]:
    """Return every table's columns, keys and indexes."""
    with app.app_context():
        found = inspect(db.engine)
        tables = {
            table: (
                sorted(
                    (str(column["name"]), str(column["type"]), column["nullable"], column["default"])
                    for column in found.get_columns(table)
                ),
                found.get_pk_constraint(table),
                sorted(map(str, found.get_foreign_keys(table))),
                sorted(map(str, found.get_unique_constraints(table))),
                sorted(map(str, found.get_indexes(table))),
            )
            for table in found.get_table_names()
            if table != "alembic_version"
        }
        db.engine.dispose()
    return tables
