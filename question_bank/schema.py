"""JSON Schemas of the authored files, for completion and hints in an author's editor."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from pydantic import BaseModel

from question_bank.blueprint import Blueprint
from question_bank.kinds import KINDS
from question_bank.loader import SUPPLIED, SourceFile, TopicFile
from question_bank.model import Json
from question_bank.workdays import CalendarFile

Schema: TypeAlias = dict[str, Json]

FOLDER = Path(__file__).parent / "schema"
_DEFS = "$defs"
# What an editor says of a key where its model says nothing.
DESCRIPTIONS: Mapping[str, str] = {
    "id": "永久编号：小写字母开头，可用小写字母、数字和连字符",
    "kind": "题型",
    "stem": "题干，Markdown，可用表格、**强调**和图片",
    "difficulty": "预计答对率，0.05 到 0.95",
    "source": "依据：登记过的文件和条款",
    "document": "依据登记里的文件编号",
    "clause": "条款，写到条",
    "valid": "答案成立的日期，起止都含",
    "from": "起始日，如 2024-01-01",
    "to": "终止日；一直有效就不写",
    "explain": "解析：为什么对，为什么错；发布前选手看不到",
    "shuffle": "选项有内在次序时写 false；默认打乱",
    "options": "选项：字母和内容",
    "left": "左边各项",
    "right": "右边各项，可以比左边多",
    "answer": "答案",
    "any_order": "几个空可以互换时写 true",
    "tolerance": "允许的绝对误差，默认 0",
    "unit": "单位，显示在输入框后",
    "calendar": "日历编号，如 cn-2024",
    "ask": "求到期日（due_date）或天数（day_count）",
    "start": "起算事件发生之日，当日不计入",
    "days": "期限的天数",
    "end": "数到哪一天，含当日",
    "count": "working 工作日；calendar 自然日，末日逢休息日顺延",
    "parts": "二到五个小题",
    "weight": "在案例总分里的份数，默认 1",
    "topic": "专题，整个文件一个",
    "items": "本专题的题目",
    "topics": "专题登记",
    "sources": "依据登记",
    "name": "名称",
    "title": "全称",
    "issuer": "制定或发布机关",
    "year": "年份",
    "number": "文号",
    "reliability": "可靠程度；只有“核”能定答案",
    "first": "日历的第一天",
    "last": "日历的最后一天",
    "holidays": "放假安排",
    "workdays": "调休上班的周六、周日",
}


def schemas() -> dict[str, Schema]:
    """Return the schema of each sort of authored file, by name."""
    return {
        "items": _items(),
        "topics": _schema(TopicFile),
        "sources": _schema(SourceFile),
        "calendars": _schema(CalendarFile),
        "blueprints": _schema(Blueprint),
    }


def written(folder: Path) -> dict[Path, str]:
    """Return the files that `folder` should hold, with their content."""
    return {
        folder / f"{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        for name, schema in schemas().items()
    }


def stale(folder: Path) -> list[Path]:
    """Return which files of `folder` are missing or differ from the models."""
    return [
        path
        for path, text in written(folder).items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]


def write(folder: Path) -> None:
    """Write the schemas into `folder`."""
    folder.mkdir(exist_ok=True)
    for path, text in written(folder).items():
        path.write_text(text, encoding="utf-8", newline="\n")


def _items() -> Schema:
    choices: list[Json] = []
    shared: Schema = {}
    for name, model in KINDS.items():
        one = _schema(model)
        shared |= _fields(one.pop(_DEFS))
        shared[name] = {**one, "title": model.label}
        choices.append({"if": _of_kind(name), "then": {"$ref": f"#/{_DEFS}/{name}"}})
    kinds: list[Json] = list(KINDS)
    item: Schema = {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"enum": kinds, "description": DESCRIPTIONS["kind"]}},
        "allOf": choices,
    }
    properties: Schema = {
        "topic": {"type": "string", "description": DESCRIPTIONS["topic"]},
        "items": {"type": "array", "items": item, "description": DESCRIPTIONS["items"]},
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["topic", "items"],
        "properties": properties,
        _DEFS: shared,
    }


def _of_kind(name: str) -> Schema:
    return {"properties": {"kind": {"const": name}}, "required": ["kind"]}


def _schema(model: type[BaseModel]) -> Schema:
    raw: Schema = model.model_json_schema()
    cleaned = {key: _cleaned(value) for key, value in _shown(raw).items()}
    below = _fields(cleaned.pop(_DEFS, None))
    used = set(_references([cleaned, *below.values()]))
    # A definition that only a field of the loader's used is of no use to an author.
    return {**cleaned, _DEFS: {name: schema for name, schema in below.items() if name in used}}


def _cleaned(schema: Json) -> Json:
    """Return `schema` as an author meets it: Chinese hints only, no field that the loader supplies."""
    if isinstance(schema, list):
        return [_cleaned(one) for one in schema]
    if isinstance(schema, dict):
        return {key: _cleaned(value) for key, value in _shown(schema).items()}
    return schema


def _shown(schema: Schema) -> Schema:
    kept = {key: value for key, value in schema.items() if not _dropped(key, value)}
    properties = _fields(kept.get("properties"))
    if properties:
        hidden = SUPPLIED if "stem" in properties else ()
        described = {
            name: {"description": DESCRIPTIONS.get(name, name), **_fields(one)} for name, one in properties.items()
        }
        kept["properties"] = {name: one for name, one in described.items() if name not in hidden}
        kept["required"] = [name for name in _listed(kept.get("required")) if name not in hidden]
    numbers = [one for one in _listed(kept.get("anyOf")) if _fields(one).get("type") == "number"]
    # Models of exact decimals would also read text; an author writes numbers.
    return (
        {**{key: value for key, value in kept.items() if key != "anyOf"}, **_fields(numbers[0])} if numbers else kept
    )


def _fields(schema: Json) -> Schema:
    return schema if isinstance(schema, dict) else {}


def _listed(schema: Json) -> list[Json]:
    return schema if isinstance(schema, list) else []


def _dropped(key: str, value: Json) -> bool:
    english = key in ("title", "description") and isinstance(value, str) and value.isascii()
    return english or key in ("default", "discriminator")


def _references(schema: Json) -> Iterator[str]:
    reference = _fields(schema).get("$ref")
    if isinstance(reference, str):
        yield reference.rpartition("/")[2]
    for below in (*_fields(schema).values(), *_listed(schema)):
        yield from _references(below)
