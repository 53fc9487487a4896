"""Reading a content folder: what is right comes into the catalogue, and everything wrong is told at once."""

import pytest

from simulations.loader import load_content
from tests.factories.desk import TRIAL, trial_content
from tests.factories.window import (
    CORE,
    PACK,
    PAPER,
    RECORDS,
    RUBRIC,
    SCENARIOS,
    SERVICES,
    edited,
    replace_in,
    told,
    told_of,
)

NAMES = ("surnames", "given_male", "given_female", "roads")


def test_a_folder_without_mistakes_gives_all_it_holds():
    content = trial_content()
    assert content.problems == ()
    assert list(content.catalogue("pack-2026-09").services) == ["TS-01", "TS-02", "TS-03"]
    assert list(content.scenarios) == ["trial-accept", "trial-supplement", "trial-relay", "trial-guide"]
    assert list(content.papers) == ["trial-paper"]
    assert content.written.keys() == content.scenarios.keys()
    assert [one.id for one in content.newest().phrases] == ["greeting", "wait", "understand", "thanks", "goodbye"]
    assert content.newest().sources["social-insurance-law"] == "中华人民共和国社会保险法（2018年修正）"
    assert "insured" in content.newest().checks


def test_cases_happen_on_the_day_and_at_the_centre_of_the_newest_pack():
    setting = trial_content().setting()
    assert (setting.today.isoformat(), setting.centre.id) == ("2026-09-01", "yunqiao")
    assert "望潮路" in setting.names.roads


@pytest.mark.parametrize(("file", "old", "new", "line", "code", "message"), [
    (PAPER, "pack: pack-2026-09", "pack: pack-2026-08", 7, "unknown-pack",
     "没有规则包“pack-2026-08”；是不是“pack-2026-09”？"),
    (PAPER, "centre: yunqiao", "centre: qinghe", 6, "other-centre",
     "规则包 pack-2026-09 的情景按“yunqiao”验证，试卷的中心应与它相同"),
    (PAPER, "date: 2026-09-01", "date: 2026-09-02", 4, "other-day",
     "规则包 pack-2026-09 的情景按 2026-09-01 验证，试卷的业务日期应与它相同"),
    (PAPER, "one_of: [trial-accept,", "one_of: [trial-acept,", 10, "unknown-scenario",
     "情景“trial-acept”没有登记；是不是“trial-accept”？"),
    (PAPER, "minutes: 10", "minutes: 0", 3, "out-of-range", "“minutes”不能小于 1，写的是数字 0（如是文字请加引号）"),
    (PACK, "centre: yunqiao", "centre: yunqao", 7, "unknown-town", "没有街镇“yunqao”；是不是“yunqiao”？"),
    (PACK, "centre: yunqiao", "centre: district-hall", 7, "unknown-town",
     "没有街镇“district-hall”；可用的是 qinghe、wutongwan、yunqiao"),
    (PACK, "basis: {rule: supplement-term}", "basis: {rule: supplement-trm}", 11, "unknown-rule",
     "规则包里没有竞赛规则“supplement-trm”；是不是“supplement-term”？"),
    (PACK, "defer_days: {", "defer_day: {", 10, "missing-amount", "没有写期限 defer_days"),
    (PACK, "value: 10", "value: 十", 12, "fact-type", "value 不是 int"),
    (PACK, "value: 10", "value: 0", 12, "no-period", "期限 defer_days 应是 1 到 366 的整数"),
    (PACK, "value: 30", "value: 367", 11, "no-period", "期限 supplement_days 应是 1 到 366 的整数"),
    (PACK, "type: int, value: 15", "type: bool, value: true", 13, "no-period",
     "期限 rectify_days 应是 1 到 366 的整数"),
    (PACK, "value: 10", "value: 90", 12, "beyond-calendar",
     "从 2026-09-01 起 90 个工作日，超出了日历的末日 2026-12-31"),
    (PACK, "to: 2026-01-03", "to: 2025-01-03", 29, "empty-period", "元旦的 to 早于 from"),
    (PACK, "workdays: [2026-01-04", "workdays: [2026-01-05", 36, "not-a-weekend",
     "2026-01-05 本来就是工作日，调休上班日只列周六、周日"),
    (PACK, "title: 竞赛", "titel: 竞赛", 4, "unknown-key", "没有“titel”这个键；是不是“title”？"),
    (RUBRIC, "points: 10", "points: 1000", 5, "out-of-range",
     "“points”不能大于 100，写的是数字 1000（如是文字请加引号）"),
    (RUBRIC, "id: order", "id: conduct", 4, "bad-value", "“conduct”写了两次；每组、每种封顶只写一次"),
    (RUBRIC, "id: closed_unfinished", "id: wrong_decision", 12, "bad-value",
     "“wrong_decision”写了两次；每组、每种封顶只写一次"),
    (CORE, ', centre_code: "31990101"', "", 4, "bad-value", "街镇要写 centre_code，文书编号里有它"),
    (CORE, 'centre_code: "31990101"', 'centre_code: "yunqiao"', 4, "bad-form",
     "“centre_code”的写法不对：文字“yunqiao”应符合 ^([0-9A-Z]{1,12})?$"),
    (RECORDS, "licences:", "licences: ]", 1, "yaml-unclosed", "括号不成对，或逗号前后缺少内容"),
    (RECORDS, "{id: insured", "{id: labour", 6, "duplicate-id", "编号“labour”已经用过；请换一个"),
    (RECORDS, "{id: marriage", "{id: resident-id", 3, "duplicate-id", "编号“resident-id”已经用过；请换一个"),
    (CORE, "{id: district-medical", "{id: qinghe", 8, "duplicate-id", "编号“qinghe”已经用过；请换一个"),
    (CORE, "id: pledge-letter", "id: acceptance", 22, "duplicate-id", "编号“acceptance”已经用过；请换一个"),
    (CORE, "{id: wait,", "{id: greeting,", 109, "duplicate-id", "编号“greeting”已经用过；请换一个"),
])  # fmt: skip
def test_a_mistake_is_told_once_in_its_file(tmp_path, file, old, new, line, code, message):
    root = edited(tmp_path, (file, old, new))
    assert told(root, file) == told(root) == [(line, code, message)]


