"""Signals of a sitting weighed for the console; the coded incidents a proctor may note, and the reasons of measures.

Signals inform, they never punish: a weight orders what a proctor looks at, and no score, state or clock depends on it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from proctor.measures import Measure

SHORT_MS = 3_000  # a native dialog or a slip of the mouse takes the page away for a moment
MOST_OF_A_KIND = 3


@dataclass(frozen=True)
class Signal:
    """A kind of signal: `weight` is 0 to 5, `source` says who saw it; what a page says may be made up."""

    code: str
    label: str
    weight: int
    source: Literal["page", "server"]


@dataclass(frozen=True)
class Seen:
    """A signal that was seen at `at`, in exam milliseconds; `milliseconds` is how long it lasted, None if unknown."""

    code: str
    at: int
    milliseconds: int | None = None


@dataclass(frozen=True)
class Line:
    """Everything of one kind: how often, how long together, what it weighs, and the words for it."""

    code: str
    count: int
    milliseconds: int
    weight: int
    words: str


@dataclass(frozen=True)
class Weighed:
    """A sitting's signals, the heaviest kind first, and their weights together."""

    total: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class IncidentKind:
    """A kind of incident a proctor may note."""

    code: str
    label: str
    group: Literal["环境", "设备", "选手", "工作人员"]


@dataclass(frozen=True)
class Reason:
    """A reason for a measure: its code, its words, and the measures it fits."""

    code: str
    label: str
    fits: frozenset[Measure]


SIGNALS: Mapping[str, Signal] = {
    signal.code: signal
    for signal in (
        Signal("focus_lost", "离开页面", 2, "page"),
        Signal("fullscreen_left", "退出全屏", 1, "page"),
        Signal("paste", "粘贴文字", 3, "page"),
        Signal("clock_changed", "本机时钟变动", 1, "page"),
        Signal("second_sign_in", "另一处登录", 4, "server"),
        Signal("second_machine", "另一台电脑请求进入", 5, "server"),
        Signal("address_changed", "网络地址变化", 2, "server"),
        Signal("machine_changed", "更换电脑/浏览器", 4, "server"),
        Signal("seb_absent", "未用考试浏览器", 1, "server"),
    )
}

# Journal entries that say the page is there or not, and what it is when it isn't.
ABSENCES: Mapping[str, str] = {"focus": "focus_lost", "fullscreen": "fullscreen_left"}

INCIDENTS: tuple[IncidentKind, ...] = (
    IncidentKind("IE01", "停电或跳闸", "环境"),
    IncidentKind("IE02", "噪声干扰", "环境"),
    IncidentKind("IE03", "火警、疏散", "环境"),
    IncidentKind("IE04", "温度、照明等场地问题", "环境"),
    IncidentKind("ID01", "电脑死机、蓝屏或重启", "设备"),
    IncidentKind("ID02", "键盘、鼠标或显示器故障", "设备"),
    IncidentKind("ID03", "浏览器或输入法异常", "设备"),
    IncidentKind("ID04", "网络中断", "设备"),
    IncidentKind("ID05", "服务器异常", "设备"),
    IncidentKind("IC01", "选手身体不适", "选手"),
    IncidentKind("IC02", "选手迟到", "选手"),
    IncidentKind("IC03", "携带手机等违规物品", "选手"),
    IncidentKind("IC04", "交谈、旁窥或传递", "选手"),
    IncidentKind("IC05", "身份或证件不符", "选手"),
    IncidentKind("IC06", "对试题提出异议", "选手"),
    IncidentKind("IC07", "离场或弃考", "选手"),
    IncidentKind("IS01", "工作人员误操作", "工作人员"),
    IncidentKind("IS02", "试卷、座位安排有误", "工作人员"),
    IncidentKind("IS03", "无关人员进入考室", "工作人员"),
    IncidentKind("IS04", "其他", "工作人员"),
)


def _reason(code: str, label: str, fits: str) -> Reason:
    return Reason(code, label, frozenset(Measure(name) for name in fits.split()))


