"""What is printed of a panel and signed, and how its judges judged."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.documents.sheet import Section, Sheet, sheet_pdf
from app.queries.judging import JUDGE, SUBSTITUTE
from app.scoring.diagnostics import Agreement, Severity, agreement, own_district, severity
from app.services.judging.access import Judged
from app.services.judging.entrants import entrants_by_number
from app.services.judging.overview import Line, Overview, totals_table

Moment = Callable[[int | None], str]


@dataclass(frozen=True)
class Health:
    """Agreement of a panel, each judge beside the others, and how they judged their own districts."""

    agreement: Agreement | None
    severity: tuple[Severity, ...]
    own: Mapping[str, tuple[int, Fraction]]
    names: Mapping[str, str]


def health(panel: Judged) -> Health:
    """Return how a panel's judges judge, from what is submitted so far."""
    marks = totals_table(panel)
    judges = {*panel.data.on_duty(JUDGE), *panel.data.on_duty(SUBSTITUTE)}
    people = entrants_by_number(panel.data.head.competition_id)
    regular = {one.username for one in panel.data.on_duty(JUDGE)}
    return Health(
        agreement(
            {who: {judge: mark for judge, mark in row.items() if judge in regular} for who, row in marks.items()}
        ),
        severity(marks, [one.entrant for one in panel.data.appearances]),
        own_district(
            marks,
            {one.username: one.district for one in judges},
            {number: one.district for number, one in people.items()},
        ),
        {one.username: one.name for one in judges},
    )


def score_sheet(view: Overview, date_time: Moment) -> bytes:
    """Return the panel's score sheet as PDF: every total, what was left out, the digest of the lock."""
    panel, lock = view.panel, view.lock
    judges = [one.name for one in panel.data.on_duty(JUDGE)]
    columns = ("序号", "编号", "姓名", "单位", *judges, "超时扣分", "得分")
    rows = [_row(line, len(judges)) for line in view.lines]
    locked = f"{lock.digest}　{date_time(lock.at)}" if lock and view.locked else "未锁定，仅供核对"
    return sheet_pdf(
        Sheet(
            f"{panel.round.name}评分汇总表",
            f"{panel.rules.name}　{panel.data.head.name}　{panel.data.head.venue}",
            facts=(
                ("满分", f"{panel.sheet.full}"),
                ("评委", f"{len(judges)} 位"),
                ("校验码", locked),
                ("审计链", f"{lock.audit_seq}:{lock.audit_digest[:16]}" if lock and view.locked else "—"),
            ),
            sections=[
                Section(
                    "得分",
                    columns,
                    rows,
                    (0, 0, 2, 4, *(1 for _ in judges), 1, 1),
                    words="带括号的为去掉的最高分、最低分；R 为回避，由替补评委评分。",
                )
            ],
            signatures=(*judges, "裁判长", "计分员", "复核员", "监督员"),
            foot=f"{panel.data.head.name}　{panel.round.name}",
            landscape=True,
        )
    )


def _only(row: Mapping[str, Fraction], judges: set[str]) -> dict[str, Fraction]:
    """Return the marks of the panel's own judges: a substitute's seat is not one judge's."""
    return {judge: mark for judge, mark in row.items() if judge in judges}


def _row(line: Line, count: int) -> tuple[str, ...]:
    marks = [_mark(line, place) for place in range(count)]
    deducted = f"{float(line.score.deducted):g}" if line.score and line.score.deducted else ""
    state = {"absent": "缺席", "void": "作废", "waiting": "未出场", "on": "进行中"}.get(line.one.state, "")
    score = str(line.shown_score) if line.shown_score is not None else state or "待定"
    return (str(line.one.place), line.one.code, line.person.name, line.person.unit, *marks, deducted, score)


def _mark(line: Line, place: int) -> str:
    if place >= len(line.cells) or line.cells[place].total is None:
        return "—"
    cell = line.cells[place]
    words = f"({cell.total})" if cell.trimmed else str(cell.total)
    return f"{words} R" if cell.judge.duty == SUBSTITUTE else words
