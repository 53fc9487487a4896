import json
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.grading import full_mark
from question_bank.kinds import KINDS
from question_bank.model import Item, Json
from question_bank.paper import Form, Paper, Placed, contestant_paper, lay_out, recall
from tests.factories.items import OPTIONS, OWN, SHARED, make_form, make_item, make_part, one_of_each

SEED = "5eed" * 8
SEEDS = st.binary(min_size=16, max_size=16).map(bytes.hex)
EACH = one_of_each()
FORMS = st.lists(st.sampled_from(EACH), min_size=1, unique_by=lambda item: item.id).map(
    lambda items: make_form(*items)
)


def only(item: Item, seed: str = SEED) -> Placed:
    [placed] = lay_out(make_form(item), seed).sections[0].items
    return placed


def shown(item: Item, **form: str) -> dict[str, Json]:
    paper = contestant_paper(lay_out(make_form(item, **form), SEED))
    assert isinstance(paper, dict)
    [section] = paper["sections"]
    [only_item] = section["items"]
    return only_item


def ids(paper: Paper) -> list[str]:
    placed = [one for section in paper.sections for item in section.items for one in (item, *item.parts)]
    return [section.id for section in paper.sections] + [
        opaque for one in placed for opaque in (one.id, *one.ids.values())
    ]


@given(FORMS, SEEDS)
def test_same_form_and_seed_give_the_same_paper(form: Form, seed: str) -> None:
    assert lay_out(form, seed) == lay_out(form, seed)


@given(FORMS, SEEDS)
def test_paper_holds_each_item_of_its_form_once(form: Form, seed: str) -> None:
    placed = [one.item.id for one in lay_out(form, seed).sections[0].items]
    assert sorted(placed) == sorted(item.id for item in form.items)


@given(SEEDS)
def test_ids_of_a_paper_are_distinct(seed: str) -> None:
    opaque = ids(lay_out(make_form(*EACH), seed))
    assert Counter(opaque).most_common(1)[0][1] == 1


def test_ids_of_two_sittings_have_nothing_in_common() -> None:
    form = make_form(*EACH)
    assert set(ids(lay_out(form, SEED))) & set(ids(lay_out(form, SEED[::-1]))) == set()


def test_order_of_items_and_options_differs_between_sittings() -> None:
    papers = [lay_out(make_form(*EACH), f"{n:032x}") for n in range(200)]
    firsts = {paper.sections[0].items[0].item.id for paper in papers}
    options = {
        placed.order for paper in papers for placed in paper.sections[0].items if placed.item.kind == "single_choice"
    }
    assert (len(firsts), len(options)) == (9, 24)


def test_options_that_must_not_be_shuffled_stay_in_order() -> None:
    item = make_item(shuffle=False)
    assert {only(item, f"{n:032x}").order for n in range(50)} == {tuple(OPTIONS)}


def test_verdicts_stay_in_order() -> None:
    item = make_item(kind="true_false")
    assert {only(item, f"{n:032x}").order for n in range(50)} == {("true", "false")}


def test_both_sides_of_a_matching_are_shuffled_apart() -> None:
    orders = {only(make_item(kind="matching"), f"{n:032x}").order for n in range(200)}
    assert len(orders) == 2 * 6
    assert {frozenset(order[:2]) for order in orders} == {frozenset("12")}


def test_parts_stay_in_order_and_share_the_points_exactly() -> None:
    placed = only(make_item(kind="case"))
    assert [(part.item.id, part.points) for part in placed.parts] == [
        ("res-001/a", Fraction(2, 3)),
        ("res-001/b", Fraction(4, 3)),
    ]


def test_options_of_parts_are_shuffled() -> None:
    item = make_item(kind="case")
    assert len({only(item, f"{n:032x}").parts[0].order for n in range(200)}) == 24


def test_names_lead_back_from_opaque_ids() -> None:
    placed = only(make_item())
    assert {placed.names[placed.ids[name]] for name in OPTIONS} == set(OPTIONS)


