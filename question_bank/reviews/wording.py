"""How an item is worded: negatives, punctuation, emptiness, HTML."""

import re
from collections.abc import Iterator

from question_bank.model import Item, Mistake
from question_bank.reviews.texts import Text, texts

_HAN = "\u3400-\u9fff"
_EDGE = f"{_HAN}“”‘’《》（）、，。；：？！"
_BOLD = re.compile(r"\*\*[^*\n]+\*\*")
# What stands between the negative and the end must not turn the question round (不符合条件的，正确的做法是).
_MIDDLE = r"(?:(?!正确|恰当|妥当|规范的|合法|应当|应该|属于|符合)[^，。；：？！\n])"
_ASKING = re.compile(
    r"(?:不正确|不恰当|不妥当|不妥|不准确|不规范|不合法|不合理|错误|有误|不当)"
    r"的?[^，。；：？！\n]{0,6}?(?:是|有|为|包括)?\s*[：:？?。（(）)]*$"
    rf"|(?:不属于|不符合|不包括|不适用|不应|不得|不能|不可|不宜|不需|不必|无需|无须|不予|违反){_MIDDLE}{{0,24}}的"
    r"(?:[^，。；：？！\n的]{0,6})?(?:是|有|为|包括)\s*[：:？?。（(）)]*$"
    r"|除外[^，。；\n]{0,4}$"
)
_NEGATIVE = re.compile(
    "不正确|不恰当|不妥当|不妥|不准确|不规范|不合法|不合理|错误|有误|不当|不属于|不符合|不包括|不适用|不应当|不应|不得"
    "|不能|不可|不宜|不需要|不需|不必|无需|无须|不予|违反|除外"
)
_MARKUP = re.compile(
    r"!?\[[^\]\n]*\]\([^)\n]*\)|`[^`\n]*`|https?://[^\s" + _HAN + r"]+|^\s*\|?[\s:|-]+\|?\s*$", re.MULTILINE
)
_HALF = re.compile(f'(?<=[{_EDGE}])[,;:?!()"]|[,;:?!()"](?=[{_EDGE}])|(?<=[{_HAN}])\\.(?=\\s|$|[{_HAN}])')
_FULL = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+")
_WIDE = str.maketrans(
    {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", ".": "。", '"': "“”"}
)
_HTML = re.compile(r"</?[A-Za-z][^>\n]*>|<!--")
_CHOICES = ("single_choice", "multiple_choice")


def negative_mistakes(item: Item) -> Iterator[Mistake]:
    """Yield a warning if the asking phrase of a choice asks for what is not so without emphasis."""
    if item.kind not in _CHOICES:
        return
    if found := _ASKING.search(_BOLD.sub("", asking(item.stem))):
        negative = _NEGATIVE.search(found[0])
        word = negative[0] if negative else found[0]
        yield Mistake("unmarked-negative", f"否定的提问词要加粗：**{word}**", ("stem",), "warning")


def asking(words: str) -> str:
    """Return the last clause of a stem that is not a line of a table: what it asks for."""
    lines = [line.strip() for line in words.splitlines() if line.strip() and not line.lstrip().startswith("|")]
    clauses = re.split(r"[，。；！？]", lines[-1].rstrip("：:？?。 ")) if lines else [""]
    return clauses[-1]


def width_mistakes(item: Item) -> Iterator[Mistake]:
    """Yield warnings for half-width punctuation within Chinese, and for full-width letters and digits."""
    for text in texts(item):
        yield from _half_width(text)
        yield from _full_width(text)


def empty_mistakes(item: Item) -> Iterator[Mistake]:
    """Yield a mistake for a stem or explanation of white space only."""
    for text in texts(item):
        # A part may go without an explanation of its own; one of white space only is a slip.
        if text.words and not text.words.strip() and text.at[0] in ("stem", "explain"):
            yield Mistake("empty-value", f"“{text.at[0]}”没有内容", text.at)


def html_mistakes(item: Item) -> Iterator[Mistake]:
    """Yield a warning for HTML, which pages drop."""
    for text in texts(item):
        if found := _HTML.search(text.words):
            message = f"HTML 不会显示（“{found[0][:20]}”）；请用 Markdown"
            yield Mistake("html", message, text.at, "warning")


def _half_width(text: Text) -> Iterator[Mistake]:
    words = _MARKUP.sub(lambda found: " " * len(found[0]), text.words)
    if places := list(_HALF.finditer(words)):
        marks = "".join(sorted({found[0] for found in places}))
        wide = marks.translate(_WIDE)
        more = f"，共 {len(places)} 处" if len(places) > 1 else ""
        message = f"“{_around(words, places[0].start())}”里的半角标点 {marks} 应为全角 {wide}{more}"
        yield Mistake("half-width", message, text.at, "warning")


def _full_width(text: Text) -> Iterator[Mistake]:
    if found := _FULL.search(text.words):
        half = "".join(chr(ord(one) - 0xFEE0) for one in found[0])
        yield Mistake("full-width", f"全角的“{found[0]}”应为半角“{half}”", text.at, "warning")


def _around(words: str, at: int) -> str:
    return words[max(0, at - 6) : at + 7].replace("\n", " ").strip()
