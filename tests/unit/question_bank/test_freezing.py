"""Items and forms frozen as text and read back exactly."""

import pytest

from question_bank.freezing import freeze_form, freeze_item, thaw_form, thaw_item
from tests.factories.items import make_form, make_item, one_of_each


def test_every_kind_of_item_thaws_to_itself_with_its_revision() -> None:
    for item in one_of_each():
        thawed = thaw_item(freeze_item(item))
        assert (thawed, thawed.revision) == (item, item.revision)


def test_a_form_thaws_to_itself() -> None:
    items = one_of_each()
    form = make_form(*items, points="2.50", credit={"multiple_choice": "per_option"})
    assert thaw_form(freeze_form(form), {item.revision: item for item in items}) == form


def test_a_form_without_one_of_its_items_does_not_thaw() -> None:
    with pytest.raises(KeyError):
        thaw_form(freeze_form(make_form(make_item())), {})
