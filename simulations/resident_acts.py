"""Acts towards the resident: calling, asking, identifying, papers in the tray, the invitation to rate."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from simulations.facts import ON_THE_AGENTS_CARD, ON_THE_CARD
from simulations.moves import Blocked, Move, Moved, facts, learn, say
from simulations.people import Person
from simulations.ruling import IDENTIFIED
from simulations.state import State

MEANS: Mapping[str, str] = {"id_card": "身份证", "ss_card": "社保卡", "code": "随申码"}
RATINGS = ("neutral", "praise")
# What came of reading a card or code that shows the picture of its holder.
PICTURED = ("ok", "expired")


def call(move: Move) -> Moved:
    """Call the ticket, or open the item of the to-do list."""
    state = move.state
    if state.phase == "open":
        raise Blocked("already_here", "办事人已在窗口")
    calls = state.calls + 1
    called = replace(state, calls=calls, started=state.started or move.at)
    if calls < move.case.arrives:
        return Moved(say(replace(called, phase="called"), "system", "已呼叫，无人应答"), outcome="nobody")
    return Moved(_arrive(move, called), outcome="arrived")


def recall(move: Move) -> Moved:
    """Call again someone who did not come."""
    if move.state.phase != "called":
        raise Blocked("not_called", "没有需要重呼的号")
    return call(move)


def pass_over(move: Move) -> Moved:
    """Pass over someone who did not come when called."""
    if move.state.phase != "called":
        raise Blocked("not_called", "办事人在窗口或尚未呼叫，不能过号")
    return Moved(replace(move.state, phase="absent", ended=move.at), outcome="passed")


def ask(move: Move) -> Moved:
    """Ask one of the case's questions; the answer shows its facts."""
    wanted = move.text("question")
    question = next((one for one in move.case.asks if one.id == wanted), None)
    if question is None:
        raise Blocked("no_question", "没有这个问题")
    state = say(say(move.state, "clerk", question.ask), "resident", question.answer)
    asked = replace(state, asked=(*state.asked, question.id))
    return Moved(learn(asked, *facts(question.shows)), question.id, "improper" if question.improper else "")


def speak(move: Move) -> Moved:
    """Say a polite phrase; it earns nothing."""
    wanted = move.text("phrase")
    phrase = next((one for one in move.catalogue.phrases if one.id == wanted), None)
    if phrase is None:
        raise Blocked("no_phrase", "没有这句话")
    return Moved(say(move.state, "clerk", phrase.text), phrase.id)


def read(move: Move) -> Moved:
    """Read a card or code; a code that is only a screenshot does not verify (a competition rule)."""
    person, means = move.person(), move.text("means")
    if means not in MEANS:
        raise Blocked("no_means", "没有这种刷证方式")
    target = f"{person.role}:{means}"
    if means == "code" and not person.has_phone:
        told = say(move.state, "resident", "我没有智能手机，不会弄这个。")
        return Moved(_note_read(told, person, means, "none"), target, "no_phone")
    held = {"id_card": person.id_card, "ss_card": person.ss_card, "code": person.code}[means]
    if held == "none":
        told = say(move.state, "resident", f"{MEANS[means]}今天没带。")
        return Moved(_note_read(told, person, means, "none"), target, "none")
    if held == "screenshot":
        told = say(move.state, "system", "读取失败：二维码是截图，请出示实时动态码")
        return Moved(_note_read(told, person, means, "refused"), target, "refused")
    if held == "expired":
        told = say(move.state, "system", f"读取成功：{MEANS[means]}已过有效期，不能核验身份")
        seen = learn(_note_read(told, person, means, "expired"), f"card:{person.role}")
        return Moved(_identify(seen, person), target, "expired")
    verified = say(move.state, "system", f"读取成功：{person.name}，{person.id_number}")
    seen = learn(_note_read(verified, person, means, "ok"), f"card:{person.role}")
    return Moved(_identify(seen, person), target, "ok")


