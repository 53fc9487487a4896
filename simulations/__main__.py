"""The author's commands: check, prove, play, props and schema."""

import argparse
import random
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path

from question_bank.authoring import Problem, nearest
from simulations import schema
from simulations.casework import Case, draw_case
from simulations.catalogue import DECISIONS
from simulations.clerk import acts_of, model_plan
from simulations.loader import SHIPPED, Content, load_content
from simulations.marking import mark
from simulations.proof import DUMB, MOST_DUMB, Proof, dumb_means
from simulations.props import NoGlyph, make_props
from simulations.proving import prove_all
from simulations.ruling import rule
from simulations.staging import staged
from simulations.terminal import marking_text, play_at_terminal, written
from simulations.window import play

SEVERITIES = {"error": "错误", "warning": "警告"}
DUMB_NAMES = {"accept": "一律受理", "refuse": "一律不予受理", "random": "随便决定"}
PROOFS = Path(__file__).parent.parent / "instance" / "proofs"


def main(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name; return 0, 1 for problems found, or 2 for misuse."""
    chosen = _parser().parse_args(arguments)
    if chosen.command == "schema":
        return _schema(compare=chosen.check)
    if not chosen.content.exists():
        return _refuse(f"找不到 {chosen.content}")
    content = load_content(chosen.content)
    return COMMANDS[chosen.command](content, chosen)


def as_text(problems: Sequence[Problem]) -> str:
    """Return one line per problem and a closing count."""
    lines = [
        f"{one.file}:{one.line}:{one.column}: {SEVERITIES[one.severity]} [{one.code}] {one.message}"
        for one in problems
    ]
    return "\n".join([*lines, f"{len(problems)} 个问题"])


def proof_text(proof: Proof, traps: dict[str, int]) -> str:
    """Return a proof in one line: the model's score, each trap's loss, the dumb clerks' means."""
    losses = "，".join(f"{name} −{float(loss):.1f}（≥{traps[name]}）" for name, loss in proof.losses.items())
    dumb = " / ".join(f"{float(proof.dumb[name]):.1f}" for name in DUMB)
    mark = "✓" if proof.holds else "✗"
    return (
        f"{mark} {proof.scenario}  [{_decision_name(proof.decision)}]  示范 {float(proof.model):.0f}  "
        f"{proof.acts} 步  {proof.cases} 种  陷阱 {losses or '无'}  不动脑 {dumb}"
    )


def _check(content: Content, _chosen: argparse.Namespace) -> int:
    print(as_text(content.problems))
    counts = f"{len(content.newest().services) if content.catalogues else 0} 个事项，{len(content.scenarios)} 个情景"
    print(f"{counts}，{len(content.papers)} 份试卷")
    return int(bool(content.problems))


def _prove(content: Content, chosen: argparse.Namespace) -> int:
    unknown = [name for name in chosen.names if name not in content.scenarios]
    if unknown:
        return _refuse(f"没有情景“{unknown[0]}”（有错误的不算）；{nearest(unknown[0], list(content.scenarios))}")
    names = chosen.names or list(content.scenarios)
    proofs = prove_all(content, names, chosen.cache, workers=chosen.workers) if names else {}
    problems = []
    for name, proof in proofs.items():
        print(proof_text(proof, {trap.id: trap.costs for trap in content.scenarios[name].traps}))
        where = content.written[name]
        problems += [where.problem(one.code, one.message, one.at) for one in proof.complaints]
    means = dumb_means(proofs)
    print("不动脑的受理员（先按正确决定平均，再平均）：" + "，".join(
        f"{DUMB_NAMES[name]} {float(means[name]):.1f}" for name in DUMB))  # fmt: skip
    too_good = [name for name in DUMB if means[name] >= MOST_DUMB and not chosen.names]
    for name in too_good:
        print(f"错误 [dumb-clerk] {DUMB_NAMES[name]}的平均分达到 {MOST_DUMB}，情景的搭配太偏")
    print(as_text(problems + list(content.problems)))
    return int(bool(problems or too_good or content.problems))


def _play(content: Content, chosen: argparse.Namespace) -> int:
    case = _case(content, chosen)
    if case is None:
        return 2
    catalogue = content.newest()
    if not chosen.model:
        play_at_terminal(case, catalogue, _typed, print)
        return 0
    ruling = rule(case, catalogue)
    acts = acts_of(case, catalogue, ruling, model_plan(ruling))
    for seq, act in enumerate(acts, 1):
        print(seq, written(act))
    state = play(case, catalogue, ((seq, act, seq * 1_000) for seq, act in enumerate(acts, 1)))
    print("\n".join(f"{line.who}: {line.text}" for line in state.talk))
    print(marking_text(mark(case, catalogue, ruling, state), ruling))
    return 0


def _props(content: Content, chosen: argparse.Namespace) -> int:
    case = _case(content, chosen)
    if case is None:
        return 2
    try:
        pdf = make_props(staged(content.scenarios[chosen.scenario], case, content.newest()))
    except NoGlyph as missing:
        return _refuse(f"字库里没有这些字，印不出来：{missing.characters}")
    chosen.out.mkdir(parents=True, exist_ok=True)
    file = chosen.out / f"{chosen.scenario}-{chosen.seed}.pdf"
    file.write_bytes(pdf)
    print(file)
    return 0


def _case(content: Content, chosen: argparse.Namespace) -> Case | None:
    if chosen.scenario not in content.scenarios:
        _refuse(f"没有情景“{chosen.scenario}”（有错误的不算）；{nearest(chosen.scenario, list(content.scenarios))}")
        return None
    catalogue = content.newest()
    setting = content.setting()
    rng = random.Random(chosen.seed)  # noqa: S311  # a reproducible draw
    return draw_case(content.scenarios[chosen.scenario], rng, setting, catalogue)


def _typed() -> str | None:
    try:
        return input("> ")
    except EOFError:
        return None


def _schema(*, compare: bool) -> int:
    if not compare:
        schema.write(schema.FOLDER)
        return 0
    stale = schema.stale(schema.FOLDER)
    for path in stale:
        print(f"{path.name} 与程序不一致；请运行 python -m simulations schema")
    return int(bool(stale))


def _decision_name(decisions: str) -> str:
    return "＋".join(DECISIONS.get(one, "不立件") for one in decisions.split("+"))


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return 2


COMMANDS: dict[str, Callable[[Content, argparse.Namespace], int]] = {
    "check": _check,
    "prove": _prove,
    "play": _play,
    "props": _props,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m simulations", description="模拟受理命令")
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="检查事项、情景和试卷，一次列出所有问题")
    proving = commands.add_parser("prove", help="验证情景：示范办理得满分，中陷阱的失分够数")
    proving.add_argument("names", nargs="*", help="情景编号，不写就全部")
    proving.add_argument("--workers", type=int, default=2, help="同时用几个进程，默认 2")
    proving.add_argument("--cache", type=Path, default=PROOFS, help="验证结果存放的文件夹")
    playing = commands.add_parser("play", help="在终端里办一件")
    printing = commands.add_parser("props", help="生成道具、台词卡和评委要点（PDF）")
    printing.add_argument("--out", type=Path, default=Path("props"), help="放到哪个文件夹，默认 props")
    for command in (playing, printing):
        command.add_argument("scenario", help="情景编号")
        command.add_argument("--seed", type=int, default=1, help="随机种子，默认 1")
    playing.add_argument("--model", action="store_true", help="只看示范办理和评分要点")
    for command in (checking, proving, playing, printing):
        command.add_argument("--content", type=Path, default=SHIPPED, help="内容文件夹")
    comparing = commands.add_parser("schema", help="重新生成编辑器补全用的 JSON Schema")
    comparing.add_argument("--check", action="store_true", help="只比较，不一致时以 1 退出")
    return parser


if __name__ == "__main__":
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
