"""The pages of simulation rounds, as they read."""

import re
from collections.abc import Callable

import pytest

from app.services.access import ALLOWED, Action, Role
from app.services.drawing import draw_round
from app.services.grading import grade_due
from app.services.scores import release
from config import Config
from tests.conftest import Act
from tests.factories.cast import Rounds
from tests.factories.exam_client import ExamClient, entry
from tests.factories.page import parts, table, words
from tests.factories.simulation_cast import Simulations, desk_of, model_acts, work_by_the_rules
from tests.factories.simulation_cast import act as one_act

JSON = "application/json"


@pytest.fixture
def handed_in(sitting: ExamClient, config: Config, act: Act) -> ExamClient:
    """Return the first contestant after a hand-in with the first case by the rules and nothing else."""
    work_by_the_rules(sitting, config, "c1")
    sitting.submit()
    act(grade_due)
    return sitting


def region(page: str, label: str) -> str:
    """Return the words of the section named `label`."""
    return words(page.split(f'aria-label="{label}"', 1)[1].split("</section>", 1)[0].partition(">")[2])


def test_confirmation_names_the_cases_their_rules_and_the_practice_before(
    contestant: ExamClient, simulations: Simulations
):
    page = words(contestant.get(f"/exam/rounds/{simulations.final}").text)
    practice = words(contestant.get(f"/exam/rounds/{simulations.practice}").text)
    assert "10 分钟，共 2 件，满分 100 分" in page
    assert "第 1 件 窗口取号，60 分 第 2 件 窗口取号，40 分" in page
    assert "结束的件不能再打开" in page
    assert ("先熟悉系统" in page, "先熟悉系统" in practice) == (True, False)


def test_exam_page_of_a_simulation_is_the_window(sitting: ExamClient, rounds: Rounds, other_contestant: ExamClient):
    page = sitting.get(f"/exam/sittings/{sitting.sitting}").text
    other_contestant.start(rounds.personal)
    quiz = other_contestant.get(f"/exam/sittings/{other_contestant.sitting}").text
    assert ("js/window/main.js" in page, "js/window/main.js" in quiz) == (True, False)


def test_rounds_say_of_what_kind_they_are(contestant: ExamClient):
    listed = contestant.get("/exam/rounds").json["rounds"]
    kinds = {one["title"]: one["kind"] for one in listed}
    assert (kinds["模拟受理"], kinds["知识竞赛"]) == ("simulation", "quiz")


def test_receipt_says_how_far_each_case_is(handed_in: ExamClient):
    page = words(handed_in.get(f"/exam/sittings/{handed_in.sitting}/receipt").text)
    assert "已结束的件 1/2" in page
    assert re.search(r"1 A00\d \S+ 窗口取号 已结束 \d+ 00:00", page)
    assert re.search(r"2 A00\d \S+ 窗口取号 未呼叫 0 —", page)
    assert "成绩" not in page


def test_receipt_after_the_release_shows_the_marking_but_not_of_a_case_never_called(
    handed_in: ExamClient, act: Act, simulations: Simulations
):
    act(release, round_id=simulations.final, actor="test")
    page = handed_in.get(f"/exam/sittings/{handed_in.sitting}/receipt").text
    assert "60.00 / 60 分（百分制 100.00）" in region(page, "第 1 件")
    assert "没有呼叫，本件没有得分。" in region(page, "第 2 件")


def test_sitting_page_links_every_checkpoint_to_its_entries(handed_in: ExamClient, organizer: ExamClient):
    page = organizer.get(f"/organizer/sittings/{handed_in.sitting}").text
    replay = f"/organizer/sittings/{handed_in.sitting}/cases/c1"
    assert f'href="{replay}?entry=1"' in page or f'href="{replay}?entry=2"' in page
    assert parts(page, 'aria-label="总分"') == ["总分 60.00 满分 100"]


