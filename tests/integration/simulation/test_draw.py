"""Drawing a simulation round: frozen forms and cases, and what is refused."""

import json

import pytest

from app.services import simulations as service
from app.services.drawing import draw_round
from app.services.refused import Refused
from config import Config
from tests.conftest import Act
from tests.factories.exam_client import ExamClient
from tests.factories.simulation_cast import Simulations, desk_of
from tests.factories.stored import rows

FORMS = "SELECT label, digest, record FROM forms WHERE round_id = :round ORDER BY label"
PAPERS = """
SELECT p.record, p.digest, p.form_id FROM papers p JOIN sittings s ON s.id = p.sitting_id
JOIN contestants c ON c.id = s.contestant_id WHERE s.round_id = :round ORDER BY c.seat
"""


def papers(config: Config, round_id: int) -> list[tuple[str, str, int]]:
    return rows(config, PAPERS, round=round_id)


@pytest.mark.usefixtures("app")
def test_forms_name_by_digest_all_that_they_are_drawn_from(simulations: Simulations, config: Config):
    forms = rows(config, FORMS, round=simulations.final)
    kept = dict(rows(config, "SELECT digest, kind FROM frozen_texts"))
    records = [json.loads(record) for _, _, record in forms]
    assert [label for label, _, _ in forms] == ["A", "B"]
    assert [{kept[one["catalogue"]], kept[one["names"]]} for one in records] == [{"catalogue", "names"}] * 2
    assert {kept[name] for one in records for name in one["scenarios"]} == {"scenario"}
    assert records[0]["scenarios"] != records[1]["scenarios"]


@pytest.mark.usefixtures("app")
def test_neighbours_get_different_forms_and_everyone_cases_of_their_own(simulations: Simulations, config: Config):
    drawn = papers(config, simulations.final)
    forms = [form for _, _, form in drawn]
    people = [json.dumps(json.loads(record)["cases"][0]["people"]) for record, _, _ in drawn]
    assert len(drawn) == 3
    assert forms[0] != forms[1] != forms[2]
    assert len(set(people)) == len({digest for _, digest, _ in drawn}) == 3


def test_cases_are_of_the_scenarios_of_the_form(sitting: ExamClient, config: Config):
    desk = desk_of(config, sitting.sitting)
    [(record,)] = rows(
        config,
        "SELECT f.record FROM forms f JOIN papers p ON p.form_id = f.id WHERE p.sitting_id = :sitting",
        sitting=sitting.sitting,
    )
    assert [case.revision for case in desk.cases.values()] != []
    assert list(desk.cases) == ["c1", "c2"]
    titles = [section["title"] for section in json.loads(record)["sections"]]
    assert titles == ["第 1 件", "第 2 件"]


def test_drawn_again_a_round_keeps_its_forms_and_serves_the_new(simulations: Simulations, config: Config, act: Act):
    before = rows(config, FORMS, round=simulations.final)
    again = act(draw_round, round_id=simulations.final, actor="test")
    assert (again.forms, again.papers) == (2, 0)
    assert rows(config, FORMS, round=simulations.final) == before


def test_unproven_scenario_is_refused(simulations: Simulations, act: Act, config: Config, monkeypatch):
    monkeypatch.setattr(service, "usable", lambda _content, names, _cache: frozenset(names) - {"trial-relay"})
    with pytest.raises(Refused, match="unproven") as refused:
        act(draw_round, round_id=simulations.undrawn, actor="test")
    assert refused.value.facts == {"names": "trial-relay"}
    assert rows(config, FORMS, round=simulations.undrawn) == []


def test_paper_without_balance_is_refused(simulations: Simulations, act: Act, monkeypatch):
    monkeypatch.setattr("simulations.assembly.MOST_ALIKE", 0)
    with pytest.raises(Refused, match="shortfall"):
        act(draw_round, round_id=simulations.undrawn, actor="test")


def test_paper_that_is_not_there_is_refused(simulations: Simulations, act: Act, monkeypatch):
    monkeypatch.setattr(service, "content", lambda: service._read(service.Path("nowhere"), 0.0))
    with pytest.raises(Refused, match="no_simulation_paper"):
        act(draw_round, round_id=simulations.undrawn, actor="test")


def test_practice_draws_from_what_was_frozen_whatever_the_content_is_now(
    practising: ExamClient, simulations: Simulations, monkeypatch
):
    first = practising.sitting
    practising.submit()
    monkeypatch.setattr(service, "content", lambda: 1 / 0)
    practising.start(simulations.practice)
    assert practising.sitting != first
    assert [case["id"] for case in practising.paper["cases"]] == ["c1", "c2"]
