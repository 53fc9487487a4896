"""Why anyone is where: what each round's score is made of, and where its evidence is."""

from dataclasses import dataclass
from decimal import Decimal

from app.queries.judging import find_panel, list_panels
from app.queries.results import imported_scores, machine_scores
from app.scoring.composites import Composite
from app.scoring.contests import Contest, RoundRule
from app.scoring.rounds import rounded
from app.services.judging.access import judged
from app.services.judging.overview import Line, overview_of


@dataclass(frozen=True)
class Explained:
    """A round's share: out of 100, what it adds, and its evidence: a sitting, an appearance before a panel, a file."""

    rule: RoundRule
    scaled: Decimal | None
    adds: Decimal | None
    absent: bool
    sitting: tuple[int, str] | None = None
    panel: tuple[int, Line] | None = None
    imported: tuple[str, str, str] | None = None


def explain(competition_id: int, contest: Contest, one: Composite) -> list[Explained]:
    """Return every round the entrant takes with its evidence."""
    return [_explained(competition_id, contest, one, rule) for rule in contest.rounds_of(one.entrant.category)]


def _explained(competition_id: int, contest: Contest, one: Composite, rule: RoundRule) -> Explained:
    part = next((part for part in one.parts if part.round == rule.id), None)
    number = one.entrant.id
    return Explained(
        rule,
        rounded(part.scaled) if part else None,
        rounded(part.adds) if part else None,
        rule.id in one.absent,
        _sitting(competition_id, rule, number),
        _panel(competition_id, contest, rule, number),
        _imported(competition_id, contest, rule, number),
    )


def _sitting(competition_id: int, rule: RoundRule, number: str) -> tuple[int, str] | None:
    if rule.source not in {"quiz", "simulation"}:
        return None
    mine = [score for score in machine_scores(competition_id, rule.source) if score.entrant == number]
    return (mine[-1].round_id, mine[-1].sitting_id) if mine else None


def _panel(competition_id: int, contest: Contest, rule: RoundRule, number: str) -> tuple[int, Line] | None:
    if rule.source != "ballots":
        return None
    for head in list_panels(competition_id):
        data = find_panel(head.id) if (head.contest, head.round) == (contest.id, rule.id) else None
        if data is not None and any(row.entrant == number for row in data.appearances):
            view = overview_of(judged(data))
            return head.id, next(line for line in view.lines if line.one.entrant == number)
    return None


def _imported(competition_id: int, contest: Contest, rule: RoundRule, number: str) -> tuple[str, str, str] | None:
    if rule.source != "imported":
        return None
    for row in imported_scores(competition_id, contest.id):
        if (row.round, row.entrant) == (rule.id, number):
            return row.score, row.evidence, row.signed_by
    return None
