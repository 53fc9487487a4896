"""What an act is given: arguments are read strictly, and what can't be done is refused in the system's words."""

import pytest

from simulations.moves import LONGEST
from tests.factories.desk import Desk, trial_case, trial_content

APP = {"application": "TS-01"}
LETTER = {**APP, "material": "letter"}
NOTICE = {**APP, "document": "supplement-notice"}
SLIP = {**APP, "document": "guide-slip"}
RELAY = {"application": "TS-02"}
WITHOUT_DOCUMENTS = trial_content().newest().model_copy(update={"documents": {}})


def _waiting():
    return Desk()


def _called():
    desk = Desk("trial-relay")
    desk.do("call")
    return desk


def _open():
    return Desk().open()


def _chosen():
    return Desk().chosen()


def _full():
    desk = Desk().open()
    services = {f"TS-{n:02}": desk.catalogue.services["TS-03"] for n in range(1, 8)}
    desk.catalogue = desk.catalogue.model_copy(update={"services": services})
    for code in sorted(services)[:6]:
        desk.do("choose", service=code)
    return desk


def _unsettled():
    desk = Desk().open()
    desk.do("choose", service="TS-01")
    return desk


def _read():
    desk = Desk().open()
    desk.do("read", person="applicant", means="id_card")
    return desk


def _together():
    desk = Desk("trial-supplement").open()
    desk.do("read", person="applicant", means="id_card")
    return desk


def _decided(decision):
    return lambda: Desk().decided(decision)


def _done(decision, *acts):
    def made():
        desk = Desk().decided(decision)
        document = next(iter(desk.state.applications["TS-01"].documents))
        for act in acts:
            desk.do(act, **APP, document=document)
        return desk

    return made


def _filed():
    desk = Desk(catalogue=WITHOUT_DOCUMENTS).decided("refuse")
    desk.do("archive", **APP)
    return desk


def _relayed(*acts):
    def made():
        desk = Desk("trial-relay").decided("relay", "TS-02", "only")
        for act in acts:
            for document in ("relay-receipt", "transfer-slip"):
                desk.do(act, **RELAY, document=document)
        return desk

    return made


def _after(*acts):
    def made():
        desk = Desk().open()
        for act in acts:
            desk.do(act)
        return desk

    return made


