"""view: what the clerk sees of a case, and not a fact more: the shape of docs/protocol.md."""

from typing import Any

from simulations.casework import Case, CaseAsk, CasePaper
from simulations.catalogue import Catalogue, Service
from simulations.desk_acts import TELLING
from simulations.facts import language, values, variables
from simulations.numbering import bars, document_number
from simulations.people import Person
from simulations.state import Application, Given, Issued, State

Json = dict[str, Any]


def view(case: Case, catalogue: Catalogue, state: State, talk_from: int = 0) -> Json:
    """Return the view as JSON; the conversation from line `talk_from` on."""
    here = state.phase not in ("waiting", "called", "absent")
    return {
        "case": case.id,
        "phase": state.phase,
        "started": state.started,
        "ended": state.ended,
        "acts": len(state.events),
        "refused": _refused(state),
        "talk": [{"who": line.who, "text": line.text} for line in state.talk[talk_from:]],
        "talk_from": talk_from,
        "mood": case.mood if here else None,
        "as": case.present_as if here else None,
        "people": [_person(case, state, person) for person in case.people.values()] if here else [],
        "asks": [_ask(state, one) for one in case.asks] if here else [],
        "tray": [_paper(state, paper) for paper in case.papers] if here else [],
        "applications": [_application(case, catalogue, state, one) for one in state.applications.values()],
        "licences": [_licence(case, state, token) for token in state.outcomes if token.startswith("licence:")],
        "checks": [_check(case, state, token) for token in state.outcomes if token.startswith("check:")],
        "rated": state.rated or None,
    }


def _refused(state: State) -> Json | None:
    if state.refusal is None:
        return None
    do, code, text = state.refusal
    return {"do": do, "code": code, "text": text}


def _person(case: Case, state: State, person: Person) -> Json:
    shown: Json = {
        "role": person.role,
        "label": person.honorific,
        "at_counter": person.role == case.counter_role and case.entry in ("counter", "video"),
        "sex": person.sex,
        "age_band": person.age // 10 * 10,
        "reads": {means: result for (role, means), result in state.reads.items() if role == person.role},
    }
    told = {"compared": state.compared.get(person.role), "authorized": state.authorized.get(person.role)}
    shown |= {name: result for name, result in told.items() if result}
    if f"person:{person.role}" in state.known:
        shown |= {
            "name": person.name,
            "id_number": person.id_number,
            "born": person.born,
            "phone": person.phone,
            "address": person.address,
            "household": person.household,
        }
    return shown


def _ask(state: State, one: CaseAsk) -> Json:
    return {"id": one.id, "ask": one.ask} | ({"asked": True} if one.id in state.asked else {})


def _paper(state: State, paper: CasePaper) -> Json:
    sides = state.inspected.get(paper.id, frozenset())
    scans: dict[str, dict[str, str]] = {}
    for (paper_id, slot, side), result in state.scans.items():
        if paper_id == paper.id:
            scans.setdefault(slot, {})[str(side)] = result
    shown: Json = {
        "paper": paper.id,
        "kind": paper.kind,
        "name": paper.name,
        "of": paper.of,
        "sides": paper.sides,
        "inspected": sorted(sides),
        "scans": scans,
    }
    shown |= {"original": paper.original} if sides else {}
    return shown | ({"gone": state.gone[paper.id]} if paper.id in state.gone else {})


def _application(case: Case, catalogue: Catalogue, state: State, one: Application) -> Json:
    service = catalogue.services[one.service]
    return {
        "application": one.service,
        "situation": one.situation or None,
        "verdicts": {name: _given(given) for name, given in one.verdicts.items()},
        "form": dict(one.form),
        "prefilled": prefilled(case, catalogue, state, service),
        "signed": bool(one.signed),
        "decision": one.decision or None,
        "documents": [_document(case, catalogue, one, made) for made in one.documents.values()],
        "handed_to": one.handed_to or None,
        "archived": bool(one.archived),
    }


def _given(given: Given) -> Json:
    return {"verdict": given.verdict} | ({"flaws": list(given.flaws)} if given.verdict == "return" else {})


def prefilled(case: Case, catalogue: Catalogue, state: State, service: Service) -> dict[str, str]:
    """Return the fields the system fills once it knows the people: from a card, or from their verified account."""
    if "person:applicant" not in state.known:
        return {}
    spoken, declared = language(catalogue.pack), variables(service, catalogue.pack)
    known = values(case, None, catalogue.pack)
    filled = {}
    for field in service.form:
        formula = spoken.compile(field.truth, declared) if field.prefill else None
        if formula and {f"fact:{name}" for name in formula.names} <= state.known | _GIVEN:
            filled[field.id] = formula.plain(known)
    return filled


_GIVEN = frozenset({"fact:today", "fact:centre_town", "fact:present_as"})


def _document(case: Case, catalogue: Catalogue, one: Application, made: Issued) -> Json:
    number = document_number(case, catalogue, one.service, made.kind)
    return {
        "document": made.kind,
        "number": number,
        "bars": bars(number),
        "fields": dict(made.fields),
        "sealed": bool(made.sealed),
        "received": bool(made.received),
        "issued": bool(made.issued),
    }


def _licence(case: Case, state: State, token: str) -> Json:
    _, licence, role = token.split(":")
    outcome = state.outcomes[token]
    stored = case.stored(licence, role)
    lines = [[line.label, line.value] for line in stored.lines] if stored and outcome == "success" else []
    return {"licence": licence, "person": role, "outcome": outcome, "lines": lines}


def _check(case: Case, state: State, token: str) -> Json:
    _, check, role = token.split(":")
    outcome = state.outcomes[token]
    known = case.checked(check, role)
    return {
        "check": check,
        "person": role,
        "outcome": outcome,
        "says": known.says if known and outcome in TELLING else "",
    }