@given(FORMS, SEEDS)
def test_recorded_paper_is_recalled_exactly(form: Form, seed: str) -> None:
    paper = lay_out(form, seed)
    record = json.loads(json.dumps(paper.record()))
    recalled = recall(record, {item.revision: item for item in form.items})
    assert (recalled, recalled.digest) == (paper, paper.digest)


@given(SEEDS)
def test_recalled_paper_shows_the_same_options_in_the_same_order(seed: str) -> None:
    paper = lay_out(make_form(*EACH), seed)
    record = paper.record()
    assert isinstance(record, dict)
    assert contestant_paper(recall(record, {item.revision: item for item in EACH})) == contestant_paper(paper)


def test_record_names_items_by_revision_and_holds_no_key() -> None:
    item = make_item(kind="fill_in", answer=[["便捷"], ["亲和"]])
    text = json.dumps(lay_out(make_form(item), SEED).record(), ensure_ascii=False)
    assert (item.revision in text, "便捷" in text) == (True, False)


def test_paper_without_one_of_its_items_is_not_recalled() -> None:
    record = lay_out(make_form(make_item()), SEED).record()
    assert isinstance(record, dict)
    with pytest.raises(KeyError):
        recall(record, {})


def test_digest_changes_with_the_seed() -> None:
    form = make_form(*EACH)
    assert lay_out(form, SEED).digest != lay_out(form, SEED[::-1]).digest


def test_credit_rule_of_the_section_comes_before_that_of_the_kind() -> None:
    item = make_item(kind="multiple_choice")
    [named] = lay_out(make_form(item, credit={"multiple_choice": "per_option"}), SEED).sections
    [silent] = lay_out(make_form(item), SEED).sections
    assert [named.credit_of(item), silent.credit_of(item)] == ["per_option", "all_or_nothing"]


def test_form_lists_its_items_in_order() -> None:
    assert make_form(*EACH).items == EACH


BASE = {"id", "number", "kind", "points", "stem"}
FIELDS = {
    "single_choice": {"options"},
    "multiple_choice": {"options"},
    "true_false": {"options"},
    "fill_in": {"blanks"},
    "numeric": {"unit"},
    "working_days": {"asks", "calendar"},
    "ordering": {"options"},
    "matching": {"left", "right"},
    "case": {"parts"},
}


@pytest.mark.parametrize("kind", KINDS)
def test_shown_item_has_the_fields_of_the_protocol(kind: str) -> None:
    assert set(shown(make_item(kind=kind))) == BASE | FIELDS[kind]


def test_shown_paper_has_the_shape_of_the_protocol() -> None:
    paper = lay_out(make_form(make_item(kind="numeric", unit="")), SEED)
    [section] = paper.sections
    item = {
        "id": section.items[0].id,
        "number": 1,
        "kind": "numeric",
        "points": "2",
        "stem": "<p>窗口应当怎样做：</p>",
        "unit": "",
    }
    heading = {"id": section.id, "title": "一、综合", "heading": "每题 2 分。", "locks": False}
    assert contestant_paper(paper) == {"title": "知识竞赛", "minutes": 60, "sections": [{**heading, "items": [item]}]}


def test_options_are_shown_in_the_order_laid_out() -> None:
    placed = only(make_item())
    assert shown(make_item())["options"] == [{"id": placed.ids[name], "html": OPTIONS[name]} for name in placed.order]


def test_images_are_shown_inside_the_stem() -> None:
    item = make_item(stem="![流程](a.png)", images={"a.png": "data:image/png;base64,AA=="})
    assert shown(item)["stem"] == '<p><img src="data:image/png;base64,AA==" alt="流程"></p>'


