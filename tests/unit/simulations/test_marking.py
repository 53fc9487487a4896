"""Marking: exact, within range, by checkpoints that name their entries; caps for grave errors."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulations.clerk import acts_of, dumb_plan, model_plan
from simulations.marking import mark
from simulations.ruling import rule
from simulations.window import play
from tests.factories.desk import Desk, trial_case, trial_content

NAMES = ("trial-accept", "trial-supplement", "trial-relay", "trial-guide")
APP = {"application": "TS-01"}


@pytest.mark.parametrize("name", NAMES)
def test_the_model_clerk_earns_everything(name):
    score = Desk(name).model().score
    assert (score.score, score.raw, score.caps) == (100, 100, ())
    assert sum(one.points for one in score.checkpoints) == 100
    assert all(one.seqs for one in score.checkpoints if one.id not in ("proper-asks", "no-needless-scan"))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_done_earns_nothing(name):
    assert Desk(name).score.score == 0


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(NAMES), st.integers(0, 60), st.data())
def test_every_prefix_lies_in_range_and_adds_up(name, length, data):
    case, catalogue = trial_case(name), trial_content().newest()
    ruling = rule(case, catalogue)
    plan = data.draw(st.sampled_from([model_plan(ruling), dumb_plan(ruling, "accept"), dumb_plan(ruling, "refuse")]))
    acts = acts_of(case, catalogue, ruling, plan)[:length]
    score = mark(case, catalogue, ruling, play(case, catalogue, ((n, act, n) for n, act in enumerate(acts, 1))))
    assert 0 <= score.score <= score.raw <= 100
    assert all(0 <= one.earned <= one.points for one in score.checkpoints)
    assert sum(one.points for one in score.checkpoints) == sum(group.points for group in score.groups) == 100
    assert sum(one.earned for one in score.checkpoints) == sum(group.earned for group in score.groups) == score.raw
    assert all(1 <= seq <= len(acts) for one in score.checkpoints for seq in one.seqs)


def test_groups_a_case_lacks_are_shared_out():
    assert [group.id for group in Desk("trial-guide").score.groups] == [
        "identity",
        "decision",
        "document",
        "conduct",
        "order",
    ]


def test_a_wrong_decision_caps_the_case():
    score = Desk().decided("refuse").score
    assert ([cap.id for cap in score.caps], score.score <= 40) == (["wrong_decision"], True)


def test_an_application_left_out_caps_a_closed_case():
    desk = Desk().open()
    desk.do("finish")
    assert [cap.id for cap in desk.score.caps] == ["wrong_decision", "closed_unfinished"]


def test_an_application_opened_in_vain_caps_nothing():
    desk = Desk().model(skip=("finish",))
    desk.do("choose", service="TS-03")
    desk.do("finish")
    assert (desk.score.caps, desk.earned("finish")) == ((), 0)


def test_an_application_nobody_asked_for_caps_too():
    desk = Desk().model(skip=("finish",))
    desk.do("choose", service="TS-03")
    desk.do("situation", application="TS-03", situation="only")
    desk.do("decide", application="TS-03", decision="guide")
    assert [cap.id for cap in desk.score.caps] == ["wrong_decision"]


def _forged():
    """Return a case whose marriage booklet is forged, with no licence to stand for it."""
    case = trial_case("trial-accept", licences=(), authorization={"applicant": "declined"})
    booklet = {"id": "booklet", "fits": "marriage", "kind": "certificate", "doc": {"genuine": False}}
    return case.model_copy(update={"papers": (*case.papers, case.paper("card").model_copy(update=booklet))})


@pytest.mark.parametrize(("decision", "taken_in"), [
    ("accept", True), ("accept_on_pledge", True), ("accept_pending", True), ("relay", True), ("supplement", False),
    ("refuse", False), ("guide", False),
])  # fmt: skip
def test_a_forgery_taken_in_caps_lowest(decision, taken_in):
    desk = Desk(case=_forged()).model(skip=("decide", "issue", "archive", "give_back", "finish"))
    desk.do("decide", **APP, decision=decision)
    assert rule(desk.case, desk.catalogue).applications[0].decision == "escalate"
    caps = ["wrong_decision", "accepted_forgery"] if taken_in else ["wrong_decision"]
    assert ([cap.id for cap in desk.score.caps], desk.score.score <= (20 if taken_in else 40)) == (caps, True)


def test_asking_to_withdraw_a_rating_caps():
    case = trial_case("trial-accept")
    ask = case.asks[2].model_copy(update={"id": "withdraw-rating"})
    desk = Desk(case=case.model_copy(update={"asks": (*case.asks, ask)})).model(skip=("finish",))
    desk.do("ask", question="withdraw-rating")
    assert ([cap.id for cap in desk.score.caps], desk.score.score) == (["asked_to_withdraw"], 30)


def _returned(flaws):
    desk = Desk("trial-supplement").chosen()
    desk.do("inspect", paper="letter")
    desk.do("verdict", **APP, material="letter", verdict="return", flaws=flaws)
    return desk.earned("verdict:TS-01/letter")


@pytest.mark.parametrize(("flaws", "share"), [
    (["unsigned"], 1), (["unsigned", "expired"], Fraction(3, 4)), (["expired"], Fraction(1, 2)), ([], Fraction(1, 2)),
])  # fmt: skip
def test_flaws_count_by_intersection_over_union(flaws, share):
    assert _returned(flaws) == share


def test_another_verdict_earns_nothing_and_neither_does_looking():
    desk = Desk("trial-supplement").chosen()
    desk.do("inspect", paper="letter")
    desk.do("verdict", **APP, material="letter", verdict="collect")
    assert (desk.earned("verdict:TS-01/letter"), desk.earned("seen:TS-01/letter")) == (0, 0)


def _notice(gaps):
    desk = Desk("trial-supplement").decided("supplement")
    about = {**APP, "document": "supplement-notice"}
    desk.do(
        "compose", **about, field="gaps", value=[{"material": name, "flaws": flaws} for name, flaws in gaps.items()]
    )
    for act in ("seal", "receive", "issue"):
        desk.do(act, **about)
    return desk.earned("field:TS-01/supplement-notice/gaps")


RIGHT = {"letter": ["unsigned"], "marriage": ["missing"], "statement": ["missing"]}


@pytest.mark.parametrize(("gaps", "share"), [
    (RIGHT, 1),
    ({**RIGHT, "labour": ["missing"]}, Fraction(3, 4)),
    ({"letter": ["unsigned"], "marriage": ["missing"]}, Fraction(2, 3)),
    ({**RIGHT, "letter": ["expired"]}, Fraction(1, 2)),
    ({}, 0),
])  # fmt: skip
def test_gaps_count_by_intersection_over_union(gaps, share):
    assert _notice(gaps) == share


def test_contents_count_only_once_the_document_is_out():
    desk = Desk("trial-supplement").decided("supplement")
    desk.do("compose", **APP, document="supplement-notice", field="until", value="2026-10-01")
    assert desk.earned("field:TS-01/supplement-notice/until") == 0


def test_reasons_count_by_intersection_over_union():
    case = trial_case("trial-accept")
    desk = Desk(case=case.model_copy(update={"facts": {**case.facts, "months": 3, "resigned": True}})).decided(
        "refuse"
    )
    about = {**APP, "document": "refusal"}
    desk.do("compose", **about, field="reasons", value=["paid-a-year"])
    for act in ("seal", "receive", "issue"):
        desk.do(act, **about)
    assert desk.earned("field:TS-01/refusal/reasons") == Fraction(1, 2)
    assert "缴费不满一年；本人意愿中断就业" in next(
        one.text for one in desk.score.checkpoints if one.id == "field:TS-01/refusal/reasons"
    )
    assert next(one.basis for one in desk.score.checkpoints if one.id == "decision:TS-01").startswith(
        "《中华人民共和国社会保险法"
    )


def test_reasons_that_were_never_written_earn_nothing():
    case = trial_case("trial-accept")
    desk = Desk(case=case.model_copy(update={"facts": {**case.facts, "months": 3}})).decided("refuse")
    for act in ("seal", "receive", "issue"):
        desk.do(act, **APP, document="refusal")
    assert desk.earned("field:TS-01/refusal/reasons") == 0


@pytest.mark.parametrize(("times", "share"), [(0, 1), (1, Fraction(1, 2)), (2, 0), (3, 0)])
def test_improper_questions_cost_half_then_all(times, share):
    desk = Desk().model(skip=("finish",))
    for _ in range(times):
        desk.do("ask", question="show-card")
    assert desk.earned("proper-asks") == share


def test_an_improper_question_says_why():
    desk = Desk().model(skip=("finish",))
    desk.do("ask", question="show-card")
    found = next(one for one in desk.score.checkpoints if one.id == "proper-asks")
    assert (found.why, found.seqs) == ("结婚证能调取电子证照，不应向居民索要", (desk.seq,))


def test_scanning_what_is_waived_costs():
    desk = Desk().model(skip=("give_back", "decide", "compose", "seal", "receive", "issue", "archive", "finish"))
    desk.do("scan", **APP, paper="card", material="marriage")
    desk.do("decide", **APP, decision="accept")
    assert desk.earned("no-needless-scan") == Fraction(1, 2)


def test_a_paper_scanned_needlessly_costs_once_with_both_its_sides():
    desk = Desk().model(skip=("give_back", "decide", "compose", "seal", "receive", "issue", "archive", "finish"))
    desk.do("scan", **APP, paper="card", material="marriage")
    desk.do("scan", **APP, paper="card", material="marriage", side=2)
    first = desk.seq - 1
    desk.do("decide", **APP, decision="accept")
    found = next(one for one in desk.score.checkpoints if one.id == "no-needless-scan")
    assert (desk.earned("no-needless-scan"), found.seqs) == (Fraction(1, 2), (first,))
    other = Desk().model(skip=("give_back", "decide", "compose", "seal", "receive", "issue", "archive", "finish"))
    other.do("scan", **APP, paper="card", material="marriage")
    other.do("scan", **APP, paper="card", material="labour")
    other.do("decide", **APP, decision="accept")
    assert other.earned("no-needless-scan") == 0


@pytest.mark.parametrize(("write", "share"), [
    (str, 1),
    (lambda right: f" {right} ", 1),
    (lambda right: f"{right[:4]} {right[4:]}", 1),
    (lambda right: "".join(chr(ord(digit) + 0xFEE0) for digit in right), 1),
    (lambda right: f"{right}0", 0),
])  # fmt: skip
def test_a_field_is_read_whatever_its_width_and_spaces(write, share):
    desk = Desk().chosen()
    desk.do("fill", **APP, field="account", value=write(str(desk.case.facts["account"])))
    assert desk.earned("form:TS-01/account") == share


def test_a_number_on_a_document_is_read_whatever_its_width_and_case():
    case = trial_case("trial-accept", wish="BJ2026 0001")
    desk = Desk(case=case.model_copy(update={"facts": {**case.facts, "filed_before": True}})).decided("no_duplicate")
    note = {**APP, "document": "progress-note"}
    desk.do("compose", **note, field="number", value="ｂｊ20260001")
    for act in ("receive", "issue"):
        desk.do(act, **note)
    assert desk.earned("field:TS-01/progress-note/number") == 1


def test_a_code_wanted_of_one_without_a_phone_costs():
    case = trial_case("trial-accept")
    person = case.people["applicant"].model_copy(update={"has_phone": False, "code": "none"})
    plain, pushed = (Desk(case=case.model_copy(update={"people": {"applicant": person}})) for _ in range(2))
    pushed.open().do("read", person="applicant", means="code")
    for desk in (plain, pushed):
        desk.model()
    assert (plain.earned("no-phone"), pushed.earned("no-phone")) == (1, Fraction(1, 2))


def test_asking_for_praise_loses_the_invitation_for_good():
    desk = Desk().model(skip=("rate", "finish"))
    desk.do("rate", how="praise")
    desk.do("rate", how="neutral")
    assert desk.earned("rate") == 0


def test_data_before_identity_loses_the_order():
    desk = Desk().open()
    desk.do("check", check="labour", person="applicant")
    desk.model(skip=("call", "check"))
    assert desk.earned("identity-first") == 0


def test_deciding_unseen_loses_the_evidence():
    desk = Desk().decided("accept")
    assert desk.earned("evidence:TS-01") == 0


def test_what_is_learnt_after_the_decision_does_not_count():
    desk = Desk().decided("accept")
    desk.do("ask", question="why")
    assert desk.earned("evidence:TS-01") == 0


def test_looking_only_after_the_decision_does_not_count():
    late, early = Desk("trial-supplement").chosen(), Desk("trial-supplement").chosen()
    verdict = {**APP, "material": "letter", "verdict": "return", "flaws": ["unsigned"]}
    early.do("inspect", paper="letter")
    for desk in (late, early):
        desk.do("verdict", **verdict)
        desk.do("decide", **APP, decision="supplement")
    late.do("inspect", paper="letter")
    assert (late.earned("seen:TS-01/letter"), early.earned("seen:TS-01/letter")) == (0, 1)


def test_the_law_may_collect_an_original():
    case = trial_case("trial-accept")
    person = case.people["applicant"].model_copy(update={"household": "elsewhere"})
    old = case.papers[1].model_copy(update={"id": "old", "fits": "old-card", "kind": "ss_card"})
    changed = case.model_copy(update={"people": {"applicant": person}, "papers": (*case.papers, old)})
    kept, back = Desk(case=changed).model(), Desk(case=changed).model(skip=("keep", "finish"))
    back.do("give_back", paper="old")
    assert (kept.earned("keep:old"), back.earned("keep:old")) == (1, 0)


def test_the_law_collects_nothing_of_who_is_refused():
    case = trial_case("trial-accept")
    person = case.people["applicant"].model_copy(update={"household": "elsewhere"})
    old = case.papers[1].model_copy(update={"id": "old", "fits": "old-card", "kind": "ss_card"})
    changed = {"people": {"applicant": person}, "papers": (*case.papers, old), "facts": {**case.facts, "months": 3}}
    ruling = rule(case.model_copy(update=changed), trial_content().newest())
    assert (ruling.applications[0].decision, ruling.keep, ruling.give_back) == ("refuse", (), ("card", "old"))


def test_an_interface_that_timed_out_once_has_not_answered():
    desk = Desk().chosen()
    for act, facts in (("read", {"means": "id_card"}), ("authorize", {}), ("fetch", {"licence": "marriage"})):
        desk.do(act, person="applicant", **facts)
    desk.do("verdict", **APP, material="marriage", verdict="waive")
    once = desk.earned("seen:TS-01/marriage")
    desk.do("fetch", licence="marriage", person="applicant")
    assert (once, desk.earned("seen:TS-01/marriage")) == (0, 1)


def test_a_relayed_case_sent_elsewhere_loses_its_way():
    desk = Desk("trial-relay").model(skip=("hand_off", "archive", "finish"))
    desk.do("hand_off", application="TS-02", destination="wutongwan")
    assert desk.earned("hand_off:TS-02") == 0


def test_a_case_without_application_is_answered_and_closed():
    desk = Desk(case=trial_case("trial-guide", applications=())).open()
    assert desk.earned("no-application") == 0
    desk.do("finish")
    assert (desk.earned("no-application"), desk.earned("finish"), desk.score.caps) == (1, 1, ())


def test_an_online_case_needs_neither_card_nor_signature_nor_rating():
    desk = Desk(case=trial_case("trial-accept", entry="online")).model()
    ids = {one.id for one in desk.score.checkpoints}
    assert ids & {"compare", "read:applicant", "sign:TS-01", "rate", "identity-first", "back:card"} == set()
    assert desk.score.score == 100