@pytest.mark.parametrize(("desk", "act", "facts", "code", "text"), [
    (_waiting, "read", {}, "not_called", "请先呼叫或打开本件"),
    (_called, "read", {}, "not_called", "请先呼叫或打开本件"),
    (_waiting, "recall", {}, "not_called", "没有需要重呼的号"),
    (_waiting, "pass", {}, "not_called", "办事人在窗口或尚未呼叫，不能过号"),
    (_open, "call", {}, "already_here", "办事人已在窗口"),
    (_open, "pass", {}, "not_called", "办事人在窗口或尚未呼叫，不能过号"),
    (_open, "resume", {}, "not_suspended", "本件没有挂起"),
    (_after("suspend"), "ask", {"question": "why"}, "suspended", "本件已挂起，请先恢复"),
    (_after("suspend"), "suspend", {}, "suspended", "本件已挂起，请先恢复"),
    (_after("finish"), "ask", {"question": "why"}, "over", "本件已结束，不能再操作"),
    (_after("finish"), "call", {}, "over", "本件已结束，不能再操作"),
    (_open, "ask", {"question": "no-such"}, "no_question", "没有这个问题"),
    (_open, "ask", {}, "malformed", "操作缺少内容，请重试"),
    (_open, "ask", {"question": 7}, "malformed", "操作缺少内容，请重试"),
    (_open, "say", {"phrase": "no-such"}, "no_phrase", "没有这句话"),
    (_open, "read", {"person": "spouse", "means": "code"}, "no_person", "没有这个人"),
    (_open, "read", {"person": "applicant", "means": "face"}, "no_means", "没有这种刷证方式"),
    (_open, "compare", {"person": "applicant"}, "not_read", "请先读取证件，再作人证比对"),
    (_together, "compare", {"person": "applicant"}, "not_here", "此人不在窗口，不能比对"),
    (_open, "inspect", {"paper": "no-such"}, "no_paper", "托盘里没有这份材料"),
    (_open, "inspect", {"paper": "card", "side": 2}, "no_side", "这份材料只有一面"),
    (_open, "inspect", {"paper": "card", "side": 3}, "no_side", "没有这一面"),
    (_open, "inspect", {"paper": "card", "side": "1"}, "no_side", "没有这一面"),
    (_open, "inspect", {"paper": "card", "side": True}, "no_side", "没有这一面"),
    (_open, "inspect", {"paper": "card", "side": None}, "no_side", "没有这一面"),
    (_open, "rate", {"how": "beg"}, "malformed", "操作缺少内容，请重试"),
    (_open, "choose", {"service": "XX-99"}, "no_service", "没有这个事项"),
    (_chosen, "choose", {"service": "TS-01"}, "already_chosen", "这个事项已经在办"),
    (_full, "choose", {"service": "TS-07"}, "too_many", "一次最多同时办理六个事项"),
    (_open, "drop", APP, "no_application", "请先选择事项"),
    (_decided("refuse"), "drop", APP, "decided", "已经作出决定，不能删除；请先撤回决定"),
    (_chosen, "situation", {**APP, "situation": "only"}, "no_situation", "没有这种情形"),
    (_chosen, "scan", {**APP, "paper": "card", "material": "x"}, "no_material", "材料清单里没有这一项"),
    (_chosen, "scan", {**LETTER, "paper": "card", "side": 2}, "no_side", "没有这一面"),
    (_open, "fetch", {"licence": "x", "person": "applicant"}, "no_licence", "没有这种电子证照"),
    (_open, "fetch", {"licence": "marriage", "person": "applicant"}, "not_identified", "请先核验身份，再调取电子证照"),
    (_open, "check", {"check": "x", "person": "applicant"}, "no_check", "没有这种核查"),
    (_chosen, "verdict", {**LETTER, "verdict": "maybe"}, "malformed", "没有这种处理意见"),
    (_chosen, "fill", {**APP, "field": "name", "value": "x"}, "no_field", "表单没有这一栏，或者这一栏由系统带入"),
    (_chosen, "fill", {**APP, "field": "kind", "value": "长" * 201}, "too_long", "填写的内容太长"),
    (_chosen, "fill", {**APP, "field": "kind", "value": "长" * (LONGEST + 1)}, "malformed", "操作缺少内容，请重试"),
    (_chosen, "decide", {**APP, "decision": "perhaps"}, "no_decision", "没有这种决定"),
    (_unsettled, "decide", {**APP, "decision": "accept"}, "no_situation", "请先选择情形，再作决定"),
    (_decided("refuse"), "decide", {**APP, "decision": "accept"}, "decided", "已经作出决定；要改请先撤回决定"),
    (_chosen, "revoke", APP, "undecided", "还没有作出决定"),
    (_done("guide", "issue"), "revoke", APP, "issued", "文书已经发出，决定不能撤回"),
    (_filed, "revoke", APP, "archived", "已经归档，决定不能撤回"),
    (_chosen, "seal", NOTICE, "no_document", "这个决定不出这份文书"),
    (_decided("supplement"), "compose", {**NOTICE, "field": "limit"}, "no_field", "这份文书没有这一栏"),
    (_done("supplement", "seal"), "compose", {**NOTICE, "field": "until"}, "sealed", "文书已用印，不能再改"),
    (_done("guide", "issue"), "compose", {**SLIP, "field": "destination"}, "issued", "文书已经发出，不能再改"),
    (_decided("guide"), "seal", SLIP, "no_seal", "这份文书不用印"),
    (_decided("guide"), "receive", SLIP, "no_receipt", "这份文书不用当事人签收"),
    (_decided("supplement"), "issue", NOTICE, "unsealed", "文书还没有用印，不能发出"),
    (_done("supplement", "seal"), "issue", NOTICE, "unreceived", "当事人还没有签收，不能发出"),
    (_done("guide", "issue"), "issue", SLIP, "issued", "这份文书已经发出"),
    (_decided("guide"), "hand_off", {**APP, "destination": "qinghe"}, "not_relay", "决定不是收受分离转办，不能流转"),
    (_relayed(), "hand_off", {**RELAY, "destination": "x"}, "no_place", "没有这个去向"),
    (_relayed(), "hand_off", {**RELAY, "destination": "qinghe"}, "unissued", "收件凭证和流转单发出后才能流转"),
    (_chosen, "archive", APP, "unissued", "决定的文书全部发出后才能归档"),
    (_decided("refuse"), "archive", APP, "unissued", "决定的文书全部发出后才能归档"),
])  # fmt: skip
def test_what_can_not_be_done_is_refused_in_the_systems_words(desk, act, facts, code, text):
    made = desk()
    made.do(act, **facts)
    assert made.state.refusal == (act, code, text)
    assert made.state.events[-1].code == code


def test_a_licence_is_refused_by_its_owners_name():
    desk = _read()
    desk.do("fetch", licence="marriage", person="applicant")
    label = desk.case.people["applicant"].honorific
    assert desk.state.refusal == ("fetch", "not_authorized", f"未取得{label}本人授权，不能调取")


def test_what_is_no_act_is_refused_in_the_systems_words():
    desk = _open()
    desk.do("fly" * 20)
    assert desk.state.refusal == (("fly" * 20)[:20], "unknown", "系统不支持这个操作")


def test_a_text_may_be_as_long_as_is_allowed():
    desk = _open()
    assert [desk.do("ask", question="x" * length) for length in (LONGEST, LONGEST + 1)] == ["no_question", "malformed"]


def test_without_a_side_the_first_is_meant():
    desk = _open()
    desk.do("inspect", paper="card")
    assert (desk.state.inspected, desk.state.events[-1].outcome) == ({"card": frozenset({1})}, "1")


def test_a_refused_act_is_recorded_with_what_it_named():
    desk = _open()
    desk.do("fetch", person="applicant", licence="x" * 60, case="c1")
    assert desk.state.events[-1].target == f"{'x' * 40}/applicant"
    desk.do("drop", application="a" * 40, b="b" * 40, c="c" * 40)
    assert desk.state.events[-1].target == f"{'a' * 40}/{'b' * 39}"


def test_one_application_is_changed_and_the_others_stay():
    desk = Desk(case=trial_case("trial-accept", applications=("TS-01", "TS-03"))).chosen()
    desk.do("choose", service="TS-03")
    desk.do("situation", application="TS-03", situation="only")
    assert [(code, one.situation) for code, one in desk.state.applications.items()] == [
        ("TS-01", "local"), ("TS-03", "only"),
    ]  # fmt: skip
