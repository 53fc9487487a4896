from dataclasses import replace

from app.scoring.readiness import Check, Progress, readiness

FINISHED = Progress(
    drawn=True,
    entry_over=True,
    contestants=8,
    with_paper=8,
    waiting=0,
    open=0,
    ungraded=0,
    graded=8,
    held=0,
)


def standing(key: str, **changes: object) -> tuple[str, int]:
    (found,) = [check for check in readiness(replace(FINISHED, **changes)) if check.key == key]  # type: ignore[arg-type]  # facts by name
    return found.standing, found.count


def test_a_finished_round_lacks_nothing():
    assert readiness(FINISHED) == (
        Check("papers", "done", 0),
        Check("entry", "done", 0),
        Check("absent", "done", 0),
        Check("open", "done", 0),
        Check("graded", "done", 8),
        Check("held", "done", 0),
    )


def test_a_round_not_drawn_lacks_its_papers():
    assert standing("papers", drawn=False, with_paper=0) == ("missing", 8)


def test_contestants_added_since_the_draw_are_noted():
    assert standing("papers", with_paper=6) == ("note", 2)


def test_entry_still_open_is_noted_with_those_who_may_yet_come():
    assert standing("entry", entry_over=False, waiting=3) == ("note", 3)


def test_nobody_is_absent_while_entry_is_open():
    checks = readiness(replace(FINISHED, entry_over=False, waiting=3))
    assert [check.key for check in checks] == ["papers", "entry", "open", "graded", "held"]


def test_sittings_never_opened_are_absent_after_entry_and_forbid_nothing():
    assert standing("absent", waiting=1) == ("note", 1)
    assert replace(FINISHED, waiting=1).unfinished == 0


def test_an_open_sitting_forbids_the_release():
    assert standing("open", open=2) == ("missing", 2)


def test_a_closed_sitting_without_a_score_forbids_the_release():
    assert standing("graded", ungraded=1, graded=7) == ("missing", 1)


def test_no_score_at_all_is_noted():
    assert standing("graded", graded=0) == ("note", 0)


def test_held_entries_are_noted():
    assert standing("held", held=4) == ("note", 4)


def test_unfinished_counts_open_and_ungraded_sittings():
    assert replace(FINISHED, open=2, ungraded=3).unfinished == 5


def test_a_check_is_missing_exactly_when_something_is_unfinished_or_undrawn():
    for changed in (FINISHED, replace(FINISHED, open=1), replace(FINISHED, ungraded=1), replace(FINISHED, held=9)):
        missing = any(check.standing == "missing" for check in readiness(changed))
        assert missing == (changed.unfinished > 0)
