"""What a contestant is told before entering a round: its sections and its rules."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from app.queries.rounds import find_round
from app.queries.scores import first_form_record
from app.services.refused import Refused

SHARED = (
    "考试时间以服务器时间为准，到时自动收卷。",
    "电脑故障请举手，由监考员安排换机；换机后从已保存处继续，耽误的时间由监考员补足。",
    "不得携带手机、智能手表和纸质资料，不得交谈；离开考试页面会被记录。",
    "交卷后不能再修改；回执页可以随时查看服务器收到的作答。",
)
QUIZ_RULES = (
    SHARED[0],
    "每次作答即时保存，页首“已保存”显示服务器已收到的题数；断网时可以继续作答，恢复后自动上传。",
    *SHARED[1:3],
    "题目和选项的次序因人而异，请只看自己的试卷。",
    SHARED[3],
)
SIMULATION_RULES = (
    SHARED[0],
    "各件次序自定，可以挂起一件先办另一件；结束的件不能再打开，没有结束的按收卷时的状态评分。",
    "办件的人、证件、材料和证照都是虚构的，因人而异，请只看自己的屏幕。",
    "系统只拦真实系统拦得住的操作；其余差错照样放行，由评分认定。评分看操作，不看快慢。",
    "每一步即时记录，不能抹去；处理意见、表单和文书在作出决定、用印以前可以改。",
    "断网时查询类操作要等网络恢复，填写的内容恢复后自动上传。",
    *SHARED[1:],
)
RULES: Mapping[str, tuple[str, ...]] = {"quiz": QUIZ_RULES, "simulation": SIMULATION_RULES}
UNITS: Mapping[str, str] = {"quiz": "题", "simulation": "件"}


@dataclass(frozen=True)
class RoundRules:
    """Sections as (title, heading), the full mark, how many items or cases and their measure word, and the rules."""

    sections: tuple[tuple[str, str], ...]
    full_mark: str
    item_count: int
    unit: str
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
        unit=UNITS[row.kind],
        rules=RULES[row.kind],
    )
