"""The organizer's pages: rounds, drawing papers, the score list and its release."""

from collections.abc import Callable
from urllib.parse import quote

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.queries.progress import round_progress
from app.queries.rounds import RoundRow, find_round, list_forms, list_rounds
from app.queries.scores import find_score, find_sitting_owner
from app.runtime import runtime
from app.scoring.readiness import Check, readiness
from app.services.access import Action, may
from app.services.drawers import plan_names
from app.services.drawing import draw_round
from app.services.refused import Refused
from app.services.replays import TRACK, replay
from app.services.round_statistics import round_statistics
from app.services.run_detail import run_detail
from app.services.scores import STATES, export_scores, list_scores, release, withdraw
from app.services.sitting_detail import sitting_detail
from app.web.doors import actor, door
from app.web.errors import act_and_return
from app.web.forms import Confirm
from app.web.pages import date_time
from simulations.catalogue import VERDICTS

pages = Blueprint("organizer", __name__, url_prefix="/organizer")

REPLAY_TABS = {"desk": "受理系统", "talk": "居民与对话", "tray": "材料托盘"}
DETAILS: dict[str, tuple[str, Callable[[str], object]]] = {
    "quiz": ("organizer/sitting.html", sitting_detail),
    "simulation": ("organizer/run.html", run_detail),
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/rounds")
@door(Action.READ_ROUND)
def rounds() -> ResponseReturnValue:
    """List the rounds with what is still missing in each."""
    return render_template("organizer/rounds.html", rounds=list_rounds(), states=STATES, blueprints=plan_names())


@pages.get("/rounds/<int:round_id>")
@door(Action.READ_ROUND)
def one_round(round_id: int) -> ResponseReturnValue:
    """Show a round: its forms with their fairness report, and what can be done."""
    return render_template(
        "organizer/round.html",
        round=_round(round_id),
        forms=list_forms(round_id),
        checks=_checks(round_id),
        blueprints=plan_names(),
        may_draw=may(actor(), Action.DRAW_ROUND),
        form=Confirm(),
    )


@pages.post("/rounds/<int:round_id>/draw")
@door(Action.DRAW_ROUND)
def draw(round_id: int) -> ResponseReturnValue:
    """Draw the papers of everyone who has none."""

    def act() -> str:
        drawn = draw_round(round_id=round_id, actor=actor().key)
        return f"已组卷：{drawn.forms} 套平行卷，新增 {drawn.papers} 份试卷。"

    return act_and_return(act, url_for("organizer.one_round", round_id=round_id))


@pages.get("/rounds/<int:round_id>/scores")
@door(Action.READ_SCORES)
def scores(round_id: int) -> ResponseReturnValue:
    """Show the score list, searched and sorted."""
    search, sort = request.args.get("q", ""), request.args.get("sort", "total")
    found = list_scores(round_id=round_id, search=search, sort=sort)
    return render_template(
        "organizer/scores.html",
        scores=found,
        round=found.round,
        checks=_checks(round_id),
        search=search,
        sort=sort,
        states=STATES,
        may_release=may(actor(), Action.RELEASE_SCORES),
        form=Confirm(),
    )


@pages.get("/rounds/<int:round_id>/scores.xlsx")
@door(Action.READ_SCORES)
def scores_file(round_id: int) -> ResponseReturnValue:
    """Download the whole list."""
    name, file = export_scores(round_id=round_id, actor=actor().key, now_text=date_time(runtime().clock.now()))
    return file, {"Content-Type": XLSX, "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}


@pages.post("/rounds/<int:round_id>/release")
@door(Action.RELEASE_SCORES)
def release_scores(round_id: int) -> ResponseReturnValue:
    """Show contestants their scores."""

    def act() -> str:
        release(round_id=round_id, actor=actor().key)
        return "成绩已发布，选手现在可以看到自己的得分。"

    return act_and_return(act, url_for("organizer.scores", round_id=round_id))


@pages.post("/rounds/<int:round_id>/withdraw")
@door(Action.RELEASE_SCORES)
def withdraw_scores(round_id: int) -> ResponseReturnValue:
    """Hide the scores again."""

    def act() -> str:
        withdraw(round_id=round_id, actor=actor().key)
        return "成绩已撤回，选手暂时看不到得分。"

    return act_and_return(act, url_for("organizer.scores", round_id=round_id))


@pages.get("/sittings/<sitting_id>")
@door(Action.READ_SCORES)
def sitting(sitting_id: str) -> ResponseReturnValue:
    """Show one score down to its items or checkpoints, with the journal entry behind each."""
    owner = find_sitting_owner(sitting_id)
    if owner is None:
        raise Refused("no_sitting")
    row = _round(owner[1])
    template, explain = DETAILS[row.kind]
    return render_template(
        template, detail=explain(sitting_id), score=find_score(sitting_id), round=row, states=STATES
    )


@pages.get("/sittings/<sitting_id>/cases/<case_id>")
@door(Action.READ_SCORES)
def case_replay(sitting_id: str, case_id: str) -> ResponseReturnValue:
    """Replay one case of a simulation: the steps, the screen after one of them, and what was marked."""
    at, entry = (request.args.get(name, type=int) for name in ("step", "entry"))
    found = replay(sitting_id=sitting_id, case_id=case_id, at=at, entry=entry)
    tab = request.args.get("tab", "")
    return render_template(
        "organizer/replay.html",
        replay=found,
        round=found.round,
        tab=tab if tab in REPLAY_TABS else "desk",
        tabs=REPLAY_TABS,
        verdicts=VERDICTS.values(),
        track=TRACK,
    )


@pages.get("/rounds/<int:round_id>/statistics")
@door(Action.READ_SCORES)
def statistics(round_id: int) -> ResponseReturnValue:
    """Show how the scenarios of a simulation round fared."""
    found = round_statistics(round_id=round_id)
    return render_template("organizer/statistics.html", statistics=found, round=found.round)


def _checks(round_id: int) -> tuple[Check, ...]:
    return readiness(round_progress(round_id, runtime().clock.now()))


def _round(round_id: int) -> RoundRow:
    row = find_round(round_id)
    if row is None:
        raise Refused("no_round")
    return row
