"""The rulebook a competition is under, and how many contestants each district may have by it."""

from app.scoring.rulebook import SHIPPED, Rulebook, readable_rulebook
from app.services.refused import Refused


def rulebook_of(name: str) -> Rulebook:
    """Return a rulebook that comes with the program. Refuses with `no_rulebook(name)` what can't be read."""
    found = readable_rulebook(name)
    if found is None:
        raise Refused("no_rulebook", name=name)
    return found


def rulebook_names() -> dict[str, str]:
    """Return the readable rulebooks, by id, with their names."""
    found = (readable_rulebook(path.stem) for path in sorted(SHIPPED.glob("*.yaml")))
    return {one.id: one.name for one in found if one is not None}
