"""Who may do what: role x action for every door, and the people the doors know."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.services.refused import Refused


class Role(StrEnum):
    """Roles of people who sign in."""

    ADMINISTRATOR = "administrator"
    ORGANIZER = "organizer"
    AUTHOR = "author"
    PROCTOR = "proctor"
    AUDITOR = "auditor"
    CONTESTANT = "contestant"


ROLE_LABELS: Mapping[Role, str] = {
    Role.ADMINISTRATOR: "管理员",
    Role.ORGANIZER: "组委会",
    Role.AUTHOR: "命题人",
    Role.PROCTOR: "监考员",
    Role.AUDITOR: "监督员",
    Role.CONTESTANT: "选手",
}


class Action(StrEnum):
    """What a door lets one do."""

    SIT = "sitting.sit"
    READ_BANK = "bank.read"
    READ_ROUND = "round.read"
    DRAW_ROUND = "round.draw"
    READ_SCORES = "scores.read"
    RELEASE_SCORES = "scores.release"
    WATCH_ROOM = "room.watch"
    RUN_ROOM = "room.run"
    READ_AUDIT = "audit.read"


ALLOWED: Mapping[Action, frozenset[Role]] = {
    Action.SIT: frozenset({Role.CONTESTANT}),
    Action.READ_BANK: frozenset({Role.AUTHOR}),
    Action.READ_ROUND: frozenset({Role.ORGANIZER, Role.AUDITOR}),
    Action.DRAW_ROUND: frozenset({Role.ORGANIZER}),
    Action.READ_SCORES: frozenset({Role.ORGANIZER, Role.AUDITOR}),
    Action.RELEASE_SCORES: frozenset({Role.ORGANIZER}),
    Action.WATCH_ROOM: frozenset({Role.PROCTOR}),
    Action.RUN_ROOM: frozenset({Role.PROCTOR}),
    Action.READ_AUDIT: frozenset({Role.AUDITOR, Role.ADMINISTRATOR}),
}


@dataclass(frozen=True)
class Actor:
    """Someone signed in: `key` is what the audit chain names them by, `epoch` their sign-in's session epoch."""

    key: str
    id: int
    name: str
    role: Role
    competition_id: int | None = None
    epoch: int = 0

    @property
    def role_label(self) -> str:
        """The role in Chinese."""
        return ROLE_LABELS[self.role]


def may(actor: Actor, action: Action) -> bool:
    """Tell whether `actor` may do `action`; what no row allows is denied."""
    return actor.role in ALLOWED.get(action, frozenset())


def require(actor: Actor, action: Action) -> None:
    """Refuse unless `actor` may do `action`."""
    if not may(actor, action):
        raise Refused("forbidden", action=action.value)
