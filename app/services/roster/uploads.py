"""Roster files between preview and confirmation: kept under a random name, for one account, for an hour."""

import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from app.services.refused import Refused

LARGEST_FILE = 2 * 1024 * 1024
KEPT_MS = 3_600_000
KINDS = (".xlsx", ".csv")
_TOKEN = re.compile(r"[0-9a-f]{32}")
_NAME = re.compile(r"(\d+)-(\d+)-([0-9a-f]{32})-(\d+)(\.xlsx|\.csv)")


@dataclass(frozen=True)
class Upload:
    """A kept file: where it is, of which account and for which competition, its kind, and when it came (exam ms)."""

    path: Path
    account_id: int
    competition_id: int
    token: str
    at: int
    kind: str


def keep_upload(folder: Path, *, account_id: int, competition_id: int, name: str, file: bytes, now: int) -> Upload:
    """Keep a file, and throw away what the account kept before and whatever is too old.

    Refuses with `roster_kind`, `roster_empty` or `roster_too_large(most)`.
    """
    kind = Path(name).suffix.lower()
    if kind not in KINDS:
        raise Refused("roster_kind")
    if not file:
        raise Refused("roster_empty")
    if len(file) > LARGEST_FILE:
        raise Refused("roster_too_large", most=LARGEST_FILE // (1024 * 1024))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for upload in _kept(folder):
        if upload.account_id == account_id or now - upload.at > KEPT_MS:
            upload.path.unlink(missing_ok=True)
    token = secrets.token_hex(16)
    path = folder / f"{account_id}-{competition_id}-{token}-{now}{kind}"
    path.touch(mode=0o600)
    path.write_bytes(file)
    return Upload(path, account_id, competition_id, token, now, kind)


def find_upload(folder: Path, *, account_id: int, token: str, now: int) -> Upload:
    """Return the account's own kept file; any other, and one too old, is refused with `no_upload`."""
    if _TOKEN.fullmatch(token):
        for upload in _kept(folder):
            if upload.token == token and upload.account_id == account_id and now - upload.at <= KEPT_MS:
                return upload
    raise Refused("no_upload")


def _kept(folder: Path) -> list[Upload]:
    if not folder.is_dir():
        return []
    named = ((path, _NAME.fullmatch(path.name)) for path in sorted(folder.iterdir()))
    return [Upload(path, int(of[1]), int(of[2]), of[3], int(of[4]), of[5]) for path, of in named if of]
