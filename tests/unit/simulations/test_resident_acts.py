"""Towards the resident: calling, identifying, asking, looking at papers, and the end of a visit."""

import pytest

from tests.factories.desk import Desk, trial_case


def _with_person(name="trial-accept", role="applicant", **changes):
    case = trial_case(name)
    person = case.people[role].model_copy(update=changes)
    return Desk(case=case.model_copy(update={"people": {**case.people, role: person}})).open()


def test_one_who_does_not_hear_is_called_again():
    desk = Desk("trial-relay")
    desk.do("call")
    assert (desk.state.phase, desk.state.talk[-1]) == ("called", ("system", "已呼叫，无人应答"))
    desk.do("recall")
    assert (desk.state.phase, desk.state.talk[-1].who) == ("open", "resident")


def test_the_case_timer_starts_with_the_first_call():
    desk = Desk("trial-relay").open()
    assert desk.state.started == 1_001_000


def test_whoever_is_there_is_not_called_again_nor_passed_over():
    desk = Desk().open()
    assert [desk.do(act) for act in ("call", "recall", "pass")] == ["already_here", "not_called", "not_called"]


def test_one_who_does_not_come_may_be_passed_over():
    desk = Desk("trial-relay")
    desk.do("call")
    assert (desk.do("pass"), desk.state.phase, desk.state.ended) == (None, "absent", 1_002_000)
    assert [event.outcome for event in desk.state.events] == ["nobody", "passed"]


def test_an_answer_shows_its_facts():
    desk = Desk().open()
    assert "fact:resigned" not in desk.state.known
    desk.do("ask", question="why")
    assert "fact:resigned" in desk.state.known
    assert desk.state.talk[-2:] == (("clerk", "您是怎么离职的？"), ("resident", "单位裁员。"))


def test_an_improper_question_passes_and_is_noted():
    desk = Desk().open()
    assert desk.do("ask", question="show-card") is None
    assert desk.state.events[-1].outcome == "improper"


@pytest.mark.parametrize(("act", "facts", "code"), [
    ("ask", {"question": "no-such"}, "no_question"),
    ("say", {"phrase": "no-such"}, "no_phrase"),
    ("read", {"person": "spouse", "means": "id_card"}, "no_person"),
    ("read", {"person": "applicant", "means": "face"}, "no_means"),
    ("read", {"person": 7, "means": "face"}, "malformed"),
    ("inspect", {"paper": "no-such"}, "no_paper"),
    ("inspect", {"paper": "card", "side": 2}, "no_side"),
    ("inspect", {"paper": "card", "side": 3}, "no_side"),
    ("inspect", {"paper": "card", "side": True}, "no_side"),
    ("rate", {"how": "beg"}, "malformed"),
    ("resume", {}, "not_suspended"),
])  # fmt: skip
def test_what_can_not_be_is_blocked(act, facts, code):
    assert Desk().open().do(act, **facts) == code


def test_a_polite_phrase_is_said_and_nothing_more():
    desk = Desk().open()
    known = desk.state.known
    desk.do("say", phrase="greeting")
    assert (desk.state.talk[-1], desk.state.known) == (("clerk", "您好，请坐，请问办理什么业务？"), known)


ON_THE_CARD = {"card:applicant", "person:applicant"} | {
    f"fact:applicant_{name}" for name in ("name", "sex", "born", "id_number", "phone", "address", "household_town",
                                          "local")
}  # fmt: skip


def test_a_valid_card_identifies_and_shows_what_is_on_it():
    desk = Desk().open()
    before = desk.state.known
    desk.do("read", person="applicant", means="id_card")
    person = desk.case.people["applicant"]
    assert (desk.state.read_roles, desk.state.known - before) == ({"applicant"}, ON_THE_CARD)
    assert desk.state.talk[-1] == ("system", f"读取成功：{person.name}，{person.id_number}")


def test_an_agents_card_shows_the_agent_only():
    desk = Desk("trial-supplement").open()
    before = desk.state.known
    desk.do("read", person="agent", means="id_card")
    assert desk.state.known - before == {"card:agent", "person:agent", "fact:agent_name", "fact:agent_id_number"}


def test_someone_elses_card_shows_no_fact():
    case = trial_case("trial-accept")
    child = case.people["applicant"].model_copy(update={"role": "child"})
    desk = Desk(case=case.model_copy(update={"people": {**case.people, "child": child}})).open()
    before = desk.state.known
    desk.do("read", person="child", means="id_card")
    assert desk.state.known - before == {"card:child", "person:child"}


