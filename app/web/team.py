"""The team leader's page: the contestants of one's own district and where they sit."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.queries.team import team_lines
from app.services.access import Action
from app.web.doors import actor, door

pages = Blueprint("team", __name__, url_prefix="/team")


@pages.get("")
@door(Action.READ_TEAM)
def contestants() -> ResponseReturnValue:
    """List the district's contestants."""
    me = actor()
    return render_template("team/contestants.html", district=me.district, lines=team_lines(me.district))
