"""A panel's own pages: its table, lock and corrections for the chief judge, its clock, and the hall's screen."""

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.queries.judging import list_panels
from app.services.access import Action, Role, may
from app.services.judging import timekeeping
from app.services.judging.ballots import correct_ballot, read_marks
from app.services.judging.locks import lock_panel
from app.services.judging.overview import history, judges_of, overview
from app.services.judging.sheets import health, score_sheet
from app.services.refused import Refused
from app.services.second_person import Second
from app.web.doors import actor, door
from app.web.downloads import attachment
from app.web.errors import act_and_return
from app.web.forms import Confirm
from app.web.judging_forms import CaseForm
from app.web.pages import date_time

pages = Blueprint("panels", __name__, url_prefix="/panels")


@pages.get("")
@door(Action.READ_PANELS)
def all_panels() -> ResponseReturnValue:
    """List the panels one may see: one's own, or every one."""
    mine = list_panels(account_id=actor().id) if actor().role is Role.CHIEF_JUDGE else list_panels()
    return render_template("judging/panels.html", panels=mine, target="panels.table")


@pages.get("/<int:panel_id>")
@door(Action.READ_PANELS)
def table(panel_id: int) -> ResponseReturnValue:
    """Show the panel's table: who appeared, who has judged, what is missing, the scores."""
    found = overview(actor=actor(), panel_id=panel_id)
    leads = may(actor(), Action.LEAD_PANEL)
    return render_template(
        "judging/table.html", view=found, judges=judges_of(found.panel), leads=leads, confirm=Confirm()
    )


@pages.get("/<int:panel_id>/health")
@door(Action.READ_PANELS)
def panel_health(panel_id: int) -> ResponseReturnValue:
    """Show how the judges judge: shown, never applied."""
    found = overview(actor=actor(), panel_id=panel_id)
    return render_template("judging/health.html", view=found, health=health(found.panel))


@pages.get("/<int:panel_id>/appearances/<int:appearance_id>")
@door(Action.READ_PANELS)
def one_appearance(panel_id: int, appearance_id: int) -> ResponseReturnValue:
    """Show one appearance: every ballot by criterion, and every version of it."""
    found = overview(actor=actor(), panel_id=panel_id)
    versions = history(actor=actor(), panel_id=panel_id, appearance_id=appearance_id)
    line = next(line for line in found.lines if line.one.id == appearance_id)
    names = {member.account_id: member.name for member in found.panel.data.members}
    leads = may(actor(), Action.LEAD_PANEL)
    return render_template(
        "judging/appearance.html",
        view=found,
        line=line,
        versions=versions,
        names=names,
        leads=leads,
        confirm=Confirm(),
    )


@pages.post("/<int:panel_id>/lock")
@door(Action.LEAD_PANEL)
def lock(panel_id: int) -> ResponseReturnValue:
    """Lock the panel."""

    def act() -> str:
        digest = lock_panel(actor=actor(), panel_id=panel_id, words=request.form.get("words", ""))
        return f"已锁定，校验码 {digest[:16]}；请打印评分汇总表签字。"

    return act_and_return(act, url_for("panels.table", panel_id=panel_id))


@pages.post("/<int:panel_id>/ballots/<int:ballot_id>/correct")
@door(Action.LEAD_PANEL)
def correct(panel_id: int, ballot_id: int) -> ResponseReturnValue:
    """Replace a confirmed ballot by a corrected version, with a checker beside."""
    marks = {key.removeprefix("mark-"): value for key, value in request.form.items() if key.startswith("mark-")}
    second = Second(request.form.get("second", ""), request.form.get("password", ""), request.remote_addr or "")

    def act() -> str:
        words = request.form.get("words", "")
        version = correct_ballot(
            actor=actor(), ballot_id=ballot_id, marks=read_marks(marks), words=words, second=second
        )
        return f"已更正为第 {version} 版；本组须重新锁定。"

    back = request.form.get("appearance", type=int) or 0
    return act_and_return(act, url_for("panels.one_appearance", panel_id=panel_id, appearance_id=back))


@pages.post("/<int:panel_id>/appearances/<int:appearance_id>/void")
@door(Action.LEAD_PANEL)
def void(panel_id: int, appearance_id: int) -> ResponseReturnValue:
    """Take an appearance out."""

    def act() -> str:
        words = request.form.get("words", "")
        timekeeping.void_appearance(actor=actor(), appearance_id=appearance_id, words=words)
        return "已作废这次出场。"

    return act_and_return(act, url_for("panels.table", panel_id=panel_id))


