"""What the plan leaves open: each question a setting that must be answered, with a reference answer and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from question_bank.model import Authored

Veto: TypeAlias = Literal["in-post", "rating", "law", "media", "certificate"]


class Settings(Authored):
    """The answers, one by one; none has a default, because whoever runs the competition must have decided."""

    plan_year: Annotated[int, Field(ge=2000, le=2100, description="方案年度")]
    floor_base: Annotated[Literal["awarded", "places"], Field(description="占比按实际获奖人数还是按名额算")]
    floor_scope: Annotated[Literal["overall", "grade"], Field(description="占比按总数还是每个等奖都算")]
    front_line_by: Annotated[Literal["certificate", "task"], Field(description="一线身份凭区里证明还是按第三环节")]
    years_counted: Annotated[Literal["continuous", "cumulative"], Field(description="从事年限连续算还是累计算")]
    rank_on: Annotated[Literal["rounded", "exact"], Field(description="按公布的两位小数还是按精确值排名")]
    absent: Annotated[Literal["unranked", "zero"], Field(description="缺考一个环节：不排名，还是该环节记零分")]
    imported_decimals: Annotated[int, Field(ge=0, le=8, description="导入的日常服务能级取几位小数")]
    substitution: Annotated[
        Literal["imported", "none"], Field(description="放弃申报的顺延：凭导入的完整排名，或不顺延")
    ]
    pass_mark: Annotated[int, Field(ge=0, le=100, description="总分低于几分不能获奖；0 为不设")]
    vetoes: Annotated[tuple[Veto, ...], Field(description="资格复核的哪几项一票否决")]
    difficulty: Annotated[Literal["recorded", "ignored"], Field(description="实操办件的难度：记录备查，或不记录")]
    standardise: Annotated[Literal["off"], Field(description="各评委组之间不修正分数")]
    withdrawal: Annotated[Literal["rerun", "vacant"], Field(description="公示后放弃：重新计算递补，或空缺")]
    honours: Annotated[str, Field(max_length=40, description="荣誉称号从哪一等奖里推荐；空为不推荐")]
    narrative: Annotated[Literal["checklist"], Field(description="思想品德等没有分值的内容只作资格复核")]
    publicity_days: Annotated[int, Field(ge=1, le=30, description="公示几个工作日")]
    publicity_scope: Annotated[Literal["intranet", "board", "public"], Field(description="公示范围")]
    publicity_marks: Annotated[bool, Field(description="公示时是否列出分数")]
    calendar: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,32}$", description="工作日历")]


class Eligibility(Authored):
    """Who may take part."""

    years_in_post: Annotated[int, Field(ge=0, le=50, description="在岗至少几年")]
    as_of: Annotated[date, Field(description="在岗年限算到哪一天")]


@dataclass(frozen=True)
class Question:
    """A question the plan leaves open, the reference's answer, and why that one."""

    asks: str
    reference: str
    why: str


QUESTIONS: Mapping[str, Question] = {
    "plan_year": Question("这些数字来自哪一年的方案", "2024", "每年的方案不同，数字都要核对"),
    "floor_base": Question("“占比不低于 80%”以什么为分母", "awarded", "按实际获奖人数，名额没有用满时也不低于"),
    "floor_scope": Question("占比对总数还是对每个等奖", "overall", "方案只说获奖名额占比"),
    "front_line_by": Question("怎样认定综合窗口一线", "certificate", "首席、轮岗人员以区里的证明为准，抽签前固定"),
    "years_counted": Question("“满 2 年”连续还是累计", "continuous", "按连续月数合计"),
    "rank_on": Question("按两位小数还是精确值排名", "rounded", "公布的是两位小数，同分再比精确值"),
    "absent": Question("缺一个环节怎么办", "unranked", "缺项不参加排名，单独列出"),
    "imported_decimals": Question("日常服务能级取几位小数", "4", "外部数据照依据文件录入"),
    "substitution": Question("放弃申报顺延到第几名", "imported", "附件只有前 24 名，完整排名另行导入"),
    "pass_mark": Question("有没有最低分", "0", "方案没有规定"),
    "vetoes": Question("资格复核哪几项一票否决", "[]", "方案没有规定，由组委会定"),
    "difficulty": Question("实操办件难度不同怎么办", "recorded", "记录难度、随机分配，不乘系数"),
    "standardise": Question("几个评委组之间是否修正", "off", "没有事先公布的修正办法就不修正"),
    "withdrawal": Question("公示后放弃获奖怎么办", "rerun", "重新计算递补，重新公示"),
    "honours": Question("荣誉称号从谁里面推荐", "一等奖", "方案说从一等奖获得者里择优"),
    "narrative": Question("“比思想品德”等怎样计分", "checklist", "没有分值，只作资格复核"),
    "publicity_days": Question("公示几个工作日", "3", "方案说一般为 3 个工作日，公布当日不计"),
    "publicity_scope": Question("在多大范围公示", "intranet", "方案说“一定范围内”"),
    "publicity_marks": Question("公示是否列分数", "false", "只列姓名、单位、奖项"),
    "calendar": Question("按哪份工作日历", "2024", "含调休，依国务院办公厅通知"),
}
