"""What a judge has before them: the order, each appearance as they may see it, and their own ballots only."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.queries.entrants import EntrantRow
from app.queries.judging import JUDGE, SUBSTITUTE, AppearanceRow, BallotRow, PanelHead, case_records, list_panels
from app.runtime import runtime
from app.scoring.ballots import ballot_total, mark_problems
from app.scoring.contests import Sheet
from app.scoring.rounds import rounded
from app.services.access import Actor
from app.services.judging.access import Judged, panel_for
from app.services.judging.entrants import entrants_by_number
from app.services.judging.locks import is_locked
from app.services.judging.pins import has_pin
from app.services.judging.timekeeping import elapsed_ms
from question_bank.model import Json


@dataclass(frozen=True)
class ShownName:
    """An entrant as a panel's judges may see them: by code alone where judging is blind."""

    who: str
    unit: str


def own_panels(actor: Actor) -> list[PanelHead]:
    """Return the panels someone serves on."""
    return list_panels(account_id=actor.id)


def shown_name(panel: Judged, one: AppearanceRow, people: Mapping[str, EntrantRow]) -> ShownName:
    """Return how an entrant is named before this panel."""
    if panel.round.blind:
        return ShownName(f"{one.code} 号", "")
    person = people[one.entrant]
    return ShownName(person.name, person.unit if person.unit != person.name else person.district)


def judge_desk(*, actor: Actor, panel_id: int) -> dict[str, Json]:
    """Return a judge's desk as JSON: nothing of other judges' marks is in it. Refuses with `no_panel`."""
    panel = panel_for(actor, panel_id, JUDGE, SUBSTITUTE)
    people, now = entrants_by_number(panel.data.head.competition_id), runtime().clock.now()
    lines: list[Json] = [
        _line(panel, one, shown_name(panel, one, people), actor.id, now)
        for one in panel.data.appearances
        if one.place and one.state != "void"
    ]
    return {
        "panel": {
            "name": panel.data.head.name,
            "round": panel.round.name,
            "venue": panel.data.head.venue,
            "seconds": panel.round.seconds,
            "judges": len(panel.data.on_duty(JUDGE)),
            "locked": is_locked(panel),
        },
        "sheet": sheet_json(panel.sheet),
        "has_pin": has_pin(actor.id),
        "now": now,
        "appearances": lines,
    }


def sheet_json(sheet: Sheet) -> dict[str, Json]:
    """Return a sheet for a page, decimals as text."""
    criteria: list[Json] = [
        {
            "id": one.id,
            "name": one.name,
            "full": _text(one.full),
            "step": _text(one.step),
            "words": one.words,
            "levels": [{"from": _text(level.from_), "words": level.words} for level in one.levels],
        }
        for one in sheet.criteria
    ]
    return {"name": sheet.name, "full": _text(sheet.full), "criteria": criteria}


def _line(panel: Judged, one: AppearanceRow, shown: ShownName, account_id: int, now: int) -> Json:
    mine = any(judge.account_id == account_id for judge in panel.data.judges_of(one.id))
    ballot = panel.data.ballots.get((one.id, account_id)) if mine else None
    cases: list[Json] = [
        f"{case.window} · {case.item} · {case.difficulty}类" for case in case_records(one.id) if not case.void
    ]
    return {
        "id": one.id,
        "place": one.place,
        "who": shown.who,
        "unit": shown.unit,
        "state": one.state,
        "mine": mine,
        "elapsed": elapsed_ms(one, now),
        "running": one.state == "on" and one.paused_at is None,
        "cases": cases,
        "ballot": _ballot(panel.sheet, ballot),
    }


def _ballot(sheet: Sheet, ballot: BallotRow | None) -> Json:
    if ballot is None:
        return None
    marks: dict[str, Json] = {key: _text(mark) for key, mark in ballot.marks.items()}
    whole = not mark_problems(sheet, dict(ballot.marks))
    return {
        "state": ballot.state,
        "version": ballot.version,
        "marks": marks,
        "comment": ballot.comment,
        "total": str(rounded(ballot_total(sheet, ballot.marks))) if whole else None,
        "digest": ballot.digest,
        "reason": ballot.reason,
        "at": ballot.submitted_at,
    }


def _text(number: Decimal) -> str:
    return format(number.normalize(), "f")
