"""python -m app.scoring.verify PACKAGE: recomputes a published result from its package alone, and says what differs.

No server, no database, no trust: papers and journals give scores, ballots give panel scores, both give composites,
places and awards, which must be what was published; the audit chain must hold.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from app.scoring.ballots import ballot_total, panel_score
from app.scoring.chain import GENESIS, Link, content_digest, linked
from app.scoring.contests import Contest, RoundRule
from app.scoring.drawing_lots import verify_draw
from app.scoring.package import (
    ABSENCES,
    CHAIN,
    FORMAT,
    IMPORTS,
    ITEMS,
    MANIFEST,
    PANELS,
    RESULT,
    RULEBOOK,
    SITTINGS,
    TEXTS,
    Package,
    Unreadable,
    read_package,
    sha256,
)
from app.scoring.publication import nameless
from app.scoring.record import AcceptedLine, JournalLine, fold, index_of
from app.scoring.results import compute, decision_from, entrant_from, result_record
from app.scoring.rounds import score_quiz, score_simulation
from app.scoring.rulebook import Rulebook, checked
from app.scoring.runs import Desk, acts_of
from question_bank.authoring import parse
from question_bank.digest import digest
from question_bank.freezing import thaw_item
from question_bank.model import Item
from question_bank.paper import contestant_paper, recall
from simulations.casework import Case
from simulations.catalogue import Catalogue
from simulations.freezing import thaw_catalogue
from simulations.scenario import SimulationPaper

WRONG, USAGE = 1, 2


@dataclass(frozen=True)
class Difference:
    """What does not agree: in which file, about what, stated and recomputed."""

    file: str
    about: str
    stated: str
    found: str

    def __str__(self) -> str:
        """Return it as one line."""
        return f"{self.file}: {self.about}: stated {self.stated}, recomputed {self.found}"


@dataclass
class _Checked:
    """A package under checking: what was recomputed so far, by (round, entrant)."""

    package: Package
    book: Rulebook
    contest: Contest
    content: Mapping[str, Any]
    scores: dict[tuple[str, str], Fraction] = field(default_factory=dict)
    absent: set[tuple[str, str]] = field(default_factory=set)
    items: dict[str, Item] = field(default_factory=dict)
    catalogues: dict[str, Catalogue] = field(default_factory=dict)


def verify(path: Path) -> Iterator[Difference]:
    """Yield every difference of a package, in the order of the checks. Raises Unreadable for what is no package."""
    package = read_package(path)
    yield from _files(package)
    found = _opened(package)
    for check in CHECKS:
        yield from check(found)


def main(arguments: Sequence[str]) -> int:
    """Check the package named; print the first difference and return 1, or say that everything agrees."""
    if len(arguments) != 1:
        print("usage: python -m app.scoring.verify PACKAGE", file=sys.stderr)
        return USAGE
    path = Path(arguments[0])
    try:
        first = next(verify(path), None)
    except Unreadable as problem:
        print(f"{problem}", file=sys.stderr)
        return WRONG
    except (KeyError, TypeError, ValueError, IndexError) as problem:
        print(f"{path.name}: not as a package is written ({type(problem).__name__}: {problem})", file=sys.stderr)
        return WRONG
    if first is not None:
        print(first, file=sys.stderr)
        return WRONG
    about = read_package(path).json(MANIFEST)
    print(f"{path.name}: {about['contest']} version {about['version']} recomputes exactly; digest {about['digest']}")
    return 0


def _files(package: Package) -> Iterator[Difference]:
    manifest = package.json(MANIFEST)
    if manifest["format"] != FORMAT:
        raise Unreadable(MANIFEST, f"format {manifest['format']}, this program reads {FORMAT}")
    stated: Mapping[str, str] = manifest["files"]
    held = {name: sha256(content) for name, content in package.files.items() if name != MANIFEST}
    for name in sorted(stated.keys() | held.keys()):
        if stated.get(name) != held.get(name):
            yield Difference(name, "SHA-256", stated.get(name, "no such file"), held.get(name, "missing"))


def _opened(package: Package) -> _Checked:
    content = package.json(RESULT)
    book = checked(parse(package.files.get(RULEBOOK, b""), RULEBOOK))
    if not isinstance(book, Rulebook):
        raise Unreadable(RULEBOOK, "; ".join(one.message for one in book))
    contest = book.contest(content["contest"])
    if contest is None:
        raise Unreadable(RULEBOOK, f"no contest {content['contest']}")
    return _Checked(package, book, contest, content)


def _rulebook(found: _Checked) -> Iterator[Difference]:
    name = digest(found.book.model_dump(mode="json", by_alias=True))
    yield from _same(RULEBOOK, "digest", found.content["rulebook"]["digest"], name)


def _sittings(found: _Checked) -> Iterator[Difference]:
    """Score every sitting anew from its frozen paper and its journal."""
    _thaw(found)
    for file in found.package.below(SITTINGS):
        sitting = found.package.json(file)
        rule = _rule(found.contest, sitting["round"])
        exact, full, inputs = SCORERS[sitting["kind"]](found, sitting)
        yield from _same(file, "score", sitting["exact"], str(exact))
        yield from _same(file, "inputs", sitting["inputs"], inputs)
        found.scores[rule.id, sitting["entrant"]] = exact * Fraction(rule.full) / full


def _panels(found: _Checked) -> Iterator[Difference]:
    """Check every panel's lock and draw, and make its ballots one score each."""
    for file in found.package.below(PANELS):
        panel = found.package.json(file)
        listing, rule = panel["listing"], _rule(found.contest, panel["round"])
        yield from _same(file, "lock", panel["lock"], digest(listing))
        draw = panel["draw"]
        if not verify_draw(draw["commitment"], bytes.fromhex(draw["seed"]), draw["listed"], draw["drawn"]):
            yield Difference(file, "drawn order", "by the committed seed", "another")
        for one in listing:
            yield from _appearance(found, file, rule, one)


