"""One's own account: who one is, one's password, the locked page; and the first run's set-up."""

from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.runtime import runtime
from app.services.access import ALLOWED, Action
from app.services.accounts import change_own_password, has_administrator
from app.services.refused import Refused
from app.services.set_up import set_up
from app.services.sign_in import confirm_password
from app.services.words import worded
from app.web.account_forms import OwnPassword, SetUp, Unlock
from app.web.doors import actor, door, public
from app.web.idle import note_activity

pages = Blueprint("account", __name__)

MAY = {
    Action.READ_BANK: "查看题库和情景",
    Action.READ_ROUND: "查看环节和试卷",
    Action.DRAW_ROUND: "组卷",
    Action.READ_SCORES: "查看成绩",
    Action.RELEASE_SCORES: "发布成绩",
    Action.WATCH_ROOM: "查看考场",
    Action.RUN_ROOM: "监考：开考、暂停、补时、换座、收卷",
    Action.SEAL_SESSION: "封存场次",
    Action.READ_PEOPLE: "查看选手名单",
    Action.MANAGE_PEOPLE: "管理选手、考室和场次",
    Action.READ_TEAM: "查看本区选手",
    Action.SEAL_PAPERS: "封卷",
    Action.OPEN_PAPERS: "开启试卷",
    Action.MANAGE_ACCOUNTS: "管理工作人员账号",
    Action.READ_AUDIT: "查看审计链",
}


@pages.route("/account", methods=["GET", "POST"])
@door(Action.OWN_ACCOUNT)
def own() -> ResponseReturnValue:
    """Show who one is and what one may do; change one's password."""
    form, refusal = OwnPassword(), None
    if form.validate_on_submit():
        refusal = _change_password(form)
        if refusal is None:
            session.clear()
            flash("口令已更改，请用新口令登录。", "ok")
            return redirect(url_for("auth.staff"), code=303)
    may = [words for action, words in MAY.items() if actor().role in ALLOWED[action]]
    return render_template("account/own.html", me=actor(), may=may, form=form, refusal=refusal)


@pages.route("/lock", methods=["GET", "POST"])
@public
def lock() -> ResponseReturnValue:
    """Ask who is signed in for the password again, after a time without activity."""
    if not current_user.is_authenticated:
        return redirect(url_for("auth.staff"), code=303)
    form, refusal = Unlock(), None
    if form.validate_on_submit():
        try:
            confirm_password(actor=actor(), password=form.password.data or "", address=request.remote_addr or "")
        except Refused as refused:
            refusal = "。".join(worded(refused)[1:])
        else:
            note_activity(runtime().clock.now())
            return redirect(_local(request.args.get("next", "")), code=303)
    return render_template("account/lock.html", me=actor(), form=form, refusal=refusal)


@pages.route("/setup", methods=["GET", "POST"])
@public
def first_run() -> ResponseReturnValue:
    """Make the first administrator; there is no such page once there is one."""
    if has_administrator():
        raise Refused("set_up_already")
    form, refusal = SetUp(), None
    if form.validate_on_submit():
        try:
            set_up(
                code=form.code.data or "",
                username=form.username.data or "",
                name=form.name.data or "",
                password=form.password.data or "",
                address=request.remote_addr or "",
            )
        except Refused as refused:
            refusal = "。".join(worded(refused)[1:])
        else:
            flash("管理员已建立，请登录。", "ok")
            return redirect(url_for("auth.staff"), code=303)
    return render_template("account/setup.html", form=form, refusal=refusal)


def _change_password(form: OwnPassword) -> str | None:
    if form.wanted.data != form.again.data:
        return "两次输入的新口令不一样。"
    try:
        change_own_password(
            actor=actor(),
            current=form.current.data or "",
            wanted=form.wanted.data or "",
            address=request.remote_addr or "",
        )
    except Refused as refused:
        return "。".join(worded(refused)[1:])
    return None


def _local(wanted: str) -> str:
    local = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not urlsplit(wanted).netloc
    return wanted if local else url_for("auth.home")
