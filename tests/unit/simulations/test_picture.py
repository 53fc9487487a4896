"""Pictures: none before it was earned, and identity cards that say all an identity card says."""

import random
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from simulations.casework import draw_case
from simulations.loader import load_content
from simulations.picture import face_svg, licence_svg, paper_sheet, paper_svg, portrait_at_counter, portrait_of
from simulations.window import play

TRIAL = Path(__file__).parents[2] / "bank" / "window"


@pytest.fixture(scope="module")
def content():
    return load_content(TRIAL)


@pytest.fixture(scope="module")
def case(content):
    catalogue = content.newest()
    return draw_case(content.scenarios["trial-accept"], random.Random(3), content.setting(), catalogue)


def _state(content, case, *acts):
    return play(case, content.newest(), ((seq, act, seq) for seq, act in enumerate(acts, 1)))


CALL = {"do": "call"}
READ = {"do": "read", "person": "applicant", "means": "id_card"}


def test_a_paper_is_drawn_only_after_it_was_looked_at(content, case):
    look = {"do": "inspect", "paper": "statement", "side": 1}
    assert paper_svg(case, _state(content, case, CALL), "statement", 1) is None
    assert "收入说明" in paper_svg(case, _state(content, case, CALL, look), "statement", 1)
    assert paper_svg(case, _state(content, case, CALL, look), "statement", 2) is None
    assert paper_svg(case, _state(content, case, CALL, look), "no-such-paper", 1) is None


def test_a_licence_is_drawn_only_once_the_store_gave_it(content, case):
    allow, fetch = (
        {"do": "authorize", "person": "applicant"},
        {"do": "fetch", "licence": "marriage", "person": "applicant"},
    )
    timed_out, given = (_state(content, case, CALL, READ, allow, *[fetch] * tries) for tries in (1, 2))
    catalogue = content.newest()
    assert licence_svg(case, catalogue, timed_out, "marriage", "applicant") is None
    assert "2019-05-20" in licence_svg(case, catalogue, given, "marriage", "applicant")
    assert licence_svg(case, catalogue, given, "resident-id", "applicant") is None


def test_a_licence_without_lines_names_its_holder(content, case):
    bare = case.model_copy(update={"licences": (case.licences[0].model_copy(update={"lines": ()}),)})
    allow, fetch = (
        {"do": "authorize", "person": "applicant"},
        {"do": "fetch", "licence": "marriage", "person": "applicant"},
    )
    state = _state(content, bare, CALL, READ, allow, fetch, fetch)
    assert case.people["applicant"].name in licence_svg(bare, content.newest(), state, "marriage", "applicant")


def test_who_is_not_the_holder_has_another_face_than_the_card(content, case):
    other = case.model_copy(update={"matches": False})
    own, strange = (portrait_at_counter(one) for one in (case, other))
    holder = portrait_of(case.people["applicant"])
    assert (own.seed, strange.seed == holder.seed) == (holder.seed, False)
    assert (strange.sex, strange.age, strange.mood) == (own.sex, own.age, own.mood)
    faces = [face_svg(one, _state(content, case, CALL), "applicant") for one in (case, other)]
    assert faces[0] != faces[1]


def test_a_face_is_seen_once_its_owner_is_there(content, case):
    assert face_svg(case, _state(content, case), "applicant") is None
    assert ET.fromstring(face_svg(case, _state(content, case, CALL), "applicant")).get("role") == "img"
    assert face_svg(case, _state(content, case, CALL), "agent") is None


@pytest.mark.parametrize(
    ("age", "state", "term"),
    [
        (12, "ok", "2023.05.20—2028.05.20"),
        (16, "ok", "2023.05.20—2033.05.20"),
        (26, "ok", "2023.05.20—2043.05.20"),
        (46, "ok", "2023.05.20—长期"),
        (30, "expired", "2006.05.20—2026.05.20"),
    ],
)
def test_an_identity_card_tells_its_term_by_age(case, age, state, term):
    person = case.people["applicant"].model_copy(update={"age": age, "id_card": state})
    aged = case.model_copy(update={"people": {"applicant": person}})
    lines = dict(paper_sheet(aged, aged.paper("card"), 1).lines)
    assert (lines["姓名"], lines["有效期限"]) == (person.name, term)


@pytest.mark.parametrize(("sex", "said"), [("male", "男"), ("female", "女")])
def test_what_the_author_wrote_on_a_card_stands(case, sex, said):
    person = case.people["applicant"].model_copy(update={"sex": sex})
    other = case.model_copy(update={"people": {"applicant": person}})
    card = other.paper("card").model_copy(update={"lines": ()})
    assert dict(paper_sheet(other, card, 1).lines)["性别"] == said
