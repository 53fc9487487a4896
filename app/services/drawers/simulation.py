"""Simulation rounds: forms of proven scenarios, and a case drawn from each for every contestant."""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy.orm import Session

from app.services import simulations
from app.services.drawers.drawer import Draft, LaidOut, Plan
from app.services.refused import Refused
from question_bank.columns import columns
from question_bank.digest import canonical, digest
from simulations.assembly import Shortfall, SimForm, draw_forms
from simulations.casework import Setting, draw_case
from simulations.catalogue import Catalogue
from simulations.desk import shown
from simulations.freezing import freeze_catalogue, thaw_catalogue
from simulations.loader import Content
from simulations.people import Names
from simulations.scenario import ENTRIES, Scenario, SimulationPaper


@dataclass(frozen=True)
class Form:
    """A frozen form: everything a case is drawn from, each under the digest that names it."""

    paper: SimulationPaper
    catalogue: Catalogue
    names: Names
    scenarios: tuple[Scenario, ...]
    digests: Mapping[str, str]


class SimulationDrawer:
    """Draws by a simulation paper; forms are frozen as texts: catalogue, names and scenarios."""

    def names(self) -> Mapping[str, str]:
        """Return the simulation papers by id."""
        return simulations.paper_names()

    def plan(self, name: str) -> Plan:
        """Return what the paper sets; refuse with `no_simulation_paper`."""
        paper = simulations.paper(name)
        return Plan(paper.minutes, str(sum(slot.points for slot in paper.slots)))

    def draft(self, name: str, seed: str) -> Sequence[Draft[Form]]:
        """Return the drawn forms; refuse with `no_simulation_paper`, `unproven(names)` or `shortfall(lines)`."""
        paper, content = simulations.paper(name), simulations.content()
        drawn = draw_forms(paper, content.scenarios, simulations.proven(paper), random.Random(seed))
        if isinstance(drawn, Shortfall):
            raise Refused("shortfall", lines=str(drawn))
        catalogue, pools = content.catalogue(paper.pack), content.setting().names
        report, headings = _report(paper, drawn, content), _headings(paper, drawn, content)
        forms = [_form(paper, catalogue, pools, [content.scenarios[one] for one in form.scenarios]) for form in drawn]
        return [
            Draft(sim_form.label, _record(form, headings), report, form)
            for sim_form, form in zip(drawn, forms, strict=True)
        ]

    def keep(self, session: Session, drafts: Sequence[Draft[Form]]) -> None:
        """Keep every text the forms name."""
        forms = [draft.form for draft in drafts]
        simulations.freeze(session, "catalogue", {freeze_catalogue(form.catalogue) for form in forms})
        simulations.freeze(session, "names", {_text(form.names) for form in forms})
        simulations.freeze(session, "scenario", {_text(one) for form in forms for one in form.scenarios})

    def thaw(self, session: Session, record: str) -> Form:
        """Return the form from its texts."""
        frozen = json.loads(record)
        named = {"catalogue": frozen["catalogue"], "names": frozen["names"]}
        texts = simulations.thaw(session, {*named.values(), *frozen["scenarios"]})
        return Form(
            SimulationPaper.model_validate_json(canonical(frozen["paper"])),
            thaw_catalogue(texts[named["catalogue"]]),
            Names.model_validate_json(texts[named["names"]]),
            tuple(Scenario.model_validate_json(texts[one]) for one in frozen["scenarios"]),
            named,
        )

    def lay_out(self, form: Form, seed: str) -> LaidOut:
        """Return the paper with a case drawn from each scenario."""
        paper, rng = form.paper, random.Random(seed)
        setting = Setting(paper.date, form.catalogue.places[paper.centre], form.names)
        cases = [
            draw_case(scenario, rng, setting, form.catalogue).model_copy(update={"id": f"c{number}"})
            for number, scenario in enumerate(form.scenarios, 1)
        ]
        record = canonical({
            "kind": "simulation",
            "catalogue": form.digests["catalogue"],
            "paper": paper.model_dump(mode="json"),
            "cases": [case.model_dump(mode="json") for case in cases],
        })  # fmt: skip
        return LaidOut(record, digest(record), orjson.dumps(shown(paper, form.catalogue, cases)))


def _form(paper: SimulationPaper, catalogue: Catalogue, names: Names, scenarios: list[Scenario]) -> Form:
    digests = {"catalogue": digest(freeze_catalogue(catalogue)), "names": digest(_text(names))}
    return Form(paper, catalogue, names, tuple(scenarios), digests)


def _record(form: Form, headings: Sequence[str]) -> str:
    """Return the record; its sections are what every kind of form tells contestants before the start."""
    sections = [
        {"title": f"第 {number} 件", "heading": heading, "items": [number]}
        for number, heading in enumerate(headings, 1)
    ]
    return canonical({
        "kind": "simulation",
        "paper": form.paper.model_dump(mode="json"),
        "scenarios": [digest(_text(one)) for one in form.scenarios],
        "sections": sections,
        **form.digests,
    })  # fmt: skip


def _headings(paper: SimulationPaper, forms: Sequence[SimForm], content: Content) -> list[str]:
    """Return how each case comes to the desk and what it is worth: the same words for every form."""
    headings = []
    for place, slot in enumerate(paper.slots):
        entries = dict.fromkeys(ENTRIES[content.scenarios[form.scenarios[place]].entry] for form in forms)
        headings.append(f"{'或'.join(entries)}，{slot.points} 分")
    return headings


def _report(paper: SimulationPaper, forms: Sequence[SimForm], content: Content) -> str:
    """Return which scenario stands where, and which ones several forms share."""
    rows = [["", *(f"{form.label} 卷" for form in forms)]]
    rows += [
        [f"第 {place + 1} 件 {slot.points} 分", *(content.scenarios[form.scenarios[place]].title for form in forms)]
        for place, slot in enumerate(paper.slots)
    ]
    closing = (
        "\n".join(["各卷共用的情景：", *shared]) if (shared := _shared(forms, content)) else "各卷没有共用的情景。"
    )
    opening = f"《{paper.name}》各卷情景\n每一件都已验证：按规则办理得满分，中陷阱至少失所写的分；各卷每件分值相同。"
    return "\n\n".join([opening, columns(rows), closing])


def _shared(forms: Sequence[SimForm], content: Content) -> list[str]:
    holders: dict[str, list[str]] = {}
    for form in forms:
        for name in form.scenarios:
            holders.setdefault(name, []).append(form.label)
    return [
        f"  {content.scenarios[name].title}：{'、'.join(labels)} 卷"
        for name, labels in holders.items()
        if len(labels) > 1
    ]


def _text(value: Scenario | Names) -> str:
    return canonical(value.model_dump(mode="json", exclude_unset=True))
