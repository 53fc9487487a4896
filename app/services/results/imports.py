"""Scores that come from outside, by version, each with the file that proves it and who signed for it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import ImportedScore
from app.runtime import runtime
from app.scoring.contests import RoundRule
from app.services import audit
from app.services.access import Action, Actor, require
from app.services.judging.entrants import entrants_by_number
from app.services.refused import Refused
from app.services.results.gathering import contest_of
from app.services.roster.spreadsheets import read_spreadsheet

NEEDED = ("编号", "分数", "签字人")
MOST_TOLD = 12


@dataclass(frozen=True)
class Kept:
    """Whose score in which round."""

    competition_id: int
    contest: str
    round: str
    entrant: str


@dataclass(frozen=True)
class Evidence:
    """An uploaded file: its name without a path, its SHA-256, and its content."""

    name: str
    sha256: str
    content: bytes


def _score(text: str, rule: RoundRule, decimals: int) -> str:
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        value = Decimal(-1)
    exponent = value.as_tuple().exponent
    if not value.is_finite() or not 0 <= value <= rule.full or not isinstance(exponent, int) or -exponent > decimals:
        raise Refused("bad_score", full=rule.full, decimals=decimals)
    return format(value.normalize(), "f")


def import_table(*, actor: Actor, competition_id: int, contest_id: str, round_id: str, evidence: Evidence) -> int:
    """Bring in a table of scores (编号, 分数, 签字人 and any indicators), all of it or nothing; return how many.

    Refuses with `bad_table(lines)`, naming every row that is wrong, or as a single score does.
    """
    require(actor, Action.COMPUTE_RESULTS)
    rules, contest = contest_of(competition_id, contest_id)
    rule = contest.round(round_id)
    if rule is None or rule.source != "imported":
        raise Refused("no_round_of_contest")
    table = read_spreadsheet(evidence.content)
    problems = [f"第 {one.row} 行 {one.column} 列：{one.message}" for one in table.problems]
    known = entrants_by_number(competition_id)
    columns = {heading: place for place, heading in enumerate(table.headings)}
    problems += [f"缺少“{heading}”这一列" for heading in NEEDED if heading not in columns]
    if problems:
        raise Refused("bad_table", lines="；".join(problems[:MOST_TOLD]))
    rows = []
    for row in table.rows:
        cells = dict(zip(table.headings, row.cells, strict=False))
        why = _wrong(cells, known, rule, rules.book.settings.imported_decimals)
        problems += [f"第 {row.number} 行：{why}"] if why else []
        rows.append(cells)
    if problems:
        raise Refused("bad_table", lines="；".join(problems[:MOST_TOLD]))
    with transaction() as session:
        for cells in rows:
            kept = Kept(competition_id, contest_id, round_id, cells["编号"])
            value = _score(cells["分数"], rule, rules.book.settings.imported_decimals)
            indicators = {key: value for key, value in cells.items() if key not in NEEDED and value}
            facts = {"file": evidence.name, "sha256": evidence.sha256, "indicators": indicators}
            _keep(session, actor, kept, value, facts, cells["签字人"])
    return len(rows)


def _keep(
    session: Session, actor: Actor, which: Kept, value: str, evidence: Mapping[str, object], signed_by: str
) -> int:
    before = session.scalar(
        select(func.max(ImportedScore.version)).where(
            ImportedScore.competition_id == which.competition_id,
            ImportedScore.contest == which.contest,
            ImportedScore.round == which.round,
            ImportedScore.entrant == which.entrant,
        )
    )
    now, version = runtime().clock.now(), (before or 0) + 1
    session.add(
        ImportedScore(
            **asdict(which),
            version=version,
            score=value,
            evidence=json.dumps(evidence, ensure_ascii=False, sort_keys=True),
            signed_by=signed_by.strip()[:64],
            by=actor.key,
            at=now,
        )
    )
    facts = {"contest": which.contest, "round": which.round, "entrant": which.entrant}
    audit.record(session, at=now, actor=actor.key, action="score.import", version=version, score=value, **facts)
    return version


def _wrong(cells: Mapping[str, str], known: Mapping[str, object], rule: RoundRule, decimals: int) -> str:
    if cells.get("编号", "") not in known:
        return f"没有编号“{cells.get('编号', '')}”"
    try:
        _score(cells.get("分数", ""), rule, decimals)
    except Refused:
        return f"分数“{cells.get('分数', '')}”应是 0 到 {rule.full} 的数，最多 {decimals} 位小数"
    return ""
