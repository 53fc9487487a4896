"""desk: what a contestant's browser gets of a paper before anyone was called: the system's registers, and tickets."""

from collections.abc import Sequence
from typing import Any

from simulations.casework import Case
from simulations.catalogue import DECISIONS, FLAWS, VERDICTS, Catalogue, Service
from simulations.checkpoints import basis_text
from simulations.resident_acts import MEANS
from simulations.ruling import AT_ONCE
from simulations.scenario import ENTRIES, SimulationPaper

Json = dict[str, Any]


def shown(paper: SimulationPaper, catalogue: Catalogue, cases: Sequence[Case]) -> Json:
    """Return the paper as docs/protocol.md shapes it; nothing in it tells a fact of a case or a rule's expression."""
    centre = catalogue.places[paper.centre]
    return {
        "kind": "simulation",
        "title": paper.name,
        "minutes": paper.minutes,
        "date": paper.date.isoformat(),
        "time": paper.time,
        "centre": {"id": centre.id, "name": centre.name, "code": centre.centre_code},
        "window": paper.window,
        "pack": catalogue.pack.title,
        "cases": [_case(number, case, paper) for number, case in enumerate(cases, 1)],
        "desk": _desk(catalogue),
    }


def _case(number: int, case: Case, paper: SimulationPaper) -> Json:
    return {
        "id": case.id,
        "number": number,
        "entry": case.entry,
        "entry_name": ENTRIES[case.entry],
        "ticket": case.ticket,
        "points": str(paper.slots[number - 1].points),
    }


def _desk(catalogue: Catalogue) -> Json:
    limits = {one.limit.label for one in catalogue.services.values() if one.limit} | {AT_ONCE}
    return {
        "services": [_service(catalogue, one) for one in catalogue.services.values()],
        "licences": [{"id": one.id, "name": one.name} for one in catalogue.licences.values()],
        "checks": [{"id": one.id, "name": one.name, "agency": one.agency} for one in catalogue.checks.values()],
        "places": [{"id": one.id, "name": one.name} for one in catalogue.places.values()],
        "documents": [
            {
                "id": one.id,
                "name": one.name,
                "to": one.to,
                "received": one.received,
                "sealed": one.sealed,
                "opening": one.opening,
                "decisions": list(one.decisions),
                "fields": [{"id": field.id, "label": field.label, "kind": field.kind} for field in one.fields],
            }
            for one in catalogue.documents.values()
        ],
        "decisions": DECISIONS,
        "verdicts": VERDICTS,
        "flaws": FLAWS,
        "means": dict(MEANS),
        "phrases": [{"id": one.id, "text": one.text} for one in catalogue.phrases],
        "limits": sorted(limits, key=lambda label: (len(label), label)),
        "rules": [one.text for one in catalogue.pack.rules],
    }


def _service(catalogue: Catalogue, service: Service) -> Json:
    return {
        "code": service.code,
        "name": service.name,
        "initials": service.initials,
        "agency": service.agency,
        "situations": [{"id": one.id, "name": one.name} for one in service.situations],
        "materials": [
            {
                "id": one.id,
                "name": one.name,
                "means": one.means,
                "of": one.of,
                "licence": one.licence,
                "shared": one.shared,
                "sides": one.sides,
            }
            for one in service.materials
        ],
        "form": [
            {"id": one.id, "label": one.label, "kind": one.kind, "options": list(one.options), "prefill": one.prefill}
            for one in service.form
        ],
        "guide": list(service.guide),
        "limit": service.limit.label if service.limit else None,
        "reasons": [
            {
                "id": one.id,
                "text": one.otherwise.reason,
                "basis": basis_text(catalogue, one.otherwise.basis),
            }
            for one in service.conditions
            if one.otherwise.decision == "refuse"
        ],
    }
