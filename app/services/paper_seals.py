"""Papers under seal: a round's forms, papers and texts encrypted under a key whose two halves two people keep.

What is sealed is readable nowhere on the server until both halves come together again before an auditor. Losing a half
loses the papers: they would have to be drawn anew.
"""

import base64
import hashlib
import json
import re
import secrets
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.database import db, leave_nothing_behind, transaction
from app.models import Account, ExamSession, FormRow, FrozenPaper, FrozenText, ItemRevision, PaperSeal, Round, Sitting
from app.runtime import runtime
from app.services import audit
from app.services.access import Actor, Role
from app.services.refused import Refused
from app.services.second_person import Second
from app.services.sign_in import sign_in_staff
from proctor.sitting import State
from question_bank.digest import canonical, digest

OPENING_LEAD_MS = 60 * 60_000
KEY_BYTES = 32
NONCE_BYTES = 12
GROUP = 4
_DIGEST = re.compile(r'"([0-9a-f]{64})"')


@dataclass(frozen=True)
class SealedPapers:
    """What sealing made: the digest to be read aloud, and each holder's half, which is nowhere else."""

    digest: str
    halves: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class KeyTurn:
    """A holder who comes to open: how they sign, and the half they kept."""

    signs: Second
    half: str


def seal_papers(*, round_id: int, actor: Actor, holders: tuple[str, str]) -> SealedPapers:
    """Encrypt the round's papers and give out the two halves of the key.

    Refuses with `no_round`, `not_drawn_yet`, `papers_sealed`, `papers_in_use` or `bad_holders`.
    """
    with transaction() as session:
        row = _drawn(session, round_id)
        _check_unused(session, row)
        names = _check_holders(session, holders)
        forms = session.scalars(select(FormRow).where(FormRow.round_id == round_id).order_by(FormRow.label)).all()
        first, second = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES)
        key, now = _joined(first, second), runtime().clock.now()
        spoken = digest([form.digest for form in forms])
        content = _take_away(session, round_id, [form.record for form in forms])
        session.execute(delete(PaperSeal).where(PaperSeal.round_id == round_id))
        session.add(
            PaperSeal(
                round_id=round_id,
                digest=spoken,
                key_digest=hashlib.sha256(key).hexdigest(),
                content=_encrypted(key, round_id, content),
                holders=json.dumps(names),
                by=actor.key,
                at=now,
            )
        )
        audit.record(
            session, at=now, actor=actor.key, action="papers.seal", round=round_id, digest=spoken, holders=names
        )
    leave_nothing_behind()
    return SealedPapers(spoken, tuple(zip(names, (_spelt(first), _spelt(second)), strict=True)))


def open_papers(*, round_id: int, actor: Actor, turns: tuple[KeyTurn, KeyTurn], witness: Second) -> str:
    """Decrypt the papers by both halves before an auditor; return the digest to be read aloud.

    Refuses with `no_round`, `not_sealed`, `too_early_to_open`, `not_a_holder`, `no_auditor`, `key_wrong`, or as a
    sign-in does.
    """
    now = runtime().clock.now()
    seal = db.session.get(PaperSeal, round_id)
    if seal is None or seal.opened_at is not None:
        raise Refused("not_sealed")
    _check_hour(round_id, now)
    openers = [_signed(turn.signs).key for turn in turns]
    if sorted(openers) != sorted(json.loads(seal.holders)):
        raise Refused("not_a_holder")
    auditor = _signed(witness)
    if auditor.role is not Role.AUDITOR:
        raise Refused("no_auditor")
    key = _joined(*(_unspelt(turn.half) for turn in turns))
    content = _decrypted(key, seal)
    with transaction() as session:
        row = session.get_one(PaperSeal, round_id)
        if row.opened_at is not None:
            raise Refused("not_sealed")
        _put_back(session, content)
        row.opened_at, row.openers, row.content = now, json.dumps([*openers, auditor.key]), b""
        facts = {"round": round_id, "digest": row.digest, "holders": openers, "witness": auditor.key}
        audit.record(session, at=now, actor=actor.key, action="papers.open", **facts)
        return row.digest


