"""Nominations on the plan's forms (附件 3, 4): by districts, checked for eligibility and quota, with opinions."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import db, transaction
from app.documents.sheet import Section, Sheet, sheet_pdf
from app.models import Nomination
from app.queries.competition_rules import Rules
from app.runtime import runtime
from app.scoring.contests import Contest
from app.services import audit
from app.services.access import Action, Actor, Role, require
from app.services.reasons import checked_words
from app.services.refused import Refused
from app.services.results.gathering import contest_of

LONGEST = 2000
DEEDS = "deeds"
YEARS = "years"


@dataclass(frozen=True)
class Field:
    """A field of a form: how long it may be, and whether it must be filled in to be sent."""

    key: str
    label: str
    longest: int = 60
    required: bool = True


PEOPLE: Sequence[Field] = (
    Field("sex", "性别", 4),
    Field("born", "出生年月", 12),
    Field("origin", "籍贯", 30, required=False),
    Field("party", "政治面貌", 20, required=False),
    Field("education", "学历", 20, required=False),
    Field("unit", "单位", 60),
    Field("post", "职务（岗位）", 40),
    Field(YEARS, "从事年限（年）", 2),
    Field("phone", "联系电话", 20),
    Field("honours", "曾获荣誉", 300, required=False),
    Field(DEEDS, "主要事迹", LONGEST),
)
UNITS: Sequence[Field] = (
    Field("head", "负责人", 20),
    Field("size", "人数", 6),
    Field("contact", "联系人", 20),
    Field("phone", "联系电话", 20),
    Field("honours", "曾获荣誉", 300, required=False),
    Field(DEEDS, "主要事迹", LONGEST),
)
OPINIONS: Mapping[str, str] = {"district": "区民政局意见", "city": "市民政局意见", "committee": "组委会意见"}


@dataclass(frozen=True)
class NominationView:
    """A nomination: its fields as filled in, opinions as (words, by, at), and why it may not be sent yet."""

    id: int
    competition_id: int
    contest: str
    category: str
    district: str
    name: str
    form: Mapping[str, str]
    opinions: Mapping[str, Mapping[str, object]]
    state: str
    hindrances: tuple[str, ...]


def fields_of(contest: Contest) -> Sequence[Field]:
    """Return the fields of a contest's form."""
    return PEOPLE if contest.entrants == "people" else UNITS


def list_nominations(*, actor: Actor, competition_id: int) -> list[NominationView]:
    """Return a competition's nominations; a team leader's own district's."""
    query = select(Nomination).where(Nomination.competition_id == competition_id)
    if actor.role is Role.TEAM_LEADER:
        query = query.where(Nomination.district == actor.district)
    rows = db.session.scalars(query.order_by(Nomination.district, Nomination.contest, Nomination.id))
    return [_view(row) for row in rows]


def find_nomination(*, actor: Actor, nomination_id: int) -> NominationView:
    """Return a nomination the actor may see. Refuses with `no_nomination`."""
    return _view(_own(db.session(), actor, nomination_id))


def save_nomination(
    *, actor: Actor, competition_id: int, contest_id: str, category: str, name: str, form: Mapping[str, str],
    nomination_id: int | None = None,
) -> int:  # fmt: skip
    """Keep a nomination of the actor's district as a draft; return its id.

    Refuses with `no_contest`, `no_category`, `no_name`, `field_too_long(label, most)`, `no_nomination` or
    `nomination_sent`.
    """
    require(actor, Action.NOMINATE)
    _, contest = contest_of(competition_id, contest_id)
    if category not in {one.id for one in contest.categories}:
        raise Refused("no_category")
    if not name.strip():
        raise Refused("no_name")
    kept = _fitting(contest, form)
    with transaction() as session:
        now = runtime().clock.now()
        row = _own(session, actor, nomination_id) if nomination_id is not None else None
        if row is None:
            row = Nomination(
                competition_id=competition_id, contest=contest_id, district=actor.district, by=actor.key, at=now
            )
            session.add(row)
        elif row.state == "sent":
            raise Refused("nomination_sent")
        row.category, row.name, row.state = category, name.strip()[:128], "draft"
        row.form, row.by, row.at = json.dumps(kept, ensure_ascii=False), actor.key, now
        session.flush()
        audit.record(session, at=now, actor=actor.key, action="nomination.save", nomination=row.id)
        return row.id


def send_nomination(*, actor: Actor, nomination_id: int) -> None:
    """Send a nomination in. Refuses with `no_nomination`, `nomination_sent` or `not_sendable(lines)`."""
    require(actor, Action.NOMINATE)
    with transaction() as session:
        row = _own(session, actor, nomination_id)
        if row.state == "sent":
            raise Refused("nomination_sent")
        hindrances = _hindrances(session, row)
        if hindrances:
            raise Refused("not_sendable", lines="；".join(hindrances))
        row.state = "sent"
        now = runtime().clock.now()
        audit.record(session, at=now, actor=actor.key, action="nomination.send", nomination=row.id)


