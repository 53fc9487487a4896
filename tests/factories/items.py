"""Valid items of every kind, as values: make_item(kind="numeric", unit="元")."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from question_bank.grading import grade
from question_bank.kinds import KINDS
from question_bank.model import Calendar, Grade, Item, Json
from question_bank.paper import Form, FormItem, FormSection

# Made up: one holiday from Thursday to Saturday, and the Sunday before it worked instead.
CALENDAR = Calendar(
    id="cn-made-up",
    title="虚构日历",
    first=date(2024, 9, 1),
    last=date(2024, 10, 31),
    holidays=dict.fromkeys((date(2024, 9, 19), date(2024, 9, 20), date(2024, 9, 21)), "丰收节"),
    workdays=frozenset({date(2024, 9, 15)}),
)

SHARED: Mapping[str, object] = {
    "topic": "services/residence",
    "stem": "窗口应当怎样做：",
    "difficulty": Decimal("0.65"),
    "source": {"document": "residence-permit-663", "clause": "第十条"},
    "valid": {"from": date(2016, 1, 1)},
    "explain": "依据条文。",
}

OPTIONS = {"A": "先收件", "B": "再核实", "C": "后归档", "D": "不受理"}

# What each kind adds to the shared fields; a part of a case is one of these with an id.
OWN: Mapping[str, Mapping[str, object]] = {
    "single_choice": {"options": OPTIONS, "answer": "B"},
    "multiple_choice": {"options": OPTIONS, "answer": ["A", "C"]},
    "true_false": {"answer": False},
    "fill_in": {"stem": "服务宗旨是____、透明、____。", "answer": [["便捷"], ["亲和", "亲切"]]},
    "numeric": {"answer": Decimal(12), "unit": "个月"},
    "working_days": {
        "calendar": CALENDAR.id,
        "ask": "due_date",
        "start": date(2024, 9, 13),
        "days": 5,
        "answer": date(2024, 9, 23),
        "arrangement": CALENDAR,
    },
    "ordering": {"options": OPTIONS, "answer": ["B", "A", "D", "C"]},
    "matching": {
        "left": {"1": "收件凭证", "2": "受理通知书"},
        "right": {"a": "证明收到材料", "b": "证明已经受理", "c": "证明已经办结"},
        "answer": {"1": "a", "2": "b"},
    },
    "case": {"stem": "秋某来到窗口。"},
}


def make_part(kind: str, part_id: str = "a", **changes: object) -> dict[str, object]:
    """Return one part of a case as an author writes it: no topic, source, difficulty or validity of its own."""
    return {"id": part_id, "kind": kind, "stem": "小题：", **OWN[kind], **changes}


def make_item(*, kind: str = "single_choice", **changes: object) -> Item:
    """Return a valid item of `kind`; `changes` replace whole fields, by their authored names."""
    own = dict(OWN[kind])
    if kind == "case":
        own["parts"] = [make_part("single_choice", "a"), make_part("fill_in", "b", weight=Decimal(2))]
    return KINDS[kind].model_validate({"id": "res-001", "kind": kind, **SHARED, **own, **changes})


def make_form(*items: Item, points: str = "2", credit: Mapping[str, str] | None = None) -> Form:
    """Return a form of one section that holds `items`, each worth `points`."""
    entries = tuple(FormItem(item, Decimal(points)) for item in items)
    section = FormSection(title="一、综合", heading="每题 2 分。", credit=credit or {}, locks=False, items=entries)
    return Form(label="甲", title="知识竞赛", minutes=60, sections=(section,))


def one_of_each() -> tuple[Item, ...]:
    """Return an item of every kind, each with an id of its own."""
    return tuple(make_item(kind=kind, id=f"item-{n}") for n, kind in enumerate(KINDS))


def ids_of(item: Item) -> dict[str, str]:
    """Return an opaque id for each name a response to `item` may use."""
    face = item.face()
    return {name: f"id-{name}" for name, _ in face.options + face.left + face.right}


def graded(item: Item, response: Json, credit: str | None = None) -> Grade:
    """Return the grade of `response` under `credit`, or under the default rule of the kind."""
    names = {opaque: name for name, opaque in ids_of(item).items()}
    return grade(item, response, names, credit or next(iter(item.credits)))


def codes(item: Item) -> list[tuple[str, tuple[str | int, ...]]]:
    """Return the code and place of each mistake in `item`."""
    return [(mistake.code, mistake.at) for mistake in item.mistakes()]