def test_what_is_registered_in_two_files_is_told_in_the_second(tmp_path):
    root = edited(tmp_path, (RECORDS, "checks:", "places:\n  - {id: qinghe, name: 青禾}\nchecks:"))
    assert told_of(root) == ["registry/records.yaml:5 duplicate-id"]


@pytest.mark.parametrize(("file", "old", "new", "problems"), [
    (SERVICES, "services:\n", "service:\n", [
        "papers/trial.yaml:10 unknown-scenario", "papers/trial.yaml:10 unknown-scenario",
        "papers/trial.yaml:11 unknown-scenario", "papers/trial.yaml:11 unknown-scenario",
        "scenarios/trial.yaml:10 unknown-service", "scenarios/trial.yaml:51 unknown-service",
        "scenarios/trial.yaml:86 unknown-service", "scenarios/trial.yaml:107 unknown-service",
        "services/trial.yaml:2 missing-key",
    ]),
    (SERVICES, "services:\n", "services:\n  - 一\n", ["services/trial.yaml:3 wrong-type"]),
    (SCENARIOS, "scenarios:\n", "scenarios:\n  - [一]\n", ["scenarios/trial.yaml:2 wrong-type"]),
    (SCENARIOS, "title: 企业事项", "titel: 企业事项", [
        "scenarios/trial.yaml:102 unknown-key",
    ]),
])  # fmt: skip
def test_what_is_no_service_or_scenario_is_told(tmp_path, file, old, new, problems):
    assert sorted(told_of(edited(tmp_path, (file, old, new)))) == sorted(problems)


@pytest.mark.parametrize(("old", "new"), [("title: 材料齐全", "titel: 材料齐全"), ("months: ", "monts: ")])
def test_a_scenario_with_mistakes_can_not_be_in_a_paper(tmp_path, old, new):
    root = edited(tmp_path, (SCENARIOS, old, new))
    assert told(root, PAPER) == [(10, "unknown-scenario", "情景“trial-accept”有错误，不能入卷")]
    content = load_content(root)
    assert (list(content.papers), "trial-accept" in content.scenarios) == ([], False)


