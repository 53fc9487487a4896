"""Papers under seal: readable nowhere until two halves come together before an auditor."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from app.services.drawing import draw_round
from app.services.paper_seals import OPENING_LEAD_MS, KeyTurn, SealedPapers, open_papers, seal_papers, sealed_rounds
from app.services.refused import Refused
from app.services.second_person import Second
from config import Config
from tests.conftest import Act
from tests.factories.cast import MINUTE, PASSWORD, STAFF, START, FakeTime, Rounds, staff_actor
from tests.factories.exam_client import ExamClient
from tests.factories.stored import rows

ORGANIZER, CHIEF = staff_actor("organizer"), staff_actor("chief_proctor")
HOLDERS = (STAFF["proctor"], STAFF["chief_proctor"])
AUDITOR = Second(STAFF["auditor"], PASSWORD, "127.0.0.1")
PAPERS = "SELECT p.record, p.shown FROM papers p JOIN sittings s ON s.id = p.sitting_id WHERE s.round_id = :round"


def turn(half: tuple[str, str], username: str | None = None) -> KeyTurn:
    return KeyTurn(Second(username or half[0].removeprefix("staff:"), PASSWORD, "127.0.0.1"), half[1])


@pytest.fixture
def sealed(act: Act, rounds: Rounds) -> SealedPapers:
    return act(seal_papers, round_id=rounds.shared, actor=ORGANIZER, holders=HOLDERS)


def opened(act: Act, rounds: Rounds, sealed: SealedPapers, **changes: Any) -> str:
    turns = (turn(sealed.halves[0]), turn(sealed.halves[1]))
    given = {"round_id": rounds.shared, "actor": CHIEF, "turns": turns, "witness": AUDITOR} | changes
    return act(open_papers, **given)


def test_sealed_papers_are_nowhere_in_the_file(act: Act, rounds: Rounds, config: Config):
    only_here = "SELECT COUNT(*) FROM item_revisions"
    before = rows(config, PAPERS, round=rounds.shared)
    act(seal_papers, round_id=rounds.shared, actor=ORGANIZER, holders=HOLDERS)
    with closing(sqlite3.connect(config.instance / "exam.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = (config.instance / "exam.db").read_bytes()
    assert rows(config, PAPERS, round=rounds.shared) == [("", b"")] * len(before)
    assert before[0][0].encode() not in content
    assert act(sealed_rounds) == frozenset({rounds.shared})
    assert rows(config, only_here)[0][0] > 0  # the other rounds keep theirs


def test_both_halves_before_an_auditor_bring_back_exactly_what_was_sealed(act: Act, rounds: Rounds, config: Config):
    tables = (PAPERS, "SELECT record, report FROM forms WHERE round_id = :round ORDER BY id")
    before = [rows(config, query, round=rounds.shared) for query in tables]
    items = rows(config, "SELECT * FROM item_revisions ORDER BY revision")
    sealed = act(seal_papers, round_id=rounds.shared, actor=ORGANIZER, holders=HOLDERS)
    assert opened(act, rounds, sealed) == sealed.digest
    assert [rows(config, query, round=rounds.shared) for query in tables] == before
    assert rows(config, "SELECT * FROM item_revisions ORDER BY revision") == items
    assert rows(config, "SELECT action FROM audit_entries ORDER BY seq DESC LIMIT 1") == [("papers.open",)]
    assert act(sealed_rounds) == frozenset()


def test_nobody_opens_a_sitting_while_its_papers_are_sealed(
    act: Act, rounds: Rounds, sealed: SealedPapers, contestant: ExamClient, clock: FakeTime
):
    contestant.enter(rounds.shared)
    clock.move_to(START + 10 * MINUTE)
    refused = contestant.open()
    assert (refused.status, refused.json["code"]) == (403, "papers_sealed")
    opened(act, rounds, sealed)
    assert contestant.open().status == 200


def test_what_contestants_are_told_before_it_stays(rounds: Rounds, contestant: ExamClient, sealed: SealedPapers):
    assert sealed.digest
    assert "考试规则" in contestant.get(f"/exam/rounds/{rounds.shared}").text


@pytest.mark.parametrize("swapped", [False, True])
def test_halves_may_come_in_any_order(act: Act, rounds: Rounds, sealed: SealedPapers, *, swapped: bool):
    turns = tuple(turn(half) for half in sealed.halves)
    assert opened(act, rounds, sealed, turns=turns[::-1] if swapped else turns) == sealed.digest


def test_a_half_is_read_in_any_case_and_spacing(act: Act, rounds: Rounds, sealed: SealedPapers):
    (first, half), second = sealed.halves
    typed = half.lower().replace(" ", "-")
    assert opened(act, rounds, sealed, turns=(turn((first, typed)), turn(second))) == sealed.digest


def test_one_half_twice_opens_nothing(act: Act, rounds: Rounds, sealed: SealedPapers):
    first, second = sealed.halves
    with pytest.raises(Refused, match="key_wrong"):
        opened(act, rounds, sealed, turns=(turn(first), turn((second[0], first[1]))))


@pytest.mark.parametrize("typed", ["", "ABCD", "A" * 56])
def test_mistyped_half_is_told_from_a_wrong_one(act: Act, rounds: Rounds, sealed: SealedPapers, typed: str):
    first, second = sealed.halves
    with pytest.raises(Refused, match="key_mistyped"):
        opened(act, rounds, sealed, turns=(turn((first[0], typed)), turn(second)))


def test_holders_open_it_and_nobody_else(act: Act, rounds: Rounds, sealed: SealedPapers):
    first, second = sealed.halves
    with pytest.raises(Refused, match="not_a_holder"):
        opened(act, rounds, sealed, turns=(turn(first, STAFF["organizer"]), turn(second)))
    with pytest.raises(Refused, match="not_a_holder"):
        opened(act, rounds, sealed, turns=(turn(first), turn(second, STAFF["proctor"])))


def test_the_witness_is_an_auditor(act: Act, rounds: Rounds, sealed: SealedPapers):
    with pytest.raises(Refused, match="no_auditor"):
        opened(act, rounds, sealed, witness=Second(STAFF["organizer"], PASSWORD, "127.0.0.1"))


@pytest.mark.parametrize(("early", "opens"), [(1, False), (0, True)])
def test_papers_are_opened_an_hour_before_the_start_at_most(
    act: Act, rounds: Rounds, sealed: SealedPapers, clock: FakeTime, early: int, *, opens: bool
):
    clock.move_to(START + 10 * MINUTE - OPENING_LEAD_MS - early)
    if opens:
        assert opened(act, rounds, sealed) == sealed.digest
    else:
        with pytest.raises(Refused, match="too_early_to_open"):
            opened(act, rounds, sealed)


def test_seal_that_was_changed_is_found(act: Act, rounds: Rounds, sealed: SealedPapers, config: Config):
    with closing(sqlite3.connect(config.instance / "exam.db")) as connection, connection:
        [(content,)] = connection.execute("SELECT content FROM paper_seals").fetchall()
        changed = content[:40] + bytes([content[40] ^ 1]) + content[41:]
        connection.execute("UPDATE paper_seals SET content = ?", (changed,))
    with pytest.raises(Refused, match="seal_damaged"):
        opened(act, rounds, sealed)


def test_papers_are_opened_once(act: Act, rounds: Rounds, sealed: SealedPapers):
    opened(act, rounds, sealed)
    with pytest.raises(Refused, match="not_sealed"):
        opened(act, rounds, sealed)


def test_neither_used_nor_practice_nor_undrawn_papers_are_sealed(act: Act, rounds: Rounds, sitting: ExamClient):
    assert sitting.lease
    for round_id, code in (
        (rounds.personal, "papers_in_use"),
        (rounds.practice, "papers_in_use"),
        (rounds.undrawn, "not_drawn_yet"),
        (999, "no_round"),
    ):
        with pytest.raises(Refused, match=code):
            act(seal_papers, round_id=round_id, actor=ORGANIZER, holders=HOLDERS)


@pytest.mark.parametrize("holders", [("proctor1", "proctor1"), ("proctor1", "author1"), ("proctor1", "nobody")])
def test_holders_are_two_who_neither_set_nor_sit_papers(act: Act, rounds: Rounds, holders: tuple[str, str]):
    with pytest.raises(Refused, match="bad_holders"):
        act(seal_papers, round_id=rounds.shared, actor=ORGANIZER, holders=holders)


def test_sealed_round_draws_nothing_more(act: Act, rounds: Rounds, sealed: SealedPapers):
    assert sealed.digest
    with pytest.raises(Refused, match="papers_sealed"):
        act(draw_round, round_id=rounds.shared, actor="test")
    with pytest.raises(Refused, match="papers_sealed"):
        act(seal_papers, round_id=rounds.shared, actor=ORGANIZER, holders=HOLDERS)


def test_second_seal_after_an_opening_has_other_halves(act: Act, rounds: Rounds, sealed: SealedPapers):
    opened(act, rounds, sealed)
    again = act(seal_papers, round_id=rounds.shared, actor=ORGANIZER, holders=HOLDERS)
    assert again.digest == sealed.digest
    assert {half for _, half in again.halves} & {half for _, half in sealed.halves} == set()
