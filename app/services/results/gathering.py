"""Everything a contest's result is computed from, and what is still missing or undecided before it may stand."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from app.queries.competition_rules import Rules, rules_of
from app.queries.entrants import EntrantRow
from app.queries.judging import find_panel, list_panels
from app.queries.results import (
    absent_from,
    imported_scores,
    list_objections,
    machine_rounds,
    machine_scores,
    qualifications,
    round_absences,
    tie_decisions,
    years_in_post,
)
from app.scoring.composites import Entrant
from app.scoring.contests import Contest, RoundRule
from app.scoring.results import Decision, decision_from
from app.scoring.rulebook import Rulebook
from app.services.judging.access import Judged, judged
from app.services.judging.entrants import entrants_of
from app.services.judging.locks import is_locked, score_of
from app.services.refused import Refused
from question_bank.model import Json

VETOES: Mapping[str, str] = {
    "in-post": "仍在相关岗位",
    "rating": "无“好差评”有效差评",
    "law": "无违法违纪",
    "media": "无媒体曝光",
    "certificate": "区里的岗位证明",
}


@dataclass(frozen=True)
class Hindrance:
    """Something that must be settled before a version may be reviewed: what, and of whom or which panel."""

    kind: str
    title: str
    words: str


@dataclass(frozen=True)
class Gathered:
    """A contest's entrants with their scores, decisions on ties, hindrances, and the digests of every source."""

    rules: Rules
    contest: Contest
    entrants: tuple[Entrant, ...]
    decisions: tuple[Decision, ...]
    hindrances: tuple[Hindrance, ...]
    sources: Mapping[str, Json]
    panel_of: Mapping[tuple[str, str], int]  # by (round, entrant)


def gather(competition_id: int, contest_id: str, book: Rulebook | None = None) -> Gathered:
    """Return everything as it stands now, under another rulebook if one is given to try.

    Refuses with `no_competition` or `no_contest`.
    """
    rules, contest = contest_of(competition_id, contest_id)
    if book is not None:
        rules, contest = replace(rules, book=book), book.contest(contest_id) or contest
    return _Gathering(rules, contest).whole()