@pytest.mark.parametrize("name", NAMES)
def test_people_can_not_be_drawn_without_names(tmp_path, name):
    root = edited(tmp_path)
    lines = (root / CORE).read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(f"{name}:")]
    (root / CORE).write_text("\n".join(kept), encoding="utf-8")
    content = load_content(root)
    assert [(one.file, one.code, one.message) for one in content.problems] == [
        (root.as_posix(), "no-names", f"registry 里没有 {name}")
    ]
    with pytest.raises(LookupError):
        content.setting()


def test_without_a_rule_pack_nothing_is_decided(tmp_path):
    root = edited(tmp_path)
    (root / PACK).unlink()
    assert [(line, code) for line, code, _ in told(root)] == [(1, "no-pack")]


@pytest.mark.parametrize("file", [RUBRIC, "services", "scenarios", "papers"])
def test_a_file_that_is_not_there_is_told(tmp_path, file):
    root = edited(tmp_path)
    path = root / file
    path.rename(tmp_path / "elsewhere")
    assert ("unreadable-file", 1) in [(code, line) for line, code, _ in told(root, file)]


def test_a_register_that_is_not_there_is_told_and_nothing_that_follows_from_it(tmp_path):
    [problem] = load_content(TRIAL, tmp_path / "sources.yaml").problems
    assert (problem.file, problem.code) == ((tmp_path / "sources.yaml").as_posix(), "unreadable-file")


def _older_pack_beside(root):
    text = (root / PACK).read_text(encoding="utf-8")
    older = text.replace("id: pack-2026-09", "id: pack-2026-03").replace(
        "effective: 2026-09-01", "effective: 2026-03-01"
    )
    (root / "rulepacks" / "older.yaml").write_text(older.replace("value: 30", "value: 15"), encoding="utf-8")
    return root


def test_a_paper_goes_by_the_pack_its_scenarios_are_proven_by(tmp_path):
    root = _older_pack_beside(edited(tmp_path, (PAPER, "pack: pack-2026-09", "pack: pack-2026-03")))
    assert told(root) == [(7, "old-pack", "情景按最新的规则包 pack-2026-09 验证，试卷应当用它")]


def test_two_packs_give_two_catalogues_and_the_newest_counts(tmp_path):
    root = _older_pack_beside(edited(tmp_path))
    content = load_content(root)
    assert content.problems == ()
    assert content.newest().pack.id == "pack-2026-09"
    assert content.catalogue("pack-2026-03").pack.amounts["supplement_days"].value == 15


@pytest.mark.parametrize(("file", "line"), [(PACK, 3), (PAPER, 1)])
def test_a_pack_or_a_paper_has_an_id_of_its_own(tmp_path, file, line):
    root = edited(tmp_path)
    path = root / file
    again = path.with_name("zz.yaml")
    again.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    assert told_of(root) == [f"{again.relative_to(root)}:{line} duplicate-id"]


def test_problems_are_told_in_order_of_file_and_line(tmp_path):
    root = edited(
        tmp_path,
        (SERVICES, "initials: syyd", "initials: syy"),
        (SERVICES, "initials: sybtsl", "initials: sybt"),
        (SCENARIOS, "household: qinghe", "household: qinhe"),
    )
    problems = load_content(root).problems
    assert list(problems) == sorted(problems)
    assert [one.line for one in problems if one.code == "initials"] == [5, 77]


def test_a_file_below_the_working_folder_is_named_from_there(tmp_path, monkeypatch):
    root = edited(tmp_path, (PAPER, "minutes: 10", "minutes: 0"))
    monkeypatch.chdir(tmp_path)
    assert [one.file for one in load_content(root).problems] == ["window/papers/trial.yaml"]


def test_a_problem_found_later_is_said_where_the_scenario_stands():
    written = trial_content().written["trial-relay"].problem("later", "说明", ("traps", 0, "costs"))
    assert (written.line, written.code, written.message) == (93, "later", "说明")


def test_a_copy_without_the_text_to_replace_is_no_copy(tmp_path):
    with pytest.raises(LookupError):
        replace_in(edited(tmp_path), PAPER, "no such text", "")
