"""The author's commands: check, preview, draw and schema."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from zoneinfo import ZoneInfo

from question_bank import schema
from question_bank.checking import check
from question_bank.complaints import nearest
from question_bank.document import Problem
from question_bank.drawing import draw
from question_bank.loader import SHIPPED, Content, load_content
from question_bank.preview import preview

SEVERITIES = {"error": "错误", "warning": "警告"}


def main(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name; return 0, 1 for problems found, or 2 for misuse."""
    chosen = _parser().parse_args(arguments)
    today: date = chosen.today or datetime.now(ZoneInfo("Asia/Shanghai")).date()
    if chosen.command == "schema":
        return _schema(compare=chosen.check)
    if not chosen.path.exists():
        return _refuse(f"找不到 {chosen.path}")
    if chosen.command == "check":
        return _check(chosen.path, today, chosen.format, strict=chosen.strict)
    content = load_content(chosen.path, today)
    if chosen.command == "preview":
        return _preview(content, chosen.id)
    return _draw(content, chosen.blueprint, chosen.seed, chosen.forms)


def as_text(problems: Sequence[Problem]) -> str:
    """Return one line per problem and a closing count."""
    lines = [
        f"{one.file}:{one.line}:{one.column}: {SEVERITIES[one.severity]} [{one.code}] {one.message}"
        for one in problems
    ]
    errors = sum(problem.severity == "error" for problem in problems)
    return "\n".join([*lines, f"{errors} 个错误，{len(problems) - errors} 个警告"])


def as_json(problems: Sequence[Problem]) -> str:
    """Return the problems as a JSON list of objects."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=1)


def _check(path: Path, today: date, form: str, *, strict: bool) -> int:
    problems = check(path, today)
    print(as_json(problems) if form == "json" else as_text(problems))
    return int(any(strict or problem.severity == "error" for problem in problems))


def _preview(content: Content, name: str) -> int:
    if name not in content.bank.items:
        return _refuse(f"题库里没有“{name}”（有错误的题不入库）；{nearest(name, content.bank.items.keys())}")
    print(preview(content.bank.items[name], content.bank))
    return 0


def _draw(content: Content, name: str, seed: int, forms: int | None) -> int:
    if name not in content.blueprints:
        return _refuse(f"没有蓝图“{name}”；{nearest(name, content.blueprints.keys())}")
    code, text = draw(content.bank, content.blueprints[name], seed, forms)
    print(text)
    return code


def _schema(*, compare: bool) -> int:
    if not compare:
        schema.write(schema.FOLDER)
        return 0
    stale = schema.stale(schema.FOLDER)
    for path in stale:
        print(f"{_near(path)} 与程序不一致；请运行 python -m question_bank schema")
    return int(bool(stale))


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m question_bank", description="题库命令")
    parser.set_defaults(path=_near(SHIPPED), today=None)
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="检查题库，一次列出所有问题")
    checking.add_argument("path", nargs="?", type=Path, default=_near(SHIPPED), help="内容文件夹、其子文件夹或文件")
    checking.add_argument("--format", choices=["text", "json"], default="text", help="输出格式")
    checking.add_argument("--strict", action="store_true", help="有警告也以 1 退出")
    showing = commands.add_parser("preview", help="看一道题的样子、答案、解析和依据")
    showing.add_argument("id", help="题目编号")
    drawing = commands.add_parser("draw", help="按蓝图试抽试卷，并打印公平性报告")
    drawing.add_argument("blueprint", help="蓝图编号")
    drawing.add_argument("--seed", type=int, default=1, help="随机种子，默认 1")
    drawing.add_argument("--forms", type=int, choices=range(1, 27), metavar="1—26", help="平行卷套数，默认按蓝图")
    for command in (showing, drawing):
        command.add_argument("--content", dest="path", type=Path, default=_near(SHIPPED), help="内容文件夹")
    for command in (checking, showing, drawing):
        command.add_argument("--today", type=_day, help="按哪一天检查适用期（YYYY-MM-DD）")
    comparing = commands.add_parser("schema", help="重新生成编辑器补全用的 JSON Schema")
    comparing.add_argument("--check", action="store_true", help="只比较，不一致时以 1 退出")
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"日期应写成 2026-01-31 的样子，写的是“{text}”"
        raise argparse.ArgumentTypeError(message) from error


def _near(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


if __name__ == "__main__":
    if isinstance(sys.stdout, TextIOWrapper):
        # A terminal that can't show a character (a file name, an emoji) gets it escaped, not a traceback.
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
