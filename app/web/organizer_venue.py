"""The organizer's rooms and sessions: set up, seated, locked down; and new competitions and rounds."""

from datetime import datetime

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from app.queries.attendance import SessionRow, find_session, sessions_of
from app.queries.checklist import seated_forms
from app.queries.rounds import list_rounds
from app.queries.venue import (
    categories,
    list_competitions,
    list_rooms,
    plan_stands,
    seb_keys,
    session_counts,
    session_seats,
    standing,
)
from app.runtime import runtime
from app.services import new_rounds, seat_plans, venue
from app.services.access import Action, may
from app.services.drawers import DRAWERS
from app.services.refused import Refused
from app.services.roster.quotas import rulebook_names
from app.services.seat_clashes import clashing
from app.services.shanghai import SHANGHAI
from app.web.doors import actor, door
from app.web.downloads import attachment
from app.web.errors import act_and_return
from app.web.forms import Confirm
from app.web.venue_forms import AddCompetition, AddRoom, AddRound, EditSession, PutSeat, SebFile
from proctor.seb_file import seb_file, seb_settings

pages = Blueprint("organizer_venue", __name__, url_prefix="/organizer")

MINUTE = 60_000


@pages.get("/venue")
@door(Action.READ_PEOPLE)
def overview() -> ResponseReturnValue:
    """Show rooms and sessions, and the forms that add them."""
    rounds = [row for row in list_rounds() if not row.practice]
    return render_template(
        "venue/overview.html",
        rooms=list_rooms(),
        rounds=rounds,
        sessions={row.id: sessions_of(row.id) for row in rounds},
        counts=session_counts(),
        room_form=_room_form(),
        confirm=Confirm(),
        may_manage=may(actor(), Action.MANAGE_PEOPLE),
    )


@pages.post("/venue/rooms")
@door(Action.MANAGE_PEOPLE)
def add_room() -> ResponseReturnValue:
    """Add a room."""
    form = _room_form()
    if not form.validate_on_submit():
        return _back_with_errors(form.errors, url_for("organizer_venue.overview"))

    def act() -> str:
        venue.add_room(actor=actor(), competition_id=form.competition.data, new=form.read())
        return "已添加考室。"

    return act_and_return(act, url_for("organizer_venue.overview"))


@pages.post("/venue/rooms/<int:room_id>/delete")
@door(Action.MANAGE_PEOPLE)
def delete_room(room_id: int) -> ResponseReturnValue:
    """Remove a room nobody sits in."""

    def act() -> str:
        venue.delete_room(actor=actor(), room_id=room_id)
        return "已删除考室。"

    return act_and_return(act, url_for("organizer_venue.overview"))


@pages.post("/venue/rooms/<int:room_id>/rename")
@door(Action.MANAGE_PEOPLE)
def rename_room(room_id: int) -> ResponseReturnValue:
    """Give a room another name."""

    def act() -> str:
        venue.rename_room(actor=actor(), room_id=room_id, name=request.form.get("name", ""))
        return "已改名。"

    return act_and_return(act, url_for("organizer_venue.overview"))


@pages.post("/venue/seats/<int:seat_id>/spare")
@door(Action.MANAGE_PEOPLE)
def spare(seat_id: int) -> ResponseReturnValue:
    """Keep a seat for moves, or give it back."""
    keep = request.form.get("spare") == "1"

    def act() -> str:
        venue.set_spare(actor=actor(), seat_id=seat_id, spare=keep)
        return "已设为备用座位。" if keep else "已取消备用。"

    return act_and_return(act, request.referrer or url_for("organizer_venue.overview"))


