"""A contest's results for those who run it: standings with every part, what is missing, and why anyone is where."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.models import ImportedScore, Qualification, TieDecision
from app.queries.results import (
    ObjectionRow,
    VersionRow,
    imported_scores,
    list_objections,
    qualifications,
    tie_decisions,
)
from app.scoring.composites import Composite
from app.scoring.contests import PER_CENT, Contest
from app.scoring.histogram import Histogram, histogram
from app.scoring.ranking import Standing
from app.scoring.rounds import rounded
from app.scoring.settings import QUESTIONS, Question
from app.services.results.gathering import VETOES, Hindrance
from app.services.results.versions import Draft, draft


@dataclass(frozen=True)
class Row:
    """A standing with its award; `note` says what else: tied, contested, passed over."""

    standing: Standing
    award: str
    note: str


@dataclass(frozen=True)
class ListBoard:
    """One award list: its rows, where the awards end, and how many of each grade went to which category."""

    name: str
    rows: tuple[Row, ...]
    places: int
    vacant: int
    grades: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Board:
    """A whole contest."""

    draft: Draft
    lists: tuple[ListBoard, ...]
    plots: Mapping[str, Histogram | None]
    checks: Mapping[str, str]
    qualified: Mapping[str, Mapping[str, Qualification]]
    imports: tuple[ImportedScore, ...]
    decisions: tuple[TieDecision, ...]
    objections: tuple[ObjectionRow, ...]
    groups: tuple[tuple[str, tuple[Hindrance, ...]], ...]

    @property
    def contest(self) -> Contest:
        """The contest."""
        return self.draft.gathered.contest

    @property
    def newest(self) -> VersionRow | None:
        """The newest version, or None."""
        return self.draft.versions[0] if self.draft.versions else None


def board(competition_id: int, contest_id: str) -> Board:
    """Return the board. Refuses with `no_competition` or `no_contest`."""
    found = draft(competition_id, contest_id)
    grouped: dict[str, list[Hindrance]] = {}
    for one in found.gathered.hindrances:
        grouped.setdefault(one.title, []).append(one)
    vetoes = found.gathered.rules.book.settings.vetoes
    return Board(
        found,
        tuple(_list_board(found, name, rows) for name, rows in found.result.standings.items()),
        _plots(found),
        {item: VETOES[item] for item in vetoes},
        qualifications(competition_id),
        tuple(imported_scores(competition_id, contest_id)),
        tuple(tie_decisions(competition_id, contest_id)),
        tuple(list_objections(competition_id, contest=contest_id)),
        tuple((title, tuple(ones)) for title, ones in grouped.items()),
    )


def composite_of(found: Board, entrant: str) -> Composite | None:
    """Return an entrant's composite, None for nobody of this contest."""
    return found.draft.result.composites.get(entrant)


def settings_used(contest_board: Board) -> list[tuple[Question, str]]:
    """Return every question the plan leaves open with the answer the rulebook gives: the result names them."""
    settings = contest_board.draft.gathered.rules.book.settings
    return [(question, _answer(getattr(settings, key))) for key, question in QUESTIONS.items()]


def _answer(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(VETOES.get(str(one), str(one)) for one in value) or "无"
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value) or "无"


def _list_board(found: Draft, name: str, rows: tuple[Standing, ...]) -> ListBoard:
    one = next(one for one in found.gathered.contest.lists if one.name == name)
    contested = {entrant for tie in found.result.allotment.contested for entrant in tie.entrants}
    shown = tuple(Row(row, found.result.award(row.id), _note(row, contested)) for row in rows)
    given = Counter(row.award for row in shown if row.award)
    grades = tuple((grade.name, grade.places, given[grade.name]) for grade in one.grades)
    return ListBoard(name, shown, one.places, found.result.allotment.vacant.get(name, 0), grades)


def _note(row: Standing, contested: set[str]) -> str:
    if row.id in contested:
        return "并列待定"
    if row.tied:
        return "并列"
    return "同分后定" if row.by else ""


def _plots(found: Draft) -> dict[str, Histogram | None]:
    """Return the distribution of every round, out of 100, and of the composites (under the empty name)."""
    hundred = Decimal(PER_CENT)
    everyone = found.result.composites.values()
    plots = {
        rule.id: histogram([_shown(one, rule.id) for one in everyone if one.scaled(rule.id) is not None], hundred)
        for rule in found.gathered.contest.rounds
    }
    return plots | {"": histogram([one.rounded for one in everyone if one.rounded is not None], hundred)}


def _shown(one: Composite, round_id: str) -> Decimal:
    scaled = one.scaled(round_id)
    return Decimal(0) if scaled is None else rounded(scaled)
