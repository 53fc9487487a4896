"""A sitting's story for a proctor: facts, measures, silences, hands, and signals weighed, which inform and no more."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from app.database import db
from app.queries import sitting_log
from app.queries.places import Place, place_of
from app.queries.room_log import staff_names
from app.queries.rounds import RoundRow, find_round
from app.queries.sitting_log import DoneLine, EvidenceLine, SilenceLine
from app.queries.sittings import SittingFacts, sitting_facts
from app.services.access import Actor
from app.services.duties import require_sitting
from app.services.refused import Refused
from app.services.room_records import MEASURE_WORDS
from proctor.incidents import Seen, Weighed, attention, reason_label, weigh


@dataclass(frozen=True)
class StoryLine:
    """One thing that happened: when, what, and more about it."""

    at: int
    what: str
    words: str
    by: str = ""


@dataclass(frozen=True)
class SittingStory:
    """Everything the room knows of a sitting; times are exam milliseconds."""

    round: RoundRow
    facts: SittingFacts
    place: Place
    lines: Sequence[StoryLine]
    silences: Sequence[SilenceLine]
    signals: Weighed


def sitting_story(*, actor: Actor, round_id: int, sitting_id: str) -> SittingStory:
    """Return the story. Refuses with `no_sitting` what is not the actor's, or not of this round."""
    sitting = require_sitting(db.session(), actor, sitting_id)
    row = find_round(round_id)
    if row is None or sitting.round_id != round_id:
        raise Refused("no_sitting")
    evidence = sitting_log.evidence_lines(sitting_id)
    return SittingStory(
        round=row,
        facts=sitting_facts(sitting_id),
        place=place_of(db.session(), sitting),
        lines=_lines(sitting_id, evidence),
        silences=sitting_log.silence_lines(sitting_id),
        signals=weigh(_seen(sitting_id, evidence)),
    )


def _lines(sitting_id: str, evidence: Sequence[EvidenceLine]) -> list[StoryLine]:
    names = staff_names()
    lines = [_done(line, names) for line in sitting_log.done_lines(sitting_id)]
    lines += [_hand(line) for line in evidence if line.kind == "hand"]
    answers = sitting_log.hand_answers(sitting_id)
    lines += [StoryLine(line.at, "答复举手", line.body, names.get(line.kind, line.kind)) for line in answers]
    return sorted(lines, key=lambda line: line.at)


def _done(line: DoneLine, names: dict[str, str]) -> StoryLine:
    people = "、".join(names.get(one, one) for one in (line.by, line.second) if one)
    given = f"，{line.milliseconds // 1000} 秒" if line.milliseconds else ""
    words = f"{reason_label(line.reason) or line.reason}：{line.words or line.detail}"
    what = f"{MEASURE_WORDS.get(line.kind, '发消息')}{given}"
    return StoryLine(line.at, what, words if line.kind != "notice" else line.detail, people)


def _hand(line: EvidenceLine) -> StoryLine:
    body = json.loads(line.body)
    if body.get("lower") is True:
        return StoryLine(line.at, "放下手", "")
    return StoryLine(line.at, "举手", str(body.get("text") or "")[:300])


def _seen(sitting_id: str, evidence: Sequence[EvidenceLine]) -> list[Seen]:
    """Return every signal: absences paired, what else the page told, and what the server saw."""
    bodies = [(line, json.loads(line.body)) for line in evidence]
    away = attention((line.kind, body.get("on") is True, line.at) for line, body in bodies if line.kind == "focus")
    told = [
        Seen(str(body.get("code")), line.at, _duration(body.get("ms")))
        for line, body in bodies
        if line.kind == "signal"
    ]
    return [*away, *told, *(Seen(line.kind, line.at) for line in sitting_log.server_signals(sitting_id))]


def _duration(told: object) -> int | None:
    return told if isinstance(told, int) and not isinstance(told, bool) and told >= 0 else None