def test_sitting_page_before_the_hand_in_lists_the_cases(sitting: ExamClient, organizer: ExamClient):
    sitting.save(one_act(1, "c1", "call"), entry(2, "act", {"case": "c9", "do": "call"}))
    page = organizer.get(f"/organizer/sittings/{sitting.sitting}").text
    assert [row[0] for row in table(page, "案件列表")] == ["1", "2"]
    assert "其中 1 条不起作用" in words(page)


def steps(page: str) -> list[str]:
    return [words(line) for line in re.findall(r'<li class="[^"]*" data-kind="[^"]*">(.*?)</li>', page, re.DOTALL)]


def test_replay_goes_through_every_step(handed_in: ExamClient, organizer: ExamClient, config: Config):
    acts = model_acts(config, handed_in.sitting, "c1")
    path = f"/organizer/sittings/{handed_in.sitting}/cases/c1"
    pages = [organizer.get(f"{path}?step={step}") for step in range(len(acts) + 1)]
    assert [page.status for page in pages] == [200] * (len(acts) + 1)
    assert len(steps(pages[0].text)) == len(acts)
    assert steps(pages[0].text)[0] == "1 00:00 呼叫"
    assert "开始以前的画面" in pages[0].text
    assert f"第 {len(acts)} 步" in pages[-1].text
    assert "重算得分与成绩一致" in pages[-1].text


@pytest.mark.parametrize("tab", ["desk", "talk", "tray", "nonsense"])
def test_replay_shows_every_part_of_the_screen(handed_in: ExamClient, organizer: ExamClient, tab: str):
    for case in ("c1", "c2"):
        reply = organizer.get(f"/organizer/sittings/{handed_in.sitting}/cases/{case}?tab={tab}")
        assert (reply.status, "style=" in reply.text) == (200, False)


def test_replay_can_be_entered_by_the_entry_that_shows_something(handed_in: ExamClient, organizer: ExamClient):
    page = organizer.get(f"/organizer/sittings/{handed_in.sitting}/cases/c1?entry=3").text
    assert re.search(r'data-step="3" aria-current="step"', page)


def test_replay_of_a_refused_act_says_why(sitting: ExamClient, organizer: ExamClient):
    sitting.save(one_act(1, "c1", "finish"), one_act(2, "c1", "call"))
    page = organizer.get(f"/organizer/sittings/{sitting.sitting}/cases/c1?step=1").text
    assert "系统拒绝：请先呼叫或打开本件" in words(page)
    assert "还没有成绩" in page


def test_replay_draws_the_papers_looked_at_by_then(sitting: ExamClient, organizer: ExamClient, config: Config):
    case = next(one for one in desk_of(config, sitting.sitting).cases.values() if one.arrives == 1 and one.papers)
    paper = case.papers[0].id
    sitting.save(one_act(1, case.id, "call"), one_act(2, case.id, "inspect", paper=paper))
    path = f"/organizer/sittings/{sitting.sitting}/cases/{case.id}?tab=tray"
    found = [organizer.get(f"{path}&step={step}").text.count("<svg xmlns") for step in (0, 1, 2)]
    assert found == [0, 0, 1]


