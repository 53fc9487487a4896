"""A list read as a roster: columns by their headings, each value checked, every mistake told by row and column."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from openpyxl.utils import get_column_letter

from app.journal.tokens import canonical
from app.scoring.rulebook import Rulebook
from app.services.roster.spreadsheets import Row, SheetProblem, SpreadSheet

EXAMPLE = "示例"
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "姓名": ("姓名", "选手姓名"),
    "准考证号": ("准考证号", "准考证", "编号"),
    "区": ("区", "所在区", "区县"),
    "单位": ("单位", "服务中心", "单位（服务中心）", "工作单位", "所在单位"),
    "类别": ("类别", "参赛类别"),
    "从事年限": ("从事年限", "从业年限", "在岗年限", "年限"),
    "座位": ("座位", "座位号"),
    "身份证号": ("身份证号", "身份证号码", "证件号码", "证件号"),
    "手机号码": ("手机号码", "手机", "手机号", "联系电话"),
}
REQUIRED = ("姓名", "准考证号", "区", "单位", "类别", "从事年限")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
MOST_YEARS = 60
_ID_NUMBER = re.compile(r"\d{17}[\dX]")
_PHONE = re.compile(r"1\d{10}")  # the operators' real ranges are not ours to know
_NUMBER = re.compile(r"[A-Z0-9]{4,32}")


@dataclass(frozen=True)
class RosterLine:
    """A contestant as a row has them; optional values are empty where nothing was written."""

    row: int
    name: str
    number: str
    district: str
    unit: str
    category: str
    years: int
    seat: str = ""
    id_number: str = ""
    phone: str = ""


@dataclass(frozen=True)
class RosterProblem:
    """One mistake: where (row from 1, column letter, heading), what was written, and what would be right."""

    row: int
    column: str
    heading: str
    value: str
    message: str


def read_lines(sheet: SpreadSheet, rulebook: Rulebook) -> tuple[tuple[RosterLine, ...], tuple[RosterProblem, ...]]:
    """Return the contestants of a list, and every problem of it; rows with a mistake are left out of the first.

    Rows marked 示例 in the first column are the template's and passed over.
    """
    problems = [_whole(one) for one in sheet.problems]
    columns, unknown = _columns(sheet.headings)
    problems += unknown
    if any(heading not in columns for heading in REQUIRED):
        return (), tuple(problems)
    lines: list[RosterLine] = []
    for row in sheet.rows:
        if row.cells[0].startswith(EXAMPLE):
            continue
        line = _Line(row, columns, rulebook)
        read = line.read()
        problems += line.problems
        if read is not None and not line.problems:
            lines.append(read)
    problems += _repeated(lines, columns)
    problems += _over_quota(lines, rulebook, columns)
    return tuple(lines), tuple(sorted(problems, key=lambda one: (one.row, one.column)))


class _Line:
    """One row under reading, with the problems found so far."""

    def __init__(self, row: Row, columns: Mapping[str, int], rulebook: Rulebook) -> None:
        self.row, self.columns, self.rulebook = row, columns, rulebook
        self.problems: list[RosterProblem] = []

    def read(self) -> RosterLine | None:
        """Return the contestant; None if something that has no other value is wrong."""
        values = {heading: self._value(heading) for heading in SYNONYMS}
        for heading in REQUIRED:
            if not values[heading]:
                self._complain(heading, f"没有填写{heading}")
        checked = {heading: check(self, values[heading]) for heading, check in CHECKERS.items() if values[heading]}
        if self.problems:
            return None
        return RosterLine(
            self.row.number,
            values["姓名"],
            str(checked["准考证号"]),
            str(checked["区"]),
            values["单位"],
            str(checked["类别"]),
            int(str(checked["从事年限"])),
            values["座位"],
            str(checked.get("身份证号", "")),
            str(checked.get("手机号码", "")),
        )

    def number(self, written: str) -> str:
        """Check an admission number."""
        number = canonical(written)
        if not _NUMBER.fullmatch(number):
            self._complain("准考证号", "准考证号应是 4 到 32 位字母、数字")
        return number

    def district(self, written: str) -> str:
        """Check a district against the rulebook."""
        found = self.rulebook.district(written)
        if found is None:
            names = [one.name for one in self.rulebook.districts]
            self._complain("区", f"规则里没有这个区{_near(written, names)}")
        return found.name if found else ""

    def category(self, written: str) -> str:
        """Check a category against the rulebook."""
        found = self.rulebook.category(written)
        if found is None:
            names = [one.name for one in self.rulebook.categories]
            self._complain("类别", f"应是：{'、'.join(names)}{_near(written, names)}")
        return found.name if found else ""

    def years(self, written: str) -> int:
        """Check the years in post against the rulebook."""
        text = written.removesuffix("年").strip()
        if not text.isdecimal() or int(text) > MOST_YEARS:
            self._complain("从事年限", f"应是 0 到 {MOST_YEARS} 的整数（年）")
            return 0
        least = self.rulebook.eligibility.years_in_post
        if int(text) < least:
            as_of = self.rulebook.eligibility.as_of
            self._complain("从事年限", f"规则要求到 {as_of} 在岗满 {least} 年")
        return int(text)

    def id_number(self, written: str) -> str:
        """Check an identity number by its own check digit."""
        text = written.upper().replace(" ", "")
        if not _ID_NUMBER.fullmatch(text) or _check_digit(text) != text[-1]:
            self._complain("身份证号", "应是 18 位，末位校验码不对的请核对")
        return text

    def phone(self, written: str) -> str:
        """Check the shape of a mobile number."""
        text = re.sub(r"[ -]", "", written)
        if not _PHONE.fullmatch(text):
            self._complain("手机号码", "应是 1 开头的 11 位数字")
        return text

    def _value(self, heading: str) -> str:
        place = self.columns.get(heading)
        if place is None or place >= len(self.row.cells):
            return ""
        return unicodedata.normalize("NFKC", self.row.cells[place]).strip()

    def _complain(self, heading: str, message: str) -> None:
        place = self.columns.get(heading, 0)
        value = self.row.cells[place][:60] if place < len(self.row.cells) else ""
        column = get_column_letter(place + 1)
        self.problems.append(RosterProblem(self.row.number, column, heading, value, message))


CHECKERS: Mapping[str, Callable[[_Line, str], object]] = {
    "准考证号": _Line.number,
    "区": _Line.district,
    "类别": _Line.category,
    "从事年限": _Line.years,
    "身份证号": _Line.id_number,
    "手机号码": _Line.phone,
}


def _columns(headings: tuple[str, ...]) -> tuple[dict[str, int], list[RosterProblem]]:
    """Return where each column is, and what is wrong with the headings."""
    meant = {synonym: heading for heading, synonyms in SYNONYMS.items() for synonym in synonyms}
    columns: dict[str, int] = {}
    problems = []
    for place, written in enumerate(headings):
        name = unicodedata.normalize("NFKC", written).replace("(", "（").replace(")", "）").strip()
        heading, column = meant.get(name), get_column_letter(place + 1)
        if heading is None and name:
            words = f"不认识这一列{_near(name, list(SYNONYMS))}；不用的列请删除"
            problems.append(RosterProblem(1, column, name, written, words))
        elif heading in columns:
            problems.append(RosterProblem(1, column, name, written, f"“{heading}”有两列；请只留一列"))
        elif heading is not None:
            columns[heading] = place
    problems += [
        RosterProblem(1, "", heading, "", f"缺少“{heading}”这一列；请用模板的表头")
        for heading in REQUIRED
        if heading not in columns and headings
    ]
    return columns, problems


def _repeated(lines: list[RosterLine], columns: Mapping[str, int]) -> Iterator[RosterProblem]:
    """Yield a problem for every row whose admission number stands in another row too."""
    rows: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        rows[line.number].append(line.row)
    column = get_column_letter(columns["准考证号"] + 1)
    for line in lines:
        others = [row for row in rows[line.number] if row != line.row]
        if others:
            words = f"与第 {'、'.join(map(str, others))} 行重复；每人一个准考证号"
            yield RosterProblem(line.row, column, "准考证号", line.number, words)


def _over_quota(lines: list[RosterLine], rulebook: Rulebook, columns: Mapping[str, int]) -> Iterator[RosterProblem]:
    """Yield a problem for every row beyond its district's quota, in the order of the file."""
    seen: Counter[str] = Counter()
    column = get_column_letter(columns["区"] + 1)
    counts = Counter(line.district for line in lines)
    for line in lines:
        seen[line.district] += 1
        found = rulebook.district(line.district)
        if found is not None and seen[line.district] > found.quota:
            words = f"{found.name}名额 {found.quota} 人，名单里有 {counts[line.district]} 人；请减少"
            yield RosterProblem(line.row, column, "区", line.district, words)


def _whole(one: SheetProblem) -> RosterProblem:
    return RosterProblem(one.row, one.column, "", "", one.message)


def _check_digit(number: str) -> str:
    """Return the check digit of an identity number's first 17 digits (GB 11643, ISO 7064 MOD 11-2)."""
    return CHECKS[sum(int(digit) * weight for digit, weight in zip(number[:17], WEIGHTS, strict=True)) % 11]


def _near(written: str, names: list[str]) -> str:
    found = get_close_matches(written, names, n=1, cutoff=0.5)
    return f"，是不是“{found[0]}”" if found else ""
