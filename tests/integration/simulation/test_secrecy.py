"""The canary of simulations: no fact of a case reaches the contestant before an act has earned it."""

import json
import re
from collections.abc import Iterator

import pytest
from flask import Flask

from app.services.grading import grade_due
from app.services.scores import release
from config import Config
from simulations.casework import Case
from tests.conftest import Act
from tests.factories.exam_client import ExamClient, entry
from tests.factories.simulation_cast import Simulations, desk_of, model_acts
from tests.factories.simulation_cast import act as one_act
from tests.factories.stored import rows

# What is printed in everybody's register too, or says nothing of a case.
SHORTEST = 4


def facts_of(case: Case) -> Iterator[str]:
    """Yield every text of a case that has to be earned: people, answers, papers, licences, checks, what is right."""
    for person in case.people.values():
        yield from (person.name, person.id_number, person.phone, person.address, person.bank_account, person.born)
    yield case.opening
    for ask in case.asks:
        yield from (ask.answer, ask.improper)
    for paper in case.papers:
        yield from (line.value for line in paper.lines)
        yield from paper.seals
    for licence in case.licences:
        yield from (line.value for line in licence.lines)
    yield from (check.says for check in case.checks)
    yield from (case.scenario, case.revision)


def secrets_of(config: Config, sitting: str) -> set[str]:
    everything = {fact for case in desk_of(config, sitting).cases.values() for fact in facts_of(case)}
    seeds = rows(config, "SELECT seed FROM papers UNION SELECT digest FROM papers UNION SELECT seed FROM forms")
    return {fact for fact in everything if len(fact) >= SHORTEST} | {seed for (seed,) in seeds}


def everything_in(client: ExamClient, app: Flask) -> str:
    """Return every byte of every reply the contestant can get without acting."""
    listed = client.get("/exam/rounds").json["rounds"]
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            for one in listed:
                values = {"round_id": str(one["id"]), "sitting_id": client.sitting, "case_id": "c1", "paper": "letter"}
                path = re.sub(r"<(?:\w+:)?(\w+)>", lambda name, values=values: values.get(name[1], "x"), rule.rule)
                found += [client.get(path), client.get(path, Accept="application/json")]
    found += [client.open(), client.save(), client.receipt()]
    return "".join(f"{reply.headers} {reply.text}" for reply in found)


def leaks(config: Config, sitting: str, text: str) -> list[str]:
    return sorted(secret for secret in secrets_of(config, sitting) if secret in text)


def test_nothing_of_a_case_is_told_before_it_is_called(sitting: ExamClient, app: Flask, config: Config):
    assert leaks(config, sitting.sitting, everything_in(sitting, app)) == []


def test_each_act_tells_only_what_it_earns(sitting: ExamClient, config: Config):
    desk = desk_of(config, sitting.sitting)
    case = next(one for one in desk.cases.values() if one.arrives == 1 and one.asks)
    called = sitting.save(one_act(1, case.id, "call")).text
    assert leaks(config, sitting.sitting, called) == sorted({case.opening} | _told_by(case, case.opening))
    asked = sitting.save(one_act(2, case.id, "ask", question=case.asks[0].id)).text
    assert leaks(config, sitting.sitting, asked) == sorted({case.asks[0].answer} | _told_by(case, case.asks[0].answer))


def _told_by(case: Case, line: str) -> set[str]:
    """Return the facts that a line of the conversation says itself."""
    return {fact for fact in facts_of(case) if len(fact) >= SHORTEST and fact in line}


def test_nothing_but_what_was_earned_is_in_any_reply_of_a_whole_run(sitting: ExamClient, config: Config):
    """Improper answers, other people's contents and what is right stay unsaid through a handling by the rules."""
    desk, texts = desk_of(config, sitting.sitting), []
    for seq, body in enumerate(model_acts(config, sitting.sitting), 1):
        texts.append(sitting.save(entry(seq, "act", body)).text)
    unearned = {ask.answer for case in desk.cases.values() for ask in case.asks if ask.improper}
    unearned |= {ask.improper for case in desk.cases.values() for ask in case.asks if ask.improper}
    unearned |= {case.title for case in desk.cases.values()} | {case.scenario for case in desk.cases.values()}
    unearned |= {condition.require for one in desk.catalogue.services.values() for condition in one.conditions}
    assert [secret for secret in unearned if secret in "".join(texts)] == []


def test_paper_holds_no_rule_and_no_key(sitting: ExamClient, config: Config):
    catalogue = desk_of(config, sitting.sitting).catalogue
    rules = [one.require for service in catalogue.services.values() for one in service.conditions]
    rules += [one.need for service in catalogue.services.values() for one in service.materials if one.need != "true"]
    rules += [field.truth for service in catalogue.services.values() for field in service.form]
    told = json.dumps(sitting.paper, ensure_ascii=False)
    expressions = [rule for rule in rules if re.search(r"\W", rule)]
    assert expressions
    assert [rule for rule in expressions if rule in told] == []


def test_what_is_right_stays_unsaid_after_the_hand_in_of_a_round_that_counts(
    sitting: ExamClient, app: Flask, config: Config, act: Act
):
    sitting.submit()
    act(grade_due)
    assert leaks(config, sitting.sitting, everything_in(sitting, app)) == []


@pytest.mark.parametrize("before", [True, False])
def test_someone_elses_marking_does_not_exist(
    sitting: ExamClient, other_contestant: ExamClient, act: Act, simulations: Simulations, *, before: bool
):
    sitting.submit()
    act(grade_due)
    if not before:
        other_contestant.start(simulations.final).submit()
        act(grade_due)
        act(release, round_id=simulations.final, actor="test")
    path = f"/exam/sittings/{sitting.sitting}/receipt"
    assert other_contestant.get(path, Accept="application/json").status == 404
