"""Pages for everyone: the notices, as a site that any web server can hold too."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.queries.people import find_contestant
from app.services.access import Action
from app.services.results.public import notices, own_results, public_notice
from app.web.doors import actor, door, public

pages = Blueprint("public", __name__)


@pages.get("/public")
@public
def site() -> ResponseReturnValue:
    """List the notices."""
    return render_template("public/site.html", notices=notices())


@pages.get("/public/<int:competition_id>-<contest_id>.html")
@public
def notice(competition_id: int, contest_id: str) -> ResponseReturnValue:
    """Show the notice of a contest."""
    published, found = public_notice(competition_id, contest_id)
    return render_template("public/notice.html", published=published, notice=found)


@pages.get("/exam/results")
@door(Action.SIT)
def own() -> ResponseReturnValue:
    """Show a contestant their own breakdown in what is public."""
    me = actor()
    return render_template("public/own.html", results=own_results(me), contestant=find_contestant(me.id))
