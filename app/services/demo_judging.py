"""The demo's second competition: machine-graded rounds done, judging all but over, results still to be computed."""

import json
import random
from collections.abc import Iterator, Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Account, Appearance, Ballot, Competition, Contestant, ImportedScore, Unit
from app.queries.judging import CHECKER, CHIEF, JUDGE, SCORER, SUBSTITUTE, TIMEKEEPER, MemberRow, find_panel
from app.runtime import runtime
from app.scoring.contests import Sheet
from app.services.access import Actor, Role
from app.services.competitions import NewContestant, add_competition, add_contestant
from app.services.judging.access import Judged, judged
from app.services.judging.ballots import ballot_digest, written_marks
from app.services.judging.draws import commit_draw, reveal_draw
from app.services.judging.locks import lock_panel
from app.services.judging.panels import NewPanel, add_panel, enter_entrants

NAME = "2025年度“一网通办”专项立功竞赛（社区事务受理赛区）演示：评审与成绩"
RULEBOOK = "demo-judged"
DISTRICTS = ("江澜区", "浦屿区", "虹汀区")
PLACES = ("云桥街道", "青禾镇", "梧桐湾街道", "竹园镇", "晨光街道", "和风街道", "石桥镇", "望江路街道")
SURNAMES = "陆翟殷姚袁吴龚韩窦鲁徐季张曹牛芦顾沈倪胡何林侯傅柏程石杜郝孟"
GIVEN = ("晓岚", "欣悦", "如意", "承志", "梦洁", "佳宁", "若冰", "雅南", "静怡", "雨晴", "云帆", "雪君")
FRONT, BACK = "综合窗口一线", "后台、管理"
PEOPLE = ((FRONT, 65), (BACK, 20))
UNITS = (("centre", 24), ("district-team", 6))
PANELS = (
    ("individual", "practice", "第一评委组", "3 号窗口"),
    ("individual", "presentation", "第二评委组", "多功能厅"),
    ("collective", "report", "第三评委组", "报告厅"),
)
LEFT_TO_JUDGE = 3
SERVING = {
    JUDGE: (Role.JUDGE, 5, 0),
    SUBSTITUTE: (Role.JUDGE, 2, 5),
    CHIEF: (Role.CHIEF_JUDGE, 1, 0),
    TIMEKEEPER: (Role.TIMEKEEPER, 1, 0),
    SCORER: (Role.SCORER, 1, 0),
    CHECKER: (Role.CHECKER, 1, 0),
}


def prepare_judged(session: Session) -> bool:
    """Make the competition, its people and units and their imported scores; False if it is there."""
    if session.scalar(select(Competition.id).where(Competition.name == NAME)):
        return False
    rng = random.Random(NAME)
    competition = add_competition(session, NAME, RULEBOOK)
    numbers = list(_add_people(session, competition.id, rng))
    units = list(_add_units(session, competition.id))
    for round_id, spread in (("quiz", (68, 99)), ("simulation", (60, 98))):
        _import(session, competition.id, "individual", round_id, {one: rng.randint(*spread) for one in numbers})
    levels = {one: Decimal(rng.randint(700_000, 985_000)).scaleb(-4) for one in units}
    _import(session, competition.id, "collective", "service-level", levels)
    return True


def hold_judging() -> None:
    """Set up the panels, draw their orders, cast and confirm ballots, and lock all panels but the first."""
    with transaction() as session:
        competition_id = session.scalar(select(Competition.id).where(Competition.name == NAME)) or 0
        staff = {duty: tuple(_serving(session, *wanted)) for duty, wanted in SERVING.items()}
        chief = session.scalars(select(Account).where(Account.username.in_(staff[CHIEF]))).first()
    if chief is None:
        return
    organizer = Actor("demo", 0, "演示", Role.ORGANIZER)
    leader = Actor(f"staff:{chief.username}", chief.id, chief.name, Role.CHIEF_JUDGE)
    for number, (contest, round_id, name, venue) in enumerate(PANELS):
        new = NewPanel(competition_id, contest, round_id, name, venue, runtime().clock.now(), staff)
        panel_id = add_panel(actor=organizer, new=new)
        enter_entrants(actor=organizer, panel_id=panel_id, numbers=_entrants(panel_id))
        commit_draw(actor=organizer, panel_id=panel_id)
        reveal_draw(actor=organizer, panel_id=panel_id)
        with transaction() as session:
            _cast(session, panel_id, LEFT_TO_JUDGE if number == 0 else 0)
        if number:
            lock_panel(actor=leader, panel_id=panel_id)


