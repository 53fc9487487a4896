"""The organizer's roster: contestants listed, imported, exported, shown on record, and cleared in the end."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from app.queries.roster import list_competitions
from app.runtime import runtime
from app.services.access import Action, may
from app.services.handouts import another_ticket, tickets_for_newcomers
from app.services.people import Asked, people_list, person_view, show_personal
from app.services.refused import Refused
from app.services.retention import purge, set_retention
from app.services.roster.exporting import TEMPLATES, export_roster, export_with_details
from app.services.roster.importing import apply_roster
from app.services.roster.preview import discard_roster, preview_roster, upload_roster
from app.services.words import worded
from app.web.doors import actor, door
from app.web.downloads import attachment
from app.web.errors import act_and_return, back_with
from app.web.forms import Confirm
from app.web.pages import date_time, shanghai
from app.web.people_forms import ApplyRoster, Purge, Retention, RosterFile, ShowPersonal

pages = Blueprint("organizer_people", __name__, url_prefix="/organizer")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
PDF = "application/pdf"


@pages.get("/people")
@door(Action.READ_PEOPLE)
def everyone() -> ResponseReturnValue:
    """List the contestants of a competition, masked, with the counts per district."""
    asked = Asked(
        request.args.get("q", "")[:100],
        request.args.get("district", "")[:32],
        request.args.get("category", "")[:32],
        request.args.get("room", type=int),
    )
    found = people_list(competition_id=request.args.get("competition", type=int), asked=asked)
    until = found.competition.retain_until if found else None
    return render_template(
        "people/list.html",
        found=found,
        asked=asked,
        confirm=Confirm(),
        retention=Retention(),
        purge=Purge(),
        reason=ShowPersonal(),
        until=shanghai(until, "%Y-%m-%d") if until else "",
        over=until is not None and runtime().clock.now() >= until,
        may_manage=may(actor(), Action.MANAGE_PEOPLE),
    )


@pages.get("/people/<int:contestant_id>")
@door(Action.READ_PEOPLE)
def one_person(contestant_id: int) -> ResponseReturnValue:
    """Show a contestant, masked."""
    return _person_page(contestant_id, ShowPersonal())


@pages.post("/people/<int:contestant_id>/personal")
@door(Action.SHOW_PERSONAL)
def personal(contestant_id: int) -> ResponseReturnValue:
    """Show what identifies a contestant, for a reason that goes on record."""
    form = ShowPersonal()
    if not form.validate_on_submit():
        return _person_page(contestant_id, form)
    view = show_personal(actor=actor(), contestant_id=contestant_id, reason=form.reason.data or "")
    return render_template("people/person.html", view=view, form=None, confirm=Confirm(), may_manage=True)


@pages.post("/people/<int:contestant_id>/code")
@door(Action.MANAGE_PEOPLE)
def another_code(contestant_id: int) -> ResponseReturnValue:
    """Give a contestant another access code, on a ticket to be printed; the old one opens nothing any more."""
    number = person_view(contestant_id=contestant_id).line.number
    file = another_ticket(actor=actor(), contestant_id=contestant_id, date_time=date_time)
    return attachment(Response(file, mimetype=PDF), f"准考证 {number}.pdf")


@pages.post("/competitions/<int:competition_id>/tickets")
@door(Action.MANAGE_PEOPLE)
def newcomers(competition_id: int) -> ResponseReturnValue:
    """Make the tickets of everyone who has no access code yet."""
    try:
        file = tickets_for_newcomers(actor=actor(), competition_id=competition_id, date_time=date_time)
    except Refused as refused:
        return back_with(refused, _list(competition_id))
    return attachment(Response(file, mimetype=PDF), "准考证 新选手.pdf")


@pages.get("/people/template.<kind>")
@door(Action.READ_PEOPLE)
def template(kind: str) -> ResponseReturnValue:
    """Download an empty roster with its columns explained and examples."""
    if kind not in TEMPLATES:
        raise Refused("no_page")
    mimetype, make = TEMPLATES[kind]
    return attachment(Response(make(), mimetype=mimetype), f"选手名单模板.{kind}")


@pages.get("/competitions/<int:competition_id>/roster.xlsx")
@door(Action.READ_PEOPLE)
def roster(competition_id: int) -> ResponseReturnValue:
    """Download the roster without ID numbers and phones."""
    name, file = export_roster(actor=actor(), competition_id=competition_id)
    return attachment(Response(file, mimetype=XLSX), name)


@pages.post("/competitions/<int:competition_id>/roster-with-details")
@door(Action.SHOW_PERSONAL)
def roster_with_details(competition_id: int) -> ResponseReturnValue:
    """Download the roster with ID numbers and phones, for a reason that goes on record."""
    form = ShowPersonal()
    try:
        reason = form.reason.data or ""
        name, file = export_with_details(actor=actor(), competition_id=competition_id, reason=reason)
    except Refused as refused:
        return back_with(refused, _list(competition_id))
    return attachment(Response(file, mimetype=XLSX), name)


@pages.post("/competitions/<int:competition_id>/retention")
@door(Action.MANAGE_PEOPLE)
def retention(competition_id: int) -> ResponseReturnValue:
    """Set how long personal details are kept."""

    def act() -> str:
        set_retention(actor=actor(), competition_id=competition_id, until=Retention().moment())
        return "已保存；到期后由两人清除个人信息。"

    return act_and_return(act, _list(competition_id))


@pages.post("/competitions/<int:competition_id>/purge")
@door(Action.MANAGE_PEOPLE)
def clear(competition_id: int) -> ResponseReturnValue:
    """Clear personal details after their date, by two people's decision."""
    second = Purge().second(request.remote_addr or "")

    def act() -> str:
        cleared = purge(actor=actor(), competition_id=competition_id, second=second)
        return f"已清除 {cleared} 人的个人信息；成绩和记录仍可核对。"

    return act_and_return(act, _list(competition_id))


