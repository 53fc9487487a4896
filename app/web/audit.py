"""The audit chain for auditors: read, searched, verified, its head to be written down."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.queries.audit import PAGE, chain_length, chain_page
from app.services import audit
from app.services.access import Action
from app.web.audit_words import ACTIONS
from app.web.doors import door

pages = Blueprint("audit", __name__, url_prefix="/audit")


@pages.get("")
@door(Action.READ_AUDIT)
def chain() -> ResponseReturnValue:
    """Show the chain, newest first; `verify` checks every entry."""
    search, before = request.args.get("q", ""), request.args.get("before", type=int)
    verified = "verify" in request.args
    lines = chain_page(search=search, before=before)
    return render_template(
        "audit/chain.html",
        lines=lines,
        more=len(lines) == PAGE,
        search=search,
        length=chain_length(),
        head=audit.head(),
        verified=verified,
        bad=audit.verify() if verified else None,
        actions=ACTIONS,
    )
