"""What the console asks for in JSON: previews and measures, incidents, answers to hands, silences settled."""

from dataclasses import asdict

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from app.services.access import Action
from app.services.calls import answer_hand, note_incident, settle_silence
from app.services.measures import perform, preview
from app.web.doors import actor, door
from app.web.proctor_forms import number_of, read_ask, read_second, text_of

pages = Blueprint("proctor_measures", __name__, url_prefix="/proctor/rounds")


@pages.post("/<int:round_id>/preview")
@door(Action.RUN_ROOM)
def look_ahead(round_id: int) -> ResponseReturnValue:
    """Return what a measure would do to each sitting, and do nothing."""
    seen = preview(actor=actor(), round_id=round_id, ask=read_ask(request.get_json()))
    return jsonify(lines=[asdict(line) for line in seen.lines], changes=seen.changes, two_people=seen.two_people)


@pages.post("/<int:round_id>/measures")
@door(Action.RUN_ROOM)
def measure(round_id: int) -> ResponseReturnValue:
    """Do it; return which sittings changed, which did not and why, and codes that are shown this once."""
    posted = request.get_json()
    second = read_second(posted, request.remote_addr or "")
    done = perform(actor=actor(), round_id=round_id, ask=read_ask(posted), second=second)
    return jsonify(batch=done.batch, changed=done.changed, skipped=done.skipped, codes=dict(done.codes))


@pages.post("/<int:round_id>/incidents")
@door(Action.RUN_ROOM)
def incident(round_id: int) -> ResponseReturnValue:
    """Note an incident."""
    given = request.get_json()
    noted = note_incident(
        actor=actor(),
        round_id=round_id,
        kind=text_of(given, "kind"),
        words=text_of(given, "words"),
        sitting_id=text_of(given, "sitting") or None,
        room_id=number_of(given, "room"),
        session_id=number_of(given, "session"),
    )
    return jsonify(incident=noted)


@pages.post("/<int:round_id>/hands")
@door(Action.RUN_ROOM)
def hand(round_id: int) -> ResponseReturnValue:
    """Answer a raised hand, in words or by having gone there."""
    del round_id  # the sitting says which round it is of
    given = request.get_json()
    answer_hand(
        actor=actor(),
        sitting_id=text_of(given, "sitting"),
        seq=number_of(given, "seq") or 0,
        words=text_of(given, "words"),
    )
    return jsonify(answered=True)


@pages.post("/<int:round_id>/silences")
@door(Action.RUN_ROOM)
def silence(round_id: int) -> ResponseReturnValue:
    """Make a silence good, or decline to."""
    del round_id  # the silence says which sitting it is of
    given = request.get_json()
    settle_silence(
        actor=actor(), silence_id=number_of(given, "silence") or 0, milliseconds=number_of(given, "milliseconds")
    )
    return jsonify(settled=True)
