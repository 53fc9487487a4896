"""Props of a scenario as PDF, to play it live: watermarked papers, an actor's lines, a judge's points."""

import json
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

from simulations.casework import Case
from simulations.catalogue import DECISIONS, FLAWS, VERDICTS, Catalogue
from simulations.drawing import draw
from simulations.marking import mark
from simulations.picture import paper_sheet
from simulations.ruling import WEIGHING, ApplicationRuling, Ruling, rule
from simulations.scenario import Scenario
from simulations.window import start

HERE = Path(__file__).parent
TEMPLATE = HERE / "typst" / "props.typ"
FONTS = HERE / "fonts"
CARDS = frozenset({"id_card", "temporary_id", "residence_permit", "ss_card", "bank_card"})
MOODS: Mapping[str, str] = {"calm": "平静", "anxious": "着急", "upset": "不满，但讲道理"}
PRESENT: Mapping[str, str] = {"self": "本人办理", "agent": "替别人代办", "guardian": "监护人代办"}
OUTCOMES: Mapping[str, str] = {
    "success": "查到",
    "not_collected": "未归集",
    "expired": "已过期",
    "mismatch": "信息不符",
    "timeout": "超时",
    "none": "没有记录",
}


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
    ruling = rule(case, catalogue)
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
        "role": _role(case),
        "opening": case.opening,
        "answers": [[one.ask, one.answer] for one in case.asks],
        "mood": MOODS[case.mood],
        "right": [line for one in ruling.applications for line in _right(one, catalogue)] or ["不立件，答复即可。"],
        "records": _records(case, catalogue),
        "points": _points(case, catalogue, ruling),
        "traps": [f"{trap.name}（至少失 {trap.costs} 分）" for trap in scenario.traps],
    }


def _role(case: Case) -> list[list[str]]:
    person = case.people[case.counter_role]
    rows = [
        ["你是", f"{person.name}，{'男' if person.sex == 'male' else '女'}，{person.age} 岁"],
        ["身份", PRESENT[case.present_as]],
        ["取号", case.ticket],
    ]
    if case.counter_role != "applicant":
        rows.append(["替谁办", case.people["applicant"].name])
    if not person.has_phone:
        rows.append(["手机", "没有智能手机，不会用随申码"])
    return rows


def _right(one: ApplicationRuling, catalogue: Catalogue) -> list[str]:
    service = catalogue.services[one.service]
    lines = [f"{service.name}：{DECISIONS[one.decision]}"]
    reasons = {condition.id: condition.otherwise.reason for condition in service.conditions}
    lines += [f"理由：{reasons[name]}" for name in one.reasons]
    if one.decision in WEIGHING:
        for material in service.materials:
            verdict = one.verdicts[material.id]
            flaws = f"（{'、'.join(FLAWS[flaw] for flaw in verdict.flaws)}）" if verdict.flaws else ""
            lines.append(f"{material.name}：{VERDICTS[verdict.verdict]}{flaws}")
    if one.destination:
        lines.append(f"去向：{catalogue.places[one.destination].name}")
    lines += [f"文书：{catalogue.documents[name].name}" for name in one.documents]
    return lines


def _records(case: Case, catalogue: Catalogue) -> list[str]:
    lines = []
    for one in case.licences:
        told = " → ".join(OUTCOMES[outcome] for outcome in one.outcomes)
        lines.append(f"{catalogue.licences[one.licence].name}（{case.people[one.of].name}）：{told}")
    for known in case.checks:
        told = " → ".join(OUTCOMES[outcome] for outcome in known.outcomes)
        lines.append(f"{catalogue.checks[known.check].name}（{case.people[known.of].name}）：{told}；{known.says}")
    return lines


def _points(case: Case, catalogue: Catalogue, ruling: Ruling) -> list[list[str]]:
    score = mark(case, catalogue, ruling, start(case))
    names: dict[str, str] = {group.id: group.name for group in catalogue.rubric.groups}
    return [[names[one.group], one.text, _worth(one.points)] for one in score.checkpoints]


def _worth(points: Fraction) -> str:
    return f"{float(points):.1f}"