def _add_people(session: Session, competition_id: int, rng: random.Random) -> Iterator[str]:
    names = [surname + given for surname in SURNAMES for given in GIVEN]
    rng.shuffle(names)
    place = 0
    for category, count in PEOPLE:
        for _ in range(count):
            district, street = DISTRICTS[place % len(DISTRICTS)], PLACES[place % len(PLACES)]
            number = f"2025{place + 1:04}"
            unit = f"{district}{street}社区事务受理服务中心"
            row = add_contestant(
                session, competition_id, NewContestant(number, "", names[place], unit, category, ""), demo=True
            )
            row.code_mac, row.district, row.years = "", district, 3 + place % 9
            place += 1
            yield number


def _add_units(session: Session, competition_id: int) -> Iterator[str]:
    place = 0
    for category, count in UNITS:
        for number in range(count):
            district = DISTRICTS[place % len(DISTRICTS)]
            street = PLACES[number % len(PLACES)]
            team = f"{district}社区事务受理运行管理团队{number + 1}"
            name = team if category == "district-team" else f"{district}{street}社区事务受理服务中心"
            key = f"U{place + 1:03}"
            session.add(
                Unit(competition_id=competition_id, number=key, name=name, district=district, category=category)
            )
            place += 1
            yield key


def _import(
    session: Session, competition_id: int, contest: str, round_id: str, scores: dict[str, int] | dict[str, Decimal]
) -> None:
    evidence = json.dumps({"file": "演示数据.xlsx", "sha256": "0" * 64}, ensure_ascii=False)
    session.add_all(
        ImportedScore(
            competition_id=competition_id,
            contest=contest,
            round=round_id,
            entrant=entrant,
            version=1,
            score=str(score),
            evidence=evidence,
            signed_by="演示单位",
            by="demo",
            at=runtime().clock.now(),
        )
        for entrant, score in scores.items()
    )


def _serving(session: Session, role: Role, count: int, after: int) -> Iterator[str]:
    query = select(Account.username).where(Account.role == role.value, Account.demo).order_by(Account.id)
    yield from session.scalars(query.offset(after).limit(count))


def _entrants(panel_id: int) -> Sequence[str]:
    data = find_panel(panel_id)
    if data is None:
        return ()
    panel = judged(data)
    categories = {one.id: one.name for one in panel.contest.categories if panel.round.takes(one.id)}
    with transaction() as session:
        people = select(Contestant.admission_number).where(Contestant.competition_id == data.head.competition_id)
        units = select(Unit.number).where(Unit.competition_id == data.head.competition_id)
        return (
            *session.scalars(people.where(Contestant.category.in_(categories.values()))),
            *session.scalars(units.where(Unit.category.in_(categories))),
        )


def _cast(session: Session, panel_id: int, left: int) -> None:
    """Let everyone but the last few appear, be judged, and have their ballots confirmed."""
    data = find_panel(panel_id)
    if data is None:
        return
    panel, rng, now = judged(data), random.Random(panel_id), runtime().clock.now()
    for one in data.appearances[: len(data.appearances) - left]:
        row = session.get_one(Appearance, one.id)
        row.state, row.started_at, row.ended_at, row.over = "done", now, now, 0
        skill = rng.uniform(0.72, 0.97)
        session.add_all(_ballot(panel, one.id, judge, skill, rng, now) for judge in data.judges_of(one.id))


def _ballot(panel: Judged, appearance_id: int, judge: MemberRow, skill: float, rng: random.Random, now: int) -> Ballot:
    marks = _marks(panel.sheet, skill, rng)
    return Ballot(
        appearance_id=appearance_id,
        account_id=judge.account_id,
        version=1,
        state="confirmed",
        marks=written_marks(marks),
        entered_by=f"staff:{judge.username}",
        submitted_at=now,
        digest=ballot_digest(panel, appearance_id, judge.account_id, marks, ""),
        confirmed_by="demo",
        confirmed_at=now,
    )


def _marks(sheet: Sheet, skill: float, rng: random.Random) -> dict[str, Decimal]:
    """Return marks around a contestant's skill, each a whole number of the criterion's steps."""
    found = {}
    for one in sheet.criteria:
        share = min(1.0, max(0.0, skill + rng.uniform(-0.06, 0.06)))
        found[one.id] = one.step * int(share * float(one.full / one.step))
    return found
