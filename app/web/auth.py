"""Signing in and out."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user
from flask_wtf import FlaskForm

from app.runtime import runtime
from app.services.access import Actor, Role
from app.services.refused import Refused
from app.services.sign_in import end_sessions, sign_in_contestant, sign_in_staff
from app.services.sittings import release_leases
from app.services.words import worded
from app.web.doors import SignedIn, public
from app.web.forms import ContestantLogin, StaffLogin
from app.web.idle import note_activity

pages = Blueprint("auth", __name__)

HOME = {
    Role.CONTESTANT: "contestant.rounds",
    Role.ORGANIZER: "organizer.rounds",
    Role.AUTHOR: "author.bank",
    Role.PROCTOR: "proctor.rounds",
    Role.CHIEF_PROCTOR: "proctor.rounds",
    Role.AUDITOR: "organizer.rounds",
    Role.ADMINISTRATOR: "admin.all_accounts",
    Role.TEAM_LEADER: "team.contestants",
    Role.JUDGE: "judge.panels",
    Role.CHIEF_JUDGE: "panels.all_panels",
    Role.TIMEKEEPER: "panels.timing_panels",
    Role.SCORER: "ballot_desk.entry_panels",
    Role.CHECKER: "ballot_desk.checking_panels",
    Role.ARBITRATION: "objections.everything",
}


@pages.get("/")
@public
def home() -> ResponseReturnValue:
    """Send everyone to where their work is."""
    if not current_user.is_authenticated:
        return redirect(url_for("auth.login"), code=303)
    return redirect(url_for(HOME.get(current_user.actor.role, "account.own")), code=303)


@pages.route("/login", methods=["GET", "POST"])
@public
def login() -> ResponseReturnValue:
    """Sign a contestant in by admission number and access code."""
    form = ContestantLogin()
    if not form.validate_on_submit():
        return render_template("auth/login.html", form=form)
    try:
        actor = sign_in_contestant(
            admission_number=form.admission_number.data or "",
            access_code=form.access_code.data or "",
            address=request.remote_addr or "",
        )
    except Refused as refused:
        return _again("auth/login.html", form, refused)
    return _let_in(actor)


@pages.route("/staff", methods=["GET", "POST"])
@public
def staff() -> ResponseReturnValue:
    """Sign a member of staff in by name and password."""
    form = StaffLogin()
    if not form.validate_on_submit():
        return render_template("auth/staff.html", form=form)
    try:
        actor = sign_in_staff(
            username=form.username.data or "", password=form.password.data or "", address=request.remote_addr or ""
        )
    except Refused as refused:
        return _again("auth/staff.html", form, refused)
    return _let_in(actor)


@pages.post("/logout")
@public
def logout() -> ResponseReturnValue:
    """End the session on the server's side too: leases go free, tokens and cookies stop working."""
    if current_user.is_authenticated:
        _let_out(current_user.actor)
    logout_user()
    session.clear()
    response: Response = redirect(url_for("auth.login"), code=303)  # type: ignore[assignment]  # werkzeug's base class
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _let_out(actor: Actor) -> None:
    if actor.role is Role.CONTESTANT:
        release_leases(actor=actor)
    end_sessions(actor=actor)


def _let_in(actor: Actor) -> ResponseReturnValue:
    """Start a fresh session: nothing of one from before the sign-in survives it."""
    wanted = request.args.get("next", "")
    session.clear()
    login_user(SignedIn(actor))
    session.permanent = True
    note_activity(runtime().clock.now())
    local = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not urlsplit(wanted).netloc
    return redirect(wanted if local else url_for("auth.home"), code=303)


def _again(template: str, form: FlaskForm, refused: Refused) -> ResponseReturnValue:
    status, title, message = worded(refused)
    response = make_response(render_template(template, form=form, refusal=f"{title}。{message}"))
    if "seconds" in refused.facts:
        response.headers["Retry-After"] = str(refused.facts["seconds"])
        response.status_code = status
    return response
