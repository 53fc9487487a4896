"""Contests of two categories, small enough to check by hand: settings, entrants and standings."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from app.scoring.composites import Entrant, composite
from app.scoring.contests import AwardList, Category, Contest, Floor, Grade, RoundRule
from app.scoring.ranking import Standing, rank
from app.scoring.rulebook import Rulebook, shipped_rulebook
from app.scoring.settings import Settings

FRONT, BACK = "front-line", "back-office"
CATEGORIES = (Category(id=FRONT, name="综合窗口一线"), Category(id=BACK, name="后台、管理"))
NAMES = ("一等奖", "二等奖", "三等奖")


def demo_book() -> Rulebook:
    """Return the demo's rulebook."""
    found = shipped_rulebook("demo")
    assert isinstance(found, Rulebook)
    return found


def settings(**changes: object) -> Settings:
    """Return the demo's settings with changes."""
    return demo_book().settings.model_copy(update=changes)


def grades(*places: int) -> tuple[Grade, ...]:
    """Return grades with so many places each."""
    return tuple(Grade(name=name, places=number) for name, number in zip(NAMES, places, strict=False))


def merged(*places: int, percent: int = 80, rounds: Sequence[RoundRule] | None = None, ties: Sequence[str] = ()):
    """Return a contest that ranks both categories together under the floor; without `rounds`, one of 100."""
    one = RoundRule(id="only", name="唯一环节", weight=100, full=Decimal(100), source="quiz")
    return Contest(
        id="individual",
        name="个人",
        entrants="people",
        categories=CATEGORIES,
        rounds=tuple(rounds or (one,)),
        ties=tuple(ties),
        arrangement="merged",
        floor=Floor(category=FRONT, percent=percent),
        lists=(AwardList(name="全部", categories=(FRONT, BACK), grades=grades(*places)),),
    )


def separate(front: Sequence[int], back: Sequence[int], *, percent: int = 80) -> Contest:
    """Return the same contest with a list for each category."""
    lists = (
        AwardList(name="后台", categories=(BACK,), grades=grades(*back)),
        AwardList(name="一线", categories=(FRONT,), grades=grades(*front)),
    )
    return merged(1, percent=percent).model_copy(update={"arrangement": "separate", "lists": lists})


def entrant(name: str, category: str = FRONT, **scores: int | Fraction | None) -> Entrant:
    """Return an entrant; scores by round id, with hyphens as underscores."""
    given = {key.replace("_", "-"): None if value is None else Fraction(value) for key, value in scores.items()}
    return Entrant(name, name, "虚构中心", "江澜区", category, given)


def ranked(
    contest: Contest, people: Sequence[Entrant], using: Settings | None = None
) -> Mapping[str, Sequence[Standing]]:
    """Return the standings of every list."""
    rules = using or settings()
    rows = [composite(contest, rules, one) for one in people]
    return {
        one.name: rank([row for row in rows if row.entrant.category in one.categories], contest.ties, rules)
        for one in contest.lists
    }
