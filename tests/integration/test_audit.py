"""The audit chain: it holds after a whole exam, and names a row somebody changed behind the program's back."""

import pytest

from app.services import audit
from app.services.grading import grade_due
from app.services.scores import release, withdraw
from config import Config
from tests.conftest import Act
from tests.factories.cast import MINUTE, Rounds
from tests.factories.exam_client import ExamClient
from tests.factories.room import grant_time, issue_resume_code, pause, resume, send_notice
from tests.factories.stored import execute, rows


@pytest.fixture
def whole_exam(sitting: ExamClient, rounds: Rounds, act: Act) -> ExamClient:
    """Let everything happen that leaves an entry."""
    named = {"sitting_id": sitting.sitting, "actor": "staff:proctor1"}
    act(grant_time, milliseconds=MINUTE, reason="换机", **named)
    act(pause, reason="停电", **named)
    act(resume, **named)
    act(send_notice, text="请核对", **named)
    sitting.open(browser="browser-of-the-new-pc", code=act(issue_resume_code, **named))
    sitting.submit(sitting.answer(1))
    act(grade_due)
    act(release, round_id=rounds.personal, actor="staff:organizer1")
    act(withdraw, round_id=rounds.personal, actor="staff:organizer1")
    sitting.sign_out()
    return sitting


@pytest.mark.usefixtures("whole_exam")
def test_chain_holds_and_names_every_change(act: Act, config: Config):
    actions = [action for (action,) in rows(config, "SELECT action FROM audit_entries ORDER BY seq")]
    mine = actions[actions.index("sitting.enter") :]
    assert [action for action in mine if action != "sign_in"] == [
        "sitting.enter",
        "sitting.open",
        "measure.grant",
        "measure.pause",
        "measure.resume",
        "measure.notice",
        "sitting.resume_code",
        "sitting.open",
        "sitting.hand_in",
        "score",
        "scores.release",
        "scores.withdraw",
        "sign_out",
    ]
    assert act(audit.verify) is None
    assert act(audit.head)[0] == len(actions)


@pytest.mark.usefixtures("whole_exam")
@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit_entries SET actor = 'staff:other' WHERE seq = 5",
        "UPDATE audit_entries SET at = at + 1 WHERE seq = 5",
        "UPDATE audit_entries SET payload = '{}' WHERE seq = 5",
        "UPDATE audit_entries SET action = 'score' WHERE seq = 5",
        "UPDATE audit_entries SET digest = 'x' || SUBSTR(digest, 2) WHERE seq = 5",
        "DELETE FROM audit_entries WHERE seq = 5",
    ],
)
def test_chain_names_the_row_tampered_with(act: Act, config: Config, tampering: str):
    execute(config, tampering)
    assert act(audit.verify) == 5


def test_refused_change_leaves_no_entry(sitting: ExamClient, config: Config):
    query = "SELECT COUNT(*) FROM audit_entries"
    before = rows(config, query)
    sitting.open(browser="browser-of-the-new-pc", code="WRONG2")
    sitting.submit(sitting.answer(3))
    assert rows(config, query) == before


def test_command_verifies_the_chain(app, config: Config):
    runner = app.test_cli_runner()
    assert runner.invoke(args=["audit", "verify"]).exit_code == 0
    execute(config, "UPDATE audit_entries SET at = 0 WHERE seq = 3")
    result = runner.invoke(args=["audit", "verify"])
    assert (result.exit_code, "第 3 条断开" in result.output) == (1, True)


def test_whoever_sees_an_item_with_its_key_is_written_down(author: ExamClient, config: Config):
    seen = "SELECT action, actor, payload FROM audit_entries WHERE action LIKE '%.view'"
    assert author.get("/author/items/nothing-here").status == 404
    assert rows(config, seen) == []
    assert author.get("/author/items/zqvitem-numeric-1").status == 200
    assert rows(config, seen) == [("item.view", "staff:author1", '{"name":"zqvitem-numeric-1"}')]
