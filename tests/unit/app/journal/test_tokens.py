"""Tokens and codes: made for one sitting under one secret, and read for nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.journal.tokens import TokenMaker, canonical, code_mac

SITTING = "0123456789abcdef"
TOKENS = TokenMaker("a secret of thirty-two characters or more")


@given(st.integers(min_value=0, max_value=10**6))
def test_token_gives_its_epoch_back(epoch: int):
    assert TOKENS.read(SITTING, TOKENS.make(SITTING, epoch)) == epoch


@pytest.mark.parametrize("place", range(34))
def test_token_with_any_character_changed_is_none(place: int):
    token = TOKENS.make(SITTING, 7)
    changed = token[:place] + chr(ord(token[place]) ^ 1) + token[place + 1 :]
    assert TOKENS.read(SITTING, changed) is None


def test_token_of_another_sitting_or_secret_is_none():
    token = TOKENS.make(SITTING, 7)
    assert TOKENS.read(SITTING[::-1], token) is None
    assert TokenMaker("another secret").read(SITTING, token) is None


@given(st.text(max_size=60))
def test_any_other_text_is_none(text: str):
    assert TOKENS.read(SITTING, text) is None


def test_code_mac_depends_on_every_part():
    base = ("secret", "access", "20260001", "ABCD2345")
    changed = {code_mac(*(*base[:place], "other", *base[place + 1 :])) for place in range(4)}
    assert len({*changed, code_mac(*base)}) == 5


def test_code_mac_does_not_run_its_parts_together():
    assert code_mac("s", "access", "ab", "c") != code_mac("s", "access", "a", "bc")


@pytest.mark.parametrize("typed", ["AB-12", "ab12", " ａｂ　１２ ", "a.b.1.2", "Ab 12\n"])
def test_canonical_is_half_width_capitals_and_digits(typed: str):
    assert canonical(typed) == "AB12"
