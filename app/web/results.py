"""Results for those who make them: the board, versions, ties, qualification, imports and trials."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.queries.competition_rules import rules_of
from app.queries.results import find_version, steps_of
from app.queries.roster import list_competitions
from app.scoring.publication import lists_of
from app.services.access import Action, may
from app.services.refused import Refused
from app.services.results import imports, qualification, ties, versions
from app.services.results.board import board, composite_of, settings_used
from app.services.results.explaining import explain
from app.services.results.sheets import results_workbook
from app.services.results.trying import Trial, try_out
from app.services.second_person import Second
from app.services.words import worded
from app.web.doors import actor, door
from app.web.downloads import attachment
from app.web.errors import act_and_return
from app.web.forms import Confirm
from app.web.uploads import read_evidence

pages = Blueprint("results", __name__, url_prefix="/results")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STEP_WORDS = {
    "review": "复核",
    "publish": "公示",
    "withdraw": "撤回",
    "finish": "定稿",
    "reported": "上报",
    "approved": "批复",
    "commended": "表扬通报",
}


@pages.get("")
@door(Action.READ_RESULTS)
def overview() -> ResponseReturnValue:
    """Send to the first contest of the newest competition."""
    competitions = list_competitions()
    chosen = request.args.get("competition", type=int) or (competitions[0].id if competitions else 0)
    rules = rules_of(chosen)
    if rules is None:
        return render_template("results/none.html")
    target = url_for("results.contest", competition_id=chosen, contest_id=rules.book.contests[0].id)
    return redirect(target, code=303)


@pages.get("/<int:competition_id>/<contest_id>")
@door(Action.READ_RESULTS)
def contest(competition_id: int, contest_id: str) -> ResponseReturnValue:
    """Show the board."""
    found = board(competition_id, contest_id)
    return render_template(
        "results/board.html",
        view=found,
        competition_id=competition_id,
        competitions=list_competitions(),
        may_compute=may(actor(), Action.COMPUTE_RESULTS),
        confirm=Confirm(),
    )


@pages.get("/<int:competition_id>/<contest_id>/entrants/<entrant>")
@door(Action.READ_RESULTS)
def one_entrant(competition_id: int, contest_id: str, entrant: str) -> ResponseReturnValue:
    """Show why someone is where: each score down to items, checkpoints and ballots."""
    found = board(competition_id, contest_id)
    one = composite_of(found, entrant)
    if one is None:
        raise Refused("no_entrant", number=entrant)
    return render_template(
        "results/entrant.html",
        view=found,
        one=one,
        standing=found.draft.result.place(entrant),
        award=found.draft.result.award(entrant),
        parts=explain(competition_id, found.contest, one),
        competition_id=competition_id,
        may_compute=may(actor(), Action.COMPUTE_RESULTS),
        confirm=Confirm(),
    )


@pages.post("/<int:competition_id>/<contest_id>/compute")
@door(Action.COMPUTE_RESULTS)
def compute(competition_id: int, contest_id: str) -> ResponseReturnValue:
    """Keep a new version."""

    def act() -> str:
        version = versions.compute_version(
            actor=actor(),
            competition_id=competition_id,
            contest_id=contest_id,
            words=request.form.get("words", ""),
        )
        return f"已计算第 {version} 版。"

    return act_and_return(act, url_for("results.contest", competition_id=competition_id, contest_id=contest_id))


@pages.get("/<int:competition_id>/<contest_id>/versions/<int:version>")
@door(Action.READ_RESULTS)
def one_version(competition_id: int, contest_id: str, version: int) -> ResponseReturnValue:
    """Show a version as it was kept, what was done with it, and what changed since an earlier one."""
    found = find_version(competition_id, contest_id, version)
    if found is None:
        raise Refused("no_version")
    row, content = found
    since = request.args.get("since", type=int) or version - 1
    changed = versions.compare(competition_id, contest_id, since, version) if 0 < since < version else None
    steps = steps_of(row.id)
    return render_template(
        "results/version.html",
        row=row,
        content=content,
        lists=lists_of(content),
        steps=steps,
        words=STEP_WORDS,
        since=since,
        changed=changed,
        competition_id=competition_id,
        may_compute=may(actor(), Action.COMPUTE_RESULTS),
        may_review=may(actor(), Action.REVIEW_RESULTS),
        reviewed=any(step.step == "review" and step.by == actor().key for step in steps),
        confirm=Confirm(),
    )


@pages.post("/<int:competition_id>/<contest_id>/versions/<int:version>/review")
@door(Action.REVIEW_RESULTS)
def review(competition_id: int, contest_id: str, version: int) -> ResponseReturnValue:
    """Put one's name under a version."""

    def act() -> str:
        words = request.form.get("words", "")
        which = versions.Which(competition_id, contest_id, version)
        done = versions.review(actor=actor(), which=which, words=words)
        return "两人已复核，可以公示。" if done > 1 else "已复核，还需要另一位。"

    return act_and_return(act, _version(competition_id, contest_id, version))


