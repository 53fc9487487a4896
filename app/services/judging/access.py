"""Which panels someone may enter: those they serve on in the duty that what they want to do needs."""

from dataclasses import dataclass

from app.queries.competition_rules import Rules, rules_of
from app.queries.judging import AppearanceRow, PanelData, find_panel, panel_of_appearance
from app.scoring.contests import Contest, RoundRule, Sheet
from app.services.access import Actor, Role
from app.services.refused import Refused

SEE_ALL = frozenset({Role.ORGANIZER, Role.AUDITOR, Role.ARBITRATION})


@dataclass(frozen=True)
class Judged:
    """A panel with the rules it judges by."""

    data: PanelData
    rules: Rules
    contest: Contest
    round: RoundRule
    sheet: Sheet

    def one(self, appearance_id: int) -> AppearanceRow:
        """Return an appearance before this panel. Refuses with `no_appearance`."""
        found = self.data.appearance(appearance_id)
        if found is None:
            raise Refused("no_appearance")
        return found


def panel_for(actor: Actor, panel_id: int, *duties: str) -> Judged:
    """Return a panel the actor serves on in one of `duties`; without any, one they may see.

    Refuses with `no_panel`, the same for someone else's as for none at all.
    """
    data = find_panel(panel_id)
    if data is None or not _may_enter(actor, data, duties):
        raise Refused("no_panel")
    return judged(data)


def panel_with(actor: Actor, appearance_id: int, *duties: str) -> Judged:
    """Return the panel of an appearance, as `panel_for` does. Refuses with `no_appearance`."""
    panel_id = panel_of_appearance(appearance_id)
    data = find_panel(panel_id) if panel_id is not None else None
    if data is None or not _may_enter(actor, data, duties):
        raise Refused("no_appearance")
    return judged(data)


def judged(data: PanelData) -> Judged:
    """Return a panel with its rules. Refuses with `no_rulebook(name)`, or with `no_panel` a round it lacks."""
    rules = rules_of(data.head.competition_id)
    if rules is None:
        raise Refused("no_rulebook", name=data.head.contest)
    contest = rules.book.contest(data.head.contest)
    rule = contest.round(data.head.round) if contest else None
    sheet = rules.book.sheet(rule.sheet) if rule else None
    if contest is None or rule is None or sheet is None:
        raise Refused("no_panel")
    return Judged(data, rules, contest, rule, sheet)


def _may_enter(actor: Actor, data: PanelData, duties: tuple[str, ...]) -> bool:
    if duties:
        return data.has(actor.id, *duties)
    return actor.role in SEE_ALL or any(one.account_id == actor.id for one in data.members)
