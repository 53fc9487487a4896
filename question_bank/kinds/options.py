"""What the kinds with lettered options share: reading an option id, and mistakes in a set of options."""

from collections.abc import Iterator, Mapping

from question_bank.model import Json, Mistake, Unreadable

# Pages letter the options A to Z in the order shown.
MOST = 26


def read_option(response: Json, names: Mapping[str, str]) -> str:
    """Return the authored name of the option `response` names; raise Unreadable for anything else."""
    if not isinstance(response, str):
        raise Unreadable("作答应为一个选项编号")
    if response not in names:
        raise Unreadable("作答的选项编号不在本题中")
    return names[response]


def read_options(response: Json, names: Mapping[str, str]) -> list[str]:
    """Return the authored names of a list of option ids, in its order; raise Unreadable for anything else."""
    if not isinstance(response, list):
        raise Unreadable("作答应为选项编号的列表")
    chosen = [read_option(one, names) for one in response]
    if len(set(chosen)) < len(chosen):
        raise Unreadable("作答的选项编号有重复")
    return chosen


def option_mistakes(options: Mapping[str, str], *, at: str = "options", least: int = 2) -> Iterator[Mistake]:
    """Yield what is wrong with a set of options: too few of them or too many, an empty one, two alike."""
    if len(options) > MOST:
        yield Mistake("too-many-options", f"有 {len(options)} 个选项，最多 {MOST} 个（题面按 A—Z 编号）", (at,))
    if len(options) < least:
        yield Mistake("too-few-options", f"只有 {len(options)} 个选项，至少要 {least} 个", (at,))
    seen: dict[str, str] = {}
    for name, text in options.items():
        if not text.strip():
            yield Mistake("empty-option", f"选项 {name} 没有内容", (at, name))
        elif text.strip() in seen:
            other = seen[text.strip()]
            yield Mistake("same-options", f"选项 {name} 与选项 {other} 内容相同，请改写其中一个", (at, name))
        seen.setdefault(text.strip(), name)


def answer_mistake(name: str, options: Mapping[str, str], at: tuple[str | int, ...]) -> Iterator[Mistake]:
    """Yield a mistake if `name` names none of `options`."""
    if name not in options:
        yield Mistake("answer-names-no-option", f"答案“{name}”不是选项；可用的是 {'、'.join(options)}", at)
