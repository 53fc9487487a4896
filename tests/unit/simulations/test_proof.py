"""Proofs: a scenario is used only when rules and author agree, everything can be known, and every trap costs."""

from fractions import Fraction

import pytest

from simulations.loader import load_content
from simulations.proof import Proof, dumb_means, prove, stated_gaps
from tests.factories.desk import trial_content
from tests.factories.window import SCENARIOS, SERVICES, edited

NAMES = ["trial-accept", "trial-supplement", "trial-relay", "trial-guide"]
PAID = "paid: {between: [12, 40]}"


def _prove(name, content=None, draws=50):
    content = content or trial_content()
    return prove(content.scenarios[name], content.newest(), content.setting(), draws)


def _complaints(tmp_path, name, *edits, draws=50):
    content = load_content(edited(tmp_path, *edits))
    return [(one.code, one.at, one.message) for one in _prove(name, content, draws).complaints]


@pytest.mark.parametrize("name", NAMES)
def test_the_trial_scenarios_are_proven(name):
    proof = _prove(name, draws=20)
    assert (proof.scenario, proof.complaints, proof.holds) == (name, (), True)
    assert (proof.model, proof.cases) == (100, 20)
    assert all(loss > 0 for loss in proof.losses.values())
    assert proof.losses.keys() == {one.id for one in trial_content().scenarios[name].traps}
    assert list(proof.dumb) == ["accept", "refuse", "random"]


def test_a_proof_is_the_same_every_time():
    assert _prove("trial-accept", draws=12) == _prove("trial-accept", draws=12)


def test_a_proof_counts_what_it_drew():
    proof = _prove("trial-relay", draws=5)
    assert (proof.cases, proof.acts, proof.decision) == (5, 25, "relay")


@pytest.mark.parametrize(("old", "new", "key", "message"), [
    ("        decision: accept\n", "        decision: accept_pending\n", "decision",
     "与规则不符：作者写的是 容缺受理，规则得出的是 受理"),
    ("situation: local\n        decision: accept", "situation: outside\n        decision: accept", "situation",
     "与规则不符：作者写的是 outside，规则得出的是 local"),
    ("statement: collect, old", "statement: waive, old", "verdicts",
     ("与规则不符：作者写的是 agent-card: unneeded，id-card: waive，labour: waive，letter: unneeded，marriage: waive，"
     "old-card: unneeded，statement: waive，规则得出的是 agent-card: unneeded，id-card: waive，labour: waive，"
     "letter: unneeded，marriage: waive，old-card: unneeded，statement: collect")),
    ("documents: [acceptance]", "documents: []", "documents",
     "与规则不符：作者写的是 （无），规则得出的是 acceptance"),
    ("documents: [acceptance]", "documents: [acceptance]\n        gaps: {statement: missing}", "gaps",
     "与规则不符：作者写的是 statement: 未提交，规则得出的是 （无）"),
    ("documents: [acceptance]", "documents: [acceptance]\n        reasons: [paid-a-year, involuntary]", "reasons",
     "与规则不符：作者写的是 involuntary、paid-a-year，规则得出的是 （无）"),
    ("documents: [acceptance]", "documents: [acceptance]\n        destination: qinghe", "destination",
     "与规则不符：作者写的是 qinghe，规则得出的是 （无）"),
])  # fmt: skip
def test_an_author_who_disagrees_with_the_rules_is_told_where(tmp_path, old, new, key, message):
    assert _complaints(tmp_path, "trial-accept", (SCENARIOS, old, new), draws=3) == [
        ("expectation", ("expect", 0, key), message)
    ]


def test_flaws_may_be_stated_one_or_several(tmp_path):
    edit = (SCENARIOS, "gaps: {letter: unsigned", "gaps: {letter: [unsigned, expired]")
    [(code, at, message)] = _complaints(tmp_path, "trial-supplement", edit, draws=3)
    assert (code, at) == ("expectation", ("expect", 0, "gaps"))
    assert message.startswith("与规则不符：作者写的是 letter: 已过有效期、缺签名或盖章，marriage: 未提交")


def test_an_expectation_may_name_what_was_drawn(tmp_path):
    edit = (SCENARIOS, "destination: qinghe", 'destination: "{there}"')
    drawn = (SCENARIOS, "draw: {since: {months_before: [8, 30]}}",
             "draw: {since: {months_before: [8, 30]}, there: {one_of: [qinghe]}}")  # fmt: skip
    assert _complaints(tmp_path, "trial-relay", edit, drawn, draws=3) == []


def test_what_nothing_shows_can_not_be_known(tmp_path):
    assert _complaints(tmp_path, "trial-accept", (SCENARIOS, ", shows: [resigned]}", "}"), draws=3) == [(
        "never-shown", (),
        "裁定用到的“resigned”在作出决定前无从得知；请让某个回答、材料、证照或核查 shows 它",
    ), ("model-score", (), "按规则办理得不到满分：决定前查明全部依据")]  # fmt: skip


def test_a_rule_the_model_can_not_follow_is_told(tmp_path):
    long = (SCENARIOS, 'account: "{applicant.bank_account}"', f"account: {'长' * 201}")
    found = {code: message for code, _, message in _complaints(tmp_path, "trial-accept", long, draws=3)}
    assert found["model-refused"].startswith("按规则办理时，系统拒绝了第 ")
    assert found["model-refused"].endswith("长）：too_long")
    assert found["model-score"].startswith("按规则办理得不到满分：")


