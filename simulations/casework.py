"""draw_case: one concrete case from a scenario, with people, papers and records made up from a seed."""

import json
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from question_bank.authoring import Authored
from question_bank.digest import digest
from simulations.catalogue import Catalogue, Name, Place, Role
from simulations.expressions import Plain, add_months, moment
from simulations.people import ELSEWHERE, Names, Person, draw_person
from simulations.scenario import Draw, Entry, Line, Outcome, PaperKind, Scenario, Signature

_HOLE = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z_]+)?)\}")
PERSON_WORDS = (
    "name",
    "id_number",
    "born",
    "age",
    "sex",
    "phone",
    "address",
    "household",
    "residence",
    "bank_account",
    "honorific",
)
SEXES = {"male": "男", "female": "女"}


class Unfilled(Exception):
    """A template that names something the scenario does not have, said in Chinese; `hole` is what it names."""

    def __init__(self, hole: str) -> None:
        super().__init__(f"{{{hole}}} 没有可以代入的内容")
        self.hole = hole


@dataclass(frozen=True)
class Setting:
    """Where and when a case happens, and the pools its people are drawn from."""

    today: date
    centre: Place
    names: Names


class CaseAsk(Authored):
    """A question, its answer, the facts it shows; an improper one says why."""

    id: str
    ask: str
    answer: str
    shows: tuple[str, ...]
    improper: str


class CasePaper(Authored):
    """A paper in the tray; `doc` holds what can be read on it, by field of the material it fits."""

    id: str
    kind: PaperKind
    name: str
    fits: str
    of: Role
    original: bool
    lines: tuple[Line, ...]
    signatures: tuple[Signature, ...]
    seals: tuple[str, ...]
    dated: str
    doc: dict[str, Plain]
    shows: tuple[str, ...]
    sides: int
    blurred: bool


class CaseLicence(Authored):
    """What the licence store answers for one person."""

    licence: str
    of: Role
    outcomes: tuple[Outcome, ...]
    lines: tuple[Line, ...]
    shows: tuple[str, ...]


class CaseCheck(Authored):
    """What a back-office check answers for one person."""

    check: str
    of: Role
    outcomes: tuple[str, ...]
    says: str
    shows: tuple[str, ...]


class Case(Authored):
    """One drawn case: all that is true in it. What a clerk may know of it is `window.view`'s business."""

    id: str = ""
    scenario: Name
    revision: str
    title: str
    serial: int
    entry: Entry
    ticket: str
    arrives: int
    mood: str
    present_as: str
    today: str
    centre: str
    draws: dict[str, Plain]
    people: dict[Role, Person]
    applications: tuple[str, ...]
    facts: dict[str, Plain]
    opening: str
    opening_shows: tuple[str, ...]
    asks: tuple[CaseAsk, ...]
    papers: tuple[CasePaper, ...]
    licences: tuple[CaseLicence, ...]
    checks: tuple[CaseCheck, ...]
    authorization: dict[Role, str]
    matches: bool
    wish: str

    @property
    def counter_role(self) -> Role:
        """Who stands at the counter."""
        return "applicant" if self.present_as == "self" else "agent"

    def paper(self, paper_id: str) -> CasePaper | None:
        """Return a paper of the tray."""
        return next((one for one in self.papers if one.id == paper_id), None)

    def stored(self, licence: str, role: str) -> CaseLicence | None:
        """Return what the store holds of a licence of one person."""
        return next((one for one in self.licences if (one.licence, one.of) == (licence, role)), None)

    def checked(self, check: str, role: str) -> CaseCheck | None:
        """Return what a check knows of one person."""
        return next((one for one in self.checks if (one.check, one.of) == (check, role)), None)


