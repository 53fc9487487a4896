"""Screens: a view as a page shows it, with names for ids and words for states."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.scoring.screens import PHASES, AnswerLine, Mark, Screen, screen
from simulations.view import view
from simulations.window import play
from tests.factories.desk import Desk, trial_case, trial_content
from tests.factories.runs import frozen_desk, model_run

NAMES = ("trial-accept", "trial-supplement", "trial-relay", "trial-guide")
APP = {"application": "TS-01"}


def seen(desk: Desk) -> Screen:
    return screen(desk.seen, desk.catalogue)


def stages(desk: Desk) -> dict[str, str]:
    return dict(seen(desk).stages)


def test_case_nobody_called_shows_nothing():
    shown = seen(Desk())
    assert (shown.phase, shown.people, shown.tray, shown.applications, shown.talk) == ("未呼叫", (), (), (), ())
    assert set(dict(shown.stages).values()) == {"none"}


def test_refusal_is_told():
    desk = Desk()
    desk.do("finish")
    assert seen(desk).refused == "请先呼叫或打开本件"


def test_person_is_named_once_identified():
    desk = Desk("trial-supplement").open()
    agent = desk.case.people["agent"]
    before = next(one for one in seen(desk).people if one.label == agent.honorific)
    desk.do("read", person="agent", means="id_card")
    desk.do("read", person="agent", means="ss_card")
    desk.do("compare", person="agent")
    desk.do("authorize", person="agent")
    after = next(one for one in seen(desk).people if one.label == agent.honorific)
    assert (before.known, before.marks, before.at_counter) == ("", (), True)
    assert after.known == f"{agent.name}　{agent.id_number}"
    assert after.marks == (
        Mark("ok", "身份证已核验"),
        Mark("", "社保卡没有带"),
        Mark("ok", "人证一致"),
        Mark("ok", "已授权调取"),
    )


def test_stranger_and_refusal_to_authorize_show():
    case = trial_case("trial-accept", matches=False, authorization={"applicant": "declined"})
    desk = Desk(case=case).open()
    desk.do("read", person="applicant", means="id_card")
    desk.do("compare", person="applicant")
    desk.do("authorize", person="applicant")
    assert [mark.words for mark in seen(desk).people[0].marks][1:] == ["人证不一致", "不同意授权"]


def test_tray_shows_what_was_looked_at_and_what_is_gone():
    desk = Desk().open()
    before = {one.paper: (one.sides, one.original, one.gone) for one in seen(desk).tray}
    desk.do("inspect", paper="card")
    desk.do("give_back", paper="card")
    desk.do("keep", paper="statement")
    after = {one.paper: (one.sides, one.original, one.gone) for one in seen(desk).tray}
    assert before == {"statement": ((), None, ""), "card": ((), None, "")}
    assert after == {"statement": ((), None, "已收存"), "card": ((1,), True, "已退还")}


def test_material_shows_what_is_there_and_the_verdict_on_it():
    desk = Desk().chosen()
    desk.do("read", person="applicant", means="id_card")
    desk.do("authorize", person="applicant")
    desk.do("fetch", licence="marriage", person="applicant")
    desk.do("check", check="labour", person="applicant")
    for _ in range(2):
        desk.do("scan", paper="statement", material="statement", **APP)
    desk.do("scan", paper="card", material="marriage", **APP)
    desk.do("verdict", material="statement", verdict="return", flaws=["unsigned"], **APP)
    lines = {one.name: one for one in seen(desk).applications[0].materials}
    assert lines["居民身份证"].there == (Mark("ok", "身份证已核验"),)
    assert lines["代办人身份证"].there == ()
    assert lines["结婚证"].there == (Mark("", "居民身份证 已高拍 1/2 面"), Mark("bad", "电子证照接口超时"))
    assert lines["解除劳动关系证明"].there == (Mark("ok", "共享核查成功"),)
    assert lines["收入说明"].there == (Mark("ok", "收入说明 已高拍 1/1 面"),)
    assert (lines["收入说明"].verdict, lines["收入说明"].flaws) == ("退回补正", "缺签名或盖章")


def test_form_tells_what_the_system_filled():
    desk = Desk().chosen()
    desk.do("read", person="applicant", means="id_card")
    desk.do("fill", field="account", value="123", **APP)
    assert seen(desk).applications[0].form[:3] == (
        ("姓名", desk.case.people["applicant"].name, True),
        ("银行账户", "123", False),
        ("户籍", "", False),
    )


def test_document_shows_its_contents_in_words():
    desk = Desk("trial-supplement").decided("supplement")
    gaps = [{"material": "letter", "flaws": ["unsigned"]}, {"material": "nothing", "flaws": []}]
    desk.do("compose", document="supplement-notice", field="gaps", value=gaps, **APP)
    desk.do("compose", document="supplement-notice", field="until", value="2026-10-15", **APP)
    [sheet] = seen(desk).applications[0].sheets
    assert sheet.lines == (("需补正的材料", "授权委托书（缺签名或盖章）；nothing（）"), ("补正期限", "2026-10-15"))
    assert sheet.marks == ()
    desk.do("seal", document="supplement-notice", **APP)
    assert seen(desk).applications[0].sheets[0].marks == ("已用印",)


def test_reasons_and_places_are_named():
    desk = Desk().decided("refuse")
    desk.do("compose", document="refusal", field="reasons", value=["paid-a-year", "x"], **APP)
    relay = Desk("trial-relay").decided("relay", "TS-02", "only")
    relay.do("compose", application="TS-02", document="relay-receipt", field="destination", value="qinghe")
    relay.do("compose", application="TS-02", document="transfer-slip", field="keeper", value="某处")
    assert seen(desk).applications[0].sheets[0].lines == (("理由和依据", "缴费不满一年；x"),)
    assert [sheet.lines for sheet in seen(relay).applications[0].sheets] == [
        (("转往", "浦屿区青禾镇社区事务受理服务中心"),),
        (("纸质材料留存", "某处"),),
    ]


def test_answers_of_store_and_checks_are_named():
    desk = Desk().open()
    desk.do("read", person="applicant", means="id_card")
    desk.do("authorize", person="applicant")
    for _ in range(2):
        desk.do("fetch", licence="marriage", person="applicant")
    desk.do("check", check="insured", person="applicant")
    desk.do("check", check="labour", person="agent")
    label = desk.case.people["applicant"].honorific
    says = next(one.says for one in desk.case.checks if one.check == "insured")
    assert seen(desk).answers == (
        AnswerLine(f"结婚证　{label}", Mark("ok", "成功"), (("登记日期", "2019-05-20"),)),
        AnswerLine(f"缴费记录　{label}", Mark("ok", "成功"), (("", says),)),
    )


def test_check_that_finds_nothing_says_no_more():
    desk = Desk("trial-relay").open()
    desk.do("read", person="applicant", means="id_card")
    desk.do("check", check="labour", person="applicant")
    assert [(one.mark, one.lines) for one in seen(desk).answers] == [(Mark("bad", "没有查到记录"), ())]


@pytest.mark.parametrize(("how", "words"), [("neutral", "已中性邀请评价"), ("praise", "已索要好评")])
def test_invitation_to_rate_shows(how: str, words: str):
    desk = Desk().open()
    desk.do("rate", how=how)
    assert seen(desk).rated == words


def test_stages_go_from_nothing_over_part_to_done():
    desk = Desk()
    found = [stages(desk)]
    desk.chosen()
    desk.do("verdict", material="letter", verdict="unneeded", **APP)
    found += [stages(desk)]
    desk = Desk().model()
    found += [stages(desk)]
    assert [one["材料"] for one in found] == ["none", "part", "done"]
    assert set(found[2].values()) == {"done"}


@pytest.mark.parametrize("name", NAMES)
def test_whole_run_can_be_shown_at_every_step(name: str):
    desk = frozen_desk(name)
    acts = [(act.place, act.body, act.at) for act in model_run(desk)]
    shown = [
        screen(
            view(desk.cases["c1"], desk.catalogue, play(desk.cases["c1"], desk.catalogue, acts[:count])),
            desk.catalogue,
        )
        for count in range(len(acts) + 1)
    ]
    assert {one.phase for one in shown} <= set(PHASES.values())
    assert shown[-1].phase == "已结束"
    assert shown[-1].applications[0].archived


@settings(max_examples=30)
@given(
    st.sampled_from(NAMES), st.integers(0, 40), st.sampled_from(["accept", "refuse", "guide", "relay", "supplement"])
)
def test_any_run_can_be_shown(name: str, count: int, decision: str):
    desk, catalogue = frozen_desk(name), trial_content().newest()
    acts = [(act.place, act.body, act.at) for act in model_run(desk, decide={"decision": decision})][:count]
    assert screen(view(desk.cases["c1"], catalogue, play(desk.cases["c1"], catalogue, acts)), catalogue).phase
