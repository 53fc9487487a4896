"""The result package of a version: everything it was computed from, names masked but the winners', the audit chain."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.database import db
from app.models import AuditEntry, Contestant, Final, FrozenPaper, FrozenText, ItemRevision, Sitting
from app.queries.competition_rules import rules_of
from app.queries.judging import find_draw, find_panel
from app.queries.results import VersionRow, find_version, imported_scores, machine_scores
from app.runtime import runtime
from app.scoring.chain import Link, content_digest
from app.scoring.contests import Contest, RoundRule
from app.scoring.package import (
    ABSENCES,
    CHAIN,
    IMPORTS,
    ITEMS,
    PANELS,
    RESULT,
    RULEBOOK,
    SITTINGS,
    TEXTS,
    as_json,
    write_package,
)
from app.scoring.publication import masked
from app.scoring.rulebook import SHIPPED
from app.services.refused import Refused
from app.services.results.gathering import gather

# Entries shown whole: what was decided about results. Of the others only the digest goes out: they name people.
SHOWN = ("result.", "panel.lock", "order.", "tie.", "ballot.", "score.import", "round.absent")


def write_result_package(*, competition_id: int, contest_id: str, version: int, path: Path) -> None:
    """Write the package of a version that still is what the database gives.

    Refuses with `no_version`, or `inputs_changed` if scores, ballots or decisions have changed since it was computed.
    """
    found = find_version(competition_id, contest_id, version)
    rules = rules_of(competition_id)
    contest = rules.book.contest(contest_id) if rules else None
    if found is None or rules is None or contest is None:
        raise Refused("no_version")
    row, content = found
    if dict(gather(competition_id, contest_id).sources) != content["sources"]:
        raise Refused("inputs_changed", version=version)
    files = {
        RULEBOOK: (SHIPPED / f"{rules.book.id}.yaml").read_bytes(),
        RESULT: as_json(masked(content)),
        IMPORTS: as_json(_imports(competition_id, contest_id)),
        ABSENCES: as_json(_absences(content)),
        CHAIN: as_json(list(_chain())),
        **dict(_panels(content)),
    }
    sittings = dict(_sittings(competition_id, contest))
    files |= {name: as_json(sitting) for name, sitting in sittings.items()}
    files |= {ITEMS: as_json(_items(sittings)), TEXTS: as_json(_texts(sittings))}
    write_package(path, files, _about(row))


def _about(row: VersionRow) -> dict[str, Any]:
    return {"contest": row.contest, "version": row.version, "state": row.state, "digest": row.digest}


def _sittings(competition_id: int, contest: Contest) -> Iterator[tuple[str, dict[str, Any]]]:
    for rule in contest.rounds:
        if rule.source in {"quiz", "simulation"}:
            yield from _of_round(competition_id, rule)


def _of_round(competition_id: int, rule: RoundRule) -> Iterator[tuple[str, dict[str, Any]]]:
    finals = select(Final.sitting_id, Final.last_seq, FrozenPaper.record, FrozenPaper.digest).join(
        FrozenPaper, FrozenPaper.sitting_id == Final.sitting_id
    )
    current = finals.join(Sitting, Sitting.id == Final.sitting_id).join(
        Contestant, Contestant.id == Sitting.contestant_id
    )
    rows = {
        row.sitting_id: row
        for row in db.session.execute(
            current.where(Final.voided_at.is_(None), Contestant.competition_id == competition_id)
        )
    }
    reader = runtime().reader
    for score in machine_scores(competition_id, rule.source):
        row = rows[score.sitting_id]
        journal = reader.lines(row.sitting_id, row.last_seq)
        lines = [[line.seq, line.kind, line.body, line.arrived_at] for line in journal]
        accepted = [
            [line.seq, line.kind, line.body, line.arrived_at, line.decided_at]
            for line in reader.accepted(row.sitting_id)
        ]
        yield (
            f"{SITTINGS}{rule.id}-{score.entrant}.json",
            {
                "entrant": score.entrant,
                "round": rule.id,
                "kind": rule.source,
                "paper": json.loads(row.record),
                "paper_digest": row.digest,
                "lines": lines,
                "accepted": accepted,
                "exact": score.exact,
                "inputs": score.inputs,
            },
        )


def _items(sittings: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    wanted = {
        item["revision"]
        for sitting in sittings.values()
        for section in sitting["paper"].get("sections", ())
        for item in section["items"]
    }
    rows = db.session.execute(select(ItemRevision.revision, ItemRevision.content))
    return {row.revision: row.content for row in rows if row.revision in wanted}


def _texts(sittings: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    wanted = {sitting["paper"]["catalogue"] for sitting in sittings.values() if "catalogue" in sitting["paper"]}
    rows = db.session.execute(select(FrozenText.digest, FrozenText.text).where(FrozenText.digest.in_(wanted)))
    return {row.digest: row.text for row in rows}


def _panels(content: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    for sources in content["sources"].values():
        for source in sources:
            data = find_panel(source["panel"]) if "panel" in source else None
            draw = find_draw(source["panel"]) if data else None
            if data is None or data.lock is None or draw is None:
                continue
            lots = {"commitment": draw.commitment, "seed": draw.seed}
            lots |= {"listed": json.loads(draw.listed), "drawn": json.loads(draw.drawn)}
            panel = {
                "id": data.head.id,
                "name": data.head.name,
                "round": data.head.round,
                "listing": json.loads(data.lock.listing),
                "lock": data.lock.digest,
                "audit": [data.lock.audit_seq, data.lock.audit_digest],
                "draw": lots,
            }
            yield f"{PANELS}{data.head.id}.json", as_json(panel)


def _imports(competition_id: int, contest_id: str) -> list[dict[str, Any]]:
    return [
        {"round": row.round, "entrant": row.entrant, "version": row.version, "score": row.score,
         "evidence": json.loads(row.evidence), "signed": bool(row.signed_by)}
        for row in imported_scores(competition_id, contest_id)
    ]  # fmt: skip


def _absences(content: Mapping[str, Any]) -> list[dict[str, str]]:
    return [{"round": round_id, "entrant": one["id"]} for one in content["entrants"] for round_id in one["absent"]]


def _chain() -> Iterator[dict[str, Any]]:
    for row in db.session.scalars(select(AuditEntry).order_by(AuditEntry.seq)):
        link = Link(row.seq, row.at, row.actor, row.action, row.payload)
        shown = {"entry": [row.seq, row.at, row.actor, row.action, row.payload]} if _is_shown(row.action) else {}
        yield {"seq": row.seq, "content": content_digest(link), "digest": row.digest, **shown}


def _is_shown(action: str) -> bool:
    return action.startswith(SHOWN)
