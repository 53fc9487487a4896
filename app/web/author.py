"""The author's pages: the bank and its items, the scenarios and their cases, and every problem found."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.services.access import Action
from app.services.authors import bank_overview, item_preview
from app.services.bank import content
from app.services.scenario_authors import scenario_overview, scenario_preview
from app.services.simulations import content as simulations_content
from app.services.views_of_content import note_view
from app.web.doors import actor, door

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
    preview = item_preview(item_id)
    note_view(actor=actor(), kind="item", name=item_id)
    return render_template("author/item.html", preview=preview)


@pages.get("/problems")
@door(Action.READ_BANK)
def problems() -> ResponseReturnValue:
    """Show every problem of the content folders."""
    return render_template(
        "author/problems.html", problems=content().problems, simulations=simulations_content().problems
    )


@pages.get("/scenarios")
@door(Action.READ_BANK)
def scenarios() -> ResponseReturnValue:
    """Show the scenarios that match a search, each with its proof."""
    search, entry = request.args.get("q", ""), request.args.get("entry", "")
    overview = scenario_overview(search=search, entry=entry)
    return render_template("author/scenarios.html", overview=overview, search=search, entry=entry)


@pages.get("/scenarios/<scenario_id>")
@door(Action.READ_BANK)
def scenario(scenario_id: str) -> ResponseReturnValue:
    """Show a case drawn from a scenario: who comes, what is right, and what every trap costs."""
    seed = request.args.get("seed", default=1, type=int)
    preview = scenario_preview(scenario_id=scenario_id, seed=seed)
    note_view(actor=actor(), kind="scenario", name=scenario_id)
    return render_template("author/scenario.html", preview=preview)
