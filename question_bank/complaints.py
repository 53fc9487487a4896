"""What is wrong with an authored value or with its YAML, said in Chinese."""

import difflib
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import get_args

from pydantic import BaseModel

from question_bank.document import Steps

NO_COLON = "could not find expected ':'"
# YAML's parser speaks English: its words, our code, and ours words. `{began}` is the line where the thing began.
SYNTAX: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "yaml-colon", "此处多出一个“: ”；文字里的要整体加引号，是键就与上一个键对齐"),
    ("block sequence entries are not allowed", "yaml-dash", "此处多出一个“- ”；以它开头的文字要加引号"),
    ("mapping keys are not allowed", "yaml-character", "文字不能以“? ”开头；请加引号"),
    ("found unexpected end of stream", "yaml-unclosed", "这里开始的引号没有闭合"),
    ("found unexpected document indicator", "yaml-unclosed", "这里开始的引号没有闭合"),
    ("did not find expected ',' or ']'", "yaml-unclosed", "这里开始的方括号没有闭合，或缺少逗号"),
    ("did not find expected ',' or '}'", "yaml-unclosed", "这里开始的花括号没有闭合，或缺少逗号"),
    ("did not find expected node content", "yaml-unclosed", "括号不成对，或逗号前后缺少内容"),
    ("did not find expected '-' indicator", "yaml-indent", "第 {began} 行开始的列表在此中断；请检查缩进和“- ”"),
    ("did not find expected key", "yaml-indent", "第 {began} 行开始的内容在此中断；请检查缩进和引号"),
    (NO_COLON, "yaml-no-colon", "这一行缺少“: ”；键后面要写半角冒号加空格"),
    ("did not find expected alphabetic or numeric", "yaml-star", "以 * 或 & 开头的文字要加引号，或写成 | 多行文字"),
    ("found unknown escape character", "yaml-escape", "双引号里的反斜杠要写成 \\\\，或改用单引号"),
    ("did not find expected hexdecimal number", "yaml-escape", "双引号里的 \\x、\\u 后面要跟十六进制数字"),
    ("did not find expected comment or line break", "yaml-block", "| 或 > 后面要换行再写文字"),
    ("found invalid Unicode character escape code", "yaml-escape", "双引号里的 \\u 编码不是一个字符"),
    ("directive", "yaml-directive", "不支持以 % 开头的指令行；请删去"),
    ("found undefined tag handle", "tag", "不支持标签；感叹号开头的文字要加引号"),
    ("found character that cannot start any token", "yaml-character", "文字不能以“{character}”开头；请加引号"),
)

# A model's error type, our code, and our words. `{given}` is what was written.
MODEL: Mapping[str, tuple[str, str]] = {
    "missing": ("missing-key", "缺少“{key}”"),
    "string_type": ("wrong-type", "“{key}”应为文字，写的是{given}"),
    "int_type": ("wrong-type", "“{key}”应为整数，写的是{given}"),
    "int_from_float": ("wrong-type", "“{key}”应为整数，写的是{given}"),
    "bool_type": ("wrong-type", "“{key}”应为 true 或 false，写的是{given}"),
    "date_type": ("wrong-type", "“{key}”应为存在的日期，如 2024-09-11，写的是{given}"),
    "is_instance_of": ("wrong-type", "“{key}”应为数字，写的是{given}"),
    "list_type": ("wrong-type", "“{key}”应为列表，写的是{given}"),
    "tuple_type": ("wrong-type", "“{key}”应为列表，写的是{given}"),
    "set_type": ("wrong-type", "“{key}”应为列表，写的是{given}"),
    "frozen_set_type": ("wrong-type", "“{key}”应为列表，写的是{given}"),
    "dict_type": ("wrong-type", "此处应为“键: 值”，写的是{given}"),
    "model_type": ("wrong-type", "此处应为“键: 值”，写的是{given}"),
    "model_attributes_type": ("wrong-type", "此处应为“键: 值”，写的是{given}"),
    "literal_error": ("not-allowed", "“{key}”只能是 {expected}，写的是{given}"),
    "enum": ("not-allowed", "“{key}”只能是 {expected}，写的是{given}"),
    "union_tag_invalid": ("not-allowed", "{discriminator} 只能是 {expected_tags}，写的是“{tag}”"),
    "union_tag_not_found": ("missing-key", "缺少 {discriminator}"),
    "greater_than": ("out-of-range", "“{key}”应大于 {gt}，写的是{given}"),
    "greater_than_equal": ("out-of-range", "“{key}”不能小于 {ge}，写的是{given}"),
    "less_than": ("out-of-range", "“{key}”应小于 {lt}，写的是{given}"),
    "less_than_equal": ("out-of-range", "“{key}”不能大于 {le}，写的是{given}"),
    "multiple_of": ("out-of-range", "“{key}”应为 {multiple_of} 的整数倍，写的是{given}"),
    "finite_number": ("out-of-range", "“{key}”应为有限的数，写的是{given}"),
    "decimal_max_places": ("out-of-range", "“{key}”最多 {decimal_places} 位小数，写的是{given}"),
    "decimal_max_digits": ("out-of-range", "“{key}”最多 {max_digits} 位数字，写的是{given}"),
    "decimal_whole_digits": ("out-of-range", "“{key}”整数部分最多 {whole_digits} 位，写的是{given}"),
    "string_too_short": ("too-short", "“{key}”至少要有 {min_length} 个字"),
    "string_too_long": ("too-long", "“{key}”最多 {max_length} 个字"),
    "too_short": ("too-short", "“{key}”至少要有 {min_length} 项，现有 {actual_length} 项"),
    "too_long": ("too-long", "“{key}”最多 {max_length} 项，现有 {actual_length} 项"),
    "string_pattern_mismatch": ("bad-form", "“{key}”的写法不对：{given}应符合 {pattern}"),
    "value_error": ("bad-value", "{error}"),
    "assertion_error": ("bad-value", "{error}"),
}
EMPTY = ("empty-value", "“{key}”没有内容")
PATTERNS: Mapping[str, str] = {
    r"^[a-z][a-z0-9-]{2,39}$": "小写字母开头，由小写字母、数字和连字符组成，共 3 到 40 个字符",
    r"^[a-z-]+/[a-z-]+$": "“组/名”，由小写字母和连字符组成",
}


