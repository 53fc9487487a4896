"""At the acceptance system: items, scans, licences, checks, verdicts, the form, decisions and documents."""

import pytest

from tests.factories.desk import Desk, trial_case, trial_content

APP = {"application": "TS-01"}
NOTICE = {**APP, "document": "supplement-notice"}


def _identified(name="trial-accept"):
    desk = Desk(name).open()
    desk.do("read", person="applicant", means="id_card")
    return desk


def test_an_item_is_chosen_once_and_may_be_dropped():
    desk = Desk().open()
    assert desk.do("choose", service="TS-01") is None
    assert desk.do("choose", service="TS-01") == "already_chosen"
    assert desk.do("drop", **APP) is None
    assert desk.state.applications == {}


def test_a_decided_application_is_not_dropped():
    assert Desk().decided("refuse").do("drop", **APP) == "decided"


def test_a_case_has_no_more_than_six_applications():
    desk = Desk().open()
    services = {f"TS-{n:02}": desk.catalogue.services["TS-03"] for n in range(1, 9)}
    desk.catalogue = desk.catalogue.model_copy(update={"services": services})
    assert [desk.do("choose", service=code) for code in sorted(services)][6:] == ["too_many", "too_many"]


@pytest.mark.parametrize(("act", "facts", "code"), [
    ("choose", {"service": "XX-99"}, "no_service"),
    ("situation", {**APP, "situation": "no-such"}, "no_situation"),
    ("situation", {"application": "TS-02", "situation": "only"}, "no_application"),
    ("scan", {**APP, "paper": "statement", "material": "no-such"}, "no_material"),
    ("scan", {**APP, "paper": "statement", "material": "statement", "side": 2}, "no_side"),
    ("fetch", {"licence": "no-such", "person": "applicant"}, "no_licence"),
    ("check", {"check": "no-such", "person": "applicant"}, "no_check"),
    ("verdict", {**APP, "material": "letter", "verdict": "maybe"}, "malformed"),
    ("fill", {**APP, "field": "no-such", "value": "x"}, "no_field"),
    ("fill", {**APP, "field": "name", "value": "x"}, "no_field"),
    ("fill", {**APP, "field": "account", "value": "9" * 201}, "too_long"),
    ("decide", {**APP, "decision": "perhaps"}, "no_decision"),
    ("revoke", APP, "undecided"),
    ("seal", {**APP, "document": "acceptance"}, "no_document"),
    ("archive", APP, "unissued"),
    ("hand_off", {**APP, "destination": "qinghe"}, "not_relay"),
])  # fmt: skip
def test_what_the_system_blocks(act, facts, code):
    assert Desk().chosen().do(act, **facts) == code


def test_a_decision_needs_a_situation():
    desk = Desk().open()
    desk.do("choose", service="TS-01")
    assert desk.do("decide", **APP, decision="accept") == "no_situation"


def test_a_blurred_shot_is_taken_again():
    desk = Desk().chosen()
    slot = {**APP, "paper": "statement", "material": "statement"}
    desk.do("scan", **slot)
    assert desk.state.scans == {("statement", "TS-01/statement", 1): "blurred"}
    assert desk.state.talk[-1] == ("system", "影像模糊，请重拍")
    desk.do("scan", **slot)
    assert desk.state.scans == {("statement", "TS-01/statement", 1): "clear"}


def test_a_licence_needs_identity_then_its_owners_authorization():
    desk = Desk().open()
    wanted = {"licence": "marriage", "person": "applicant"}
    assert desk.do("fetch", **wanted) == "not_identified"
    desk.do("read", person="applicant", means="id_card")
    assert desk.do("fetch", **wanted) == "not_authorized"
    desk.do("authorize", person="applicant")
    assert desk.do("fetch", **wanted) is None


def test_a_declined_authorization_opens_nothing():
    desk = Desk(case=trial_case("trial-accept", authorization={"applicant": "declined"})).open()
    desk.do("read", person="applicant", means="id_card")
    desk.do("authorize", person="applicant")
    assert desk.do("fetch", licence="marriage", person="applicant") == "not_authorized"
    assert desk.state.authorized == {"applicant": "declined"}


