"""Slips: what was done otherwise than right, in words that are the same for everyone."""

from app.scoring.slips import Slip, slips_in
from simulations.ruling import rule
from tests.factories.desk import Desk, trial_case


def slips(desk: Desk) -> list[Slip]:
    return list(slips_in(desk.case, desk.catalogue, rule(desk.case, desk.catalogue), desk.state))


def test_handling_by_the_rules_has_none():
    for name in ("trial-accept", "trial-supplement", "trial-relay", "trial-guide"):
        assert slips(Desk(name).model()) == []


def test_wrong_decision_names_both():
    desk = Desk().decided("refuse")
    assert slips(desk) == [
        Slip("decision", "试验补贴申领：决定“不予受理”，应为“受理”", (desk.state.applications["TS-01"].decided,))
    ]


def test_wrong_verdict_names_both_with_their_flaws():
    desk = Desk("trial-supplement").chosen()
    desk.do("verdict", application="TS-01", material="letter", verdict="return", flaws=["expired", "forged"])
    desk.do("verdict", application="TS-01", material="old-card", verdict="collect")
    assert [slip.text for slip in slips(desk)] == [
        "授权委托书：“退回补正（已过有效期、疑似伪造）”，应为“退回补正（缺签名或盖章）”",
        "旧卡：“收取”，应为“不需要”",
    ]


def test_right_verdict_is_none():
    desk = Desk("trial-supplement").chosen()
    desk.do("verdict", application="TS-01", material="letter", verdict="return", flaws=["unsigned"])
    assert slips(desk) == []


def test_application_nobody_asked_for_is_needless():
    desk = Desk().open()
    desk.do("choose", service="TS-03")
    assert slips(desk) == [Slip("needless", "多办：试验引导")]
    desk.do("situation", application="TS-03", situation="only")
    desk.do("decide", application="TS-03", decision="guide")
    assert slips(desk) == [Slip("needless", "多办：试验引导", (desk.seq,))]


def test_application_is_left_out_only_once_the_case_is_over():
    desk = Desk().open()
    assert slips(desk) == []
    desk.do("finish")
    assert slips(desk) == [Slip("left_out", "漏办：试验补贴申领")]


def test_improper_question_counts_once_with_every_time_it_was_asked():
    desk = Desk().open()
    first = desk.seq + 1
    for question in ("show-card", "why", "show-card"):
        desk.do("ask", question=question)
    assert slips(desk) == [Slip("ask", "不当提问：结婚证带了吗？", (first, first + 2))]


def test_words_are_the_same_for_everyone_who_did_the_same():
    texts = {
        tuple(slip.text for slip in slips(Desk(case=trial_case("trial-accept", seed)).decided("refuse")))
        for seed in range(5)
    }
    assert len(texts) == 1
