"""What an author of scenarios sees: the list with its proofs, a drawn case, its papers, and every problem."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app.runtime import runtime
from app.services.scenario_authors import scenario_preview
from tests.conftest import Act
from tests.factories.exam_client import ExamClient
from tests.factories.page import table

SCENARIOS = "/author/scenarios"


def _ids(page: str) -> list[str]:
    return [row[0] for row in table(page, "情景列表")]


def test_scenarios_are_listed_with_what_is_right_and_where_they_are_used(author: ExamClient):
    rows = table(author.get(SCENARIOS).text, "情景列表")
    assert rows[0][:5] == ["trial-accept", "材料齐全", "窗口取号", "TS-01", "受理"]
    assert [row[0] for row in rows] == ["trial-accept", "trial-supplement", "trial-relay", "trial-guide"]


def test_a_proof_shows_in_the_list_once_it_was_made(author: ExamClient, act: Act):
    act(scenario_preview, scenario_id="trial-guide")
    states = {row[0]: row[5] for row in table(author.get(SCENARIOS).text, "情景列表")}
    assert states["trial-guide"] == "通过"


@pytest.mark.parametrize(("query", "found"), [
    ("q=委托", []), ("q=代办", ["trial-supplement"]), ("q=TS-02", ["trial-relay"]), ("q=引导", ["trial-guide"]),
    ("entry=online", []), ("entry=counter&q=trial-accept", ["trial-accept"]),
])  # fmt: skip
def test_scenarios_are_found_by_words_and_entry(author: ExamClient, query: str, found: list[str]):
    page = author.get(f"{SCENARIOS}?{query}").text
    assert ("没有符合条件的情景" in page) is (found == [])
    assert (_ids(page) if found else []) == found


def test_a_scenario_shows_its_case_its_traps_and_its_points(author: ExamClient):
    page = author.get(f"{SCENARIOS}/trial-supplement?seed=4").text
    assert [row[1:] for row in table(page, "陷阱")] == [["5", "7.1"]]
    assert ["他是怎么离职的？", "厂里裁员。", "—"] in table(page, "问与答")
    assert "试验补贴申领：一次性告知补正" in page
    assert len(table(page, "评分要点")) > 10


def test_another_seed_draws_another_case(author: ExamClient):
    first, second = (author.get(f"{SCENARIOS}/trial-accept?seed={seed}").text for seed in (1, 2))
    assert table(first, "问与答") != table(second, "问与答")


def test_papers_and_the_face_are_drawn(author: ExamClient):
    page = author.get(f"{SCENARIOS}/trial-supplement?seed=2").text
    assert page.count("<svg xmlns") == 2
    assert page.count("<title>授权委托书</title>") == 1


@pytest.mark.parametrize("path", ["no-such", "trial-accept?seed=-1", "trial-accept?seed=10000"])
def test_what_is_not_there_is_said_so(author: ExamClient, path: str):
    assert author.get(f"{SCENARIOS}/{path}").status == 404


def test_problems_of_scenarios_stand_among_the_problems(app: Flask, author: ExamClient, tmp_path: Path):
    with app.app_context():
        config = runtime().config
        shutil.copytree(config.simulations, tmp_path / "window")
        broken = tmp_path / "window" / "scenarios" / "trial.yaml"
        broken.write_text(
            broken.read_text(encoding="utf-8").replace('months: "{paid}"', "mnths: 3", 1), encoding="utf-8"
        )
        app.extensions["runtime"] = replace(runtime(), config=replace(config, simulations=tmp_path / "window"))
    rows = table(author.get("/author/problems").text, "问题列表")
    assert [row[2] for row in rows if row[0].startswith(str(broken))] == ["missing-fact", "unknown-fact"]
    assert "trial-accept" not in author.get(SCENARIOS).text
