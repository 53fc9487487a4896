"""Document numbers: their parts, their check character, and the bars that print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulations.numbering import ALPHABET, bars, check_character, document_number
from tests.factories.desk import trial_case, trial_content

CATALOGUE = trial_content().newest()


def _checks(text):
    """Tell whether a text with its check character passes ISO 7064 MOD 37,36."""
    remainder = 36
    for character in text[:-1]:
        total = (remainder + ALPHABET.index(character)) % 36 or 36
        remainder = total * 2 % 37
    return (remainder + ALPHABET.index(text[-1])) % 36 == 1


@given(st.text(ALPHABET, min_size=1, max_size=30))
def test_every_number_passes_its_check(text):
    assert _checks(text + check_character(text))


@given(st.text(ALPHABET, min_size=2, max_size=20), st.data())
def test_one_wrong_character_is_found(text, data):
    whole = text + check_character(text)
    place = data.draw(st.integers(0, len(whole) - 1))
    wrong = data.draw(st.sampled_from([one for one in ALPHABET if one != whole[place]]))
    assert not _checks(whole[:place] + wrong + whole[place + 1 :])


def test_the_check_character_of_a_known_text():
    assert check_character("A12425GABC1234002") == "M"  # the example of the standard's global release identifier


def test_a_number_tells_centre_item_day_and_serial():
    case = trial_case("trial-accept", serial=1234)
    kinds = sorted(CATALOGUE.documents)
    number = document_number(case, CATALOGUE, "TS-01", "acceptance")
    assert number[:-1] == f"MN31990101TS000120260901{1234 * 7 + kinds.index('acceptance'):04}"
    assert _checks(number)


def test_every_document_of_a_case_has_a_number_of_its_own():
    case = trial_case("trial-accept", serial=9999)
    numbers = {
        document_number(case, CATALOGUE, service, kind)
        for service in CATALOGUE.services for kind in CATALOGUE.documents
    }  # fmt: skip
    assert len(numbers) == len(CATALOGUE.services) * len(CATALOGUE.documents)
    assert {len(number) for number in numbers} == {29}


@pytest.mark.parametrize("number", ["MN1", "MN31990101TS0001202609018638A", "0000"])
def test_bars_are_widths_that_begin_and_end_with_a_bar(number):
    widths = bars(number)
    assert set(widths) <= set("1234")
    assert len(widths) % 2 == 1
    assert (widths[:6], widths[-7:]) in [("211214", "2331112"), ("211232", "2331112")]  # start B or C, and stop
    assert (sum(map(int, widths)) - 13) % 11 == 0
