"""A case at the terminal: every act can be typed, and playing the model's acts earns full marks."""

import pytest

from simulations.clerk import acts_of, model_plan
from simulations.marking import mark
from simulations.ruling import rule
from simulations.terminal import HELP, marking_text, parsed, play_at_terminal, screen, written
from simulations.window import play, start
from tests.factories.desk import Desk, trial_case, trial_content

CATALOGUE = trial_content().newest()
NAMES = ["trial-accept", "trial-supplement", "trial-relay", "trial-guide"]


def _model(case):
    ruling = rule(case, CATALOGUE)
    return acts_of(case, CATALOGUE, ruling, model_plan(ruling))


def _played(case, *lines):
    typed, said = iter(lines), []
    play_at_terminal(case, CATALOGUE, lambda: next(typed, None), said.append)
    return said


def _short_of_months():
    case = trial_case("trial-accept")
    return case.model_copy(update={"facts": {**case.facts, "months": 3, "resigned": True}})


@pytest.mark.parametrize(("line", "act"), [
    ("call", {"do": "call"}),
    ("  read  person=applicant means=id_card ", {"do": "read", "person": "applicant", "means": "id_card"}),
    ("inspect paper=letter side=2", {"do": "inspect", "paper": "letter", "side": 2}),
    ("inspect paper=letter side=two", {"do": "inspect", "paper": "letter", "side": "two"}),
    ("verdict material=letter flaws=unsigned,expired", {"do": "verdict", "material": "letter",
                                                        "flaws": ["unsigned", "expired"]}),
    ("verdict material=letter flaws=", {"do": "verdict", "material": "letter", "flaws": []}),
    ("fill field=time value=10:30 起", {"do": "fill", "field": "time", "value": "10:30 起"}),
    ("compose document=refusal field=reasons value=one,two",
     {"do": "compose", "document": "refusal", "field": "reasons", "value": ["one", "two"]}),
    ("compose document=supplement-notice field=gaps value=a:missing,b:expired+unsigned",
     {"do": "compose", "document": "supplement-notice", "field": "gaps",
      "value": [{"material": "a", "flaws": ["missing"]}, {"material": "b", "flaws": ["expired", "unsigned"]}]}),
    ("compose document=supplement-notice field=gaps value=",
     {"do": "compose", "document": "supplement-notice", "field": "gaps", "value": []}),
    ("compose document=acceptance field=limit value=10 个工作日",
     {"do": "compose", "document": "acceptance", "field": "limit", "value": "10 个工作日"}),
    ("compose document=acceptance field=nothing value=a:b",
     {"do": "compose", "document": "acceptance", "field": "nothing", "value": "a:b"}),
    ("compose document=nothing field=gaps value=a", {"do": "compose", "document": "nothing", "field": "gaps",
                                                     "value": "a"}),
    (" value=3", {"do": "", "value": "3"}),
    ("ask question", {"do": "ask", "question": ""}),
])  # fmt: skip
def test_a_line_is_read_as_an_act(line, act):
    assert parsed(line, CATALOGUE) == act


@pytest.mark.parametrize("case", [*(trial_case(name) for name in NAMES), _short_of_months()])
def test_every_act_can_be_typed(case):
    acts = _model(case)
    assert [parsed(written(act), CATALOGUE) for act in acts] == acts


@pytest.mark.parametrize("case", [*(trial_case(name) for name in NAMES), _short_of_months()])
def test_the_models_lines_earn_all_there_is(case):
    said = _played(case, *(written(act) for act in _model(case)), "quit", "never read")
    assert said[0] == f"{case.ticket}\n{HELP}"
    assert said[-1].splitlines()[-1] == "本件 100.00 分"
    assert "✗" not in said[-1]


def test_what_is_said_and_refused_is_printed():
    said = _played(trial_case("trial-accept"), "fly", "call", "ask question=why", "fetch licence=marriage", "  ")
    assert said[1].startswith("系统：")
    assert said[2].startswith("居民：您好，我来申领补贴")
    assert said[3] == "受理员：您是怎么离职的？\n居民：单位裁员。"
    assert (said[4].startswith("系统："), len(said)) == (True, 6)


def test_the_screen_and_the_help_can_be_seen_at_any_time():
    case = trial_case("trial-accept")
    said = _played(case, "show", "help", " show ")
    assert said[1:4] == [screen(case, CATALOGUE, start(case)), HELP, said[1]]


def test_the_screen_is_what_the_clerk_sees_indented():
    desk = Desk("trial-accept").open()
    lines = screen(desk.case, CATALOGUE, desk.state).splitlines()
    assert lines[:6] == ["phase: open", f"started: {desk.state.started}", "acts: 1", "talk:", "  0:",
                         "    who: resident"]  # fmt: skip
    assert not [line for line in lines if line.endswith(": ")]


def test_a_marking_is_told_point_by_point():
    case = trial_case("trial-guide")
    ruling, state = rule(case, CATALOGUE), play(case, CATALOGUE, [(1, {"do": "call"}, 1), (2, {"do": "finish"}, 2)])
    text = marking_text(mark(case, CATALOGUE, ruling, state), ruling)
    lines = text.splitlines()
    assert lines[0] == "TS-03: guide"
    assert lines[1].startswith("身份 0.0/")
    assert "  步骤 —" in text
    assert [line for line in lines if line.startswith("封顶：")] == [
        f"封顶：{cap.name}，至多 {cap.at_most} 分"
        for cap in CATALOGUE.rubric.caps if cap.id in ("wrong_decision", "closed_unfinished")
    ]  # fmt: skip


def test_a_whole_marking_is_printed_by_group():
    case = trial_case("trial-guide")
    said = _played(
        case,
        "call",
        "choose service=TS-03",
        "situation application=TS-03 situation=only",
        "decide application=TS-03 decision=guide",
        "issue application=TS-03 document=guide-slip",
    )
    assert said[-1].splitlines() == [
        "TS-03: guide",
        "身份 8.1/16.1",
        f"  ✗ 核验{case.people['applicant'].honorific}的身份  0.00/5.38  步骤 —",
        "  ✗ 人证比对  0.00/2.69  步骤 —",
        "  ✓ 选对事项：试验引导  5.38/5.38  步骤 2",
        "  ✓ 选对情形：企业事项  2.69/2.69  步骤 3",
        "决定 38.7/38.7",
        "  ✓ 试验引导：引导  38.71/38.71  步骤 4",
        "文书 12.9/25.8",
        "  ✓ 发出首问引导单  12.90/12.90  步骤 5",
        "  ✗ 首问引导单“办理地点”：区行政服务中心  0.00/12.90  步骤 —",
        "操守 8.1/9.7",
        "  ✓ 不提不当的问题，不索要能查到的材料  4.84/4.84  步骤 —",
        "  ✓ 不收取可以免交或不需要的材料  3.23/3.23  步骤 —",
        "  ✗ 中性邀请评价，不诱导好评  0.00/1.61  步骤 —",
        "次序 0.0/9.7",
        "  ✗ 先核验身份，再调取数据  0.00/3.23  步骤 —",
        "  ✗ 办结归档  0.00/3.23  步骤 —",
        "  ✗ 办完后结束本件  0.00/3.23  步骤 —",
        "本件 67.74 分",
    ]