@pages.route("/people/import", methods=["GET", "POST"])
@door(Action.MANAGE_PEOPLE)
def upload() -> ResponseReturnValue:
    """Take a roster file; nothing is written before its preview is confirmed."""
    form, refusal = RosterFile(), None
    competitions = list_competitions()
    form.competition.choices = [SelectChoice(row.id, row.name) for row in competitions if row.purged_at is None]
    if request.method == "GET":
        form.competition.data = request.args.get("competition", type=int)
    if form.validate_on_submit():
        file = form.file.data
        chosen, name = form.competition.data or 0, file.filename or ""
        try:
            token = upload_roster(actor=actor(), competition_id=chosen, name=name, file=file.read())
            return redirect(url_for("organizer_people.preview", token=token), code=303)
        except Refused as refused:
            refusal = "。".join(worded(refused)[1:])
    return render_template("people/import.html", form=form, refusal=refusal)


@pages.get("/people/import/<token>")
@door(Action.MANAGE_PEOPLE)
def preview(token: str) -> ResponseReturnValue:
    """Show every problem of the file and what confirming it would change."""
    found = preview_roster(actor=actor(), token=token)
    return render_template(
        "people/preview.html", preview=found, form=ApplyRoster(seen=found.digest), confirm=Confirm()
    )


@pages.post("/people/import/<token>")
@door(Action.MANAGE_PEOPLE)
def apply(token: str) -> ResponseReturnValue:
    """Write exactly what was previewed."""
    form, here = ApplyRoster(formdata=request.form), url_for("organizer_people.preview", token=token)
    try:
        done = apply_roster(actor=actor(), token=token, seen=form.seen.data or "", remove=form.remove.data or ())
    except Refused as refused:
        return back_with(refused, here)
    flash(f"名单已导入：新增 {done.added} 人，修改 {done.changed} 人，移除 {done.removed} 人。", "ok")
    return redirect(_list(done.competition), code=303)


@pages.post("/people/import/<token>/discard")
@door(Action.MANAGE_PEOPLE)
def discard(token: str) -> ResponseReturnValue:
    """Throw the file away."""

    def act() -> str:
        discard_roster(actor=actor(), token=token)
        return "已放弃导入，文件已删除，名单没有改动。"

    return act_and_return(act, url_for("organizer_people.upload"))


def _person_page(contestant_id: int, form: ShowPersonal) -> ResponseReturnValue:
    return render_template(
        "people/person.html",
        view=person_view(contestant_id=contestant_id),
        form=form if may(actor(), Action.SHOW_PERSONAL) else None,
        confirm=Confirm(),
        may_manage=may(actor(), Action.MANAGE_PEOPLE),
    )


def _list(competition_id: int) -> str:
    return url_for("organizer_people.everyone", competition=competition_id)
