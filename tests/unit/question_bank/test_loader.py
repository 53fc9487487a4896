"""Reading a content folder: what is right comes into the bank, and everything wrong is told at once."""

from datetime import date
from pathlib import Path

import pytest

from question_bank.kinds.working_days import WorkingDays
from question_bank.loader import load_bank, load_content
from tests.factories.content import BLUEPRINT, CALENDAR, PNG, SOURCES, TOPICS, item_text, items_text, write_content

TODAY = date(2026, 11, 22)
ITEMS = "items/residence.yaml"
LONG = "居民遗失居住证，应当到居住地公安派出所申请补领。"
CASE = """  - id: res-101
    kind: case
    stem: 秋某来到窗口。
    parts:
      - {id: a, kind: true_false, stem: 首次申领免收工本费。, answer: true}
      - {id: b, kind: true_false, stem: 遗失补领也免收工本费。, answer: false}
    difficulty: 0.6
    source: {document: residence-permit-663, clause: 第十八条}
    valid: {from: 2016-01-01}
    explain: 首次申领不收费，补领要收。
"""
DUE = item_text(
    "res-002", "5 个工作日到哪一天为止？", kind="working_days", calendar="cn-2024", ask="due_date",
    start="2024-09-11", days="5", answer="2024-09-19",
)  # fmt: skip


def told(root: Path, changes: dict[str, str | bytes | None]) -> list[str]:
    """Return `file:line code` for each problem of the folder with `changes`."""
    problems = load_content(write_content(root, changes), TODAY).problems
    return [f"{Path(one.file).stem}:{one.line} {one.code}" for one in problems]


def test_a_folder_without_mistakes_gives_its_whole_bank(tmp_path: Path) -> None:
    text = items_text(item_text(stem="流程见 ![图](flow.png)"), DUE, CASE)
    root = write_content(tmp_path, {"items/residence.yaml": text, "images/flow.png": PNG, "images/.keep": ""})
    content = load_content(root, TODAY)
    assert content.problems == ()
    assert list(content.bank.items) == ["res-001", "res-002", "res-101"]
    assert {item.topic for item in content.bank.items.values()} == {"services/residence"}
    assert content.bank.items["res-001"].images == {"flow.png": "data:image/png;base64,iVBORw0KGgo="}
    assert (list(content.bank.topics), list(content.bank.sources)) == (
        ["services/residence"],
        ["residence-permit-663", "hearsay"],
    )
    assert list(content.blueprints) == ["daily"]


def test_an_item_holds_the_calendar_it_names(tmp_path: Path) -> None:
    bank, problems = load_bank(write_content(tmp_path, {"items/residence.yaml": items_text(DUE)}), TODAY)
    item = bank.items["res-002"]
    assert problems == ()
    assert isinstance(item, WorkingDays)
    assert item.arrangement == bank.calendars["cn-2024"]


def test_an_item_with_an_error_is_left_out_and_its_neighbours_are_not(tmp_path: Path) -> None:
    text = items_text(
        item_text("res-001"), item_text("res-002", LONG, difficulty="2"), item_text("res-003", stem="可以补领。")
    )
    bank, problems = load_bank(write_content(tmp_path, {"items/residence.yaml": text}), TODAY)
    assert (list(bank.items), [one.code for one in problems]) == (["res-001", "res-003"], ["out-of-range"])


def test_an_item_with_a_warning_stays(tmp_path: Path) -> None:
    text = items_text(item_text(explain="见１５条的规定。"))
    bank, problems = load_bank(write_content(tmp_path, {"items/residence.yaml": text}), TODAY)
    assert (list(bank.items), [one.code for one in problems]) == (["res-001"], ["full-width"])


def test_an_item_not_yet_valid_waits_outside_the_bank(tmp_path: Path) -> None:
    text = items_text(item_text(valid="{from: 2026-11-23}"))
    root = write_content(tmp_path, {"items/residence.yaml": text})
    assert (list(load_bank(root, TODAY)[0].items), list(load_bank(root, date(2026, 11, 23))[0].items)) == (
        [],
        ["res-001"],
    )
    assert [(one.code, one.severity) for one in load_bank(root, TODAY)[1]] == [("not-yet-valid", "warning")]


