"""The fold: what a journal says by the frozen paper alone."""

import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from app.scoring.record import Ignored, JournalLine, PaperIndex, Record, fold, index_of, journal_digest

SHOWN = {
    "sections": [
        {"id": "s1", "locks": True, "items": [{"id": "a"}, {"id": "b"}]},
        {"id": "s2", "locks": False, "items": [{"id": "case", "parts": [{"id": "c"}, {"id": "d"}]}]},
        {"id": "s3", "locks": True, "items": [{"id": "e"}]},
    ]
}
INDEX = index_of(SHOWN)
NOT_HERE, LOCKED, NO_SECTION = "题目不在本卷中", "该部分已锁定", "部分不在本卷中"


def line(seq: int, kind: str, body: object) -> JournalLine:
    return JournalLine(seq, kind, json.dumps(body))


def answer(seq: int, item: object, response: object = "x") -> JournalLine:
    return line(seq, "answer", {"item": item, "response": response})


def finish(seq: int, section: object) -> JournalLine:
    return line(seq, "section", {"section": section})


def test_index_knows_parts_instead_of_their_case():
    assert (
        PaperIndex(
            {"a": "s1", "b": "s1", "c": "s2", "d": "s2", "e": "s3"}, ["s1", "s2", "s3"], frozenset({"s1", "s3"})
        )
        == INDEX
    )


def test_last_answer_counts_and_names_its_entry():
    record = fold(INDEX, [answer(1, "a", "x"), answer(2, "b", ["y"]), answer(3, "a", "z")])
    assert record == Record({"a": "z", "b": ["y"]}, {"a": 3, "b": 2})


def test_null_withdraws_a_response():
    assert fold(INDEX, [answer(1, "a"), answer(2, "a", None)]) == Record({}, {"a": 2})


def test_null_before_any_response_is_no_response():
    assert fold(INDEX, [answer(1, "a", None)]).responses == {}


def test_repeated_lines_change_nothing():
    lines = [answer(1, "a"), line(2, "flag", {"item": "a", "on": True}), finish(3, "s1")]
    once = fold(INDEX, lines)
    assert fold(INDEX, [*lines, *lines]).responses == once.responses


def test_unknown_items_are_ignored_with_a_reason():
    lines = [answer(1, "z"), answer(2, 7), answer(3, None), line(4, "flag", {"item": "z", "on": True})]
    assert fold(INDEX, [*lines, line(5, "flag", {"on": True})]) == Record(
        ignored=[Ignored(seq, NOT_HERE) for seq in range(1, 6)]
    )


def test_a_case_takes_no_response_of_its_own():
    assert fold(INDEX, [answer(1, "case")]).ignored == [Ignored(1, NOT_HERE)]


def test_body_that_is_no_object_is_ignored():
    assert fold(INDEX, [line(1, "answer", [1])]).ignored == [Ignored(1, "内容不是对象")]


def test_flags_are_set_and_taken_off():
    on, off = {"item": "a", "on": True}, {"item": "a", "on": False}
    assert fold(INDEX, [line(1, "flag", on)]).flags == {"a"}
    assert fold(INDEX, [line(1, "flag", on), line(2, "flag", off)]).flags == set()
    assert fold(INDEX, [line(1, "flag", on), line(2, "flag", {"item": "a", "on": "yes"})]).flags == set()


def test_finished_section_is_locked_from_then_on():
    record = fold(INDEX, [answer(1, "a", "before"), finish(2, "s1"), answer(3, "a", "after"), answer(4, "c", "open")])
    assert record == Record({"a": "before", "c": "open"}, {"a": 1, "c": 4}, set(), {"s1"}, [Ignored(3, LOCKED)])


def test_section_that_does_not_lock_closes_nothing():
    record = fold(INDEX, [finish(1, "s2"), answer(2, "c"), answer(3, "a")])
    assert (record.locked, record.ignored, sorted(record.responses)) == (set(), [], ["a", "c"])


def test_lock_point_closes_every_section_before_it():
    record = fold(INDEX, [finish(1, "s3"), answer(2, "a"), answer(3, "c"), answer(4, "e")])
    assert (record.locked, record.responses) == ({"s1", "s2", "s3"}, {})
    assert record.ignored == [Ignored(seq, LOCKED) for seq in (2, 3, 4)]


def test_unknown_sections_are_ignored_with_a_reason():
    assert fold(INDEX, [finish(1, "s9"), finish(2, None)]).ignored == [Ignored(1, NO_SECTION), Ignored(2, NO_SECTION)]


def test_focus_says_nothing_about_responses():
    assert fold(INDEX, [line(1, "focus", {"on": False})]) == Record()


def test_accepted_entries_come_last_and_pass_locks():
    record = fold(INDEX, [answer(1, "a", "old"), finish(2, "s1")], [answer(3, "a", "accepted"), answer(4, "z")])
    assert (record.responses, record.answered_by) == ({"a": "accepted"}, {"a": 3})
    assert record.ignored == [Ignored(4, NOT_HERE)]


def test_digest_is_over_seq_kind_and_body_in_order():
    lines = [answer(1, "a"), answer(2, "b")]
    others = [
        [answer(1, "a")],
        lines[::-1],
        [answer(1, "a"), answer(3, "b")],
        [answer(1, "a"), line(2, "flag", {"item": "b", "response": "x"})],
        [answer(1, "a"), answer(2, "b", "y")],
    ]
    assert journal_digest(iter(())) == hashlib.sha256().hexdigest()
    assert journal_digest([JournalLine(7, "flag", "{}")]) == hashlib.sha256(b"7\nflag\n{}\n").hexdigest()
    assert len({journal_digest(lines), *map(journal_digest, others)}) == 6


ANSWERS = st.tuples(st.sampled_from("abcdez"), st.sampled_from([None, "x", ["y"]]))


@given(st.lists(ANSWERS, max_size=12))
def test_without_locks_each_item_has_its_last_response(given_answers: list[tuple[str, object]]):
    record = fold(INDEX, [answer(seq, *one) for seq, one in enumerate(given_answers, 1)])
    last = {item: response for item, response in given_answers if item != "z"}
    assert record.responses == {item: response for item, response in last.items() if response is not None}
