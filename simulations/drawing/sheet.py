"""What is drawn: a paper's content as plain values, and what of it stands on which side."""

import re
from dataclasses import dataclass, replace

# What stands on the back of a card that has one.
BACKS = frozenset({"签发机关", "发证机关", "有效期限", "有效期", "有效期至", "签注有效期", "签注有效期至"})
PHONE = "phone_photo"

# An author names a paper for the tray (“丈夫的…”, “…复印件”); its own heading says none of that.
_HOW_IT_CAME = re.compile(r"(?:（[^（）]*(?:上传|扫描|过期|复印|影像|电子证照)[^（）]*）|的?(?:复印件|照片|截图))+$")
_WHOSE = re.compile(r"^(?:[^的]{1,8}的|一[张份本])(?=.)")


@dataclass(frozen=True)
class Portrait:
    """Whose face: `seed` makes it the same everywhere, `sex` is male or female, `age` in years."""

    seed: str
    sex: str
    age: int
    mood: str = "calm"


@dataclass(frozen=True)
class Sheet:
    """One side of a paper: printed lines, places to sign, seals, and a picture where its kind has one."""

    kind: str
    title: str
    lines: tuple[tuple[str, str], ...] = ()
    signatures: tuple[tuple[str, str], ...] = ()
    seals: tuple[str, ...] = ()
    dated: str = ""
    portrait: Portrait | None = None
    side: int = 1
    sides: int = 1
    original: bool = True
    number: str = ""

    @property
    def heading(self) -> str:
        """The title as the paper itself bears it."""
        return _WHOSE.sub("", _HOW_IT_CAME.sub("", self.title)) or self.title

    @property
    def spoken(self) -> str:
        """The content as a screen reader says it; a place not signed says so."""
        parts = [f"编号：{self.number}"] if self.number else []
        parts += [f"{label}：{value or '空白'}" if label else value for label, value in self.lines]
        parts += [f"{label}：{by or '空白，没有签名'}" for label, by in self.signatures]
        parts += [f"盖章：{seal}" for seal in self.seals]
        if self.dated:
            parts.append(f"日期：{self.dated}")
        if not self.original:
            parts.append("这是手机上的影像" if self.kind == PHONE else "这是复印件")
        if self.sides > 1:
            parts.append(f"第 {self.side} 面，共 {self.sides} 面")
        return "；".join(parts)


def card_side(sheet: Sheet) -> Sheet:
    """Return this side of a card: whoever issued it, and until when, is on the back; one side bears all."""
    if sheet.sides == 1:
        return sheet
    front = sheet.side == 1
    lines = tuple(line for line in sheet.lines if (line[0] in BACKS) != front)
    return replace(sheet, lines=lines, seals=sheet.seals if front else ())


def page(sheet: Sheet) -> Sheet:
    """Return this page of a paper: the first half of its lines, or the rest and whatever closes it."""
    if sheet.sides == 1:
        return sheet
    half = (len(sheet.lines) + 1) // 2
    if sheet.side == 1:
        return replace(sheet, lines=sheet.lines[:half], signatures=(), seals=(), dated="")
    return replace(sheet, lines=sheet.lines[half:])
