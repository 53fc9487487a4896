"""The desk beside the panel: scorers enter ballots from paper; checkers enter them again blind, confirm, send back."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.queries.judging import CHECKER, SCORER, list_panels
from app.services.access import Action
from app.services.judging import ballots
from app.services.judging.access import panel_for
from app.services.judging.overview import overview_of
from app.services.refused import Refused
from app.web.doors import actor, door
from app.web.errors import act_and_return
from app.web.forms import Confirm

pages = Blueprint("ballot_desk", __name__, url_prefix="/ballots")


@pages.get("/entry")
@door(Action.ENTER_BALLOTS)
def entry_panels() -> ResponseReturnValue:
    """List the panels one enters ballots for; the only one is opened at once."""
    mine = list_panels(account_id=actor().id)
    if len(mine) == 1:
        return redirect(url_for("ballot_desk.entry", panel_id=mine[0].id), code=303)
    return render_template("judging/panels.html", panels=mine, target="ballot_desk.entry")


@pages.route("/entry/<int:panel_id>", methods=["GET", "POST"])
@door(Action.ENTER_BALLOTS)
def entry(panel_id: int) -> ResponseReturnValue:
    """Enter a paper ballot: whose, of which judge, and its marks."""
    view = overview_of(panel_for(actor(), panel_id, SCORER))
    chosen, judge = request.values.get("at", type=int), request.values.get("judge", type=int)
    if request.method == "POST":

        def act() -> str:
            receipt = ballots.enter_paper(
                actor=actor(), appearance_id=chosen or 0, judge=judge or 0, marks=ballots.read_marks(_marks())
            )
            return f"已录入，合计 {receipt.total}；由复核员再录入一遍。"

        return act_and_return(act, url_for("ballot_desk.entry", panel_id=panel_id))
    line = next((line for line in view.lines if line.one.id == chosen), None)
    cell = next((cell for cell in line.cells if cell.judge.account_id == judge), None) if line else None
    return render_template("judging/entry.html", view=view, line=line, cell=cell, confirm=Confirm())


@pages.get("/checking")
@door(Action.CHECK_BALLOTS)
def checking_panels() -> ResponseReturnValue:
    """List the panels one checks; the only one is opened at once."""
    mine = list_panels(account_id=actor().id)
    if len(mine) == 1:
        return redirect(url_for("ballot_desk.checking", panel_id=mine[0].id), code=303)
    return render_template("judging/panels.html", panels=mine, target="ballot_desk.checking")


@pages.get("/checking/<int:panel_id>")
@door(Action.CHECK_BALLOTS)
def checking(panel_id: int) -> ResponseReturnValue:
    """List what waits to be checked; marks of a paper entry are not shown before it was entered again."""
    view = overview_of(panel_for(actor(), panel_id, CHECKER))
    waiting = [
        (line, cell, cell.ballot.entered_by != f"staff:{cell.judge.username}")
        for line in view.lines
        for cell in line.cells
        if cell.ballot is not None and cell.ballot.state == "submitted"
    ]
    chosen = request.args.get("ballot", type=int)
    at = next(((line, cell) for line, cell, _ in waiting if cell.ballot and cell.ballot.id == chosen), None)
    return render_template("judging/checking.html", view=view, waiting=waiting, at=at, confirm=Confirm())


@pages.post("/checking/<int:panel_id>/<int:ballot_id>/<act>")
@door(Action.CHECK_BALLOTS)
def check(panel_id: int, ballot_id: int, act: str) -> ResponseReturnValue:
    """Confirm a signed ballot, enter a paper one again, or send one back."""
    if act not in ACTS:
        raise Refused("no_page")
    return act_and_return(lambda: ACTS[act](ballot_id), url_for("ballot_desk.checking", panel_id=panel_id))


def _confirm(ballot_id: int) -> str:
    ballots.confirm_ballot(actor=actor(), ballot_id=ballot_id)
    return "已复核。"


def _again(ballot_id: int) -> str:
    ballots.enter_again(actor=actor(), ballot_id=ballot_id, marks=ballots.read_marks(_marks()))
    return "两次录入一致，已复核。"


def _reject(ballot_id: int) -> str:
    ballots.reject_ballot(actor=actor(), ballot_id=ballot_id, words=request.form.get("words", ""))
    return "已退回，由录入人重新提交。"


def _marks() -> dict[str, str]:
    given = request.form.items()
    return {key.removeprefix("mark-"): value[:12] for key, value in given if key.startswith("mark-")}


ACTS = {"confirm": _confirm, "again": _again, "reject": _reject}
