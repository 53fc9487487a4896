"""Roster files between preview and confirmation."""

from pathlib import Path

import pytest

from app.services.refused import Refused
from app.services.roster.uploads import KEPT_MS, LARGEST_FILE, Upload, find_upload, keep_upload

NOW = 1_795_309_200_000


def keep(folder: Path, account: int = 1, name: str = "名单.xlsx", file: bytes = b"x", now: int = NOW) -> Upload:
    return keep_upload(folder, account_id=account, competition_id=7, name=name, file=file, now=now)


def test_file_is_found_again_by_its_account(tmp_path: Path):
    kept = keep(tmp_path / "uploads", name="名单.CSV", file=b"abc")
    found = find_upload(tmp_path / "uploads", account_id=1, token=kept.token, now=NOW + KEPT_MS)
    assert (found, found.path.read_bytes(), found.kind, found.competition_id) == (kept, b"abc", ".csv", 7)
    assert kept.path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("account", "later", "token"),
    [(2, 0, None), (1, KEPT_MS + 1, None), (1, 0, "0" * 32), (1, 0, "../../etc/passwd"), (1, 0, "")],
)
def test_any_other_file_is_not_found(tmp_path: Path, account: int, later: int, token: str | None):
    kept = keep(tmp_path)
    with pytest.raises(Refused, match="no_upload"):
        find_upload(tmp_path, account_id=account, token=kept.token if token is None else token, now=NOW + later)


def test_nothing_is_found_before_anything_was_kept(tmp_path: Path):
    with pytest.raises(Refused, match="no_upload"):
        find_upload(tmp_path / "uploads", account_id=1, token="0" * 32, now=NOW)


@pytest.mark.parametrize(
    ("name", "file", "code"),
    [
        ("名单.xls", b"x", "roster_kind"),
        ("名单", b"x", "roster_kind"),
        ("名单.csv", b"", "roster_empty"),
        ("名单.csv", b"x" * (LARGEST_FILE + 1), "roster_too_large"),
    ],
)
def test_files_that_are_not_kept(tmp_path: Path, name: str, file: bytes, code: str):
    with pytest.raises(Refused, match=code):
        keep(tmp_path, name=name, file=file)
    assert list(tmp_path.iterdir()) == []


def test_one_file_an_account_and_none_too_old(tmp_path: Path):
    first, other = keep(tmp_path), keep(tmp_path, account=2)
    second = keep(tmp_path, now=NOW + 1)
    assert sorted(tmp_path.iterdir()) == sorted([other.path, second.path])
    assert not first.path.exists()
    third = keep(tmp_path, account=3, now=NOW + KEPT_MS + 2)
    assert list(tmp_path.iterdir()) == [third.path]


def test_what_is_not_an_upload_is_left_alone(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("x")
    kept = keep(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"notes.txt", kept.path.name}
