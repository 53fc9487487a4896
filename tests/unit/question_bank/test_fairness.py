from decimal import Decimal
from fractions import Fraction

from question_bank.fairness import FairnessReport, fairness
from question_bank.model import Item
from question_bank.paper import Form, FormItem, FormSection
from tests.factories.blueprints import make_blueprint, make_row, make_section
from tests.factories.items import make_item, make_part


def make_parallel(*forms: list[tuple[Item, str]]) -> tuple[Form, ...]:
    """Return forms of one section, labelled A, B, ..., from items and their points."""
    return tuple(
        Form(label, "卷", 60, (FormSection("一", "", {}, False, tuple(FormItem(one, Decimal(p)) for one, p in held)),))  # noqa: FBT003  no other way round
        for label, held in zip("ABC", forms, strict=False)
    )


def report(*forms: list[tuple[Item, str]]) -> FairnessReport:
    return fairness(
        make_parallel(*forms),
        make_blueprint(
            make_section(
                make_row(2), points="2", kinds=("single_choice", "true_false", "multiple_choice", "case", "ordering")
            )
        ),
    )


EASY = make_item(id="easy", difficulty=Decimal("0.9"))
HARD = make_item(id="hard", difficulty=Decimal("0.4"), topic="services/relief")
JUDGED = make_item(id="judged", kind="true_false", difficulty=Decimal("0.7"))


def test_fairness_expected_score_is_points_times_difficulty() -> None:
    (form,) = report([(EASY, "2"), (HARD, "1.5")]).forms
    assert (form.label, form.full_mark, form.expected) == ("A", Decimal("3.5"), Decimal("2.40"))


def test_fairness_guessed_score_weighs_each_kind() -> None:
    (form,) = report([(EASY, "2"), (JUDGED, "3")]).forms
    assert form.guessed == Fraction(1, 2) + Fraction(3, 2)


def test_fairness_points_by_topic_and_kind() -> None:
    (form,) = report([(EASY, "2"), (HARD, "1"), (JUDGED, "3")]).forms
    assert form.by_topic == {"services/residence": Decimal(5), "services/relief": Decimal(1)}
    assert form.by_kind == {"single_choice": Decimal(3), "true_false": Decimal(3)}


def test_fairness_spread_is_from_richest_to_poorest() -> None:
    assert report([(EASY, "2")], [(HARD, "2")], [(JUDGED, "2")]).spread == Decimal("1.0")


def test_fairness_spread_of_one_form_is_nothing() -> None:
    assert report([(EASY, "2")]).spread == 0


def test_fairness_bound_is_the_widest_range_of_a_row_in_points() -> None:
    assert report([(EASY, "2")], [(HARD, "2")]).bound == Decimal("1.0")


def test_fairness_bound_looks_at_each_row_by_itself() -> None:
    rows = (make_row(band=("0.8", "1")), make_row(band=("0.3", "0.5")))
    blueprint = make_blueprint(make_section(*rows, points="2"))
    assert fairness(make_parallel([(EASY, "2"), (HARD, "2")]), blueprint).bound == 0


def test_fairness_shared_items_name_their_forms() -> None:
    found = report([(EASY, "2"), (HARD, "2")], [(HARD, "2"), (JUDGED, "2")], [(EASY, "2"), (HARD, "2")])
    assert found.shared == {"easy": ("A", "C"), "hard": ("A", "B", "C")}


def test_fairness_counts_keys_by_place_as_authored() -> None:
    last = make_item(id="last", answer="D")
    (form,) = report([(EASY, "1"), (last, "1"), (JUDGED, "1")]).forms
    assert form.keys == {"single_choice": (0, 1, 0, 1), "true_false": (0, 1)}


def test_fairness_counts_every_key_of_a_multiple_choice() -> None:
    (form,) = report([(make_item(kind="multiple_choice", answer=["A", "C"]), "2")]).forms
    assert form.keys == {"multiple_choice": (1, 0, 1)}


def test_fairness_counts_keys_of_case_parts_and_none_of_orderings() -> None:
    case = make_item(
        id="case", kind="case", parts=[make_part("true_false", "a", answer=True), make_part("numeric", "b")]
    )
    (form,) = report([(case, "3"), (make_item(kind="ordering"), "2")]).forms
    assert form.keys == {"true_false": (1,)}
