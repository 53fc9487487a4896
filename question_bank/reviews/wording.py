"""How an item is worded: negatives, punctuation, emptiness, HTML."""

import re
from collections.abc import Iterator

from question_bank.model import Item, Mistake
from question_bank.reviews.texts import Text, texts

_HAN = "\u3400-\u9fff"
_EDGE = f"{_HAN}“”‘’《》（）、，。；：？！"
_BOLD = re.compile(r"\*\*[^*\n]+\*\*")
# Judgements, and verbs that a question turns round. 不予受理 is the name of a decision, and no negative.
_WRONG = "不正确|不恰当|不妥当|不妥|不准确|不规范|不合法|不合理|不对|不可取|错误|有误|不当"
_NOT = (
    "不属于|不是|不符合|不合|不包括|不包含|不含|不适用|不在|不应当|不应该|不应|不得|不能|不可(?!抗)|不宜|不需要|不需|不必|不用"
    "|无需|无须|禁止|违反|(?:没有|未)(?:纳入|列入|包含|包括|规定)"
)
# What stands between the negative and the end must not turn the question round (不符合条件的，正确的做法是).
_MIDDLE = r"(?:(?!正确|恰当|妥当|规范的|合法|应当|应该|属于|符合)[^，。；：？！\n])"
_THING = "(?:[一哪几]?[一两]?[项种个条类些处]|做法|说法|表述|行为|情形|情况|材料|事项|选项|内容|处理|措施|方式)"
_ASKS = r"(?:是|有|为|包括)(?:哪[^，。]{0,4})?$"
_ASKING = re.compile(
    rf"(?:{_WRONG})的?{_THING}?的?(?:{_ASKS}|有?[哪几][^，。]{{0,3}}$|$)"
    rf"|(?:下列|以下|哪|各项)[^。；？！\n]{{0,80}}?(?:{_NOT}){_MIDDLE}{{0,40}}$"
    rf"|(?:{_NOT}){_MIDDLE}{{0,24}}的(?:{_THING}?{_ASKS}|[^，。；：？！\n的]{{0,6}}有$)"
    r"|不(?:[得应能宜]|可(?!抗))[^，的]{0,6}(?:下列|以下|哪)[^，。；]*$"
    r"|除外[^，。；\n]{0,4}$"
)
_NEGATIVE = re.compile(f"{_WRONG}|{_NOT}|除外")
# Every run is bounded, or ends at the first other character: no text can make the check slow.
_MARKUP = re.compile(
    r"!?\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)|`[^`\n]*`|https?://[^\s" + _HAN + r"]+|^[ \t]*[:|-][ \t:|-]*$",
    re.MULTILINE,
)
# A mark belongs to the Chinese beside it, a space between them or not; three points are an ellipsis.
_HALF = re.compile(
    rf"(?<=[{_HAN}])\.{{3,}}|(?<=[{_EDGE}])[,;:?!()\"']|(?<=[{_EDGE}] )[,;:?!]|[,;:?!()\"'](?=[{_EDGE}])"
    rf"|(?<=[{_HAN}])\.(?=\s|$|[{_HAN}])"
)
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", ".": "。", '"': "“”", "'": "‘’"}
_FULL = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a％]+")
_HTML = re.compile(r"</?[A-Za-z][^>\n]{0,200}>|<!--")
_CHOICES = ("single_choice", "multiple_choice")


def negative_mistakes(item: Item) -> Iterator[Mistake]:
    """Yield a warning if the asking phrase of a choice asks for what is not so without emphasis."""
    if item.kind not in _CHOICES:
        return
    if found := _ASKING.search(_BOLD.sub("", asking(item.stem))):
        words = [negative[0] for negative in _NEGATIVE.finditer(found[0])]
        yield Mistake("unmarked-negative", f"否定的提问词要加粗：**{words[-1]}**", ("stem",), "warning")


def asking(words: str) -> str:
    """Return the last sentence of a stem, tables and the blank to be filled left out: what it asks."""
    lines = [line.strip() for line in words.splitlines() if line.strip() and not line.lstrip().startswith("|")]
    return re.split(r"[。；！？?]", lines[-1].rstrip("：:？?。（）()_ \u3000"))[-1] if lines else ""


def width_mistakes(item: Item) -> Iterator[Mistake]:
    """Yield warnings for half-width punctuation within Chinese and for full-width letters, digits and %."""
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
        marks = sorted({found[0] for found in places})
        wide = "".join(_WIDE.get(mark, "……") for mark in marks)
        more = f"，共 {len(places)} 处" if len(places) > 1 else ""
        message = f"“{_around(words, places[0].start())}”里的半角标点“{''.join(marks)}”应为全角“{wide}”{more}"
        yield Mistake("half-width", message, text.at, "warning")


def _full_width(text: Text) -> Iterator[Mistake]:
    if found := _FULL.search(text.words):
        half = "".join(chr(ord(one) - 0xFEE0) for one in found[0])
        yield Mistake("full-width", f"全角的“{found[0]}”应为半角“{half}”", text.at, "warning")


def _around(words: str, at: int) -> str:
    return words[max(0, at - 6) : at + 7].replace("\n", " ").strip()
