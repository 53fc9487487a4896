"""A small content folder on disk, right in every way until a test breaks it."""

from collections.abc import Mapping
from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n"

TOPICS = "topics:\n  - {id: services/residence, name: 居住证业务}\n"
SOURCES = (
    "sources:\n"
    "  - {id: residence-permit-663, title: 居住证暂行条例, issuer: 国务院, year: 2015, reliability: 核}\n"
    "  - {id: hearsay, title: 窗口经验汇编, issuer: 某受理中心, year: 2020, reliability: 记}\n"
)
CALENDAR = (
    "id: cn-2024\ntitle: 2024 年（节选）\nfirst: 2024-09-01\nlast: 2024-10-31\n"
    "holidays:\n  - {name: 中秋节, from: 2024-09-15, to: 2024-09-17}\nworkdays: [2024-09-14]\n"
)
BLUEPRINT = (
    "id: daily\nname: 每日一练\nminutes: 5\nfull_mark: 2\nsections:\n  - title: 判断题\n    kinds: [true_false]\n"
    "    points: 2\n    rows:\n      - {count: 1}\n"
)


def item_text(name: str = "res-001", stem: str = "居住证由公安机关签发。", **fields: str) -> str:
    """Return a true-or-false item as an author writes it; `fields` replace or add whole lines."""
    lines = {
        "kind": "true_false",
        "stem": stem,
        "answer": "true",
        "difficulty": "0.7",
        "source": "{document: residence-permit-663, clause: 第八条}",
        "valid": "{from: 2016-01-01}",
        "explain": "第八条写明由公安机关签发。",
        **fields,
    }
    return f"  - id: {name}\n" + "".join(f"    {key}: {value}\n" for key, value in lines.items() if value)


def items_text(*items: str, topic: str = "services/residence") -> str:
    """Return a file of items."""
    return f"topic: {topic}\nitems:\n{''.join(items or (item_text(),))}"


def write_content(root: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the folder at `root` and return it; `changes` replace or add files by path, None leaves one out."""
    files: dict[str, str | bytes | None] = {
        "topics.yaml": TOPICS,
        "sources.yaml": SOURCES,
        "calendars/cn-2024.yaml": CALENDAR,
        "blueprints/daily.yaml": BLUEPRINT,
        "items/residence.yaml": items_text(),
        **(changes or {}),
    }
    for name, content in files.items():
        if content is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root
