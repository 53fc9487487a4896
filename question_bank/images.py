"""The pictures of a content folder as data URIs, and what is wrong with them or with mentions of them."""

import base64
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from question_bank.complaints import nearest
from question_bank.document import Problem, Steps, Value
from question_bank.model import Mistake, Severity
from question_bank.text import image_names

BYTES = 200_000
_MAGIC: Mapping[bytes, str] = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
# Options are single lines of text, and pages show no picture in them.
_LINES = ("options", "left", "right", "unit", "answer")


def read_images(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    """Return the pictures of `folder` by file name, and a problem for each file that is none."""
    images: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*")):
        if path.name.startswith("."):
            continue
        kind = _kind(path)
        if kind is None:
            message = "不是 PNG 或 JPEG 图片文件；请转换格式后再放入"
            problems.append(_problem(path, "error", "image-format", message))
        elif path.stat().st_size > BYTES:
            message = f"图片 {path.stat().st_size // 1000} KB，超过 {BYTES // 1000} KB；请压缩"
            problems.append(_problem(path, "error", "image-too-big", message))
        else:
            images[path.name] = f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
    return images, problems


def image_mistakes(value: Value, images: Collection[str]) -> Iterator[Mistake]:
    """Yield mentions, anywhere in an item as written, of pictures that can't be shown there."""
    for at, words in strings(value):
        for name in image_names(words):
            if at[-1] in _LINES or (len(at) > 1 and at[-2] in _LINES):
                yield Mistake("image-misplaced", "图片只能放在题干或解析里，选项里不会显示", at)
            elif name not in images:
                message = f"images 文件夹里没有可用的“{name}”；{nearest(name, images)}"
                yield Mistake("image-missing", message, at)


def shown_images(value: Value, images: Mapping[str, str]) -> dict[str, str]:
    """Return those of `images` that an item as written mentions."""
    names = {name for _, words in strings(value) for name in image_names(words)}
    return {name: images[name] for name in sorted(names) if name in images}


def unused_images(folder: Path, images: Collection[str], used: Collection[str]) -> Iterator[Problem]:
    """Yield a warning for each picture that no item shows."""
    for name in sorted(set(images) - set(used)):
        yield _problem(folder / name, "warning", "image-unused", "没有题目用到这张图片；请删去或引用它")


def strings(value: Value, at: Steps = ()) -> Iterator[tuple[Steps, str]]:
    """Yield every text within `value` with the steps to it."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from strings(below, (*at, key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from strings(below, (*at, index))


def _kind(path: Path) -> str | None:
    if not path.is_file():
        return None
    with path.open("rb") as stream:
        head = stream.read(8)
    return next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), None)


def _problem(path: Path, severity: Severity, code: str, message: str) -> Problem:
    return Problem(path.as_posix(), 1, 1, severity, code, message)