def compare(move: Move) -> Moved:
    """Compare the person at the counter with the picture on the card that was read."""
    person = move.person()
    if person.role != move.case.counter_role:
        raise Blocked("not_here", "此人不在窗口，不能比对")
    if not any(role == person.role and result in PICTURED for (role, _), result in move.state.reads.items()):
        raise Blocked("not_read", "请先读取证件，再作人证比对")
    result = "same" if move.case.matches else "different"
    words = "人证比对一致" if move.case.matches else "人证比对不一致：相似度低于阈值"
    state = say(move.state, "system", words)
    compared = replace(state, compared={**state.compared, person.role: result})
    return Moved(learn(compared, "fact:person_matches"), person.role, result)


def inspect(move: Move) -> Moved:
    """Take a paper up and look at it; only then may its face be drawn."""
    paper, side = move.paper(), move.side()
    if side > paper.sides:
        raise Blocked("no_side", "这份材料只有一面")
    seen = move.state.inspected.get(paper.id, frozenset()) | {side}
    state = replace(move.state, inspected={**move.state.inspected, paper.id: seen})
    return Moved(learn(state, f"paper:{paper.id}", *facts(paper.shows)), paper.id, str(side))


def give_back(move: Move) -> Moved:
    """Give a paper back."""
    return _away(move, "given_back")


def keep(move: Move) -> Moved:
    """Keep a paper for good, as the law collects it."""
    return _away(move, "kept")


def rate(move: Move) -> Moved:
    """Invite to rate; asking for praise passes, and is marked."""
    how = move.text("how")
    if how not in RATINGS:
        raise Blocked("malformed", "操作缺少内容，请重试")
    words = "请您对本次服务作出评价。" if how == "neutral" else "麻烦您给个五星好评。"
    return Moved(replace(say(move.state, "clerk", words), rated=how), how)


def suspend(move: Move) -> Moved:
    """Put the case aside."""
    return Moved(replace(say(move.state, "system", "本件已挂起"), phase="suspended"))


def resume(move: Move) -> Moved:
    """Take a suspended case up again, exactly where it was."""
    if move.state.phase != "suspended":
        raise Blocked("not_suspended", "本件没有挂起")
    return Moved(replace(say(move.state, "system", "本件已恢复"), phase="open"))


def finish(move: Move) -> Moved:
    """Close the case; nothing can be done in it any more."""
    undecided = any(not one.decision for one in move.state.applications.values())
    outcome = "undecided" if undecided or not move.state.applications else "done"
    return Moved(replace(move.state, phase="closed", ended=move.at), outcome=outcome)


def _arrive(move: Move, state: State) -> State:
    here = say(replace(state, phase="open"), "resident", move.case.opening)
    known = learn(here, "fact:present_as", *facts(move.case.opening_shows))
    if move.case.entry not in IDENTIFIED:
        return known
    for person in move.case.people.values():
        known = _identify(known, person)
    return known


def _identify(state: State, person: Person) -> State:
    """Return the state with what a person's card shows known."""
    shown = {"applicant": ON_THE_CARD, "agent": ON_THE_AGENTS_CARD}.get(person.role, ())
    return learn(state, f"person:{person.role}", *facts(shown))


def _note_read(state: State, person: Person, means: str, result: str) -> State:
    return replace(state, reads={**state.reads, (person.role, means): result})


def _away(move: Move, how: str) -> Moved:
    paper = move.paper()
    return Moved(replace(move.state, gone={**move.state.gone, paper.id: how}), paper.id, how)


ACTS: Mapping[str, Callable[[Move], Moved]] = {
    "call": call,
    "recall": recall,
    "pass": pass_over,
    "ask": ask,
    "say": speak,
    "read": read,
    "compare": compare,
    "inspect": inspect,
    "give_back": give_back,
    "keep": keep,
    "rate": rate,
    "suspend": suspend,
    "resume": resume,
    "finish": finish,
}
