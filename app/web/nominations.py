"""Nominations: a district's forms, filled in, sent, withdrawn, printed; opinions by the organizer."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.queries.competition_rules import rules_of
from app.queries.roster import list_competitions
from app.services.access import Action, may
from app.services.refused import Refused
from app.services.results import nominations
from app.services.results.gathering import contest_of
from app.web.doors import actor, door
from app.web.downloads import attachment
from app.web.errors import act_and_return, back_with
from app.web.forms import Confirm

pages = Blueprint("nominations", __name__, url_prefix="/nominations")


@pages.get("")
@door(Action.READ_NOMINATIONS)
def everything() -> ResponseReturnValue:
    """List the nominations one may see."""
    competitions = list_competitions()
    chosen = request.args.get("competition", type=int) or (competitions[0].id if competitions else 0)
    rules = rules_of(chosen)
    return render_template(
        "results/nominations.html",
        competitions=competitions,
        chosen=chosen,
        contests=rules.book.contests if rules else (),
        rows=nominations.list_nominations(actor=actor(), competition_id=chosen),
        may_nominate=may(actor(), Action.NOMINATE),
    )


@pages.get("/new")
@door(Action.NOMINATE)
def blank() -> ResponseReturnValue:
    """Show an empty form."""
    competition_id, contest_id = request.args.get("competition", 0, type=int), request.args.get("contest", "")
    _, contest = contest_of(competition_id, contest_id)
    return render_template(
        "results/nomination.html",
        view=None,
        contest=contest,
        competition_id=competition_id,
        fields=nominations.fields_of(contest),
        opinions=nominations.OPINIONS,
        may_nominate=True,
        may_opine=False,
        confirm=Confirm(),
    )


@pages.post("/saved")
@door(Action.NOMINATE)
def save() -> ResponseReturnValue:
    """Keep a form as a draft."""
    form = request.form
    competition_id, contest_id = form.get("competition", 0, type=int), form.get("contest", "")
    back = url_for("nominations.blank", competition=competition_id, contest=contest_id)
    try:
        kept = nominations.save_nomination(
            actor=actor(),
            competition_id=competition_id,
            contest_id=contest_id,
            category=form.get("category", ""),
            name=form.get("name", ""),
            form=form,
            nomination_id=form.get("nomination", type=int),
        )
    except Refused as refused:
        return back_with(refused, back)
    return redirect(url_for("nominations.one", nomination_id=kept), code=303)


@pages.get("/<int:nomination_id>")
@door(Action.READ_NOMINATIONS)
def one(nomination_id: int) -> ResponseReturnValue:
    """Show a nomination: a form while it is a draft, with what keeps it from being sent."""
    view = nominations.find_nomination(actor=actor(), nomination_id=nomination_id)
    _, contest = contest_of(view.competition_id, view.contest)
    return render_template(
        "results/nomination.html",
        view=view,
        contest=contest,
        competition_id=view.competition_id,
        fields=nominations.fields_of(contest),
        opinions=nominations.OPINIONS,
        may_nominate=may(actor(), Action.NOMINATE),
        may_opine=may(actor(), Action.COMPUTE_RESULTS),
        confirm=Confirm(),
    )


@pages.post("/<int:nomination_id>/send")
@door(Action.NOMINATE)
def send(nomination_id: int) -> ResponseReturnValue:
    """Send a nomination in."""

    def act() -> str:
        nominations.send_nomination(actor=actor(), nomination_id=nomination_id)
        return "已报送，不能再改；要改先撤回。"

    return act_and_return(act, url_for("nominations.one", nomination_id=nomination_id))


@pages.post("/<int:nomination_id>/withdraw")
@door(Action.NOMINATE)
def withdraw(nomination_id: int) -> ResponseReturnValue:
    """Withdraw a nomination."""

    def act() -> str:
        words = request.form.get("words", "")
        nominations.withdraw_nomination(actor=actor(), nomination_id=nomination_id, words=words)
        return "已撤回。"

    return act_and_return(act, url_for("nominations.one", nomination_id=nomination_id))


@pages.post("/<int:nomination_id>/opinion")
@door(Action.COMPUTE_RESULTS)
def opine(nomination_id: int) -> ResponseReturnValue:
    """Write an opinion."""

    def act() -> str:
        whose, words = request.form.get("whose", ""), request.form.get("words", "")
        nominations.give_opinion(actor=actor(), nomination_id=nomination_id, whose=whose, words=words)
        return "意见已记录。"

    return act_and_return(act, url_for("nominations.one", nomination_id=nomination_id))


@pages.get("/<int:nomination_id>.pdf")
@door(Action.READ_NOMINATIONS)
def printed(nomination_id: int) -> ResponseReturnValue:
    """Print a nomination as the form."""
    view = nominations.find_nomination(actor=actor(), nomination_id=nomination_id)
    return attachment(
        Response(nominations.nomination_pdf(view), mimetype="application/pdf"), f"申报表 {view.name}.pdf"
    )