def draw_case(scenario: Scenario, rng: random.Random, setting: Setting, catalogue: Catalogue) -> Case:
    """Return one case; the same seed gives the same case. Raise Unfilled where a template names nothing."""
    draws = {name: _drawn(draw, rng, setting.today) for name, draw in scenario.draw.items()}
    towns = {
        place.id: place.name.removesuffix("社区事务受理服务中心") for place in catalogue.places.values() if place.town
    }
    people = {
        role: draw_person(role, spec, setting.names, rng, setting.today, _fixed_birthday(spec.born, draws), towns)
        for role, spec in scenario.people.items()
    }
    opening = scenario.opening if isinstance(scenario.opening, str) else rng.choice(scenario.opening)
    words = _words(draws, people, setting, towns)
    asks = [one.model_dump(mode="json") for one in scenario.asks]
    papers = [one.model_dump(mode="json") for one in scenario.brought]
    # Authors tend to write what is improper or of no use last; its place must not tell.
    rng.shuffle(asks)
    rng.shuffle(papers)
    parts = {
        "opening": opening,
        "asks": asks,
        "licences": [one.model_dump(mode="json") for one in scenario.licences],
        "checks": [one.model_dump(mode="json") for one in scenario.checks],
        "ticket": scenario.ticket,
        "wish": scenario.wish,
    }
    whole = {
        **filled(parts, words, typed=False),
        "facts": filled({name: _plain(value) for name, value in scenario.facts.items()}, words),
        "papers": [{**filled(one, words, typed=False), "doc": filled(one["doc"], words)} for one in papers],
        "scenario": scenario.id,
        "revision": digest(scenario),
        "title": scenario.title,
        "serial": rng.randrange(1, 10_000),
        "entry": scenario.entry,
        "arrives": scenario.arrives,
        "mood": scenario.mood,
        "present_as": scenario.present_as,
        "today": setting.today.isoformat(),
        "centre": setting.centre.id,
        "draws": draws,
        "people": {role: person.model_dump(mode="json") for role, person in people.items()},
        "applications": scenario.applications,
        "opening_shows": scenario.opening_shows,
        "authorization": dict(scenario.authorization),
        "matches": scenario.matches,
    }
    return Case.model_validate_json(json.dumps(whole))


def words_of(case: Case, catalogue: Catalogue) -> dict[str, Plain]:
    """Return what a template may name in a case that was drawn: for the author's expectation of it."""
    towns = {
        place.id: place.name.removesuffix("社区事务受理服务中心") for place in catalogue.places.values() if place.town
    }
    return {
        **_words(case.draws, case.people, None, towns),
        "today": case.today,
        "centre": catalogue.places[case.centre].name,
    }


def filled(value: Any, words: Mapping[str, Plain], *, typed: bool = True) -> Any:  # noqa: ANN401  # JSON in and out
    """Return JSON with every `{name}` replaced; a text that is nothing else takes the type of what it names.

    Unless it is `typed`, everything stays text: what people say and papers print.
    """
    if isinstance(value, dict):
        return {key: filled(one, words, typed=typed) for key, one in value.items()}
    if isinstance(value, list):
        return [filled(one, words, typed=typed) for one in value]
    if not isinstance(value, str) or "{" not in value:
        return value
    if typed and (whole := _HOLE.fullmatch(value)):
        return _word(words, whole[1])
    return _HOLE.sub(lambda hole: str(_word(words, hole[1])), value)


def _word(words: Mapping[str, Plain], name: str) -> Plain:
    if name not in words:
        raise Unfilled(name)
    return words[name]


def _words(
    draws: Mapping[str, Plain], people: Mapping[Role, Person], setting: Setting | None, towns: Mapping[str, str]
) -> dict[str, Plain]:
    words = dict(draws)
    for role, person in people.items():
        for name in PERSON_WORDS:
            words[f"{role}.{name}"] = getattr(person, name)
        words[f"{role}.sex"] = SEXES[person.sex]
        words[f"{role}.household"] = towns.get(person.household, "外省（虚构）")
        words[f"{role}.residence"] = towns.get(person.residence, "外省（虚构）")
    if setting is not None:
        words["today"], words["centre"] = setting.today.isoformat(), setting.centre.name
    return words


def _drawn(draw: Draw, rng: random.Random, today: date) -> Plain:
    if draw.between is not None:
        return rng.randint(*draw.between)
    if draw.one_of is not None:
        return rng.choice(draw.one_of)
    if draw.days_before is not None:
        return (today - timedelta(days=rng.randint(*draw.days_before))).isoformat()
    if draw.days_after is not None:
        return (today + timedelta(days=rng.randint(*draw.days_after))).isoformat()
    months = rng.randint(*(draw.months_before or (0, 0)))
    return add_months(moment(today), -months).date().isoformat()


def _fixed_birthday(born: date | str | None, draws: Mapping[str, Plain]) -> date | None:
    if born is None or isinstance(born, date):
        return born
    return date.fromisoformat(str(filled(born, draws)))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def is_elsewhere(town: str) -> bool:
    """Tell whether a person's town lies outside the city."""
    return town == ELSEWHERE
