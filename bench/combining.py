"""Combining, ranking and allotting a whole city, and verifying a package: seconds on this machine."""

import json
import random
import time
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from app.scoring.ballots import ballot_total, panel_score
from app.scoring.composites import Entrant
from app.scoring.contests import Contest
from app.scoring.drawing_lots import commitment, draw_order
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
from app.scoring.publication import nameless
from app.scoring.results import compute, entrant_record, result_record
from app.scoring.rounds import score_quiz
from app.scoring.rulebook import SHIPPED, Rulebook, readable_rulebook
from app.scoring.verify import verify
from config import HERE
from question_bank.assembly import Shortfall, assemble
from question_bank.digest import digest
from question_bank.freezing import freeze_item
from question_bank.loader import load_content
from question_bank.paper import Form, lay_out

CONTESTANTS, JUDGES, PACKED = 10_000, 7, 1_000
SEED = bytes(32)
CONTENT = HERE / "question_bank" / "content"


def combine(count: int = CONTESTANTS) -> float:
    """Return how long it takes to make so many panel scores, combine, rank and allot them."""
    book, contest = _rules()
    rng = random.Random(count)
    marked = {f"e{n:05}": [_marks(rng) for _ in range(JUDGES)] for n in range(count)}
    machine = {name: (rng.randint(0, 200), rng.randint(0, 10_000)) for name in marked}
    began = time.perf_counter()
    entrants = [
        Entrant(
            name, name, "", "", "front-line",
            {
                "quiz": Fraction(machine[name][0], 2),
                "simulation": Fraction(machine[name][1], 100),
                "practice": _panel(book, ballots),
            },
        )
        for name, ballots in marked.items()
    ]  # fmt: skip
    compute(book, contest, entrants)
    return time.perf_counter() - began


def check_package(folder: Path, count: int = PACKED) -> float:
    """Return how long a package of so many contestants takes to verify; RuntimeError if it doesn't recompute."""
    path = _package(folder, count)
    began = time.perf_counter()
    different = list(verify(path))
    taken = time.perf_counter() - began
    if different:
        raise RuntimeError(str(different[0]))
    return taken


def _rules() -> tuple[Rulebook, Contest]:
    book = readable_rulebook("demo")
    contest = book.contest("individual") if book else None
    if book is None or contest is None:
        msg = "the demo's rulebook can't be read"
        raise RuntimeError(msg)
    return book, contest


def _marks(rng: random.Random) -> dict[str, Decimal]:
    book, _ = _rules()
    sheet = book.sheet("practice")
    criteria = sheet.criteria if sheet else ()
    return {one.id: one.step * rng.randint(0, int(one.full / one.step)) for one in criteria}


def _panel(book: Rulebook, ballots: list[dict[str, Decimal]]) -> Fraction:
    sheet = book.sheet("practice")
    if sheet is None:
        return Fraction(0)
    score = panel_score({f"j{n}": ballot_total(sheet, one) for n, one in enumerate(ballots)}, book.panel)
    return score.score if score else Fraction(0)


def _package(folder: Path, count: int) -> Path:
    book, contest = _rules()
    rng, form = random.Random(count), _form()
    files: dict[str, bytes] = {}
    listing, entrants = [], []
    for number in range(count):
        name = f"e{number:05}"
        sitting, share = _quiz(form, name, rng)
        files[f"{SITTINGS}quiz-{name}.json"] = as_json(sitting)
        ballots = [_marks(rng) for _ in range(JUDGES)]
        scores = {"quiz": share, "simulation": Fraction(rng.randint(0, 100)), "practice": _panel(book, ballots)}
        entrants.append(Entrant(name, name, "", "", "front-line", scores))
        listing.append({"entrant": name, "state": "done", "over": 0, "ballots": [
            {"judge": f"j{n}", "marks": {key: str(mark) for key, mark in one.items()}} for n, one in enumerate(ballots)
        ]})  # fmt: skip
    listed = [one.id for one in entrants]
    draw = {"commitment": commitment(SEED), "seed": SEED.hex(), "listed": listed, "drawn": draw_order(SEED, listed)}
    panel = {"round": "practice", "listing": listing, "lock": digest(listing), "draw": draw}
    content: dict[str, Any] = {
        "contest": contest.id,
        "rulebook": {"digest": digest(book.model_dump(mode="json", by_alias=True))},
        "entrants": [entrant_record(one) for one in entrants],
        "decisions": [],
        "result": result_record(compute(book, contest, entrants)),
    }
    imports = [{"round": "simulation", "entrant": one.id, "score": str(one.scores["simulation"])} for one in entrants]
    files |= {
        RULEBOOK: (SHIPPED / "demo.yaml").read_bytes(),
        RESULT: as_json(content),
        f"{PANELS}1.json": as_json(panel),
        IMPORTS: as_json(imports),
        ABSENCES: as_json([]),
        ITEMS: as_json({one.revision: freeze_item(one) for one in form.items}),
        TEXTS: as_json({}),
        CHAIN: as_json([]),
    }
    path = folder / "package.zip"
    write_package(path, files, {"contest": contest.id, "version": 1, "digest": digest(nameless(content))})
    return path


def _form() -> Form:
    content = load_content(CONTENT, date(2026, 11, 22))
    forms = assemble(content.bank, content.blueprints["final"], random.Random(0))
    if isinstance(forms, Shortfall):
        raise RuntimeError(str(forms))  # noqa: TRY004  # the bank is short, nothing is of the wrong type
    return forms[0]


def _quiz(form: Form, name: str, rng: random.Random) -> tuple[dict[str, Any], Fraction]:
    paper = lay_out(form, f"{rng.getrandbits(128):032x}")
    placed = [part for section in paper.sections for one in section.items for part in one.parts or (one,)]
    responses = {one.id: one.item.right_response(one.ids) for one in placed if rng.random() < 0.8}  # noqa: PLR2004
    score = score_quiz(paper, responses)
    lines = [
        [seq, "answer", json.dumps({"item": key, "response": response}), 0]
        for seq, (key, response) in enumerate(responses.items(), 1)
    ]
    sitting = {
        "entrant": name,
        "round": "quiz",
        "kind": "quiz",
        "paper": paper.record(),
        "paper_digest": paper.digest,
        "lines": lines,
        "accepted": [],
        "exact": str(score.exact),
        "inputs": score.inputs,
    }
    return sitting, score.exact * 100 / Fraction(score.full)
