"""Setting up panels: who serves, who appears, and who must not judge whom."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Account, Appearance, Ballot, OrderDraw, PanelMember, PanelRow, Recusal
from app.queries.competition_rules import Rules, rules_of
from app.queries.entrants import EntrantRow
from app.queries.judging import CHECKER, CHIEF, JUDGE, SCORER, SUBSTITUTE, TIMEKEEPER, PanelData, find_panel
from app.runtime import runtime
from app.scoring.contests import Contest
from app.services import audit
from app.services.access import Action, Actor, Role, require
from app.services.judging.access import panel_with
from app.services.judging.entrants import entrants_by_number
from app.services.reasons import checked_words
from app.services.refused import Refused

NEEDED: Mapping[str, Role] = {
    JUDGE: Role.JUDGE,
    SUBSTITUTE: Role.JUDGE,
    CHIEF: Role.CHIEF_JUDGE,
    TIMEKEEPER: Role.TIMEKEEPER,
    SCORER: Role.SCORER,
    CHECKER: Role.CHECKER,
}
CODES = 1000


@dataclass(frozen=True)
class NewPanel:
    """A panel to set up: for which round, where, when (exam ms), and who serves, usernames by duty in order."""

    competition_id: int
    contest: str
    round: str
    name: str
    venue: str
    starts: int
    staff: Mapping[str, Sequence[str]]


def add_panel(*, actor: Actor, new: NewPanel) -> int:
    """Set up a panel; return its id.

    Refuses with `no_competition`, `no_judged_round`, `no_name`, `panel_taken`, `wrong_judges(needed, given)`,
    `not_that_role(name, duty)`, `no_chief_judge` or `serves_twice(name)`.
    """
    require(actor, Action.MANAGE_PANELS)
    rules, _ = _judged_round(new.competition_id, new.contest, new.round)
    if not new.name.strip():
        raise Refused("no_name")
    with transaction() as session:
        serving = _serving(session, new.staff, rules.book.panel.judges)
        row = PanelRow(
            competition_id=new.competition_id,
            contest=new.contest,
            round=new.round,
            name=new.name.strip(),
            venue=new.venue.strip(),
            starts=new.starts,
        )
        _check_name(session, row)
        session.add(row)
        session.flush()
        for duty, number, account in serving:
            session.add(PanelMember(panel_id=row.id, account_id=account.id, duty=duty, number=number))
        facts = {"panel": row.id, "round": new.round, "name": row.name}
        staff = {duty: list(names) for duty, names in new.staff.items()}
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action="panel.add", **facts, staff=staff)
        return row.id


def enter_entrants(*, actor: Actor, panel_id: int, numbers: Iterable[str]) -> int:
    """Put entrants before a panel, each once a round; return how many came new. Conflicts recuse judges at once.

    Refuses with `no_panel`, `order_drawn`, `no_entrant(number)`, `wrong_category(name)` or `on_other_panel(name)`.
    """
    require(actor, Action.MANAGE_PANELS)
    with transaction() as session:
        data = find_panel(panel_id)
        if data is None:
            raise Refused("no_panel")
        if session.get(OrderDraw, panel_id) is not None:
            raise Refused("order_drawn")
        known = {one.entrant for one in data.appearances}
        fresh = [number for number in dict.fromkeys(numbers) if number not in known]
        people = _fit(session, data, fresh)
        codes = _free_codes({one.code for one in data.appearances}, len(people))
        for person, code in zip(people, codes, strict=True):
            session.add(Appearance(panel_id=panel_id, entrant=person.number, code=code))
        session.flush()
        recuse_conflicts(session, panel_id, by=actor.key)
        facts = {"panel": panel_id, "entrants": [one.number for one in people]}
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action="panel.enter", **facts)
        return len(people)


def withdraw_entrant(*, actor: Actor, appearance_id: int) -> None:
    """Take an entrant off a panel before its order is drawn. Refuses with `no_appearance` or `order_drawn`."""
    require(actor, Action.MANAGE_PANELS)
    with transaction() as session:
        row = session.get(Appearance, appearance_id)
        if row is None:
            raise Refused("no_appearance")
        if session.get(OrderDraw, row.panel_id) is not None:
            raise Refused("order_drawn")
        session.execute(delete(Recusal).where(Recusal.appearance_id == appearance_id))
        session.delete(row)
        facts = {"panel": row.panel_id, "entrant": row.entrant}
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action="panel.withdraw", **facts)


def declare_conflict(*, actor: Actor, appearance_id: int, words: str) -> str:
    """Recuse the judge who declares a conflict; return the substitute's name.

    Refuses with `no_appearance`, `empty_reason`, `words_too_long(most)`, `already_judged` or `no_substitute`.
    """
    reason = checked_words(words)
    with transaction() as session:
        panel = panel_with(actor, appearance_id, JUDGE, SUBSTITUTE)
        if not any(one.account_id == actor.id for one in panel.data.judges_of(appearance_id)):
            raise Refused("no_appearance")
        if _has_cast(session, appearance_id, actor.id):
            raise Refused("already_judged")
        substitute = _recuse(session, panel.data, appearance_id, actor.id, reason, by=actor.key, declared=True)
        if substitute is None:
            raise Refused("no_substitute")
        facts = {"appearance": appearance_id, "judge": actor.key, "substitute": substitute, "reason": reason}
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action="judge.recuse", **facts)
        return next(one.name for one in panel.data.members if one.account_id == substitute)


def recuse_conflicts(session: Session, panel_id: int, *, by: str) -> None:
    """Recuse every judge from entrants of their own district or centre, each with the first substitute who may.

    Refuses with `no_substitute` where nobody is left: a panel may not shrink for one contestant alone.
    """
    data = find_panel(panel_id)
    if data is None:
        raise Refused("no_panel")
    people = entrants_by_number(data.head.competition_id)
    for appearance in data.appearances:
        person = people[appearance.entrant]
        for judge in data.on_duty(JUDGE):
            why = conflict(judge.district, judge.unit, person)
            recused = any(
                one.appearance_id == appearance.id and one.account_id == judge.account_id for one in data.recusals
            )
            if not why or recused:
                continue
            if _recuse(session, data, appearance.id, judge.account_id, why, by=by) is None:
                raise Refused("no_substitute")
            data = find_panel(panel_id) or data


def conflict(district: str, unit: str, person: EntrantRow) -> str:
    """Return why someone of a district and unit may not judge a person; empty if they may."""
    if unit and unit == person.unit:
        return "同一单位"
    return "同一个区" if district and district == person.district else ""


def _recuse(
    session: Session, data: PanelData, appearance_id: int, judge: int, why: str, *, by: str, declared: bool = False
) -> int | None:
    appearance = data.appearance(appearance_id)
    person = entrants_by_number(data.head.competition_id)[appearance.entrant] if appearance else None
    seated = {one.account_id for one in data.judges_of(appearance_id)}
    mine = [one for one in data.recusals if one.appearance_id == appearance_id]
    away = {one.account_id for one in mine}
    free = (
        one.account_id
        for one in data.on_duty(SUBSTITUTE)
        if one.account_id not in seated | away and person and not conflict(one.district, one.unit, person)
    )
    substitute = next(free, None)
    held = next((one for one in mine if one.substitute_id == judge), None)
    if substitute is None:
        return None
    now = runtime().clock.now()
    if held is not None:  # a substitute who steps back hands the same seat on
        row = session.scalars(
            select(Recusal).where(Recusal.appearance_id == appearance_id, Recusal.account_id == held.account_id)
        ).one()
        row.substitute_id = substitute
        session.add(_recusal(appearance_id, judge, None, why, by, now, declared=declared))
    else:
        session.add(_recusal(appearance_id, judge, substitute, why, by, now, declared=declared))
    session.flush()
    return substitute


def _recusal(
    appearance_id: int, judge: int, substitute: int | None, why: str, by: str, at: int, *, declared: bool
) -> Recusal:
    return Recusal(
        appearance_id=appearance_id,
        account_id=judge,
        substitute_id=substitute,
        reason=why,
        declared=declared,
        by=by,
        at=at,
    )


def _has_cast(session: Session, appearance_id: int, account_id: int) -> bool:
    query = select(Ballot.id).where(Ballot.appearance_id == appearance_id, Ballot.account_id == account_id)
    return session.scalar(query.where(Ballot.state != "draft").limit(1)) is not None


def _judged_round(competition_id: int, contest_id: str, round_id: str) -> tuple[Rules, Contest]:
    rules = rules_of(competition_id)
    if rules is None:
        raise Refused("no_competition")
    contest = rules.book.contest(contest_id)
    rule = contest.round(round_id) if contest else None
    if contest is None or rule is None or rule.source != "ballots":
        raise Refused("no_judged_round")
    return rules, contest


def _serving(session: Session, staff: Mapping[str, Sequence[str]], judges: int) -> list[tuple[str, int, Account]]:
    given = len(staff.get(JUDGE, ()))
    if given != judges:
        raise Refused("wrong_judges", needed=judges, given=given)
    if len(staff.get(CHIEF, ())) != 1:
        raise Refused("no_chief_judge")
    found: list[tuple[str, int, Account]] = []
    for duty, usernames in staff.items():
        for number, username in enumerate(usernames, 1):
            account = session.scalar(select(Account).where(Account.username == username, Account.active))
            if account is None or account.role != NEEDED[duty].value:
                raise Refused("not_that_role", name=username, duty=duty)
            if any(account.id == other.id for _, _, other in found):
                raise Refused("serves_twice", name=account.name)
            found.append((duty, number, account))
    return found


def _check_name(session: Session, row: PanelRow) -> None:
    same = select(PanelRow.id).where(
        PanelRow.competition_id == row.competition_id,
        PanelRow.contest == row.contest,
        PanelRow.round == row.round,
        PanelRow.name == row.name,
    )
    if session.scalar(same) is not None:
        raise Refused("panel_taken")


def _fit(session: Session, data: PanelData, numbers: list[str]) -> list[EntrantRow]:
    _, contest = _judged_round(data.head.competition_id, data.head.contest, data.head.round)
    rule = contest.round(data.head.round)
    people = entrants_by_number(data.head.competition_id)
    elsewhere = set(
        session.scalars(
            select(Appearance.entrant)
            .join(PanelRow, PanelRow.id == Appearance.panel_id)
            .where(
                PanelRow.competition_id == data.head.competition_id,
                PanelRow.contest == data.head.contest,
                PanelRow.round == data.head.round,
            )
        )
    )
    found = []
    for number in numbers:
        person = people.get(number)
        if person is None:
            raise Refused("no_entrant", number=number)
        if rule is None or person.category not in {one.id for one in contest.categories if rule.takes(one.id)}:
            raise Refused("wrong_category", name=person.name)
        if number in elsewhere:
            raise Refused("on_other_panel", name=person.name)
        found.append(person)
    return found


def _free_codes(taken: set[str], count: int) -> list[str]:
    """Return codes that name nobody: drawn, so that they follow neither roster nor order."""
    free = [f"{number:03}" for number in range(1, CODES) if f"{number:03}" not in taken]
    return [free.pop(secrets.randbelow(len(free))) for _ in range(count)]
