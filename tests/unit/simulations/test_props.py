"""Props: a PDF of papers, lines and points; the same case gives the same bytes, and nothing prints as a gap."""

import random
from pathlib import Path

import pytest

from simulations import props
from simulations.casework import draw_case
from simulations.loader import load_content
from simulations.props import NoGlyph, NotPrinted, make_props

TRIAL = Path(__file__).parents[2] / "bank" / "window"


@pytest.fixture(scope="module")
def content():
    return load_content(TRIAL)


def _case(content, name, **changes):
    catalogue = content.newest()
    case = draw_case(content.scenarios[name], random.Random(3), content.setting(), catalogue)
    return content.scenarios[name], case.model_copy(update=changes), catalogue


@pytest.mark.parametrize("name", ["trial-accept", "trial-supplement", "trial-relay", "trial-guide"])
def test_a_scenario_prints_as_pdf(content, name):
    assert make_props(*_case(content, name))[:5] == b"%PDF-"


def test_the_same_case_gives_the_same_bytes(content):
    parts = _case(content, "trial-supplement")
    assert make_props(*parts) == make_props(*parts)


def test_a_character_the_font_lacks_is_named(content):
    with pytest.raises(NoGlyph) as refused:
        make_props(*_case(content, "trial-accept", opening="我叫𬱖。"))
    assert refused.value.characters == "𬱖"


def test_a_warning_of_the_typesetter_stops_the_print(content, monkeypatch):
    monkeypatch.setattr(props.typst, "compile_with_warnings", lambda *_, **__: (b"%PDF-", ["a font is missing"]))
    with pytest.raises(NotPrinted):
        make_props(*_case(content, "trial-accept"))
