import random
from collections import Counter
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from question_bank.assembly import Gap, Lack, Shortfall, assemble
from question_bank.blueprint import Blueprint, Row
from question_bank.fairness import fairness
from question_bank.model import Bank
from question_bank.paper import Form, lay_out
from tests.factories.blueprints import make_bank, make_blueprint, make_items, make_row, make_section
from tests.factories.items import make_form, make_item

TOPICS = ("services/residence", "services/relief", "one-window/licences")
KINDS = ("single_choice", "true_false")
BANDS = (("0", "1"), ("0.3", "0.6"), ("0.6", "0.9"))


@st.composite
def banks(draw: st.DrawFn) -> Bank:
    traits = st.tuples(st.sampled_from(TOPICS), st.sampled_from(KINDS), st.integers(30, 90))
    drawn = draw(st.lists(traits, min_size=4, max_size=40))
    return make_bank(
        *(
            make_item(id=f"item-{number}", topic=topic, kind=kind, difficulty=Decimal(hundredths) / 100)
            for number, (topic, kind, hundredths) in enumerate(drawn)
        )
    )


@st.composite
def blueprints(draw: st.DrawFn) -> Blueprint:
    rows = st.builds(
        lambda count, topic, kind, band: make_row(count, topic=topic, kind=kind, band=band),
        st.integers(1, 3),
        st.sampled_from((None, "services", *TOPICS)),
        st.sampled_from((None, *KINDS)),
        st.sampled_from(BANDS),
    )
    points = st.sampled_from(("1", "2.5"))
    sections = draw(st.lists(st.tuples(st.lists(rows, min_size=1, max_size=3), points), min_size=1, max_size=2))
    return make_blueprint(
        *(make_section(*held, points=worth, kinds=KINDS) for held, worth in sections), forms=draw(st.integers(1, 3))
    )


def drawn(bank: Bank, blueprint: Blueprint, seed: int = 1) -> tuple[Form, ...]:
    forms = assemble(bank, blueprint, random.Random(seed))
    assert not isinstance(forms, Shortfall), str(forms)
    return forms


def ids(forms: tuple[Form, ...]) -> list[list[str]]:
    return [sorted(item.id for item in form.items) for form in forms]


def plan(*rows: Row, forms: int = 1) -> Blueprint:
    return make_blueprint(make_section(*rows), forms=forms)


def test_assemble_builds_sections_as_planned() -> None:
    bank = make_bank(*make_items(["0.5"]), *make_items(["0.6"] * 2, prefix="two", kind="multiple_choice"))
    second = make_section(
        make_row(2), points="2", title="多选题", kinds=("multiple_choice",), locks=True,
        credit={"multiple_choice": "per_option"},
    )  # fmt: skip
    (form,) = drawn(bank, make_blueprint(make_section(title="单选题"), second))
    assert (form.label, form.title, form.minutes) == ("A", "知识竞赛", 60)
    assert [(one.title, one.credit, one.locks) for one in form.sections] == [
        ("一、单选题", {}, False),
        ("二、多选题", {"multiple_choice": "per_option"}, True),
    ]
    assert [{(entry.item.id, entry.points) for entry in section.items} for section in form.sections] == [
        {("one-0", Decimal(1))},
        {("two-0", Decimal(2)), ("two-1", Decimal(2))},
    ]
    assert [section.heading[:10] for section in form.sections] == ["第 1 题，1 分。", "第 2—3 题，每题"]


def test_assemble_labels_parallel_forms() -> None:
    assert [form.label for form in drawn(make_bank(*make_items(["0.5"] * 3)), plan(make_row(), forms=3))] == [*"ABC"]


def test_assemble_is_the_same_for_the_same_seed_whatever_the_order_of_the_bank() -> None:
    items = make_items(["0.4", "0.5", "0.6", "0.7", "0.8"] * 4)
    blueprint = plan(make_row(3), forms=2)
    assert drawn(make_bank(*items), blueprint, 5) == drawn(make_bank(*reversed(items)), blueprint, 5)


