"""Every refusal raised has words, every word is of a refusal raised somewhere, and the protocol lists its own."""

import ast
import re
from collections.abc import Iterator

import pytest

from app.services.refused import Refused
from app.services.words import WORDS, worded
from config import HERE
from proctor.admission import Admission

FACTS = {
    "seconds": 8,
    "lines": "缺题",
    "item": "x",
    "name": "x",
    "open": 2,
    "most_minutes": 240,
    "field": "x",
    "names": "x",
    "scenario": "x",
    "why": "x",
    "seat": "01",
    "most": 500,
    "minutes": 5,
    "number": "20260001",
    "held": 3,
    "username": "x",
    "least": 10,
    "rows": 30,
    "columns": 12,
    "missing": 2,
    "days": 3,
    "count": 2,
    "needed": 5,
    "given": 4,
    "duty": "judge",
    "criterion": "x",
    "version": 2,
    "until": "2026-11-25",
    "year": 2029,
    "hours": 2,
    "full": 100,
    "decimals": 4,
    "label": "x",
}
GRANTED = {Admission.SAME_LEASE, Admission.NEW_LEASE}
ROW = re.compile(r"^\| [0-9]{3} \|((?: `\w+`)+) \|", re.MULTILINE)


def calls_of(name: str, folder: str) -> Iterator[ast.Call]:
    for path in (HERE / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield node


def literals(name: str, folder: str, place: int) -> set[str]:
    """Return the literal texts given as the `place`-th argument of calls of `name`."""
    given = [call.args[place] for call in calls_of(name, folder) if len(call.args) > place]
    return {one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def test_every_refusal_has_words_and_every_word_a_refusal():
    assert literals("Refused", "app", 0) == set(WORDS)


def test_every_refusal_names_its_code_in_place():
    assert [
        ast.unparse(call) for call in calls_of("Refused", "app") if not isinstance(call.args[0], ast.Constant)
    ] == []


@pytest.mark.parametrize("code", WORDS)
def test_words_are_whole_sentences_in_chinese(code: str):
    status, title, message = worded(Refused(code, **FACTS))
    assert 400 <= status < 600
    assert re.search("[一-鿿]", title)
    assert message == FACTS["lines"] or message.endswith("。")
    assert "{" not in message


def test_protocol_lists_every_refusal_of_the_journal():
    raised = literals("Refusal", "app/journal", 1) | literals("NotStored", "app/journal", 0)
    raised |= literals("NotOpened", "app/journal", 0) | {str(answer) for answer in Admission if answer not in GRANTED}
    raised |= {"malformed", "too_large", "busy", "storage"}
    text = (HERE / "docs" / "protocol.md").read_text(encoding="utf-8")
    listed = {code for row in ROW.findall(text) for code in re.findall(r"`(\w+)`", row)}
    assert listed == raised
