"""What is checked for the path an author names."""

from datetime import date
from pathlib import Path

import pytest

from question_bank.checking import check, content_root
from tests.factories.content import item_text, items_text, write_content

TODAY = date(2026, 11, 22)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A content folder with a mistake in each of two files, and one id in both."""
    return write_content(
        tmp_path,
        {
            "items/a.yaml": items_text(item_text("one-001", "遗失可以补领。", difficulty="3")),
            "items/b.yaml": items_text(item_text("res-001", "可以在居住地换领身份证。"), topic="services/none"),
            "items/residence.yaml": items_text(item_text("res-001")),
        },
    )


def told(path: Path) -> list[tuple[str, str]]:
    """Return the name of the file and the code of each problem of `path`."""
    return [(Path(one.file).name, one.code) for one in check(path, TODAY)]


def test_a_content_folder_is_checked_whole(root: Path) -> None:
    everything = [("a.yaml", "out-of-range"), ("b.yaml", "unknown-topic"), ("residence.yaml", "duplicate-id")]
    assert told(root) == everything
    assert told(root / "items") == everything


def test_one_file_is_checked_against_the_whole_folder(root: Path) -> None:
    assert told(root / "items/residence.yaml") == [("residence.yaml", "duplicate-id")]
    assert told(root / "topics.yaml") == []


def test_a_file_is_not_taken_for_one_whose_name_it_begins(root: Path) -> None:
    (root / "items/b").mkdir()
    assert told(root / "items/b") == []


def test_a_loose_folder_takes_the_shipped_registers(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(items_text(item_text("own-001", answer="maybe")), encoding="utf-8")
    assert told(tmp_path) == [("mine.yaml", "wrong-type")]
    assert told(tmp_path / "mine.yaml") == [("mine.yaml", "wrong-type")]


def test_a_file_named_from_within_its_folder_is_checked_against_the_whole_one(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root / "items")
    assert told(Path("residence.yaml")) == [("residence.yaml", "duplicate-id")]
    assert [name for name, _ in told(Path())] == ["a.yaml", "b.yaml", "residence.yaml"]
    monkeypatch.chdir(root)
    assert told(Path("items/residence.yaml")) == [("residence.yaml", "duplicate-id")]


def test_a_folder_that_holds_nothing_to_check_is_told(tmp_path: Path) -> None:
    assert told(tmp_path) == [(tmp_path.name, "nothing-to-read")]
    (tmp_path / "mine.yml").write_text("x", encoding="utf-8")
    assert told(tmp_path) == [(tmp_path.name, "nothing-to-read"), ("mine.yml", "ignored-file")]


def test_the_content_root_is_the_nearest_folder_with_a_register(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert [content_root(root / part) for part in ("", "items", "items/a.yaml")] == [root] * 3
    assert content_root(tmp_path_factory.mktemp("elsewhere")) is None