def test_numbers_run_through_sections_and_start_anew_in_a_case() -> None:
    first = make_form(make_item(kind="case"), make_item(kind="numeric", id="num-001"))
    form = replace(first, sections=first.sections * 2)
    paper = contestant_paper(lay_out(form, SEED))
    assert isinstance(paper, dict)
    items = [item for section in paper["sections"] for item in section["items"]]
    parts = [part["number"] for item in items for part in item.get("parts", [])]
    assert ([item["number"] for item in items], parts) == ([1, 2, 3, 4], [1, 2, 1, 2])


@pytest.mark.parametrize(
    ("points", "weights", "texts"),
    [
        ("3", "11", ["1.5", "1.5"]),
        ("1.5", "12", ["0.5", "1"]),
        ("100", "64", ["60", "40"]),
        ("2", "12", ["0.67", "1.33"]),
    ],
)
def test_points_of_parts_are_shown_as_decimals(points: str, weights: str, texts: list[str]) -> None:
    parts = [make_part("true_false", f"p{n}", weight=Decimal(weight)) for n, weight in enumerate(weights)]
    case = shown(make_item(kind="case", parts=parts), points=points)
    listed = case["parts"]
    assert isinstance(listed, list)
    assert (case["points"], [part["points"] for part in listed]) == (points, texts)


# Every hidden field holds a word of its own; none of them may reach a contestant.
CANARY = "kanarienvogel"
NAMES = {name: f"{CANARY}-{name}" for name in "ABCD12abc"}
HIDDEN = {
    "id": f"{CANARY}-item",
    "topic": f"{CANARY}/topic",
    "difficulty": Decimal("0.7391"),
    "source": {"document": f"{CANARY}-document", "clause": f"{CANARY}-clause"},
    "valid": {"from": date(1739, 1, 17), "to": date(1793, 7, 17)},
    "explain": f"{CANARY}-explain",
    "images": {f"{CANARY}.png": "data:image/png;base64,AA=="},
}
KEYS = {
    "fill_in": {"answer": [[f"{CANARY}-1"], [f"{CANARY}-2", "7391"]]},
    "numeric": {"answer": Decimal(7391), "tolerance": Decimal("0.7391")},
    "working_days": {"calendar": CANARY, "ask": "day_count", "end": date(2024, 9, 23), "days": None, "answer": 7391},
}


def renamed(value: object) -> object:
    """Return authored fields with each option name replaced by a canary, as name and as key."""
    if isinstance(value, dict):
        return {NAMES.get(key, key): renamed(one) for key, one in value.items()}
    if isinstance(value, list):
        return [renamed(one) for one in value]
    return NAMES.get(value, value) if isinstance(value, str) else value


def canary_fields(kind: str) -> dict[str, object]:
    own = {name: renamed(value) for name, value in OWN[kind].items()} | KEYS.get(kind, {})
    if kind == "case":
        kinds = [kind for kind in KINDS if kind != "case"]
        own["parts"] = [
            {**canary_fields(kind), "id": f"{CANARY[:10]}-{n}", "kind": kind, "weight": Decimal(1)}
            for n, kind in enumerate(kinds)
        ]
    return {"stem": SHARED["stem"], **own, "explain": f"{CANARY}-explain"}


@pytest.mark.parametrize("kind", KINDS)
@given(seed=SEEDS)
def test_no_hidden_field_reaches_the_contestant(kind: str, seed: str) -> None:
    item = make_item(kind=kind, **{**HIDDEN, **canary_fields(kind)})
    form = replace(make_form(item, credit={"multiple_choice": f"{CANARY}-rule"}), label=CANARY)
    paper = lay_out(form, seed)
    seen = json.dumps(contestant_paper(paper), ensure_ascii=False)
    for opaque in ids(paper):  # random digits, which may hold any number by chance
        seen = seen.replace(opaque, "")
    told = [CANARY, CANARY[:10], "7391", "1739", "1793", item.revision, seed]
    assert [word for word in told if word in seen] == []


def test_full_mark_adds_up_whole_items() -> None:
    assert full_mark(lay_out(make_form(*EACH, points="1.5"), SEED)) == Decimal("13.5")