def test_a_store_that_timed_out_may_be_asked_again():
    desk = _identified()
    desk.do("authorize", person="applicant")
    outcomes = []
    for _ in range(3):
        desk.do("fetch", licence="marriage", person="applicant")
        outcomes.append(desk.state.outcomes["licence:marriage:applicant"])
    assert outcomes == ["timeout", "success", "success"]
    assert "licence:marriage:applicant" in desk.state.known


def test_what_timed_out_shows_nothing():
    desk = _identified()
    desk.do("authorize", person="applicant")
    desk.do("fetch", licence="marriage", person="applicant")
    assert "licence:marriage:applicant" not in desk.state.known


@pytest.mark.parametrize("act", [{"act": "fetch", "licence": "marriage"}, {"act": "check", "check": "labour"}])
def test_what_never_answers_is_known_to_once_it_was_tried_as_often_as_written(act):
    case = trial_case("trial-accept")
    slow = {"outcomes": ("timeout", "timeout"), "shows": ("account",)}
    case = case.model_copy(update={
        "licences": (case.licences[0].model_copy(update=slow),), "checks": (case.checks[0].model_copy(update=slow),),
    })  # fmt: skip
    desk = Desk(case=case).open()
    desk.do("read", person="applicant", means="id_card")
    desk.do("authorize", person="applicant")
    name = act.get("licence") or act["check"]
    token, known = f"{'licence' if 'licence' in act else 'check'}:{name}:applicant", []
    for _ in range(3):
        desk.do(**act, person="applicant")
        known.append(token in desk.state.known)
        assert desk.state.talk[-1] == ("system", "接口超时，请稍后重试")
    assert (known, "fact:account" in desk.state.known) == ([False, True, True], False)


def test_a_licence_nobody_collected_is_known_not_to_be_there():
    desk = _identified()
    desk.do("authorize", person="applicant")
    desk.do("fetch", licence="resident-id", person="applicant")
    assert desk.state.outcomes == {"licence:resident-id:applicant": "not_collected"}
    assert "licence:resident-id:applicant" in desk.state.known


def test_a_check_shows_its_facts_and_one_nobody_wrote_none():
    desk = _identified()
    desk.do("check", check="insured", person="applicant")
    assert "fact:months" in desk.state.known
    relay = _identified("trial-relay")
    relay.do("check", check="insured", person="applicant")
    assert relay.state.outcomes == {"check:insured:applicant": "none"}


def test_a_verdict_may_be_given_anew_and_keeps_flaws_only_of_a_return():
    desk = Desk().chosen()
    desk.do("verdict", **APP, material="letter", verdict="return", flaws=["expired", "unsigned", "nonsense", 7])
    assert desk.state.applications["TS-01"].verdicts["letter"].flaws == ("unsigned", "expired")
    desk.do("verdict", **APP, material="letter", verdict="collect", flaws=["expired"])
    assert desk.state.applications["TS-01"].verdicts["letter"].flaws == ()


def test_flaws_that_are_no_list_are_none():
    desk = Desk().chosen()
    desk.do("verdict", **APP, material="letter", verdict="return", flaws="expired")
    assert desk.state.applications["TS-01"].verdicts["letter"].flaws == ()


def test_a_change_of_the_form_needs_another_signature():
    desk = Desk().chosen()
    desk.do("fill", **APP, field="account", value="1")
    desk.do("sign", **APP)
    assert desk.state.applications["TS-01"].signed == desk.seq
    desk.do("fill", **APP, field="account", value="2")
    assert desk.state.applications["TS-01"].signed == 0


@pytest.mark.parametrize(("act", "facts"), [
    ("situation", {"situation": "outside"}),
    ("verdict", {"material": "letter", "verdict": "collect"}),
    ("fill", {"field": "account", "value": "1"}),
    ("sign", {}),
    ("decide", {"decision": "refuse"}),
])  # fmt: skip
def test_nothing_is_changed_after_the_decision(act, facts):
    assert Desk().decided("accept").do(act, **APP, **facts) == "decided"


def test_a_decision_may_be_taken_back_until_a_document_is_out():
    desk = Desk().decided("refuse")
    assert desk.do("revoke", **APP) is None
    assert (desk.state.applications["TS-01"].decision, desk.state.applications["TS-01"].documents) == ("", {})
    desk.do("decide", **APP, decision="guide")
    desk.do("issue", **APP, document="guide-slip")
    assert desk.do("revoke", **APP) == "issued"


