"""Mistakes of scenarios: what they name that is nowhere, what they leave out, what nobody could know."""

import pytest

from simulations.reviews.scenarios import value_fits
from tests.factories.window import SCENARIOS, SERVICES, edited, told

AGENT = '      agent: {sex: female, age: [30, 40], region: "989901", household: elsewhere, residence: yunqiao}\n'
ASKS = "falls: {ask: [show-card]}"
EXPECT = "      - service: TS-01\n        situation: local\n        decision: accept\n"
TYPES = ["bool", "int", "money", "string", "date"]


def _told(tmp_path, old, new):
    return told(edited(tmp_path, (SCENARIOS, old, new)), "scenarios")


@pytest.mark.parametrize(("old", "new", "line", "code", "message"), [
    ("applications: [TS-01]", "applications: [TS-09]", 10, "unknown-service", "没有事项“TS-09”；是不是“TS-03”？"),
    ("      applicant: {sex: female, age: [25, 50]", "      spouse: {sex: female, age: [25, 50]", 8,
     "no-applicant", "people 里必须有 applicant"),
    (AGENT, "", 48, "no-agent", "present_as: agent 时 people 里必须有 agent"),
    ("household: yunqiao", "household: yunqao", 9, "unknown-town", "没有街镇“yunqao”；是不是“yunqiao”？"),
    ("residence: yunqiao", "residence: district-hall", 9, "unknown-town",
     "没有街镇“district-hall”；可用的是 elsewhere、qinghe、wutongwan、yunqiao"),
    ("resigned: false", "resigned: false, bonus: 1", 11, "unknown-fact",
     "没有事实“bonus”；可用的是 account、agrees_later、agrees_pledge、filed_before、months、resigned"),
    (", resigned: false", "", 11, "missing-fact", "没有给出事实“resigned”（本人辞职），它没有默认值"),
    ('months: "{paid}"', "months: 十二", 11, "fact-type", "“months”应是 int"),
    ("resigned: false", "resigned: 0", 11, "fact-type", "“resigned”应是 bool"),
    ("resigned: false", "resigned: false, agrees_later: 1", 11, "fact-type", "“agrees_later”应是 bool"),
    ('facts: {since: "{since}"}', "facts: {since: 去年}", 87, "fact-type", "“since”应是 date"),
    ('months: "{paid}"', 'months: "{applicant.name}"', 11, "fact-type", "抽取后的“months”不是 int"),
    ("opening_shows: [since]", "opening_shows: [sinc]", 89, "unknown-fact", "没有事实“sinc”；是不是“since”？"),
    ("shows: [resigned]", "shows: [resined]", 14, "unknown-fact", "没有事实“resined”；是不是“resigned”？"),
    ("blurred: true", "shows: [monthes]", 24, "unknown-fact", "没有事实“monthes”；是不是“months”？"),
    ("licence: marriage,", "licence: marriage, shows: [acount],", 27, "unknown-fact",
     "没有事实“acount”；是不是“account”？"),
    ("shows: [months]", "shows: [month]", 30, "unknown-fact", "没有事实“month”；是不是“months”？"),
    ("fits: statement", "fits: statment", 21, "unknown-material", "没有材料“statment”；是不是“statement”？"),
    ("fits: TS-01/letter", "fits: TS-02/letter", 60, "unknown-material",
     "没有材料“TS-02/letter”；是不是“letter”？"),
    ("signed: false, until", "signed: false, sealed: true, until", 63, "unknown-field",
     "没有纸面事实“sealed”；可用的是 principal、signed、until"),
    ("signed: false, until", "until", 63, "missing-field", "没有给出纸面事实“signed”（委托人已签名）"),
    ("signed: false, until", "signed: 没有, until", 63, "fact-type", "“signed”应是 bool"),
    ("{id: card, kind: id_card,", "{id: card, kind: id_card, of: spouse,", 25, "unknown-role",
     "没有人“spouse”；可用的是 applicant"),
    ("licence: marriage", "licence: mariage", 27, "unknown-licence", "没有电子证照“mariage”；是不是“marriage”？"),
    ("licence: marriage", "of: spouse, licence: marriage", 27, "unknown-role", "没有人“spouse”；可用的是 applicant"),
    ("check: labour", "check: labor", 29, "unknown-check", "没有核查“labor”；是不是“labour”？"),
    ("check: labour", "of: child, check: labour", 29, "unknown-role", "没有人“child”；可用的是 applicant"),
    ("- {licence: marriage,", "- {licence: marriage}\n      - {licence: marriage,", 28, "duplicate-record",
     "“marriage”对同一人写了两次；只有第一次算数"),
    ("{check: labour,", "{check: insured,", 30, "duplicate-record", "“insured”对同一人写了两次；只有第一次算数"),
    ("{id: account, ask", "{id: why, ask", 15, "duplicate-id", "编号“why”已经用过；请换一个"),
    ("{id: card, kind", "{id: statement, kind", 25, "duplicate-id", "编号“statement”已经用过；请换一个"),
    ("{id: refuses,", "{id: asks-card,", 33, "duplicate-id", "编号“asks-card”已经用过；请换一个"),
    ("id: trial-supplement", "id: trial-accept", 40, "duplicate-id", "编号“trial-accept”已经用过；请换一个"),
    ('region: "319901"', 'region: "310101"', 9, "bad-form",
     "“region”的写法不对：文字“310101”应符合 ^(31990[1-3]|98990[0-9])$"),
    ("{days_after: [5, 60]}", "{days_after: [5, 60], between: [1, 2]}", 46, "bad-value",
     "between、one_of、days_before、days_after、months_before 必须写且只写一个"),
    ("我交了{paid}个月", "我交了{piad}个月", 2, "template", "{piad} 没有可以代入的内容；请检查 draw 和 people"),
])  # fmt: skip
def test_a_mistake_is_told_once_at_its_line(tmp_path, old, new, line, code, message):
    assert _told(tmp_path, old, new) == [(line, code, message)]


