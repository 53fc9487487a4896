"""One sitting for a proctor: what was done and seen, what arrived too late, and a page's rescue file."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.services.access import Action, may
from app.services.held import decide, held_lines, load_rescue
from app.services.refused import Refused
from app.services.second_person import Second
from app.services.sitting_story import sitting_story
from app.services.words import worded
from app.web.doors import actor, door
from app.web.errors import act_and_return
from app.web.forms import Decide, RescueFile

pages = Blueprint("proctor_sittings", __name__, url_prefix="/proctor/rounds")


@pages.get("/<int:round_id>/sittings/<sitting_id>")
@door(Action.WATCH_ROOM)
def one(round_id: int, sitting_id: str) -> ResponseReturnValue:
    """Show everything the room knows of one sitting."""
    story = sitting_story(actor=actor(), round_id=round_id, sitting_id=sitting_id)
    return render_template("proctor/sitting.html", story=story, may_run=may(actor(), Action.RUN_ROOM))


@pages.route("/<int:round_id>/sittings/<sitting_id>/held", methods=["GET", "POST"])
@door(Action.RUN_ROOM)
def held(round_id: int, sitting_id: str) -> ResponseReturnValue:
    """Show what arrived but may not count by itself; two people decide on it."""
    form = Decide()
    refusal = None
    if form.validate_on_submit():
        try:
            number = decide(
                sitting_id=sitting_id,
                held_ids=form.held.data or [],
                accepted=form.accepted.data == "yes",
                reason=form.reason.data or "",
                actor=actor(),
                second=Second(
                    form.second_username.data or "", form.second_password.data or "", request.remote_addr or ""
                ),
            )
        except Refused as refused:
            refusal = "。".join(worded(refused)[1:])
        else:
            flash(f"已处理 {number} 条记录。", "ok")
            return redirect(url_for("proctor_sittings.held", round_id=round_id, sitting_id=sitting_id), code=303)
    sitting, lines = held_lines(actor=actor(), sitting_id=sitting_id)
    return render_template(
        "proctor/held.html", sitting=sitting, lines=lines, form=form, rescue_form=RescueFile(), refusal=refusal
    )


@pages.post("/<int:round_id>/sittings/<sitting_id>/rescue")
@door(Action.RUN_ROOM)
def rescue(round_id: int, sitting_id: str) -> ResponseReturnValue:
    """Take in the file a page saved because it couldn't reach the server; its entries wait for two people."""
    form, back = RescueFile(), url_for("proctor_sittings.held", round_id=round_id, sitting_id=sitting_id)
    if not form.validate_on_submit():
        flash("请选择文件", "error")
        return redirect(back, code=303)

    def act() -> str:
        new = load_rescue(actor=actor(), sitting_id=sitting_id, file=form.file.data.read())
        return f"已导入，{new} 条新记录待处理；服务器已有的不重复计入。"

    return act_and_return(act, back)
