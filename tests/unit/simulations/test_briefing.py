"""A case in words: who comes, what is asked and answered, what the records hold, what is right."""

from simulations.briefing import brief
from tests.factories.desk import trial_case, trial_content

CATALOGUE = trial_content().newest()


def test_an_agent_is_told_whom_they_act_for():
    case = trial_case("trial-supplement")
    told = brief(case, CATALOGUE)
    assert dict(told.role)["替谁办"] == case.people["applicant"].name
    assert (dict(told.role)["身份"], told.mood, told.opening) == ("替别人代办", "平静", case.opening)


def test_a_person_without_a_phone_is_played_so():
    case = trial_case("trial-accept")
    person = case.people["applicant"].model_copy(update={"has_phone": False})
    told = brief(case.model_copy(update={"people": {"applicant": person}}), CATALOGUE)
    assert ("手机", "没有智能手机，不会用随申码") in told.role


def test_questions_come_with_what_is_wrong_with_them():
    assert brief(trial_case("trial-accept"), CATALOGUE).answers[2] == (
        "结婚证带了吗？", "没带啊，不是说能查吗？", "结婚证能调取电子证照，不应向居民索要",
    )  # fmt: skip


def test_records_are_told_try_by_try():
    case = trial_case("trial-accept")
    name, paid = case.people["applicant"].name, case.draws["paid"]
    assert brief(case, CATALOGUE).records == (
        f"结婚证（{name}）：超时 → 查到",
        f"劳动关系核查（{name}）：查到；劳动合同已由单位解除。",
        f"缴费记录（{name}）：查到；累计缴费 {paid} 个月。",
    )


def test_what_is_right_is_told_whole():
    right = brief(trial_case("trial-supplement"), CATALOGUE).right
    assert right[0] == "试验补贴申领：一次性告知补正"
    assert "授权委托书：退回补正（缺签名或盖章）" in right
    assert right[-1] == "文书：补正材料通知书"
    assert "去向：浦屿区青禾镇社区事务受理服务中心" in brief(trial_case("trial-relay"), CATALOGUE).right


def test_reasons_of_a_refusal_are_told_and_materials_left_out():
    case = trial_case("trial-accept")
    right = brief(case.model_copy(update={"facts": {**case.facts, "months": 3}}), CATALOGUE).right
    assert right == ("试验补贴申领：不予受理", "理由：缴费不满一年", "文书：不予受理决定书")


def test_a_case_without_application_says_so():
    told = brief(trial_case("trial-accept", applications=()), CATALOGUE)
    assert told.right == ("不立件，答复即可。",)


def test_points_add_up_to_a_hundred():
    assert sum(one.points for one in brief(trial_case("trial-accept"), CATALOGUE).points) == 100