def test_too_few_different_cases_are_told(monkeypatch):
    monkeypatch.setattr("simulations.proof.digest", lambda _: "one and the same")
    complaints = _prove("trial-accept", draws=4).complaints
    assert [(one.code, one.at, one.message) for one in complaints] == [
        ("too-alike", ("draw",), "抽 4 次只有 1 种不同的案例，至少要 20 种；请放宽 draw 和人物")
    ]


def test_neither_the_decision_nor_the_work_must_hang_on_the_draw(tmp_path):
    found = _complaints(tmp_path, "trial-accept", (SCENARIOS, PAID, "paid: {between: [1, 40]}"), draws=20)
    assert ("unequal", ("draw",), "抽出的案例正确决定或评分要点的分值不一样；应拆成不同的情景") in found
    assert ("expectation", ("expect", 0, "decision")) in {(code, at) for code, at, _ in found}
    assert ("unequal-work", ("draw",), "抽出的案例办理步数相差太大（中位数 36，19—36）") in found


@pytest.mark.parametrize("costs", [2, 20])
def test_a_trap_must_cost_what_it_is_said_to(tmp_path, costs):
    edit = (SCENARIOS, "falls: {ask: [show-card]}, costs: 1", f"falls: {{ask: [show-card]}}, costs: {costs}")
    assert _complaints(tmp_path, "trial-accept", edit, draws=3) == [
        ("cheap-trap", ("traps", 0, "costs"), f"中“索要结婚证”的人最少只失 1.3 分，不到所写的 {costs} 分")
    ]


@pytest.mark.parametrize(("edit", "said"), [
    ((SERVICES, "when: applicant_local", "when: months >= 12 && applicant_local"),
     "TS-01 的情形应恰好一个成立，现在一个也不成立"),
    ((SERVICES, "when: applicant_local", "when: 1 / (months / 12) >= 0"),
     "1 / (months / 12) >= 0: INVALID_ARGUMENT: divide by zero"),
])  # fmt: skip
def test_a_draw_nobody_can_rule_on_is_told_and_the_others_go_on(tmp_path, edit, said):
    content = load_content(edited(tmp_path, (SCENARIOS, PAID, "paid: {between: [6, 40]}"), edit))
    proof = _prove("trial-accept", content, 20)
    first = next(one for one in proof.complaints if one.code == "no-ruling")
    seed = first.message.split()[1]
    assert first.at == ("draw",)
    assert first.message == f"种子 {seed} 抽出的案例裁定不了（{said}）；请收窄 draw，或补全事项的情形"
    assert 5 < proof.cases < 20


def test_a_draw_of_another_type_is_told_by_its_seed(tmp_path):
    edit = (SCENARIOS, "{months_before: [8, 30]}", '{one_of: ["2025-01-31", "2025-02-30"]}')
    [first, *_] = _complaints(tmp_path, "trial-relay", edit, draws=12)
    assert first == ("fact-type", ("facts", "since"), "种子 0：抽取后的“since”不是 date")


def test_an_opening_with_a_hole_nothing_fills_is_told(tmp_path):
    edit = (SCENARIOS, "您好，我是{applicant.name}的妹妹", "您好，我是{aplicant.name}的妹妹")
    [(code, at, message)] = _complaints(tmp_path, "trial-supplement", edit)
    assert (code, at) == ("no-ruling", ("draw",))
    assert "{aplicant.name} 没有可以代入的内容" in message


def test_a_scenario_nobody_can_rule_on_at_all_has_no_scores():
    content = trial_content()
    broken = content.scenarios["trial-guide"].model_copy(update={"opening": "{nobody}"})
    proof = prove(broken, content.newest(), content.setting(), 3)
    assert (proof.holds, proof.model, proof.acts, proof.cases, proof.losses) == (False, 0, 0, 0, {})
    assert dumb_means({"trial-guide": proof}) == {"accept": 0, "refuse": 0, "random": 0}


def test_a_scenario_without_application_is_decided_by_nobody():
    content = trial_content()
    asked = content.scenarios["trial-guide"].model_copy(update={"applications": (), "expect": (), "traps": ()})
    proof = prove(asked, content.newest(), content.setting(), 3)
    assert (proof.decision, proof.complaints, proof.losses) == ("none", (), {})


def _proof(decision, accept):
    dumb = {"accept": Fraction(accept), "refuse": Fraction(10), "random": Fraction(0)}
    return Proof(f"{decision}-{accept}", decision, 50, 20, Fraction(100), {}, dumb, ())


def test_dumb_clerks_are_averaged_by_decision_first():
    proofs = [_proof("accept", 90), _proof("accept", 70), _proof("accept", 80), _proof("refuse", 20)]
    assert dumb_means({proof.scenario: proof for proof in proofs}) == {"accept": 50, "refuse": 10, "random": 0}
    assert dumb_means({}) == {"accept": 0, "refuse": 0, "random": 0}


@pytest.mark.parametrize(("expected", "gaps"), [
    ({"gaps": {"letter": "unsigned"}}, {"letter": "unsigned"}), ({"gaps": "{drawn}"}, {}),
])  # fmt: skip
def test_gaps_are_stated_by_material(expected, gaps):
    assert stated_gaps(expected) == gaps
