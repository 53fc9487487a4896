"""Mistakes of service items: each is told once, at its line, with what would be right."""

import pytest

from tests.factories.window import SERVICES, edited, told

YEAR = "require: months >= 12"
ROUTE = "    route: 'applicant_local ? applicant_household_town : applicant_residence_town'\n"


@pytest.mark.parametrize(("old", "new", "line", "message"), [
    (YEAR, "require: monts >= 12", 19, "没有名为“monts”的事实或函数；是不是“months”？\n    monts >= 12\n    ^"),
    (YEAR, "require: 12 <= monts", 19, "没有名为“monts”的事实或函数；是不是“months”？\n    12 <= monts\n          ^"),
    (YEAR, "require: months + 12", 19, "结果应是“是非”，这个表达式的结果是“整数”"),
    ("when: applicant_local", "when: aplicant_local", 10,
     "没有名为“aplicant_local”的事实或函数；是不是“applicant_local”？\n    aplicant_local\n    ^"),
    ("need: 'present_as == \"agent\"'", "need: present_as", 29, "结果应是“是非”，这个表达式的结果是“文字”"),
    ("require: doc_signed", "require: doc_singed", 39,
     "没有名为“doc_singed”的事实或函数；是不是“doc_signed”？\n    doc_singed\n    ^"),
    ("when: 'present_as == \"self\"'", "when: 'present_as = \"self\"'", 49,
     '表达式写得不完整或有多余的符号\n    present_as = "self"\n               ^'),
    ("truth: applicant_phone", "truth: applicant_fone", 49,
     "没有名为“applicant_fone”的事实或函数；是不是“applicant_phone”？\n    applicant_fone\n    ^"),
    (ROUTE, "    route: applicant_local\n", 57, "结果应是“文字”，这个表达式的结果是“是非”"),
])  # fmt: skip
def test_an_expression_that_can_not_be_used_is_shown_where_it_breaks(tmp_path, old, new, line, message):
    root = edited(tmp_path, (SERVICES, old, new))
    assert told(root, "services") == [(line, "expression", message)]


def test_a_situation_can_not_ask_which_situation_holds(tmp_path):
    root = edited(tmp_path, (SERVICES, "when: applicant_local", "when: situation == 'local'"))
    [(line, code, message)] = told(root, "services")
    assert (line, code, message[:26]) == (10, "expression", "没有名为“situation”的事实或函数；可用的是")