REASONS: tuple[Reason, ...] = (
    _reason("E01", "考室环境受干扰", "pause grant move notice"),
    _reason("E02", "供电故障", "start pause grant move release reopen notice"),
    _reason("E03", "火警、疏散等突发情况", "start pause grant end reopen notice"),
    _reason("E04", "场地原因推迟开考", "start notice"),
    _reason("D01", "电脑死机、蓝屏或重启", "start pause grant move release reopen"),
    _reason("D02", "键盘、鼠标或显示器故障", "start pause grant move"),
    _reason("D03", "浏览器或输入法异常", "start pause grant move release reopen"),
    _reason("D04", "服务器故障", "start pause grant reopen notice"),
    _reason("N01", "网络中断", "start pause grant move release reopen notice"),
    _reason("N02", "网络缓慢", "pause grant move notice"),
    _reason("C01", "选手迟到，准予入场", "start grant"),
    _reason("C02", "选手身体不适", "pause grant move end"),
    _reason("C03", "选手误交卷", "reopen"),
    _reason("C04", "选手自愿结束", "end"),
    _reason("C05", "选手违纪", "pause move end annul"),
    _reason("C06", "身份不符或冒名", "pause end annul"),
    _reason("C07", "为选手提供便利", "grant move"),
    _reason("C08", "选手提问的答复", "notice"),
    _reason("S01", "工作人员误操作", "start resume grant move release reopen annul"),
    _reason("S02", "座位调整", "move release"),
    _reason("S03", "试题或规则说明", "pause grant notice"),
    _reason("S04", "试卷发放有误", "pause end reopen annul notice"),
    _reason("S05", "情况已处理，恢复考试", "resume release notice"),
    _reason("S06", "统一收卷", "end notice"),
    _reason("S07", "主考决定", " ".join(Measure)),
)


def weigh(seen: Iterable[Seen]) -> Weighed:
    """Weigh what was seen of one sitting, for a proctor to look at; it never punishes by itself.

    What is known to have lasted less than three seconds, and codes that aren't signals, are left out. Of one kind at
    most three weigh, whatever the count says.
    """
    kinds: dict[str, list[Seen]] = {}
    for one in seen:
        if one.code in SIGNALS and (one.milliseconds is None or one.milliseconds >= SHORT_MS):
            kinds.setdefault(one.code, []).append(one)
    lines = sorted((_line(SIGNALS[code], kinds[code]) for code in SIGNALS if code in kinds), key=_heaviest)
    return Weighed(sum(line.weight for line in lines), tuple(lines))


def attention(entries: Iterable[tuple[str, bool, int]]) -> list[Seen]:
    """Pair journal entries (kind, whether the page is there, when) into absences, in the order they ended.

    A repeated "off" belongs to the absence that lasts already, an "on" without one says nothing, and kinds that
    don't tell of presence are passed over. An absence nobody came back from comes last and has no duration.
    """
    away: dict[str, int] = {}
    absences = []
    for kind, there, at in entries:
        if kind not in ABSENCES:
            continue
        if not there:
            away.setdefault(kind, at)
        elif kind in away:
            left = away.pop(kind)
            absences.append(Seen(ABSENCES[kind], left, max(0, at - left)))
    return absences + [Seen(ABSENCES[kind], left) for kind, left in away.items()]


def reasons_for(measure: Measure) -> tuple[Reason, ...]:
    """Return the reasons that fit `measure`, in the order of the list."""
    return tuple(reason for reason in REASONS if measure in reason.fits)


def reason_label(code: str) -> str | None:
    """Return the words of a reason, or None if there is no such code."""
    return _LABELS.get(code)


_LABELS: Mapping[str, str] = {reason.code: reason.label for reason in REASONS}


def _line(signal: Signal, seen: Sequence[Seen]) -> Line:
    lasted = sum(one.milliseconds or 0 for one in seen)
    words = f"{signal.label} {len(seen)} 次" + (f"共 {_duration(lasted)}" if lasted else "")
    return Line(signal.code, len(seen), lasted, signal.weight * min(len(seen), MOST_OF_A_KIND), words)


def _heaviest(line: Line) -> int:
    return -line.weight


def _duration(milliseconds: int) -> str:
    minutes, seconds = divmod(milliseconds // 1_000, 60)
    return f"{minutes} 分 {seconds} 秒" if minutes else f"{seconds} 秒"