def test_assemble_differs_between_seeds() -> None:
    bank = make_bank(*make_items(["0.5"] * 30))
    assert len({str(ids(drawn(bank, plan(make_row(5)), seed))) for seed in range(20)}) == 20


def test_assemble_gives_every_item_of_a_topic_the_same_chance() -> None:
    bank = make_bank(*make_items(["0.5"] * 4))
    rng = random.Random(8)
    counts = Counter(drawn(bank, plan(make_row()), rng.randrange(10**9))[0].items[0].id for _ in range(2000))
    # 16.27 is the 0.999 quantile of chi-square with three degrees of freedom.
    assert len(counts) == 4
    assert sum((count - 500) ** 2 / 500 for count in counts.values()) < 16.27


def test_assemble_draws_on_the_topics_of_a_row_in_turn() -> None:
    few = make_items(["0.5"] * 2, topic="services/relief")
    bank = make_bank(*few, *make_items(["0.5"] * 20, prefix="many"))
    topics = [Counter(item.topic for item in drawn(bank, plan(make_row(4)), seed)[0].items) for seed in range(10)]
    assert topics == [{"services/relief": 2, "services/residence": 2}] * 10


def test_assemble_gives_parallel_forms_alike_of_each_topic() -> None:
    items = [make_item(id=f"item-{number}", topic=TOPICS[number % 2]) for number in range(4)]
    forms = drawn(make_bank(*items), plan(make_row(2), forms=2))
    assert [Counter(item.topic for item in form.items) for form in forms] == [dict.fromkeys(TOPICS[:2], 1)] * 2


def test_assemble_weighs_difficulty_by_points() -> None:
    dear = make_items(["0.2", "0.4"], prefix="dear", kind="true_false")
    cheap = [make_items(["0.2", "0.5"], prefix=topic[-6:], topic=topic) for topic in TOPICS[:2]]
    blueprint = make_blueprint(
        make_section(points="3", kinds=("true_false",)),
        make_section(*(make_row(topic=topic) for topic in TOPICS[:2])),
        forms=2,
    )
    bank = make_bank(*dear, *cheap[0], *cheap[1])
    assert [fairness(drawn(bank, blueprint, seed), blueprint).spread for seed in range(10)] == [0] * 10


def test_assemble_lets_a_general_row_leave_what_a_narrow_one_needs() -> None:
    bank = make_bank(*make_items(["0.5", "0.9"]))
    for seed in range(10):
        assert ids(drawn(bank, plan(make_row(), make_row(band=("0.8", "1"))), seed)) == [["one-0", "one-1"]]


def test_assemble_shares_no_item_while_the_bank_has_enough() -> None:
    forms = drawn(make_bank(*make_items(["0.5"] * 6)), plan(make_row(2), forms=3))
    assert len({item.id for form in forms for item in form.items}) == 6


def test_assemble_shares_as_few_items_as_can_be() -> None:
    forms = drawn(make_bank(*make_items(["0.5"] * 5)), plan(make_row(3), forms=2))
    assert len({item.id for form in forms for item in form.items}) == 5
    assert [len({item.id for item in form.items}) for form in forms] == [3, 3]


def test_assemble_says_which_row_is_short_and_what_the_bank_has() -> None:
    bank = make_bank(*make_items(["0.5", "0.9"]))
    blueprint = make_blueprint(
        make_section(), make_section(make_row(band=("0.8", "1")), make_row(3, topic="services", band=("0.2", "0.6")))
    )
    short = assemble(bank, blueprint, random.Random(1))
    wants = (
        "全部专题 · 单项选择题 · 难度 0—1",
        "全部专题 · 单项选择题 · 难度 0.8—1",
        "services · 单项选择题 · 难度 0.2—0.6",
    )
    lacks = (Lack(1, 1, wants[0], 1, 2), Lack(2, 1, wants[1], 1, 1), Lack(2, 2, wants[2], 3, 1))
    assert short == Shortfall((Gap(lacks, 5, 2),))


