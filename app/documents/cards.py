"""Cards to cut out: admission tickets, four to a page, and labels for seats, eight to a page."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from app.documents.barcodes import code128
from app.documents.typesetting import typeset

GROUP = 4
RULES = "凭本证和身份证件检录，对号入座；手机、智能手表关机上交。入场码只限本人使用，遗失请找监考员。"


@dataclass(frozen=True)
class Ticket:
    """An admission ticket; `sessions` are (round, when, where) each; the code is there only when it was just made."""

    competition: str
    number: str
    name: str
    unit: str
    category: str
    sessions: Sequence[tuple[str, str, str]]
    access_code: str | None


@dataclass(frozen=True)
class SeatLabel:
    """What lies on a desk."""

    room: str
    session: str
    seat: str
    name: str
    number: str


def tickets_pdf(tickets: Sequence[Ticket]) -> bytes:
    """Return the tickets, four to an A4 page."""
    return typeset("cards", {"kind": "ticket", "columns": 2, "rows": 2, "cards": [_ticket(one) for one in tickets]})


def seat_labels_pdf(labels: Sequence[SeatLabel]) -> bytes:
    """Return the labels, eight to an A4 page."""
    return typeset("cards", {"kind": "label", "columns": 2, "rows": 4, "cards": [asdict(one) for one in labels]})


def _ticket(one: Ticket) -> dict[str, object]:
    code = one.access_code or ""
    return {
        "competition": one.competition,
        "facts": [("姓名", one.name), ("准考证号", one.number), ("单位", one.unit), ("类别", one.category)],
        "sessions": one.sessions,
        "bars": code128(one.number),
        "code": " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP)),
        "rules": RULES,
    }
