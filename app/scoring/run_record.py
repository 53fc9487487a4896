"""A marked case as JSON: what is kept with a score, and what pages and the auditor read."""

from fractions import Fraction

from app.scoring.rounds import CaseScore, rounded, worth
from question_bank.model import Json
from simulations.catalogue import Cap
from simulations.marking import Checkpoint, GroupScore


def case_json(one: CaseScore) -> Json:
    """Return a case's marks; numbers are decimal strings rounded to 0.01, times exam milliseconds."""
    groups: list[Json] = [_group(group) for group in one.marked.groups]
    checkpoints: list[Json] = [_checkpoint(checkpoint) for checkpoint in one.marked.checkpoints]
    caps: list[Json] = [_cap(cap) for cap in one.marked.caps]
    slips: list[Json] = [{"kind": slip.kind, "text": slip.text, "seqs": list(slip.seqs)} for slip in one.slips]
    return {
        "id": one.case.id,
        "number": one.number,
        "scenario": one.case.scenario,
        "revision": one.case.revision,
        "title": one.case.title,
        "ticket": one.case.ticket,
        "points": worth(one.points),
        "earned": _mark(one.earned),
        "score": _mark(one.marked.score),
        "raw": _mark(one.marked.raw),
        "phase": one.state.phase,
        "started": one.state.started,
        "ended": one.state.ended,
        "acts": len(one.state.events),
        "groups": groups,
        "checkpoints": checkpoints,
        "caps": caps,
        "slips": slips,
    }


def _group(group: GroupScore) -> Json:
    return {"id": group.id, "name": group.name, "points": _mark(group.points), "earned": _mark(group.earned)}


def _checkpoint(one: Checkpoint) -> Json:
    return {
        "id": one.id,
        "group": one.group,
        "text": one.text,
        "points": _mark(one.points),
        "earned": _mark(one.earned),
        "met": one.met,
        "seqs": list(one.seqs),
        "basis": one.basis,
        "why": one.why,
    }


def _cap(cap: Cap) -> Json:
    return {"id": cap.id, "name": cap.name, "at_most": cap.at_most}


def _mark(points: Fraction) -> str:
    return str(rounded(points))
