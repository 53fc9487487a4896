"""A version of a result as documents: the notice, the request for approval, the scores, and certificates."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from app.documents.official import Certificate, Letter, Part, certificates_pdf, letter_docx, letter_pdf
from app.documents.sheet import Section, Sheet, sheet_pdf
from app.queries.results import VersionRow, find_version, list_objections, steps_of
from app.runtime import runtime
from app.scoring.publication import lists_of
from app.scoring.rounds import rounded
from app.scoring.workdays import UnknownYear, publicity_days, readable_calendar
from app.services.refused import Refused
from app.services.results.wordings import contact, wording
from app.services.shanghai import day_of

NUMERALS = "一二三四五六七八九十"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"


@dataclass(frozen=True)
class Grade:
    """The winners of one grade on one list, by district: (name, unit)."""

    name: str
    winners: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Notice:
    """What is published: words, the winners by list and grade, and when the publicity is."""

    words: Mapping[str, str]
    lists: Mapping[str, tuple[Grade, ...]]
    row: VersionRow
    days: tuple[date, ...]
    marks: Mapping[str, str]
    units: bool


def notice_of(row: VersionRow, content: Mapping[str, Any]) -> Notice:
    """Return the notice of a version: names, units and awards, marks only where the rules say so."""
    lists = {name: tuple(_grades(rows)) for name, rows in lists_of(content).items()}
    winners = [one for rows in lists_of(content).values() for one in rows if one["award"]]
    units = all(one["name"] == one["unit"] for one in winners)
    days = _days(row, content)
    counts = f"{len(winners)}{'个集体' if units else '名个人'}"
    facts = {
        "competition": content["competition"],
        "counts": counts,
        "days": str(content["settings"]["publicity_days"]),
        "from": _chinese(days[0]) if days else "公布之日起",
        "until": _chinese(days[-1]) if days else "期满之日",
        "contact": contact(),
    }
    marks = {one["id"]: one["total"] for one in winners} if content["settings"]["publicity_marks"] else {}
    return Notice(wording("notice", facts), lists, row, days, marks, units)


def document(competition_id: int, contest_id: str, version: int, name: str) -> tuple[str, bytes]:
    """Return the media type and content of a document of a version.

    Refuses with `no_version`, `no_page` for an unknown name, or `not_final` certificates before the end.
    """
    found = find_version(competition_id, contest_id, version)
    if found is None:
        raise Refused("no_version")
    make = DOCUMENTS.get(name)
    if make is None:
        raise Refused("no_page")
    return (WORD if name.endswith("docx") else PDF), make(*found)


def _notice_letter(row: VersionRow, content: Mapping[str, Any]) -> Letter:
    notice = notice_of(row, content)
    parts = [Part(paragraphs=(notice.words["intro"],))]
    for number, (name, grades) in enumerate(notice.lists.items()):
        total = sum(len(grade.winners) for grade in grades)
        parts.append(Part(f"{NUMERALS[number]}、{name}（{total}{'个' if notice.units else '名'}）"))
        parts += [
            Part(
                paragraphs=(f"{grade.name}（{len(grade.winners)}{'个' if notice.units else '名'}）：",),
                lines=[unit if name == unit else f"{name}　{unit}" for name, unit in grade.winners],
            )
            for grade in grades
        ]
    parts.append(
        Part(f"{NUMERALS[len(notice.lists)]}、公示期限与异议", (notice.words["period"], notice.words["contact"]))
    )
    note = f"名单第 {row.version} 版，校验码 {row.digest}"
    return Letter(notice.words["title"], "", parts, notice.words["signer"], _published(row), note)


def _request_letter(row: VersionRow, content: Mapping[str, Any]) -> Letter:
    notice, objections = notice_of(row, content), list_objections(row.competition_id, contest=row.contest)
    told = f"收到异议{len(objections)}件，均已裁定答复" if objections else "公示期内没有收到异议"
    facts = {
        "competition": content["competition"],
        "from": _chinese(notice.days[0]) if notice.days else "（未公示）",
        "until": _chinese(notice.days[-1]) if notice.days else "（未公示）",
        "days": str(content["settings"]["publicity_days"]),
        "objections": told,
        "rulebook": content["rulebook"]["name"],
        "version": str(row.version),
        "digest": row.digest[:16],
    }
    words = wording("request", facts)
    parts = [Part(paragraphs=(words["intro"],)), Part("一、计算方法", (words["method"],)), Part("二、结果")]
    for name, grades in notice.lists.items():
        counts = "，".join(f"{grade.name}{len(grade.winners)}" for grade in grades)
        parts.append(Part(paragraphs=(f"{name}：{counts}。名单附后。",)))
    parts.append(Part("附件：1. 拟获奖名单　2. 成绩单　3. 评分汇总表　4. 异议处理情况"))
    return Letter(words["title"], words["to"], parts, words["signer"], _published(row))


def _scores(row: VersionRow, content: Mapping[str, Any]) -> bytes:
    sections = []
    for name, rows in lists_of(content).items():
        rounds = list(rows[0]["parts"]) if rows else []
        sections.append(
            Section(
                name,
                ("名次", "编号", "姓名", "单位", *(content["rounds"].get(key, key) for key in rounds), "综合", "奖项"),
                [
                    (
                        str(one["place"]),
                        one["id"],
                        one["name"],
                        one["unit"],
                        *(_shown(one["parts"].get(key, "")) for key in rounds),
                        one["total"],
                        one["award"] or "—",
                    )
                    for one in rows
                ],
                (0, 0, 2, 5, *(0 for _ in rounds), 0, 0),
                height=3,
            )
        )
    return sheet_pdf(
        Sheet(
            "成绩单",
            content["competition"],
            facts=(("版次", f"第 {row.version} 版"), ("规则", content["rulebook"]["name"]), ("校验码", row.digest)),
            sections=sections,
            signatures=("计分员", "复核员", "裁判长", "监督员"),
            foot=f"第 {row.version} 版　{row.digest[:16]}",
        )
    )


def _certificates(row: VersionRow, content: Mapping[str, Any]) -> bytes:
    if "approved" not in {one.step for one in steps_of(row.id)}:
        raise Refused("not_final")
    found = []
    for name, rows in lists_of(content).items():
        for one in rows:
            if not one["award"]:
                continue
            facts = {"competition": content["competition"], "award": one["award"], "list": name, "unit": one["unit"]}
            words = wording("certificate", facts)
            whom = one["name"] if one["name"] == one["unit"] else f"{one['unit']}　{one['name']}"
            found.append(Certificate(whom, words["words"], words["issuer"], _published(row), f"编号 {one['id']}"))
    return certificates_pdf(found)


DOCUMENTS: Mapping[str, Callable[[VersionRow, Mapping[str, Any]], bytes]] = {
    "notice.docx": lambda row, content: letter_docx(_notice_letter(row, content)),
    "notice.pdf": lambda row, content: letter_pdf(_notice_letter(row, content)),
    "request.docx": lambda row, content: letter_docx(_request_letter(row, content)),
    "request.pdf": lambda row, content: letter_pdf(_request_letter(row, content)),
    "scores.pdf": _scores,
    "certificates.pdf": _certificates,
}


def _grades(rows: Sequence[Mapping[str, Any]]) -> Iterator[Grade]:
    """Yield the grades in the order of the list, winners by district and then number: a notice tells no places."""
    by_grade: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for one in rows:
        if one["award"]:
            by_grade[one["award"]].append(one)
    for name, winners in by_grade.items():
        ordered = sorted(winners, key=lambda one: (one["district"], one["id"]))
        yield Grade(name, tuple((one["name"], one["unit"]) for one in ordered))


def _days(row: VersionRow, content: Mapping[str, Any]) -> tuple[date, ...]:
    calendar = readable_calendar(content["settings"]["calendar"])
    if row.published_at is None or calendar is None:
        return ()
    try:
        return publicity_days(day_of(row.published_at), content["settings"]["publicity_days"], calendar)
    except UnknownYear:
        return ()


def _published(row: VersionRow) -> str:
    return _chinese(day_of(row.published_at or runtime().clock.now()))


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _shown(exact: str) -> str:
    return str(rounded(Fraction(exact))) if exact else "—"
