"""All rules together: an item by itself, the parts of a case, and items against each other."""

from datetime import date

from question_bank.authoring import parse
from question_bank.model import Bank, Item, Source
from question_bank.review import Written, item_mistakes, review
from tests.factories.items import make_item, make_part

TODAY = date(2026, 11, 22)
BANK = Bank(
    sources={
        "residence-permit-663": Source(
            id="residence-permit-663", title="居住证暂行条例", issuer="国务院", year=2015, reliability="核"
        )
    }
)
DOCUMENT = parse(b"items:\n  - id: one\n    stem: x\n  - id: two\n    stem: y\n", "f.yaml")


def found(item: Item) -> list[tuple[str, tuple[str | int, ...]]]:
    """Return code and place of everything wrong with `item`."""
    return [(one.code, one.at) for one in item_mistakes(item, BANK, TODAY)]


def test_an_item_without_mistakes_has_none() -> None:
    assert found(make_item()) == []
    assert found(make_item(kind="case")) == []


def test_the_rules_of_the_kind_and_of_content_are_told_together() -> None:
    item = make_item(answer="Z", stem="下列做法不正确的是：", source={"document": "none", "clause": "第一条"})
    assert found(item) == [
        ("answer-names-no-option", ("answer",)),
        ("unknown-source", ("source", "document")),
        ("unmarked-negative", ("stem",)),
    ]


def test_parts_are_reviewed_like_items_at_their_own_place() -> None:
    parts = [
        make_part("single_choice", stem="下列做法不正确的是："),
        make_part("multiple_choice", "b", explain="选A。", source={"document": "none", "clause": "第一条"}),
    ]
    assert found(make_item(kind="case", parts=parts)) == [
        ("unmarked-negative", ("parts", 0, "stem")),
        ("unknown-source", ("parts", 1, "source", "document")),
        ("option-letter", ("parts", 1, "explain")),
    ]


def test_a_part_with_dates_of_its_own_must_hold_today_too() -> None:
    closed = {"from": date(2016, 1, 1), "to": date(2020, 1, 1)}
    parts = [make_part("true_false"), make_part("true_false", "b", valid=closed)]
    assert found(make_item(kind="case", parts=parts)) == [("validity-closed", ("parts", 1, "valid", "to"))]


def test_what_a_part_inherits_is_told_once_at_the_case() -> None:
    source = {"document": "none", "clause": "第一条"}
    closed = {"from": date(2016, 1, 1), "to": date(2020, 1, 1)}
    item = make_item(kind="case", source=source, valid=closed)
    assert found(item) == [("validity-closed", ("valid", "to")), ("unknown-source", ("source", "document"))]


def test_duplicates_name_the_other_place() -> None:
    stem = "居民遗失居住证，应当到居住地公安派出所申请补领。"
    pair = [
        Written(make_item(kind="true_false", stem=stem, id=name), DOCUMENT, ("items", index))
        for index, name in enumerate(["one-1", "two-2"])
    ]
    assert [(one.line, one.code, one.message) for one in review(pair, BANK, TODAY)] == [
        (4, "near-duplicate", "与 one-1（f.yaml:2）几乎相同，文字重合 100%；请换一个考点，或删去一道")
    ]
    same = [Written(one.item.model_copy(update={"id": "one-1"}), one.document, one.at) for one in pair]
    assert [(one.line, one.code, one.message) for one in review(same, BANK, TODAY)] == [
        (4, "duplicate-id", "编号“one-1”重复，f.yaml:2 已经用过；请换一个")
    ]
