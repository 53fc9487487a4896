"""Authors' YAML read with the place of every key: values, and Problems.

YAML is taken as events, not as a tree of YAML nodes: aliases are never expanded, nesting is counted as it opens
and nothing recurses, so no file can make the reader hang or crash. Scalars follow the YAML 1.2 core schema.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NoReturn

import yaml

from question_bank.complaints import NO_COLON, nearest, shortened, syntax_complaint
from question_bank.document import NOWHERE, Document, Node, Place, Problem, Steps, Value
from question_bank.model import Authored, Json, Mistake, Severity
from question_bank.validation import validate

# All that another engine needs to read its own authors' files.
__all__ = [
    "Authored",
    "Document",
    "Json",
    "Mistake",
    "Place",
    "Problem",
    "Severity",
    "Steps",
    "Value",
    "nearest",
    "parse",
    "read",
    "validate",
]

# A large real file has some 60,000 nodes in 1 MB and nests seven deep.
BYTES = 2_000_000
DEPTH = 20
NODES = 100_000
COMPLAINTS = 100

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# A key glued to its value: by a full-width colon, or by a colon without a space.
_GLUED = re.compile(r"\s*(?:- )*[A-Za-z_]+(?:：|:(?=\S))")
_WORDS: Mapping[str, bool | None] = {
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    "null": None, "Null": None, "NULL": None, "~": None, "": None,
}  # fmt: skip
# Also what YAML takes for a line break and editors do not, so that lines are counted alike.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_UTF8_MARK, _UTF16_MARKS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")


def read(path: Path, file: str) -> Document:
    """Return the document at `path`, called `file` in its problems; one that can't be read says why there."""
    try:
        if not path.is_file():
            return _unread(file, "unreadable-file", "找不到这个文件，或者它不是普通文件")
        if path.stat().st_size > BYTES:
            return _unread(file, "file-too-big", f"文件超过 {BYTES // 1_000_000} MB，未读取；请拆成几个文件")
        return parse(path.read_bytes(), file)
    except OSError as error:
        return _unread(file, "unreadable-file", f"无法读取文件（{error.strerror}）")


def parse(data: bytes, file: str) -> Document:
    """Return the document written in `data`, which must be UTF-8; `file` is its name in problems."""
    if data.startswith(_UTF16_MARKS):
        return _unread(file, "not-utf8", "文件是 UTF-16 编码；请另存为 UTF-8（无 BOM）")
    bare = data.removeprefix(_UTF8_MARK)
    try:
        text = bare.decode()
    except UnicodeDecodeError as error:
        where = _place_after(bare[: error.start].decode())
        return _unread(file, "not-utf8", "此处不是 UTF-8 编码（可能是 GBK）；请把文件另存为 UTF-8", where)
    if found := _CONTROL.search(text):
        return _unread(file, "control-character", _control(found), _place_after(text[: found.start()]))
    reader = _Reader(file)
    if len(bare) < len(data):
        reader.complain(Place(1, 1), "byte-order-mark", "文件开头有 BOM；请另存为 UTF-8（无 BOM）", "warning")
    return reader.read(text)


def _unread(file: str, code: str, message: str, place: Place = NOWHERE.place) -> Document:
    return Document(file, None, (Problem(file, place.line, place.column, "error", code, message),))


def _control(found: re.Match[str]) -> str:
    return f"此处有不可见的控制字符 U+{ord(found[0]):04X}；请删去"


def _place_after(text: str) -> Place:
    return Place(text.count("\n") + 1, len(text) - text.rfind("\n"))


def _place(mark: yaml.error.Mark | yaml._yaml.Mark | None) -> Place:
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)


def _scalar(text: str) -> Value:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    if _DATE.fullmatch(text):
        return _date(text)
    return text


def _date(text: str) -> Value:
    try:
        return date.fromisoformat(text)
    except ValueError:
        # 2023-02-30 stays text, and the model that wants a date says so at its place.
        return text


class _UnreadableError(Exception):
    """Reading can't go on after the last complaint."""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come; `key` waits for its value, which then takes the key's `place`."""

    node: Node
    listed: list[Value]
    fields: dict[str, Value] | None = None
    key: str | None = None
    place: Place = NOWHERE.place


