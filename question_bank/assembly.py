"""assemble(bank, blueprint, rng): a blueprint's parallel forms, or what the bank lacks for them."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter

from question_bank.blueprint import Blueprint, BlueprintSection, Row, plain
from question_bank.dealing import Entry, deal
from question_bank.heading import heading, title
from question_bank.kinds import KINDS
from question_bank.model import Bank, Item
from question_bank.paper import Form, FormItem, FormSection
from question_bank.supply import Shortage, allot, shortages

LABELS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Lack:
    """A row that can't be filled: `section` and `row` count from 1, `wants` describes it in Chinese.

    `available` is how many items of the bank the row could take, had it no rival.
    """

    section: int
    row: int
    wants: str
    asked: int
    available: int


@dataclass(frozen=True)
class Gap:
    """Rows that draw on the same items and together ask for more of them than the bank has."""

    rows: tuple[Lack, ...]
    asked: int
    available: int


@dataclass(frozen=True)
class Shortfall:
    """Why a blueprint can't be assembled: every row that some fullest draw would leave short, rivals together."""

    gaps: tuple[Gap, ...]

    def __str__(self) -> str:
        """Return one line for each row, in Chinese, and one before rows that compete."""
        return "\n".join(line for gap in self.gaps for line in _gap_lines(gap))


@dataclass(frozen=True)
class _Slot:
    """A row where it stands: its section's number and its own, both from 1."""

    number: int
    section: BlueprintSection
    row_number: int
    row: Row


def assemble(bank: Bank, blueprint: Blueprint, rng: random.Random) -> tuple[Form, ...] | Shortfall:
    """Return `blueprint.forms` parallel forms labelled A, B, ...; the same bank and generator state give the same.

    Every row gets exactly its count in every form, and no form has an item twice. Forms share an item only
    where the bank can't help it, and as few as can be; so more forms never cause a Shortfall. A row that spans
    several topics draws on them in turn. Rows are dealt so that the forms' expected scores (points x difficulty)
    are near-equal: `fairness` reports by how much they differ.
    """
    slots = tuple(_slots(blueprint))
    ids = sorted(bank.items)
    rng.shuffle(ids)
    pools = [_pool(slot, ids, bank.items) for slot in slots]
    needs = [slot.row.count for slot in slots]
    if short := shortages(pools, needs):
        return Shortfall(tuple(_gap(shortage, slots, pools) for shortage in short))
    drawn = allot(pools, needs, blueprint.forms)
    rows = [_entries(slot, given, bank.items) for slot, given in zip(slots, drawn, strict=True)]
    dealt = deal(rows, blueprint.forms)
    return tuple(_form(label, blueprint, held, bank.items) for label, held in zip(LABELS, dealt, strict=False))


def _slots(blueprint: Blueprint) -> Iterator[_Slot]:
    for number, section in enumerate(blueprint.sections, 1):
        for row_number, row in enumerate(section.rows, 1):
            yield _Slot(number, section, row_number, row)


def _pool(slot: _Slot, ids: Sequence[str], items: Mapping[str, Item]) -> list[str]:
    """Return the items the row may take, in the order of `ids` but with their topics taking turns."""
    before: Counter[str] = Counter()
    turns: list[tuple[int, str]] = []
    for one in ids:
        if slot.section.draws(slot.row, items[one]):
            turns.append((before[items[one].topic], one))
            before[items[one].topic] += 1
    return [one for _, one in sorted(turns, key=itemgetter(0))]


def _entries(slot: _Slot, given: Sequence[str], items: Mapping[str, Item]) -> list[Entry]:
    return [Entry(one, slot.section.points * items[one].difficulty, items[one].topic) for one in given]


def _form(label: str, blueprint: Blueprint, rows: Sequence[Sequence[str]], items: Mapping[str, Item]) -> Form:
    left = iter(rows)
    sections, first = [], 1
    for number, section in enumerate(blueprint.sections, 1):
        drawn = [items[one] for given in islice(left, len(section.rows)) for one in given]
        sections.append(_section(section, number, first, drawn))
        first += section.count
    return Form(label, blueprint.name, blueprint.minutes, tuple(sections))


def _section(section: BlueprintSection, number: int, first: int, items: Sequence[Item]) -> FormSection:
    return FormSection(
        title=title(section, number),
        heading=heading(section, first, items),
        credit=section.credit,
        locks=section.locks,
        items=tuple(FormItem(item, section.points) for item in items),
    )


def _gap(shortage: Shortage, slots: Sequence[_Slot], pools: Sequence[Sequence[str]]) -> Gap:
    lacks = tuple(_lack(slots[row], len(pools[row])) for row in shortage.rows)
    return Gap(lacks, shortage.asked, shortage.available)


def _lack(slot: _Slot, available: int) -> Lack:
    return Lack(slot.number, slot.row_number, _wants(slot), slot.row.count, available)


def _wants(slot: _Slot) -> str:
    low, high = slot.row.difficulty
    kinds = (slot.row.kind,) if slot.row.kind else slot.section.kinds
    labels = "或".join(KINDS[kind].label for kind in kinds)
    return f"{slot.row.topic or '全部专题'} · {labels} · 难度 {plain(low)}—{plain(high)}"


def _gap_lines(gap: Gap) -> Iterator[str]:
    missing = gap.asked - gap.available
    if len(gap.rows) == 1:
        yield f"{_place(gap.rows[0])}：要 {gap.asked} 题，题库有 {gap.available} 题，缺 {missing} 题"
        return
    yield f"以下 {len(gap.rows)} 行争用同一批题目：合计要 {gap.asked} 题，题库共有 {gap.available} 题，缺 {missing} 题"
    for lack in gap.rows:
        yield f"  {_place(lack)}：要 {lack.asked} 题，符合条件的有 {lack.available} 题"


def _place(lack: Lack) -> str:
    return f"第 {lack.section} 部分第 {lack.row} 行（{lack.wants}）"
