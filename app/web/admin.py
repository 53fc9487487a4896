"""The administrator's pages: the accounts of staff."""

from typing import TypeVar

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from app.queries.accounts import AccountRow, find_account, list_accounts, list_rooms
from app.services import accounts
from app.services.access import ROLE_LABELS, Action
from app.services.refused import Refused
from app.services.words import worded
from app.web.account_forms import ALL_ROOMS, AddAccount, EditAccount
from app.web.doors import actor, door
from app.web.errors import act_and_return
from app.web.forms import Confirm

Edited = TypeVar("Edited", bound=EditAccount)

pages = Blueprint("admin", __name__, url_prefix="/admin")


@pages.route("/accounts", methods=["GET", "POST"])
@door(Action.MANAGE_ACCOUNTS)
def all_accounts() -> ResponseReturnValue:
    """List the accounts, and add one; its password is on the answer and nowhere else."""
    form = _with_rooms(AddAccount())
    made, refusal = None, None
    if form.validate_on_submit():
        username = form.username.data or ""
        try:
            made = (username.strip().lower(), accounts.add(actor=actor(), username=username, form=form.read()))
            form = _with_rooms(AddAccount(formdata=None))
        except Refused as refused:
            refusal = "。".join(worded(refused)[1:])
    return render_template(
        "admin/accounts.html", accounts=list_accounts(), roles=ROLE_LABELS, form=form, made=made, refusal=refusal
    )


@pages.route("/accounts/<int:account_id>", methods=["GET", "POST"])
@door(Action.MANAGE_ACCOUNTS)
def one_account(account_id: int) -> ResponseReturnValue:
    """Show an account and change it."""
    row = _row(account_id)
    form = _with_rooms(EditAccount(data=_facts(row)))
    refusal = None
    if form.validate_on_submit():
        try:
            accounts.change(actor=actor(), account_id=account_id, form=form.read())
        except Refused as refused:
            refusal = "。".join(worded(refused)[1:])
        else:
            flash("已保存。", "ok")
            return redirect(url_for("admin.one_account", account_id=account_id), code=303)
    return render_template("admin/account.html", account=row, form=form, confirm=Confirm(), refusal=refusal)


@pages.post("/accounts/<int:account_id>/active")
@door(Action.MANAGE_ACCOUNTS)
def activate(account_id: int) -> ResponseReturnValue:
    """Let an account sign in again, or no more."""
    row = _row(account_id)

    def act() -> str:
        accounts.set_active(actor=actor(), account_id=account_id, active=not row.active)
        return "已停用，其登录立即失效。" if row.active else "已启用。"

    return act_and_return(act, url_for("admin.one_account", account_id=account_id))


@pages.post("/accounts/<int:account_id>/password")
@door(Action.MANAGE_ACCOUNTS)
def password(account_id: int) -> ResponseReturnValue:
    """Give an account another password, shown once."""
    made = accounts.reset_password(actor=actor(), account_id=account_id)
    row = _row(account_id)
    form = _with_rooms(EditAccount(formdata=None, data=_facts(row)))
    return render_template("admin/account.html", account=row, form=form, confirm=Confirm(), made=made)


def _row(account_id: int) -> AccountRow:
    row = find_account(account_id)
    if row is None:
        raise Refused("no_account")
    return row


def _facts(row: AccountRow) -> dict[str, object]:
    rooms = [ALL_ROOMS if room is None else str(room) for room in row.rooms]
    return {"name": row.name, "role": row.role, "unit": row.unit, "district": row.district, "rooms": rooms}


def _with_rooms(form: Edited) -> Edited:
    rooms = [SelectChoice(str(id_), name) for id_, name in list_rooms()]
    form.rooms.choices = [SelectChoice(ALL_ROOMS, "全部考室"), *rooms]
    return form