class _Gathering:
    """One contest under gathering: scores by (round, entrant), who was absent, and what is in the way."""

    def __init__(self, rules: Rules, contest: Contest) -> None:
        self.rules, self.contest = rules, contest
        self.people = entrants_of(rules.competition_id, {one.id for one in contest.categories})
        self.scores: dict[tuple[str, str], Fraction] = {}
        self.absent: set[tuple[str, str]] = round_absences(rules.competition_id, contest.id)
        self.seconds: dict[str, int] = defaultdict(int)
        self.sources: dict[str, list[Json]] = defaultdict(list)
        self.hindrances: list[Hindrance] = []
        self.panel_of: dict[tuple[str, str], int] = {}

    def whole(self) -> Gathered:
        """Gather every round, then who may win, decisions, and objections."""
        for rule in self.contest.rounds:
            READERS[rule.source](self, rule)
        self._objections()
        checks = dict(self._ineligible())
        entrants = tuple(self._entrant(person, checks.get(person.number, "")) for person in self.people)
        return Gathered(
            self.rules,
            self.contest,
            entrants,
            tuple(decisions_of(self.rules.competition_id, self.contest.id)),
            tuple(self.hindrances),
            dict(self.sources),
            self.panel_of,
        )

    def machine(self, rule: RoundRule) -> None:
        """Take a round graded by machine: scaled from the papers' full mark to the rule's."""
        competition = self.rules.competition_id
        for one in machine_scores(competition, rule.source):
            key = (rule.id, one.entrant)
            if key in self.scores:
                self._hinder("twice", "一个环节有两份成绩", f"{one.entrant} 的{rule.name}有两份成绩，请作废一份")
            self.scores[key] = Fraction(one.exact) * Fraction(rule.full) / Fraction(one.full)
            self.seconds[one.entrant] += one.seconds
            self.sources[rule.id].append({"sitting": one.sitting_id, "entrant": one.entrant, "inputs": one.inputs})
        self.absent |= {
            (rule.id, who) for who in absent_from(competition, rule.source) if (rule.id, who) not in self.scores
        }
        for held in machine_rounds(competition, rule.source):
            if held.released_at is None:
                self._hinder("unreleased", f"{rule.name}成绩没有发布", f"“{held.title}”全部收卷、评分后发布成绩")

    def ballots(self, rule: RoundRule) -> None:
        """Take a judged round: only what its panels have locked."""
        for head in list_panels(self.rules.competition_id):
            if (head.contest, head.round) != (self.contest.id, rule.id):
                continue
            data = find_panel(head.id)
            if data is None:
                continue
            panel = replace(judged(data), rules=self.rules)
            if is_locked(panel):
                self._locked(rule, panel)
            else:
                self._hinder("unlocked", f"{rule.name}没有锁定", f"{head.name}由裁判长锁定后才计入")

    def imported(self, rule: RoundRule) -> None:
        """Take a round that comes from outside."""
        for row in imported_scores(self.rules.competition_id, self.contest.id):
            if row.round != rule.id:
                continue
            self.scores[rule.id, row.entrant] = Fraction(row.score)
            self.sources[rule.id].append({"entrant": row.entrant, "version": row.version, "score": row.score})
            if not row.signed_by:
                self._hinder("unsigned", f"{rule.name}没有数据确认单", f"{row.entrant} 还没有签字确认")

    def _locked(self, rule: RoundRule, panel: Judged) -> None:
        lock = panel.data.lock
        self.sources[rule.id].append({"panel": panel.data.head.id, "lock": lock.digest if lock else ""})
        for one in panel.data.appearances:
            score = score_of(panel, one)
            if score is not None:
                self.scores[rule.id, one.entrant] = score.score
                self.panel_of[rule.id, one.entrant] = panel.data.head.id
            elif one.state == "absent":
                self.absent.add((rule.id, one.entrant))

    def _objections(self) -> None:
        for one in list_objections(self.rules.competition_id, contest=self.contest.id, open_only=True):
            self._hinder("objection", "异议没有裁定", f"{one.entrant}：{one.words[:40]}")

    def _ineligible(self) -> Iterator[tuple[str, str]]:
        """Yield who may not win, and why: a veto of the qualification check, or too few years in post."""
        book, found = self.rules.book, qualifications(self.rules.competition_id)
        years = years_in_post(self.rules.competition_id) if self.contest.entrants == "people" else {}
        for person in self.people:
            checks = found.get(person.number, {})
            failed = [VETOES[item] for item in book.settings.vetoes if item in checks and not checks[item].fits]
            unanswered = [VETOES[item] for item in book.settings.vetoes if item not in checks]
            held = years.get(person.number)
            if held is not None and held < book.eligibility.years_in_post:
                failed.append(f"在岗满 {book.eligibility.years_in_post} 年")
            if failed:
                yield person.number, f"不符合：{'、'.join(failed)}"
            elif unanswered and self.contest.entrants == "people":
                self._hinder("unchecked", "资格没有复核完", f"{person.name}：{'、'.join(unanswered)}")

    def _entrant(self, person: EntrantRow, ineligible: str) -> Entrant:
        mine = [rule.id for rule in self.contest.rounds_of(person.category)]
        return Entrant(
            person.number,
            person.name,
            person.unit,
            person.district,
            person.category,
            {round_id: self.scores.get((round_id, person.number)) for round_id in mine},
            frozenset(round_id for round_id in mine if (round_id, person.number) in self.absent),
            self.seconds.get(person.number),
            ineligible,
        )

    def _hinder(self, kind: str, title: str, words: str) -> None:
        self.hindrances.append(Hindrance(kind, title, words))


READERS = {
    "quiz": _Gathering.machine,
    "simulation": _Gathering.machine,
    "ballots": _Gathering.ballots,
    "imported": _Gathering.imported,
}


def contest_of(competition_id: int, contest_id: str) -> tuple[Rules, Contest]:
    """Return a contest and the rules it is under. Refuses with `no_competition` or `no_contest`."""
    rules = rules_of(competition_id)
    if rules is None:
        raise Refused("no_competition")
    contest = rules.book.contest(contest_id)
    if contest is None:
        raise Refused("no_contest")
    return rules, contest


def decisions_of(competition_id: int, contest_id: str) -> Iterator[Decision]:
    """Yield the decisions on ties that count."""
    for row in tie_decisions(competition_id, contest_id):
        yield decision_from(tie_record(row.entrants, row.basis, row.order))


def tie_record(entrants: str, basis: str, order: str) -> dict[str, Json]:
    """Return a decision's record from what the table keeps."""
    return {"entrants": _names(entrants), "basis": basis, "order": _names(order)}


def _names(kept: str) -> list[Json]:
    return list[Json](filter(None, kept.split(",")))


def kept_names(names: Iterable[str]) -> str:
    """Return numbers as a decision's table keeps them; numbers hold no comma."""
    return ",".join(names)
