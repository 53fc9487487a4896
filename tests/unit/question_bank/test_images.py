"""Pictures: read from the folder alone, known by their first bytes, and mentioned only where they show."""

from pathlib import Path

import pytest

from question_bank.document import Value
from question_bank.images import BYTES, image_mistakes, read_images, shown_images, unused_images
from tests.factories.content import PNG


def test_pictures_become_data_uris_by_their_first_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    (tmp_path / "b.png").write_bytes(b"\xff\xd8\xff")
    assert read_images(tmp_path) == (
        {"a.png": "data:image/png;base64,iVBORw0KGgo=", "b.png": "data:image/jpeg;base64,/9j/"},
        [],
    )


def test_what_is_no_picture_or_too_big_is_told(tmp_path: Path) -> None:
    (tmp_path / "fits.png").write_bytes(PNG.ljust(BYTES, b"x"))
    (tmp_path / "large.png").write_bytes(PNG.ljust(BYTES + 1, b"x"))
    (tmp_path / "page.png").write_bytes(b"<svg>")
    (tmp_path / "folder").mkdir()
    images, problems = read_images(tmp_path)
    assert list(images) == ["fits.png"]
    assert [(Path(one.file).name, one.code) for one in problems] == [
        ("folder", "image-format"),
        ("large.png", "image-too-big"),
        ("page.png", "image-format"),
    ]


def test_a_folder_that_is_not_there_has_no_pictures(tmp_path: Path) -> None:
    assert read_images(tmp_path / "none") == ({}, [])


@pytest.mark.parametrize(
    ("value", "mistakes"),
    [
        ({"stem": "![a](a.png)", "explain": "![a](a.png)"}, []),
        ({"stem": "![a](b.png)"}, [("image-missing", ("stem",))]),
        ({"stem": "![a](../../etc/passwd.png)"}, [("image-missing", ("stem",))]),
        ({"stem": "![a](https://example.org/a.png)"}, [("image-missing", ("stem",))]),
        ({"options": {"A": "![a](a.png)"}}, [("image-misplaced", ("options", "A"))]),
        ({"parts": [{"stem": "![a](c.png)"}]}, [("image-missing", ("parts", 0, "stem"))]),
        ({"unit": "![a](a.png)", "answer": 3}, [("image-misplaced", ("unit",))]),
    ],
)
def test_mentions_that_cannot_be_shown_are_told(value: Value, mistakes: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(one.code, one.at) for one in image_mistakes(value, {"a.png"})] == mistakes


def test_an_item_gets_the_pictures_it_mentions_and_no_others() -> None:
    value: Value = {"stem": "![x](a.png) ![y](none.png)", "parts": [{"stem": "![z](b.png)"}]}
    assert shown_images(value, {"a.png": "1", "b.png": "2", "c.png": "3"}) == {"a.png": "1", "b.png": "2"}


def test_pictures_that_nobody_shows_are_told(tmp_path: Path) -> None:
    told = list(unused_images(tmp_path, {"a.png", "b.png"}, {"a.png"}))
    assert [(Path(one.file).name, one.code, one.severity) for one in told] == [("b.png", "image-unused", "warning")]
