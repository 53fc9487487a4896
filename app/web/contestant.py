"""The contestant's pages: rounds, confirmation, the exam, the receipt."""

from dataclasses import replace

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.queries.confirmations import SCORE
from app.queries.people import ContestantRow, find_contestant
from app.queries.places import seat_of
from app.queries.rounds import ContestantRound, contestant_rounds
from app.runtime import runtime
from app.services.access import Action
from app.services.confirmations import confirm_own
from app.services.lockdowns import require_fitting_browser
from app.services.receipts import own_receipt
from app.services.refused import Refused
from app.services.rules import round_rules
from app.services.sittings import Entered, enter_round
from app.web.doors import actor, door
from app.web.errors import act_and_return
from app.web.forms import ConfirmReceipt, EnterRound

pages = Blueprint("contestant", __name__, url_prefix="/exam")

TOKEN_SECONDS = 12 * 3600
EXAM_PAGES = {"quiz": "contestant/exam.html", "simulation": "contestant/window.html"}


@pages.get("")
@door(Action.SIT)
def rounds() -> ResponseReturnValue:
    """List the contestant's rounds."""
    return render_template("contestant/rounds.html", contestant=_me(), rounds=_rounds())


@pages.get("/rounds")
@door(Action.SIT)
def rounds_json() -> ResponseReturnValue:
    """List them as the protocol does."""
    return jsonify(
        rounds=[
            {
                "id": row.id,
                "title": row.title,
                "kind": row.kind,
                "state": row.state,
                "starts": row.starts,
                "ends": row.ends,
                "minutes": row.minutes,
                "practice": row.practice,
                "sitting": row.sitting,
            }
            for row in _rounds()
        ]
    )


@pages.get("/rounds/<int:round_id>")
@door(Action.SIT)
def confirm(round_id: int) -> ResponseReturnValue:
    """Show who one is and what the rules are, before entering."""
    return _confirmation(round_id, EnterRound())


@pages.post("/rounds/<int:round_id>/enter")
@door(Action.SIT)
def enter(round_id: int) -> ResponseReturnValue:
    """Confirm and get the sitting's token."""
    if request.accept_mimetypes.best == "application/json":
        entered = enter_round(actor=actor(), round_id=round_id)
        return _with_token(make_response(jsonify(sitting=entered.sitting_id, starts=entered.starts)), entered)
    form = EnterRound()
    if not form.validate_on_submit():
        return _confirmation(round_id, form), 400
    if _in_session(round_id) and not form.pledged.data:
        form.pledged.errors = ["请先阅读并接受承诺"]
        return _confirmation(round_id, form), 400
    entered = enter_round(actor=actor(), round_id=round_id, pledged=bool(form.pledged.data))
    to_exam = redirect(url_for("contestant.exam", sitting_id=entered.sitting_id), code=303)
    return _with_token(make_response(to_exam), entered)


@pages.get("/sittings/<sitting_id>")
@door(Action.SIT)
def exam(sitting_id: str) -> ResponseReturnValue:
    """Show the exam page, or the mock window: the waiting room before the start, the paper or the cases after it."""
    for row in _rounds():
        if row.sitting == sitting_id:
            require_fitting_browser(environ=request.environ, sitting_id=sitting_id)
            rules = round_rules(row.id)
            return render_template(
                EXAM_PAGES[row.kind], contestant=_me(sitting_id), round=row, rules=rules, sitting_id=sitting_id
            )
    raise Refused("no_sitting")


@pages.post("/sittings/<sitting_id>/confirm")
@door(Action.SIT)
def confirm_receipt(sitting_id: str) -> ResponseReturnValue:
    """Confirm what was handed in, or the score once it is there."""
    form = ConfirmReceipt()

    def act() -> str:
        if not form.validate_on_submit():
            raise Refused("bad_request", field="确认")
        confirm_own(actor=actor(), sitting_id=sitting_id, what=form.what.data or "", version=form.version.data or 0)
        return "已确认成绩。" if form.what.data == SCORE else "已确认交卷，可以离场。"

    return act_and_return(act, url_for("contestant.receipt", sitting_id=sitting_id))


@pages.get("/sittings/<sitting_id>/receipt")
@door(Action.SIT)
def receipt(sitting_id: str) -> ResponseReturnValue:
    """Show what the server holds, and the score once it is released."""
    require_fitting_browser(environ=request.environ, sitting_id=sitting_id)
    view = own_receipt(actor=actor(), sitting_id=sitting_id)
    return render_template(
        "contestant/receipt.html",
        contestant=_me(sitting_id),
        receipt=view,
        round=view.round,
        score=view.score,
        form=ConfirmReceipt(),
    )


@pages.get("/sittings/<sitting_id>/slip")
@door(Action.SIT)
def slip(sitting_id: str) -> ResponseReturnValue:
    """Show the score to be printed and signed; it is there once the receipt has it."""
    view = own_receipt(actor=actor(), sitting_id=sitting_id)
    if view.score is None:
        return redirect(url_for("contestant.receipt", sitting_id=sitting_id), code=303)
    return render_template(
        "contestant/slip.html", contestant=_me(sitting_id), receipt=view, round=view.round, score=view.score
    )


def _me(sitting_id: str | None = None) -> ContestantRow:
    """Return who is signed in, with the seat of a sitting where that is planned."""
    found = find_contestant(actor().id)
    if found is None:
        raise Refused("sign_in_needed")
    seat = seat_of(sitting_id) if sitting_id else None
    return replace(found, seat=seat) if seat else found


def _rounds() -> list[ContestantRound]:
    me = actor()
    return contestant_rounds(me.id, me.competition_id or 0, runtime().clock.now())


def _confirmation(round_id: int, form: EnterRound) -> str:
    everything = _rounds()
    row = next((one for one in everything if one.id == round_id), None)
    if row is None:
        raise Refused("no_round")
    rules, warm_up = round_rules(round_id), _warm_up(row, everything)
    return render_template(
        "contestant/confirm.html", contestant=_me(row.sitting), round=row, rules=rules, form=form, warm_up=warm_up
    )


def _in_session(round_id: int) -> bool:
    """Tell whether one sits this round in a session, which asks for the pledge."""
    return any(row.session for row in _rounds() if row.id == round_id)


def _warm_up(row: ContestantRound, everything: list[ContestantRound]) -> ContestantRound | None:
    """Return what one may get used to the mock window with before a round of it that counts: the shortest practice."""
    if row.kind != "simulation" or row.practice:
        return None
    practices = [one for one in everything if one.kind == row.kind and one.practice and one.state != "missed"]
    return min(practices, key=lambda one: one.minutes, default=None)


def _with_token(response: Response, entered: Entered) -> Response:
    response.set_cookie(
        f"sitting_{entered.sitting_id}",
        entered.token,
        max_age=TOKEN_SECONDS,
        path=f"/sittings/{entered.sitting_id}",
        httponly=True,
        samesite="Strict",
        secure=runtime().config.secure_cookies,
    )
    return response
