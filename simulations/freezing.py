"""Freezing what a sitting can show: a catalogue and its drawn cases as canonical text, named by their digests."""

from functools import lru_cache

from question_bank.digest import canonical
from simulations.casework import Case
from simulations.catalogue import Catalogue


def freeze_catalogue(catalogue: Catalogue) -> str:
    """Return the whole catalogue as canonical JSON: services, registers, rule pack and rubric."""
    return canonical(catalogue.model_dump(mode="json", by_alias=True))


@lru_cache(maxsize=8)
def thaw_catalogue(text: str) -> Catalogue:
    """Return the catalogue that was frozen; the same text gives the same object."""
    return Catalogue.model_validate_json(text)


def freeze_case(case: Case) -> str:
    """Return a drawn case as canonical JSON."""
    return canonical(case.model_dump(mode="json"))


@lru_cache(maxsize=4096)
def thaw_case(text: str) -> Case:
    """Return the case that was frozen; the same text gives the same object."""
    return Case.model_validate_json(text)