@pytest.mark.parametrize(
    "path",
    ["sittings/{sitting}/cases/c9", "sittings/0000000000000000/cases/c1", "rounds/999/statistics"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(sitting: ExamClient, organizer: ExamClient, path: str):
    assert organizer.get(f"/organizer/{path.format(sitting=sitting.sitting)}", Accept=JSON).status == 404


def test_quiz_has_no_cases_and_no_scenarios(contestant: ExamClient, organizer: ExamClient, rounds: Rounds):
    contestant.start(rounds.personal)
    paths = [f"sittings/{contestant.sitting}/cases/c1", f"rounds/{rounds.personal}/statistics"]
    replies = [organizer.get(f"/organizer/{path}", Accept=JSON) for path in paths]
    assert [(reply.status, reply.json["code"]) for reply in replies] == [(404, "no_simulation")] * 2


def test_statistics_tell_of_each_scenario(handed_in: ExamClient, organizer: ExamClient, config: Config, simulations):
    title = desk_of(config, handed_in.sitting).cases["c1"].title
    page = organizer.get(f"/organizer/rounds/{simulations.final}/statistics").text
    points = table(page, f"{title}：评分要点")
    assert {row[3].split()[0] for row in points} == {"1/1"}
    assert "没有差错" in page


def test_statistics_before_any_score_say_so(organizer: ExamClient, simulations: Simulations):
    assert "还没有可统计的案件" in organizer.get(f"/organizer/rounds/{simulations.final}/statistics").text


def test_wrong_acts_are_counted(sitting: ExamClient, organizer: ExamClient, config: Config, act: Act, simulations):
    acts = [
        {**body, "decision": "refuse"} if body["do"] == "decide" else body
        for body in model_acts(config, sitting.sitting)
    ]
    sitting.submit(*(entry(seq, "act", body) for seq, body in enumerate(acts, 1)))
    act(grade_due)
    page = words(organizer.get(f"/organizer/rounds/{simulations.final}/statistics").text)
    assert re.search(r"决定“不予受理”，应为“\S+” 1 100%", page)


def test_room_counts_cases(handed_in: ExamClient, proctor: ExamClient, simulations: Simulations):
    room = f"/proctor/rounds/{simulations.final}"
    seats = {seat["sitting"]: seat["answered"] for seat in proctor.get(f"{room}/live.json").json["seats"]}
    assert seats[handed_in.sitting] == 1
    assert 'data-items="2"' in proctor.get(room).text
    assert proctor.get(f"/proctor/rounds/{simulations.undrawn}").status == 200


def test_held_acts_are_listed_with_their_case(sitting: ExamClient, proctor: ExamClient, simulations: Simulations):
    sitting.submit()
    sitting.save(one_act(1, "c1", "call"))
    page = proctor.get(f"/proctor/rounds/{simulations.final}/sittings/{sitting.sitting}/held").text
    assert [row[2:4] for row in table(page, "待处理的作答")] == [["第 1 件", "呼叫"]]


def test_round_page_names_the_paper_and_its_forms(organizer: ExamClient, simulations: Simulations, act: Act):
    drawn = words(organizer.get(f"/organizer/rounds/{simulations.final}").text)
    undrawn = words(organizer.get(f"/organizer/rounds/{simulations.undrawn}").text)
    assert "模拟卷 试卷" in drawn
    assert "《试卷》各卷情景" in drawn
    assert "将按模拟卷“试卷”抽情景" in undrawn
    act(draw_round, round_id=simulations.undrawn, actor="test")


def test_score_list_leads_to_the_statistics(organizer: ExamClient, simulations: Simulations, rounds: Rounds):
    pages = [organizer.get(f"/organizer/rounds/{one}/scores").text for one in (simulations.final, rounds.personal)]
    assert ["情景统计" in page for page in pages] == [True, False]


def test_only_those_who_read_scores_look_back(
    sitting: ExamClient, staff: Callable[[str], ExamClient], simulations: Simulations, anonymous: ExamClient
):
    sitting.save(one_act(1, "c1", "call"))
    paths = [
        f"/organizer/sittings/{sitting.sitting}/cases/c1",
        f"/organizer/sittings/{sitting.sitting}",
        f"/organizer/rounds/{simulations.final}/statistics",
    ]
    actors = {role: staff(role) for role in Role if role is not Role.CONTESTANT} | {Role.CONTESTANT: sitting}
    opened = {role for role, client in actors.items() for path in paths if client.get(path, Accept=JSON).status == 200}
    assert opened == ALLOWED[Action.READ_SCORES]
    assert {anonymous.get(path, Accept=JSON).status for path in paths} == {401}
