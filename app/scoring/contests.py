"""What a rulebook says of its contests: rounds and their weights, judging sheets, panels, ties and award lists."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from question_bank.model import Authored

Source: TypeAlias = Literal["quiz", "simulation", "ballots", "imported"]
Id: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,31}$")]
Mark: TypeAlias = Annotated[Decimal, Field(gt=0, le=1000, decimal_places=2)]
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=40)]

EXACT = "exact"
TIME = "time"
PER_CENT = 100


class Category(Authored):
    """A category contestants are entered in."""

    id: Annotated[Id, Field(description="编号：小写字母、数字、连字符")]
    name: Annotated[str, Field(min_length=1, max_length=30, description="类别名称，名单里照此填写")]


class RoundRule(Authored):
    """A round of a contest; `weight` in per cent, `full` its full mark, `source` where its score comes from."""

    id: Annotated[Id, Field(description="环节编号")]
    name: Annotated[Name, Field(description="环节名称")]
    weight: Annotated[int, Field(ge=1, le=100, description="分值占比（%）；每类选手的各环节合计 100")]
    full: Annotated[Mark, Field(description="满分；合成前折算成百分制")]
    source: Annotated[Source, Field(description="分数来源：quiz、simulation、ballots、imported")]
    categories: Annotated[tuple[Id, ...], Field(description="哪些类别参加；不写就是全部")] = ()
    sheet: Annotated[Id | None, Field(description="评分表编号；评委打分的环节必填")] = None
    blind: Annotated[bool, Field(description="评委只见编号、不见姓名")] = False
    seconds: Annotated[int | None, Field(ge=30, le=7200, description="限时（秒）；计时的环节填写")] = None

    def takes(self, category: str) -> bool:
        """Tell whether contestants of the category take this round."""
        return not self.categories or category in self.categories

    def scaled(self, score: Fraction) -> Fraction:
        """Return a score out of `full` as one out of 100."""
        return score * PER_CENT / Fraction(self.full)


class Grade(Authored):
    """A grade of award and its places."""

    name: Annotated[Name, Field(description="奖项名称")]
    places: Annotated[int, Field(ge=0, le=10_000, description="名额")]


class AwardList(Authored):
    """A list that is ranked and awarded by itself: the categories on it, its places and their grades."""

    name: Annotated[Name, Field(description="榜单名称")]
    categories: Annotated[tuple[Id, ...], Field(min_length=1, description="排在这张榜上的类别")]
    grades: Annotated[tuple[Grade, ...], Field(min_length=1, description="各等奖名额；方案没有写，必须自己定")]

    @cached_property
    def places(self) -> int:
        """How many awards the list has."""
        return sum(grade.places for grade in self.grades)


class Floor(Authored):
    """The least share of all awards that must go to one category."""

    category: Annotated[Id, Field(description="占比有下限的类别")]
    percent: Annotated[int, Field(ge=1, le=100, description="占比下限（%）")]

    @property
    def share(self) -> Fraction:
        """The share as a fraction."""
        return Fraction(self.percent, PER_CENT)


class Contest(Authored):
    """A contest with awards of its own: who takes part, its rounds, how ties are broken, and its award lists."""

    id: Annotated[Id, Field(description="竞赛类编号")]
    name: Annotated[Name, Field(description="竞赛类名称，如 个人、集体")]
    entrants: Annotated[Literal["people", "units"], Field(description="people：名单里的选手；units：单位或团队")]
    categories: Annotated[tuple[Category, ...], Field(min_length=1, description="参赛类别")]
    nominees: Annotated[Mapping[Id, int] | None, Field(description="各类别推荐名额；个人按各区名额的不写")] = None
    rounds: Annotated[tuple[RoundRule, ...], Field(min_length=1, description="各环节")]
    ties: Annotated[tuple[str, ...], Field(description="同分时依次比较：exact、环节编号、time；都相同就并列")]
    arrangement: Annotated[Literal["merged", "separate"], Field(description="merged 合并排名，separate 分类排名")]
    floor: Annotated[Floor | None, Field(description="获奖占比下限；没有就不写")] = None
    lists: Annotated[tuple[AwardList, ...], Field(min_length=1, description="榜单")]

    @cached_property
    def places(self) -> int:
        """How many awards the contest has."""
        return sum(one.places for one in self.lists)

    def rounds_of(self, category: str) -> tuple[RoundRule, ...]:
        """Return the rounds that contestants of the category take, in order."""
        return tuple(one for one in self.rounds if one.takes(category))

    def round(self, round_id: str) -> RoundRule | None:
        """Return a round by its id."""
        return next((one for one in self.rounds if one.id == round_id), None)


class Level(Authored):
    """A descriptor of a criterion: what earns at least `from_` marks."""

    from_: Annotated[Decimal, Field(ge=0, alias="from", description="从几分起")]
    words: Annotated[str, Field(min_length=1, max_length=120, description="这一档的表现")]


class Criterion(Authored):
    """One line of a judging sheet: from 0 to `full` in steps."""

    id: Annotated[Id, Field(description="评分项编号")]
    name: Annotated[Name, Field(description="评分项")]
    full: Annotated[Mark, Field(description="满分")]
    step: Annotated[Mark, Field(description="最小记分单位")] = Decimal("0.5")
    words: Annotated[str, Field(max_length=200, description="评分要点")] = ""
    levels: Annotated[tuple[Level, ...], Field(description="各档表现，从高到低")] = ()


class Sheet(Authored):
    """A judging sheet."""

    id: Annotated[Id, Field(description="评分表编号")]
    name: Annotated[Name, Field(description="评分表名称")]
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1, max_length=30, description="评分项")]

    @cached_property
    def full(self) -> Decimal:
        """The marks of all criteria together."""
        return sum((one.full for one in self.criteria), Decimal(0))

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of its criteria."""
        return frozenset(one.id for one in self.criteria)

    def criterion(self, criterion_id: str) -> Criterion | None:
        """Return a criterion by its id."""
        return next((one for one in self.criteria if one.id == criterion_id), None)


class Overtime(Authored):
    """What a contestant loses for going over time, once, from the panel's score."""

    grace: Annotated[int, Field(ge=0, le=600, description="超出几秒以内不扣")]
    every: Annotated[int, Field(ge=1, le=600, description="每超出几秒扣一次，不足的按一次算")]
    points: Annotated[Mark, Field(description="每次扣几分")]
    most: Annotated[Mark, Field(description="最多扣几分")]


class Panel(Authored):
    """How a panel's ballots become one score."""

    judges: Annotated[int, Field(ge=1, le=25, description="每组几位评委")]
    trim_from: Annotated[int, Field(ge=3, le=25, description="有效票达到几张时去掉一个最高分、一个最低分")]
    least: Annotated[int, Field(ge=1, le=25, description="最少几张有效票才能锁定")]
    spread: Annotated[Mark, Field(description="最高与最低相差超过几分时提醒裁判长")]
    overtime: Annotated[Overtime | None, Field(description="超时扣分；没有就不写")] = None
    objection_hours: Annotated[int, Field(ge=0, le=240, description="环节成绩告知后几小时内可提异议")]
