"""What a roster file would change, field by field."""

from dataclasses import fields

import pytest

from app.services.masking import masked
from app.services.roster.difference import FIELDS, Change, Changed, Person, difference

LIN = Person("20260001", "林一", "江澜区", "云桥街道", "综合窗口一线", 3, "01", "319901199001010017", "00000000001")
WU = Person("20260002", "吴二", "浦屿区", "青禾镇", "后台、管理", None, "", "", "")


def test_every_field_has_a_name_in_chinese():
    assert set(FIELDS) == {field.name for field in fields(Person)} - {"number"}


def test_who_is_not_there_yet_is_new():
    found = difference([LIN], [LIN, WU])
    assert (found.new, found.changed, found.unchanged, found.missing) == ((WU,), (), (LIN,), ())


def test_who_is_not_in_the_file_is_missing_and_nothing_else():
    found = difference([WU, LIN], [WU])
    assert (found.new, found.changed, found.unchanged, found.missing) == ((), (), (WU,), (LIN,))
    assert found.after == (WU,)


def test_changes_are_listed_field_by_field_in_one_order():
    wanted = Person("20260002", "吴贰", "浦屿区", "青禾镇", "后台、管理", 4, "12", "319902199001010014", "")
    found = difference([WU], [wanted])
    assert found.changed == (
        Changed(
            wanted,
            (
                Change("name", "吴二", "吴贰"),
                Change("years", "", "4"),
                Change("seat", "", "12"),
                Change("id_number", "", "319902199001010014"),
            ),
        ),
    )
    assert [change.label for change in found.changed[0].changes] == ["姓名", "从事年限", "座位", "身份证号"]


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_what_the_file_says_nothing_about_stays(field: str):
    said = {name: getattr(LIN, name) for name in FIELDS if name != field}
    assert difference([LIN], [Person(LIN.number, **said)]).unchanged == (LIN,)


def test_what_stays_is_kept_beside_what_changes():
    found = difference([LIN], [Person("20260001", name="林壹")])
    assert found.changed[0].person == Person(
        "20260001", "林壹", "江澜区", "云桥街道", "综合窗口一线", 3, "01", "319901199001010017", "00000000001"
    )


def test_everyone_stands_in_order_of_number():
    people = [Person(f"{number}", "甲") for number in (3, 1, 2)]
    assert [one.number for one in difference([], people).new] == ["1", "2", "3"]
    assert [one.number for one in difference(people, []).missing] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("", ""),
        ("1234567", "*******"),
        ("12345678", "123*5678"),
        ("319901199001010017", "319***********0017"),
        ("00000000001", "000****0001"),
    ],
)
def test_numbers_are_masked_but_for_three_and_four(number: str, shown: str):
    assert masked(number) == shown
