"""Pictures a clerk has earned: papers that were looked at, licences that were fetched, faces of those present."""

from dataclasses import replace

from simulations.casework import Case, CasePaper
from simulations.catalogue import Catalogue
from simulations.drawing import Portrait, Sheet, avatar_svg, draw
from simulations.people import Person
from simulations.state import State

IDENTITY = frozenset({"id_card", "temporary_id"})
# From which age on an identity card holds how many years; 0 is for good.
TERMS = ((46, 0), (26, 20), (16, 10))
PICTURED = frozenset({"id_card", "temporary_id", "residence_permit", "ss_card"})


def paper_svg(case: Case, state: State, paper_id: str, side: int) -> str | None:
    """Return one side of a paper that was inspected; None if it was not, or if there is none."""
    paper = case.paper(paper_id)
    if paper is None or side not in state.inspected.get(paper_id, frozenset()):
        return None
    return draw(paper_sheet(case, paper, side))


def licence_svg(case: Case, catalogue: Catalogue, state: State, licence: str, role: str) -> str | None:
    """Return a licence that was fetched; None if it was not."""
    stored = case.stored(licence, role)
    if stored is None or state.outcomes.get(f"licence:{licence}:{role}") != "success":
        return None
    kind = catalogue.licences[licence]
    lines = tuple((line.label, line.value) for line in stored.lines)
    title = f"{kind.name}（电子证照）"
    return draw(Sheet("certificate", title, lines or (("持证人", case.people[stored.of].name),), seals=(kind.issuer,)))


def face_svg(case: Case, state: State, role: str) -> str | None:
    """Return the face of who stands at the counter, once they are there."""
    if state.phase in ("waiting", "called", "absent") or role != case.counter_role:
        return None
    return avatar_svg(portrait_at_counter(case))


def paper_sheet(case: Case, paper: CasePaper, side: int) -> Sheet:
    """Return what is drawn of a paper."""
    return Sheet(
        kind=paper.kind,
        title=paper.name,
        lines=_printed(case.people[paper.of], paper),
        signatures=tuple((one.label, one.by) for one in paper.signatures),
        seals=paper.seals,
        dated=paper.dated,
        portrait=portrait_of(case.people[paper.of]) if paper.kind in PICTURED else None,
        side=side,
        sides=paper.sides,
        original=paper.original,
    )


def _printed(person: Person, paper: CasePaper) -> tuple[tuple[str, str], ...]:
    """Return what is printed: on an identity card all that every such card says, as the author has it or as is."""
    written = {line.label: line.value for line in paper.lines}
    if paper.kind not in IDENTITY:
        return tuple((line.label, line.value) for line in paper.lines)
    usual = {
        "姓名": person.name,
        "性别": "男" if person.sex == "male" else "女",
        "出生": "{} 年 {} 月 {} 日".format(*(int(part) for part in person.born.split("-"))),
        "住址": person.address,
        "公民身份号码": person.id_number,
        "签发机关": "公安局（模拟）",
        "有效期限": _validity(person),
    }
    return tuple((usual | written).items())


def _validity(person: Person) -> str:
    """Return how long a card holds by its owner's age (居民身份证法第五条), or a term that has run out."""
    if person.id_card == "expired":
        return "2006.05.20—2026.05.20"
    years = next((years for least, years in TERMS if person.age >= least), 5)
    return f"2023.05.20—{f'{2023 + years}.05.20' if years else '长期'}"


def portrait_at_counter(case: Case) -> Portrait:
    """Return the face of who stands at the counter: another's than the card's where the two don't match."""
    shown = portrait_of(case.people[case.counter_role], case.mood)
    return shown if case.matches else replace(shown, seed=f"{shown.seed} another")


def portrait_of(person: Person, mood: str = "calm") -> Portrait:
    """Return a person's face, the same on every card."""
    return Portrait(person.id_number, person.sex, person.age, mood)
