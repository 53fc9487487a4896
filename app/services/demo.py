"""The demo competition: made once, kept over restarts, its windows rolled forward so that a round is always open."""

import json
import logging
import secrets
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.database import db, transaction
from app.models import Account, Competition, Contestant, Round
from app.runtime import runtime
from app.services.access import Role
from app.services.codes import ACCESS_CODE_LENGTH, new_code
from app.services.competitions import (
    MINUTE,
    NewContestant,
    NewRound,
    add_account,
    add_competition,
    add_contestant,
    add_round,
)
from app.services.demo_judging import hold_judging, prepare_judged
from app.services.demo_venue import arrange_venue, roll_sessions
from app.services.drawing import draw_round
from app.services.refused import Refused
from app.services.words import worded

NAME = "2026年度“一网通办”专项立功竞赛（社区事务受理赛区）演示"
RULEBOOK = "demo"
WEEK_MINUTES = 7 * 24 * 60
STAFF = (
    (Role.ADMINISTRATOR, "admin", ("方予安",)),
    (Role.ORGANIZER, "organizer", ("秦岚", "顾清越")),
    (Role.AUTHOR, "author", ("沈知微", "陆怀瑾")),
    (Role.PROCTOR, "proctor", ("沈慧敏", "韩听雨")),
    (Role.CHIEF_PROCTOR, "chief", ("顾明德",)),
    (Role.AUDITOR, "auditor", ("马正华",)),
    (Role.TEAM_LEADER, "leader", ("江远舟",)),
    (Role.JUDGE, "judge", ("韩立群", "苏映雪", "严立新", "温晓岚", "戚志伟", "纪文涛", "阮佳颖")),
    (Role.CHIEF_JUDGE, "chiefjudge", ("黎国安",)),
    (Role.SCORER, "scorer", ("章书瑶",)),
    (Role.CHECKER, "checker", ("卢建平", "冯思敏")),
    (Role.TIMEKEEPER, "timer", ("乔一诺",)),
    (Role.ARBITRATION, "arbiter", ("程怀远", "施慧中")),
)
LEADS = "江澜区"
PEOPLE = (
    ("陆晓岚", "江澜区云桥街道社区事务受理服务中心", "综合窗口一线"),
    ("翟欣悦", "浦屿区青禾镇社区事务受理服务中心", "综合窗口一线"),
    ("殷如意", "虹汀区梧桐湾街道社区事务受理服务中心", "后台、管理"),
    ("姚承志", "江澜区云桥街道社区事务受理服务中心", "综合窗口一线"),
    ("袁梦洁", "浦屿区青禾镇社区事务受理服务中心", "综合窗口一线"),
    ("吴佳宁", "虹汀区梧桐湾街道社区事务受理服务中心", "综合窗口一线"),
    ("龚佳颖", "江澜区云桥街道社区事务受理服务中心", "后台、管理"),
    ("韩若冰", "浦屿区青禾镇社区事务受理服务中心", "综合窗口一线"),
)
ROUNDS = (
    NewRound("知识竞赛", "final", 0, WEEK_MINUTES, personal=True),
    NewRound("题型练习", "practice", 0, WEEK_MINUTES, personal=True, practice=True),
    NewRound("每日一练", "daily", 0, WEEK_MINUTES, personal=True, practice=True),
    NewRound("模拟受理", "sim-final", 0, WEEK_MINUTES, personal=True, kind="simulation"),
    NewRound("模拟受理练习", "sim-practice", 0, WEEK_MINUTES, personal=True, practice=True, kind="simulation"),
    NewRound("熟悉系统", "sim-warmup", 0, WEEK_MINUTES, personal=True, practice=True, kind="simulation"),
)
logger = logging.getLogger(__name__)

SignIn = dict[str, str]


def prepare_demo(accounts_file: Path) -> list[SignIn]:
    """Make the demo competition if there is none, open its rounds from now on, and return its sign-ins.

    A competition made before gains the rounds it has not. The sign-ins are written to `accounts_file` when they are
    made, because only their hashes are kept.
    """
    if not db.session.scalar(select(Competition.id).limit(1)):
        _make(accounts_file)
    _add_missing_staff(accounts_file)
    _add_missing_rounds()
    _add_judged()
    _roll_forward()
    sign_ins: list[SignIn] = json.loads(accounts_file.read_text(encoding="utf-8"))
    return sign_ins