def test_shortfall_tells_a_row_in_one_line() -> None:
    short = assemble(make_bank(*make_items(["0.5"])), plan(make_row(3)), random.Random(1))
    assert str(short) == "第 1 部分第 1 行（全部专题 · 单项选择题 · 难度 0—1）：要 3 题，题库有 1 题，缺 2 题"


def test_shortfall_tells_rivals_together() -> None:
    rows = (make_row(kind="single_choice", topic="services"), make_row(2))
    short = assemble(make_bank(*make_items(["0.5"] * 2)), plan(*rows), random.Random(1))
    assert str(short) == (
        "以下 2 行争用同一批题目：合计要 3 题，题库共有 2 题，缺 1 题\n"
        "  第 1 部分第 1 行（services · 单项选择题 · 难度 0—1）：要 1 题，符合条件的有 2 题\n"
        "  第 1 部分第 2 行（全部专题 · 单项选择题 · 难度 0—1）：要 2 题，符合条件的有 2 题"
    )


def test_shortfall_names_every_kind_a_row_may_take() -> None:
    section = make_section(kinds=("numeric", "true_false"))
    short = assemble(make_bank(), make_blueprint(section), random.Random(1))
    assert str(short) == ("第 1 部分第 1 行（全部专题 · 数值题或判断题 · 难度 0—1）：要 1 题，题库有 0 题，缺 1 题")


def test_shortfall_does_not_come_of_more_forms() -> None:
    bank = make_bank(*make_items(["0.5"] * 2))
    assert ids(drawn(bank, plan(make_row(2), forms=3))) == [["one-0", "one-1"]] * 3


@given(banks(), blueprints(), st.integers(0, 2**32))
def test_assemble_meets_the_blueprint_exactly_or_says_what_is_missing(
    bank: Bank, blueprint: Blueprint, seed: int
) -> None:
    forms = assemble(bank, blueprint, random.Random(seed))
    if isinstance(forms, Shortfall):
        assert all(gap.asked > gap.available for gap in forms.gaps)
        return
    assert len(forms) == blueprint.forms
    for form in forms:
        assert len({item.id for item in form.items}) == len(form.items)
        for planned, section in zip(blueprint.sections, form.sections, strict=True):
            left = iter(section.items)
            held = [[next(left).item for _ in range(row.count)] for row in planned.rows]
            assert [
                [planned.draws(row, item) for item in items] for row, items in zip(planned.rows, held, strict=True)
            ] == [[True] * row.count for row in planned.rows]
            assert [entry.points for entry in section.items] == [planned.points] * planned.count


@given(banks(), blueprints(), st.integers(0, 2**32))
def test_assemble_forms_without_shared_items_differ_by_no_more_than_the_bound(
    bank: Bank, blueprint: Blueprint, seed: int
) -> None:
    forms = assemble(bank, blueprint, random.Random(seed))
    if isinstance(forms, Shortfall):
        return
    report = fairness(forms, blueprint)
    assert report.spread <= report.bound or report.shared != {}


def test_laid_out_right_option_is_uniform_over_contestants() -> None:
    item = make_item()
    form = make_form(item)
    counts: Counter[int] = Counter()
    seeds = random.Random(2024)
    for _ in range(5000):
        ((placed,),) = (section.items for section in lay_out(form, seeds.randbytes(16).hex()).sections)
        counts[placed.order.index(str(item.right_response({name: name for name in placed.order})))] += 1
    # 16.27 is the 0.999 quantile of chi-square with three degrees of freedom.
    assert sorted(counts) == [0, 1, 2, 3]
    assert sum(Fraction((count - 1250) ** 2, 1250) for count in counts.values()) < Fraction("16.27")
