"""What it takes to play a case live: its papers as props, what the actor must know, what the judge must see."""

import re
from collections.abc import Iterator
from itertools import groupby

from simulations.briefing import Briefing, brief
from simulations.casework import Case, CasePaper
from simulations.catalogue import Catalogue
from simulations.drawing import CARDS, draw
from simulations.picture import paper_sheet
from simulations.props import Marked, Prop, PropsContent
from simulations.scenario import Scenario

CARD_WIDE = 85.6  # millimetres, ISO/IEC 7810 ID-1
MOST_WIDE, MOST_HIGH = 168.0, 236.0  # what a page has room for, in millimetres
ANSWERS = {"granted": "同意", "declined": "不同意"}

_SIZE = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')


def staged(scenario: Scenario, case: Case, catalogue: Catalogue) -> PropsContent:
    """Return all that is printed to play one drawn case; the same case gives the same."""
    told = brief(case, catalogue)
    return PropsContent(
        title=case.title,
        papers=tuple(_papers(case)),
        role=(*told.role, *_known(case, catalogue)),
        opening=told.opening,
        answers=tuple((ask, answer) for ask, answer, _ in told.answers),
        silent=tuple(_silent(case, catalogue)),
        mood=told.mood,
        right=told.right,
        records=told.records,
        improper=tuple((ask, improper) for ask, _, improper in told.answers if improper),
        points=tuple(_points(told)),
        traps=tuple(f"{trap.name}（至少失 {trap.costs} 分）" for trap in scenario.traps),
    )


def _papers(case: Case) -> Iterator[Prop]:
    """Return the props, each side of a paper by itself: first what fills a page, then slips, then cards."""
    papers = [*_own_card(case), *case.papers]
    props = [_prop(case, paper, side) for paper in papers for side in range(1, paper.sides + 1)]
    yield from sorted(props, key=lambda prop: (prop.card, not _upright(prop.svg)))


def _own_card(case: Case) -> Iterator[CasePaper]:
    """Return the identity card that is read at the counter, unless its owner has it among the papers."""
    role = case.counter_role
    shown = any((paper.kind, paper.of) == ("id_card", role) for paper in case.papers)
    if case.people[role].id_card != "none" and not shown:
        yield CasePaper(
            id="own-card", kind="id_card", name="居民身份证", fits="", of=role, original=True, lines=(), signatures=(),
            seals=(), dated="", doc={}, shows=(), sides=2, blurred=False,
        )  # fmt: skip


def _prop(case: Case, paper: CasePaper, side: int) -> Prop:
    svg = draw(paper_sheet(case, paper, side))
    wide, high = _size(svg)
    card = paper.kind in CARDS
    copy = "影像" if paper.kind == "phone_photo" else "复印件"
    what = "原件" if paper.original else copy
    note = paper.name if what in paper.name else f"{paper.name}（{what}）"
    return Prop(svg, CARD_WIDE if card else round(min(MOST_WIDE, MOST_HIGH * wide / high), 1), card, note)


def _size(svg: str) -> tuple[float, float]:
    wide, high = _SIZE.findall(svg)[0]
    return float(wide), float(high)


def _upright(svg: str) -> bool:
    wide, high = _size(svg)
    return wide < high


def _known(case: Case, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Return what whoever stands at the counter wants, has along and can say of themselves."""
    person = case.people[case.counter_role]
    yield "来办", "、".join(catalogue.services[code].name for code in case.applications) or "只是来问问"
    yield "带着", "、".join(paper.name for paper in (*_own_card(case), *case.papers)) or "什么也没带"
    yield "证件号码", person.id_number
    yield "联系电话", person.phone
    yield "住址", person.address
    yield "银行账号", person.bank_account
    for role, answer in case.authorization.items():
        yield "授权调取证照", f"{case.people[role].name}：{ANSWERS[answer]}"


def _silent(case: Case, catalogue: Catalogue) -> Iterator[str]:
    """Return what is told only when it was asked for."""
    facts = {name: fact.label for code in case.applications for name, fact in catalogue.services[code].facts.items()}
    told = {name for ask in case.asks if not ask.improper for name in ask.shows} - set(case.opening_shows)
    return (label for name, label in facts.items() if name in told)


def _points(told: Briefing) -> Iterator[Marked]:
    for group, points in groupby(told.points, lambda one: one.group):
        kept = tuple(points)
        worth = f"{float(sum(one.points for one in kept)):.1f}"
        yield Marked(group, worth, tuple((one.text, f"{float(one.points):.1f}") for one in kept))
