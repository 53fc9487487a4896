"""What a phone shows: a talk, a message, a code, a picture, a page of some program, or a paper photographed."""

from collections.abc import Iterator

from simulations.drawing.marks import code, framed, seal
from simulations.drawing.notes import PICTURE, captions, picture, said
from simulations.drawing.sheet import Sheet
from simulations.drawing.strokes import FADED, box, centred, rule, text, width, wrapped

WIDE, HIGH = 800, 1100
LEFT, RIGHT = 158, 642
PEOPLE = ("合影", "照", "全家")
BUBBLE = 13  # how many ems a line of a talk is long


def phone_photo(sheet: Sheet) -> str:
    """Draw a phone and what its screen shows; a long talk makes a long phone."""
    high = max(HIGH, 460 + sum(64 + 36 * len(wrapped(value, 10)) for _, value in said(sheet)))
    parts = [
        box(LEFT - 18, 34, RIGHT - LEFT + 36, high - 90, fill="#20262e", stroke="#12161b", round_=56),
        box(LEFT, 54, RIGHT - LEFT, high - 130, fill="#f4f6f9", stroke="#12161b", round_=40),
        '<rect x="330" y="64" width="140" height="24" fill="#20262e" rx="12"/>',
        text(196, 84, "09:40", 19, weight=700) + text(604, 84, "78%", 19, anchor="end"),
        *_screen(sheet, high),
        rule(LEFT, 152, RIGHT, "#cfd6de") + f'<path d="M198 112 187 124 198 136" stroke="{FADED}" fill="none"/>',
        centred(400, 132, sheet.heading, 25, 360),
        rule(330, high - 92, 470, "#20262e"),
    ]
    return framed(sheet, WIDE, high, "".join(parts), "#e3e7ec")


def _screen(sheet: Sheet, high: float) -> Iterator[str]:
    shown = next((value for label, value in sheet.lines if label == PICTURE), None)
    if shown is None and "聊天" in sheet.title:
        return _talk(sheet)
    if shown is None:
        return _page(sheet) if "截图" in sheet.title else _paper(sheet, high)
    if "码" in sheet.title:
        return _code(sheet)
    return _photograph(sheet) if any(word in shown for word in PEOPLE) else _talk(sheet)


def _talk(sheet: Sheet) -> Iterator[str]:
    """Draw a talk: the first to speak on the left, whoever answers on the right; a message has no names."""
    y, talk = 206.0, said(sheet)
    for label, value in talk:
        rows = wrapped(value, BUBBLE)
        mine = label != talk[0][0]
        wide = 24 * max(width(row) for row in rows) + 36
        x = 572 - wide if mine else 228
        yield f'<circle cx="{606 if mine else 194}" cy="{y + 20:g}" r="24" fill="{"#8fb0a0" if mine else "#93a7c4"}"/>'
        name = "" if label == PICTURE else label
        yield text(572 if mine else 228, y, name, 18, fill=FADED, anchor="end" if mine else "start")
        ground = "#a8e08c" if mine else "#ffffff"
        yield box(
            572 - wide if mine else 228, y + 12, wide, 22 + 34 * len(rows), fill=ground, stroke="none", round_=10
        )
        yield from (text(x + 18, y + 48 + 34 * n, row, 24) for n, row in enumerate(rows))
        y += 72 + 34 * len(rows)


def _code(sheet: Sheet) -> Iterator[str]:
    yield box(220, 220, 360, 360, fill="#ffffff", stroke="#cfd6de", round_=12) + code(244, 244, 312, sheet.title)
    yield from captions(sheet, WIDE / 2, 650, 400)


def _photograph(sheet: Sheet) -> Iterator[str]:
    yield picture(sheet.spoken, (178, 230, 444, 420))
    yield from captions(sheet, WIDE / 2, 710, 420)


def _page(sheet: Sheet) -> Iterator[str]:
    """Draw a page of some program: a card for each thing it tells."""
    y = 180.0
    for label, value in said(sheet):
        rows = wrapped(value, 14)
        yield box(182, y, 436, 66 + 36 * len(rows), fill="#ffffff", stroke="#dfe4ea", round_=14)
        yield text(206, y + 36, label, 20, fill=FADED)
        yield from (text(206, y + 74 + 36 * n, row, 28, weight=500) for n, row in enumerate(rows))
        y += 84 + 36 * len(rows)


def _paper(sheet: Sheet, high: float) -> Iterator[str]:
    """Draw a paper as it lay on the table when somebody photographed it."""
    bottom = high - 116
    yield f'<path d="M{LEFT} 153H{RIGHT}V{bottom:g}a40 40 0 0 1-40 40H198a40 40 0 0 1-40-40z" fill="#8d765d"/>'
    yield f'<g transform="rotate(-1.4 400 {high / 2:g})">'
    yield box(196, 204, 408, high - 360, fill="#fffefb", stroke="none")
    yield centred(400, 276, sheet.heading, 32, 350)
    y = 346.0
    for label, value in said(sheet):
        rows = wrapped(value, 12.5)
        yield text(222, y, label, 20, fill=FADED)
        yield from (text(222, y + 38 + 36 * n, row, 28) for n, row in enumerate(rows))
        y += 62 + 36 * len(rows)
    yield from (seal(500 - 150 * n, high - 250, words, 66) for n, words in enumerate(sheet.seals))
    yield "</g>"