def syntax_complaint(english: str, line: str, column: int, began: int) -> tuple[str, str]:
    """Return code and message for what the YAML parser said of `line` at `column` (from 0)."""
    character = line[column : column + 1]
    if character == "\t" or "\t" in line[: len(line) - len(line.lstrip())]:
        return "tab", "缩进用了制表符；请改用空格"
    for words, code, chinese in SYNTAX:
        if words in english:
            return code, chinese.format(began=began, character=character)
    return "yaml-syntax", f"YAML 写法有误（{english}）"


def model_complaint(kind: str, given: object, context: Mapping[str, object]) -> tuple[str, str]:
    """Return code and message for a model's error of type `kind`, about the value `given`.

    `context` holds the bounds that the model names, and `key`, the last step to the value.
    """
    facts = {"key": "", **context, "given": shown(given)}
    if isinstance(facts["key"], int):
        facts["key"] = f"第 {facts['key'] + 1} 项"
    for named in ("expected", "expected_tags", "discriminator"):
        if named in facts:
            facts[named] = str(facts[named]).replace(" or ", "、").replace(", ", "、").replace("'", "")
    if "pattern" in facts:
        facts["pattern"] = PATTERNS.get(str(facts["pattern"]), facts["pattern"])
    if given is None and kind != "missing":
        code, words = EMPTY
    else:
        code, words = MODEL.get(kind, ("bad-value", "“{key}”的写法不对，写的是{given}"))
    # Where a pair was meant, the colon of a Chinese keyboard made it one word.
    pair = (words == EMPTY[1] and "：" in str(facts["key"])) or (words == MODEL["dict_type"][1] and "：" in str(given))
    return code, words.format_map(facts) + ("；冒号要写成半角加空格“: ”" if pair else "")


def unknown_key(model: type[BaseModel], steps: Steps, supplied: Collection[str]) -> tuple[str, str]:
    """Return code and message for the unknown key at the end of `steps`; it names the nearest known one.

    `supplied` are the top-level keys that an author may not write.
    """
    key = str(steps[-1])
    known = _keys_at({model}, steps[:-1]) - set(supplied)
    return "unknown-key", f"没有“{shortened(key)}”这个键；{nearest(key, known)}"


def nearest(word: str, known: Collection[str]) -> str:
    """Return which of `known` was probably meant by `word`, or what may be written, shortened if it is much."""
    close = difflib.get_close_matches(word, sorted(known), n=1)
    if close:
        return f"是不是“{close[0]}”？"
    return f"可用的是 {shortened('、'.join(sorted(known)), 120)}" if known else "可用的一个也没有"


def shown(value: object) -> str:
    """Return what an author wrote, shortened, with the name of its type."""
    if isinstance(value, bool):
        return f"{str(value).lower()}（是非）"
    if isinstance(value, (int, Decimal)):
        return f"数字 {value}（如是文字请加引号）"
    if isinstance(value, date):
        return f"日期 {value.isoformat()}（如是文字请加引号）"
    if isinstance(value, str):
        return f"文字“{shortened(value)}”"
    if isinstance(value, dict):
        return "“键: 值”"
    return "空值" if value is None else "列表"


def shortened(words: str, longest: int = 30) -> str:
    """Return `words` in one line of at most `longest` characters."""
    line = " ".join(words.split())
    return line if len(line) <= longest else f"{line[:longest]}…"


def _keys_at(models: Collection[type[BaseModel]], steps: Steps) -> set[str]:
    if not steps:
        return {info.alias or name for model in models for name, info in model.model_fields.items()}
    below = {
        nested
        for model in models
        for name, info in model.model_fields.items()
        if steps[0] in (name, info.alias)
        for nested in _models_in(info.annotation)
    }
    # A step that is no field of a model is an index, a free key or the tag of a union: the models stay.
    return _keys_at(below or models, steps[1:])


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
