"""A content folder read whole: the Bank of everything that is right, and every Problem of the rest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import TypeVar

from question_bank.authoring import Document, Problem, Steps, Value, read, validate
from question_bank.blueprint import Blueprint, blueprint_mistakes
from question_bank.complaints import nearest, unknown_key
from question_bank.document import NOWHERE
from question_bank.images import image_mistakes, read_images, shown_images, unused_images
from question_bank.kinds import KINDS
from question_bank.mending import Kindless, mended
from question_bank.model import Authored, Bank, Calendar, Item, Mistake, Source, Topic
from question_bank.review import Written, review
from question_bank.reviews.registers import KEYING, NOT_YET
from question_bank.workdays import CalendarFile

SHIPPED = Path(__file__).parent / "content"
REGISTERS = ("topics.yaml", "sources.yaml")
# Fields of an item that the loader gives and an author may not write, in a part neither.
SUPPLIED = ("topic", "images", "arrangement")


class TopicFile(Authored):
    """The register of topics."""

    topics: list[Topic]


class SourceFile(Authored):
    """The register of documents."""

    sources: list[Source]


class ItemFile(Authored):
    """Items of one topic; each is validated by its own kind."""

    topic: str
    items: list[object]


Entry = TypeVar("Entry", bound=Topic | Source)
Whole = TypeVar("Whole", bound=CalendarFile | Blueprint)
_T = TypeVar("_T")


@dataclass(frozen=True)
class Content:
    """What a content folder holds: what is right, and what is wrong."""

    bank: Bank
    blueprints: Mapping[str, Blueprint] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def load_bank(root: Path, today: date) -> tuple[Bank, tuple[Problem, ...]]:
    """Return the bank of the content folder `root` and every problem in the folder, in order of file and line.

    An item is left out if it has an error, if its file has one outside every item, or if its validity has not
    begun on `today`.
    """
    content = load_content(root, today)
    return content.bank, content.problems


def load_content(root: Path, today: date, registers: Path | None = None) -> Content:
    """Return everything in the content folder `root`, blueprints included.

    With `registers`, a content folder, topics, sources, calendars and images are those of that folder, and every
    YAML file at or below `root` is one of items.
    """
    reading = _Reading()
    home = registers or root
    bank = Bank(
        topics=reading.register(home / "topics.yaml", TopicFile, "topics", Topic),
        sources=reading.register(home / "sources.yaml", SourceFile, "sources", Source),
        calendars=reading.calendars(home / "calendars"),
    )
    blueprints = {} if registers else reading.blueprints(home / "blueprints", bank)
    images = reading.images(home / "images")
    if registers:
        reading.problems.clear()
    written = reading.items(root if registers else root / "items", bank, images)
    reading.problems += review(written, bank, today)
    if not registers:
        used = {name for one in written for name in one.item.images}
        reading.problems += unused_images(home / "images", images.keys(), used)
    reading.problems += reading.unread(root)
    whole = replace(bank, items={one.item.id: one.item for one in _faultless(written, reading.problems)})
    return Content(whole, blueprints, reading.told())


class _Reading:
    """Reads file after file and keeps every problem met."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._silent: set[str] = set()
        self._unnamed = count(1)
        self._files_read: set[Path] = set()

    def told(self) -> tuple[Problem, ...]:
        """Return the problems in order, each once, without those that only follow from an unread register."""
        return tuple(sorted({one for one in self.problems if one.code not in self._silent}))

    def register(self, path: Path, file: type[Authored], key: str, model: type[Entry]) -> dict[str, Entry]:
        """Return the entries listed under `key`, by id."""
        document = self._read(path)
        if document.root is None:
            self._silent.add(f"unknown-{key.removesuffix('s')}")
            return {}
        whole = validate(file, document)
        self.problems += whole if isinstance(whole, tuple) else ()
        entries: dict[str, Entry] = {}
        for at in _listed(document, key):
            entry = validate(model, document, at)
            if not isinstance(entry, tuple):
                self._add(entries, entry.id, entry, document, (*at, "id"))
        return entries

    def calendars(self, folder: Path) -> dict[str, Calendar]:
        """Return the calendars of `folder`, by id."""
        calendars: dict[str, Calendar] = {}
        for document, file in self._files(folder, CalendarFile):
            mistakes = list(file.mistakes())
            self._note(document, mistakes)
            if not mistakes:
                self._add(calendars, file.id, file.calendar(), document, ("id",))
        return calendars

    def blueprints(self, folder: Path, bank: Bank) -> dict[str, Blueprint]:
        """Return the blueprints of `folder`, by id."""
        blueprints: dict[str, Blueprint] = {}
        for document, blueprint in self._files(folder, Blueprint):
            mistakes = list(blueprint_mistakes(blueprint, bank.topics.keys()))
            self._note(document, mistakes)
            if all(mistake.severity == "warning" for mistake in mistakes):
                self._add(blueprints, blueprint.id, blueprint, document, ("id",))
        return blueprints

    def unread(self, root: Path) -> Iterator[Problem]:
        """Yield a warning for each YAML file below `root` that nothing reads, and an error if none was there."""
        for path in sorted(root.rglob("*")):
            if path.suffix.lower() in (".yaml", ".yml") and path not in self._files_read:
                where = "放在 items、blueprints、calendars 文件夹里" if path.suffix == ".yaml" else "改扩展名为 .yaml"
                yield Problem(path.as_posix(), 1, 1, "warning", "ignored-file", f"这个文件没有读取；请{where}")
        if not any(path == root or path.is_relative_to(root) for path in self._files_read):
            yield Problem(root.as_posix(), 1, 1, "error", "nothing-to-read", "这里没有 .yaml 文件，什么也没有检查")

    def images(self, folder: Path) -> dict[str, str]:
        """Return the pictures of `folder` as data URIs, by file name."""
        images, problems = read_images(folder)
        self.problems += problems
        return images

    def items(self, root: Path, bank: Bank, images: Mapping[str, str]) -> list[Written]:
        """Return every item of the files at or below `root`, as it is written or mended."""
        written: list[Written] = []
        for path in _yaml_files(root):
            document = self._read(path)
            if document.root is not None:
                topic = document.root.children.get("topic", NOWHERE).value
                self._check_item_file(document, topic, bank.topics)
                for at in _listed(document, "items"):
                    written += self._item(document, at, str(topic), bank, images)
        return written

    def _check_item_file(self, document: Document, topic: Value, topics: Mapping[str, Topic]) -> None:
        file = validate(ItemFile, document)
        self.problems += file if isinstance(file, tuple) else ()
        if isinstance(topic, str) and topic not in topics:
            message = f"专题“{topic}”没有登记；{nearest(topic, topics.keys())}"
            self._note(document, [Mistake("unknown-topic", message, ("topic",))])

    def _item(
        self, document: Document, at: Steps, topic: str, bank: Bank, images: Mapping[str, str]
    ) -> Iterator[Written]:
        node = document.node(at)
        value = node.value if isinstance(node.value, dict) else {}
        self._note(document, image_mistakes(value, images.keys()), at)
        if isinstance(node.value, dict):
            self._note(document, _kind_mistakes(value), at)
        model = KINDS.get(str(value.get("kind")), Kindless)
        self._note(document, _supplied_in_parts(model, value), at)
        given = {"topic": topic, "images": shown_images(value, images), "arrangement": None}
        supplied = {key: content for key, content in given.items() if key in model.model_fields}
        item = validate(model, document, at, supplied)
        self.problems += item if isinstance(item, tuple) else ()
        if isinstance(item, tuple) or model is Kindless:
            name, source = f"unnamed-{next(self._unnamed)}", _reliable(bank.sources)
            whole = mended(model, {**value, **supplied}, name, source)
            yield from [Written(whole.embed(bank.calendars), document, at, mended=True)] if whole else []
        else:
            yield Written(item.embed(bank.calendars), document, at)

    def _files(self, folder: Path, model: type[Whole]) -> Iterator[tuple[Document, Whole]]:
        for path in _yaml_files(folder):
            document = self._read(path)
            file = validate(model, document) if document.root is not None else ()
            if isinstance(file, tuple):
                self.problems += file
            else:
                yield document, file

    def _read(self, path: Path) -> Document:
        self._files_read.add(path)
        document = read(path, path.as_posix())
        self.problems += document.problems
        return document

    def _note(self, document: Document, mistakes: Iterator[Mistake] | Sequence[Mistake], at: Steps = ()) -> None:
        for mistake in mistakes:
            steps = (*at, *mistake.at)
            self.problems.append(document.problem(steps, mistake.code, mistake.message, mistake.severity))

    def _add(self, known: dict[str, _T], name: str, value: _T, document: Document, at: Steps) -> None:
        if name in known:
            self._note(document, [Mistake("duplicate-id", f"编号“{name}”已经用过；请换一个", at)])
        known.setdefault(name, value)