@pytest.mark.parametrize(("changes", "means", "said"), [
    ({"id_card": "none"}, "id_card", ("resident", "身份证今天没带。")),
    ({}, "ss_card", ("resident", "社保卡今天没带。")),
    ({"id_card": "expired"}, "id_card", ("system", "读取成功：身份证已过有效期，不能核验身份")),
    ({"code": "expired"}, "code", ("system", "读取成功：随申码已过有效期，不能核验身份")),
    ({"has_phone": False, "code": "none"}, "code", ("resident", "我没有智能手机，不会弄这个。")),
])  # fmt: skip
def test_what_can_not_be_read_is_said(changes, means, said):
    desk = _with_person(**changes)
    desk.do("read", person="applicant", means=means)
    assert desk.state.talk[-1] == said


@pytest.mark.parametrize(("changes", "means", "outcome"), [
    ({"id_card": "none"}, "id_card", "none"),
    ({"code": "screenshot"}, "code", "refused"),
    ({"code": "expired"}, "code", "expired"),
    ({"id_card": "expired"}, "id_card", "expired"),
    ({"ss_card": "ok"}, "ss_card", "ok"),
])  # fmt: skip
def test_every_card_answers_as_it_is(changes, means, outcome):
    desk = _with_person(**changes)
    desk.do("read", person="applicant", means=means)
    assert (desk.state.events[-1].outcome, desk.state.reads["applicant", means]) == (outcome, outcome)
    assert bool(desk.state.read_roles) == (outcome == "ok")


def test_a_screenshot_is_refused_in_the_readers_words():
    desk = _with_person(code="screenshot")
    desk.do("read", person="applicant", means="code")
    assert desk.state.talk[-1] == ("system", "读取失败：二维码是截图，请出示实时动态码")


def test_one_without_a_phone_has_no_code():
    desk = _with_person(has_phone=False, code="none")
    desk.do("read", person="applicant", means="code")
    assert (desk.state.events[-1].outcome, desk.state.talk[-1].who) == ("no_phone", "resident")


def test_a_person_is_compared_only_with_a_card_that_was_read():
    desk = Desk().open()
    assert desk.do("compare", person="applicant") == "not_read"
    desk.do("read", person="applicant", means="id_card")
    assert desk.do("compare", person="applicant") is None
    assert desk.state.compared == {"applicant": "same"}


@pytest.mark.parametrize(("changes", "means", "refusal"), [
    ({"code": "screenshot"}, "code", "not_read"), ({"id_card": "none"}, "id_card", "not_read"),
    ({"id_card": "expired"}, "id_card", None), ({}, "code", None),
])  # fmt: skip
def test_a_person_is_compared_only_with_a_picture(changes, means, refusal):
    desk = _with_person(**changes)
    desk.do("read", person="applicant", means=means)
    assert desk.do("compare", person="applicant") == refusal


def test_another_persons_card_shows_in_the_comparison():
    desk = Desk(case=trial_case("trial-accept", matches=False)).open()
    desk.do("read", person="applicant", means="id_card")
    desk.do("compare", person="applicant")
    assert desk.state.compared == {"applicant": "different"}
    assert "fact:person_matches" in desk.state.known


def test_only_who_stands_there_can_be_compared():
    desk = Desk("trial-supplement").open()
    desk.do("read", person="applicant", means="id_card")
    assert desk.do("compare", person="applicant") == "not_here"


def test_a_paper_is_known_once_it_was_looked_at():
    desk = Desk().open()
    desk.do("inspect", paper="statement")
    assert "paper:statement" in desk.state.known
    assert desk.state.inspected == {"statement": frozenset({1})}


@pytest.mark.parametrize(("act", "how"), [("give_back", "given_back"), ("keep", "kept")])
def test_a_paper_that_is_gone_is_out_of_the_tray(act, how):
    desk = Desk().open()
    desk.do(act, paper="card")
    assert desk.state.gone == {"card": how}
    assert desk.do("inspect", paper="card") == "no_paper"


@pytest.mark.parametrize(("how", "words"), [
    ("neutral", "请您对本次服务作出评价。"), ("praise", "麻烦您给个五星好评。"),
])  # fmt: skip
def test_an_invitation_to_rate_is_kept(how, words):
    desk = Desk().open()
    desk.do("rate", how=how)
    assert (desk.state.rated, desk.state.talk[-1]) == (how, ("clerk", words))


def test_the_end_says_whether_everything_was_decided():
    bare, half, whole = Desk().open(), Desk().chosen(), Desk().decided("accept")
    for desk in (bare, half, whole):
        desk.do("finish")
    assert [desk.state.events[-1].outcome for desk in (bare, half, whole)] == ["undecided", "undecided", "done"]


@pytest.mark.parametrize("entry", ["online", "relay_inbox", "helper", "feedback"])
def test_who_was_identified_before_is_known_from_the_start(entry):
    desk = Desk(case=trial_case("trial-accept", entry=entry)).open()
    assert "person:applicant" in desk.state.known
