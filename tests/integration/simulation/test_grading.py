"""Hand-in, grading and release of simulations, and held acts that two people accept."""

import json

import pytest

from app.database import transaction
from app.services.access import Role
from app.services.competitions import add_account
from app.services.grading import grade_due
from app.services.held import decide, held_lines
from app.services.refused import Refused
from app.services.scores import export_scores, list_scores, release
from app.services.second_person import Second
from app.services.upkeep import tick
from config import Config
from tests.conftest import Act
from tests.factories.cast import MINUTE, PASSWORD, START, FakeTime, staff_actor
from tests.factories.exam_client import ExamClient, entry
from tests.factories.simulation_cast import Simulations, model_acts, work_by_the_rules
from tests.factories.simulation_cast import act as one_act
from tests.factories.stored import execute, rows

SCORES = "SELECT total, record, inputs FROM scores ORDER BY id"
FIRST = staff_actor("proctor")


@pytest.fixture
def second(act: Act) -> Second:
    """Add another proctor; return what they sign with."""

    def add() -> None:
        with transaction() as session:
            add_account(session, username="proctor2", name="乙", role=Role.PROCTOR, password=PASSWORD)

    act(add)
    return Second("proctor2", PASSWORD, "127.0.0.1")


def accept(act: Act, sitting: ExamClient, held_ids: list[int], second: Second) -> None:
    act(
        decide,
        sitting_id=sitting.sitting,
        held_ids=held_ids,
        accepted=True,
        reason="断网",
        actor=FIRST,
        second=second,
    )


def totals(act: Act, round_id: int) -> list[str]:
    return [str(row.total) for row in act(list_scores, round_id=round_id).rows if row.total is not None]


def test_receipt_counts_the_cases_that_are_over(sitting: ExamClient, config: Config, clock: FakeTime):
    work_by_the_rules(sitting, config, "c1")
    clock.move(MINUTE)
    receipt = sitting.submit(one_act(sitting.next_seq, "c2", "call")).json["receipt"]
    assert (receipt["answered"], receipt["of"], receipt["how"]) == (1, 2, "handed_in")
    assert [(name, one["phase"], one["started"]) for name, one in receipt["responses"].items()] == [
        ("c1", "closed", START),
        ("c2", receipt["responses"]["c2"]["phase"], START + MINUTE),
    ]


def test_model_handling_of_every_case_is_the_full_mark(sitting: ExamClient, config: Config, act: Act):
    work_by_the_rules(sitting, config)
    sitting.submit()
    assert act(grade_due) == 1
    [(total, record, inputs)] = rows(config, SCORES)
    parts = json.loads(record)
    assert (total, len(inputs)) == ("100.00", 64)
    assert [(one["title"], one["earned"], one["points"]) for one in parts["sections"]] == [
        ("第 1 件", "60.00", "60"),
        ("第 2 件", "40.00", "40"),
    ]
    assert [(one["score"], one["caps"], one["slips"]) for one in parts["cases"]] == [("100.00", [], [])] * 2
    assert all(point["met"] for one in parts["cases"] for point in one["checkpoints"])


def test_case_never_called_is_worth_nothing(sitting: ExamClient, config: Config, act: Act):
    work_by_the_rules(sitting, config, "c1")
    sitting.submit()
    act(grade_due)
    parts = json.loads(rows(config, SCORES)[0][1])
    assert [one["earned"] for one in parts["sections"]] == ["60.00", "0.00"]


def test_checkpoints_name_the_entries_that_show_them(sitting: ExamClient, config: Config, act: Act):
    work_by_the_rules(sitting, config)
    sitting.submit()
    act(grade_due)
    stored = {seq for (seq,) in rows(config, "SELECT seq FROM entries WHERE sitting_id = :s", s=sitting.sitting)}
    named = {
        seq
        for one in json.loads(rows(config, SCORES)[0][1])["cases"]
        for point in one["checkpoints"]
        for seq in point["seqs"]
    }
    assert named
    assert named <= stored


def test_regrade_is_byte_for_byte_the_same(sitting: ExamClient, act: Act, config: Config):
    work_by_the_rules(sitting, config, "c2")
    sitting.submit()
    act(grade_due)
    first = rows(config, SCORES)
    execute(config, "DELETE FROM scores")
    act(grade_due)
    assert rows(config, SCORES) == first


def test_time_that_runs_out_closes_and_grades_what_was_done(
    sitting: ExamClient, act: Act, config: Config, clock: FakeTime
):
    work_by_the_rules(sitting, config, "c2")
    clock.move(11 * MINUTE)
    act(tick)
    assert sitting.receipt().json["how"] == "timed_out"
    assert [total for total, _, _ in rows(config, SCORES)] == ["40.00"]