def test_one_document_out_of_two_holds_the_decision():
    desk = Desk("trial-relay").decided("relay", "TS-02", "only")
    for act in ("seal", "issue"):
        desk.do(act, application="TS-02", document="transfer-slip")
    assert desk.do("revoke", application="TS-02") == "issued"


def test_a_decision_without_documents_stays_once_it_is_filed_away():
    desk = Desk(catalogue=trial_content().newest().model_copy(update={"documents": {}})).decided("refuse")
    desk.do("archive", **APP)
    assert desk.do("revoke", **APP) == "archived"


def test_a_decision_brings_its_documents():
    desk = Desk().decided("accept_pending")
    assert sorted(desk.state.applications["TS-01"].documents) == ["acceptance", "deferral-pledge"]


def test_a_document_goes_out_sealed_and_signed_for():
    desk = Desk().decided("supplement")
    assert desk.do("issue", **NOTICE) == "unsealed"
    desk.do("seal", **NOTICE)
    assert desk.do("issue", **NOTICE) == "unreceived"
    desk.do("receive", **NOTICE)
    assert desk.do("issue", **NOTICE) is None
    assert desk.do("issue", **NOTICE) == "issued"


def test_what_takes_no_seal_or_signature_takes_none():
    desk = Desk().decided("guide")
    slip = {**APP, "document": "guide-slip"}
    assert (desk.do("seal", **slip), desk.do("receive", **slip)) == ("no_seal", "no_receipt")


def test_a_sealed_document_is_composed_no_more():
    desk = Desk().decided("supplement")
    desk.do("seal", **NOTICE)
    assert desk.do("compose", **NOTICE, field="until", value="2026-10-15") == "sealed"


def test_a_document_without_a_seal_is_composed_no_more_once_it_is_out():
    desk, slip = Desk().decided("guide"), {**APP, "document": "guide-slip"}
    desk.do("compose", **slip, field="destination", value="qinghe")
    desk.do("issue", **slip)
    assert desk.do("compose", **slip, field="destination", value="district-hall") == "issued"
    assert desk.state.applications["TS-01"].documents["guide-slip"].fields == {"destination": "qinghe"}


def test_a_changed_document_must_be_signed_for_again():
    desk = Desk().decided("supplement")
    desk.do("receive", **NOTICE)
    desk.do("compose", **NOTICE, field="until", value="2026-10-15")
    assert desk.state.applications["TS-01"].documents["supplement-notice"].received == 0


@pytest.mark.parametrize(("field", "value", "kept"), [
    ("gaps", [{"material": "letter", "flaws": ["unsigned", "?"]}, {"flaws": []}, 7], {"letter": ["unsigned"]}),
    ("gaps", "letter", {}),
    ("until", " 2026-10-15 ", "2026-10-15"),
])  # fmt: skip
def test_contents_are_kept_in_their_kinds_shape(field, value, kept):
    desk = Desk().decided("supplement")
    desk.do("compose", **NOTICE, field=field, value=value)
    assert desk.state.applications["TS-01"].documents["supplement-notice"].fields == {field: kept}


@pytest.mark.parametrize(("value", "kept"), [(["b", "a", "b"], ["a", "b"]), ("a", [])])
def test_reasons_are_a_list_without_repeats(value, kept):
    desk = Desk().decided("refuse")
    desk.do("compose", **APP, document="refusal", field="reasons", value=value)
    assert desk.state.applications["TS-01"].documents["refusal"].fields == {"reasons": kept}


def test_a_field_a_document_lacks_is_blocked():
    assert Desk().decided("supplement").do("compose", **NOTICE, field="limit", value="x") == "no_field"


def test_a_relayed_case_goes_on_once_its_slips_are_out():
    desk = Desk("trial-relay").decided("relay", "TS-02", "only")
    to = {"application": "TS-02", "destination": "qinghe"}
    assert desk.do("hand_off", **to) == "unissued"
    for document in ("relay-receipt", "transfer-slip"):
        for act in ("seal", "receive", "issue"):
            desk.do(act, application="TS-02", document=document)
    assert desk.do("hand_off", application="TS-02", destination="nowhere") == "no_place"
    assert desk.do("hand_off", **to) is None
    assert desk.state.applications["TS-02"].handed_to == "qinghe"
    assert desk.do("archive", application="TS-02") is None
