"""play: a case at the terminal, act by act, with the marking at the end; how an act is typed."""

from collections.abc import Callable, Iterator
from typing import Any

from simulations.casework import Case
from simulations.catalogue import Catalogue
from simulations.marking import RunScore, mark
from simulations.ruling import Ruling, rule
from simulations.state import State
from simulations.view import view
from simulations.window import Act, advance, start

HELP = """每行一个操作：操作名，后面是“键=值”。例如：
  call
  read person=applicant means=id_card
  ask question=why-left
  inspect paper=letter side=1
  choose service=RS-02
  situation application=RS-02 situation=reissue
  scan paper=letter application=RS-02 material=proxy-letter
  authorize person=applicant / fetch licence=resident-id person=applicant / check check=housing person=applicant
  verdict application=RS-02 material=proxy-letter verdict=return flaws=unsigned
  fill application=RS-02 field=phone value=...    sign application=RS-02
  decide application=RS-02 decision=supplement
  compose application=RS-02 document=supplement-notice field=gaps value=proxy-letter:unsigned+expired,id-card:missing
  compose application=RS-02 document=refusal field=reasons value=条件编号,条件编号
  seal / receive / issue application=RS-02 document=supplement-notice
  give_back paper=card    archive application=RS-02    rate how=neutral    finish
show 再看一遍，help 看用法，quit 结束并评分。示范办理用 play --model 看。"""


def play_at_terminal(
    case: Case, catalogue: Catalogue, ask: Callable[[], str | None], say: Callable[[str], None]
) -> None:
    """Play a case: `ask` gives the next line typed, or None at the end; `say` prints."""
    state, seq = start(case), 0
    say(f"{case.ticket}\n{HELP}")
    while (line := ask()) is not None and line.strip() != "quit":
        if line.strip() == "show":
            say(screen(case, catalogue, state))
        elif line.strip() == "help":
            say(HELP)
        elif line.strip():
            seq += 1
            before = len(state.talk)
            state = advance(case, catalogue, state, parsed(line, catalogue), seq * 1_000, seq)
            say("\n".join(_news(state, before)))
    say(verdict_text(case, catalogue, state))


def parsed(line: str, catalogue: Catalogue) -> Act:
    """Return the act a line writes; a value reaches to the end of the line and has the shape its field wants."""
    head, given, value = line.partition(" value=")
    do, *pairs = head.split() or [""]
    act: dict[str, Any] = {"do": do}
    for pair in pairs:
        key, _, text = pair.partition("=")
        act[key] = int(text) if key == "side" and text.isdecimal() else _listed(text) if key == "flaws" else text
    if given:
        act["value"] = _value(value.strip(), _kind_of(act, catalogue))
    return act


def written(act: Act) -> str:
    """Return the line that writes an act; `parsed` reads it back."""
    return " ".join([str(act["do"]), *(f"{key}={_text(value)}" for key, value in act.items() if key != "do")])


def _kind_of(act: Act, catalogue: Catalogue) -> str:
    document = catalogue.documents.get(str(act.get("document")))
    return next((one.kind for one in document.fields if one.id == act.get("field")), "") if document else ""


def _value(text: str, kind: str) -> object:
    if kind == "reasons":
        return _listed(text)
    if kind == "gaps":
        gaps = (one.partition(":") for one in _listed(text))
        return [{"material": name, "flaws": flaws.split("+")} for name, _, flaws in gaps]
    return text


def _listed(text: str) -> list[str]:
    return [one for one in text.split(",") if one]


def _text(value: object) -> str:
    """Return a value as it is typed: reasons and flaws with commas, gaps as material:flaw+flaw."""
    if not isinstance(value, list):
        return str(value)
    return ",".join(
        f"{one['material']}:{'+'.join(one['flaws'])}" if isinstance(one, dict) else str(one) for one in value
    )


def screen(case: Case, catalogue: Catalogue, state: State) -> str:
    """Return what the clerk sees, as indented text."""
    return "\n".join(_indented(view(case, catalogue, state), 0))


def verdict_text(case: Case, catalogue: Catalogue, state: State) -> str:
    """Return the marking as text: every checkpoint with its points."""
    ruling = rule(case, catalogue)
    return marking_text(mark(case, catalogue, ruling, state), ruling)


def marking_text(score: RunScore, ruling: Ruling) -> str:
    """Return a score as text, after the right decisions."""
    lines = [f"{one.service}: {one.decision}" for one in ruling.applications]
    for group in score.groups:
        lines.append(f"{group.name} {float(group.earned):.1f}/{float(group.points):.1f}")
        for one in score.checkpoints:
            if one.group == group.id:
                sign = "✓" if one.met else "✗"
                steps = "、".join(map(str, one.seqs)) or "—"
                lines.append(f"  {sign} {one.text}  {float(one.earned):.2f}/{float(one.points):.2f}  步骤 {steps}")
    lines += [f"封顶：{cap.name}，至多 {cap.at_most} 分" for cap in score.caps]
    return "\n".join([*lines, f"本件 {float(score.score):.2f} 分"])


def _news(state: State, before: int) -> Iterator[str]:
    if state.refusal:
        yield f"系统：{state.refusal[2]}"
    names = {"resident": "居民", "clerk": "受理员", "system": "系统"}
    for line in state.talk[before:]:
        yield f"{names[line.who]}：{line.text}"


def _indented(value: object, depth: int) -> Iterator[str]:
    pad = "  " * depth
    items = value.items() if isinstance(value, dict) else enumerate(value)  # type: ignore[arg-type]  # JSON: a list
    for key, one in items:
        if isinstance(one, (dict, list)) and one:
            yield f"{pad}{key}:"
            yield from _indented(one, depth + 1)
        elif one not in (None, "", {}, []):
            yield f"{pad}{key}: {one}"
