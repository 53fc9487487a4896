"""A judge's pages: the panels served on, the ballot on a tablet, and the PIN it is signed with."""

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.services.access import Action
from app.services.judging.ballots import read_marks, save_draft, submit_ballot
from app.services.judging.desks import judge_desk, own_panels
from app.services.judging.panels import declare_conflict
from app.services.judging.pins import has_pin, set_pin
from app.services.refused import Refused
from app.services.words import worded
from app.web.doors import actor, door
from app.web.judging_forms import SetPin, posted_marks

pages = Blueprint("judge", __name__, url_prefix="/judge")


@pages.get("")
@door(Action.JUDGE)
def panels() -> ResponseReturnValue:
    """List one's panels; the only one is opened at once."""
    mine = own_panels(actor())
    if len(mine) == 1:
        return redirect(url_for("judge.desk", panel_id=mine[0].id), code=303)
    return render_template("judging/panels.html", panels=mine, has_pin=has_pin(actor().id), target="judge.desk")


@pages.get("/panels/<int:panel_id>")
@door(Action.JUDGE)
def desk(panel_id: int) -> ResponseReturnValue:
    """Show the tablet page; it reads its data itself."""
    found = judge_desk(actor=actor(), panel_id=panel_id)
    if not has_pin(actor().id):
        return redirect(url_for("judge.pin", next=panel_id), code=303)
    return render_template("judging/ballot.html", panel_id=panel_id, panel=found["panel"])


@pages.get("/panels/<int:panel_id>/desk.json")
@door(Action.JUDGE)
def desk_data(panel_id: int) -> ResponseReturnValue:
    """Return the judge's desk."""
    return jsonify(judge_desk(actor=actor(), panel_id=panel_id))


@pages.post("/appearances/<int:appearance_id>/draft")
@door(Action.JUDGE)
def draft(appearance_id: int) -> ResponseReturnValue:
    """Keep what is filled in so far."""
    marks, comment = posted_marks(request.get_json())
    save_draft(actor=actor(), appearance_id=appearance_id, marks=read_marks(marks), comment=comment)
    return jsonify(kept=True)


@pages.post("/appearances/<int:appearance_id>/submit")
@door(Action.JUDGE)
def submit(appearance_id: int) -> ResponseReturnValue:
    """Take a signed ballot; the same again is answered with the same receipt."""
    posted = request.get_json()
    marks, comment = posted_marks(posted)
    receipt = submit_ballot(
        actor=actor(),
        appearance_id=appearance_id,
        marks=read_marks(marks),
        comment=comment,
        pin=str(posted.get("pin", ""))[:12],
        address=request.remote_addr or "",
    )
    return jsonify(version=receipt.version, total=receipt.total, digest=receipt.digest, at=receipt.at)


@pages.post("/appearances/<int:appearance_id>/conflict")
@door(Action.JUDGE)
def conflict(appearance_id: int) -> ResponseReturnValue:
    """Declare a conflict: a substitute judges instead."""
    words = str(request.get_json().get("words", ""))
    return jsonify(substitute=declare_conflict(actor=actor(), appearance_id=appearance_id, words=words))


@pages.route("/pin", methods=["GET", "POST"])
@door(Action.JUDGE)
def pin() -> ResponseReturnValue:
    """Set the PIN ballots are signed with."""
    form, refusal = SetPin(), None
    if form.validate_on_submit():
        try:
            set_pin(
                actor=actor(),
                pin=form.pin.data or "",
                password=form.password.data or "",
                address=request.remote_addr or "",
            )
        except Refused as refused:
            refusal = "。".join(worded(refused)[1:])
        else:
            flash("签名 PIN 已设好。", "ok")
            return redirect(url_for("judge.panels"), code=303)
    return render_template("judging/pin.html", form=form, refusal=refusal, has_pin=has_pin(actor().id))
