"""A page's rescue file: what it couldn't send waits for two people like any other held entry."""

import json

import pytest

from app.services.grading import grade_due
from app.services.held import decide, load_rescue
from app.services.refused import Refused
from app.services.scores import list_scores
from config import Config
from tests.conftest import Act
from tests.factories.cast import Rounds
from tests.factories.exam_client import ExamClient
from tests.factories.stored import entries, held
from tests.integration.test_held import FIRST, second  # noqa: F401  # a fixture


def rescue_file(client: ExamClient, *posted: dict, **changes: object) -> bytes:
    content = {"format": "kaochang-queue/1", "sitting": client.sitting, "lease": client.lease, "entries": posted}
    return json.dumps(content | changes).encode()


def fill_in(sitting: ExamClient) -> int:
    return next(n for n, item in enumerate(sitting.items) if item.get("blanks") == 2)


def load(act: Act, sitting: ExamClient, file: bytes) -> int:
    return act(load_rescue, actor=FIRST, sitting_id=sitting.sitting, file=file)


def test_only_what_the_journal_lacks_is_held(sitting: ExamClient, act: Act, config: Config):
    saved, unsent = (
        sitting.answer(1, ["甲", "乙"], fill_in(sitting)),
        sitting.answer(2, ["丙", "丁"], fill_in(sitting)),
    )
    sitting.save(saved)
    assert load(act, sitting, rescue_file(sitting, saved, unsent)) == 1
    assert [seq for seq, _ in held(config, sitting.sitting)] == [2]
    assert [seq for seq, _ in entries(config, sitting.sitting)] == [1]


def test_same_file_again_adds_nothing(sitting: ExamClient, act: Act, config: Config):
    file = rescue_file(sitting, sitting.answer(1, ["丙", "丁"], fill_in(sitting)))
    assert [load(act, sitting, file), load(act, sitting, file)] == [1, 0]
    assert len(held(config, sitting.sitting)) == 1


def test_rescued_answer_counts_once_two_people_say_so(sitting: ExamClient, act: Act, rounds: Rounds, second):  # noqa: F811
    answer = sitting.answer(1, ["zqvkey一", "zqvkey二"], fill_in(sitting))
    sitting.submit()
    act(grade_due)
    load(act, sitting, rescue_file(sitting, answer))
    signed = {"reason": "网络中断", "actor": FIRST, "second": second}
    act(decide, sitting_id=sitting.sitting, held_ids=[1], accepted=True, **signed)
    scored = [row.total for row in act(list_scores, round_id=rounds.personal).rows if row.total is not None]
    assert [str(total) for total in scored] == ["2.00"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"format": "another/1"}, "format"),
        ({"sitting": "0" * 16}, "sitting"),
        ({"lease": "no lease"}, "lease"),
        ({"entries": "none"}, "entries"),
        ({"entries": [{"seq": 0, "kind": "answer", "body": {}}]}, "seq"),
    ],
)
def test_other_files_are_refused(
    sitting: ExamClient, act: Act, config: Config, changes: dict[str, object], field: str
):
    with pytest.raises(Refused) as refused:
        load(act, sitting, rescue_file(sitting, **changes))
    assert (refused.value.code, refused.value.facts) == ("bad_rescue_file", {"field": field})
    assert held(config, sitting.sitting) == []


@pytest.mark.parametrize("file", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 5000])
def test_what_is_no_such_file_is_refused(sitting: ExamClient, act: Act, file: bytes):
    with pytest.raises(Refused, match="bad_rescue_file"):
        load(act, sitting, file)