class _Reader:
    """Builds located values from the events of one file."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[Problem] = []
        self._open: list[_Open] = []
        self._root: Node | None = None
        self._nodes = 0

    def complain(self, place: Place, code: str, message: str, severity: Severity = "error") -> None:
        """Note a problem; a file with very many is read no further."""
        self._problems.append(Problem(self._file, place.line, place.column, severity, code, message))
        if len(self._problems) == COMPLAINTS:
            self._stop(place, "too-many-problems", f"这个文件已有 {COMPLAINTS} 处写法问题，后面的未检查")

    def read(self, text: str) -> Document:
        """Return the document written in `text`."""
        try:
            for event in yaml.parse(text, Loader=yaml.CSafeLoader):
                self._take(event)
            if self._root is None:
                self._stop(Place(1, 1), "empty-file", "文件没有内容")
        except yaml.MarkedYAMLError as error:
            self._problems.append(self._syntax_problem(error, text))
            self._root = None
        except _UnreadableError:
            self._root = None
        return Document(self._file, self._root, tuple(self._problems))

    def _take(self, event: yaml.Event) -> None:
        place = _place(event.start_mark)
        if isinstance(event, yaml.CollectionEndEvent):
            self._close()
        elif isinstance(event, yaml.NodeEvent):
            self._count(place)
            self._take_node(event, place)
        elif isinstance(event, yaml.DocumentStartEvent) and self._root is not None:
            self._stop(place, "several-documents", "一个文件只能有一份 YAML；请删去这条分隔线，或拆成两个文件")

    def _take_node(self, event: yaml.NodeEvent, place: Place) -> None:
        refused = self._refuses(event, place)
        top = self._open[-1] if self._open else None
        if top is not None and top.key is None and top.fields is not None:
            self._take_key(top, event, place)
        elif isinstance(event, yaml.ScalarEvent):
            value = _scalar(event.value) if event.implicit[0] else str(event.value)
            end = _place(event.end_mark)
            # A block scalar ends where the line after it starts.
            self._put(Node(value, place, max(end.line - (end.column == 1), place.line), refused))
        elif isinstance(event, yaml.AliasEvent):
            self._put(Node(None, place, place.line, refused))
        else:
            self._descend(event, place, refused=refused)

    def _take_key(self, top: _Open, event: yaml.NodeEvent, place: Place) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            self._stop(place, "key-not-text", "键必须是一个词，不能是列表、映射或引用")
        top.key, top.place = str(event.value), place
        if top.key == "<<":
            self.complain(place, "merge-key", "不支持合并键 <<；请把内容直接写出来")

    def _put(self, node: Node) -> None:
        if not self._open:
            self._root = node
            return
        top = self._open[-1]
        if top.fields is None:
            top.node.children[len(top.listed)] = node
            top.listed.append(node.value)
        else:
            self._put_under(top.node, top.fields, top.key or "", node, top.place)
            top.key = None

    def _put_under(self, parent: Node, value: dict[str, Value], key: str, node: Node, place: Place) -> None:
        if key in parent.children:
            first = parent.children[key].place.line
            self.complain(place, "duplicate-key", f"“{shortened(key)}”重复，第 {first} 行已经写过；请删去一个")
            return
        node.place = place
        node.refused = node.refused or key == "<<"
        parent.children[key] = node
        value[key] = node.value

    def _close(self) -> None:
        # The parser ends a block where the next token begins, which may be lines later: its last child is its end.
        node = self._open.pop().node
        node.last_line = max([node.last_line, *(child.last_line for child in node.children.values())])

    def _refuses(self, event: yaml.NodeEvent, place: Place) -> bool:
        name = shortened(event.anchor or "")
        if isinstance(event, yaml.AliasEvent):
            self.complain(place, "alias", f"不支持引用 *{name}；请把内容直接写出来（星号开头的文字要加引号）")
            return True
        if name:
            self.complain(place, "anchor", f"不支持锚点 &{name}；请删去（& 开头的文字要加引号）")
        if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) and event.tag is not None:
            self.complain(place, "tag", f"不支持标签 {shortened(event.tag)}；请删去（感叹号开头的文字要加引号）")
            return True
        if isinstance(event, yaml.ScalarEvent) and (found := _CONTROL.search(event.value)):
            self.complain(place, "control-character", _control(found))
            return True
        return False

    def _descend(self, event: yaml.NodeEvent, place: Place, *, refused: bool) -> None:
        if len(self._open) == DEPTH:
            self._stop(place, "nested-too-deep", f"嵌套超过 {DEPTH} 层，未读取")
        listed: list[Value] = []
        fields: dict[str, Value] | None = {} if isinstance(event, yaml.MappingStartEvent) else None
        node = Node(listed if fields is None else fields, place, place.line, refused)
        self._put(node)
        self._open.append(_Open(node, listed, fields))

    def _count(self, place: Place) -> None:
        self._nodes += 1
        if self._nodes > NODES:
            self._stop(place, "file-too-big", f"文件超过 {NODES} 个值，未读取；请拆成几个文件")

    def _stop(self, place: Place, code: str, message: str) -> NoReturn:
        self._problems.append(Problem(self._file, place.line, place.column, "error", code, message))
        raise _UnreadableError

    def _syntax_problem(self, error: yaml.MarkedYAMLError, text: str) -> Problem:
        place, began = _place(error.problem_mark), _place(error.context_mark or error.problem_mark)
        lines = [*text.splitlines(), ""]
        english = error.problem or ""
        if english.startswith("mapping values") and (key := _GLUED.match(lines[place.line - 2])):
            # The line above was read as text that goes on here, because its own colon is no YAML colon.
            english, began = NO_COLON, Place(place.line - 1, key.end())
        code, message = syntax_complaint(english, lines[place.line - 1], place.column - 1, began.line)
        # What is never closed, or lacks its colon, is noticed below; an author looks where it began.
        where = began if code in ("yaml-unclosed", "yaml-no-colon") else place
        return Problem(self._file, where.line, where.column, "error", code, message)
