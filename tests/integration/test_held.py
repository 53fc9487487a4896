"""Deciding on held entries: two people, and a score that follows what they decided."""

import pytest

from app.database import transaction
from app.services.access import Role
from app.services.competitions import add_account
from app.services.grading import grade_due
from app.services.held import decide
from app.services.refused import Refused
from app.services.scores import list_scores
from app.services.second_person import Second
from config import Config
from tests.conftest import Act
from tests.factories.cast import PASSWORD, Rounds, staff_actor
from tests.factories.exam_client import ExamClient
from tests.factories.stored import rows

FIRST = staff_actor("proctor")


@pytest.fixture
def second(act: Act) -> Second:
    """Add another proctor; return what they sign with."""

    def add() -> None:
        with transaction() as session:
            add_account(session, username="proctor2", name="乙", role=Role.PROCTOR, password=PASSWORD)

    act(add)
    return Second("proctor2", PASSWORD, "127.0.0.1")


@pytest.fixture
def late_answer(sitting: ExamClient, config: Config, act: Act) -> int:
    """Hand in nothing, and let the right answer to the fill-in item arrive after it; return the held entry's id."""
    place = next(n for n, item in enumerate(sitting.items) if item.get("blanks") == 2)
    sitting.submit()
    sitting.save(sitting.answer(1, ["zqvkey一", "zqvkey二"], place))
    act(grade_due)
    return rows(config, "SELECT id FROM held_entries")[0][0]


def decision(act: Act, sitting: ExamClient, held: int, second: Second, *, accepted: bool) -> int:
    return act(
        decide,
        sitting_id=sitting.sitting,
        held_ids=[held],
        accepted=accepted,
        reason="断网",
        actor=FIRST,
        second=second,
    )


def totals(act: Act, rounds: Rounds) -> list[str]:
    found = act(list_scores, round_id=rounds.personal).rows
    return [str(row.total) for row in found if row.total is not None]


@pytest.mark.parametrize(("accepted", "total"), [(True, "2.00"), (False, "0.00")])
def test_decision_of_two_people_counts(
    sitting: ExamClient, late_answer: int, second, act: Act, rounds: Rounds, *, accepted: bool, total: str
):
    assert totals(act, rounds) == ["0.00"]
    assert decision(act, sitting, late_answer, second, accepted=accepted) == 1
    assert totals(act, rounds) == [total]
    assert (sitting.receipt().json["held"], sitting.receipt().json["answered"]) == (0, int(accepted))


def test_decision_stands(sitting: ExamClient, late_answer: int, second, act: Act, rounds: Rounds):
    decision(act, sitting, late_answer, second, accepted=False)
    with pytest.raises(Refused, match="nothing_chosen"):
        decision(act, sitting, late_answer, second, accepted=True)
    assert totals(act, rounds) == ["0.00"]


@pytest.mark.parametrize(
    ("signing", "code"),
    [
        (Second("proctor1", PASSWORD, "127.0.0.1"), "same_person"),
        (Second("Proctor1 ", PASSWORD, "127.0.0.1"), "same_person"),
        (Second("organizer1", PASSWORD, "127.0.0.1"), "forbidden"),
        (Second("proctor1", "wrong", "127.0.0.1"), "sign_in_wrong"),
    ],
)
def test_second_person_is_another_proctor(
    sitting: ExamClient, late_answer: int, act: Act, config: Config, signing: Second, code: str
):
    with pytest.raises(Refused, match=code):
        decision(act, sitting, late_answer, signing, accepted=True)
    assert rows(config, "SELECT COUNT(*) FROM decisions") == [(0,)]


def test_held_entry_of_another_sitting_can_not_be_chosen(
    late_answer: int, second, other_contestant: ExamClient, rounds: Rounds, act: Act
):
    other_contestant.start(rounds.personal)
    with pytest.raises(Refused, match="nothing_chosen"):
        decision(act, other_contestant, late_answer, second, accepted=True)


def test_accepted_entry_shows_when_the_journal_is_empty(sitting: ExamClient, second, act: Act, config: Config):
    lease, sitting.lease = sitting.lease, "0" * 16
    sitting.save(sitting.answer(1, "甲"))
    sitting.lease = lease
    decision(act, sitting, rows(config, "SELECT id FROM held_entries")[0][0], second, accepted=True)
    opened = sitting.open().json
    assert (opened["responses"], opened["next_seq"]) == ({sitting.items[0]["id"]: "甲"}, 1)
