"""Who may appear before a panel and be ranked: contestants and units by number, their categories by id."""

from dataclasses import replace

from app.queries.competition_rules import rules_of
from app.queries.entrants import EntrantRow, list_contestants, list_units


def entrants_by_number(competition_id: int) -> dict[str, EntrantRow]:
    """Return every entrant of a competition by number; a category the rulebook doesn't have is empty."""
    rules = rules_of(competition_id)
    people = list_contestants(competition_id)
    found = {}
    for one in people:
        category = rules.book.category(one.category) if rules else None
        found[one.number] = replace(one, category=category.id if category else "")
    return found | {one.number: one for one in list_units(competition_id)}


def entrants_of(competition_id: int, categories: set[str]) -> list[EntrantRow]:
    """Return the entrants in any of the categories, by number."""
    people = entrants_by_number(competition_id)
    return [people[number] for number in sorted(people) if people[number].category in categories]
