"""Checkpoints: what each case is looked at for, how it is worded, and what each is worth within its group."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulations.checkpoints import GROUPS, Look, basis_text, jaccard
from simulations.marking import mark
from simulations.ruling import rule
from simulations.scenario import PaperKind
from simulations.window import play
from tests.factories.desk import Desk, trial_case, trial_content
from tests.factories.posted import ACT

CATALOGUE = trial_content().newest()
APP = {"application": "TS-01"}
NAMES = ("trial-accept", "trial-supplement", "trial-relay", "trial-guide")


def _weights(desk):
    """Return `id weight` of each checkpoint, by group."""
    look = Look(desk.case, desk.catalogue, rule(desk.case, desk.catalogue), desk.state)
    found = {name: [f"{one.id} {one.weight}" for one in group(look)] for name, group in GROUPS.items()}
    return {name: listed for name, listed in found.items() if listed}


def _person(case, role="applicant", **changes):
    person = case.people[role].model_copy(update=changes)
    return case.model_copy(update={"people": {**case.people, role: person}})


def _texts(desk):
    return {one.id: one.text for one in desk.score.checkpoints}


def test_an_accepted_case_is_looked_at_in_every_group():
    assert _weights(Desk("trial-accept")) == {
        "identity": ["read:applicant 2", "compare 1", "choose:TS-01 2", "situation:TS-01 1"],
        "materials": [
            "verdict:TS-01/id-card 2", "seen:TS-01/id-card 1", "verdict:TS-01/agent-card 2", "verdict:TS-01/letter 2",
            "verdict:TS-01/marriage 2", "seen:TS-01/marriage 1", "verdict:TS-01/labour 2", "seen:TS-01/labour 1",
            "verdict:TS-01/statement 2", "seen:TS-01/statement 1", "verdict:TS-01/old-card 2",
        ],
        "form": ["form:TS-01/account 1", "form:TS-01/kind 1", "form:TS-01/reachable 1", "sign:TS-01 1"],
        "decision": ["decision:TS-01 4", "evidence:TS-01 2"],
        "document": ["issue:TS-01/acceptance 2", "field:TS-01/acceptance/limit 2"],
        "conduct": ["proper-asks 3", "no-needless-scan 2", "back:card 1", "rate 1"],
        "order": ["identity-first 1", "archive:TS-01 1", "finish 1"],
    }  # fmt: skip


def test_a_notice_has_no_form_and_a_relay_goes_on():
    assert _weights(Desk("trial-supplement"))["document"] == [
        "issue:TS-01/supplement-notice 2",
        "field:TS-01/supplement-notice/gaps 2",
        "field:TS-01/supplement-notice/until 2",
    ]
    assert "form" not in _weights(Desk("trial-supplement"))
    assert _weights(Desk("trial-relay"))["document"] == [
        "issue:TS-02/relay-receipt 2",
        "field:TS-02/relay-receipt/destination 2",
        "issue:TS-02/transfer-slip 2",
        "field:TS-02/transfer-slip/destination 2",
        "field:TS-02/transfer-slip/keeper 2",
        "hand_off:TS-02 2",
    ]


def test_what_is_not_weighed_has_no_materials():
    case = trial_case("trial-accept")
    refused = Desk(case=case.model_copy(update={"facts": {**case.facts, "months": 3}}))
    assert {"materials", "form"} & _weights(refused).keys() == set()
    assert _weights(refused)["decision"] == ["decision:TS-01 4", "evidence:TS-01 2"]


def test_a_card_the_law_collects_weighs_most_of_the_papers():
    case = _person(trial_case("trial-accept"), household="elsewhere", has_phone=False, code="none")
    old = case.paper("card").model_copy(update={"id": "old", "fits": "old-card", "kind": "ss_card"})
    desk = Desk(case=case.model_copy(update={"papers": (*case.papers, old)}))
    assert _weights(desk)["conduct"] == [
        "proper-asks 3", "no-needless-scan 2", "no-phone 1", "back:card 1", "keep:old 3", "rate 1",
    ]  # fmt: skip


def test_a_case_without_application_is_answered_in_good_order():
    assert _weights(Desk(case=trial_case("trial-guide", applications=()))) == {
        "decision": ["no-application 4"],
        "conduct": ["proper-asks 3", "no-needless-scan 2", "rate 1"],
        "order": ["finish 1"],
    }


@pytest.mark.parametrize(("entry", "rated"), [
    ("counter", True), ("video", True), ("online", False), ("helper", False), ("relay_inbox", False),
    ("feedback", False),
])  # fmt: skip
def test_who_is_face_to_face_is_invited_to_rate(entry, rated):
    desk = Desk(case=trial_case("trial-accept", entry=entry)).model()
    assert ("rate" in _texts(desk), desk.score.score) == (rated, 100)


ORIGINALS = {"id_card", "temporary_id", "household_book", "residence_permit", "ss_card", "certificate", "contract",
             "bank_card"}  # fmt: skip


@pytest.mark.parametrize("kind", PaperKind.__args__)
def test_originals_go_back_to_their_owner(kind):
    case = trial_case("trial-accept")
    card = case.paper("card").model_copy(update={"kind": kind})
    ruling = rule(case.model_copy(update={"papers": (card,)}), CATALOGUE)
    assert ruling.give_back == (("card",) if kind in ORIGINALS else ())
    copied = card.model_copy(update={"original": False})
    assert rule(case.model_copy(update={"papers": (copied,)}), CATALOGUE).give_back == ()


def test_checkpoints_are_worded_for_people():
    accept, relay = _texts(Desk("trial-accept")), _texts(Desk("trial-relay"))
    supplement, guide = _texts(Desk("trial-supplement")), _texts(Desk("trial-guide"))
    assert [accept[name] for name in (
        "choose:TS-01", "situation:TS-01", "verdict:TS-01/marriage", "seen:TS-01/marriage", "seen:TS-01/statement",
        "form:TS-01/kind", "decision:TS-01", "issue:TS-01/acceptance", "field:TS-01/acceptance/limit", "back:card",
    )] == [
        "选对事项：试验补贴申领", "选对情形：本市户籍", "结婚证：免交", "结婚证：先查后定",
        "收入说明：查看并按规定高拍", "户籍：本市", "试验补贴申领：受理", "发出受理通知书",
        "受理通知书“承诺办结时限”：10 个工作日", "退还原件：居民身份证",
    ]  # fmt: skip
    assert supplement["verdict:TS-01/letter"] == "授权委托书：退回补正（缺签名或盖章）"
    assert supplement["field:TS-01/supplement-notice/gaps"] == (
        "补正材料通知书“需补正的材料”：授权委托书（缺签名或盖章）、结婚证（未提交）、收入说明（未提交）"
    )
    assert relay["field:TS-02/transfer-slip/keeper"] == (
        "收受分离流转单“纸质材料留存”：江澜区云桥街道社区事务受理服务中心"
    )
    assert relay["hand_off:TS-02"] == "流转至浦屿区青禾镇社区事务受理服务中心"
    assert guide["field:TS-03/guide-slip/destination"] == "首问引导单“办理地点”：区行政服务中心"


def test_who_is_identified_is_named():
    people = Desk("trial-supplement").case.people
    texts = _texts(Desk("trial-supplement"))
    assert [texts[f"read:{role}"] for role in ("agent", "applicant")] == [
        f"核验{people[role].honorific}的身份" for role in ("agent", "applicant")
    ]  # fmt: skip


def test_a_notice_without_gaps_says_so():
    pledge = CATALOGUE.documents["pledge-letter"].model_copy(update={"decisions": ("accept",)})
    catalogue = CATALOGUE.model_copy(update={"documents": {"pledge-letter": pledge}})
    assert _texts(Desk(catalogue=catalogue))["field:TS-01/pledge-letter/gaps"] == "告知承诺书“以承诺代替的材料”：无"


@pytest.mark.parametrize(("changes", "means"), [
    ({"id_card": "expired", "code": "none"}, "id_card"), ({"id_card": "none", "code": "expired"}, "code"),
])  # fmt: skip
def test_an_expired_card_was_seen_once_it_was_read(changes, means):
    desk = Desk(case=_person(trial_case("trial-accept"), **changes)).chosen()
    desk.do("verdict", **APP, material="id-card", verdict="return", flaws=["expired"])
    assert desk.earned("seen:TS-01/id-card") == 0
    desk.do("read", person="applicant", means=means)
    assert desk.earned("seen:TS-01/id-card") == 1
    desk.model(skip=("call", "choose", "situation"))
    assert desk.score.score == 100


def test_what_was_seen_counts_in_parts():
    desk = Desk().chosen()
    desk.do("verdict", **APP, material="statement", verdict="collect")
    desk.do("inspect", paper="statement")
    assert desk.earned("seen:TS-01/statement") == Fraction(1, 2)
    for share in (Fraction(1, 2), 1):
        desk.do("scan", **APP, paper="statement", material="statement")
        assert desk.earned("seen:TS-01/statement") == share


def test_what_never_answers_was_seen_once_it_was_tried_as_often_as_written():
    case = trial_case("trial-accept")
    slow = {"outcomes": ("timeout", "timeout")}
    case = case.model_copy(update={
        "licences": (case.licences[0].model_copy(update=slow),),
        "checks": (case.checks[0].model_copy(update=slow), case.checks[1]),
    })  # fmt: skip
    desk = Desk(case=case).model(skip=("fetch", "decide", "compose", "seal", "receive", "issue", "archive", "finish"))
    shares, seqs = [], []
    for _ in range(3):
        desk.do("fetch", licence="marriage", person="applicant")
        shares.append(desk.earned("seen:TS-01/marriage"))
        seqs.append(next(one.seqs for one in desk.score.checkpoints if one.id == "seen:TS-01/marriage"))
    assert (shares, seqs) == ([0, 1, 1], [(), (desk.seq - 1,), (desk.seq - 1,)])
    whole = Desk(case=case).model().score
    gaps = {"marriage": ("missing",), "labour": ("missing",)}
    assert (whole.score, rule(case, CATALOGUE).applications[0].gaps) == (100, gaps)


def test_what_answers_late_was_seen_when_it_answered():
    desk = Desk().chosen()
    desk.do("read", person="applicant", means="id_card")
    desk.do("authorize", person="applicant")
    desk.do("verdict", **APP, material="marriage", verdict="waive")
    shares = []
    for _ in range(2):
        desk.do("fetch", licence="marriage", person="applicant")
        shares.append(desk.earned("seen:TS-01/marriage"))
    assert shares == [0, 1]


def test_what_was_left_undone_counts_once_something_is_decided():
    desk = Desk().chosen()
    desk.do("read", person="applicant", means="id_card")
    names = ("identity-first", "proper-asks", "no-needless-scan")
    assert [desk.earned(name) for name in names] == [0, 0, 0]
    desk.do("decide", **APP, decision="accept")
    assert [desk.earned(name) for name in names] == [1, 1, 1]


def test_an_application_dropped_was_not_chosen():
    desk = Desk().chosen()
    assert (desk.earned("choose:TS-01"), desk.earned("situation:TS-01")) == (1, 1)
    desk.do("drop", **APP)
    assert (desk.earned("choose:TS-01"), desk.earned("situation:TS-01")) == (0, 0)


def test_a_situation_corrected_counts_and_one_spoilt_does_not():
    desk = Desk().chosen(situation="outside")
    assert desk.earned("situation:TS-01") == 0
    desk.do("situation", **APP, situation="local")
    assert desk.earned("situation:TS-01") == 1
    desk.do("situation", **APP, situation="outside")
    assert desk.earned("situation:TS-01") == 0


def test_the_last_word_counts_in_a_form():
    desk = Desk().chosen()
    shares = []
    for value in ("外省", "本市", "外省"):
        desk.do("fill", **APP, field="kind", value=value)
        shares.append(desk.earned("form:TS-01/kind"))
    assert shares == [0, 1, 0]


def test_documents_of_a_wrong_decision_earn_nothing():
    desk = Desk().decided("accept_on_pledge")
    for act in ("seal", "receive", "issue"):
        desk.do(act, **APP, document="acceptance")
    assert desk.earned("issue:TS-01/acceptance") == 0


def test_finishing_without_a_decision_is_no_finish():
    desk = Desk().chosen()
    desk.do("finish")
    assert desk.earned("finish") == 0


def test_a_decision_is_cited_by_what_it_rests_on():
    service = CATALOGUE.services["TS-01"]
    assert basis_text(CATALOGUE, service.basis[0]) == "《中华人民共和国社会保险法（2018年修正）》第四十五条"
    assert basis_text(CATALOGUE, service.conditions[2].otherwise.basis) == "竞赛规则：试验用的竞赛规则。"
    gone = CATALOGUE.model_copy(update={"sources": {}, "pack": CATALOGUE.pack.model_copy(update={"rules": ()})})
    assert basis_text(gone, service.basis[0]) == "《social-insurance-law》第四十五条"
    assert basis_text(gone, service.conditions[2].otherwise.basis) == "竞赛规则：trial"


@given(st.sets(st.sampled_from("abcdef")), st.sets(st.sampled_from("abcdef")))
def test_intersection_over_union_is_a_share_and_fair_to_both(one, other):
    share = jaccard(one, other)
    assert share == jaccard(other, one)
    assert 0 <= share <= 1
    assert (share == 1, share == 0) == (one == other, not one & other and bool(one | other))


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(NAMES), st.lists(ACT, max_size=25))
def test_whatever_was_done_every_moment_is_marked_within_range(name, acts):
    case = trial_case(name)
    ruling = rule(case, CATALOGUE)
    done = [{"do": "call"}, {"do": "call"}, *acts]
    points = None
    for length in range(0, len(done) + 1, 5):
        state = play(case, CATALOGUE, ((seq, act, seq) for seq, act in enumerate(done[:length], 1)))
        score = mark(case, CATALOGUE, ruling, state)
        assert 0 <= score.score <= score.raw <= 100
        assert sum(one.earned for one in score.checkpoints) == score.raw
        assert all(1 <= seq <= length for one in score.checkpoints for seq in one.seqs)
        worth = {one.id: one.points for one in score.checkpoints}
        assert sum(worth.values()) == 100
        assert points in (None, worth)
        points = worth
