"""What an option gives away, and what of it a shuffle would break."""

import re
from collections.abc import Iterator
from fractions import Fraction

from question_bank.kinds.single_choice import SingleChoice
from question_bank.model import Item, Mistake
from question_bank.reviews.texts import Text, explanation, options, stem

# A key that is half again as long as the mean of the others, and longer than each by so many characters, is
# picked by its length alone: the classical test-wiseness cue (Haladyna, Downing & Rodriguez 2002, rule 24).
LENGTH_RATIO = Fraction(3, 2)
LENGTH_LEAD = 4

# What is said of all the others (以上各项均可, 其余选项都不对, 前三项正确); 其他材料 alone is an option like any.
_MANY = (
    r"(?:各|几|[一二两三四五])?(?:项|种|条|点|个|者)?的?(?:选项|说法|做法|情形|情况|答案|内容|表述|材料|所列)?"
    r"(?:全部|全都|全|都|均|皆|没有一项|任何一项|所有)?"
    r"(?:不|没有|不是|并不|是|可|可以|可能|应当|应|需要|不需要|需|须|要|有|有可能)?"
)
_RIGHT_OR_NOT = "是|非|对|选|正确|准确|错误|错|符合|属于|成立"
_CATCH_ALL = re.compile(
    rf"(?:以上|上述|前述|前面|上面|上列){_MANY}(?:{_RIGHT_OR_NOT}|可以|可能|适用|包括|提交|提供|带|题意)*"
    rf"|(?:其他|其余|所有|前){_MANY}(?:{_RIGHT_OR_NOT})+"
    rf"|(?:全部|全都|全|都|均|皆)不?(?:{_RIGHT_OR_NOT}|可以|包括)"
    r"|(?:没有|无)一?(?:项|个)?(?:是)?(?:正确|对)的?(?:选项|答案)?"
    r"|[A-H](?:\s*(?:[、和与及]\s*)?[A-H])+(?:都|均|皆)?(?:是|对|正确)?"
)
_NARROW = {ord(wide): chr(ord(wide) - 0xFEE0) for wide in "ＡＢＣＤＥＦＧＨ"}
# Letters as names of options; never part of a Latin word or number (ICU, GA-02, APP项目, 5A级景区, A座).
_ALONE, _END = r"(?<![A-Za-z0-9\-_/.])", r"(?![A-Za-z0-9\-_/])"
_NAMED = r"(?!\s*(?:座|区|级|类|栋|岗|号|股|窗|证|型|版|街|镇|公司|地|超|楼|厅|口|照|表|票))"
_RIGHT = r"(?:不?正确|错误|有误|不对|[对错](?=[，。；、！）在\s]|$))"
_LETTERS = re.compile(
    rf"{_ALONE}[A-Ha-h]{{1,8}}{_END}\s*(?:选项|项(?!目))|选项\s*[A-Ha-h]{{1,8}}{_END}"
    rf"|(?:选项|答案)\s*(?:为|是|应为|：)?\s*[A-H]{{1,8}}{_END}{_NAMED}"
    rf"|(?:故选|应选|可选|选)\s*[A-H]{{1,8}}{_END}{_NAMED}"
    rf"|{_ALONE}[A-H]{_END}(?:\s*[、和与及或]\s*[A-H]{_END})+\s*"
    rf"(?:[一二两三四五]?项|(?:均|都|皆|也)?\s*(?:是|为|属于?)?(?:{_RIGHT}|干扰))"
    r"|(?:第|前|后|最后|上|下)[一二两三四五六1-6]?个?选项"
    rf"|(?:第[一二三四五六]|最后一|[前后][两二三])项(?:说法|做法)?(?:均|都|是|为)?{_RIGHT}"
)
# In an explanation a letter that is judged, or heads a remark of its own, is an option's too (居民A is a person).
_JUDGED = re.compile(
    rf"{_ALONE}(?<![民人员户者某司业])[A-H]{{1,8}}{_END}[）)]?\s*(?:均|都|皆|也|则)?\s*(?:是|为|属于?)?(?:{_RIGHT}|不?符合|混淆|干扰)"
    r"|(?:^|[。；\n])[ \t]*[（(]?[A-H][）)]?\s*[：:.．、](?![A-H])"
)


def catch_all_mistakes(item: Item) -> Iterator[Mistake]:
    """Yield options that speak of the others, in an item whose options are shuffled."""
    for option in options(item) if shuffles(item) else ():
        if _CATCH_ALL.fullmatch(option.words.strip("。 \n")):
            message = f"选项次序会打乱，不能写“{option.words.strip()}”；请换成一个具体的选项"
            yield Mistake("catch-all-option", message, option.at)


def letter_mistakes(item: Item) -> Iterator[Mistake]:
    """Yield mentions of options by letter or place, which a shuffle would turn into other options."""
    if not shuffles(item):
        return
    for text in (stem(item), *options(item)):
        yield from _letters_in(text, _LETTERS)
    yield from _letters_in(explanation(item), _LETTERS, _JUDGED)


def length_mistakes(item: Item) -> Iterator[Mistake]:
    """Yield a warning if the key of a single choice stands out by its length."""
    if not isinstance(item, SingleChoice):
        return
    lengths = {name: len(words.strip()) for name, words in item.options.items()}
    key = lengths.pop(item.answer, 0)
    if not lengths or key < max(lengths.values()) + LENGTH_LEAD:
        return
    mean = Fraction(sum(lengths.values()), len(lengths))
    if key > LENGTH_RATIO * mean:
        message = f"正确选项 {key} 字，其余平均 {round(mean)} 字，凭长短就能猜中；请缩短它，或充实其余选项"
        yield Mistake("key-length", message, ("options", item.answer), "warning")


def shuffles(item: Item) -> bool:
    """Tell whether contestants see the options of `item` in different orders."""
    return item.shuffle and bool(item.shuffled)


def _letters_in(text: Text, *rules: re.Pattern[str]) -> Iterator[Mistake]:
    words = text.words.translate(_NARROW)
    if found := next(filter(None, (rule.search(words) for rule in rules)), None):
        message = f"选项次序会打乱，“{found[0].strip()}”对每位选手指的不是同一项；请写出选项的内容"
        yield Mistake("option-letter", message, text.at)