@dataclass(frozen=True)
class SealState:
    """A seal for a page: who keeps the halves, who opened it, from when it may be opened, what is read aloud."""

    digest: str
    holders: tuple[str, ...]
    at: int
    from_at: int
    opened_at: int | None
    openers: tuple[str, ...]


def seal_view(round_id: int) -> SealState | None:
    """Return the round's seal, opened or not; None if its papers were never sealed."""
    row = db.session.get(PaperSeal, round_id)
    if row is None:
        return None
    holders, openers = tuple(json.loads(row.holders)), tuple(json.loads(row.openers))
    return SealState(row.digest, holders, row.at, _earliest(round_id), row.opened_at, openers)


def sealed_rounds() -> frozenset[int]:
    """Return the rounds whose papers are under seal now."""
    return frozenset(db.session.scalars(select(PaperSeal.round_id).where(PaperSeal.opened_at.is_(None))))


def require_open_papers(session: Session, round_id: int) -> None:
    """Refuse with `papers_sealed` while the round's papers are under seal."""
    seal = session.get(PaperSeal, round_id)
    if seal is not None and seal.opened_at is None:
        raise Refused("papers_sealed")


def _drawn(session: Session, round_id: int) -> Round:
    row = session.get(Round, round_id)
    if row is None:
        raise Refused("no_round")
    if row.drawn_at is None:
        raise Refused("not_drawn_yet")
    require_open_papers(session, round_id)
    return row


def _check_unused(session: Session, row: Round) -> None:
    used = select(func.count()).where(Sitting.round_id == row.id, Sitting.state != State.DRAWN)
    if row.practice or session.scalar(used):
        raise Refused("papers_in_use")


def _check_holders(session: Session, holders: tuple[str, str]) -> list[str]:
    """Return the holders' audit keys: two people who can sign in, neither of whom sets or sits papers."""
    names = [holder.strip().lower() for holder in holders]
    found = session.execute(select(Account.username, Account.role).where(Account.username.in_(names), Account.active))
    roles = {username: Role(role) for username, role in found}
    keeps = {Role.PROCTOR, Role.CHIEF_PROCTOR, Role.ORGANIZER}
    if len(set(names)) != len(names) or any(roles.get(name) not in keeps for name in names):
        raise Refused("bad_holders")
    return [f"staff:{name}" for name in names]


