"""Kept proofs: nothing is proven twice, and whatever changed is proven anew."""

import json

import pytest

from simulations import proving
from simulations.loader import load_content
from simulations.proof import prove
from simulations.proving import engine_digest, kept_proofs, proof_key, prove_all, usable
from tests.factories.desk import trial_content
from tests.factories.window import CORE, PACK, SCENARIOS, SERVICES, edited

ONE = ["trial-guide"]


def _key(content, name, engine="engine"):
    return proof_key(content.scenarios[name], content.newest(), content.setting(), engine)


def _marked(cache):
    """Write into the one kept proof what no proving would find, so that reading it shows."""
    [file] = cache.glob("*.json")
    record = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**record, "acts": 999}), encoding="utf-8")
    return file


@pytest.fixture
def proven(monkeypatch):
    """List the scenarios that were really proven."""
    done = []

    def noting(scenario, catalogue, setting):
        done.append(scenario.id)
        return prove(scenario, catalogue, setting, 3)

    monkeypatch.setattr(proving, "prove", noting)
    return done


def test_a_proof_that_is_kept_is_read_and_not_made(tmp_path, proven):
    first = prove_all(trial_content(), ONE, tmp_path)
    assert prove_all(trial_content(), ONE, tmp_path) == first
    _marked(tmp_path)
    assert prove_all(trial_content(), ONE, tmp_path)["trial-guide"].acts == 999
    assert proven == ONE


@pytest.mark.parametrize("name", ["trial-accept", "trial-supplement"])
def test_a_kept_proof_is_the_proof(tmp_path, proven, name):
    first = prove_all(trial_content(), [name], tmp_path)
    assert prove_all(trial_content(), [name], tmp_path) == first
    assert proven == [name]


def test_complaints_are_kept_with_their_places(tmp_path, proven):
    content = load_content(edited(tmp_path, (SCENARIOS, "costs: 55}\n    expect:\n      - {service: TS-03",
                                             "costs: 99}\n    expect:\n      - {service: TS-03")))  # fmt: skip
    first = prove_all(content, ONE, tmp_path / "cache")
    assert [(one.code, one.at) for one in first["trial-guide"].complaints] == [("cheap-trap", ("traps", 0, "costs"))]
    assert prove_all(content, ONE, tmp_path / "cache") == first
    assert proven == ONE


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"model": "100"}', "\x00"])
def test_a_kept_proof_that_can_not_be_read_is_made_anew(tmp_path, proven, text):
    first = prove_all(trial_content(), ONE, tmp_path)
    _marked(tmp_path).write_text(text, encoding="utf-8")
    assert prove_all(trial_content(), ONE, tmp_path) == first
    assert proven == ONE * 2


def test_a_changed_program_proves_everything_anew(tmp_path, proven, monkeypatch):
    prove_all(trial_content(), ONE, tmp_path)
    monkeypatch.setattr(proving, "engine_digest", lambda: "another program")
    prove_all(trial_content(), ONE, tmp_path)
    assert (proven, len(list(tmp_path.glob("*.json")))) == (ONE * 2, 2)


@pytest.mark.parametrize(("file", "old", "new", "changed"), [
    (SCENARIOS, "title: 企业事项", "title: 公司事项", {"trial-guide"}),
    (SERVICES, "家庭申请", "一户申请", {"trial-relay"}),
    (SERVICES, "缴费不满一年", "缴费不足一年", {"trial-accept", "trial-supplement"}),
    (PACK, "value: 30", "value: 15", {"trial-accept", "trial-supplement", "trial-relay", "trial-guide"}),
    (CORE, "望潮路", "观潮路", {"trial-accept", "trial-supplement", "trial-relay", "trial-guide"}),
    (CORE, "text: 请慢走", "text: 您慢走", {"trial-accept", "trial-supplement", "trial-relay", "trial-guide"}),
])  # fmt: skip
def test_a_proof_rests_on_what_it_uses(tmp_path, file, old, new, changed):
    content, before = load_content(edited(tmp_path, (file, old, new))), trial_content()
    assert {name for name in content.scenarios if _key(content, name) != _key(before, name)} == changed


def test_a_proof_rests_on_the_service_a_trap_leads_to(tmp_path):
    lead = (SCENARIOS, "falls: {decide: {TS-03: accept}}", "falls: {service: TS-02}")
    before = load_content(edited(tmp_path / "before", lead))
    after = load_content(edited(tmp_path / "after", lead, (SERVICES, "家庭申请", "一户申请")))
    assert _key(before, "trial-guide") != _key(after, "trial-guide")


def test_a_proof_rests_on_the_program():
    assert _key(trial_content(), "trial-guide", "one") != _key(trial_content(), "trial-guide", "two")


def test_the_program_has_a_digest_of_its_modules(tmp_path, monkeypatch):
    assert engine_digest() == engine_digest()
    (tmp_path / "simulations").mkdir()
    (tmp_path / "question_bank").mkdir()
    (tmp_path / "question_bank" / "workdays.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(proving, "ENGINE", tmp_path / "simulations")
    digests = {engine_digest()}
    for name, text in (("ruling.py", "a"), ("ruling.py", "b"), ("marking.py", "")):
        (tmp_path / "simulations" / name).write_text(text, encoding="utf-8")
        digests.add(engine_digest())
    assert len(digests) == 4


def test_two_processes_find_what_one_finds(tmp_path):
    names = ["trial-guide", "trial-relay"]
    assert prove_all(trial_content(), names, tmp_path / "two", workers=2) == prove_all(
        trial_content(), names, tmp_path / "one"
    )


def test_one_scenario_needs_no_second_process(tmp_path, proven):
    prove_all(trial_content(), ONE, tmp_path, workers=2)
    assert proven == ONE


def test_only_proven_scenarios_without_mistakes_are_usable(tmp_path, proven):
    content = load_content(edited(tmp_path, (SCENARIOS, "falls: {ask: [show-card]}, costs: 1",
                                             "falls: {ask: [show-card]}, costs: 20")))  # fmt: skip
    names = ["trial-accept", "trial-guide", "no-such-scenario"]
    assert usable(content, names, tmp_path / "cache") == {"trial-guide"}
    assert proven == ["trial-accept", "trial-guide"]


def test_proofs_are_looked_up_without_proving(tmp_path, proven):
    first = prove_all(trial_content(), ONE, tmp_path)
    assert kept_proofs(trial_content(), ["trial-accept", *ONE], tmp_path) == first
    assert proven == ONE
