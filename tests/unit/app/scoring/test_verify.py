"""The verifier: recomputes a package from papers, journals and ballots, and names the first thing that differs."""

import json
import runpy
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.scoring import package
from app.scoring.package import MANIFEST, Package, Unreadable, as_json, read_package, sha256
from app.scoring.verify import main, verify
from question_bank.digest import digest
from tests.factories.packages import package_files, write

Told = Callable[..., list[str]]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """Return a function that changes a package, its manifest with it, and returns every difference found."""
    files, about = package_files()

    def check(name: str = "", change: Callable[[Any], object] | None = None, **facts: object) -> list[str]:
        forged = dict(files)
        if change is not None:
            value = json.loads(forged[name])
            change(value)
            forged[name] = as_json(value)
        path = write(tmp_path / "package.zip", forged, {**about, **facts})
        return [str(one) for one in verify(path)]

    return check


def test_package_of_a_quiz_a_simulation_and_a_panel_recomputes(told: Told):
    assert told() == []


def test_answer_changed_in_a_journal_changes_the_score(told: Told):
    found = told("sittings/quiz.json", lambda value: value["lines"].pop(0))
    assert [one.split(": stated")[0] for one in found[:3]] == [
        "sittings/quiz.json: score",
        "sittings/quiz.json: inputs",
        "result.json: 20260001 in quiz",
    ]


def test_act_left_out_of_a_simulation_changes_the_score(told: Told):
    found = told("sittings/simulation.json", lambda value: value["lines"].pop())
    assert found[0].startswith("sittings/simulation.json: score")


def test_ballots_that_are_too_few_or_changed_are_named(told: Told):
    def fewer(value: Any) -> None:
        value["listing"][0]["ballots"] = value["listing"][0]["ballots"][:2]
        value["lock"] = digest(value["listing"])

    assert "panels/1.json: ballots of 20260001: stated enough, recomputed 2" in told("panels/1.json", fewer)
    assert told("panels/1.json", lambda value: value.update(lock="0"))[0].startswith("panels/1.json: lock")


def test_entry_shown_in_the_chain_must_be_the_one_its_digest_stands_for(told: Told):
    found = told("chain.json", lambda value: value[-1]["entry"].__setitem__(4, '{"other": 1}'))
    assert found[0].startswith("chain.json: entry 3, content")
    assert told("chain.json", lambda value: value.pop(0))[0].startswith("chain.json: entry 1: stated 2")


def test_award_place_and_status_are_recomputed(told: Told):
    def demote(value: Any) -> None:
        value["result"]["lists"]["综合窗口一线"][0]["award"] = ""
        value["result"]["status"] = "CONTESTED"

    found = told("result.json", demote)
    assert found[0].startswith("result.json: 20260001 on 综合窗口一线: stated place 1")
    assert "recomputed place 1" in found[0]
    assert found[1].startswith("result.json: status: stated CONTESTED")
    gone = told("result.json", lambda value: value["result"]["lists"].update({"综合窗口一线": []}))
    assert "stated nothing" in gone[0]


@pytest.mark.parametrize(
    ("name", "change", "why"),
    [
        ("result.json", {"contest": "others"}, "rulebook.yaml: no contest others"),
        ("sittings/quiz.json", {"round": "nothing"}, "rulebook.yaml: no round nothing"),
        ("panels/1.json", {"round": "quiz"}, "rulebook.yaml: no sheet None"),
    ],
)
def test_what_the_rulebook_does_not_have_is_named(told: Told, name: str, change: dict[str, str], why: str):
    with pytest.raises(Unreadable, match=why):
        told(name, lambda value: value.update(change))


def test_rulebook_that_cannot_be_read_is_told(tmp_path: Path):
    files, about = package_files()
    with pytest.raises(Unreadable, match="rulebook"):
        list(verify(write(tmp_path / "p.zip", files | {"rulebook.yaml": b"id: ["}, about)))


def test_other_format_and_no_package_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    files, about = package_files()
    path = write(tmp_path / "p.zip", files, about)
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    held[MANIFEST] = as_json({**json.loads(held[MANIFEST]), "format": 99})
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    (tmp_path / "text.zip").write_text("no zip", encoding="utf-8")
    for name, said in (("p.zip", "format 99"), ("text.zip", "not a zip"), ("missing.zip", "No such file")):
        assert main([str(tmp_path / name)]) == 1
        assert said in capsys.readouterr().err


@pytest.mark.filterwarnings("ignore:.*found in sys.modules:RuntimeWarning")
def test_command_says_that_a_package_recomputes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any):
    path = write(tmp_path / "p.zip", *package_files())
    monkeypatch.setattr("sys.argv", ["verify", str(path)])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("app.scoring.verify", run_name="__main__")
    assert (ended.value.code, "recomputes exactly" in capsys.readouterr().out) == (0, True)


def test_usage_is_told(capsys: pytest.CaptureFixture[str]):
    assert (main([]), "usage" in capsys.readouterr().err) == (2, True)


def test_file_that_is_missing_or_no_json_is_named():
    held = Package({"bad.json": b"{"})
    with pytest.raises(Unreadable, match=r"bad\.json: no JSON"):
        held.json("bad.json")
    with pytest.raises(Unreadable, match=r"gone\.json: missing"):
        held.json("gone.json")


def test_package_too_large_to_be_one_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = write(tmp_path / "p.zip", *package_files())
    monkeypatch.setattr(package, "LARGEST", 10)
    with pytest.raises(Unreadable, match="too large"):
        read_package(path)


def test_same_files_make_the_same_package(tmp_path: Path):
    files, about = package_files()
    digests = {sha256(write(tmp_path / name, files, about).read_bytes()) for name in ("a.zip", "b.zip")}
    assert len(digests) == 1
