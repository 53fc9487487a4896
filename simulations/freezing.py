"""Freezing what a sitting can show: a whole catalogue as canonical text, named by its digest."""

from functools import lru_cache

from question_bank.digest import canonical
from simulations.catalogue import Catalogue


def freeze_catalogue(catalogue: Catalogue) -> str:
    """Return the whole catalogue as canonical JSON: services, registers, rule pack and rubric."""
    return canonical(catalogue.model_dump(mode="json", by_alias=True))


@lru_cache(maxsize=8)
def thaw_catalogue(text: str) -> Catalogue:
    """Return the catalogue that was frozen; the same text gives the same object."""
    return Catalogue.model_validate_json(text)
