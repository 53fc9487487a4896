"""Sealing a round's papers: two halves of a key, each shown once to the one who will keep it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.queries.rounds import find_round
from app.services.access import Action
from app.services.paper_seals import SealedPapers, seal_papers, seal_view
from app.services.refused import Refused
from app.services.words import worded
from app.web.day_forms import SealPapers
from app.web.doors import actor, door

pages = Blueprint("organizer_papers", __name__, url_prefix="/organizer/rounds")


@pages.route("/<int:round_id>/seal", methods=["GET", "POST"])
@door(Action.SEAL_PAPERS)
def seal(round_id: int) -> ResponseReturnValue:
    """Seal the papers; the halves are on the answer to this post and nowhere else."""
    row, form = find_round(round_id), SealPapers()
    if row is None:
        raise Refused("no_round")
    sealed: SealedPapers | None = None
    refusal = None
    if form.validate_on_submit():
        try:
            holders = (form.first.data or "", form.second.data or "")
            sealed = seal_papers(round_id=round_id, actor=actor(), holders=holders)
        except Refused as refused:
            refusal = "。".join(worded(refused)[1:])
    return render_template(
        "organizer/seal.html", round=row, form=form, sealed=sealed, seal=seal_view(round_id), refusal=refusal
    )
