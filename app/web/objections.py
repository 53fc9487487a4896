"""Objections: filed by team leaders and, for letters and calls, by organizers; decided by the arbitration group."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.queries.competition_rules import rules_of
from app.queries.results import list_objections
from app.queries.roster import list_competitions
from app.services.access import Action, Role, may
from app.services.judging.entrants import entrants_by_number
from app.services.results.objections import (
    CHANNELS,
    NewObjection,
    answer_objection,
    file_objection,
    take_objection,
)
from app.web.doors import actor, door
from app.web.errors import act_and_return
from app.web.forms import Confirm

pages = Blueprint("objections", __name__, url_prefix="/objections")


@pages.get("")
@door(Action.READ_OBJECTIONS)
def everything() -> ResponseReturnValue:
    """List objections: a leader's own, or every one of a competition."""
    me, competitions = actor(), list_competitions()
    chosen = request.args.get("competition", type=int) or (competitions[0].id if competitions else 0)
    mine = me.role is Role.TEAM_LEADER
    people = entrants_by_number(chosen)
    rules = rules_of(chosen)
    return render_template(
        "results/objections.html",
        competitions=competitions,
        chosen=chosen,
        contests=rules.book.contests if rules else (),
        rows=list_objections(chosen, filed_by=me.key if mine else None),
        people=people,
        own=[one for one in people.values() if not mine or one.district == me.district],
        channels=CHANNELS,
        may_file=may(me, Action.OBJECT),
        may_decide=may(me, Action.DECIDE_OBJECTIONS),
        confirm=Confirm(),
    )


@pages.post("/filed")
@door(Action.OBJECT)
def file() -> ResponseReturnValue:
    """File an objection."""
    form = request.form
    competition_id = form.get("competition", 0, type=int)
    contest, _, round_id = form.get("about", "").partition("/")
    new = NewObjection(
        competition_id,
        contest,
        round_id,
        form.get("entrant", "").strip(),
        form.get("words", ""),
        form.get("channel", "page"),
    )

    def act() -> str:
        return f"异议已登记，编号 {file_objection(actor=actor(), new=new)}；裁定前成绩不会合成公示。"

    return act_and_return(act, url_for("objections.everything", competition=competition_id))


@pages.post("/<int:objection_id>/take")
@door(Action.DECIDE_OBJECTIONS)
def take(objection_id: int) -> ResponseReturnValue:
    """Take an objection on."""

    def act() -> str:
        take_objection(actor=actor(), objection_id=objection_id)
        return "已受理，请核查后裁定。"

    return act_and_return(act, _back())


@pages.post("/<int:objection_id>/answer")
@door(Action.DECIDE_OBJECTIONS)
def answer(objection_id: int) -> ResponseReturnValue:
    """Decide an objection."""

    def act() -> str:
        upheld, words = request.form.get("decision") == "upheld", request.form.get("answer", "")
        answer_objection(actor=actor(), objection_id=objection_id, upheld=upheld, answer=words)
        return "已裁定，提出人可以看到答复。" + ("请按规定更正成绩，重新计算。" if upheld else "")

    return act_and_return(act, _back())


def _back() -> str:
    return url_for("objections.everything", competition=request.form.get("competition", 0, type=int))
