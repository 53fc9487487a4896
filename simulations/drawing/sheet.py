"""What is drawn: a paper's content as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Portrait:
    """Whose face: `seed` makes it the same everywhere."""

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

    @property
    def spoken(self) -> str:
        """The content as a screen reader says it; a place not signed says so."""
        parts = [f"{label}：{value}" if label else value for label, value in self.lines]
        parts += [f"{label}：{by or '空白，没有签名'}" for label, by in self.signatures]
        parts += [f"盖章：{seal}" for seal in self.seals]
        if self.dated:
            parts.append(f"日期：{self.dated}")
        if not self.original:
            parts.append("这是复印件")
        if self.sides > 1:
            parts.append(f"第 {self.side} 面，共 {self.sides} 面")
        return "；".join(parts)
