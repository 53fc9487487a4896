"""The room record as a form to be signed, for PDF and Word."""

from collections.abc import Callable

from app.documents.sheet import Section, Sheet
from app.queries.room_log import IncidentLine
from app.services.room_records import RoomRecordView

Moment = Callable[[int | None], str]
Span = Callable[[int | None], str]


def record_sheet(view: RoomRecordView, *, date_time: Moment, clock: Moment, span: Span) -> Sheet:
    """Return the record as a form; the functions put moments and spans (ms) in words."""
    session = view.session
    facts = [
        ("竞赛", view.competition),
        ("环节与场次", f"{session.round_title} {session.title}"),
        ("考室", view.room),
        ("开考", date_time(session.opens)),
        *((words, f"{number} 人") for words, number in view.counts),
    ]
    absent = "、".join(f"{row.seat} {row.name}（{row.number}）" for row in view.absentees) or "无"
    late = "、".join(f"{row.seat} {row.name} {span(by)}" for row, by in view.late) or "无"
    moved = "、".join(f"{line.seat} {line.name} {clock(line.at)}" for line in view.changes) or "无"
    accepted, declined = view.decisions
    head = f"审计链第 {view.audit_head[0]} 条 {view.audit_head[1]}" if view.audit_head else "审计链为空"
    return Sheet(
        title="考场情况登记表",
        subtitle=f"{session.round_title} {session.title} {view.room}",
        facts=facts,
        sections=(
            Section("缺考", words=absent),
            Section("迟到", words=late),
            Section("换机", words=moved),
            Section("待处理作答", words=f"计入 {accepted} 条，不计入 {declined} 条"),
            _incidents(view, clock),
            _measures(view, clock, span),
            _grants(view, span),
            Section("封存校验码", words=view.seal or "本场尚未封存"),
        ),
        signatures=("监考员", "主考", "监督员"),
        foot=head,
    )


def _incidents(view: RoomRecordView, clock: Moment) -> Section:
    rows = [(clock(line.at), _whom(line), kind, line.words) for line, kind in view.incidents]
    return Section("考场事件", ("时间", "对象", "类别", "情况"), rows, (0, 2, 2, 4))


def _whom(line: IncidentLine) -> str:
    return f"{line.seat} {line.name}".strip() or line.room or "全场"


def _measures(view: RoomRecordView, clock: Moment, span: Span) -> Section:
    rows = [
        (
            clock(line.at),
            line.what,
            line.whom,
            f"{line.reason}：{line.words}" if line.words else line.reason,
            span(line.milliseconds) if line.milliseconds else "—",
            line.by,
        )
        for line in view.measures
    ]
    return Section("监考处置", ("时间", "处置", "对象", "原因", "时长", "办理人"), rows, (0, 2, 3, 3, 0, 2))


def _grants(view: RoomRecordView, span: Span) -> Section:
    rows = [(line.seat, line.name, kind, span(line.milliseconds)) for line, kind in view.grants]
    return Section("各人补时合计", ("座位", "姓名", "类别", "合计"), rows, (0, 2, 2, 1))
