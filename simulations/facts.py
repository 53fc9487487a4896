"""The facts of a case: which there are, of what type, their values, and what shows each."""

from collections.abc import Mapping
from functools import lru_cache

from question_bank.digest import canonical
from question_bank.workdays import CalendarFile
from simulations.casework import Case, CasePaper, is_elsewhere
from simulations.catalogue import STANDARD_FACTS, FactType, Material, RulePack, Service
from simulations.expressions import Language, fact

# Known without asking: they hang on the wall or stand in the rule pack.
GIVEN = frozenset({"today", "centre_town", "present_as", "situation"})
# What reading the applicant's card or code puts on the screen.
ON_THE_CARD = (
    "applicant_name",
    "applicant_sex",
    "applicant_born",
    "applicant_id_number",
    "applicant_phone",
    "applicant_address",
    "applicant_household_town",
    "applicant_local",
)
ON_THE_AGENTS_CARD = ("agent_name", "agent_id_number")
DEFAULTS: Mapping[str, bool] = {"agrees_pledge": False, "agrees_later": False}


def language(pack: RulePack) -> Language:
    """Return the expression language with the working days of the pack."""
    return _language(canonical(pack.calendar.model_dump(by_alias=True)))


@lru_cache(maxsize=8)
def _language(calendar: str) -> Language:
    return Language(CalendarFile.model_validate_json(calendar))


def variables(service: Service | None, pack: RulePack) -> dict[str, FactType]:
    """Return what an expression of `service` may name, by name; without a service only what every case has."""
    own = {name: one.type for name, one in service.facts.items()} if service else {}
    packed = {f"pack_{name}": amount.type for name, amount in pack.amounts.items()}
    return {**STANDARD_FACTS, **packed, **own}


def paper_variables(service: Service, material: Material, pack: RulePack) -> dict[str, FactType]:
    """Return what the `holds` of a material may name: its fields as `doc_<field>` besides."""
    fields: dict[str, FactType] = {f"doc_{name}": one.type for name, one in material.fields.items()}
    return {**variables(service, pack), **fields}


def values(case: Case, service: Service | None, pack: RulePack, situation: str = "") -> dict[str, object]:
    """Return the value of every variable of `variables(service, pack)` in this case, as the language takes them."""
    types = variables(service, pack)
    plain: dict[str, object] = {**_standard(case), "situation": situation}
    plain |= {f"pack_{name}": amount.value for name, amount in pack.amounts.items()}
    if service:
        plain |= {name: case.facts.get(name, one.default) for name, one in service.facts.items()}
    plain |= {name: case.facts.get(name, default) for name, default in DEFAULTS.items()}
    return {name: fact(types[name], plain[name]) for name in types}  # type: ignore[arg-type]  # checked by the loader


def paper_values(paper: CasePaper, material: Material) -> dict[str, object]:
    """Return the `doc_` variables of a paper brought for `material`."""
    return {f"doc_{name}": fact(one.type, _read(paper, name, one.default)) for name, one in material.fields.items()}


def _read(paper: CasePaper, name: str, default: object) -> bool | int | str:
    return paper.doc.get(name, default)  # type: ignore[arg-type]  # one of the two is there: the loader checks


def _standard(case: Case) -> dict[str, object]:
    applicant, agent = case.people["applicant"], case.people.get("agent")
    return {
        "today": case.today,
        "present_as": case.present_as,
        "centre_town": case.centre,
        "applicant_name": applicant.name,
        "applicant_sex": applicant.sex,
        "applicant_born": applicant.born,
        "applicant_id_number": applicant.id_number,
        "applicant_phone": applicant.phone,
        "applicant_address": applicant.address,
        "applicant_household_town": applicant.household,
        "applicant_residence_town": applicant.residence,
        "applicant_local": not is_elsewhere(applicant.household),
        "agent_name": agent.name if agent else "",
        "agent_id_number": agent.id_number if agent else "",
        "person_matches": case.matches,
    }
