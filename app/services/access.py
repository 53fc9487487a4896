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
    CHIEF_PROCTOR = "chief_proctor"
    JUDGE = "judge"
    CHIEF_JUDGE = "chief_judge"
    SCORER = "scorer"
    CHECKER = "checker"
    TIMEKEEPER = "timekeeper"
    TEAM_LEADER = "team_leader"
    ARBITRATION = "arbitration"
    AUDITOR = "auditor"
    CONTESTANT = "contestant"


ROLE_LABELS: Mapping[Role, str] = {
    Role.ADMINISTRATOR: "管理员",
    Role.ORGANIZER: "组委会",
    Role.AUTHOR: "命题人",
    Role.PROCTOR: "监考员",
    Role.CHIEF_PROCTOR: "主考",
    Role.JUDGE: "评委",
    Role.CHIEF_JUDGE: "裁判长",
    Role.SCORER: "计分员",
    Role.CHECKER: "复核员",
    Role.TIMEKEEPER: "计时员",
    Role.TEAM_LEADER: "领队",
    Role.ARBITRATION: "仲裁组",
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
    SEAL_SESSION = "session.seal"
    READ_PEOPLE = "people.read"
    MANAGE_PEOPLE = "people.manage"
    SHOW_PERSONAL = "people.show_personal"
    READ_TEAM = "team.read"
    SEAL_PAPERS = "papers.seal"
    OPEN_PAPERS = "papers.open"
    MANAGE_ACCOUNTS = "accounts.manage"
    READ_AUDIT = "audit.read"
    OWN_ACCOUNT = "account.own"
    MANAGE_PANELS = "panels.manage"
    READ_PANELS = "panels.read"
    JUDGE = "ballots.cast"
    LEAD_PANEL = "panel.lead"
    KEEP_TIME = "appearances.time"
    ENTER_BALLOTS = "ballots.enter"
    CHECK_BALLOTS = "ballots.check"
    READ_RESULTS = "results.read"
    COMPUTE_RESULTS = "results.compute"
    REVIEW_RESULTS = "results.review"
    DECIDE_TIES = "ties.decide"
    OBJECT = "objections.file"
    READ_OBJECTIONS = "objections.read"
    DECIDE_OBJECTIONS = "objections.decide"
    NOMINATE = "nominations.make"
    READ_NOMINATIONS = "nominations.read"


_INVIGILATORS = frozenset({Role.PROCTOR, Role.CHIEF_PROCTOR})

ALLOWED: Mapping[Action, frozenset[Role]] = {
    Action.SIT: frozenset({Role.CONTESTANT}),
    Action.READ_BANK: frozenset({Role.AUTHOR}),
    Action.READ_ROUND: frozenset({Role.ORGANIZER, Role.AUDITOR}),
    Action.DRAW_ROUND: frozenset({Role.ORGANIZER}),
    Action.READ_SCORES: frozenset({Role.ORGANIZER, Role.AUDITOR}),
    Action.RELEASE_SCORES: frozenset({Role.ORGANIZER}),
    Action.WATCH_ROOM: _INVIGILATORS | {Role.AUDITOR},
    Action.RUN_ROOM: _INVIGILATORS,
    Action.SEAL_SESSION: frozenset({Role.CHIEF_PROCTOR}),
    Action.READ_PEOPLE: frozenset({Role.ORGANIZER, Role.AUDITOR}),
    Action.MANAGE_PEOPLE: frozenset({Role.ORGANIZER}),
    Action.SHOW_PERSONAL: frozenset({Role.ORGANIZER}),
    Action.READ_TEAM: frozenset({Role.TEAM_LEADER}),
    Action.SEAL_PAPERS: frozenset({Role.ORGANIZER}),
    Action.OPEN_PAPERS: frozenset({Role.CHIEF_PROCTOR}),
    Action.MANAGE_ACCOUNTS: frozenset({Role.ADMINISTRATOR}),
    Action.READ_AUDIT: frozenset({Role.AUDITOR, Role.ADMINISTRATOR}),
    Action.OWN_ACCOUNT: frozenset(Role) - {Role.CONTESTANT},
    Action.MANAGE_PANELS: frozenset({Role.ORGANIZER}),
    Action.READ_PANELS: frozenset({Role.ORGANIZER, Role.AUDITOR, Role.ARBITRATION, Role.CHIEF_JUDGE}),
    Action.JUDGE: frozenset({Role.JUDGE}),
    Action.LEAD_PANEL: frozenset({Role.CHIEF_JUDGE}),
    Action.KEEP_TIME: frozenset({Role.TIMEKEEPER, Role.CHIEF_JUDGE}),
    Action.ENTER_BALLOTS: frozenset({Role.SCORER}),
    Action.CHECK_BALLOTS: frozenset({Role.CHECKER}),
    Action.READ_RESULTS: frozenset({Role.ORGANIZER, Role.AUDITOR, Role.ARBITRATION, Role.CHECKER, Role.CHIEF_JUDGE}),
    Action.COMPUTE_RESULTS: frozenset({Role.ORGANIZER}),
    Action.REVIEW_RESULTS: frozenset({Role.CHECKER, Role.CHIEF_JUDGE, Role.AUDITOR}),
    Action.DECIDE_TIES: frozenset({Role.ORGANIZER, Role.ARBITRATION}),
    Action.OBJECT: frozenset({Role.TEAM_LEADER, Role.ORGANIZER}),
    Action.READ_OBJECTIONS: frozenset({Role.TEAM_LEADER, Role.ORGANIZER, Role.ARBITRATION, Role.AUDITOR}),
    Action.DECIDE_OBJECTIONS: frozenset({Role.ARBITRATION}),
    Action.NOMINATE: frozenset({Role.TEAM_LEADER}),
    Action.READ_NOMINATIONS: frozenset({Role.TEAM_LEADER, Role.ORGANIZER, Role.AUDITOR}),
}


@dataclass(frozen=True)
class Actor:
    """Someone signed in: `key` is what the audit chain names them by, `epoch` their sign-in's session epoch.

    `district` is what a team leader is limited to; `unit` is the centre a member of staff comes from.
    """

    key: str
    id: int
    name: str
    role: Role
    competition_id: int | None = None
    epoch: int = 0
    district: str = ""
    unit: str = ""

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