@pytest.mark.parametrize(("old", "new", "line", "code", "message"), [
    (ASKS, "falls: {ask: [show-cards]}", 32, "unknown-ask", "没有问题“show-cards”；是不是“show-card”？"),
    (ASKS, "falls: {scan: [cards]}", 32, "unknown-scan", "没有自带材料“cards”；是不是“card”？"),
    (ASKS, "falls: {form: {acount: 无}}", 32, "unknown-form", "没有表单栏目“acount”；是不是“account”？"),
    (ASKS, "falls: {omit_reasons: [paid]}", 32, "unknown-omit_reasons",
     "没有条件“paid”；可用的是 involuntary、not-twice、paid-a-year"),
    (ASKS, "falls: {add_gaps: [leter]}", 32, "unknown-add_gaps", "没有材料“leter”；是不是“letter”？"),
    (ASKS, "falls: {drop: [TS-02]}", 32, "unknown-drop", "没有事项“TS-02”；是不是“TS-01”？"),
    (ASKS, "falls: {destination: qinhe}", 32, "unknown-place", "没有去向“qinhe”；是不是“qinghe”？"),
    (ASKS, "falls: {service: TS-08}", 32, "unknown-service", "没有事项“TS-08”；是不是“TS-03”？"),
    ("verdicts: {letter: {", "verdicts: {leter: {", 70, "unknown-verdicts", "没有材料“leter”；是不是“letter”？"),
    ("omit_gaps: [letter]", "omit_gaps: [lettr]", 70, "unknown-omit_gaps", "没有材料“lettr”；是不是“letter”？"),
    ("decide: {TS-01: refuse}", "decide: {TS-02: refuse}", 33, "unknown-decide", "没有事项“TS-02”；是不是“TS-01”？"),
])  # fmt: skip
def test_a_trap_names_what_is_there(tmp_path, old, new, line, code, message):
    assert _told(tmp_path, old, new) == [(line, code, message)]


@pytest.mark.parametrize("falls", [
    "{verdicts: {TS-01/marriage: {verdict: return}}}", "{destination: qinghe}", "{service: TS-03}", "{scan: [card]}",
])  # fmt: skip
def test_a_trap_may_name_all_that_is_there(tmp_path, falls):
    assert _told(tmp_path, ASKS, f"falls: {falls}") == []


@pytest.mark.parametrize(("old", "new", "line", "code", "message"), [
    (EXPECT, EXPECT.replace("TS-01", "TS-02"), 34, "expect-applications",
     "expect 应对 applications 里的每个事项各写一份，不多不少"),
    ("agent-card: unneeded, letter: unneeded, ", "", 38, "expect-verdicts",
     "没有写明这些材料的处理意见：agent-card、letter"),
    ("old-card: unneeded}", "old-card: unneeded, photo: collect}", 38, "unknown-material",
     "没有材料“photo”；可用的是 agent-card、id-card、labour、letter、marriage、old-card、statement"),
    ("documents: [acceptance]", "documents: [aceptance]", 39, "unknown-document",
     "没有文书“aceptance”；是不是“acceptance”？"),
    ("decision: accept\n", "decision: accept\n        reasons: [paid-a-yer]\n", 38, "unknown-condition",
     "没有条件“paid-a-yer”；是不是“paid-a-year”？"),
])  # fmt: skip
def test_an_expectation_is_complete_and_names_what_is_there(tmp_path, old, new, line, code, message):
    assert _told(tmp_path, old, new) == [(line, code, message)]


@pytest.mark.parametrize(("situations", "said"), [
    ("[{id: only, name: 一}, {id: two, name: 二}]", "同时成立：only、two"),
    ("[{id: only, name: 一, when: 'false'}]", "一个也不成立"),
])  # fmt: skip
def test_exactly_one_situation_holds_for_a_case(tmp_path, situations, said):
    root = edited(tmp_path, (SERVICES, "[{id: only, name: 家庭申请}]", situations))
    assert told(root, "scenarios") == [(87, "situation", f"TS-02 的情形应恰好一个成立，现在{said}")]


