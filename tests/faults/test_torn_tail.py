"""A log cut anywhere, as a power cut may leave it: what is there afterwards is a prefix of what was written."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from config import Config
from tests.factories.exam_client import ExamClient
from tests.factories.stored import entries, rows

CUTS = 60


def test_cut_log_leaves_a_prefix_of_the_journal(sitting: ExamClient, config: Config, tmp_path: Path):
    with closing(sqlite3.connect(str(config.sqlite_path))) as keeps_the_log:
        keeps_the_log.execute("SELECT 1 FROM sittings").fetchone()
        for seq in range(1, 41):
            sitting.save(sitting.answer(seq, f"作答{seq}"))
        whole = entries(config, sitting.sitting)
        log = Path(f"{config.sqlite_path}-wal").read_bytes()
        copy = tmp_path / "copy"
        copy.mkdir()
        shutil.copyfile(str(config.sqlite_path), copy / "exam.db")
    found = [_after_cut(copy, log[: random.Random(seed).randrange(len(log))], sitting.sitting) for seed in range(CUTS)]
    assert all(left == whole[: len(left)] for left in found)
    assert len({len(left) for left in found}) > 5
    assert _after_cut(copy, log, sitting.sitting) == whole


def _after_cut(copy: Path, log: bytes, sitting: str) -> list[tuple[int, str]]:
    torn = copy / "torn.db"
    shutil.copyfile(copy / "exam.db", torn)
    Path(f"{torn}-wal").write_bytes(log)
    Path(f"{torn}-shm").unlink(missing_ok=True)
    config = Config(secret_key="", database_url=f"sqlite:///{torn}")
    assert rows(config, "PRAGMA integrity_check") == [("ok",)]
    return entries(config, sitting)
