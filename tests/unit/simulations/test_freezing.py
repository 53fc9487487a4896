"""Cases and catalogues frozen as text and read back exactly."""

import json

import pytest

from simulations.freezing import freeze_case, freeze_catalogue, thaw_case, thaw_catalogue
from tests.factories.desk import trial_case, trial_content

NAMES = ["trial-accept", "trial-supplement", "trial-relay", "trial-guide"]


@pytest.mark.parametrize("name", NAMES)
def test_a_case_thaws_to_itself(name):
    case = trial_case(name)
    assert thaw_case(freeze_case(case)) == case
    assert freeze_case(thaw_case(freeze_case(case))) == freeze_case(case)
    assert thaw_case(freeze_case(case)) is thaw_case(freeze_case(case))


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