@pages.route("/venue/rounds/<int:round_id>/session", methods=["GET", "POST"])
@door(Action.MANAGE_PEOPLE)
def new_session(round_id: int) -> ResponseReturnValue:
    """Add a session of a round."""
    row = next((one for one in list_rounds() if one.id == round_id), None)
    if row is None:
        raise Refused("no_round")
    form = EditSession(data={"opens": _moment(row.opens), "late_minutes": (row.entry_closes - row.opens) // MINUTE})
    if form.validate_on_submit():

        def act() -> str:
            venue.add_session(actor=actor(), round_id=round_id, new=form.read())
            return "已添加场次，接下来编排选手和座位。"

        return act_and_return(act, url_for("organizer_venue.overview"))
    return render_template("venue/session.html", round_title=row.title, session=None, form=form)


@pages.route("/sessions/<int:session_id>", methods=["GET", "POST"])
@door(Action.MANAGE_PEOPLE)
def one_session(session_id: int) -> ResponseReturnValue:
    """Change a session before it starts."""
    row = _session(session_id)
    form = EditSession(
        data={
            "title": row.title,
            "opens": _moment(row.opens),
            "late_minutes": (row.entry_closes - row.opens) // MINUTE,
            "hand_in_minutes": row.hand_in_after // MINUTE,
            "by_hand": row.by_hand,
            "check_in": row.check_in,
            "seb": row.seb,
        }
    )
    if form.validate_on_submit():

        def act() -> str:
            venue.change_session(actor=actor(), session_id=session_id, new=form.read())
            return "已保存。"

        return act_and_return(act, url_for("organizer_venue.one_session", session_id=session_id))
    return render_template(
        "venue/session.html",
        round_title=row.round_title,
        session=row,
        form=form,
        seb=SebFile(),
        keys=seb_keys(session_id),
        confirm=Confirm(),
    )


@pages.post("/sessions/<int:session_id>/delete")
@door(Action.MANAGE_PEOPLE)
def delete_session(session_id: int) -> ResponseReturnValue:
    """Remove a session nobody has sat in."""

    def act() -> str:
        venue.delete_session(actor=actor(), session_id=session_id)
        return "已删除场次。"

    return act_and_return(act, url_for("organizer_venue.overview"))


@pages.post("/sessions/<int:session_id>/seb")
@door(Action.MANAGE_PEOPLE)
def add_seb(session_id: int) -> ResponseReturnValue:
    """Let a configuration of Safe Exam Browser pass."""
    form, back = SebFile(), url_for("organizer_venue.one_session", session_id=session_id)
    if not form.validate_on_submit():
        return _back_with_errors(form.errors, back)

    def act() -> str:
        key = venue.add_seb_key(actor=actor(), session_id=session_id, file=form.file.data.read())
        return f"已登记配置密钥 {key[:16]}…"

    return act_and_return(act, back)


@pages.post("/sessions/<int:session_id>/seb/remove")
@door(Action.MANAGE_PEOPLE)
def remove_seb(session_id: int) -> ResponseReturnValue:
    """Let a configuration pass no more."""

    def act() -> str:
        venue.remove_seb_key(actor=actor(), session_id=session_id, key=request.form.get("key", "")[:64])
        return "已取消登记。"

    return act_and_return(act, url_for("organizer_venue.one_session", session_id=session_id))


@pages.get("/sessions/<int:session_id>/exam.seb")
@door(Action.MANAGE_PEOPLE)
def make_seb(session_id: int) -> ResponseReturnValue:
    """Download a configuration made for this server."""
    row = _session(session_id)
    file = seb_file(seb_settings(f"{runtime().config.public_url}/exam"))
    return attachment(Response(file, mimetype="application/seb"), f"{row.round_title}{row.title}.seb")


@pages.get("/sessions/<int:session_id>/seats")
@door(Action.READ_PEOPLE)
def seats(session_id: int) -> ResponseReturnValue:
    """Show the seat plan of a session."""
    row = _session(session_id)
    rooms = [room for room in list_rooms() if room.competition_id == row.competition_id]
    return render_template(
        "venue/seats.html",
        session=row,
        rooms=rooms,
        seats=session_seats(session_id),
        standing=standing(session_id),
        categories=categories(row.competition_id),
        clashing=clashing(seated_forms(session_id)),
        form=PutSeat(),
        may_change=may(actor(), Action.MANAGE_PEOPLE) and not plan_stands(session_id),
    )


@pages.post("/sessions/<int:session_id>/contestants")
@door(Action.MANAGE_PEOPLE)
def add_contestants(session_id: int) -> ResponseReturnValue:
    """Put contestants into the session."""

    def act() -> str:
        number = request.form.get("number", "")[:40]
        if number:
            seat_plans.add_contestant(actor=actor(), session_id=session_id, number=number)
            return "已编入本场。"
        category = request.form.get("category", "")[:32]
        added = seat_plans.add_contestants(actor=actor(), session_id=session_id, category=category)
        return f"已加入 {added} 人。"

    return act_and_return(act, _seats(session_id))


@pages.post("/sessions/<int:session_id>/remove")
@door(Action.MANAGE_PEOPLE)
def remove_contestant(session_id: int) -> ResponseReturnValue:
    """Take a contestant out of the session."""
    form = PutSeat()

    def act() -> str:
        contestant = _number(form.contestant.data)
        seat_plans.remove_contestant(actor=actor(), session_id=session_id, contestant_id=contestant)
        return "已移出本场。"

    return act_and_return(act, _seats(session_id))


@pages.post("/sessions/<int:session_id>/lot")
@door(Action.MANAGE_PEOPLE)
def lot(session_id: int) -> ResponseReturnValue:
    """Seat everyone by lot, in the rooms chosen."""

    def act() -> str:
        rooms = [_number(room) for room in request.form.getlist("rooms")]
        anew = request.form.get("anew") == "1"
        seated = seat_plans.seat_everyone(actor=actor(), session_id=session_id, room_ids=rooms, anew=anew)
        return f"已为 {seated} 人抽签排座；同单位的尽量不相邻。"

    return act_and_return(act, _seats(session_id))


@pages.post("/sessions/<int:session_id>/put")
@door(Action.MANAGE_PEOPLE)
def put(session_id: int) -> ResponseReturnValue:
    """Put a contestant into a seat; two who swap do it in one step."""
    form = PutSeat()

    def act() -> str:
        contestant, seat = _number(form.contestant.data), _number(form.seat.data)
        seat_plans.put_into_seat(actor=actor(), session_id=session_id, contestant_id=contestant, seat_id=seat)
        return "已换座。"

    return act_and_return(act, _seats(session_id))


@pages.post("/sessions/<int:session_id>/deal")
@door(Action.MANAGE_PEOPLE)
def deal(session_id: int) -> ResponseReturnValue:
    """Deal the forms again by seat."""

    def act() -> str:
        changed = seat_plans.deal_again(actor=actor(), session_id=session_id)
        return f"已按座位重配 {changed} 份试卷，相邻座位卷型不同。"

    return act_and_return(act, _seats(session_id))


@pages.route("/rounds/new", methods=["GET", "POST"])
@door(Action.MANAGE_PEOPLE)
def new_round() -> ResponseReturnValue:
    """Add a round, and a competition where there is none."""
    competition, form = AddCompetition(prefix="c"), AddRound(prefix="r")
    competition.rulebook.choices = [SelectChoice(id_, name) for id_, name in rulebook_names().items()]
    form.competition.choices = [SelectChoice(id_, name) for id_, name in list_competitions()]
    form.plan.choices = [
        SelectChoice(f"{kind}:{name}", words)
        for kind, drawer in DRAWERS.items()
        for name, words in drawer.names().items()
    ]
    here = url_for("organizer_venue.new_round")
    if "c-name" in request.form and competition.validate_on_submit():

        def found() -> str:
            new_rounds.found_competition(
                actor=actor(), name=competition.name.data or "", rulebook=competition.rulebook.data
            )
            return "已建立竞赛，接下来新建环节。"

        return act_and_return(found, here)
    if "r-title" in request.form and form.validate_on_submit():
        return act_and_return(lambda: _add_round(form), url_for("organizer.rounds"))
    return render_template("venue/round.html", competition=competition, form=form)


def _add_round(form: AddRound) -> str:
    kind, _, plan = (form.plan.data or "").partition(":")
    moment = form.opens.data
    opens = round(moment.replace(tzinfo=SHANGHAI).timestamp() * 1000) if moment else 0
    new_rounds.add_round_of(
        actor=actor(),
        competition_id=form.competition.data or 0,
        title=form.title.data or "",
        kind=kind,
        plan=plan,
        opens=opens,
        late_minutes=form.late_minutes.data or 0,
        personal=bool(form.personal.data),
        practice=bool(form.practice.data),
    )
    return "已新建环节，接下来组卷。"


def _room_form() -> AddRoom:
    form = AddRoom()
    form.competition.choices = [SelectChoice(id_, name) for id_, name in list_competitions()]
    return form


def _session(session_id: int) -> SessionRow:
    row = find_session(session_id)
    if row is None:
        raise Refused("no_session")
    return row


def _seats(session_id: int) -> str:
    return url_for("organizer_venue.seats", session_id=session_id)


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, SHANGHAI).replace(tzinfo=None, second=0, microsecond=0)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _back_with_errors(errors: object, back: str) -> ResponseReturnValue:
    if isinstance(errors, dict):
        flash("；".join(str(message) for messages in errors.values() for message in messages), "error")
    return redirect(back, code=303)
