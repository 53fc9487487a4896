"""What a browser gets before anyone was called: the system's registers and tickets, no fact and no rule."""

import json

from simulations.catalogue import DECISIONS, FLAWS, VERDICTS
from simulations.desk import shown
from tests.factories.desk import trial_case, trial_content

CATALOGUE = trial_content().newest()
CASES = [trial_case("trial-accept", id="c1"), trial_case("trial-relay", id="c2")]
SHOWN = shown(trial_content().papers["trial-paper"], CATALOGUE, CASES)
BENEFIT = SHOWN["desk"]["services"][0]


def _words(value):
    """Yield every text and key in JSON."""
    for one in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield str(one[0])
        yield from _words(one[1])
    if isinstance(value, str):
        yield value


def test_the_head_of_the_paper():
    assert {key: value for key, value in SHOWN.items() if key not in ("cases", "desk")} == {
        "kind": "simulation",
        "title": "试卷",
        "minutes": 10,
        "date": "2026-09-01",
        "time": "09:40",
        "centre": {"id": "yunqiao", "name": "江澜区云桥街道社区事务受理服务中心", "code": "31990101"},
        "window": 3,
        "pack": "竞赛规则包 2026-09",
    }


def test_cases_are_tickets():
    assert SHOWN["cases"] == [
        {"id": "c1", "number": 1, "entry": "counter", "entry_name": "窗口取号", "ticket": "A001 社会保险",
         "points": "60"},
        {"id": "c2", "number": 2, "entry": "counter", "entry_name": "窗口取号", "ticket": "A003 社会救助",
         "points": "40"},
    ]  # fmt: skip


def test_services_are_shown_as_the_system_lists_them():
    assert {key: BENEFIT[key] for key in ("code", "name", "initials", "agency", "limit")} == {
        "code": "TS-01", "name": "试验补贴申领", "initials": "sybtsl", "agency": "人社", "limit": "10 个工作日",
    }  # fmt: skip
    assert BENEFIT["situations"] == [{"id": "local", "name": "本市户籍"}, {"id": "outside", "name": "非本市户籍"}]
    assert BENEFIT["materials"][4] == {
        "id": "labour", "name": "解除劳动关系证明", "means": "paper", "of": "applicant", "licence": "",
        "shared": "labour", "sides": 1,
    }  # fmt: skip
    assert BENEFIT["form"][2] == {
        "id": "kind", "label": "户籍", "kind": "choice", "options": ["本市", "外省"], "prefill": False,
    }  # fmt: skip
    assert BENEFIT["guide"][0] == "缴费满一年且非本人意愿中断就业的可以申领。"
    assert SHOWN["desk"]["services"][2]["limit"] is None


def test_reasons_to_refuse_come_with_their_basis_and_nothing_else_does():
    assert BENEFIT["reasons"] == [
        {"id": "paid-a-year", "text": "缴费不满一年", "basis": "《中华人民共和国社会保险法（2018年修正）》第四十五条"},
        {"id": "involuntary", "text": "本人意愿中断就业",
         "basis": "《中华人民共和国社会保险法（2018年修正）》第四十五条"},
    ]  # fmt: skip
    assert SHOWN["desk"]["services"][1]["reasons"][0]["basis"] == "竞赛规则：试验用的竞赛规则。"


def test_limits_are_those_of_all_services_and_at_once():
    assert SHOWN["desk"]["limits"] == ["30 日", "当场办结", "10 个工作日"]


def test_registers_are_whole():
    desk = SHOWN["desk"]
    assert [one["id"] for one in desk["documents"]] == list(CATALOGUE.documents)
    assert desk["documents"][0] == {
        "id": "acceptance", "name": "受理通知书", "to": "resident", "received": True, "sealed": True,
        "opening": "你提出的申请，经审查符合受理条件，现予受理。",
        "decisions": ["accept", "accept_on_pledge", "accept_pending"],
        "fields": [{"id": "limit", "label": "承诺办结时限", "kind": "limit"}],
    }  # fmt: skip
    assert desk["places"] == [{"id": one.id, "name": one.name} for one in CATALOGUE.places.values()]
    assert desk["licences"] == [{"id": "resident-id", "name": "居民身份证"}, {"id": "marriage", "name": "结婚证"}]
    assert desk["checks"] == [
        {"id": "labour", "name": "劳动关系核查", "agency": "人社"},
        {"id": "insured", "name": "缴费记录", "agency": "人社"},
    ]
    assert desk["means"] == {"id_card": "身份证", "ss_card": "社保卡", "code": "随申码"}
    assert (desk["decisions"], desk["verdicts"], desk["flaws"]) == (DECISIONS, VERDICTS, FLAWS)
    assert list(desk) == ["services", "licences", "checks", "places", "documents", "decisions", "verdicts", "flaws",
                          "means", "phrases", "limits", "rules"]  # fmt: skip
    assert desk["phrases"][0] == {"id": "greeting", "text": "您好，请坐，请问办理什么业务？"}
    assert desk["rules"][-1] == "试验用的竞赛规则。"


def test_no_rule_is_shown_as_it_is_written():
    rules = {
        expression
        for service in CATALOGUE.services.values()
        for expression in (
            service.route,
            *(one.when for one in service.situations),
            *(one.require for one in service.conditions),
            *(one.need for one in service.materials),
            *(hold.require for one in service.materials for hold in one.holds),
            *(one.truth for one in service.form),
        )
    } - {"", "true", "account", "since"}
    assert rules & set(_words(SHOWN)) == set()
    assert {"when", "require", "need", "holds", "truth", "facts", "surrender", "deferrable"} & set(
        _words(SHOWN)
    ) == set()


def test_nothing_of_a_case_is_shown_but_its_ticket():
    text = json.dumps(SHOWN, ensure_ascii=False)
    for case in CASES:
        secrets = [case.opening, case.scenario, *(one.answer for one in case.asks), *(one.ask for one in case.asks)]
        secrets += [
            value for person in case.people.values() for value in (person.name, person.id_number, person.phone)
        ]
        assert [secret for secret in secrets if secret in text] == []