def _appearance(found: _Checked, file: str, rule: RoundRule, one: Mapping[str, Any]) -> Iterator[Difference]:
    key = (rule.id, one["entrant"])
    if one["state"] == "absent":
        found.absent.add(key)
    if one["state"] != "done":
        return
    sheet = found.book.sheet(rule.sheet)
    if sheet is None:
        raise Unreadable(RULEBOOK, f"no sheet {rule.sheet}")
    totals = {
        ballot["judge"]: ballot_total(sheet, {name: Decimal(mark) for name, mark in ballot["marks"].items()})
        for ballot in one["ballots"]
    }
    score = panel_score(totals, found.book.panel, over=one["over"])
    if score is None:
        yield Difference(file, f"ballots of {one['entrant']}", "enough", str(len(totals)))
    else:
        found.scores[key] = score.score


def _imports(found: _Checked) -> Iterator[Difference]:
    for one in found.package.json(IMPORTS):
        found.scores[one["round"], one["entrant"]] = Fraction(one["score"])
    found.absent |= {(one["round"], one["entrant"]) for one in found.package.json(ABSENCES)}
    return iter(())


def _scores(found: _Checked) -> Iterator[Difference]:
    """Compare every entrant's scores in the result with those recomputed."""
    for one in found.content["entrants"]:
        for round_id, stated in one["scores"].items():
            score = found.scores.get((round_id, one["id"]))
            about = f"{one['id']} in {round_id}"
            yield from _same(RESULT, about, str(stated), str(score))
        absent = sorted(round_id for round_id in one["scores"] if (round_id, one["id"]) in found.absent)
        yield from _same(RESULT, f"absences of {one['id']}", str(one["absent"]), str(absent))


def _result(found: _Checked) -> Iterator[Difference]:
    """Combine, rank and allot anew."""
    entrants = [entrant_from(one) for one in found.content["entrants"]]
    decisions = [decision_from(one) for one in found.content["decisions"]]
    again = result_record(compute(found.book, found.contest, entrants, decisions))
    stated, recomputed = nameless(found.content)["result"], nameless({**found.content, "result": again})["result"]
    for about, was, now in _lines(stated, recomputed):
        yield Difference(RESULT, about, was, now)
    manifest = found.package.json(MANIFEST)
    yield from _same(MANIFEST, "digest of the result", manifest["digest"], digest(nameless(found.content)))