@pytest.mark.parametrize(("old", "new"), [
    ("require: months >= 12", "require: monts >= 12"),
    ("name: 试验补贴申领", "title: 试验补贴申领"),
    ("initials: sybtsl", "initials: 首字母"),
])  # fmt: skip
def test_what_only_follows_from_a_faulty_service_is_not_told(tmp_path, old, new):
    said = "事项“TS-01”有错误；请先改事项，再检查这个情景"
    assert told(edited(tmp_path, (SERVICES, old, new)), "scenarios") == [
        (10, "faulty-service", said), (51, "faulty-service", said),
    ]  # fmt: skip


def test_mistakes_of_its_own_are_told_beside_a_faulty_service(tmp_path):
    root = edited(
        tmp_path, (SERVICES, "months >= 12", "monts >= 12"), (SCENARIOS, "household: yunqiao", "household: nowhere")
    )
    assert [code for _, code, _ in told(root, "scenarios")] == ["unknown-town", "faulty-service", "faulty-service"]


@pytest.mark.parametrize(("value", "types"), [
    (True, ["bool"]),
    (3, ["int", "money"]),
    ("文字", ["string"]),
    ("2026-09-15", ["string", "date"]),
    ("2026-09-31", ["string"]),
    ("{paid}", ["string"]),
])  # fmt: skip
def test_a_drawn_value_is_of_its_type(value, types):
    assert [kind for kind in TYPES if value_fits(kind, value, drawn=True)] == types


def test_a_template_may_become_any_type():
    assert [value_fits(kind, "{paid}", drawn=False) for kind in TYPES] == [True] * 5


@pytest.mark.parametrize(("old", "new", "line", "code", "message"), [
    ("paid: {between: [12, 40]}", "paid: {between: [40, 12]}", 7, "bad-value", "范围应从小到大写，写的是 40 到 12"),
    ("{days_after: [5, 60]}", "{days_after: [60, 5]}", 46, "bad-value", "范围应从小到大写，写的是 60 到 5"),
    ("{days_after: [5, 60]}", "{one_of: []}", 46, "too-short", "“one_of”至少要有 1 项，现有 0 项"),
    ("age: [25, 50]", "age: [50, 25]", 9, "bad-value", "范围应从小到大写，写的是 50 到 25"),
    ("age: [25, 50]", "born: 去年", 9, "bad-value", "应为存在的日期，或 {抽取项}，写的是“去年”"),
    ("age: [25, 50]", "age: [25, 121]", 9, "out-of-range",
     "“第 2 项”不能大于 120，写的是数字 121（如是文字请加引号）"),
    ("age: [25, 50]", "born: 2026-09-02", 9, "unborn", "生日 2026-09-02 在业务日期 2026-09-01 之后"),
    ("{months_before: [8, 30]}", "{months_before: [8, 1201]}", 83, "out-of-range",
     "“第 2 项”不能大于 1200，写的是数字 1201（如是文字请加引号）"),
    ("age: [25, 50]", 'born: "{paid}"', 9, "unknown-draw", "没有日期抽取项“paid”；可用的一个也没有"),
    ("opening: 我公司要变更经营范围。", "opening: []", 108, "bad-value", "至少写一段居民的第一句话"),
    ('signed: false, until: "{until}"', 'signed: "{until}", until: "{until}"', 63, "fact-type",
     "抽取后的“signed”不是 bool"),
    ("resigned: false", 'resigned: false, agrees_later: "{paid}"', 11, "fact-type", "抽取后的“agrees_later”不是 bool"),
    ("documents: [acceptance]", 'documents: [acceptance]\n        destination: "{nowhere}"', 2, "template",
     "{nowhere} 没有可以代入的内容；请检查 draw 和 people"),
])  # fmt: skip
def test_what_could_not_be_drawn_is_told_before_it_is_drawn(tmp_path, old, new, line, code, message):
    assert _told(tmp_path, old, new) == [(line, code, message)]


def test_one_item_is_applied_for_once(tmp_path):
    said = _told(tmp_path, "applications: [TS-03]", "applications: [TS-03, TS-03]")
    assert [(line, code) for line, code, _ in said] == [(107, "duplicate-id"), (111, "expect-applications")]
    assert said[0][2] == "事项“TS-03”写了两次；请删去一个"


def test_an_expression_without_a_value_is_told(tmp_path):
    root = edited(tmp_path, (SERVICES, "when: applicant_local", "when: 1 / (months - months) > 0"))
    said = told(root, "scenarios")
    assert [(line, code) for line, code, _ in said] == [(11, "no-value"), (52, "no-value")]
    assert said[0][2].startswith("事项里的表达式对这个情景算不出结果：1 / (months - months) > 0: ")


def test_a_birthday_may_be_drawn(tmp_path):
    root = edited(
        tmp_path,
        (SCENARIOS, "paid: {between: [12, 40]}", "paid: {between: [12, 40]}\n      day: {months_before: [300, 310]}"),
        (SCENARIOS, "age: [25, 50]", 'born: "{day}"'),
    )
    assert told(root) == []
