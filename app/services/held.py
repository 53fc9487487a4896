"""Deciding on held entries: two people, one reason, and a new version of the score if one is there already."""

import json
from dataclasses import dataclass

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import db, transaction
from app.journal.appending import Append
from app.journal.posts import Malformed, PostedEntry, read_journal
from app.models import Decision, HeldEntry
from app.queries.held import HeldRow, HeldSitting, find_held_sitting, held_entries
from app.runtime import runtime
from app.scoring.act_words import act_words
from app.scoring.answers import in_words
from app.scoring.runs import Desk
from app.services import audit
from app.services.access import Actor
from app.services.duties import require_sitting
from app.services.grading import grade_due
from app.services.papers import shown_paper
from app.services.refused import Refused
from app.services.second_person import Second, second_person
from app.services.session_seals import require_unsealed

WHY = {
    "late": "超过收卷时间到达",
    "lease_lost": "换机后由原机器发来",
    "closed": "收卷后到达",
    "seq_conflict": "与已收到的记录编号相同",
    "rescue": "由选手机导出、监考员导入",
}
OTHER_KINDS = {
    "flag": "标记",
    "section": "交本部分",
    "focus": "离开或回到页面",
    "hand": "举手或提问",
    "signal": "页面信号",
}
RESCUE_FORMAT = "kaochang-queue/1"


@dataclass(frozen=True)
class HeldLine:
    """A held entry in words: of which item or case it is, and what was answered or done."""

    row: HeldRow
    why: str
    item: str
    response: str


def held_lines(*, actor: Actor, sitting_id: str) -> tuple[HeldSitting, list[HeldLine]]:
    """Return the sitting and its held entries in words. Refuses with `no_sitting` what is not the actor's."""
    require_sitting(db.session(), actor, sitting_id)
    sitting = find_held_sitting(sitting_id)
    if sitting is None:
        raise Refused("no_sitting")
    rows, desk = held_entries(sitting_id), runtime().reader.desk(sitting_id)
    if desk is not None:
        return sitting, [_act_line(row, desk) for row in rows]
    shown = {item["id"]: (number, item) for number, item in shown_paper(sitting_id)}
    return sitting, [_line(row, shown) for row in rows]


def load_rescue(*, actor: Actor, sitting_id: str, file: bytes) -> int:
    """Hold what a page saved as a file because it couldn't reach the server; return how many entries are new.

    Refuses with `no_sitting` what is not the actor's, with `bad_rescue_file(field)` what is no such file or another
    sitting's.
    """
    require_sitting(db.session(), actor, sitting_id)
    lease, entries = _read_rescue(sitting_id, file)
    now = runtime().clock.now()
    held = runtime().writer.run(Append(sitting_id, lease, entries, now).rescue)
    with transaction() as session:
        audit.record(session, at=now, actor=actor.key, action="held.rescue", sitting=sitting_id, held=held)
    return held


def decide(*, sitting_id: str, held_ids: list[int], accepted: bool, reason: str, actor: Actor, second: Second) -> int:
    """Record the decision of `actor` and a second proctor on held entries; return how many.

    Refuses with `no_sitting`, `session_sealed`, `empty_reason`, `nothing_chosen`, or as a second person does.
    An entry decided before keeps its decision.
    """
    if not reason.strip():
        raise Refused("empty_reason")
    other = second_person(actor, second)
    with transaction() as session:
        require_unsealed(session, require_sitting(session, actor, sitting_id))
        rows = _undecided(session, sitting_id, held_ids)
        if not rows:
            raise Refused("nothing_chosen")
        now = runtime().clock.now()
        for row in rows:
            session.add(
                Decision(
                    sitting_id=sitting_id,
                    held_id=row.id,
                    accepted=accepted,
                    reason=reason.strip()[:200],
                    by=actor.key,
                    second=other.key,
                    at=now,
                )
            )
        audit.record(
            session,
            at=now,
            actor=actor.key,
            action="held.decide",
            sitting=sitting_id,
            held=[row.id for row in rows],
            accepted=accepted,
            second=other.key,
            reason=reason.strip()[:200],
        )
    grade_due()
    return len(rows)


def _read_rescue(sitting_id: str, file: bytes) -> tuple[str, tuple[PostedEntry, ...]]:
    try:
        content = orjson.loads(file)
    except orjson.JSONDecodeError as problem:
        raise Refused("bad_rescue_file", field="json") from problem
    if not isinstance(content, dict) or content.get("format") != RESCUE_FORMAT:
        raise Refused("bad_rescue_file", field="format")
    if content.get("sitting") != sitting_id:
        raise Refused("bad_rescue_file", field="sitting")
    try:
        post = read_journal(orjson.dumps({"lease": content.get("lease"), "entries": content.get("entries")}))
    except Malformed as problem:
        raise Refused("bad_rescue_file", field=problem.field) from problem
    return post.lease, post.entries


def _undecided(session: Session, sitting_id: str, held_ids: list[int]) -> list[HeldEntry]:
    decided = select(Decision.held_id).where(Decision.sitting_id == sitting_id)
    wanted = select(HeldEntry).where(
        HeldEntry.sitting_id == sitting_id, HeldEntry.id.in_(held_ids), HeldEntry.id.not_in(decided)
    )
    return list(session.scalars(wanted.order_by(HeldEntry.id)))


def _line(row: HeldRow, shown: dict[str, tuple[str, dict[str, object]]]) -> HeldLine:
    body = json.loads(row.body)
    number, item = shown.get(str(body.get("item")), ("", None))
    if row.kind != "answer" or item is None:
        return HeldLine(row, WHY[row.why], f"第 {number} 题" if number else "—", _other(row.kind))
    return HeldLine(row, WHY[row.why], f"第 {number} 题", in_words(item, body.get("response")))


def _act_line(row: HeldRow, desk: Desk) -> HeldLine:
    body = json.loads(row.body)
    names = {name: number for number, name in enumerate(desk.cases, 1)}
    name = str(body.get("case"))
    if row.kind != "act" or name not in names:
        return HeldLine(row, WHY[row.why], "—", _other(row.kind))
    return HeldLine(row, WHY[row.why], f"第 {names[name]} 件", act_words(desk.cases[name], desk.catalogue, body))


def _other(kind: str) -> str:
    """Return the words for a line that answers nothing."""
    return OTHER_KINDS.get(kind, kind)
