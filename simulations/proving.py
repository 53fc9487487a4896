"""Proofs of many scenarios, kept by the digest of content and engine so that nothing is proven twice."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path

from question_bank.digest import canonical, digest
from simulations.casework import Setting
from simulations.catalogue import Catalogue
from simulations.loader import Content
from simulations.proof import Complaint, Proof, prove
from simulations.scenario import Scenario

ENGINE = Path(__file__).parent


def engine_digest() -> str:
    """Return a digest of every module that a proof runs through."""
    running = hashlib.sha256()
    for path in sorted([*ENGINE.glob("*.py"), ENGINE.parent / "question_bank" / "workdays.py"]):
        running.update(path.name.encode())
        running.update(path.read_bytes())
    return running.hexdigest()


def proof_key(scenario: Scenario, catalogue: Catalogue, setting: Setting, engine: str) -> str:
    """Return the digest of all that a scenario's proof rests on."""
    named = {*scenario.applications, *(trap.falls.service for trap in scenario.traps if trap.falls.service)}
    around = catalogue.model_copy(update={"services": {}})
    return digest({
        "scenario": scenario.model_dump(mode="json"),
        "services": {code: catalogue.services[code].model_dump(mode="json") for code in sorted(named)},
        "around": around.model_dump(mode="json", by_alias=True),
        "setting": [setting.today.isoformat(), setting.centre.id, setting.names.model_dump(mode="json")],
        "engine": engine,
    })  # fmt: skip


def prove_all(content: Content, names: Iterable[str], cache: Path, *, workers: int = 1) -> dict[str, Proof]:
    """Return the proof of each named scenario, from `cache` where it was proven before as it is now."""
    catalogue, setting, keys = content.newest(), content.setting(), _keys(content, names)
    kept = {name: _kept(cache / f"{key}.json") for name, key in keys.items()}
    missing = [name for name, proof in kept.items() if proof is None]
    work = [(content.scenarios[name], catalogue, setting) for name in missing]
    for name, proof in zip(missing, _proven(work, workers), strict=True):
        kept[name] = proof
        _keep(cache / f"{keys[name]}.json", proof)
    return {name: proof for name, proof in kept.items() if proof is not None}


def kept_proofs(content: Content, names: Iterable[str], cache: Path) -> dict[str, Proof]:
    """Return the proofs that are kept of the named scenarios as they are now; nothing is proven for it."""
    kept = {name: _kept(cache / f"{key}.json") for name, key in _keys(content, names).items()}
    return {name: proof for name, proof in kept.items() if proof is not None}


def usable(content: Content, names: Iterable[str], cache: Path) -> frozenset[str]:
    """Return which of the named scenarios are without error and proven: only these may be drawn."""
    known = [name for name in names if name in content.scenarios]
    return frozenset(name for name, proof in prove_all(content, known, cache).items() if proof.holds)


def _keys(content: Content, names: Iterable[str]) -> dict[str, str]:
    catalogue, setting, engine = content.newest(), content.setting(), engine_digest()
    return {name: proof_key(content.scenarios[name], catalogue, setting, engine) for name in names}


def _proven(work: list[tuple[Scenario, Catalogue, Setting]], workers: int) -> list[Proof]:
    if workers < 2 or len(work) < 2:  # noqa: PLR2004  # nothing to share out
        return [_prove_one(one) for one in work]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return list(pool.map(_prove_one, work))


def _prove_one(work: tuple[Scenario, Catalogue, Setting]) -> Proof:
    return prove(*work)


def _kept(path: Path) -> Proof | None:
    """Return the proof kept at `path`; one that can't be read is proven anew."""
    if not path.is_file():
        return None
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return _thawed(record)
    except (ValueError, KeyError, TypeError):
        return None


def _keep(path: Path, proof: Proof) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(canonical(asdict(proof)), encoding="utf-8")


def _thawed(record: Mapping[str, object]) -> Proof:
    fields = dict(record)
    for name in ("losses", "dumb"):
        fields[name] = {key: Fraction(value) for key, value in fields[name].items()}  # type: ignore[attr-defined]  # as kept
    fields["model"] = Fraction(str(fields["model"]))
    listed = fields["complaints"]
    fields["complaints"] = tuple(Complaint(one["code"], one["message"], tuple(one["at"])) for one in listed)  # type: ignore[attr-defined]  # as kept
    return Proof(**fields)  # type: ignore[arg-type]  # as kept
