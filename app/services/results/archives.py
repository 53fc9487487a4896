"""A competition's archive: everything that is kept on paper, in order, with a list of what is still unsigned."""

import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from app.documents.sheet import Section, Sheet, sheet_pdf
from app.queries.attendance import ArrivalRow, SessionRow, arrivals, competition_sessions
from app.queries.competition_rules import Rules
from app.queries.judging import find_panel, list_panels
from app.queries.results import imported_scores, list_objections, list_versions, steps_of
from app.services.judging.access import Judged, judged
from app.services.judging.entrants import entrants_by_number
from app.services.judging.locks import is_locked
from app.services.judging.overview import overview_of
from app.services.judging.sheets import score_sheet
from app.services.refused import Refused
from app.services.results.documents import document
from app.services.results.gathering import contest_of
from app.services.results.packages import write_result_package
from app.services.results.versions import APPROVALS

Moment = Callable[[int | None], str]
DECISIONS: Mapping[str, str] = {"upheld": "成立", "rejected": "不成立"}
STEPS: Mapping[str, str] = {"reported": "上报文号", "approved": "批复文号", "commended": "表扬通报文号"}


def write_archive(*, competition_id: int, contest_id: str, path: Path, date_time: Moment) -> tuple[str, ...]:
    """Write the archive of a contest as a zip; return every signature that is still missing.

    Refuses with `no_competition`, `no_contest`, or `no_version` before anything was computed.
    """
    rules, _ = contest_of(competition_id, contest_id)
    versions = list_versions(competition_id, contest_id)
    if not versions:
        raise Refused("no_version")
    missing = tuple(unsigned(rules, contest_id))
    files = dict(_documents(rules, contest_id, versions[0].version, date_time))
    files["结果包.zip"] = _package(competition_id, contest_id, versions[0].version, path)
    files = {"00 卷内目录.pdf": _contents(rules, [*files], missing)} | files
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return missing


def unsigned(rules: Rules, contest_id: str) -> Iterator[str]:
    """Yield every signature or seal that is still missing."""
    competition_id = rules.competition_id
    for session in competition_sessions(competition_id):
        if session.sealed_at is None:
            yield f"{session.round_title} {session.title}：主考和会同人没有封存"
    for panel in _panels(competition_id, contest_id):
        if not is_locked(panel):
            yield f"{panel.round.name} {panel.data.head.name}：裁判长没有锁定"
    for row in imported_scores(competition_id, contest_id):
        if not row.signed_by:
            yield f"{row.entrant} 的导入成绩：没有数据确认单"
    newest = list_versions(competition_id, contest_id)[0]
    done = [one.step for one in steps_of(newest.id)]
    for number in range(2 - done.count("review")):
        yield f"成绩第 {newest.version} 版：缺第 {2 - number} 位复核"
    yield from (f"成绩第 {newest.version} 版：没有{STEPS[step]}" for step in APPROVALS if step not in done)


def _documents(rules: Rules, contest_id: str, version: int, date_time: Moment) -> Iterator[tuple[str, bytes]]:
    competition_id = rules.competition_id
    panels = list(_panels(competition_id, contest_id))
    sessions = competition_sessions(competition_id)
    yield "01 秩序册.pdf", _order_book(rules, sessions, panels, date_time)
    for session in sessions:
        yield f"02 检录表 {session.round_title} {session.title}.pdf", _check_in(rules, session, date_time)
    for panel in panels:
        name = f"03 评分汇总表 {panel.round.name} {panel.data.head.name}.pdf"
        yield name, score_sheet(overview_of(panel), date_time)
    for number, (name, title) in enumerate(
        [("scores.pdf", "计分汇总.pdf"), ("notice.docx", "公示稿.docx"), ("request.docx", "上报请示.docx")], 4
    ):
        yield f"{number:02} {title}", document(competition_id, contest_id, version, name)[1]
    yield "07 异议处理.pdf", _objections(rules, contest_id, date_time)


def _panels(competition_id: int, contest_id: str) -> Iterator[Judged]:
    for head in list_panels(competition_id):
        data = find_panel(head.id) if head.contest == contest_id else None
        if data is not None:
            yield judged(data)


def _order_book(rules: Rules, sessions: list[SessionRow], panels: list[Judged], date_time: Moment) -> bytes:
    people = entrants_by_number(rules.competition_id)
    sections = [
        Section(
            "机考场次",
            ("环节", "场次", "开始"),
            [(one.round_title, one.title, date_time(one.opens)) for one in sessions],
        )
    ]
    for panel in panels:
        rows = [
            (str(one.place), people[one.entrant].name, people[one.entrant].unit)
            for one in panel.data.appearances
            if one.entrant in people
        ]
        head = panel.data.head
        heading = f"{panel.round.name} {head.name}　{head.venue}　{date_time(head.starts)}"
        sections.append(Section(heading, ("出场", "姓名", "单位"), rows, (0, 2, 5)))
    return sheet_pdf(Sheet("秩序册", rules.name, sections=sections))


def _check_in(rules: Rules, session: SessionRow, date_time: Moment) -> bytes:
    rows = [(one.seat, one.number, one.name, _arrived(one, date_time)) for one in arrivals(session.id)]
    section = Section("检录", ("座位", "准考证号", "姓名", "到场"), rows, (0, 1, 1, 2))
    title = f"{rules.name}　{session.round_title} {session.title}"
    return sheet_pdf(Sheet("检录表", title, sections=[section], signatures=("监考员", "主考")))


def _arrived(one: ArrivalRow, date_time: Moment) -> str:
    if one.checked_in_at is not None:
        return date_time(one.checked_in_at)
    return "缺考" if one.absent_at is not None else "—"


def _objections(rules: Rules, contest_id: str, date_time: Moment) -> bytes:
    rows = [
        (str(one.id), date_time(one.at), one.entrant, one.words, DECISIONS.get(one.decision, "未裁定"), one.answer)
        for one in list_objections(rules.competition_id, contest=contest_id)
    ]
    section = Section("异议", ("编号", "时间", "选手", "事实和理由", "裁定", "答复"), rows, (0, 1, 1, 3, 0, 3))
    return sheet_pdf(Sheet("异议处理", rules.name, sections=[section], signatures=("仲裁组",), landscape=True))


def _contents(rules: Rules, names: list[str], missing: tuple[str, ...]) -> bytes:
    files = Section("卷内文件", ("顺序", "文件"), [(str(n), name) for n, name in enumerate(names, 1)], (0, 1))
    unsigned_ones = Section("还没有签字、封存的", ("事项",), [(one,) for one in missing])
    return sheet_pdf(Sheet("卷内目录", rules.name, sections=[files, unsigned_ones], signatures=("立卷人", "检查人")))


def _package(competition_id: int, contest_id: str, version: int, path: Path) -> bytes:
    """Return the result package. Refuses as it does."""
    beside = path.with_suffix(".package")
    try:
        write_result_package(competition_id=competition_id, contest_id=contest_id, version=version, path=beside)
        return beside.read_bytes()
    finally:
        beside.unlink(missing_ok=True)