def _check_hour(round_id: int, now: int) -> None:
    """Nobody opens a paper more than an hour before the first session, or the round itself, begins."""
    earliest = _earliest(round_id)
    if now < earliest:
        raise Refused("too_early_to_open", minutes=-(-(earliest - now) // 60_000))


def _earliest(round_id: int) -> int:
    first = db.session.scalar(select(func.min(ExamSession.opens)).where(ExamSession.round_id == round_id))
    row = db.session.get(Round, round_id)
    if row is None:
        raise Refused("no_round")
    return (row.opens if first is None else first) - OPENING_LEAD_MS


def _signed(signs: Second) -> Actor:
    return sign_in_staff(username=signs.username, password=signs.password, address=signs.address)


def _take_away(session: Session, round_id: int, records: list[str]) -> Mapping[str, Any]:
    """Return what is to be sealed, and blank it where it stands."""
    named = {found for record in records for found in _DIGEST.findall(record)} - _named_elsewhere(session, round_id)
    content = {
        "forms": _rows(
            session, select(FormRow.id, FormRow.record, FormRow.report).where(FormRow.round_id == round_id)
        ),
        "papers": [
            [sitting, record, base64.b64encode(shown).decode()]
            for sitting, record, shown in session.execute(
                select(FrozenPaper.sitting_id, FrozenPaper.record, FrozenPaper.shown)
                .join(Sitting, Sitting.id == FrozenPaper.sitting_id)
                .where(Sitting.round_id == round_id)
            )
        ],
        "items": _rows(
            session,
            select(ItemRevision.revision, ItemRevision.item_id, ItemRevision.content).where(
                ItemRevision.revision.in_(named)
            ),
        ),
        "texts": _rows(
            session,
            select(FrozenText.digest, FrozenText.kind, FrozenText.text).where(FrozenText.digest.in_(named)),
        ),
    }
    mine = select(Sitting.id).where(Sitting.round_id == round_id)
    for form in session.scalars(select(FormRow).where(FormRow.round_id == round_id)):
        form.record, form.report = _outline(form.record), ""
    session.execute(update(FrozenPaper).where(FrozenPaper.sitting_id.in_(mine)).values(record="", shown=b""))
    session.execute(delete(ItemRevision).where(ItemRevision.revision.in_(named)))
    session.execute(delete(FrozenText).where(FrozenText.digest.in_(named)))
    return content


def _outline(record: str) -> str:
    """Return what contestants are told before the start, and nothing else: headings, and how many items there are."""
    sections = json.loads(record)["sections"]
    return canonical({
        "sections": [
            {"title": one["title"], "heading": one["heading"], "items": [None] * len(one["items"])} for one in sections
        ]
    })  # fmt: skip


def _named_elsewhere(session: Session, round_id: int) -> set[str]:
    others = session.scalars(select(FormRow.record).where(FormRow.round_id != round_id))
    return {found for record in others for found in _DIGEST.findall(record)}


def _rows(session: Session, query: Any) -> list[list[Any]]:  # noqa: ANN401  # any select
    return [list(row) for row in session.execute(query)]


def _put_back(session: Session, content: Mapping[str, Any]) -> None:
    """Write back what was sealed; a text that another draw froze meanwhile under the same digest is the same text."""
    for form_id, record, report in content["forms"]:
        session.execute(update(FormRow).where(FormRow.id == form_id).values(record=record, report=report))
    for sitting, record, shown in content["papers"]:
        values = {"record": record, "shown": base64.b64decode(shown)}
        session.execute(update(FrozenPaper).where(FrozenPaper.sitting_id == sitting).values(values))
    for revision, item_id, text in content["items"]:
        if session.get(ItemRevision, revision) is None:
            session.add(ItemRevision(revision=revision, item_id=item_id, content=text))
    for named, kind, text in content["texts"]:
        if session.get(FrozenText, named) is None:
            session.add(FrozenText(digest=named, kind=kind, text=text))


def _encrypted(key: bytes, round_id: int, content: Mapping[str, Any]) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, zlib.compress(orjson.dumps(content)), _bound_to(round_id))


def _decrypted(key: bytes, seal: PaperSeal) -> Mapping[str, Any]:
    if hashlib.sha256(key).hexdigest() != seal.key_digest:
        raise Refused("key_wrong")
    nonce, sealed = seal.content[:NONCE_BYTES], seal.content[NONCE_BYTES:]
    try:
        content: Mapping[str, Any] = orjson.loads(
            zlib.decompress(AESGCM(key).decrypt(nonce, sealed, _bound_to(seal.round_id)))
        )
    except InvalidTag as problem:
        raise Refused("seal_damaged") from problem
    return content


def _bound_to(round_id: int) -> bytes:
    return f"papers of round {round_id}".encode()


def _joined(first: bytes, second: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(first, second, strict=True))


def _spelt(half: bytes) -> str:
    """Return a half as people copy it: base 32 in groups of four, and a check group over the rest."""
    text = base64.b32encode(half).decode().rstrip("=")
    text += _check_group(half)
    return " ".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def _unspelt(typed: str) -> bytes:
    """Return the half that was typed; refuse with `key_mistyped` what its own check group doesn't fit."""
    text = re.sub(r"[^A-Z2-7]", "", typed.upper().replace("0", "O").replace("1", "I").replace("8", "B"))
    body, check = text[:-GROUP], text[-GROUP:]
    try:
        half = base64.b32decode(body + "=" * (-len(body) % 8))
    except ValueError as problem:
        raise Refused("key_mistyped") from problem
    if len(half) != KEY_BYTES or _check_group(half) != check:
        raise Refused("key_mistyped")
    return half


def _check_group(half: bytes) -> str:
    return base64.b32encode(hashlib.sha256(half).digest()).decode()[:GROUP]
