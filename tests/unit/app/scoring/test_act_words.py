"""Acts in words: every act the window knows, whatever it names."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scoring.act_words import OUTCOMES, act_words, outcome_words
from simulations.state import Event
from simulations.window import ACTS
from tests.factories.desk import trial_case, trial_content

CASE, CATALOGUE = trial_case("trial-supplement"), trial_content().newest()
APP = {"application": "TS-01"}
LETTER = {"application": "TS-01", "material": "letter"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def said(do: object, **named: object) -> str:
    return act_words(CASE, CATALOGUE, {"case": "c1", "do": do, **named})


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ({"do": "call"}, "呼叫"),
        ({"do": "recall"}, "重呼"),
        ({"do": "pass"}, "过号"),
        ({"do": "ask", "question": "why"}, "提问“他是怎么离职的？”"),
        ({"do": "say", "phrase": "greeting"}, "说“您好，请坐，请问办理什么业务？”"),
        ({"do": "read", "person": "agent", "means": "id_card"}, f"刷身份证 {CASE.people['agent'].honorific}"),
        ({"do": "compare", "person": "agent"}, f"人证比对 {CASE.people['agent'].honorific}"),
        ({"do": "choose", "service": "TS-01"}, "选择事项 试验补贴申领"),
        ({"do": "drop", **APP}, "删除事项 试验补贴申领"),
        ({"do": "situation", **APP, "situation": "local"}, "选择情形 本市户籍"),
        ({"do": "inspect", "paper": "letter", "side": 1}, "查看 授权委托书"),
        ({"do": "inspect", "paper": "letter", "side": 2}, "查看 授权委托书 第 2 面"),
        ({"do": "scan", **APP, "paper": "letter", "material": "letter"}, "高拍 授权委托书，归入授权委托书"),
        ({"do": "authorize", "person": "applicant"}, f"请求授权 {CASE.people['applicant'].honorific}"),
        ({"do": "fetch", "licence": "marriage", "person": "x"}, "调取 结婚证 x"),
        ({"do": "check", "check": "labour", "person": "x"}, "核查 劳动关系核查 x"),
        ({"do": "verdict", **APP, "material": "letter", "verdict": "waive"}, "授权委托书 免交"),
        (
            {"do": "verdict", **LETTER, "verdict": "return", "flaws": ["unsigned", 7, "x", "expired"]},
            "授权委托书 退回补正（缺签名或盖章、已过有效期）",
        ),
        ({"do": "fill", **APP, "field": "account", "value": "123"}, "填写 银行账户：123"),
        ({"do": "sign", **APP}, "请申请人签字"),
        ({"do": "decide", **APP, "decision": "supplement"}, "决定 一次性告知补正"),
        ({"do": "revoke", **APP}, "撤回决定"),
        ({"do": "compose", **APP, "document": "supplement-notice", "field": "until"}, "填写 补正材料通知书“补正期限”"),
        ({"do": "seal", **APP, "document": "acceptance"}, "用印 受理通知书"),
        ({"do": "receive", **APP, "document": "acceptance"}, "签收 受理通知书"),
        ({"do": "issue", **APP, "document": "acceptance"}, "发出 受理通知书"),
        ({"do": "hand_off", **APP, "destination": "district-hall"}, "流转至 区行政服务中心"),
        ({"do": "give_back", "paper": "letter"}, "退还 授权委托书"),
        ({"do": "keep", "paper": "letter"}, "收存 授权委托书"),
        ({"do": "archive", **APP}, "归档 试验补贴申领"),
        ({"do": "rate", "how": "neutral"}, "邀请评价"),
        ({"do": "rate", "how": "praise"}, "索要好评"),
        ({"do": "suspend"}, "挂起"),
        ({"do": "resume"}, "恢复办理"),
        ({"do": "finish"}, "结束本件"),
    ],
)  # fmt: skip
def test_act_in_words(act: Mapping[str, object], expected: str):
    assert act_words(CASE, CATALOGUE, act) == expected


def test_every_act_of_the_window_has_words():
    assert [do for do in ACTS if said(do).startswith("无法识别")] == []


@pytest.mark.parametrize(
    ("do", "expected"), [("dance", "无法识别的操作 dance"), (None, "无法识别的操作"), ([], "无法识别的操作")]
)
def test_no_act_is_said_to_be_none(do: object, expected: str):
    assert said(do) == expected


def test_what_does_not_exist_stays_as_it_was_posted_cut_short():
    assert said("fill", application="XX-99", field="f" * 99, value=7) == f"填写 {'f' * 40}："
    assert said("situation", application="XX-99", situation="s") == "选择情形 s"
    assert said("scan", application="XX-99", paper="p", material="m", side=2) == "高拍 p 第 2 面，归入m"
    assert said("compose", document="d", field="f") == "填写 d“f”"
    assert said("verdict", material="m", verdict="v", flaws="x") == "m v"


@given(
    st.sampled_from(sorted(ACTS)),
    st.dictionaries(st.sampled_from(["paper", "person", "value", "flaws", "field"]), JSON),
)
def test_nothing_posted_is_beyond_words(do: str, named: dict[str, object]):
    assert said(do, **named)


def test_what_came_of_an_act_is_said_where_the_act_does_not_say_it():
    assert outcome_words(Event(1, 1, "fetch", "x", "timeout")) == "超时"
    assert outcome_words(Event(1, 1, "decide", "x", "accept")) == ""
    assert outcome_words(Event(1, 1, "give_back", "x", "given_back")) == ""
    assert set(OUTCOMES) >= {"success", "timeout", "blurred", "declined"}