def withdraw_nomination(*, actor: Actor, nomination_id: int, words: str) -> None:
    """Withdraw a nomination, for a reason (放弃声明). Refuses with `no_nomination` or `empty_reason`."""
    require(actor, Action.NOMINATE)
    reason = checked_words(words)
    with transaction() as session:
        row = _own(session, actor, nomination_id)
        row.state, now = "withdrawn", runtime().clock.now()
        facts = {"nomination": row.id, "reason": reason}
        audit.record(session, at=now, actor=actor.key, action="nomination.withdraw", **facts)


def give_opinion(*, actor: Actor, nomination_id: int, whose: str, words: str) -> None:
    """Write an opinion on a sent nomination; the newest stands, the chain keeps that there were others.

    Refuses with `no_nomination`, `nomination_not_sent`, `no_line` or `empty_reason`.
    """
    require(actor, Action.COMPUTE_RESULTS)
    opinion = checked_words(words, 500)
    if whose not in OPINIONS:
        raise Refused("no_line")
    with transaction() as session:
        row = _own(session, actor, nomination_id)
        if row.state != "sent":
            raise Refused("nomination_not_sent")
        now = runtime().clock.now()
        given = json.loads(row.opinions) | {whose: {"words": opinion, "by": actor.key, "at": now}}
        row.opinions = json.dumps(given, ensure_ascii=False)
        facts = {"nomination": row.id, "whose": whose}
        audit.record(session, at=now, actor=actor.key, action="nomination.opinion", **facts)


def nomination_pdf(view: NominationView) -> bytes:
    """Return a nomination printed as its form."""
    rules, contest = contest_of(view.competition_id, view.contest)
    category = next((one.name for one in contest.categories if one.id == view.category), "")
    facts = [
        ("姓名" if contest.entrants == "people" else "名称", view.name),
        ("区", view.district),
        ("类别", category),
    ]
    facts += [(one.label, view.form.get(one.key, "")) for one in fields_of(contest) if one.longest < LONGEST]
    sections = [Section("主要事迹", words=view.form.get(DEEDS, "") or "（未填）")]
    sections += [
        Section(
            label,
            words=str(view.opinions[key]["words"]) if key in view.opinions else "　\n　\n（盖章）　　年　　月　　日",
        )
        for key, label in OPINIONS.items()
    ]
    return sheet_pdf(Sheet(f"{contest.name}类奖项申报表", rules.name, facts=facts, sections=sections))


def _own(session: Session, actor: Actor, nomination_id: int) -> Nomination:
    row = session.get(Nomination, nomination_id)
    if row is None or (actor.role is Role.TEAM_LEADER and row.district != actor.district):
        raise Refused("no_nomination")
    return row


def _fitting(contest: Contest, form: Mapping[str, str]) -> dict[str, str]:
    kept = {}
    for one in fields_of(contest):
        value = form.get(one.key, "").strip()
        if len(value) > one.longest:
            raise Refused("field_too_long", label=one.label, most=one.longest)
        kept[one.key] = value
    return kept


def _hindrances(session: Session, row: Nomination) -> list[str]:
    """Return why a nomination may not be sent: blank fields, too few years, the district's or category's quota."""
    rules, contest = contest_of(row.competition_id, row.contest)
    form = json.loads(row.form)
    found = [f"没有填写{one.label}" for one in fields_of(contest) if one.required and not form.get(one.key)]
    least = rules.book.eligibility.years_in_post
    if contest.entrants == "people" and form.get(YEARS):
        years = form[YEARS]
        if not years.isdecimal() or int(years) < least:
            found.append(f"到 {rules.book.eligibility.as_of} 在岗须满 {least} 年")
    return found + _over_quota(session, row, rules, contest)


def _over_quota(session: Session, row: Nomination, rules: Rules, contest: Contest) -> list[str]:
    sent = select(Nomination.id).where(
        Nomination.competition_id == row.competition_id,
        Nomination.contest == row.contest,
        Nomination.state == "sent",
        Nomination.id != row.id,
    )
    if contest.entrants == "people":
        district = rules.book.district(row.district)
        quota = district.quota if district else 0
        count = len(session.scalars(sent.where(Nomination.district == row.district)).all())
        return [f"{row.district}推荐名额 {quota} 人已满"] if count >= quota else []
    quota = (contest.nominees or {}).get(row.category, 0)
    count = len(session.scalars(sent.where(Nomination.category == row.category)).all())
    return [f"这一类推荐名额 {quota} 个已满"] if count >= quota else []


def _view(row: Nomination) -> NominationView:
    return NominationView(
        row.id,
        row.competition_id,
        row.contest,
        row.category,
        row.district,
        row.name,
        json.loads(row.form),
        json.loads(row.opinions),
        row.state,
        tuple(_hindrances(db.session(), row)) if row.state == "draft" else (),
    )
