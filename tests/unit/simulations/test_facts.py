"""The facts of a case: which there are, what they are in one case, and what a paper says."""

from datetime import UTC, datetime

from simulations.facts import language, paper_values, paper_variables, values, variables
from tests.factories.desk import trial_case, trial_content

CATALOGUE = trial_content().newest()
PACK = CATALOGUE.pack
BENEFIT = CATALOGUE.services["TS-01"]


def _material(name):
    return next(one for one in BENEFIT.materials if one.id == name)


def test_every_case_has_the_standard_facts_and_the_numbers_of_the_pack():
    found = variables(None, PACK)
    assert (found["today"], found["applicant_local"], found["pack_supplement_days"]) == ("date", "bool", "int")
    assert "months" not in found


def test_a_service_has_its_own_facts_besides():
    assert variables(BENEFIT, PACK).items() - variables(None, PACK).items() == {
        ("months", "int"), ("resigned", "bool"), ("account", "string"), ("filed_before", "bool"),
    }  # fmt: skip


def test_every_variable_has_a_value():
    for name in ("trial-accept", "trial-supplement"):
        case = trial_case(name)
        assert values(case, BENEFIT, PACK).keys() == variables(BENEFIT, PACK).keys()
        assert values(case, None, PACK).keys() == variables(None, PACK).keys()


def test_what_is_known_of_someone_who_comes_alone():
    case = trial_case("trial-accept", 8)
    applicant, found = case.people["applicant"], values(case, BENEFIT, PACK, "local")
    assert {name: found[name] for name in ("present_as", "situation", "centre_town", "agent_name", "months")} == {
        "present_as": "self", "situation": "local", "centre_town": "yunqiao", "agent_name": "",
        "months": case.draws["paid"],
    }  # fmt: skip
    assert (found["applicant_name"], found["applicant_sex"]) == (applicant.name, applicant.sex)
    assert found["applicant_born"] == datetime.fromisoformat(applicant.born).replace(tzinfo=UTC)
    assert (found["today"], found["applicant_local"]) == (datetime(2026, 9, 1, tzinfo=UTC), True)


def test_what_is_known_of_someone_who_is_represented():
    case = trial_case("trial-supplement")
    found, agent = values(case, BENEFIT, PACK), case.people["agent"]
    assert (found["agent_name"], found["agent_id_number"]) == (agent.name, agent.id_number)
    assert found["applicant_household_town"] == "qinghe"


def test_someone_of_another_province_is_not_local():
    case = trial_case("trial-accept")
    moved = case.people["applicant"].model_copy(update={"household": "elsewhere"})
    assert values(case.model_copy(update={"people": {"applicant": moved}}), None, PACK)["applicant_local"] is False


def test_what_was_not_given_is_at_its_default():
    case = trial_case("trial-accept")
    found = values(case, BENEFIT, PACK)
    assert (found["filed_before"], found["agrees_pledge"], found["agrees_later"]) == (False, False, False)
    given = case.model_copy(update={"facts": {**case.facts, "filed_before": True, "agrees_later": True}})
    found = values(given, BENEFIT, PACK)
    assert (found["filed_before"], found["agrees_pledge"], found["agrees_later"]) == (True, False, True)


def test_a_paper_tells_the_fields_of_its_material():
    case = trial_case("trial-supplement")
    assert paper_variables(BENEFIT, _material("letter"), PACK).keys() - variables(BENEFIT, PACK).keys() == {
        "doc_principal", "doc_signed", "doc_until",
    }  # fmt: skip
    assert paper_values(case.papers[0], _material("letter")) == {
        "doc_principal": case.people["applicant"].name,
        "doc_signed": False,
        "doc_until": datetime.fromisoformat(str(case.draws["until"])).replace(tzinfo=UTC),
    }


def test_a_field_not_written_is_at_its_default():
    assert paper_values(trial_case("trial-accept").papers[0], _material("marriage")) == {"doc_genuine": True}


def test_one_calendar_has_one_language():
    other = PACK.model_copy(update={"title": "另一包"})
    assert language(PACK) is language(other)
