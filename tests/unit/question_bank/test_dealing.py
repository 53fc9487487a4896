from collections import Counter
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from question_bank.dealing import Entry, deal

WORTHS = st.integers(5, 95).map(lambda hundredths: Decimal(hundredths) / 100)
TOPICS = st.sampled_from(["", "a"])


def entries(*worths: str) -> list[Entry]:
    return [Entry(f"{worth}-{number}", Decimal(worth), "") for number, worth in enumerate(worths)]


def make_row(name: str, *worths: str) -> list[Entry]:
    return [Entry(f"{name}{number}", Decimal(worth), "") for number, worth in enumerate(worths)]


@st.composite
def disjoint_rows(draw: st.DrawFn) -> tuple[int, list[list[Entry]]]:
    """Rows for two to four forms in which no item occurs twice."""
    forms = draw(st.integers(2, 4))
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    return forms, [
        [Entry(f"{row}-{number}", draw(WORTHS), draw(TOPICS)) for number in range(size * forms)]
        for row, size in enumerate(sizes)
    ]


@st.composite
def sharing_rows(draw: st.DrawFn) -> tuple[int, list[list[Entry]]]:
    """Rows for two to four forms: whole forms drawn one by one from few items, shuffled into one heap a row."""
    forms = draw(st.integers(2, 4))
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    worths = draw(st.lists(WORTHS, min_size=sum(sizes), max_size=sum(sizes) + 2))
    heaps: list[list[Entry]] = [[] for _ in sizes]
    for _ in range(forms):
        order = iter(draw(st.permutations(range(len(worths)))))
        for heap, size in zip(heaps, sizes, strict=True):
            heap += [Entry(f"i{number}", worths[number], "") for number in (next(order) for _ in range(size))]
    return forms, [draw(st.permutations(heap)) for heap in heaps]


def totals(dealt: tuple[tuple[tuple[str, ...], ...], ...], rows: list[list[Entry]]) -> list[Decimal]:
    worth = {entry.item: entry.worth for row in rows for entry in row}
    return [sum((worth[item] for row in form for item in row), Decimal(0)) for form in dealt]


def test_deal_one_form_gets_everything() -> None:
    dealt = deal([entries("0.5", "0.6"), entries("0.7")], 1)
    assert [[set(row) for row in form] for form in dealt] == [[{"0.5-0", "0.6-1"}, {"0.7-0"}]]


def test_deal_evens_forms_within_a_row() -> None:
    rows = [entries("0.1", "0.2", "0.3", "0.4")]
    assert totals(deal(rows, 2), rows) == [Decimal("0.5"), Decimal("0.5")]


def test_deal_exchanges_what_blocks_alone_leave_uneven() -> None:
    rows = [entries("0.9", "0.5", "0.5", "0.1", "0.1", "0.1")]
    assert totals(deal(rows, 2), rows) == [Decimal("1.1"), Decimal("1.1")]


def test_deal_evens_each_row_and_not_only_their_sum() -> None:
    rows = [make_row("a", "0.6", "0.6", "0.9", "0.3"), make_row("b", "0.6", "0.3", "0.6", "0.3")]
    dealt = deal(rows, 2)
    assert [totals(tuple((form[row],) for form in dealt), rows) for row in (0, 1)] == [
        [Decimal("1.2"), Decimal("1.2")],
        [Decimal("0.9"), Decimal("0.9")],
    ]


def test_deal_exchanges_only_within_a_row() -> None:
    rows = [entries("0.9", "0.1"), entries("0.4", "0.3")]
    dealt = deal(rows, 2)
    assert [[len(row) for row in form] for form in dealt] == [[1, 1], [1, 1]]
    assert sorted(totals(dealt, rows)) == [Decimal("0.5"), Decimal("1.2")]


def test_deal_gives_forms_alike_of_each_topic() -> None:
    worths = {"easy": "0.9", "hard": "0.2"}
    row = [Entry(f"{name}-{number}", Decimal(worth), name) for name, worth in worths.items() for number in range(4)]
    assert [Counter(item[:4] for item in form[0]) for form in deal([row], 4)] == [{"easy": 1, "hard": 1}] * 4


def test_deal_gives_forms_alike_of_each_topic_over_rows() -> None:
    rows = [[Entry(f"{row}-{topic}", Decimal("0.5"), topic) for topic in ("x", "y")] for row in "ab"]
    assert [Counter(item[-1] for row in form for item in row) for form in deal(rows, 2)] == [{"x": 1, "y": 1}] * 2


def test_deal_exchanges_within_a_topic_first() -> None:
    traits = [["0.3 x", "0.6 y", "0.3 y", "0.9 x"], ["0.9 y", "0.3 y"]]
    rows = [
        [Entry(f"{row}{n} {trait[-1]}", Decimal(trait[:3]), trait[-1]) for n, trait in enumerate(held)]
        for row, held in enumerate(traits)
    ]
    assert [Counter(item[-1] for row in form for item in row) for form in deal(rows, 2)] == [{"x": 1, "y": 2}] * 2


def test_deal_exchanges_across_topics_when_that_alone_helps() -> None:
    row = [Entry(f"{topic}{n}", Decimal(worth), topic) for topic, worth in (("x", "0.9"), ("y", "0.5")) for n in "12"]
    rows = [make_row("z", "0.9", "0.1"), row]
    assert totals(deal(rows, 2), rows) == [Decimal("1.9"), Decimal("1.9")]


def test_deal_moves_an_item_along_when_the_free_form_has_it_already() -> None:
    one, two, three = (Entry(name, Decimal("0.5"), "") for name in "abc")
    dealt = deal([[one, two], [two, three], [three, one]], 2)
    assert [Counter(item for row in form for item in row) for form in dealt] == [Counter("abc"), Counter("abc")]


@given(disjoint_rows())
def test_deal_forms_differ_by_no_more_than_the_widest_row(drawn: tuple[int, list[list[Entry]]]) -> None:
    forms, rows = drawn
    widest = max(max(row, key=lambda e: e.worth).worth - min(row, key=lambda e: e.worth).worth for row in rows)
    expected = totals(deal(rows, forms), rows)
    assert max(expected) - min(expected) <= widest


@given(st.one_of(disjoint_rows(), sharing_rows()))
def test_deal_gives_every_form_its_rows_and_no_item_twice(drawn: tuple[int, list[list[Entry]]]) -> None:
    forms, rows = drawn
    dealt = deal(rows, forms)
    assert [[len(row) for row in form] for form in dealt] == [[len(row) // forms for row in rows]] * forms
    assert [Counter(item for form in dealt for item in form[row]) for row in range(len(rows))] == [
        Counter(entry.item for entry in row) for row in rows
    ]
    assert [len({item for row in form for item in row}) for form in dealt] == [
        sum(len(row) // forms for row in rows)
    ] * forms


@given(sharing_rows())
def test_deal_does_not_depend_on_the_order_within_rows(drawn: tuple[int, list[list[Entry]]]) -> None:
    forms, rows = drawn
    assert deal([row[::-1] for row in rows], forms) == deal(rows, forms)
