"""A drawn case in words, for authors and judges: who comes, what they say, what the records hold, what is right."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from simulations.casework import Case
from simulations.catalogue import DECISIONS, FLAWS, VERDICTS, Catalogue
from simulations.marking import mark
from simulations.ruling import WEIGHING, ApplicationRuling, Ruling, rule
from simulations.window import start

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


@dataclass(frozen=True)
class Point:
    """A checkpoint before anything was done: its group, what is looked for, and its points of a hundred."""

    group: str
    text: str
    points: Fraction


@dataclass(frozen=True)
class Briefing:
    """A case in words; `role` and `answers` are pairs."""

    role: tuple[tuple[str, str], ...]
    mood: str
    opening: str
    answers: tuple[tuple[str, str, str], ...]
    records: tuple[str, ...]
    right: tuple[str, ...]
    points: tuple[Point, ...]


def brief(case: Case, catalogue: Catalogue) -> Briefing:
    """Return the case in words; `answers` are (question, answer, why it should not be asked or empty)."""
    ruling = rule(case, catalogue)
    right = [line for one in ruling.applications for line in _right(one, catalogue)]
    return Briefing(
        role=tuple(_role(case)),
        mood=MOODS[case.mood],
        opening=case.opening,
        answers=tuple((one.ask, one.answer, one.improper) for one in case.asks),
        records=tuple(_records(case, catalogue)),
        right=tuple(right or ["不立件，答复即可。"]),
        points=tuple(_points(case, catalogue, ruling)),
    )


def _role(case: Case) -> list[tuple[str, str]]:
    person = case.people[case.counter_role]
    rows = [
        ("你是", f"{person.name}，{'男' if person.sex == 'male' else '女'}，{person.age} 岁"),
        ("身份", PRESENT[case.present_as]),
        ("取号", case.ticket),
    ]
    if case.counter_role != "applicant":
        rows.append(("替谁办", case.people["applicant"].name))
    if not person.has_phone:
        rows.append(("手机", "没有智能手机，不会用随申码"))
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
    return lines + [f"文书：{catalogue.documents[name].name}" for name in one.documents]


def _records(case: Case, catalogue: Catalogue) -> list[str]:
    lines = []
    for one in case.licences:
        told = " → ".join(OUTCOMES[outcome] for outcome in one.outcomes)
        lines.append(f"{catalogue.licences[one.licence].name}（{case.people[one.of].name}）：{told}")
    for known in case.checks:
        told = " → ".join(OUTCOMES[outcome] for outcome in known.outcomes)
        lines.append(f"{catalogue.checks[known.check].name}（{case.people[known.of].name}）：{told}；{known.says}")
    return lines


def _points(case: Case, catalogue: Catalogue, ruling: Ruling) -> list[Point]:
    names: dict[str, str] = {group.id: group.name for group in catalogue.rubric.groups}
    score = mark(case, catalogue, ruling, start(case))
    return [Point(names[one.group], one.text, one.points) for one in score.checkpoints]
