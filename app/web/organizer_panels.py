"""The organizer's panels: who serves, who appears, and the committed draw of the order."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.queries.accounts import list_accounts
from app.queries.competition_rules import rules_of
from app.queries.judging import CHECKER, CHIEF, JUDGE, SCORER, SUBSTITUTE, TIMEKEEPER, list_panels
from app.queries.roster import list_competitions
from app.services.access import Action
from app.services.judging.draws import commit_draw, reveal_draw
from app.services.judging.entrants import entrants_of
from app.services.judging.overview import overview
from app.services.judging.panels import NEEDED, NewPanel, add_panel, enter_entrants, withdraw_entrant
from app.services.refused import Refused
from app.web.doors import actor, door
from app.web.errors import act_and_return, back_with
from app.web.forms import Confirm
from app.web.judging_forms import PanelForm

pages = Blueprint("organizer_panels", __name__, url_prefix="/organizer/panels")

DUTIES = {
    JUDGE: "评委（按席位次序）",
    SUBSTITUTE: "替补评委（按递补次序）",
    CHIEF: "裁判长",
    TIMEKEEPER: "计时员",
    SCORER: "计分员",
    CHECKER: "复核员",
}


@pages.get("")
@door(Action.MANAGE_PANELS)
def everything() -> ResponseReturnValue:
    """List the panels of a competition, and set another up."""
    competitions = list_competitions()
    chosen = request.args.get("competition", type=int) or (competitions[0].id if competitions else 0)
    rules = rules_of(chosen)
    rounds = [
        (contest, rule)
        for contest in (rules.book.contests if rules else ())
        for rule in contest.rounds
        if rule.source == "ballots"
    ]
    staff = {
        duty: [one for one in list_accounts() if one.role == role.value and one.active]
        for duty, role in NEEDED.items()
    }
    return render_template(
        "judging/organize.html",
        competitions=competitions,
        chosen=chosen,
        rules=rules,
        rounds=rounds,
        panels=list_panels(chosen),
        staff=staff,
        duties=DUTIES,
        form=PanelForm(),
    )


@pages.post("")
@door(Action.MANAGE_PANELS)
def add() -> ResponseReturnValue:
    """Set a panel up."""
    form = PanelForm()
    competition_id = request.form.get("competition", 0, type=int)
    back = url_for("organizer_panels.everything", competition=competition_id)
    if not form.validate_on_submit():
        flash("；".join(words for errors in form.errors.values() for words in errors), "error")
        return redirect(back, code=303)
    contest, _, round_id = request.form.get("round", "").partition("/")
    staff = {duty: [name for name in request.form.getlist(duty) if name] for duty in NEEDED}
    new = NewPanel(
        competition_id, contest, round_id, form.name.data or "", form.venue.data or "", form.moment(), staff
    )
    try:
        panel_id = add_panel(actor=actor(), new=new)
    except Refused as refused:
        return back_with(refused, back)
    return redirect(url_for("organizer_panels.one", panel_id=panel_id), code=303)


@pages.get("/<int:panel_id>")
@door(Action.MANAGE_PANELS)
def one(panel_id: int) -> ResponseReturnValue:
    """Show who appears before a panel, who is recused, and the draw."""
    view = overview(actor=actor(), panel_id=panel_id)
    head, rule = view.panel.data.head, view.panel.round
    categories = {category.id for category in view.panel.contest.categories if rule.takes(category.id)}
    here = {line.one.entrant for line in view.lines}
    others = {
        line.entrant
        for other in list_panels(head.competition_id)
        if (other.contest, other.round) == (head.contest, head.round) and other.id != panel_id
        for line in overview(actor=actor(), panel_id=other.id).panel.data.appearances
    }
    free = [person for person in entrants_of(head.competition_id, categories) if person.number not in here | others]
    return render_template("judging/entrants.html", view=view, free=free, duties=DUTIES, confirm=Confirm())


@pages.post("/<int:panel_id>/entrants")
@door(Action.MANAGE_PANELS)
def enter(panel_id: int) -> ResponseReturnValue:
    """Put the ticked entrants before the panel."""

    def act() -> str:
        count = enter_entrants(actor=actor(), panel_id=panel_id, numbers=request.form.getlist("number"))
        return f"已编入 {count} 位；须回避的评委已由替补评委代替。"

    return act_and_return(act, url_for("organizer_panels.one", panel_id=panel_id))


@pages.post("/<int:panel_id>/appearances/<int:appearance_id>/withdraw")
@door(Action.MANAGE_PANELS)
def take_off(panel_id: int, appearance_id: int) -> ResponseReturnValue:
    """Take an entrant off the panel."""

    def act() -> str:
        withdraw_entrant(actor=actor(), appearance_id=appearance_id)
        return "已移出。"

    return act_and_return(act, url_for("organizer_panels.one", panel_id=panel_id))


@pages.post("/<int:panel_id>/draw/<step>")
@door(Action.MANAGE_PANELS)
def draw(panel_id: int, step: str) -> ResponseReturnValue:
    """Commit to a seed, or reveal it with the order."""
    if step not in {"commit", "reveal"}:
        raise Refused("no_page")

    def act() -> str:
        if step == "commit":
            return f"名单已固定。种子的校验码 {commit_draw(actor=actor(), panel_id=panel_id)}，请当场公布。"
        order = reveal_draw(actor=actor(), panel_id=panel_id)
        return f"已抽签，共 {len(order)} 位；种子和顺序已公布，任何人可以复算。"

    return act_and_return(act, url_for("organizer_panels.one", panel_id=panel_id))
