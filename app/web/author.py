"""The author's pages: the bank by topic and kind, an item as contestants see it, and every problem found."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.services.access import Action
from app.services.authors import bank_overview, item_preview
from app.services.bank import content
from app.web.doors import door

pages = Blueprint("author", __name__, url_prefix="/author")


@pages.get("/bank")
@door(Action.READ_BANK)
def bank() -> ResponseReturnValue:
    """Show the bank by topic and kind, and the items that match a search."""
    search, topic, kind = (request.args.get(name, "") for name in ("q", "topic", "kind"))
    overview = bank_overview(search=search, topic=topic, kind=kind)
    return render_template("author/bank.html", overview=overview, search=search, topic=topic, kind=kind)


@pages.get("/items/<item_id>")
@door(Action.READ_BANK)
def item(item_id: str) -> ResponseReturnValue:
    """Show an item as a contestant sees it, with key, explanation and source beside it."""
    return render_template("author/item.html", preview=item_preview(item_id))


@pages.get("/problems")
@door(Action.READ_BANK)
def problems() -> ResponseReturnValue:
    """Show every problem of the content folder."""
    return render_template("author/problems.html", problems=content().problems)