def has_demo_people() -> bool:
    """Tell whether the database holds demo accounts: nobody may serve a real competition on them."""
    found = db.session.scalar(select(Account.id).where(Account.demo).limit(1))
    return bool(found or db.session.scalar(select(Contestant.id).where(Contestant.demo).limit(1)))


def _make(accounts_file: Path) -> None:
    with transaction() as session:
        competition = add_competition(session, NAME)
        sign_ins = _add_staff(session) + _add_contestants(session, competition.id)
    accounts_file.write_text(json.dumps(sign_ins, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _add_missing_staff(accounts_file: Path) -> None:
    """Add the accounts of roles that came later; their passwords join the file."""
    with transaction() as session:
        added = _add_staff(session)
    if added:
        known: list[SignIn] = json.loads(accounts_file.read_text(encoding="utf-8"))
        accounts_file.write_text(json.dumps(added + known, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _add_judged() -> None:
    """Make the competition that judging and results are shown on."""
    with transaction() as session:
        made = prepare_judged(session)
    if made:
        hold_judging()


def _add_missing_rounds() -> None:
    competition_id = db.session.scalar(select(Competition.id).where(Competition.name == NAME))
    there = set(db.session.scalars(select(Round.title).where(Round.competition_id == competition_id)))
    for new in ROUNDS:
        if competition_id is not None and new.title not in there:
            _add_round(competition_id, new)
    if competition_id is not None:
        with transaction() as session:
            arrange_venue(session, competition_id)
    for round_id in db.session.scalars(
        select(Round.id).where(Round.competition_id == competition_id, Round.drawn_at.is_(None))
    ).all():
        _draw(round_id)


def _add_round(competition_id: int, new: NewRound) -> None:
    try:
        with transaction() as session:
            add_round(session, competition_id, replace(new, opens=runtime().clock.now()), actor="demo")
    except Refused as refused:
        _leave_out(new.title, refused)


def _draw(round_id: int) -> None:
    try:
        draw_round(round_id=round_id, actor="demo")
    except Refused as refused:
        _leave_out(str(round_id), refused)


def _leave_out(round_name: str, refused: Refused) -> None:
    """Go on without a round whose content is not fit: the rest of the demo can still be shown."""
    logger.warning("%s：%s", round_name, "，".join(worded(refused)[1:]))


def _add_staff(session: Session) -> list[SignIn]:
    sign_ins = []
    for role, stem, names in STAFF:
        for number, name in enumerate(names, 1):
            username, password = f"{stem}{number}", secrets.token_urlsafe(9)
            if session.scalar(select(Account.id).where(Account.username == username)):
                continue
            row = add_account(session, username=username, name=name, role=role, password=password, demo=True)
            row.district = LEADS if role is Role.TEAM_LEADER or username == "judge1" else ""
            sign_ins.append({"role": role.value, "username": username, "password": password, "name": name})
    return sign_ins


def _add_contestants(session: Session, competition_id: int) -> list[SignIn]:
    sign_ins = []
    for number, (name, unit, category) in enumerate(PEOPLE, 1):
        admission_number, code = f"2026{number:04}", new_code(ACCESS_CODE_LENGTH)
        new = NewContestant(admission_number, code, name, unit, category, f"A区{number:02}座")
        row = add_contestant(session, competition_id, new, demo=True)
        row.district, row.years = unit[:3], 3 + number
        sign_ins.append({"role": "contestant", "username": admission_number, "password": code, "name": name})
    return sign_ins


def _roll_forward() -> None:
    now = runtime().clock.now()
    with transaction() as session:
        closes = now + WEEK_MINUTES * MINUTE
        for row in session.scalars(select(Round).where(Round.personal)):
            row.opens, row.entry_closes = min(row.opens, now), closes
        roll_sessions(session, now, closes)
        session.execute(update(Competition).where(Competition.name == NAME).values(rulebook=RULEBOOK))
