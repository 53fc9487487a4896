"""Props of a scenario as PDF, to play it live: watermarked papers, an actor's lines, a judge's points."""

import json
from functools import lru_cache
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

from simulations.briefing import brief
from simulations.casework import Case
from simulations.catalogue import Catalogue
from simulations.drawing import draw
from simulations.picture import paper_sheet
from simulations.scenario import Scenario

HERE = Path(__file__).parent
TEMPLATE = HERE / "typst" / "props.typ"
FONTS = HERE / "fonts"
CARDS = frozenset({"id_card", "temporary_id", "residence_permit", "ss_card", "bank_card"})


class NoGlyph(Exception):
    """A character that the font can't print; `characters` are all of them."""

    def __init__(self, characters: str) -> None:
        super().__init__(characters)
        self.characters = characters


class NotPrinted(Exception):
    """A PDF that came out with warnings: something would be missing from it."""


def make_props(scenario: Scenario, case: Case, catalogue: Catalogue) -> bytes:
    """Return the PDF of one drawn case; the same case gives the same bytes.

    Raises NoGlyph for a character the font lacks, which would print as nothing.
    """
    content = json.dumps(_content(scenario, case, catalogue), ensure_ascii=False)
    missing = "".join(sorted({one for one in content if ord(one) > 0x7F} - _printable()))  # noqa: PLR2004  # beyond ASCII
    if missing:
        raise NoGlyph(missing)
    pdf, warnings = typst.compile_with_warnings(
        TEMPLATE,
        root=HERE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"content": content},
        format="pdf",
        timestamp=0,
    )
    if warnings:
        raise NotPrinted(str(warnings[0]))
    return bytes(pdf)


@lru_cache(maxsize=1)
def _printable() -> frozenset[str]:
    cmap = TTFont(next(FONTS.glob("*.ttf"))).getBestCmap()
    return frozenset(map(chr, cmap))


def _content(scenario: Scenario, case: Case, catalogue: Catalogue) -> dict[str, object]:
    told = brief(case, catalogue)
    return {
        "title": case.title,
        "papers": [
            {
                "svg": draw(paper_sheet(case, paper, side)),
                "card": paper.kind in CARDS,
                "note": f"{paper.name}（{'原件' if paper.original else '复印件'}）",
            }
            for paper in case.papers
            for side in range(1, paper.sides + 1)
        ],
        "role": told.role,
        "opening": told.opening,
        "answers": [[ask, answer] for ask, answer, _ in told.answers],
        "mood": told.mood,
        "right": told.right,
        "records": told.records,
        "points": [[one.group, one.text, f"{float(one.points):.1f}"] for one in told.points],
        "traps": [f"{trap.name}（至少失 {trap.costs} 分）" for trap in scenario.traps],
    }
