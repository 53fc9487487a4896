"""A result package made by hand, without a server: one contestant, a quiz, a simulation, a panel, an audit chain."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from app.scoring.ballots import ballot_total, panel_score
from app.scoring.chain import GENESIS, Link, content_digest, link_digest
from app.scoring.composites import Entrant
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
from app.scoring.rounds import score_quiz, score_simulation
from app.scoring.rulebook import SHIPPED
from question_bank.digest import digest
from question_bank.freezing import freeze_item
from question_bank.paper import lay_out
from simulations.freezing import freeze_catalogue
from tests.factories.contests import FRONT, demo_book
from tests.factories.items import make_form, one_of_each
from tests.factories.runs import frozen_desk, model_run

WHO = "20260001"
SEED = bytes(32)
MARKS = {"handling": "36", "telling": "18", "manner": "18", "response": "18.5"}
SIMULATION: dict[str, Any] = {
    "id": "trial-paper",
    "name": "小模拟",
    "minutes": 30,
    "date": "2026-11-22",
    "time": "09:00",
    "centre": "云桥街道",
    "pack": "trial",
    "slots": [{"points": 60, "one_of": ["trial-accept"]}, {"points": 40, "one_of": ["trial-relay"]}],
}


def quiz_sitting() -> tuple[dict[str, Any], dict[str, str], Fraction]:
    """Return a quiz answered right throughout, the frozen items it names, and its share of a hundred."""
    paper = lay_out(make_form(*one_of_each()), "00" * 16)
    placed = [part for one in paper.sections[0].items for part in one.parts or (one,)]
    responses = {one.id: one.item.right_response(one.ids) for one in placed[1:]}
    score = score_quiz(paper, responses)
    lines = [
        [seq, "answer", json.dumps({"item": key, "response": response}), 0]
        for seq, (key, response) in enumerate(responses.items(), 1)
    ]
    items = {one.item.revision: freeze_item(one.item) for one in paper.sections[0].items}
    sitting = {
        "entrant": WHO,
        "round": "quiz",
        "kind": "quiz",
        "paper": paper.record(),
        "paper_digest": paper.digest,
        "lines": lines[:-1],
        "accepted": [[*lines[-1], 5]],
        "exact": str(score.exact),
        "inputs": score.inputs,
    }
    return sitting, items, score.exact * 100 / Fraction(score.full)


def simulation_sitting() -> tuple[dict[str, Any], dict[str, str], Fraction]:
    """Return a simulation handled by the rules, the catalogue it names, and its share of a hundred."""
    desk = frozen_desk()
    points = {name: Fraction(slot["points"]) for name, slot in zip(desk.cases, SIMULATION["slots"], strict=True)}
    acts = model_run(desk)
    score = score_simulation("paper", desk, points, acts)
    text = freeze_catalogue(desk.catalogue)
    sitting = {
        "entrant": WHO,
        "round": "simulation",
        "kind": "simulation",
        "paper": {
            "cases": [one.model_dump(mode="json", by_alias=True) for one in desk.cases.values()],
            "catalogue": digest(text),
            "paper": SIMULATION,
        },
        "paper_digest": "paper",
        "lines": [[act.place, "act", json.dumps(dict(act.body)), act.at] for act in acts],
        "accepted": [],
        "exact": str(score.exact),
        "inputs": score.inputs,
    }
    return sitting, {digest(text): text}, score.exact * 100 / Fraction(score.full)


def panel(judges: int = 5) -> tuple[dict[str, Any], Fraction]:
    """Return a locked panel of one appearance and one absence, and the score it gives."""
    book = demo_book()
    ballots = [{"judge": f"judge{n}", "version": 1, "marks": MARKS, "digest": ""} for n in range(judges)]
    listing = [
        {"entrant": WHO, "state": "done", "over": 11, "ballots": ballots},
        {"entrant": "20260002", "state": "absent", "over": 0, "ballots": []},
        {"entrant": "20260003", "state": "void", "over": 0, "ballots": []},
    ]
    listed = [one["entrant"] for one in listing]
    sheet = book.sheet("practice")
    assert sheet is not None
    total = ballot_total(sheet, {key: Decimal(mark) for key, mark in MARKS.items()})
    score = panel_score({one["judge"]: total for one in ballots}, book.panel, over=11)
    draw = {"commitment": commitment(SEED), "seed": SEED.hex(), "listed": listed, "drawn": draw_order(SEED, listed)}
    found = {"id": 1, "name": "一组", "round": "practice", "listing": listing, "lock": digest(listing), "draw": draw}
    return found, score.score if score else Fraction(0)


def chain(count: int = 3) -> list[dict[str, Any]]:
    """Return a chain of which only the last entry is shown."""
    previous, entries = GENESIS, []
    for seq in range(1, count + 1):
        link = Link(seq, seq * 1000, "staff:organizer1", "result.compute", "{}")
        previous = link_digest(previous, link)
        shown = {"entry": [link.seq, link.at, link.actor, link.action, link.payload]} if seq == count else {}
        entries.append({"seq": seq, "content": content_digest(link), "digest": previous, **shown})
    return entries


def package_files() -> tuple[dict[str, bytes], dict[str, Any]]:
    """Return the files of the package and what its manifest says about them."""
    book = demo_book()
    contest = book.contest("individual")
    assert contest is not None
    quiz, items, quiz_share = quiz_sitting()
    simulation, texts, simulation_share = simulation_sitting()
    judged, practice = panel()
    scores = {"quiz": quiz_share, "simulation": simulation_share, "practice": practice}
    entrants = [
        Entrant(WHO, "陆晓岚", "虚构中心", "江澜区", FRONT, scores),
        Entrant(
            "20260002", "翟欣悦", "虚构中心", "浦屿区", FRONT,
            {"quiz": Fraction(80), "simulation": None, "practice": None}, frozenset({"practice", "simulation"}),
        ),
    ]  # fmt: skip
    result = compute(book, contest, entrants)
    content = {
        "competition": "演示",
        "contest": "individual",
        "rulebook": {"id": "demo", "name": book.name, "digest": digest(book.model_dump(mode="json", by_alias=True))},
        "settings": json.loads(book.settings.model_dump_json()),
        "entrants": [entrant_record(one) for one in entrants],
        "decisions": [],
        "sources": {},
        "result": result_record(result),
    }
    files = {
        RULEBOOK: (SHIPPED / "demo.yaml").read_bytes(),
        RESULT: as_json(content),
        f"{SITTINGS}quiz.json": as_json(quiz),
        f"{SITTINGS}simulation.json": as_json(simulation),
        f"{PANELS}1.json": as_json(judged),
        IMPORTS: as_json([{"round": "quiz", "entrant": "20260002", "score": "80"}]),
        ABSENCES: as_json([{"round": "simulation", "entrant": "20260002"}]),
        ITEMS: as_json(items),
        TEXTS: as_json(texts),
        CHAIN: as_json(chain()),
    }
    return files, {"contest": "individual", "version": 1, "digest": digest(nameless(content))}


def write(path: Path, files: dict[str, bytes], about: dict[str, Any]) -> Path:
    """Write a package and return where."""
    write_package(path, files, about)
    return path
