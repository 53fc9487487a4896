"""The author's commands, run as an author runs them."""

import json
from pathlib import Path

import pytest

from question_bank import schema
from question_bank.__main__ import main
from tests.factories.content import BLUEPRINT, item_text, items_text, write_content

WRONG = {"items/residence.yaml": items_text(item_text(difficulty="3"))}
ODD = {"items/residence.yaml": items_text(item_text(explain="见第１条的规定。"))}


def test_check_prints_each_problem_and_a_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_content(tmp_path, WRONG)
    assert main(["check", str(root)]) == 1
    assert capsys.readouterr().out == (
        f"{root.as_posix()}/items/residence.yaml:7:5: 错误 [out-of-range] "
        "“difficulty”不能大于 0.95，写的是数字 3（如是文字请加引号）\n1 个错误，0 个警告\n"
    )


def test_check_prints_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_content(tmp_path, ODD)
    assert main(["check", str(root), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "file": f"{root.as_posix()}/items/residence.yaml",
            "line": 10,
            "column": 5,
            "severity": "warning",
            "code": "full-width",
            "message": "全角的“１”应为半角“1”",
        }
    ]


@pytest.mark.parametrize(
    ("changes", "options", "code"),
    [
        ({}, [], 0),
        ({}, ["--strict"], 0),
        (ODD, [], 0),
        (ODD, ["--strict"], 1),
        (WRONG, [], 1),
        ({"items/residence.yaml": items_text(item_text(valid="{from: 2016-01-01, to: 2020-01-01}"))}, [], 1),
        (
            {"items/residence.yaml": items_text(item_text(valid="{from: 2016-01-01, to: 2020-01-01}"))},
            ["--today", "2020-01-01"],
            0,
        ),
    ],
)
def test_check_exits_by_what_it_found(tmp_path: Path, changes: dict[str, str], options: list[str], code: int) -> None:
    assert main(["check", str(write_content(tmp_path, changes)), *options]) == code


@pytest.mark.parametrize("arguments", [[], ["chek"], ["check", "--format", "xml"], ["check", "--today", "today"]])
def test_misuse_exits_with_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_a_day_that_is_none_is_told_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["check", "--today", "2026-13-01"])
    assert capsys.readouterr().err.endswith("日期应写成 2026-01-31 的样子，写的是“2026-13-01”\n")


def test_a_path_that_is_not_there_is_misuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "none")]) == 2
    assert capsys.readouterr().err == f"找不到 {tmp_path / 'none'}\n"


def test_preview_prints_the_item(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_content(tmp_path)
    assert main(["preview", "res-001", "--content", str(root)]) == 0
    assert capsys.readouterr().out.startswith("【判断题】res-001\n\n居住证由公安机关签发。\n")


def test_preview_of_an_unknown_item_names_the_nearest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview", "res-010", "--content", str(write_content(tmp_path))]) == 2
    assert capsys.readouterr().err == "题库里没有“res-010”（有错误的题不入库）；是不是“res-001”？\n"


def test_draw_prints_the_forms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(write_content(tmp_path))
    assert main(["draw", "daily", "--content", root, "--seed", "7"]) == 0
    assert capsys.readouterr().out.startswith("《每日一练》1 套，种子 7\n")
    assert main(["draw", "weekly", "--content", root]) == 2


def test_draw_of_a_blueprint_that_cannot_be_filled_exits_with_one(tmp_path: Path) -> None:
    more = BLUEPRINT.replace("count: 1", "count: 2").replace("full_mark: 2", "full_mark: 4")
    assert main(["draw", "daily", "--content", str(write_content(tmp_path, {"blueprints/daily.yaml": more}))]) == 1


def test_schema_writes_what_its_check_compares(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "FOLDER", tmp_path / "schema")
    assert main(["schema", "--check"]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 5
    assert (main(["schema"]), main(["schema", "--check"])) == (0, 0)