@pages.post("/<int:competition_id>/<contest_id>/versions/<int:version>/<step>")
@door(Action.COMPUTE_RESULTS)
def take_step(competition_id: int, contest_id: str, version: int, step: str) -> ResponseReturnValue:
    """Publish, withdraw or finish a version, or note its report, approval or commendation."""
    which = versions.Which(competition_id, contest_id, version)
    words = request.form.get("words", "")

    def act() -> str:
        if step == "publish":
            return f"已公示，到 {versions.publish(actor=actor(), which=which)} 为止。"
        if step == "finish":
            versions.finish(actor=actor(), which=which)
        elif step == "withdraw":
            versions.withdraw(actor=actor(), words=words, which=which)
        else:
            versions.note_approval(actor=actor(), step=step, words=words, which=which)
        return f"已办理：{STEP_WORDS.get(step, step)}。"

    return act_and_return(act, _version(competition_id, contest_id, version))


@pages.post("/<int:competition_id>/<contest_id>/ties")
@door(Action.DECIDE_TIES)
def decide(competition_id: int, contest_id: str) -> ResponseReturnValue:
    """Settle a tie, by two people."""
    form = request.form
    entrants = form.getlist("entrant")
    ranks = {one: form.get(f"rank-{one}", 0, type=int) for one in entrants}
    order = sorted(entrants, key=lambda one: ranks[one]) if form.get("basis") in {"play-off", "lot"} else []

    def act() -> str:
        if order and sorted(ranks.values()) != list(range(1, len(order) + 1)):
            raise Refused("bad_order")
        ties.decide_tie(
            actor=actor(),
            competition_id=competition_id,
            contest_id=contest_id,
            entrants=entrants,
            basis=form.get("basis", ""),
            order=order,
            words=form.get("words", ""),
            second=_second(),
        )
        return "决定已记录，请重新计算。"

    return act_and_return(act, url_for("results.contest", competition_id=competition_id, contest_id=contest_id))


@pages.post("/<int:competition_id>/<contest_id>/ties/<int:decision_id>/withdraw")
@door(Action.DECIDE_TIES)
def undo_tie(competition_id: int, contest_id: str, decision_id: int) -> ResponseReturnValue:
    """Take a decision back, by two people."""

    def act() -> str:
        words = request.form.get("words", "")
        ties.withdraw_decision(actor=actor(), decision_id=decision_id, words=words, second=_second())
        return "决定已撤回，请重新计算。"

    return act_and_return(act, url_for("results.contest", competition_id=competition_id, contest_id=contest_id))


@pages.get("/<int:competition_id>/<contest_id>/qualification")
@door(Action.READ_RESULTS)
def qualified(competition_id: int, contest_id: str) -> ResponseReturnValue:
    """Show the qualification check of everyone."""
    found = board(competition_id, contest_id)
    return render_template(
        "results/qualification.html",
        view=found,
        competition_id=competition_id,
        may_compute=may(actor(), Action.COMPUTE_RESULTS),
        confirm=Confirm(),
    )


