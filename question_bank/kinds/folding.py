"""Folding of what a contestant types, so that two spellings of one answer compare equal."""

import re
import unicodedata
from decimal import Decimal

# Opening marks are dropped in front, closing ones behind. Signs that carry meaning (minus, per cent) stay, and so
# does a leading point, which would make .5 into 5.
_FRONT = "\"'“‘《〈「『【[(,;:、。!?"
_BACK = "\"'”’》〉」』】]),;:、。.!?"
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SIGNS = "零一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"亿": 10**8, "万": 10**4}
# Above it a numeral has more than one common reading (万亿, 亿亿).
_LIMIT = 10**12
_ZEROS = {"百": 2, "千": 3, "万": 4, "亿": 8}
# The numerals of receipts and cheques, and the circle that many type for 〇.
_USUAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟○", "一二三四五六七八九十百千〇")
_NUMERAL = re.compile("[零〇一二两三四五六七八九十百千万亿廿卅]+")
_SEPARATOR = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_MIXED = re.compile(r"(?<![0-9.])([0-9]{1,12}(?:\.[0-9]{1,8})?)([百千万亿])(?![0-9百千万亿])")
_BARE_TEN = re.compile("(?<![一二三四五六七八九])十")


def bare(text: str) -> str:
    """Return `text` narrow, in lower case, without white space and outer punctuation; numerals stay as written."""
    narrow = "".join(unicodedata.normalize("NFKC", text).casefold().split()).replace("\u2212", "-")
    return narrow.lstrip(_FRONT).rstrip(_BACK)


def fold(text: str) -> str:
    """Return `text` without what a clerk would not call a difference.

    Width and case are folded, white space, outer punctuation and thousands separators dropped, and numerals
    written in Chinese become Arabic ones. It means nothing by itself: fold both sides and compare.
    """
    folded = _NUMERAL.sub(_arabic, _SEPARATOR.sub("", bare(text)).translate(_USUAL))
    return _MIXED.sub(_multiplied, folded)


def _arabic(numeral: re.Match[str]) -> str:
    """Return one numeral in Arabic; what has no single reading (千万, 一百五) stays as it is written."""
    text = numeral[0]
    if all(sign in _DIGITS for sign in text):
        return "".join(str(_DIGITS[sign]) for sign in text)
    usual = text.replace("两", "二").replace("〇", "零").replace("廿", "二十").replace("卅", "三十")
    usual = _BARE_TEN.sub("一十", usual)
    value = _value(usual)
    return str(value) if value < _LIMIT and _chinese(value) == usual else text


def _multiplied(mixed: re.Match[str]) -> str:
    """Return digits before a unit written out: 5万 is 50000, 1.5万 is 15000."""
    return format((Decimal(mixed[1]) * 10 ** _ZEROS[mixed[2]]).normalize(), "f")


def _value(numeral: str) -> int:
    """Return a value for any row of signs; whether it is a numeral at all shows when it is written out again."""
    total = section = digit = 0
    for sign in numeral:
        if sign in _UNITS:
            section, digit = section + digit * _UNITS[sign], 0
        elif sign in _GROUPS:
            total, section, digit = total + (section + digit) * _GROUPS[sign], 0, 0
        else:
            digit = _DIGITS[sign]
    return total + section + digit


def _chinese(value: int) -> str:
    """Return the one usual way of writing a whole number in Chinese: 一十 for ten, one 零 for each gap."""
    groups = ((value // 10**8, "亿"), (value // 10**4 % 10**4, "万"), (value % 10**4, ""))
    written = "".join(_thousands(group) + name if group else "零" for group, name in groups)
    return re.sub("零+", "零", written).strip("零")


def _thousands(value: int) -> str:
    digits = zip(f"{value:04}", ("千", "百", "十", ""), strict=True)
    written = "".join("零" if digit == "0" else _SIGNS[int(digit)] + unit for digit, unit in digits)
    return written.rstrip("零")