@pages.get("/<int:panel_id>/sheet.pdf")
@door(Action.READ_PANELS)
def sheet(panel_id: int) -> ResponseReturnValue:
    """Download the panel's score sheet, to be printed and signed."""
    found = overview(actor=actor(), panel_id=panel_id)
    name = f"评分汇总表 {found.panel.round.name} {found.panel.data.head.name}.pdf"
    return attachment(Response(score_sheet(found, date_time), mimetype="application/pdf"), name)


@pages.get("/<int:panel_id>/hall")
@door(Action.READ_PANELS)
def hall(panel_id: int) -> ResponseReturnValue:
    """Show the hall's screen: scores of locked ballots only."""
    found = overview(actor=actor(), panel_id=panel_id)
    chosen = request.args.get("at", type=int)
    shown = [line for line in found.lines if found.locked and line.score is not None]
    line = next((one for one in shown if one.one.id == chosen), None)
    return render_template("judging/hall.html", view=found, shown=shown, line=line)


@pages.get("/timing")
@door(Action.KEEP_TIME)
def timing_panels() -> ResponseReturnValue:
    """List the panels one keeps time for; the only one is opened at once."""
    mine = list_panels(account_id=actor().id)
    if len(mine) == 1:
        return redirect(url_for("panels.timing", panel_id=mine[0].id), code=303)
    return render_template("judging/panels.html", panels=mine, target="panels.timing")


@pages.get("/<int:panel_id>/timing")
@door(Action.KEEP_TIME)
def timing(panel_id: int) -> ResponseReturnValue:
    """Show the clock: who is on, who is next."""
    found = overview(actor=actor(), panel_id=panel_id)
    return render_template("judging/timing.html", view=found, confirm=Confirm(), case_form=CaseForm())


@pages.get("/<int:panel_id>/clock.json")
@door(Action.KEEP_TIME)
def clock(panel_id: int) -> ResponseReturnValue:
    """Return who is on and for how long."""
    found = overview(actor=actor(), panel_id=panel_id)
    on = found.on
    running = on is not None and on.one.paused_at is None
    return jsonify(on=on.one.id if on else None, elapsed=on.elapsed if on else 0, running=running)


@pages.post("/<int:panel_id>/appearances/<int:appearance_id>/<act>")
@door(Action.KEEP_TIME)
def keep_time(panel_id: int, appearance_id: int, act: str) -> ResponseReturnValue:
    """Begin, hold, finish or miss an appearance, or note its case."""
    if act not in ACTS:
        raise Refused("no_page")
    return act_and_return(lambda: ACTS[act](appearance_id), url_for("panels.timing", panel_id=panel_id))


def _begin(appearance_id: int) -> str:
    timekeeping.begin(actor=actor(), appearance_id=appearance_id)
    return "计时开始。"


def _hold(appearance_id: int) -> str:
    timekeeping.hold(actor=actor(), appearance_id=appearance_id)
    return "已办理。"


def _finish(appearance_id: int) -> str:
    over = timekeeping.finish(actor=actor(), appearance_id=appearance_id)
    return f"已结束，超时 {over} 秒。" if over else "已结束，没有超时。"


def _absent(appearance_id: int) -> str:
    timekeeping.mark_absent(actor=actor(), appearance_id=appearance_id, words=request.form.get("words", ""))
    return "已记为缺席。"


def _case(appearance_id: int) -> str:
    form = CaseForm()
    new = timekeeping.NewCase(
        form.window.data or "",
        form.item.data or "",
        form.difficulty.data or "",
        consent=bool(form.consent.data),
        interruption=form.interruption.data or "",
    )
    timekeeping.note_case(actor=actor(), appearance_id=appearance_id, new=new)
    return "办件已记录。"


def _void_case(appearance_id: int) -> str:
    del appearance_id  # the case says whose it is
    case_id = request.form.get("case", type=int) or 0
    timekeeping.void_case(actor=actor(), case_id=case_id, words=request.form.get("words", ""))
    return "这个办件不计，请另选一件。"


ACTS = {"begin": _begin, "hold": _hold, "finish": _finish, "absent": _absent, "case": _case, "void-case": _void_case}
