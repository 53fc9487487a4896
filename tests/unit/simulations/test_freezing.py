"""Catalogues frozen as text and read back exactly."""

import json

from simulations.freezing import freeze_catalogue, thaw_catalogue
from tests.factories.desk import trial_content


def test_a_catalogue_thaws_to_itself_and_only_once():
    catalogue = trial_content().newest()
    text = freeze_catalogue(catalogue)
    assert thaw_catalogue(text) == catalogue
    assert freeze_catalogue(thaw_catalogue(text)) == text
    assert thaw_catalogue(text) is thaw_catalogue(text)


def test_the_same_value_is_the_same_text():
    catalogue = trial_content().newest()
    turned = catalogue.model_copy(update={"services": dict(reversed(catalogue.services.items()))})
    assert freeze_catalogue(turned) == freeze_catalogue(catalogue)
    assert json.loads(freeze_catalogue(catalogue))["pack"]["effective"] == "2026-09-01"
