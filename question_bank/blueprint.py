"""A blueprint: how many of which topic, kind and difficulty, worth what; and what can be wrong with one."""

from collections.abc import Collection, Iterator
from decimal import Decimal
from difflib import get_close_matches
from typing import Annotated, TypeAlias

from pydantic import Field

from question_bank.kinds import KINDS
from question_bank.model import Authored, Item, ItemId, Mistake

Points: TypeAlias = Annotated[Decimal, Field(gt=0, le=1000, decimal_places=2)]
Share: TypeAlias = Annotated[Decimal, Field(ge=0, le=1)]
Kind: TypeAlias = Annotated[str, Field(json_schema_extra={"enum": list(KINDS)})]
At: TypeAlias = tuple[str | int, ...]

ANY_DIFFICULTY = (Decimal(0), Decimal(1))


class Row(Authored):
    """So many items of one topic, kind and difficulty band; both ends of the band belong to it."""

    count: Annotated[int, Field(ge=1, le=200, description="每份试卷抽几题")]
    topic: Annotated[str | None, Field(description="专题（组/专题）或专题组（只写组）；不写表示全部专题")] = None
    kind: Annotated[Kind | None, Field(description="题型；不写表示本部分的任一题型")] = None
    difficulty: Annotated[tuple[Share, Share], Field(description="预计答对率的下限和上限，含两端；不写表示不限")] = (
        ANY_DIFFICULTY
    )

    def covers(self, item: Item) -> bool:
        """Tell whether the topic, kind and difficulty of `item` are those asked for here."""
        low, high = self.difficulty
        return (
            self.topic in (None, item.topic, _group(item.topic))
            and self.kind in (None, item.kind)
            and low <= item.difficulty <= high
        )


class BlueprintSection(Authored):
    """Items under one heading, each worth the same points."""

    title: Annotated[str, Field(min_length=1, max_length=30, description="部分名称，不写序号，序号自动编排")]
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1, description="本部分可以出现的题型")]
    points: Annotated[Points, Field(description="每题几分，至多两位小数")]
    credit: Annotated[dict[str, str], Field(description="题型 → 得分规则；不写的题型用默认规则。规则印在题首")] = (
        Field(default_factory=dict)
    )
    locks: Annotated[bool, Field(description="写 true：离开本部分往后走，就不能再回来修改")] = False
    rows: Annotated[
        tuple[Row, ...], Field(min_length=1, max_length=60, description="抽题行：专题 × 题型 × 难度区间 × 题数")
    ]

    @property
    def count(self) -> int:
        """How many items the section has."""
        return sum(row.count for row in self.rows)

    @property
    def full_mark(self) -> Decimal:
        """What the section's items are worth together."""
        return self.points * self.count

    def draws(self, row: Row, item: Item) -> bool:
        """Tell whether `item` may be drawn for `row` of this section."""
        return item.kind in self.kinds and row.covers(item)


class Blueprint(Authored):
    """A whole paper as planned, before any item is drawn."""

    id: Annotated[ItemId, Field(description="编号：小写字母、数字、连字符")]
    name: Annotated[str, Field(min_length=1, max_length=60, description="试卷名称，印在卷首")]
    minutes: Annotated[int, Field(ge=1, le=600, description="答题时长（分钟）")]
    full_mark: Annotated[Points, Field(description="满分；须等于各部分分值之和")]
    forms: Annotated[int, Field(ge=1, le=26, description="平行卷套数（A 卷、B 卷……）")] = 1
    sections: Annotated[
        tuple[BlueprintSection, ...], Field(min_length=1, max_length=10, description="各部分，按出现次序")
    ]


def blueprint_mistakes(blueprint: Blueprint, topics: Collection[str]) -> Iterator[Mistake]:
    """Yield what is wrong with `blueprint`, located in it; `topics` are the registered topics' ids.

    Whether the bank has the items is another question: `assemble` answers it with a Shortfall.
    """
    total = sum((section.full_mark for section in blueprint.sections), Decimal(0))
    if total != blueprint.full_mark:
        message = f"各部分合计 {plain(total)} 分，与满分 {plain(blueprint.full_mark)} 分不符；请改题数、分值或满分"
        yield Mistake("full-mark-mismatch", message, ("full_mark",))
    for number, section in enumerate(blueprint.sections):
        at: At = ("sections", number)
        yield from _kind_mistakes(section, at)
        yield from _credit_mistakes(section, at)
        yield from _row_mistakes(section, topics, at)


def plain(number: Decimal) -> str:
    """Return `number` without exponent or trailing zeros."""
    return format(number.normalize(), "f")


def _kind_mistakes(section: BlueprintSection, at: At) -> Iterator[Mistake]:
    asked = {row.kind for row in section.rows}
    for index, kind in enumerate(section.kinds):
        place = (*at, "kinds", index)
        if kind not in KINDS:
            yield Mistake("unknown-kind", f"没有“{kind}”这种题型{_hint(kind, KINDS)}", place)
        elif kind in section.kinds[:index]:
            yield Mistake("duplicate-kind", f"题型“{kind}”已列出，请删去重复的一个", place)
        elif not asked & {None, kind}:
            yield Mistake("unused-kind", f"没有一行会抽取“{kind}”；请删去它，或加一行", place, "warning")


def _credit_mistakes(section: BlueprintSection, at: At) -> Iterator[Mistake]:
    # The parts of a case are of other kinds, and the section's rules hold for them too.
    kinds = tuple(KINDS) if "case" in section.kinds else section.kinds
    for kind, rule in section.credit.items():
        place = (*at, "credit", kind)
        if kind not in kinds:
            yield Mistake("credit-without-kind", f"本部分没有题型“{kind}”{_hint(kind, kinds)}", place)
        elif kind in KINDS and rule not in KINDS[kind].credits:
            rules = "、".join(KINDS[kind].credits)
            yield Mistake("unknown-credit", f"{KINDS[kind].label}没有得分规则“{rule}”；可用的是 {rules}", place)


def _row_mistakes(section: BlueprintSection, topics: Collection[str], at: At) -> Iterator[Mistake]:
    known = sorted({*topics, *map(_group, topics)})
    for index, row in enumerate(section.rows):
        place = (*at, "rows", index)
        low, high = row.difficulty
        if row.topic is not None and row.topic not in known:
            yield Mistake("unknown-topic", f"专题“{row.topic}”没有登记{_hint(row.topic, known)}", (*place, "topic"))
        if row.kind is not None and row.kind not in section.kinds:
            message = f"题型“{row.kind}”不在本部分的题型中；可用的是 {'、'.join(section.kinds)}"
            yield Mistake("row-kind-not-in-section", message, (*place, "kind"))
        if low > high:
            message = f"难度区间 {plain(low)}—{plain(high)} 是空的；请把小的写在前面"
            yield Mistake("empty-band", message, (*place, "difficulty"))
        if (twin := _twin(section.rows, index)) is not None:
            yield Mistake("duplicate-row", f"与第 {twin + 1} 行条件相同；请合并为一行", place)


def _twin(rows: tuple[Row, ...], index: int) -> int | None:
    asked = [(row.topic, row.kind, row.difficulty) for row in rows[: index + 1]]
    first = asked.index(asked[index])
    return None if first == index else first


def _group(topic: str) -> str:
    return topic.partition("/")[0]


def _hint(written: str, known: Collection[str]) -> str:
    near = get_close_matches(written, list(known), n=1)
    return f"；是否想写“{near[0]}”？" if near else f"；可用的是 {'、'.join(known)}"