def _yaml_files(root: Path) -> list[Path]:
    return sorted(root.rglob("*.yaml")) if root.is_dir() else [root] if root.exists() else []


def _listed(document: Document, key: str) -> list[Steps]:
    listed = document.root.children.get(key, NOWHERE).value if document.root else None
    return [(key, index) for index in range(len(listed))] if isinstance(listed, list) else []


def _kind_mistakes(value: Mapping[str, Value]) -> Iterator[Mistake]:
    kind = value.get("kind")
    if "kind" not in value:
        yield Mistake("missing-key", f"缺少“kind”（题型）；可用的是 {'、'.join(KINDS)}", ("kind",))
    elif isinstance(kind, str) and kind not in KINDS:
        yield Mistake("unknown-kind", f"没有“{kind}”这种题型；{nearest(kind, KINDS.keys())}", ("kind",))


def _reliable(sources: Mapping[str, Source]) -> str:
    return next((name for name, source in sources.items() if source.reliability == KEYING), "")


def _supplied_in_parts(model: type[Item], value: Mapping[str, object]) -> Iterator[Mistake]:
    parts = value.get("parts")
    for index, part in enumerate(parts if isinstance(parts, list) else []):
        for key in SUPPLIED:
            if isinstance(part, dict) and key in part:
                at = ("parts", index, key)
                yield Mistake(*unknown_key(model, at, SUPPLIED), at)


def _faultless(written: Sequence[Written], problems: Sequence[Problem]) -> Iterator[Written]:
    wrong: dict[str, set[int]] = {}
    for problem in problems:
        if problem.severity == "error" or problem.code == NOT_YET:
            wrong.setdefault(problem.file, set()).add(problem.line)
    documents = {one.document.file: one.document for one in written}
    faulty = {file for file, document in documents.items() if wrong.get(file, set()) - _item_lines(document)}
    for one in written:
        if (
            not one.mended
            and one.document.file not in faulty
            and wrong.get(one.document.file, set()).isdisjoint(one.lines)
        ):
            yield one


def _item_lines(document: Document) -> set[int]:
    return {line for at in _listed(document, "items") for line in document.lines(at)}
