"""Made-up people: numbers with right check digits, ages within bounds, and nothing that could exist."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulations.people import CHECKS, WEIGHTS, Names, draw_person, identity_number, luhn_number
from simulations.scenario import PersonSpec

NAMES = Names(surnames=("阮",), given_male=("景行",), given_female=("知夏",), roads=("望潮路",))
TODAY = date(2026, 9, 15)
TOWNS = {"yunqiao": "江澜区云桥街道"}


def _spec(**changes):
    usual = {"sex": "female", "region": "319901", "household": "yunqiao", "residence": "yunqiao"}
    return PersonSpec(**{**usual, **changes})


def _person(seed=1, born=None, **changes):
    return draw_person("applicant", _spec(**changes), NAMES, random.Random(seed), TODAY, born, TOWNS)


@pytest.mark.parametrize(("region", "born", "sequence", "number"), [
    ("989901", date(1998, 6, 5), 1, "989901199806050018"),
    ("319902", date(1987, 4, 12), 2, "319902198704120027"),
    ("989904", date(2002, 4, 4), 1, "98990420020404001X"),
    ("319902", date(1983, 3, 14), 6, "31990219830314006X"),
])  # fmt: skip
def test_identity_numbers_have_their_check_character(region, born, sequence, number):
    assert identity_number(region, born, sequence) == number


@given(st.dates(date(1930, 1, 1), date(2026, 1, 1)), st.integers(0, 999))
def test_every_identity_number_checks(born, sequence):
    number = identity_number("319903", born, sequence)
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], WEIGHTS, strict=True))
    assert number[17] == CHECKS[total % 11]


@pytest.mark.parametrize(
    ("prefix", "number"), [("7992739871", "79927398713"), ("000000202600000001", "0000002026000000011")]
)
def test_account_numbers_have_their_luhn_digit(prefix, number):
    assert luhn_number(prefix) == number


@given(st.integers(0, 10_000), st.sampled_from([(0, 3), (16, 16), (18, 60), (70, 95)]))
def test_ages_stay_within_bounds_and_never_turn_today(seed, bounds):
    person = _person(seed, age=bounds)
    assert bounds[0] <= person.age <= bounds[1]
    assert person.born[5:] != "09-15"


@pytest.mark.parametrize(("sex", "parity"), [("male", 1), ("female", 0)])
def test_the_last_but_one_digit_tells_the_sex(sex, parity):
    assert {int(_person(seed, sex=sex).id_number[16]) % 2 for seed in range(20)} == {parity}


def test_a_fixed_name_and_birthday_stand():
    person = _person(name="宋启明", born=date(1998, 6, 5))
    assert (person.name, person.born, person.age, person.id_number[6:14]) == ("宋启明", "1998-06-05", 28, "19980605")


def test_given_names_are_of_the_pool_of_ones_sex():
    assert [_person(sex=sex).name for sex in ("male", "female")] == ["阮景行", "阮知夏"]


def test_an_age_nobody_bounded_lies_between_thirty_and_fifty():
    ages = {_person(seed).age for seed in range(400)}
    assert (min(ages), max(ages)) == (30, 50)


def test_a_family_name_may_be_given():
    assert _person(surname="温").name == "温知夏"


def test_phones_and_accounts_can_not_exist():
    person = _person()
    assert (person.phone[:4], len(person.phone), person.bank_account[:6]) == ("0000", 11, "000000")


def test_one_without_a_phone_has_no_code():
    assert (_person(phone=False).code, _person().code) == ("none", "live")


def test_an_address_lies_in_the_town_one_lives_in():
    assert _person().address.startswith("江澜区云桥街道望潮路")
    assert _person(residence="elsewhere").address.startswith("外省（虚构）望潮路")


@pytest.mark.parametrize(("sex", "said"), [("male", "阮先生"), ("female", "阮女士")])
def test_people_are_addressed_by_family_name(sex, said):
    assert _person(sex=sex).honorific == said


def test_someone_born_on_a_leap_day_has_an_age():
    leap = date(2024, 2, 29)
    person = draw_person("applicant", _spec(age=(7, 7)), NAMES, random.Random(2), leap, None, TOWNS)
    assert person.age == 7


def test_the_same_seed_makes_the_same_person():
    assert _person(5, age=(20, 70)) == _person(5, age=(20, 70))