def test_an_error_outside_every_item_leaves_the_whole_file_out(tmp_path: Path) -> None:
    changes = {"items/a.yaml": items_text(item_text("abc-001", "遗失可以补领。"), topic="services/residense")}
    bank, problems = load_bank(write_content(tmp_path, changes), TODAY)
    assert (list(bank.items), [(one.line, one.code) for one in problems]) == (["res-001"], [(1, "unknown-topic")])


@pytest.mark.parametrize(
    ("file", "text", "problems"),
    [
        ("topics.yaml", TOPICS + TOPICS.splitlines()[1], ["topics:3 duplicate-id"]),
        ("topics.yaml", None, ["topics:1 unreadable-file"]),
        ("sources.yaml", None, ["sources:1 unreadable-file"]),
        ("sources.yaml", SOURCES + "extra: 1\n", ["sources:4 unknown-key"]),
        ("sources.yaml", SOURCES + "  - {id: third, title: 甲, issuer: 乙, year: 2020}\n", ["sources:4 missing-key"]),
        ("sources.yaml", "sources: none\n", ["residence:8 unknown-source", "sources:1 wrong-type"]),
        ("calendars/again.yaml", CALENDAR, ["cn-2024:1 duplicate-id"]),
        (
            "calendars/cn-2024.yaml",
            CALENDAR.replace("title", "name"),
            ["cn-2024:1 missing-key", "cn-2024:2 unknown-key"],
        ),
        ("calendars/cn-2024.yaml", CALENDAR.replace("2024-09-14", "2024-09-13"), ["cn-2024:7 not-a-weekend"]),
        ("calendars/broken.yaml", "a: ]\n", ["broken:1 yaml-unclosed"]),
        ("blueprints/again.yaml", BLUEPRINT, ["daily:1 duplicate-id"]),
        ("blueprints/daily.yaml", BLUEPRINT.replace("mark: 2", "mark: 3"), ["daily:4 full-mark-mismatch"]),
        (ITEMS, "topic: services/residence\nitems: {}\n", ["residence:2 wrong-type"]),
        (ITEMS, "items: []\n", ["residence:1 missing-key"]),
        (ITEMS, items_text("  - just words\n"), ["residence:3 wrong-type"]),
        (ITEMS, items_text(item_text(kind="")), ["residence:3 missing-key"]),
        (ITEMS, items_text(item_text(kind="quiz")), ["residence:4 unknown-kind"]),
        (ITEMS, items_text(item_text(kind="[quiz]")), ["residence:4 wrong-type"]),
        (ITEMS, items_text(item_text(kind="~")), ["residence:4 empty-value"]),
        (
            ITEMS,
            items_text(item_text(kind="quiz", difficulty="")),
            ["residence:3 missing-key", "residence:4 unknown-kind"],
        ),
        (ITEMS, "items\n", ["residence:1 wrong-type"]),
        (ITEMS, "- 甲\n", ["residence:1 wrong-type"]),
        (ITEMS, items_text(item_text(images="{}")), ["residence:11 unknown-key"]),
        (ITEMS, items_text(DUE + "    arrangement: 1\n"), ["residence:15 unknown-key"]),
        (ITEMS, items_text(CASE.replace("id: b,", "id: b, topic: x,")), ["residence:8 unknown-key"]),
        (ITEMS, items_text(CASE.replace("- {id: b", "- 乙\n      - {id: b")), ["residence:8 wrong-type"]),
        (ITEMS, items_text(item_text(stem="见 ![图](flow.png)")), ["residence:5 image-missing"]),
        ("items/residence.yml", "x", ["residence:1 ignored-file"]),
        ("items/more.YAML", "x", ["more:1 ignored-file"]),
        ("item/residence.yaml", "x", ["residence:1 ignored-file"]),
        ("items/deep/more.yaml", items_text(item_text(stem=LONG)), ["residence:3 duplicate-id"]),
        (
            "items/more.yaml",
            items_text(item_text("own-1", LONG), item_text("own-2", LONG)),
            ["more:11 near-duplicate"],
        ),
    ],
)
def test_each_mistake_of_a_folder_is_told_once_at_its_place(
    tmp_path: Path, file: str, text: str | None, problems: list[str]
) -> None:
    assert told(tmp_path, {file: text}) == problems


