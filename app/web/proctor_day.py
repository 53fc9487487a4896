"""The proctor's day around the exam itself: checking in, the checklist, opening papers, the room record, the seal."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.documents.sheet import Sheet, sheet_docx, sheet_pdf
from app.queries.attendance import SessionRow, arrivals, find_session
from app.runtime import runtime
from app.services import attendance, checklist, paper_seals, session_seals
from app.services.access import Action, may
from app.services.duties import rooms_of
from app.services.record_sheets import record_sheet
from app.services.refused import Refused
from app.services.room_records import room_record
from app.services.second_person import Second
from app.services.sessions import require_visible
from app.services.words import worded
from app.web.day_forms import CheckIn, CheckWords, Number, OpenPapers, SignSecond
from app.web.doors import actor, door
from app.web.downloads import attachment
from app.web.errors import act_and_return
from app.web.forms import ChineseForm
from app.web.pages import date_time, shanghai, span

pages = Blueprint("proctor_day", __name__, url_prefix="/proctor/sessions")

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RECORDS: dict[str, tuple[str, Callable[[Sheet], bytes]]] = {
    "pdf": ("application/pdf", sheet_pdf),
    "docx": (DOCX, sheet_docx),
}


@pages.route("/<int:session_id>/check-in", methods=["GET", "POST"])
@door(Action.RUN_ROOM)
def check_in(session_id: int) -> ResponseReturnValue:
    """Check contestants in, one scan after the other."""
    session, form = _session(session_id), CheckIn()
    if form.validate_on_submit():
        return _check_in(session_id, form)
    now = runtime().clock.now()
    return render_template(
        "day/check_in.html",
        session=session,
        waits=session.by_hand and session.started_at is None,
        rows=arrivals(session_id, rooms_of(actor())),
        last=request.args.get("last", ""),
        form=form,
        one=Number(),
        may_run=may(actor(), Action.RUN_ROOM),
        now=now,
    )


@pages.post("/<int:session_id>/check-in/undo")
@door(Action.RUN_ROOM)
def undo(session_id: int) -> ResponseReturnValue:
    """Take a check-in back."""
    form = Number()

    def act() -> str:
        attendance.undo_check_in(actor=actor(), session_id=session_id, number=form.number.data or "")
        return "已撤销检录。"

    return act_and_return(act, url_for("proctor_day.check_in", session_id=session_id))


@pages.post("/<int:session_id>/check-in/absent")
@door(Action.RUN_ROOM)
def absent(session_id: int) -> ResponseReturnValue:
    """Mark a contestant absent, or take that back."""
    form = Number()

    def act() -> str:
        back = form.back.data == "1"
        attendance.mark_absent(actor=actor(), session_id=session_id, number=form.number.data or "", absent=not back)
        return "已撤销缺考。" if back else "已记为缺考。"

    return act_and_return(act, url_for("proctor_day.check_in", session_id=session_id))


@pages.get("/<int:session_id>/checklist")
@door(Action.WATCH_ROOM)
def checklist_page(session_id: int) -> ResponseReturnValue:
    """Show what is ready and what is not."""
    session = _session(session_id)
    view = checklist.session_checklist(actor=actor(), session_id=session_id)
    return render_template(
        "day/checklist.html", session=session, view=view, form=CheckWords(), may_run=may(actor(), Action.RUN_ROOM)
    )


@pages.post("/<int:session_id>/checklist/<code>")
@door(Action.RUN_ROOM)
def confirm(session_id: int, code: str) -> ResponseReturnValue:
    """Confirm a line that only people can judge."""
    form = CheckWords()

    def act() -> str:
        checklist.confirm_line(actor=actor(), session_id=session_id, code=code, words=form.words.data or "")
        return "已记下。"

    return _act(form, act, url_for("proctor_day.checklist_page", session_id=session_id))


@pages.post("/<int:session_id>/backup")
@door(Action.RUN_ROOM)
def backup(session_id: int) -> ResponseReturnValue:
    """Make a backup now."""

    def act() -> str:
        return f"已备份：{checklist.back_up_now(actor=actor(), session_id=session_id)}"

    return act_and_return(act, url_for("proctor_day.checklist_page", session_id=session_id))


@pages.route("/<int:session_id>/papers", methods=["GET", "POST"])
@door(Action.OPEN_PAPERS)
def papers(session_id: int) -> ResponseReturnValue:
    """Open the round's sealed papers: two halves, an auditor, and the digest to be read aloud."""
    session, form = _session(session_id), OpenPapers()
    refusal = None
    if form.validate_on_submit():
        try:
            digest = paper_seals.open_papers(
                round_id=session.round_id,
                actor=actor(),
                turns=(
                    paper_seals.KeyTurn(_signs(form, "first"), form.first_half.data or ""),
                    paper_seals.KeyTurn(_signs(form, "second"), form.second_half.data or ""),
                ),
                witness=_signs(form, "witness"),
            )
        except Refused as refused:
            refusal = "。".join(worded(refused)[1:])
        else:
            flash(f"试卷已开启，请当众宣读校验码，与封卷时记下的逐组核对：{digest}", "ok")
            return redirect(url_for("proctor_day.papers", session_id=session_id), code=303)
    view = paper_seals.seal_view(session.round_id)
    return render_template("day/papers.html", session=session, seal=view, form=form, refusal=refusal)


