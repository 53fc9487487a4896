"""What an organizer prints for a session: tickets, labels, sign-in sheets, door lists."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from app.queries.attendance import SessionRow, arrivals, find_session
from app.services import handouts
from app.services.access import Action
from app.services.refused import Refused
from app.web.doors import actor, door
from app.web.downloads import attachment
from app.web.forms import Confirm
from app.web.pages import date_time

pages = Blueprint("organizer_handouts", __name__, url_prefix="/organizer/sessions")

PDF = "application/pdf"
HANDOUTS: dict[str, tuple[str, Callable[..., bytes]]] = {
    "labels": ("桌贴", handouts.seat_labels),
    "sign-in": ("签到表", partial(handouts.sign_in_sheet, date_time=date_time)),
    "doors": ("门贴", partial(handouts.door_list, date_time=date_time)),
}


@pages.get("/<int:session_id>/handouts")
@door(Action.MANAGE_PEOPLE)
def overview(session_id: int) -> ResponseReturnValue:
    """Show what can be printed."""
    return render_template(
        "venue/handouts.html", session=_session(session_id), people=arrivals(session_id), form=Confirm()
    )


@pages.get("/<int:session_id>/handouts/<kind>.pdf")
@door(Action.MANAGE_PEOPLE)
def one(session_id: int, kind: str) -> ResponseReturnValue:
    """Download labels, sign-in sheets or door lists."""
    if kind not in HANDOUTS:
        raise Refused("no_page")
    row, (words, make) = _session(session_id), HANDOUTS[kind]
    name = f"{words} {row.round_title} {row.title}.pdf"
    return attachment(Response(make(session_id=session_id), mimetype=PDF), name)


@pages.post("/<int:session_id>/tickets")
@door(Action.MANAGE_PEOPLE)
def tickets(session_id: int) -> ResponseReturnValue:
    """Give everyone a new code, and download the tickets."""
    row = _session(session_id)
    file = handouts.new_tickets(actor=actor(), session_id=session_id, date_time=date_time)
    return attachment(Response(file, mimetype=PDF), f"准考证 {row.round_title} {row.title}.pdf")


def _session(session_id: int) -> SessionRow:
    row = find_session(session_id)
    if row is None:
        raise Refused("no_session")
    return row
