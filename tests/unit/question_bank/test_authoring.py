"""Reading YAML: values by the core schema, places, and one located message for whatever can't be read."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.authoring import BYTES, COMPLAINTS, DEPTH, NODES, parse, read
from question_bank.document import Place, Value


def value_of(text: str) -> Value:
    """Return the value under `a` in `a: <text>`."""
    return parse(f"a: {text}\n".encode(), "f").node(("a",)).value


def told(data: str | bytes) -> list[tuple[int, int, str]]:
    """Return line, column and code of each problem in `data`."""
    raw = data if isinstance(data, bytes) else data.encode()
    return [(one.line, one.column, one.code) for one in parse(raw, "f").problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("False", False),
        ("no", "no"),
        ("on", "on"),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-3", -3),
        ("0123", "0123"),
        ("1_000", "1_000"),
        ("12:30:00", "12:30:00"),
        ("9999999999999999999999", "9999999999999999999999"),
        ("0.65", Decimal("0.65")),
        ("1e9", "1e9"),
        (".inf", ".inf"),
        ("2024-09-11", date(2024, 9, 11)),
        ("2023-02-30", "2023-02-30"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("[1, x]", [1, "x"]),
        ("{1: x, true: y}", {"1": "x", "true": "y"}),
    ],
)
def test_scalars_follow_the_core_schema_and_never_become_floats(text: str, value: Value) -> None:
    read_value = value_of(text)
    assert (read_value, type(read_value)) == (value, type(value))


def test_places_are_those_of_keys_in_mappings_and_of_items_in_lists() -> None:
    document = parse("题: 甲\nb:\n  - x\n  - c: |\n      one\n      two\n\nd: 1\n".encode(), "f")
    nodes = [document.node(steps) for steps in [(), ("题",), ("b", 0), ("b", 1), ("b", 1, "c"), ("d",)]]
    assert [(node.place, node.last_line) for node in nodes] == [
        (Place(1, 1), 8),
        (Place(1, 1), 1),
        (Place(3, 5), 3),
        (Place(4, 5), 7),
        (Place(4, 5), 7),
        (Place(8, 1), 8),
    ]


def test_the_first_of_two_equal_keys_is_kept_and_the_second_named() -> None:
    document = parse(b"a: 1\nb: 2\na: 3\n", "f")
    assert document.node(()).value == {"a": 1, "b": 2}
    assert [(one.line, one.code, one.message) for one in document.problems] == [
        (3, "duplicate-key", "“a”重复，第 1 行已经写过；请删去一个")
    ]


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        ("a: &x 1\n", [(1, 4, "anchor")]),
        ("a: *x\n", [(1, 4, "alias")]),
        ("a: !!int 1\n", [(1, 4, "tag")]),
        ("a: !!python/object:os.system {}\n", [(1, 4, "tag")]),
        ("<<: {a: 1}\n", [(1, 1, "merge-key")]),
        ("? [a]\n: 1\n", [(1, 3, "key-not-text")]),
        ("a: 1\n---\nb: 2\n", [(2, 1, "several-documents")]),
        ("# nothing\n", [(1, 1, "empty-file")]),
        ("", [(1, 1, "empty-file")]),
        ("a: 1\n\tb: 2\n", [(2, 1, "tab")]),
        ("a:\n  - \tb: 2\n", [(2, 5, "tab")]),
        ("a: x: y\n", [(1, 5, "yaml-colon")]),
        ("a: 1\nb\n", [(2, 1, "yaml-no-colon")]),
        ("a：1\nb: 2\n", [(1, 2, "yaml-no-colon")]),
        ("- a: 1\n  b:2\n  c: 3\n", [(2, 3, "yaml-no-colon")]),
        ("- a:1\n  b: 2\n", [(1, 4, "yaml-no-colon")]),
        ("a: - b\n", [(1, 4, "yaml-dash")]),
        ("a: 1\nb: 'x\n---\n", [(2, 4, "yaml-unclosed")]),
        ('a: "\\u0000"\n', [(1, 4, "control-character")]),
        ("a: **不正确**\n", [(1, 5, "yaml-star")]),
        ('a: 1\nb: "x\n', [(2, 4, "yaml-unclosed")]),
        ("a: 1\nb: [1, 2\nc: 3\n", [(2, 4, "yaml-unclosed")]),
        ("a:\n  b: 1\n c: 2\n", [(3, 2, "yaml-indent")]),
        ('a: "\\q"\n', [(1, 5, "yaml-escape")]),
        ("a: @x\n", [(1, 4, "yaml-character")]),
        ("%TAG ! x\n%TAG ! x\n---\na: 1\n", [(2, 1, "yaml-directive")]),
        ("!<x\na: 1\n", [(1, 4, "yaml-syntax")]),
        ("a: \x07\n", [(1, 4, "control-character")]),
        ("a: 1\nb: \u2028\n", [(2, 4, "control-character")]),
        (b"\xef\xbb\xbfa: 1\n", [(1, 1, "byte-order-mark")]),
        ("a: 1\n".encode("utf-16"), [(1, 1, "not-utf8")]),
        ("a: 1\n题: 乙\n".encode("gbk"), [(2, 1, "not-utf8")]),
    ],
)
def test_what_authors_may_not_write_is_told_at_its_place(
    data: str | bytes, problems: list[tuple[int, int, str]]
) -> None:
    assert told(data) == problems


def test_a_byte_order_mark_is_only_a_warning() -> None:
    document = parse(b"\xef\xbb\xbfa: 1\n", "f")
    assert (document.node(()).value, document.problems[0].severity) == ({"a": 1}, "warning")


def test_refused_values_say_so_and_the_rest_is_read() -> None:
    document = parse(b"a: *x\nb: !t 1\nc: 3\n<<: 4\n", "f")
    refused = {key: document.node((key,)).refused for key in ("a", "b", "c", "<<")}
    assert refused == {"a": True, "b": True, "c": False, "<<": True}


def test_nesting_is_read_down_to_the_limit_and_refused_below_it() -> None:
    deepest = "[" * DEPTH + "]" * DEPTH
    assert told(deepest) == []
    assert told("[" + deepest + "]") == [(1, DEPTH + 1, "nested-too-deep")]


@pytest.mark.parametrize("bomb", ["[", "{a: ", "- ", "? ", "a: &x [*x]\n", "!t a ", "- *a\n", '"', "{a: 1, a: 1, "])
def test_two_megabytes_of_anything_give_a_message(bomb: str) -> None:
    assert told(bomb * (BYTES // len(bomb))) != []


def test_aliases_that_would_expand_a_thousandfold_are_refused_unexpanded() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 10)]
    document = parse("\n".join(lines).encode(), "f")
    assert document.node(("a9",)).value == [None, None]


def test_a_file_with_very_many_problems_stops_with_a_count() -> None:
    problems = told("a: 1\n" * (COMPLAINTS * 2))
    assert (len(problems), problems[-1][2]) == (COMPLAINTS + 1, "too-many-problems")


def test_a_file_of_too_many_values_is_refused() -> None:
    assert told("- 1\n" * (NODES - 1)) == []
    assert told("- 1\n" * NODES)[0][2] == "file-too-big"


def test_fifty_megabytes_are_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    document = read(path, "big.yaml")
    assert (document.root, [one.code for one in document.problems]) == (None, ["file-too-big"])


def test_a_file_of_the_greatest_size_is_read(tmp_path: Path) -> None:
    path = tmp_path / "full.yaml"
    path.write_bytes(b"a: 1\n#".ljust(BYTES, b"-"))
    assert read(path, "full.yaml").node(()).value == {"a": 1}


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_what_is_no_file_is_told(tmp_path: Path, name: str) -> None:
    assert [one.code for one in read(tmp_path / name, name).problems] == ["unreadable-file"]


def test_a_name_that_the_system_refuses_is_told(tmp_path: Path) -> None:
    loop = tmp_path / "loop.yaml"
    loop.symlink_to(loop)
    locked = tmp_path / ("x" * 300)
    assert [read(path, "f").problems[0].code for path in (loop, locked)] == ["unreadable-file"] * 2


@given(st.text(max_size=60))
def test_any_text_is_read_or_gives_located_problems(text: str) -> None:
    document = parse(text.encode("utf-8", "surrogatepass"), "f")
    assert document.root is not None or document.problems != ()
    assert all(one.line >= 1 and one.column >= 1 and one.file == "f" for one in document.problems)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_give_located_problems(data: bytes) -> None:
    document = parse(data, "f")
    assert document.root is not None or document.problems != ()


@given(st.integers(min_value=-(10**17), max_value=10**17))
def test_whole_numbers_survive(number: int) -> None:
    assert value_of(str(number)) == number


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=3))
def test_decimals_survive_exactly(number: Decimal) -> None:
    assert value_of(format(number, "f")) == number


def test_reading_leaves_the_recursion_limit_alone() -> None:
    before = sys.getrecursionlimit()
    parse(b"[" * 10_000, "f")
    assert sys.getrecursionlimit() == before