@pages.get("/<int:session_id>/record")
@door(Action.WATCH_ROOM)
def record(session_id: int) -> ResponseReturnValue:
    """Show the room record: counts, absences, incidents, measures, signatures."""
    session, room = _session(session_id), request.args.get("room", type=int)
    view = room_record(actor=actor(), session_id=session_id, room_id=room)
    return render_template("day/record.html", session=session, record=view, room=room)


@pages.get("/<int:session_id>/record.<kind>")
@door(Action.WATCH_ROOM)
def record_file(session_id: int, kind: str) -> ResponseReturnValue:
    """Download the room record as PDF or Word."""
    if kind not in RECORDS:
        raise Refused("no_page")
    session, room = _session(session_id), request.args.get("room", type=int)
    view = room_record(actor=actor(), session_id=session_id, room_id=room)
    mime, make = RECORDS[kind]
    sheet = record_sheet(view, date_time=date_time, clock=partial(shanghai, pattern="%H:%M:%S"), span=span)
    name = f"考场情况登记表 {session.round_title} {session.title} {view.room}.{kind}"
    return attachment(Response(make(sheet), mimetype=mime), name)


@pages.route("/<int:session_id>/seal", methods=["GET", "POST"])
@door(Action.WATCH_ROOM)
def seal(session_id: int) -> ResponseReturnValue:
    """Seal the session, and show the seal with the digests of its sittings."""
    session, form = _session(session_id), SignSecond()
    may_seal = may(actor(), Action.SEAL_SESSION)
    refusal = None
    if form.validate_on_submit() and may_seal:
        second = Second(form.second_username.data or "", form.second_password.data or "", request.remote_addr or "")
        try:
            session_seals.seal_session(actor=actor(), session_id=session_id, second=second)
        except Refused as refused:
            refusal = "。".join(worded(refused)[1:])
        else:
            flash("本场已封存，请打印后签字。", "ok")
            return redirect(url_for("proctor_day.seal", session_id=session_id), code=303)
    view = session_seals.find_seal(actor=actor(), session_id=session_id)
    rows = arrivals(session_id, rooms_of(actor()))
    return render_template(
        "day/seal.html", session=session, seal=view, rows=rows, form=form, may_seal=may_seal, refusal=refusal
    )


def _session(session_id: int) -> SessionRow:
    """Return the session, if it is the actor's to see."""
    require_visible(actor=actor(), session_id=session_id)
    found = find_session(session_id)
    if found is None:
        raise Refused("no_session")
    return found


def _check_in(session_id: int, form: CheckIn) -> ResponseReturnValue:
    here = url_for("proctor_day.check_in", session_id=session_id)
    try:
        done = attendance.check_in(
            actor=actor(),
            session_id=session_id,
            number=form.number.data or "",
            identity=bool(form.identity.data),
            phone=bool(form.phone.data),
        )
    except Refused as refused:
        flash("。".join(worded(refused)[1:]), "error")
        return redirect(here, code=303)
    late = f"，迟到 {done.late // 60_000} 分钟" if done.late >= 60_000 else ""  # noqa: PLR2004  # a minute
    again = "（此前已检录）" if done.again else ""
    flash(f"{done.name}　{done.number}：{done.room} {done.seat} 号座{late}{again}", "ok")
    return redirect(url_for("proctor_day.check_in", session_id=session_id, last=done.number), code=303)


def _signs(form: OpenPapers, who: str) -> Second:
    username, password = form[f"{who}_username"].data, form[f"{who}_password"].data
    return Second(username or "", password or "", request.remote_addr or "")


def _act(form: ChineseForm, act: Callable[[], str], back: str) -> ResponseReturnValue:
    if form.validate_on_submit():
        return act_and_return(act, back)
    flash("；".join(str(message) for messages in form.errors.values() for message in messages), "error")
    return redirect(back, code=303)
