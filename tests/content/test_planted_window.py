"""A window's folder with seventy planted mistakes: the check names all seventy at their places, nothing else."""

from pathlib import Path

from simulations.loader import load_content

PLANTED = Path(__file__).parents[1] / "bank" / "window_planted"

SEVENTY = {
    "papers/pack.yaml": [
        "7:1 unknown-pack",
    ],
    "papers/planted.yaml": [
        "4:1 other-day", "6:1 other-centre", "9:34 unknown-scenario", "10:27 unknown-scenario",
    ],
    "papers/shapes.yaml": [
        "3:1 out-of-range", "5:1 bad-form", "8:1 too-short",
    ],
    "papers/twice.yaml": [
        "1:1 duplicate-id",
    ],
    "scenarios/planted.yaml": [
        "20:19 bad-value", "22:32 bad-form", "24:5 bad-value", "26:5 duplicate-id", "31:5 no-agent",
        "32:50 unknown-town", "32:69 unknown-town", "34:13 fact-type", "34:25 unknown-fact", "36:21 unknown-fact",
        "38:50 unknown-fact", "39:10 duplicate-id", "41:44 unknown-material", "42:69 unknown-role",
        "42:81 missing-field", "42:87 unknown-field", "43:17 unknown-licence", "44:15 unknown-check",
        "44:30 unknown-role", "46:44 unknown-ask", "46:58 unknown-scan", "46:66 unknown-place",
        "46:88 unknown-service", "51:9 expect-verdicts", "51:37 unknown-material", "52:19 unknown-condition",
        "53:21 unknown-document", "62:13 fact-type", "64:83 fact-type", "67:5 template", "84:20 faulty-service",
    ],
    "services/expressions.yaml": [
        "7:39 expression", "12:9 expression", "15:9 expression", "18:9 never-false", "21:9 expression",
        "22:9 expression", "25:33 expression", "27:32 expression",
    ],
    "services/names.yaml": [
        "2:5 unknown-place", "4:5 initials", "7:5 route", "8:14 unknown-document", "8:59 missing-clause",
        "11:7 fact-taken", "12:40 fact-type", "16:59 unknown-rule", "17:9 duplicate-id", "21:33 unknown-licence",
        "22:32 unknown-shared", "23:9 identity-paper", "25:47 prefill", "26:9 options",
    ],
    "services/shapes.yaml": [
        "2:5 wrong-type", "3:55 not-allowed", "4:5 missing-key", "8:5 too-short", "9:5 unknown-key",
    ],
    "services/tab.yaml": [
        "3:1 tab",
    ],
    "services/unclosed.yaml": [
        "2:5 yaml-unclosed",
    ],
    "services/wrong-head.yaml": [
        "1:1 missing-key",
    ],
}  # fmt: skip


def test_all_seventy_planted_mistakes_are_named_and_nothing_else():
    named = {}
    for one in load_content(PLANTED).problems:
        file = Path(one.file).absolute().relative_to(PLANTED).as_posix()
        named.setdefault(file, []).append(f"{one.line}:{one.column} {one.code}")
    assert named == SEVENTY
    assert sum(map(len, named.values())) == 70


def test_only_what_is_sound_comes_in():
    content = load_content(PLANTED)
    assert (list(content.newest().services), list(content.scenarios), list(content.papers)) == (
        ["PL-01"], ["sound"], [],
    )  # fmt: skip