def test_files_that_nothing_reads_are_told_what_to_do_with_them(tmp_path: Path) -> None:
    root = write_content(tmp_path, {"items/a.yml": "x", "item/b.yaml": "x", "images/flow.png": PNG})
    assert [one.message for one in load_content(root, TODAY).problems] == [
        "没有题目用到这张图片；请删去或引用它",
        "这个文件没有读取；请放在 items、blueprints、calendars 文件夹里",
        "这个文件没有读取；请改扩展名为 .yaml",
    ]


def test_a_blueprint_with_an_error_is_left_out_and_one_with_a_warning_is_not(tmp_path: Path) -> None:
    wrong = BLUEPRINT.replace("mark: 2", "mark: 3")
    odd = (
        BLUEPRINT.replace("id: daily", "id: weekly")
        .replace("[true_false]", "[true_false, numeric]")
        .replace("{count: 1}", "{count: 1, kind: true_false}")
    )
    content = load_content(
        write_content(tmp_path, {"blueprints/daily.yaml": wrong, "blueprints/weekly.yaml": odd}), TODAY
    )
    assert list(content.blueprints) == ["weekly"]
    assert [one.code for one in content.problems] == ["full-mark-mismatch", "unused-kind"]


def test_the_rest_of_a_misshapen_item_is_told_in_the_same_run(tmp_path: Path) -> None:
    source = "{document: none, clause: 第一条}"
    text = items_text(
        item_text("res-001", LONG, difficulty="", source=source, explain="见１条。", extra="1"),
        item_text("RES 2", "遗失补领要收工本费。", source="{document: residence-permit-663}", valid="", explain=""),
        item_text("res-003", "首次申领免收工本费。", kind="quiz", source=source),
        item_text("res-001", "单位可以代为申领。", answer="maybe"),
        CASE.replace("answer: false", "answer: maybe").replace("第十八条", '""').replace("id: a,", "id: x/a,"),
    )
    assert told(tmp_path, {ITEMS: text}) == [
        "residence:3 missing-key",
        "residence:7 unknown-source",
        "residence:9 full-width",
        "residence:10 unknown-key",
        "residence:11 bad-form",
        "residence:11 missing-key",
        "residence:11 missing-key",
        "residence:16 missing-key",
        "residence:18 unknown-kind",
        "residence:22 unknown-source",
        "residence:25 duplicate-id",
        "residence:28 wrong-type",
        "residence:37 bad-form",
        "residence:38 wrong-type",
        "residence:40 empty-clause",
    ]
    assert dict(load_bank(tmp_path, TODAY)[0].items) == {}


def test_the_same_item_twice_is_told_as_one_id_and_not_as_a_copy(tmp_path: Path) -> None:
    text = items_text(item_text(stem=LONG), item_text(stem=LONG))
    assert told(tmp_path, {ITEMS: text}) == ["residence:11 duplicate-id"]


def test_items_of_an_unread_register_do_not_enter_the_bank(tmp_path: Path) -> None:
    assert dict(load_bank(write_content(tmp_path, {"sources.yaml": None}), TODAY)[0].items) == {}


def test_loose_items_take_the_registers_of_another_folder(tmp_path: Path) -> None:
    changes = {"items/residence.yaml": items_text(item_text(difficulty="9")), "images/flow.png": PNG}
    home = write_content(tmp_path / "home", changes)
    loose = tmp_path / "loose"
    loose.mkdir()
    (loose / "mine.yaml").write_text(items_text(item_text("own-001")), encoding="utf-8")
    content = load_content(loose, TODAY, home)
    assert (list(content.bank.items), content.problems, dict(content.blueprints)) == (["own-001"], (), {})
    assert list(load_content(loose / "mine.yaml", TODAY, home).bank.items) == ["own-001"]
    assert list(load_content(loose / "none.yaml", TODAY, home).bank.items) == []
