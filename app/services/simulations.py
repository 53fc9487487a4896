"""Simulations as the running application sees them: read from disk, proven, and frozen as texts."""

from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import FrozenText
from app.runtime import runtime
from app.services.refused import Refused
from question_bank.digest import digest
from simulations.loader import Content, load_content
from simulations.proving import usable
from simulations.scenario import SimulationPaper


def content() -> Content:
    """Return the content folder: what is right, and every problem of the rest."""
    folder = runtime().config.simulations
    return _read(folder, max((path.stat().st_mtime for path in folder.rglob("*")), default=0.0))


def paper(name: str) -> SimulationPaper:
    """Return the simulation paper called `name`; refuse with `no_simulation_paper` if none is without error."""
    found = content().papers.get(name)
    if found is None:
        raise Refused("no_simulation_paper", name=name)
    return found


def paper_names() -> dict[str, str]:
    """Return the name of every simulation paper without error, by id."""
    return {name: found.name for name, found in content().papers.items()}


def proven(wanted: SimulationPaper) -> frozenset[str]:
    """Return the scenarios of a paper, all of them proven; refuse with `unproven(names)`.

    A proof takes seconds where it was not made before as the content is now, so no transaction may be open.
    """
    names = {name for slot in wanted.slots for name in slot.one_of}
    good = usable(content(), sorted(names), runtime().config.proofs)
    if good != names:
        raise Refused("unproven", names="、".join(sorted(names - good)))
    return good


def freeze(session: Session, kind: str, texts: Iterable[str]) -> None:
    """Keep `texts` for ever under their digests; those already kept are left alone."""
    by_digest = {digest(text): text for text in texts}
    kept = set(session.scalars(select(FrozenText.digest).where(FrozenText.digest.in_(by_digest))))
    session.add_all(
        FrozenText(digest=name, kind=kind, text=text) for name, text in by_digest.items() if name not in kept
    )
    session.flush()


def thaw(session: Session, digests: Collection[str]) -> dict[str, str]:
    """Return the texts kept under `digests`."""
    rows = session.execute(select(FrozenText.digest, FrozenText.text).where(FrozenText.digest.in_(digests)))
    return {row.digest: row.text for row in rows}


@lru_cache(maxsize=4)
def _read(folder: Path, _changed: float) -> Content:
    return load_content(folder)
