"""The authored world as frozen values: items, the registers they cite, and the bank that holds them."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated, ClassVar, Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from question_bank.digest import digest

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Verdict: TypeAlias = Literal["right", "partial", "wrong", "blank", "unreadable"]
Severity: TypeAlias = Literal["error", "warning"]
ItemId: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{2,39}$")]
Difficulty: TypeAlias = Annotated[Decimal, Field(ge=Decimal("0.05"), le=Decimal("0.95"))]


class Authored(BaseModel):
    """What an author writes: strict types, no unknown key, frozen once read."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", arbitrary_types_allowed=True)


class Source(Authored):
    """A document of the register; only one whose reliability is 核 may key an item."""

    id: ItemId
    title: str
    issuer: str
    year: int
    number: str = ""
    reliability: Literal["核", "系", "转", "记"]


class Topic(Authored):
    """A topic of the register; its id reads `group/name`."""

    id: Annotated[str, Field(pattern=r"^[a-z-]+/[a-z-]+$")]
    name: str


class Citation(Authored):
    """Where a key comes from: a document of the register and the clause in it."""

    document: str
    clause: str


class Validity(Authored):
    """The dates, both included, between which the key holds."""

    from_: date = Field(alias="from")
    to: date | None = None


@dataclass(frozen=True)
class Mistake:
    """Something wrong in one item: `at` is the path of keys and indices from the item to the place."""

    code: str
    message: str
    at: tuple[str | int, ...] = ()
    severity: Severity = "error"


@dataclass(frozen=True)
class Grade:
    """What one response earned: a fraction in [0, 1] of the item's points, and why, in Chinese."""

    fraction: Fraction
    verdict: Verdict
    reason: str = ""

    @classmethod
    def worth(cls, fraction: Fraction) -> Self:
        """Return the grade of a readable response that earns `fraction`."""
        if fraction == 1:
            return cls(fraction, "right")
        if fraction == 0:
            return cls(fraction, "wrong")
        return cls(fraction, "partial", f"得本题分值的 {fraction}")


BLANK = Grade(Fraction(0), "blank", "未作答")


class Unreadable(Exception):
    """A response that has not the shape of its item's kind; `reason` says so in Chinese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Face:
    """What a contestant may see of an item beside its stem; by construction it has no place for a key.

    `options`, `left` and `right` are authored names with their Markdown text, in authored order.
    """

    options: tuple[tuple[str, str], ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    right: tuple[tuple[str, str], ...] = ()
    blanks: int = 0
    unit: str | None = None
    asks: str = ""
    calendar: tuple[tuple[str, bool, str], ...] = ()


@dataclass(frozen=True)
class Calendar:
    """A dated holiday arrangement, known from `first` to `last`, both included.

    `holidays` names each day off, weekend days of a holiday among them; `workdays` are the weekend days worked.
    """

    id: str
    title: str
    first: date
    last: date
    holidays: Mapping[date, str]
    workdays: frozenset[date]


class Item(Authored):
    """An authored question. Kinds subclass it, one module each, and fill in the methods below.

    A response is JSON in the shapes of docs/protocol.md. It names options by ids opaque to the contestant;
    `names` maps those ids back to authored names, `ids` maps authored names to them.
    """

    label: ClassVar[str]
    # Credit rule -> the sentence printed in a section's heading; the first is the default.
    credits: ClassVar[Mapping[str, str]] = {"all_or_nothing": "答对得分，答错、不答不得分"}
    # The fields of Face whose order a paper shuffles.
    shuffled: ClassVar[tuple[str, ...]] = ()

    id: ItemId
    kind: str
    topic: str
    stem: Annotated[str, Field(min_length=1)]
    difficulty: Difficulty
    source: Citation
    valid: Validity
    explain: Annotated[str, Field(min_length=1)]
    shuffle: bool = True
    images: dict[str, str] = Field(default_factory=dict)

    @cached_property
    def revision(self) -> str:
        """The digest that names this wording and key; it changes with any authored change."""
        return digest(self.model_dump(by_alias=True))

    def having(self, **fields: object) -> Self:
        """Return a copy with other `fields`, taken as they are, and so with a revision of its own."""
        copy = self.model_copy(update=fields)
        copy.__dict__.pop("revision", None)
        return copy

    def embed(self, calendars: Mapping[str, Calendar]) -> Self:
        """Return the item with what it cites from the bank's calendars put into it.

        The loader calls this once, after validation and before `mistakes`, so that an item is whole by itself and
        its revision covers what its key was derived from.
        """
        del calendars
        return self

    @abstractmethod
    def mistakes(self) -> Iterator[Mistake]:
        """Yield what is wrong with the item by the rules of its kind."""

    @abstractmethod
    def face(self) -> Face:
        """Return what a contestant may see beside the stem."""

    @abstractmethod
    def grade(self, response: Json, names: Mapping[str, str], credit: str) -> Grade:
        """Return what `response` earns under the credit rule named `credit`; raise Unreadable by shape."""

    @abstractmethod
    def right_response(self, ids: Mapping[str, str]) -> Json:
        """Return a response that earns the full mark."""

    @abstractmethod
    def guess(self) -> Fraction:
        """Return the expected fraction of a blind guess under the default credit rule."""


@dataclass(frozen=True)
class Bank:
    """Everything an author wrote, checked: what a paper may be drawn from."""

    items: Mapping[str, Item] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    calendars: Mapping[str, Calendar] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """The digest of every item's revision: the bank as frozen."""
        return digest({item_id: item.revision for item_id, item in self.items.items()})
