"""The proctor's console: which rounds there are, the room as it is now, and its live rows."""

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.queries.attendance import SessionRow, sessions_of
from app.queries.console import room_plans
from app.queries.rounds import RoundRow, find_round, list_rounds
from app.services.access import Action, may
from app.services.console import console_rooms, item_count, live
from app.services.refused import Refused
from app.services.scores import STATES
from app.services.sessions import postpone_session, start_session
from app.web.doors import actor, door
from app.web.errors import act_and_return
from app.web.proctor_forms import Postpone
from proctor.incidents import INCIDENTS, reasons_for
from proctor.measures import TWO_PEOPLE, Measure

pages = Blueprint("proctor", __name__, url_prefix="/proctor")

MINUTE = 60_000


@pages.get("/rounds")
@door(Action.WATCH_ROOM)
def rounds() -> ResponseReturnValue:
    """List the rounds to watch, with their sessions."""
    rows = list_rounds()
    sessions = {row.id: sessions_of(row.id) for row in rows}
    return render_template("proctor/rounds.html", rounds=rows, sessions=sessions, states=STATES)


@pages.get("/rounds/<int:round_id>")
@door(Action.WATCH_ROOM)
def one_room(round_id: int) -> ResponseReturnValue:
    """Show the console; its seats come with the live rows."""
    row, session = _round(round_id), _session(round_id)
    rooms = room_plans(console_rooms(actor=actor(), round_id=round_id))
    return render_template(
        "proctor/console.html",
        round=row,
        session=session,
        sessions=sessions_of(round_id),
        rooms=rooms,
        room=request.args.get("room", type=int),
        items=item_count(round_id),
        reasons={measure.value: [(one.code, one.label) for one in reasons_for(measure)] for measure in Measure},
        incidents=INCIDENTS,
        two_people=sorted(measure.value for measure in TWO_PEOPLE),
        may_run=may(actor(), Action.RUN_ROOM),
        ends=_ends(row, session),
        form=Postpone(),
    )


@pages.get("/rounds/<int:round_id>/live.json")
@door(Action.WATCH_ROOM)
def live_rows(round_id: int) -> ResponseReturnValue:
    """Return the seats as they are now; nothing if they are as the page has them."""
    rows = live(
        actor=actor(),
        round_id=round_id,
        session_id=request.args.get("session", type=int),
        room_id=request.args.get("room", type=int),
    )
    response = Response(status=304) if request.headers.get("If-None-Match") == rows.tag else Response(rows.body)
    response.headers["ETag"] = rows.tag
    response.headers["Cache-Control"] = "no-cache"
    response.mimetype = "application/json"
    return response


@pages.post("/sessions/<int:session_id>/start")
@door(Action.RUN_ROOM)
def start(session_id: int) -> ResponseReturnValue:
    """Start a session that is held by hand."""

    def act() -> str:
        start_session(actor=actor(), session_id=session_id)
        return "已宣布开考，选手的页面几秒内进入试卷。"

    return act_and_return(act, _back(session_id))


@pages.post("/sessions/<int:session_id>/postpone")
@door(Action.RUN_ROOM)
def postpone(session_id: int) -> ResponseReturnValue:
    """Put the start off."""
    form = Postpone()

    def act() -> str:
        milliseconds = (form.minutes.data or 0) * MINUTE
        words = form.words.data or ""
        postpone_session(actor=actor(), session_id=session_id, milliseconds=milliseconds, words=words)
        return f"已推迟 {form.minutes.data or 0} 分钟，选手的等候页会更新。"

    return act_and_return(act, _back(session_id))


def _round(round_id: int) -> RoundRow:
    row = find_round(round_id)
    if row is None:
        raise Refused("no_round")
    return row


def _session(round_id: int) -> SessionRow | None:
    """Return the session asked for; the only one if there is just one."""
    asked, found = request.args.get("session", type=int), sessions_of(round_id)
    if asked is None and len(found) == 1:
        return found[0]
    return next((one for one in found if one.id == asked), None)


def _ends(row: RoundRow, session: SessionRow | None) -> int | None:
    """Return when everyone's time is over, where that is one moment."""
    if row.personal or (session is not None and session.by_hand and session.started_at is None):
        return None
    return (session.opens if session is not None else row.opens) + row.minutes * MINUTE


def _back(session_id: int) -> str:
    return request.referrer or url_for("proctor.rounds", session=session_id)