def test_scores_are_listed_by_case_and_exported(sitting: ExamClient, act: Act, config: Config, simulations):
    work_by_the_rules(sitting, config)
    sitting.submit()
    act(grade_due)
    found = act(list_scores, round_id=simulations.final)
    assert (found.sections, totals(act, simulations.final)) == (["第 1 件", "第 2 件"], ["100.00"])
    name, file = act(export_scores, round_id=simulations.final, actor="test", now_text="今天")
    assert (name, file[:2]) == ("模拟受理成绩.xlsx", b"PK")


def test_release_waits_for_open_sittings(sitting: ExamClient, act: Act, simulations: Simulations):
    with pytest.raises(Refused, match="not_graded"):
        act(release, round_id=simulations.final, actor="test")
    sitting.submit()
    act(grade_due)
    act(release, round_id=simulations.final, actor="test")


def marking_shown(client: ExamClient) -> bool:
    return "中性邀请评价" in client.get(f"/exam/sittings/{client.sitting}/receipt").text


def test_marking_is_shown_once_released(sitting: ExamClient, act: Act, config: Config, simulations: Simulations):
    work_by_the_rules(sitting, config)
    sitting.submit()
    act(grade_due)
    before = marking_shown(sitting)
    act(release, round_id=simulations.final, actor="test")
    assert (before, marking_shown(sitting)) == (False, True)


def test_practice_shows_its_marking_right_after_the_hand_in(practising: ExamClient, act: Act, config: Config):
    work_by_the_rules(practising, config)
    shown = [marking_shown(practising)]
    practising.submit()
    page = practising.get(f"/exam/sittings/{practising.sitting}/receipt").text
    act(grade_due)
    shown.append(marking_shown(practising))
    assert ("正在评分" in page, shown) == (True, [False, True])


def test_held_act_is_shown_in_words(sitting: ExamClient, act: Act):
    sitting.save(one_act(1, "c1", "call"))
    sitting.submit()
    sitting.save(one_act(2, "c1", "read", person="applicant", means="id_card"), entry(3, "focus", {"on": True}))
    _, lines = act(held_lines, actor=FIRST, sitting_id=sitting.sitting)
    assert [line.item for line in lines] == ["第 1 件", "—"]
    assert lines[0].response.startswith("刷身份证 ")


def test_held_acts_that_two_people_accept_count_after_the_journal(
    sitting: ExamClient, act: Act, config: Config, second, simulations: Simulations
):
    acts = model_acts(config, sitting.sitting, "c2")
    sitting.save(*(entry(seq, "act", body) for seq, body in enumerate(acts[:-1], 1)))
    sitting.submit()
    sitting.save(entry(len(acts), "act", acts[-1]))
    act(grade_due)
    before = totals(act, simulations.final)
    accept(act, sitting, [held for (held,) in rows(config, "SELECT id FROM held_entries")], second)
    assert (before != ["40.00"], totals(act, simulations.final)) == (True, ["40.00"])
    assert sitting.receipt().json["answered"] == 1


def test_act_accepted_while_the_sitting_goes_on_is_built_on(
    sitting: ExamClient, act: Act, config: Config, second, clock: FakeTime
):
    lease = sitting.lease
    sitting.save(one_act(1, "c1", "call"))
    sitting.lease = "0" * 16
    sitting.save(one_act(2, "c1", "suspend"))
    sitting.lease = lease
    clock.move(1_000)
    accept(act, sitting, [held for (held,) in rows(config, "SELECT id FROM held_entries")], second)
    clock.move(1_000)
    resumed = sitting.save(one_act(2, "c1", "resume")).json["views"]["c1"]
    assert (resumed["refused"], resumed["acts"], resumed["talk_from"]) == (None, 3, 0)
    assert sitting.open().json["views"]["c1"]["phase"] == "open"


@pytest.mark.parametrize("told", [False, True])
def test_entry_that_came_before_an_acceptance_but_was_stored_after_it_keeps_its_place(
    sitting: ExamClient, act: Act, config: Config, second, told
):
    lease, sitting.lease = sitting.lease, "0" * 16
    sitting.save(one_act(1, "c1", "suspend"))
    sitting.lease = lease
    accept(act, sitting, [held for (held,) in rows(config, "SELECT id FROM held_entries")], second)
    if told:
        assert sitting.open().json["views"]["c1"]["phase"] == "waiting"
    shown = sitting.save(one_act(1, "c1", "call")).json["views"]["c1"]
    assert shown["phase"] == "suspended"
