"""The rulebook: what ships is right, and every mistake in one is located."""

from pathlib import Path

import pytest

from app.scoring.rulebook import SHIPPED, Rulebook, checked, load_rulebook, readable_rulebook, shipped_rulebook
from app.scoring.settings import QUESTIONS, Settings
from question_bank.authoring import parse

GOOD = (SHIPPED / "demo.yaml").read_text(encoding="utf-8")


def read(text: str) -> Rulebook | list[tuple[str, str]]:
    """Return the rulebook, or each problem as its code and the line it is at, stripped."""
    lines = text.splitlines()
    found = checked(parse(text.encode(), "small.yaml"))
    return [(one.code, lines[one.line - 1].strip()) for one in found] if isinstance(found, tuple) else found


def changed(before: str, after: str) -> str:
    assert before in GOOD
    return GOOD.replace(before, after, 1)


def test_plan_of_2024_ships_with_its_quotas_places_and_floors():
    book = shipped_rulebook("2024")
    assert isinstance(book, Rulebook)
    quotas = [one.quota for one in book.districts]
    assert quotas == [14, 4, 5, 4, 5, 4, 3, 5, 5, 5, 5, 4, 6, 4, 5, 7]
    assert (sum(quotas), book.total, book.eligibility.years_in_post) == (85, 85, 2)
    assert [(one.id, one.places, one.floor.percent) for one in book.contests] == [
        ("individual", 55, 80), ("collective", 16, 80)
    ]  # fmt: skip
    assert [[one.places for one in contest.lists] for contest in book.contests] == [[44, 11], [13, 3]]
    assert book.contest("collective").nominees == {"centre": 24, "district-team": 16}


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_rulebook_is_right_and_named_as_its_file(path: Path):
    book = load_rulebook(path)
    assert isinstance(book, Rulebook)
    assert book.id == path.stem


def test_every_setting_is_a_question_with_an_answer_of_the_reference():
    assert list(QUESTIONS) == list(Settings.model_fields)


@pytest.mark.parametrize("key", QUESTIONS)
def test_question_without_an_answer_is_told_with_the_answer_of_the_reference(key: str):
    lines = [line for line in GOOD.splitlines() if not line.startswith(f"  {key}:")]
    found = checked(parse("\n".join(lines).encode(), "small.yaml"))
    assert isinstance(found, tuple)
    question = QUESTIONS[key]
    assert [one.message for one in found] == [
        f"缺少“{key}”：{question.asks}？方案没有写明，必须自己定；参考 {question.reference}（{question.why}）"
    ]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("江澜区", "江澜区"),
        ("江澜", "江澜区"),
        (" 浦屿 ", "浦屿新区"),
        ("浦屿区", "浦屿新区"),
        ("浦屿新区", "浦屿新区"),
        ("丙区", None),
        ("区", None),
        ("", None),
    ],
)
def test_district_is_known_with_or_without_its_ending(written: str, name: str | None):
    found = read(changed("浦屿区", "浦屿新区")).district(written)
    assert (found.name if found else None) == name


def test_category_of_people_is_known_by_its_name():
    book = read(GOOD)
    assert book.category(" 综合窗口一线 ").id == "front-line"
    assert (book.category("窗口"), book.category("受理中心")) == (None, None)


def test_contests_rounds_and_sheets_are_found_by_id():
    book = read(GOOD)
    contest = book.contest("individual")
    assert (contest.round("practice").name, contest.round("none"), book.contest("none")) == ("实操比武", None, None)
    assert (book.sheet("practice").full, book.sheet(None)) == (100, None)
    assert (book.sheet("practice").criterion("manner").name, book.sheet("practice").criterion("x")) == (
        "服务规范",
        None,
    )


@pytest.mark.parametrize(
    ("before", "after", "code", "line"),
    [
        ("total: 30", "total: 31", "quota-sum", "total: 31"),
        ("name: 浦屿区", "name: 江澜", "named-twice", "- {name: 江澜区, quota: 10}"),
        ("weight: 40", "weight: 30", "weights", "rounds:"),
        ("ties: [exact", "ties: [luck", "unknown-tie", "ties: [luck, practice, presentation, simulation, quiz]"),
        ("arrangement: separate", "arrangement: merged", "arrangement", "arrangement: merged"),
        ("{category: front-line, percent: 80}", "{category: front-line, percent: 81}", "floor",
         "floor: {category: front-line, percent: 81}"),
        ("{category: front-line, percent: 80}", "{category: none, percent: 80}", "unknown-category",
         "floor: {category: none, percent: 80}"),
        ("least: 3", "least: 6", "panel-least", "least: 6"),
        ("full: 20\n        words: 告知", "full: 21\n        words: 告知", "sheet-sum", ""),
        ("name: 时间把握, full: 10,", "name: 时间把握, full: 10, step: 3,", "step",
         "- {id: timing, name: 时间把握, full: 10, step: 3, words: 节奏得当}"),
        ("{from: 36, words", "{from: 41, words", "levels", "levels:"),
        ("{from: 36, words", "{from: 27, words", "levels", "levels:"),
        ("categories: [back-office]\n        grades", "categories: [front-line]\n        grades", "lists", "lists:"),
    ],
)  # fmt: skip
def test_mistake_is_located(before: str, after: str, code: str, line: str):
    found = read(changed(before, after))
    assert isinstance(found, list)
    assert [one[0] for one in found] == [code]
    assert line in found[0][1]


def test_round_of_ballots_needs_a_sheet_and_known_categories():
    found = read(changed("sheet: practice, categories: [front-line]", "categories: [front-line, ghost]"))
    assert sorted(code for code, _ in found) == ["no-sheet", "unknown-category"]
    found = read(changed("sheet: practice,", "sheet: ghost,"))
    assert [code for code, _ in found] == ["no-sheet"]


@pytest.mark.parametrize(
    ("field", "before"),
    [("contests", "id: collective"), ("sheets", "id: presentation\n    name"), ("rounds", "id: quiz")],
)
def test_ids_are_used_once(field: str, before: str):
    names = {"contests": "individual", "sheets": "practice\n    name", "rounds": "simulation"}
    text = changed(before, f"id: {names[field]}")
    assert "named-twice" in {code for code, _ in read(text)}


def test_contest_may_have_no_floor_and_a_single_category_needs_no_arrangement():
    assert isinstance(read(changed("    floor: {category: front-line, percent: 80}\n", "")), Rulebook)


def test_what_cannot_be_read_is_told_at_its_place(tmp_path: Path):
    file = tmp_path / "broken.yaml"
    file.write_text("id: [", encoding="utf-8")
    found = load_rulebook(file)
    assert isinstance(found, tuple)
    assert found[0].file == "broken.yaml"
    assert {code for code, _ in read("- a list")} == {"wrong-type"}
    assert "unknown-key" in {code for code, _ in read(GOOD + "prizes: 3\n")}
    assert "wrong-type" in {code for code, _ in read(GOOD.split("settings:")[0] + "settings: 3\n")}


@pytest.mark.parametrize("name", ["nothing", "../rulebook", "2024.yaml"])
def test_unknown_rulebook_is_told(name: str):
    found = shipped_rulebook(name)
    assert isinstance(found, tuple)
    assert (found[0].code, found[0].file) == ("no-rulebook", f"{name}.yaml")
    assert readable_rulebook(name) is None


def test_readable_rulebook_is_the_shipped_one():
    assert readable_rulebook("demo") == shipped_rulebook("demo")