def _lines(stated: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name in sorted(stated["lists"].keys() | found["lists"].keys()):
        was = {row["id"]: row for row in stated["lists"].get(name, [])}
        now = {row["id"]: row for row in found["lists"].get(name, [])}
        for key in sorted(was.keys() | now.keys()):
            if was.get(key) != now.get(key):
                yield f"{key} on {name}", _shown(was.get(key)), _shown(now.get(key))
    for key in sorted(stated.keys() - {"lists"}):
        if stated[key] != found[key]:
            yield key, str(stated[key]), str(found[key])


def _shown(row: Mapping[str, Any] | None) -> str:
    return "nothing" if row is None else f"place {row['place']}, {row['total']}, {row['award'] or 'no award'}"


def _chain(found: _Checked) -> Iterator[Difference]:
    """Follow the audit chain; an entry shown in full must be the one its digest stands for."""
    previous = GENESIS
    for place, one in enumerate(found.package.json(CHAIN), 1):
        about = f"entry {place}"
        yield from _same(CHAIN, about, str(one["seq"]), str(place))
        if "entry" in one:
            yield from _same(CHAIN, f"{about}, content", one["content"], content_digest(Link(*one["entry"])))
        yield from _same(CHAIN, f"{about}, digest", one["digest"], linked(previous, one["content"]))
        previous = one["digest"]


def _thaw(found: _Checked) -> None:
    found.items |= {name: thaw_item(text) for name, text in found.package.json(ITEMS).items()}
    found.catalogues |= {name: thaw_catalogue(text) for name, text in found.package.json(TEXTS).items()}


def _score_quiz(found: _Checked, sitting: Mapping[str, Any]) -> tuple[Fraction, Fraction, str]:
    paper = recall(sitting["paper"], found.items)
    lines, accepted = _journal(sitting)
    shown: Any = contestant_paper(paper)
    score = score_quiz(paper, fold(index_of(shown), lines, accepted).responses)
    return score.exact, Fraction(score.full), score.inputs


def _score_simulation(found: _Checked, sitting: Mapping[str, Any]) -> tuple[Fraction, Fraction, str]:
    record = sitting["paper"]
    cases = [Case.model_validate_json(json.dumps(one)) for one in record["cases"]]
    desk = Desk(found.catalogues[record["catalogue"]], {one.id: one for one in cases})
    paper = SimulationPaper.model_validate_json(json.dumps(record["paper"]))
    points = {name: Fraction(slot.points) for name, slot in zip(desk.cases, paper.slots, strict=True)}
    score = score_simulation(sitting["paper_digest"], desk, points, list(acts_of(desk, *_journal(sitting))))
    return score.exact, Fraction(score.full), score.inputs


def _journal(sitting: Mapping[str, Any]) -> tuple[list[JournalLine], list[AcceptedLine]]:
    return (
        [JournalLine(*line) for line in sitting["lines"]],
        [AcceptedLine(*line) for line in sitting["accepted"]],
    )


def _rule(contest: Contest, round_id: str) -> RoundRule:
    rule = contest.round(round_id)
    if rule is None:
        raise Unreadable(RULEBOOK, f"no round {round_id}")
    return rule


def _same(file: str, about: str, stated: str, found: str) -> Iterator[Difference]:
    if stated != found:
        yield Difference(file, about, stated, found)


SCORERS: Mapping[str, Callable[[_Checked, Mapping[str, Any]], tuple[Fraction, Fraction, str]]] = {
    "quiz": _score_quiz,
    "simulation": _score_simulation,
}
CHECKS: Sequence[Callable[[_Checked], Iterator[Difference]]] = (
    _rulebook,
    _sittings,
    _panels,
    _imports,
    _scores,
    _result,
    _chain,
)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
