"""The author's commands: check, prove, play, props and schema."""

import argparse
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from question_bank.authoring import Problem
from simulations.loader import SHIPPED, load_content

SEVERITIES = {"error": "错误", "warning": "警告"}


def main(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name; return 0, 1 for problems found, or 2 for misuse."""
    chosen = _parser().parse_args(arguments)
    if not chosen.content.exists():
        print(f"找不到 {chosen.content}", file=sys.stderr)
        return 2
    content = load_content(chosen.content)
    print(as_text(content.problems))
    return int(bool(content.problems))


def as_text(problems: Sequence[Problem]) -> str:
    """Return one line per problem and a closing count."""
    lines = [
        f"{one.file}:{one.line}:{one.column}: {SEVERITIES[one.severity]} [{one.code}] {one.message}"
        for one in problems
    ]
    return "\n".join([*lines, f"{len(problems)} 个问题"])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m simulations", description="模拟受理命令")
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="检查事项、情景和试卷，一次列出所有问题")
    checking.add_argument("content", nargs="?", type=Path, default=SHIPPED, help="内容文件夹")
    return parser


if __name__ == "__main__":
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
