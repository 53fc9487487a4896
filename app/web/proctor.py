"""The proctor's minimal pages: who is where, resume codes, extra time, pauses and messages."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.queries.room import seats
from app.queries.rounds import find_round, list_rounds
from app.queries.runs import ended_cases
from app.runtime import runtime
from app.services import room
from app.services.access import Action
from app.services.held import decide, held_lines, load_rescue
from app.services.refused import Refused
from app.services.rules import round_rules
from app.services.scores import STATES
from app.services.second_person import Second
from app.services.words import worded
from app.web.doors import actor, door
from app.web.errors import act_and_return, back_with
from app.web.forms import ChineseForm, Confirm, Decide, GrantTime, Message, Reason, RescueFile
from app.web.pages import shanghai

pages = Blueprint("proctor", __name__, url_prefix="/proctor")

SILENT_MS = 30_000


@pages.get("/rounds")
@door(Action.WATCH_ROOM)
def rounds() -> ResponseReturnValue:
    """List the rounds to watch."""
    return render_template("proctor/rounds.html", rounds=list_rounds(), states=STATES)


@pages.get("/rounds/<int:round_id>")
@door(Action.WATCH_ROOM)
def one_room(round_id: int) -> ResponseReturnValue:
    """Show the sittings of a round, and what can be done with each."""
    row, now = find_round(round_id), runtime().clock.now()
    if row is None:
        raise Refused("no_round")
    simulation = row.kind == "simulation" and row.drawn_at is not None
    return render_template(
        "proctor/room.html",
        round=row,
        seats=sorted(seats(round_id), key=lambda seat: seat.silence(now) <= SILENT_MS),
        cases=round_rules(round_id).item_count if simulation else 0,
        ended=ended_cases(round_id) if simulation else {},
        states=STATES,
        now=now,
        silent_ms=SILENT_MS,
        grant=GrantTime(),
        reason=Reason(),
        message=Message(),
        confirm=Confirm(),
    )


@pages.post("/rounds/<int:round_id>/sittings/<sitting_id>/resume-code")
@door(Action.RUN_ROOM)
def resume_code(round_id: int, sitting_id: str) -> ResponseReturnValue:
    """Show a one-time code by which the contestant goes on at another PC."""
    try:
        code = room.issue_resume_code(sitting_id=sitting_id, actor=actor().key)
    except Refused as refused:
        return back_with(refused, url_for("proctor.one_room", round_id=round_id))
    return render_template(
        "proctor/resume_code.html", code=code, round_id=round_id, minutes=room.RESUME_CODE_MS // 60_000
    )


@pages.post("/rounds/<int:round_id>/sittings/<sitting_id>/grant")
@door(Action.RUN_ROOM)
def grant(round_id: int, sitting_id: str) -> ResponseReturnValue:
    """Give extra time."""
    form = GrantTime()

    def act() -> str:
        milliseconds = (form.minutes.data or 0) * 60_000
        deadline = room.grant_time(
            sitting_id=sitting_id, milliseconds=milliseconds, reason=form.reason.data or "", actor=actor().key
        )
        until = f"，新的结束时间是 {shanghai(deadline, '%H:%M:%S')}" if deadline else "，恢复后计入"
        return f"已补时 {form.minutes.data} 分钟{until}。"

    return _act(form, act, url_for("proctor.one_room", round_id=round_id))


@pages.post("/rounds/<int:round_id>/sittings/<sitting_id>/pause")
@door(Action.RUN_ROOM)
def pause(round_id: int, sitting_id: str) -> ResponseReturnValue:
    """Stop the clock of one sitting."""
    form = Reason()

    def act() -> str:
        room.pause(sitting_id=sitting_id, reason=form.reason.data or "", actor=actor().key)
        return "已暂停计时。"

    return _act(form, act, url_for("proctor.one_room", round_id=round_id))


@pages.post("/rounds/<int:round_id>/sittings/<sitting_id>/resume")
@door(Action.RUN_ROOM)
def resume(round_id: int, sitting_id: str) -> ResponseReturnValue:
    """Start the clock again."""

    def act() -> str:
        deadline = room.resume(sitting_id=sitting_id, actor=actor().key)
        return f"已恢复计时，结束时间是 {shanghai(deadline, '%H:%M:%S')}。"

    return _act(Confirm(), act, url_for("proctor.one_room", round_id=round_id))


@pages.post("/rounds/<int:round_id>/sittings/<sitting_id>/notice")
@door(Action.RUN_ROOM)
def notice(round_id: int, sitting_id: str) -> ResponseReturnValue:
    """Send a message to one contestant."""
    form = Message()

    def act() -> str:
        room.send_notice(sitting_id=sitting_id, text=form.text.data or "", actor=actor().key)
        return "消息已发出，选手看到后会确认。"

    return _act(form, act, url_for("proctor.one_room", round_id=round_id))


@pages.route("/rounds/<int:round_id>/sittings/<sitting_id>/held", methods=["GET", "POST"])
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
            return redirect(url_for("proctor.held", round_id=round_id, sitting_id=sitting_id), code=303)
    sitting, lines = held_lines(actor=actor(), sitting_id=sitting_id)
    return render_template(
        "proctor/held.html", sitting=sitting, lines=lines, form=form, rescue_form=RescueFile(), refusal=refusal
    )


@pages.post("/rounds/<int:round_id>/sittings/<sitting_id>/rescue")
@door(Action.RUN_ROOM)
def rescue(round_id: int, sitting_id: str) -> ResponseReturnValue:
    """Take in the file a page saved because it couldn't reach the server; its entries wait for two people."""
    form = RescueFile()

    def act() -> str:
        new = load_rescue(actor=actor(), sitting_id=sitting_id, file=form.file.data.read())
        return f"已导入，{new} 条新记录待处理；服务器已有的不重复计入。"

    return _act(form, act, url_for("proctor.held", round_id=round_id, sitting_id=sitting_id))


def _act(form: ChineseForm, act: Callable[[], str], back: str) -> ResponseReturnValue:
    if form.validate_on_submit():
        return act_and_return(act, back)
    for messages in form.errors.values():
        flash("；".join(str(message) for message in messages), "error")
    return redirect(back, code=303)
