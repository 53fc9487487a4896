"""What is printed over a section: its number, and which items it holds, worth what by which credit rules."""

from collections.abc import Iterable, Iterator, Mapping

from question_bank.blueprint import BlueprintSection, plain
from question_bank.kinds import KINDS
from question_bank.kinds.case import Case
from question_bank.model import Item

_NUMERALS = "一二三四五六七八九十"


def title(section: BlueprintSection, number: int) -> str:
    """Return the title of section `number`, counted from 1, at most 10: 二、多项选择题."""
    return f"{_NUMERALS[number - 1]}、{section.title}"


def heading(section: BlueprintSection, first: int, items: Iterable[Item]) -> str:
    """Return the sentence a contestant reads before the section, whose first item bears the number `first`.

    It states the credit rule of every kind that occurs among `items` and the parts of cases, none else:
    第 31—50 题，每题 2 分，共 40 分。多选、少选、错选均不得分。
    """
    last, points = first + section.count - 1, plain(section.points)
    span = f"第 {first}—{last} 题，每题 {points} 分，共 {plain(section.full_mark)} 分。"
    one = f"第 {first} 题，{points} 分。"
    return (one if section.count == 1 else span) + _rules(items, section.credit)


def _rules(items: Iterable[Item], credit: Mapping[str, str]) -> str:
    occurring = set(_kinds(items))
    labels: dict[str, list[str]] = {}
    for kind, model in KINDS.items():
        if kind in occurring:
            rule = credit.get(kind) or next(iter(model.credits))
            labels.setdefault(model.credits[rule], []).append(model.label)
    if len(occurring) == 1:
        return "".join(f"{sentence}。" for sentence in labels)
    return "".join(f"{'、'.join(kinds)}：{sentence}。" for sentence, kinds in labels.items())


def _kinds(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        yield item.kind
        if isinstance(item, Case):
            yield from (part.kind for part in item.parts)
