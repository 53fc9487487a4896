"""Judging: who may judge whom, what a ballot must be, two people for all that counts, and what a lock covers."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

import pytest

from app.database import transaction
from app.factory import create_app
from app.models import Ballot
from app.services.judging import ballots, draws, locks, panels, timekeeping
from app.services.judging.access import panel_for
from app.services.judging.desks import judge_desk
from app.services.judging.overview import overview
from app.services.judging.pins import check_pin, set_pin
from app.services.judging.sheets import health, score_sheet
from app.services.refused import Refused
from app.services.second_person import Second
from config import Config
from tests.factories.cast import FakeTime
from tests.factories.judging import FULL, PIN, JudgedCast, judged_cast

HOME = "127.0.0.1"


@pytest.fixture
def cast(config: Config, clock: FakeTime) -> Iterator[JudgedCast]:
    with judged_cast(create_app(config, clock.exam_clock())) as made:
        yield made


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def marks(**changes: str | None) -> dict[str, Decimal | None]:
    return {key: None if value is None else Decimal(value) for key, value in {**FULL, **changes}.items()}


def test_order_is_drawn_once_and_by_the_committed_seed(cast: JudgedCast):
    panel = cast.panel()
    assert sorted(one.place for one in panel.appearances) == list(range(1, 10))
    organizer = cast.actor("organizer1")
    with refused("order_drawn"):
        draws.commit_draw(actor=organizer, panel_id=panel.head.id)
    with refused("order_revealed"):
        draws.reveal_draw(actor=organizer, panel_id=panel.head.id)
    with refused("order_drawn"):
        panels.withdraw_entrant(actor=organizer, appearance_id=panel.appearances[0].id)


def test_judge_of_the_same_district_is_recused_and_a_substitute_keeps_the_panel_whole(cast: JudgedCast):
    panel = cast.panel()
    districts = {one.entrant: one for one in panel.appearances}
    for one in districts.values():
        judges = [member.username for member in panel.judges_of(one.id)]
        away = [row.reason for row in panel.recusals if row.appearance_id == one.id]
        assert len(judges) == 5
        assert ("judge1" in judges) == (away == [])
    assert {row.reason for row in panel.recusals} == {"同一个区"}


def test_declared_conflict_hands_the_ballot_to_a_substitute(cast: JudgedCast):
    one = cast.waiting()[0]
    name = panels.declare_conflict(actor=cast.actor("judge2"), appearance_id=one.id, words="师徒")
    judges = cast.panel().judges_of(one.id)
    assert "judge2" not in [member.username for member in judges]
    assert name in [member.name for member in judges]
    with refused("no_appearance"):
        cast.submit("judge2", one)


def test_ballot_is_refused_before_the_appearance_without_every_mark_and_without_the_pin(cast: JudgedCast):
    one = cast.waiting()[0]
    with refused("not_on_yet"):
        cast.submit("judge3", one)
    cast.appear(one)
    judge = cast.actor("judge3")

    def send(pin: str = PIN, **changes: str | None) -> ballots.Receipt:
        return ballots.submit_ballot(
            actor=judge, appearance_id=one.id, marks=marks(**changes), comment="", pin=pin, address=HOME
        )

    with refused("unmarked"):
        send(manner=None)
    with refused("bad_mark"):
        send(manner="20.5")
    with refused("bad_mark"):
        send(manner="0.3")
    with refused("pin_wrong"):
        send(pin="000001")
    first = send()
    assert (first.total, first.version, send()) == ("90.00", 1, first)
    with refused("ballot_signed"):
        send(manner="10")
    with refused("ballot_signed"):
        ballots.save_draft(actor=judge, appearance_id=one.id, marks=marks(), comment="")


def test_draft_is_kept_and_nobody_else_sees_it(cast: JudgedCast):
    one, judge = cast.waiting()[0], cast.actor("judge3")
    ballots.save_draft(actor=judge, appearance_id=one.id, marks=marks(manner=None), comment="稳")
    mine = next(
        row for row in judge_desk(actor=judge, panel_id=cast.panel().head.id)["appearances"] if row["id"] == one.id
    )
    assert (mine["ballot"]["state"], mine["ballot"]["marks"].get("manner"), mine["ballot"]["comment"]) == (
        "draft",
        None,
        "稳",
    )
    other = judge_desk(actor=cast.actor("judge4"), panel_id=cast.panel().head.id)
    assert next(row for row in other["appearances"] if row["id"] == one.id)["ballot"] is None
    assert "90" not in str([row["ballot"] for row in other["appearances"] if row["state"] == "waiting"])
    with refused("no_panel"):
        judge_desk(actor=cast.actor("chiefjudge1"), panel_id=cast.panel().head.id)


def test_ballot_counts_once_another_account_confirms_it(cast: JudgedCast):
    one = cast.waiting()[0]
    cast.appear(one)
    cast.submit("judge3", one)
    [ballot] = cast.panel().ballots_of(one.id).values()
    with refused("no_appearance"):
        ballots.confirm_ballot(actor=cast.actor("checker2"), ballot_id=ballot.id)
    ballots.reject_ballot(actor=cast.actor("checker1"), ballot_id=ballot.id, words="漏看超时")
    assert cast.submit("judge3", one).version == 2
    [ballot] = cast.panel().ballots_of(one.id).values()
    ballots.confirm_ballot(actor=cast.actor("checker1"), ballot_id=ballot.id)
    with refused("not_to_confirm"):
        ballots.confirm_ballot(actor=cast.actor("checker1"), ballot_id=ballot.id)


def test_paper_ballot_is_entered_twice_and_blind(cast: JudgedCast):
    one = cast.waiting()[0]
    cast.appear(one)
    judge = cast.actor("judge3").id
    ballots.enter_paper(actor=cast.actor("scorer1"), appearance_id=one.id, judge=judge, marks=marks())
    [ballot] = cast.panel().ballots_of(one.id).values()
    checker = cast.actor("checker1")
    with refused("enter_again_first"):
        ballots.confirm_ballot(actor=checker, ballot_id=ballot.id)
    with pytest.raises(Refused) as differ:
        ballots.enter_again(actor=checker, ballot_id=ballot.id, marks=marks(manner="17"))
    assert (differ.value.code, differ.value.facts) == ("entries_differ", {"names": "服务规范"})
    ballots.enter_again(actor=checker, ballot_id=ballot.id, marks=marks())
    assert [one.state for one in cast.panel().ballots_of(one.id).values()] == ["confirmed"]
    with refused("not_this_judge"):
        ballots.enter_paper(actor=cast.actor("scorer1"), appearance_id=one.id, judge=checker.id, marks=marks())


def test_nobody_confirms_what_they_entered_themselves(cast: JudgedCast):
    one, checker = cast.waiting()[0], cast.actor("checker1")
    cast.appear(one)
    cast.submit("judge3", one)
    [ballot] = cast.panel().ballots_of(one.id).values()
    with transaction() as session:
        session.get_one(Ballot, ballot.id).entered_by = checker.key
    for check in (ballots.confirm_ballot, partial(ballots.enter_again, marks=marks())):
        with refused("own_entry"):
            check(actor=checker, ballot_id=ballot.id)


def test_panel_is_locked_only_whole_and_a_correction_opens_the_lock(cast: JudgedCast):
    chief, panel_id = cast.actor("chiefjudge1"), cast.panel().head.id
    with pytest.raises(Refused) as missing:
        locks.lock_panel(actor=chief, panel_id=panel_id)
    assert (missing.value.code, missing.value.facts) == ("not_lockable", {"count": 3})
    cast.finish_judging()
    assert locks.is_locked(panel_for(chief, panel_id))
    with refused("already_locked"):
        locks.lock_panel(actor=chief, panel_id=panel_id)
    one = cast.panel().appearances[0]
    ballot = next(iter(cast.panel().ballots_of(one.id).values()))
    second = Second("checker1", cast.passwords["checker1"], HOME)
    with refused("empty_reason"):
        ballots.correct_ballot(actor=chief, ballot_id=ballot.id, marks=marks(), words=" ", second=second)
    with refused("forbidden"):
        scorer = Second("scorer1", cast.passwords["scorer1"], HOME)
        ballots.correct_ballot(actor=chief, ballot_id=ballot.id, marks=marks(), words="抄错", second=scorer)
    version = ballots.correct_ballot(actor=chief, ballot_id=ballot.id, marks=marks(), words="抄错", second=second)
    assert (version, locks.is_locked(panel_for(chief, panel_id))) == (2, False)
    with refused("not_confirmed"):
        ballots.correct_ballot(actor=chief, ballot_id=ballot.id, marks=marks(), words="抄错", second=second)
    locks.lock_panel(actor=chief, panel_id=panel_id, words="更正后")
    assert cast.panel().lock.version == 2


def test_overtime_is_counted_by_the_timekeeper_and_deducted_once(cast: JudgedCast, clock: FakeTime):
    one, timer = cast.waiting()[0], cast.actor("timer1")
    timekeeping.begin(actor=timer, appearance_id=one.id)
    with refused("another_on"):
        timekeeping.begin(actor=timer, appearance_id=cast.waiting()[0].id)
    clock.move(605_000)
    timekeeping.hold(actor=timer, appearance_id=one.id)
    clock.move(60_000)
    timekeeping.hold(actor=timer, appearance_id=one.id)
    clock.move(10_000)
    assert timekeeping.finish(actor=timer, appearance_id=one.id) == 15
    cast.judge(one)
    panel = panel_for(timer, cast.panel().head.id)
    score = locks.score_of(panel, panel.one(one.id))
    assert score is not None
    assert (score.mean, score.deducted, score.score) == (90, 1, 89)


def test_case_is_noted_without_the_applicant_and_only_with_consent(cast: JudgedCast):
    one, timer = cast.waiting()[0], cast.actor("timer1")
    timekeeping.begin(actor=timer, appearance_id=one.id)

    def note(**changes: object) -> None:
        facts = {"window": "3 号", "item": "社会保障卡补换", "difficulty": "乙", "consent": True, **changes}
        timekeeping.note_case(actor=timer, appearance_id=one.id, new=timekeeping.NewCase(**facts))

    for code, change in (
        ("no_item_named", {"item": " "}),
        ("bad_difficulty", {"difficulty": "丁"}),
        ("no_consent", {"consent": False}),
    ):
        with refused(code):
            note(**change)
    note()
    view = overview(actor=timer, panel_id=cast.panel().head.id)
    [case] = next(line for line in view.lines if line.one.id == one.id).cases
    timekeeping.void_case(actor=timer, case_id=case.id, words="弃号")
    assert case.void == "弃号"
    with refused("no_case_record"):
        timekeeping.void_case(actor=timer, case_id=999, words="弃号")


def test_absent_and_void_need_their_reason_and_hinder_no_lock(cast: JudgedCast):
    first, second, third = cast.waiting()
    timekeeping.mark_absent(actor=cast.actor("timer1"), appearance_id=first.id, words="三次点名未到")
    with refused("no_appearance"):
        timekeeping.void_appearance(actor=cast.actor("timer1"), appearance_id=second.id, words="停电")
    timekeeping.void_appearance(actor=cast.actor("chiefjudge1"), appearance_id=second.id, words="停电")
    with refused("not_waiting"):
        timekeeping.mark_absent(actor=cast.actor("timer1"), appearance_id=second.id, words="未到")
    cast.appear(third)
    cast.judge(third)
    locks.lock_panel(actor=cast.actor("chiefjudge1"), panel_id=cast.panel().head.id)


@pytest.mark.parametrize("pin", ["12345", "1234567", "abcdef", "111111"])
def test_weak_pin_is_refused(cast: JudgedCast, pin: str):
    with refused("weak_pin"):
        set_pin(actor=cast.actor("judge1"), pin=pin, password=cast.passwords["judge1"], address=HOME)


def test_nobody_signs_without_a_pin_and_guessing_is_backed_off(cast: JudgedCast):
    with refused("no_pin"):
        check_pin(actor=cast.actor("checker1"), pin=PIN, address=HOME)
    for _ in range(4):
        with refused("pin_wrong"):
            check_pin(actor=cast.actor("judge1"), pin="999990", address=HOME)
    with refused("sign_in_backed_off"):
        check_pin(actor=cast.actor("judge1"), pin=PIN, address=HOME)


def test_panel_needs_its_judges_and_each_entrant_one_panel(cast: JudgedCast):
    organizer = cast.actor("organizer1")
    staff = {"judge": [f"judge{number}" for number in range(1, 6)], "chief": ["chiefjudge1"]}

    def add(**changes: object) -> int:
        facts = {
            "contest": "individual",
            "round": "practice",
            "name": "第九组",
            "venue": "厅",
            "starts": 0,
            "staff": staff,
        }
        return panels.add_panel(
            actor=organizer, new=panels.NewPanel(competition_id=cast.competition_id, **{**facts, **changes})
        )

    for code, change in (
        ("no_judged_round", {"round": "quiz"}),
        ("no_name", {"name": " "}),
        ("panel_taken", {"name": "第一评委组"}),
        ("wrong_judges", {"staff": {**staff, "judge": ["judge1"]}}),
        ("no_chief_judge", {"staff": {"judge": staff["judge"]}}),
        ("not_that_role", {"staff": {**staff, "timekeeper": ["judge6"]}}),
        ("serves_twice", {"staff": {**staff, "substitute": ["judge1"]}}),
    ):
        with refused(code):
            add(**change)
    everyone = [one.entrant for one in cast.panel().appearances]
    panel_id = add()
    with refused("on_other_panel"):
        panels.enter_entrants(actor=organizer, panel_id=panel_id, numbers=everyone[:1])
    with refused("no_entrant"):
        panels.enter_entrants(actor=organizer, panel_id=panel_id, numbers=["nobody"])
    with refused("wrong_category"):
        panels.enter_entrants(actor=organizer, panel_id=panel_id, numbers=["U001"])
    with refused("nobody_to_draw"):
        draws.commit_draw(actor=organizer, panel_id=panel_id)
    with refused("not_committed"):
        draws.reveal_draw(actor=organizer, panel_id=panel_id)


def test_health_and_the_printed_sheet_come_from_what_is_submitted(cast: JudgedCast):
    cast.finish_judging()
    view = overview(actor=cast.actor("chiefjudge1"), panel_id=cast.panel().head.id)
    found = health(view.panel)
    assert sum(one.entrants for one in found.severity) == 9 * 5
    assert found.agreement is not None
    assert (found.agreement.judges, found.agreement.entrants + found.agreement.left_out) == (5, 9)
    assert score_sheet(view, str).startswith(b"%PDF-")