@pytest.mark.parametrize(("old", "new", "line", "code", "message"), [
    (YEAR, "require: months >= 12 || months < 12", 19, "never-false",
     "这个条件在各个事实的边界值上都成立，不会有人不符合；请检查表达式"),
    ("licence: marriage", "licence: mariage", 41, "unknown-licence", "没有登记电子证照“mariage”；是不是“marriage”？"),
    ("shared: labour", "shared: labor", 42, "unknown-shared", "没有登记共享核查“labor”；是不是“labour”？"),
    ("guide_to: district-hall", "guide_to: district-hal", 80, "unknown-place",
     "引导的去向“district-hal”没有登记；是不是“district-hall”？"),
    ("basis: {rule: trial}}", "basis: {rule: trail}}", 26, "unknown-rule",
     "规则包里没有竞赛规则“trail”；是不是“trial”？"),
    ("document: social-insurance-law", "document: social-insurance-lw", 8, "unknown-document",
     "依据登记里没有“social-insurance-lw”；是不是“social-insurance-law”？"),
    ("basis: {document: insurance-handling-2023", "basis: {document: insurance-handling-2032", 50, "unknown-document",
     "依据登记里没有“insurance-handling-2032”；是不是“insurance-handling-2023”？"),
    (", clause: 第四十五条", "", 8, "missing-clause", "请写明条款（clause）"),
    ("clause: 第二十四条", "rule: trial", 50, "bad-value", "document 和 rule 必须写且只写一个"),
    ("initials: sybtsl", "initials: sybts", 5, "initials", "拼音首字母的个数与名称的汉字数不同"),
    ("id: outside", "id: local", 11, "duplicate-id", "编号“local”已经用过；请换一个"),
    ("id: involuntary", "id: paid-a-year", 21, "duplicate-id", "编号“paid-a-year”已经用过；请换一个"),
    ("id: agent-card", "id: id-card", 29, "duplicate-id", "编号“id-card”已经用过；请换一个"),
    ("id: account, label", "id: name, label", 47, "duplicate-id", "编号“name”已经用过；请换一个"),
    ("code: TS-02", "code: TS-01", 52, "duplicate-id", "编号“TS-01”已经用过；请换一个"),
    ("filed_before: {type", "today: {type: date, label: 今天}\n      filed_before: {type", 16, "fact-taken",
     "“today”是每个情景都有的事实，不能另行声明"),
    ("filed_before: {type", "pack_defer_days: {type: int, label: 几天}\n      filed_before: {type", 16, "fact-taken",
     "“pack_defer_days”是每个情景都有的事实，不能另行声明"),
    ("truth: applicant_name, prefill: true", "truth: account, prefill: true", 46, "prefill",
     "系统只能带入证件上的内容，带不出“account”"),
    ("truth: applicant_name, prefill: true", "truth: situation, prefill: true", 46, "prefill",
     "系统只能带入证件上的内容，带不出“situation”"),
    ("kind: choice, options: [本市, 外省]", "kind: choice", 48, "options", "kind: choice 要写 options，其余不写"),
    ("居住起始日, kind: date", "居住起始日, kind: date, options: [今天]", 72, "options",
     "kind: choice 要写 options，其余不写"),
    ("default: false", "default: 没有", 16, "fact-type", "default 不是 bool"),
    ("default: true", "default: 1", 41, "fact-type", "default 不是 bool"),
    ("scope: direct", "scope: direct\n    route: applicant_household_town", 8, "route",
     "scope: relay 的事项要写 route，其余不写"),
    (ROUTE, "", 52, "route", "scope: relay 的事项要写 route，其余不写"),
    ("居民身份证, means: identity}", "居民身份证, means: identity, fields: {valid: {type: bool, label: 有效}}}",
     28, "identity-paper", "means: identity 的材料靠刷证核验，不写 fields 和 holds"),
])  # fmt: skip
def test_a_mistake_is_told_once_at_its_line(tmp_path, old, new, line, code, message):
    assert told(edited(tmp_path, (SERVICES, old, new)), "services") == [(line, code, message)]


@pytest.mark.parametrize(("old", "new", "line"), [
    ("    guide_to: district-hall\n", "", 75), ("decision: no_duplicate", "decision: guide", 3),
])  # fmt: skip
def test_whoever_is_guided_is_guided_somewhere(tmp_path, old, new, line):
    [(at, code, message)] = told(edited(tmp_path, (SERVICES, old, new)), "services")
    assert (at, code, message[:15]) == (line, "unknown-place", "引导的去向“”没有登记；可用的")


def test_a_document_nobody_verified_is_no_basis(tmp_path):
    register = tmp_path / "sources.yaml"
    register.write_text(
        "sources:\n"
        "  - {id: insurance-handling-2023, title: 社会保险经办条例, reliability: 核}\n"
        "  - {id: social-insurance-law, title: 社会保险法, reliability: 核}\n"
        "  - {id: residence-permit-663, title: 居住证暂行条例, reliability: 核}\n"
        "  - {id: hearsay, title: 据说的口径}\n",
        encoding="utf-8",
    )
    root = edited(tmp_path, (SERVICES, "document: insurance-handling-2023", "document: hearsay"))
    assert told(root, "services", register) == [
        (50, "unreliable-source", "“hearsay”未经核实，不能作依据；请改写成规则包里的竞赛规则（rule）")
    ]


def test_every_mistake_of_a_file_is_told_in_order_of_line(tmp_path):
    root = edited(
        tmp_path,
        (SERVICES, "initials: syyd", "initials: syy"),
        (SERVICES, YEAR, "require: months + 12"),
        (SERVICES, "licence: marriage", "licence: mariage"),
    )
    assert [(line, code) for line, code, _ in told(root, "services")] == [
        (19, "expression"), (41, "unknown-licence"), (77, "initials"),
    ]  # fmt: skip
