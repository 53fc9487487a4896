"""The audit chain: any change of any field shows, at the first entry it touches."""

import hashlib
from dataclasses import replace

import pytest

from app.scoring.chain import GENESIS, Link, first_bad, link_digest

LINKS = [Link(seq, 1_000 + seq, "staff:甲", "score", f'{{"total":"{seq}"}}') for seq in range(1, 6)]
CHANGES = {"seq": 99, "at": 5, "actor": "staff:乙", "action": "sign_in", "payload": "{}"}


def chained(links: list[Link]) -> list[tuple[Link, str]]:
    previous, chain = GENESIS, []
    for link in links:
        previous = link_digest(previous, link)
        chain.append((link, previous))
    return chain


def test_untouched_chain_holds():
    assert (first_bad(chained(LINKS)), first_bad([])) == (None, None)


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("field", CHANGES)
def test_changed_field_names_its_entry(place: int, field: str):
    chain = chained(LINKS)
    chain[place] = (replace(chain[place][0], **{field: CHANGES[field]}), chain[place][1])
    assert first_bad(chain) == place + 1


@pytest.mark.parametrize("place", range(4))
def test_missing_or_swapped_entries_are_named(place: int):
    chain = chained(LINKS)
    swapped = [*chain[:place], chain[place + 1], chain[place], *chain[place + 2 :]]
    assert (first_bad(chain[:place] + chain[place + 1 :]), first_bad(swapped)) == (place + 1, place + 1)


def test_entry_rehashed_alone_breaks_the_next():
    forged = replace(LINKS[1], actor="staff:乙")
    chain = chained(LINKS)
    chain[1] = (forged, link_digest(chain[0][1], forged))
    assert first_bad(chain) == 3


def test_changed_digest_names_its_entry():
    chain = chained(LINKS)
    chain[2] = (LINKS[2], GENESIS)
    assert first_bad(chain) == 3


def test_cut_tail_needs_a_head_kept_elsewhere():
    chain = chained(LINKS)
    assert first_bad(chain[:3]) is None
    assert chain[2][1] != chain[4][1]


def test_digest_is_what_an_auditor_computes_by_hand():
    link = Link(1, 2, "甲", "乙", "{}")
    content = '[1,2,"甲","乙","{}"]'.encode()
    expected = hashlib.sha256(bytes(32) + hashlib.sha256(content).digest()).hexdigest()
    assert link_digest(GENESIS, link) == expected
