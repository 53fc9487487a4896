"""The bank for its authors: counts by topic and kind, a search, and a preview with the key."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.scoring.answers import in_words
from app.services.bank import content
from app.services.refused import Refused
from question_bank.kinds import KINDS
from question_bank.model import Item, Source
from question_bank.paper import Form, FormItem, FormSection, Placed, contestant_paper, lay_out
from question_bank.text import render

MOST_LISTED = 200
PREVIEW_SEED = "00" * 16


@dataclass(frozen=True)
class BankOverview:
    """Counts (topic, kind) -> items, and the items found."""

    topics: list[tuple[str, str]]
    kinds: list[tuple[str, str]]
    counts: dict[tuple[str, str], int]
    items: list[Item]
    total: int
    found: int
    errors: int
    warnings: int
    digest: str


@dataclass(frozen=True)
class KeyLine:
    """The key of one answerable item in the letters it is shown with; `explain` is a part's own, as HTML."""

    number: str
    key: str
    explain: str


@dataclass(frozen=True)
class ItemPreview:
    """An item laid out as one contestant would see it, and what only its author may see."""

    item: Item
    shown: dict[str, Any]
    keys: list[KeyLine]
    explain: str
    source: Source
    topic: str


def bank_overview(*, search: str = "", topic: str = "", kind: str = "") -> BankOverview:
    """Return the bank's counts and the items whose id or text holds `search`, of `topic` and `kind` if given."""
    found, wanted = content(), search.strip().lower()
    everything = list(found.bank.items.values())
    items = [
        item
        for item in everything
        if wanted in f"{item.id} {item.stem}".lower()
        and (not topic or item.topic == topic)
        and (not kind or item.kind == kind)
    ]
    counts: dict[tuple[str, str], int] = {}
    for item in everything:
        counts[item.topic, item.kind] = counts.get((item.topic, item.kind), 0) + 1
    return BankOverview(
        topics=[(row.id, row.name) for row in found.bank.topics.values()],
        kinds=[(name, cls.label) for name, cls in KINDS.items()],
        counts=counts,
        items=items[:MOST_LISTED],
        total=len(everything),
        found=len(items),
        errors=sum(problem.severity == "error" for problem in found.problems),
        warnings=sum(problem.severity == "warning" for problem in found.problems),
        digest=found.bank.digest,
    )


def item_preview(item_id: str) -> ItemPreview:
    """Return an item as seen and as keyed; refuses with `no_item`."""
    bank = content().bank
    item = bank.items.get(item_id)
    if item is None:
        raise Refused("no_item", item=item_id)
    form = Form("预览", "预览", 0, (FormSection("预览", "", {}, locks=False, items=(FormItem(item, Decimal(1)),)),))
    paper = lay_out(form, PREVIEW_SEED)
    shown: Any = contestant_paper(paper)
    placed = paper.sections[0].items[0]
    item_shown = shown["sections"][0]["items"][0]
    pairs = zip(placed.parts or (placed,), item_shown.get("parts") or [item_shown], strict=True)
    keys = [_key_line(part, one, explained=bool(placed.parts)) for part, one in pairs]
    source, topic = bank.sources[item.source.document], bank.topics[item.topic].name
    return ItemPreview(item, item_shown, keys, render(item.explain), source, topic)


def _key_line(placed: Placed, shown: dict[str, Any], *, explained: bool) -> KeyLine:
    key = in_words(shown, placed.item.right_response(placed.ids))
    return KeyLine(str(shown["number"]), key, render(placed.item.explain) if explained else "")
