"""A folder with forty planted mistakes: the check names all forty, and nothing else."""

from datetime import date
from pathlib import Path

from question_bank.checking import check

PLANTED = Path(__file__).parents[1] / "bank" / "planted"
TODAY = date(2026, 11, 22)

FORTY = {
    ("blueprints/final.yaml", 4, "full-mark-mismatch"),
    ("calendars/cn-2023.yaml", 7, "not-a-weekend"),
    ("images/counter.png", 1, "image-unused"),
    ("images/flow.gif", 1, "image-format"),
    ("items/documents.yaml", 3, "several-documents"),
    ("items/forgotten.yml", 1, "ignored-file"),
    ("items/gbk.yaml", 2, "not-utf8"),
    ("items/keys.yaml", 10, "answer-names-no-option"),
    ("items/keys.yaml", 12, "unknown-source"),
    ("items/keys.yaml", 21, "unreliable-source"),
    ("items/keys.yaml", 22, "validity-closed"),
    ("items/keys.yaml", 27, "blank-count"),
    ("items/keys.yaml", 33, "duplicate-id"),
    ("items/keys.yaml", 40, "answer-not-derived"),
    ("items/keys.yaml", 49, "incomplete-answer"),
    ("items/mark.yaml", 1, "byte-order-mark"),
    ("items/nothing.yaml", 1, "empty-file"),
    ("items/quote.yaml", 4, "yaml-unclosed"),
    ("items/references.yaml", 1, "unknown-topic"),
    ("items/references.yaml", 5, "anchor"),
    ("items/references.yaml", 6, "tag"),
    ("items/references.yaml", 7, "duplicate-key"),
    ("items/references.yaml", 11, "alias"),
    ("items/shapes.yaml", 4, "unknown-kind"),
    ("items/shapes.yaml", 16, "unknown-key"),
    ("items/shapes.yaml", 21, "missing-key"),
    ("items/shapes.yaml", 24, "wrong-type"),
    ("items/shapes.yaml", 32, "out-of-range"),
    ("items/shapes.yaml", 36, "bad-form"),
    ("items/shapes.yaml", 44, "empty-value"),
    ("items/tab.yaml", 3, "tab"),
    ("items/wording.yaml", 5, "unmarked-negative"),
    ("items/wording.yaml", 14, "option-letter"),
    ("items/wording.yaml", 17, "half-width"),
    ("items/wording.yaml", 21, "key-length"),
    ("items/wording.yaml", 22, "catch-all-option"),
    ("items/wording.yaml", 27, "image-missing"),
    ("items/wording.yaml", 30, "full-width"),
    ("items/wording.yaml", 36, "near-duplicate"),
    ("items/wording.yaml", 47, "part-count"),
}


def test_all_forty_planted_mistakes_are_named_and_nothing_else() -> None:
    problems = check(PLANTED, TODAY)
    named = [(Path(one.file).relative_to(PLANTED).as_posix(), one.line, one.code) for one in problems]
    assert (set(named), len(named), len(FORTY)) == (FORTY, 40, 40)


def test_every_planted_mistake_is_told_in_chinese() -> None:
    assert [one for one in check(PLANTED, TODAY) if one.message.isascii()] == []
