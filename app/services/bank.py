"""The bank as the running application sees it: read from disk, checked, and frozen into item revisions."""

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import ItemRevision
from app.runtime import runtime
from app.services.refused import Refused
from question_bank.blueprint import Blueprint
from question_bank.freezing import freeze_item, thaw_item
from question_bank.loader import Content, load_content
from question_bank.model import Item

SHANGHAI = ZoneInfo("Asia/Shanghai")


def content() -> Content:
    """Return the content folder as of today: what is right, and every problem of the rest."""
    config, now = runtime().config, runtime().clock.now()
    today = datetime.fromtimestamp(now / 1000, UTC).astimezone(SHANGHAI).date()
    return _read(config.content, _newest_change(config.content), today.isoformat())


def blueprint(name: str) -> Blueprint:
    """Return the blueprint called `name`; refuse with `no_blueprint` if there is none without error."""
    found = content().blueprints.get(name)
    if found is None:
        raise Refused("no_blueprint", name=name)
    return found


def blueprint_names() -> dict[str, str]:
    """Return the title of every blueprint without error, by id."""
    return {name: found.name for name, found in content().blueprints.items()}


def freeze(session: Session, items: list[Item]) -> None:
    """Keep the revisions of `items` for ever; those already kept are left alone."""
    by_revision = {item.revision: item for item in items}
    kept = set(session.scalars(select(ItemRevision.revision).where(ItemRevision.revision.in_(by_revision))))
    for revision, item in by_revision.items():
        if revision not in kept:
            session.add(ItemRevision(revision=revision, item_id=item.id, content=freeze_item(item)))


def thaw(session: Session, revisions: set[str]) -> dict[str, Item]:
    """Return the items of `revisions`; one that isn't kept is missing from the answer."""
    rows = session.execute(
        select(ItemRevision.revision, ItemRevision.content).where(ItemRevision.revision.in_(revisions))
    )
    return {revision: _thaw(text) for revision, text in rows}


@lru_cache(maxsize=4)
def _read(folder: Path, _changed: float, today: str) -> Content:
    return load_content(folder, datetime.fromisoformat(today).date())


@lru_cache(maxsize=4096)
def _thaw(text: str) -> Item:
    return thaw_item(text)


def _newest_change(folder: Path) -> float:
    return max((path.stat().st_mtime for path in folder.rglob("*")), default=0.0)
