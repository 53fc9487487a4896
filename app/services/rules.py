"""What a contestant is told before entering a round: its sections and its rules."""

import json
from dataclasses import dataclass

from app.queries.rounds import find_round
from app.queries.scores import first_form_record
from app.services.refused import Refused

DEFAULT_RULES = (
    "考试时间以服务器时间为准，到时自动收卷。",
    "每次作答即时保存，页首“已保存”显示服务器已收到的题数；断网时可以继续作答，恢复后自动上传。",
    "电脑故障请举手，由监考员安排换机；换机后从已保存处继续，耽误的时间由监考员补足。",
    "不得携带手机、智能手表和纸质资料，不得交谈；离开考试页面会被记录。",
    "题目和选项的次序因人而异，请只看自己的试卷。",
    "交卷后不能再修改；回执页可以随时查看服务器收到的作答。",
)


@dataclass(frozen=True)
class RoundRules:
    """Sections as (title, heading), the full mark, how many items, and the rules in order."""

    sections: tuple[tuple[str, str], ...]
    full_mark: str
    item_count: int
    rules: tuple[str, ...]


def round_rules(round_id: int) -> RoundRules:
    """Return what the confirmation page says; refuses with `not_drawn` before the papers exist."""
    row, record = find_round(round_id), first_form_record(round_id)
    if row is None or record is None:
        raise Refused("not_drawn")
    sections = json.loads(record)["sections"]
    return RoundRules(
        sections=tuple((section["title"], section["heading"]) for section in sections),
        full_mark=row.full_mark,
        item_count=sum(len(section["items"]) for section in sections),
        rules=DEFAULT_RULES,
    )
