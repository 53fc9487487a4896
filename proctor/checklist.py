"""The exam day's checklist: what was read of a session, judged line by line, in words for the people who act on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

CLOCK_APART_MS = 2_000
BACKUP_AGE_MS = 24 * 3_600_000
GIGABYTE = 1_000_000_000


class Level(StrEnum):
    """How a line stands: only a failed one forbids the start; a line to do has its time still coming."""

    FAILED = "failed"
    ATTENTION = "attention"
    TODO = "todo"
    OK = "ok"


@dataclass(frozen=True)
class Readings:
    """What was read of a session at `now`; times are exam milliseconds, sizes bytes.

    `backup_age` is None where there is no backup; `marks` maps the codes of lines that people confirmed to what they
    wrote; `papers` is none, sealed or opened; `failed_tests` and `missing_tests` are seats by label.
    """

    now: int
    starts: int
    started: bool
    bank_problems: int
    forms: int
    papers_drawn: int
    contestants: int
    seated: int
    clashes: int
    clock_step: int
    disk_free: int
    disk_needed: int
    backup_ready: bool
    backup_age: int | None
    passed_tests: int
    failed_tests: Sequence[str]
    missing_tests: Sequence[str]
    papers: str
    opening_from: int
    proctors_without_room: Sequence[str]
    conflicted_authors: Sequence[str]
    marks: Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """One line: what is checked, how it stands, what was found, and what is to be done about it."""

    code: str
    title: str
    level: Level
    finding: str
    advice: str = ""


# What only people can judge, and what is to be done for it.
BY_HAND: Mapping[str, tuple[str, str]] = {
    "test_sitting": ("试考", "用练习环节走一遍：进入、作答、断网、交卷，确认无丢失。"),
    "spare": ("备用机与电源", "备用机开机并通过自检，不间断电源在位。"),
}


def check(readings: Readings) -> tuple[Line, ...]:
    """Return the lines, those that failed first, then those to mind, those to do, and those in order."""
    order = list(Level)
    lines = (
        _bank(readings),
        _papers_drawn(readings),
        _seats(readings),
        _papers(readings),
        _authors(readings),
        _clock(readings),
        _disk(readings),
        _backup(readings),
        _self_tests(readings),
        _staff(readings),
        *(_by_hand(readings, code) for code in BY_HAND),
    )
    return tuple(sorted(lines, key=lambda line: order.index(line.level)))


def may_start(lines: Sequence[Line]) -> bool:
    """Tell whether nothing failed."""
    return all(line.level is not Level.FAILED for line in lines)


def _bank(readings: Readings) -> Line:
    title = "题库检查"
    if readings.bank_problems:
        found = f"题库有 {readings.bank_problems} 处问题；已冻结的试卷不受影响。"
        return Line("bank", title, Level.ATTENTION, found, "请命题人在赛后处理，今天不要改题库。")
    return Line("bank", title, Level.OK, "题库检查没有问题；本场试卷已按校验码冻结。")


def _papers_drawn(readings: Readings) -> Line:
    title, missing = "组卷", readings.contestants - readings.papers_drawn
    if not readings.papers_drawn:
        return Line("drawn", title, Level.FAILED, "本场还没有试卷。", "请组委会在环节页组卷。")
    if missing > 0:
        found = f"{readings.papers_drawn} 人有试卷，{missing} 人没有。"
        return Line("drawn", title, Level.FAILED, found, "请组委会为新选手补卷。")
    return Line("drawn", title, Level.OK, f"{readings.forms} 套平行卷，{readings.papers_drawn} 人各有一份。")


def _seats(readings: Readings) -> Line:
    title, standing = "座位", readings.contestants - readings.seated
    if not readings.contestants:
        return Line("seats", title, Level.FAILED, "本场没有选手。", "请组委会在“考室与场次”里编排选手。")
    if standing:
        found = f"{readings.seated} 人有座位，{standing} 人没有。"
        return Line("seats", title, Level.ATTENTION, found, "检录时当场抽签，或请组委会排座。")
    if readings.clashes:
        found = f"有 {readings.clashes} 对相邻座位的卷型相同。"
        return Line("seats", title, Level.ATTENTION, found, "请组委会在座位图上按座位重配卷。")
    return Line("seats", title, Level.OK, f"{readings.seated} 人全部排座，相邻座位卷型不同。")


def _papers(readings: Readings) -> Line:
    title = "开启试卷"
    if readings.papers == "opened":
        return Line("papers", title, Level.OK, "两人持钥匙、监督到场，已开启。")
    if readings.papers == "none":
        return Line("papers", title, Level.ATTENTION, "试卷没有封存，服务器上可以读到。", "正式比赛请组委会先封卷。")
    if readings.now < readings.opening_from:
        return Line(
            "papers", title, Level.TODO, "试卷封存，还没到开启时间。", "开考前一小时起，两人持钥匙、监督到场开启。"
        )
    return Line("papers", title, Level.FAILED, "试卷还封存着。", "请两位持钥匙人和监督员到场开启。")


def _authors(readings: Readings) -> Line:
    title = "命题回避"
    if readings.conflicted_authors:
        names = "、".join(readings.conflicted_authors)
        return Line("authors", title, Level.ATTENTION, f"{names} 与本场选手同单位。", "请监督员核对其查看题目的记录。")
    return Line("authors", title, Level.OK, "没有命题人与本场选手同单位。")


def _clock(readings: Readings) -> Line:
    title, apart = "服务器时钟", abs(readings.clock_step)
    if apart > CLOCK_APART_MS:
        found = f"服务器时间被拨动了 {apart / 1000:.1f} 秒，自动收卷已暂停。"
        return Line("clock", title, Level.FAILED, found, "请管理员校时后重启服务，考试时间不受影响。")
    return Line("clock", title, Level.OK, "服务器时钟走时正常；计时以服务器为准。")


def _disk(readings: Readings) -> Line:
    title = "磁盘空间"
    found = f"剩余 {readings.disk_free / GIGABYTE:.1f} GB，本场预计用 {readings.disk_needed / GIGABYTE:.1f} GB。"
    if readings.disk_free < readings.disk_needed:
        return Line("disk", title, Level.FAILED, found, "请管理员清理磁盘后再开考。")
    if readings.disk_free < 4 * readings.disk_needed:
        return Line("disk", title, Level.ATTENTION, found, "够用，但请管理员考后清理。")
    return Line("disk", title, Level.OK, found)


def _backup(readings: Readings) -> Line:
    title = "备份目标"
    if not readings.backup_ready:
        return Line(
            "backup", title, Level.FAILED, "备份盘没有接好或不能写入。", "请管理员接好备份盘，设置 KAOCHANG_BACKUP。"
        )
    if readings.backup_age is None:
        return Line("backup", title, Level.FAILED, "备份盘可以写入，还没有备份。", "现在备份一次。")
    found = f"最近一次备份在 {_ago(readings.backup_age)}前。"
    if readings.backup_age > BACKUP_AGE_MS:
        return Line("backup", title, Level.FAILED, found, "现在备份一次。")
    return Line("backup", title, Level.OK, found)


def _self_tests(readings: Readings) -> Line:
    title, wrong = "各机自检", (*readings.failed_tests, *readings.missing_tests)
    of = readings.passed_tests + len(wrong)
    found = f"{readings.passed_tests}/{of} 台通过"
    if readings.failed_tests:
        return Line(
            "pcs",
            title,
            Level.FAILED,
            f"{found}；{_list(readings.failed_tests)} 未通过。",
            "换备用机，或按自检页的提示处理。",
        )
    if readings.missing_tests:
        return Line(
            "pcs", title, Level.ATTENTION, f"{found}；{_list(readings.missing_tests)} 没有自检。", "开机后打开自检页。"
        )
    if not of:
        return Line("pcs", title, Level.ATTENTION, "还没有编座位，没有电脑可查。", "编好座位后逐台自检。")
    return Line("pcs", title, Level.OK, f"{found}。")


def _staff(readings: Readings) -> Line:
    title = "监考分工"
    if readings.proctors_without_room:
        names = "、".join(readings.proctors_without_room)
        return Line(
            "staff", title, Level.ATTENTION, f"{names} 没有分配考室，看不到任何座位。", "请管理员在账号页分配考室。"
        )
    return Line("staff", title, Level.OK, "监考员都已分配考室。")


def _by_hand(readings: Readings, code: str) -> Line:
    title, advice = BY_HAND[code]
    if code in readings.marks:
        return Line(code, title, Level.OK, f"人工确认：{readings.marks[code]}")
    late = readings.started or readings.now >= readings.starts
    return Line(code, title, Level.ATTENTION if late else Level.TODO, "还没有人确认。", advice)


def _ago(milliseconds: int) -> str:
    minutes = max(milliseconds, 0) // 60_000
    if minutes < 60:  # noqa: PLR2004  # minutes of an hour
        return f"{minutes} 分钟"
    return f"{minutes // 60} 小时 {minutes % 60} 分"


def _list(seats: Sequence[str], most: int = 6) -> str:
    shown = "、".join(seats[:most])
    return f"{shown} 号" if len(seats) <= most else f"{shown} 号等 {len(seats)} 台"