@pages.post("/<int:competition_id>/<contest_id>/qualification/answers")
@door(Action.COMPUTE_RESULTS)
def qualify(competition_id: int, contest_id: str) -> ResponseReturnValue:
    """Answer one line of the check, or every open one at once."""
    form = request.form

    def act() -> str:
        if form.get("rest"):
            count = qualification.qualify_all(actor=actor(), competition_id=competition_id, contest_id=contest_id)
            return f"其余 {count} 项记为符合。"
        qualification.check_qualification(
            actor=actor(),
            competition_id=competition_id,
            entrant=form.get("entrant", ""),
            item=form.get("item", ""),
            fits=form.get("fits") == "yes",
            words=form.get("words", ""),
        )
        return "已记录。"

    return act_and_return(act, url_for("results.qualified", competition_id=competition_id, contest_id=contest_id))


@pages.post("/<int:competition_id>/<contest_id>/absences")
@door(Action.COMPUTE_RESULTS)
def absence(competition_id: int, contest_id: str) -> ResponseReturnValue:
    """Put on record that someone did not come to a round."""
    form = request.form
    entrant = form.get("entrant", "")

    def act() -> str:
        qualification.note_absence(
            actor=actor(),
            competition_id=competition_id,
            contest_id=contest_id,
            round_id=form.get("round", ""),
            entrant=entrant,
            words=form.get("words", ""),
        )
        return "已记为缺考。"

    return act_and_return(
        act, url_for("results.one_entrant", competition_id=competition_id, contest_id=contest_id, entrant=entrant)
    )


@pages.route("/<int:competition_id>/<contest_id>/imports", methods=["GET", "POST"])
@door(Action.COMPUTE_RESULTS)
def bring_in(competition_id: int, contest_id: str) -> ResponseReturnValue:
    """Bring in a round's scores from a file with its evidence, all of it or nothing."""
    here = url_for("results.bring_in", competition_id=competition_id, contest_id=contest_id)
    if request.method == "POST":

        def act() -> str:
            count = imports.import_table(
                actor=actor(),
                competition_id=competition_id,
                contest_id=contest_id,
                round_id=request.form.get("round", ""),
                evidence=read_evidence("file"),
            )
            return f"已导入 {count} 项成绩。"

        return act_and_return(act, here)
    found = board(competition_id, contest_id)
    return render_template("results/imports.html", view=found, competition_id=competition_id, confirm=Confirm())


@pages.get("/<int:competition_id>/<contest_id>/trial")
@door(Action.READ_RESULTS)
def trial(competition_id: int, contest_id: str) -> ResponseReturnValue:
    """Try other weights, no trimming, corrected panels; nothing is kept."""
    found = board(competition_id, contest_id)
    weights = {one.id: request.args.get(f"w-{one.id}", one.weight, type=int) for one in found.contest.rounds}
    asked = Trial(weights, trim="plain" not in request.args, correct="correct" in request.args)
    tried, refusal = None, None
    try:
        tried = try_out(competition_id, contest_id, asked)
    except Refused as refused:
        refusal = "。".join(worded(refused)[1:])
    return render_template(
        "results/trial.html", view=found, asked=asked, tried=tried, refusal=refusal, competition_id=competition_id
    )


@pages.get("/<int:competition_id>/<contest_id>/settings")
@door(Action.READ_RESULTS)
def settings(competition_id: int, contest_id: str) -> ResponseReturnValue:
    """Show what the plan left open and how the rulebook answers it."""
    found = board(competition_id, contest_id)
    return render_template(
        "results/settings.html", view=found, used=settings_used(found), competition_id=competition_id
    )


@pages.get("/<int:competition_id>/<contest_id>/versions/<int:version>/scores.xlsx")
@door(Action.READ_RESULTS)
def workbook(competition_id: int, contest_id: str, version: int) -> ResponseReturnValue:
    """Download a version's scores as a workbook."""
    found = find_version(competition_id, contest_id, version)
    if found is None:
        raise Refused("no_version")
    name = f"成绩单 {contest_id} 第{version}版.xlsx"
    return attachment(Response(results_workbook(found[0], found[1]), mimetype=XLSX), name)


def _version(competition_id: int, contest_id: str, version: int) -> str:
    return url_for("results.one_version", competition_id=competition_id, contest_id=contest_id, version=version)


def _second() -> Second:
    return Second(request.form.get("second", ""), request.form.get("password", ""), request.remote_addr or "")
