"""A scenario as authors write it: who comes, what they say and bring, what the records hold, and what is right."""

import re
from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field, model_validator

from question_bank.authoring import Authored
from simulations.catalogue import Code, Decision, FactValue, Flaw, Name, Role, Text, Variable, VerdictName

Outcome: TypeAlias = Literal["success", "not_collected", "expired", "mismatch", "timeout"]
Means: TypeAlias = Literal["id_card", "ss_card", "code"]
CardState: TypeAlias = Literal["ok", "expired", "none"]
CodeState: TypeAlias = Literal["live", "screenshot", "expired", "none"]
Entry: TypeAlias = Literal["counter", "online", "relay_inbox", "helper", "video", "feedback"]
PaperKind: TypeAlias = Literal[
    "id_card",
    "temporary_id",
    "household_book",
    "residence_permit",
    "ss_card",
    "certificate",
    "letter_of_authority",
    "application_form",
    "contract",
    "notice",
    "pledge",
    "receipt",
    "bank_card",
    "note",
    "phone_photo",
]

ENTRIES: dict[str, str] = {
    "counter": "窗口取号",
    "online": "网办件预审",
    "relay_inbox": "收受分离接单",
    "helper": "线上帮办",
    "video": "远程虚拟窗口",
    "feedback": "实名差评处置",
}


_HOLE = re.compile(r"\{[a-z][a-z0-9_]*\}")


def _ascending(pair: tuple[int, int]) -> tuple[int, int]:
    if pair[0] > pair[1]:
        msg = f"范围应从小到大写，写的是 {pair[0]} 到 {pair[1]}"
        raise ValueError(msg)
    return pair


def _birthday(born: date | str | None) -> date | str | None:
    if isinstance(born, str) and not _HOLE.fullmatch(born):
        msg = f"应为存在的日期，或 {{抽取项}}，写的是“{born}”"
        raise ValueError(msg)
    return born


def _said(opening: str | tuple[str, ...]) -> str | tuple[str, ...]:
    if not opening:
        msg = "至少写一段居民的第一句话"
        raise ValueError(msg)
    return opening


Range: TypeAlias = Annotated[tuple[int, int], AfterValidator(_ascending)]
Days: TypeAlias = Annotated[int, Field(ge=0, le=40_000)]
Months: TypeAlias = Annotated[int, Field(ge=0, le=1_200)]
Years: TypeAlias = Annotated[int, Field(ge=0, le=120)]
DayRange: TypeAlias = Annotated[tuple[Days, Days], AfterValidator(_ascending)]
MonthRange: TypeAlias = Annotated[tuple[Months, Months], AfterValidator(_ascending)]
YearRange: TypeAlias = Annotated[tuple[Years, Years], AfterValidator(_ascending)]


class Draw(Authored):
    """Something that differs from contestant to contestant; exactly one way is given."""

    between: Annotated[Range | None, Field(description="整数，含两端")] = None
    one_of: Annotated[tuple[str, ...] | None, Field(min_length=1, description="从几段文字里选一段")] = None
    days_before: Annotated[DayRange | None, Field(description="业务日期之前几天")] = None
    days_after: Annotated[DayRange | None, Field(description="业务日期之后几天")] = None
    months_before: Annotated[MonthRange | None, Field(description="业务日期之前几个月（日数相同）")] = None

    @property
    def dated(self) -> bool:
        """Whether a date is drawn."""
        return self.between is None and self.one_of is None

    @model_validator(mode="after")
    def _one_way(self) -> "Draw":
        if len(self.model_fields_set) != 1:
            msg = "between、one_of、days_before、days_after、months_before 必须写且只写一个"
            raise ValueError(msg)
        return self


class PersonSpec(Authored):
    """A person, fixed or drawn within bounds; numbers are made up, with right check digits."""

    sex: Literal["male", "female"]
    name: Annotated[str, Field(description="固定姓名；不写就抽取")] = ""
    surname: Annotated[str, Field(description="固定姓氏，例如子女随父")] = ""
    age: Annotated[YearRange | None, Field(description="年龄范围，含两端")] = None
    born: Annotated[
        date | str | None, AfterValidator(_birthday), Field(description="固定生日，或 {抽取项}，抽的应是日期")
    ] = None
    region: Annotated[str, Field(pattern=r"^(31990[1-3]|98990[0-9])$", description="身份证地址码，只用虚构区划")]
    household: Annotated[str, Field(description="户籍地街镇；非沪籍写 elsewhere")]
    residence: Annotated[str, Field(description="居住地街镇")]
    id_card: CardState = "ok"
    ss_card: CardState = "none"
    code: CodeState = "live"
    phone: Annotated[bool, Field(description="有没有智能手机")] = True
    present: Annotated[bool, Field(description="是不是到场")] = True


class Ask(Authored):
    """A question the clerk may ask; an improper one costs conduct, and says why."""

    id: Name
    ask: Text
    answer: Text
    shows: tuple[Variable, ...] = ()
    improper: Annotated[str, Field(description="不该这样问的理由；写了就是不当提问")] = ""


class Line(Authored):
    """A printed line of a paper."""

    label: str
    value: str


class Signature(Authored):
    """A place to sign: empty `by` is a missing signature."""

    label: str
    by: str = ""


class Brought(Authored):
    """A paper the resident brings; `doc` gives the fields of the material it is meant for."""

    id: Name
    kind: PaperKind
    name: Text
    fits: Annotated[str, Field(description="对应的材料编号（写“事项编号/材料编号”或材料编号）；不相干的材料不写")] = ""
    of: Role = "applicant"
    original: bool = True
    lines: tuple[Line, ...] = ()
    signatures: tuple[Signature, ...] = ()
    seals: Annotated[tuple[str, ...], Field(description="加盖的章，写章上的字")] = ()
    dated: str = ""
    doc: Annotated[dict[Variable, FactValue], Field(description="材料 fields 的值，可用 {抽取项}")] = Field(
        default_factory=dict
    )
    shows: tuple[Variable, ...] = ()
    sides: Annotated[int, Field(ge=1, le=2)] = 1
    blurred: Annotated[bool, Field(description="第一次高拍不清楚，要重拍")] = False


class StoredLicence(Authored):
    """What the licence store answers, attempt by attempt; the last answer repeats."""

    licence: str
    of: Role = "applicant"
    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=1)] = ("success",)
    lines: tuple[Line, ...] = ()
    shows: tuple[Variable, ...] = ()


class CheckResult(Authored):
    """What a back-office check answers, attempt by attempt; the last answer repeats."""

    check: str
    of: Role = "applicant"
    outcomes: Annotated[tuple[Literal["success", "none", "timeout"], ...], Field(min_length=1)] = ("success",)
    says: Text
    shows: tuple[Variable, ...] = ()


class TrapVerdict(Authored):
    """A wrong verdict a trap-taker gives."""

    verdict: VerdictName
    flaws: tuple[Flaw, ...] = ()


class Falls(Authored):
    """How a trap-taker's handling differs from the model clerk's; what is not named stays right."""

    decide: Annotated[dict[Code, Decision], Field(description="事项 → 作出的错误决定")] = Field(default_factory=dict)
    verdicts: Annotated[dict[str, TrapVerdict], Field(description="材料编号 → 错误的处理意见")] = Field(
        default_factory=dict
    )
    skip: Annotated[
        tuple[str, ...],
        Field(
            description="略去的操作，写“操作:对象”，如 inspect:letter、check:housing、compare:applicant、rate、return"
        ),
    ] = ()
    ask: Annotated[tuple[str, ...], Field(description="多问的问题编号")] = ()
    scan: Annotated[tuple[str, ...], Field(description="多扫描的材料（自带材料编号）")] = ()
    read: Annotated[tuple[str, ...], Field(description="多刷的证码，写“角色:方式”，如 applicant:code")] = ()
    destination: Annotated[str, Field(description="错误的去向")] = ""
    omit_gaps: Annotated[tuple[str, ...], Field(description="通知书漏列的材料")] = ()
    add_gaps: Annotated[tuple[str, ...], Field(description="通知书多列的材料")] = ()
    omit_reasons: Annotated[tuple[str, ...], Field(description="决定书漏写的理由（条件编号）")] = ()
    form: Annotated[dict[Variable, str], Field(description="填错的表单栏目")] = Field(default_factory=dict)
    fields: Annotated[dict[Variable, str], Field(description="写错的文书内容")] = Field(default_factory=dict)
    service: Annotated[str, Field(description="选错的事项（只在单事项情景用）")] = ""
    situation: Annotated[str, Field(description="选错的情形")] = ""
    praise: Annotated[bool, Field(description="诱导好评")] = False
    drop: Annotated[tuple[str, ...], Field(description="漏办的事项")] = ()


class Trap(Authored):
    """A planted trap: whoever falls for it loses at least `costs` of 100 points."""

    id: Name
    name: Text
    falls: Falls
    costs: Annotated[int, Field(ge=1, le=100)]


class ExpectedApplication(Authored):
    """What the author says is right for one application, in full; it must agree with what the rules give."""

    service: Code
    situation: Name
    decision: Decision
    verdicts: dict[str, VerdictName]
    gaps: Annotated[dict[str, tuple[Flaw, ...] | Flaw | str], Field(description="材料 → 缺陷；可用 {抽取项}")] = Field(
        default_factory=dict
    )
    reasons: Annotated[tuple[str, ...], Field(description="不成立的条件编号")] = ()
    destination: str = ""
    documents: tuple[str, ...] = ()


class Scenario(Authored):
    """One scenario: everything a case is drawn from."""

    id: Name
    title: Text
    teaches: Annotated[Text, Field(description="考什么，一句话")]
    entry: Entry = "counter"
    ticket: Annotated[Text, Field(description="取号类别或待办标题，选手看得到")]
    arrives: Annotated[Literal[1, 2], Field(description="第几次呼叫到场；2 表示要重呼")] = 1
    mood: Literal["calm", "anxious", "upset"] = "calm"
    present_as: Literal["self", "agent", "guardian"] = "self"
    draw: dict[Variable, Draw] = Field(default_factory=dict)
    people: Annotated[dict[Role, PersonSpec], Field(min_length=1)]
    applications: Annotated[tuple[Code, ...], Field(description="居民要办的事项；纯咨询写空列表")]
    facts: dict[Variable, FactValue] = Field(default_factory=dict)
    opening: Annotated[
        Text | tuple[Text, ...], AfterValidator(_said), Field(description="居民的第一句话；写几段就抽一段")
    ]
    opening_shows: tuple[Variable, ...] = ()
    asks: tuple[Ask, ...] = ()
    brought: tuple[Brought, ...] = ()
    licences: tuple[StoredLicence, ...] = ()
    checks: tuple[CheckResult, ...] = ()
    authorization: dict[Role, Literal["granted", "declined"]] = Field(default_factory=dict)
    matches: Annotated[bool, Field(description="到场的人与证件照片是否同一人")] = True
    wish: Annotated[str, Field(description="免申即享的意愿或应告知的既有编号，可用 {抽取项}")] = ""
    traps: tuple[Trap, ...] = ()
    expect: tuple[ExpectedApplication, ...]


class ScenarioFile(Authored):
    """A file of scenarios."""

    scenarios: tuple[Scenario, ...]


class Slot(Authored):
    """A place in a simulation paper: each form draws one of its scenarios."""

    points: Annotated[int, Field(ge=1, le=100)]
    one_of: Annotated[tuple[str, ...], Field(min_length=1)]


class SimulationPaper(Authored):
    """A simulation paper: how long, on which business day, at which centre, and its cases."""

    id: Name
    name: Text
    minutes: Annotated[int, Field(ge=1, le=240)]
    date: date
    time: Annotated[str, Field(pattern=r"^[0-2][0-9]:[0-5][0-9]$")]
    centre: Annotated[str, Field(description="在哪个中心办，registry 的 places 里的街镇")]
    window: Annotated[int, Field(ge=1, le=99)] = 3
    pack: str
    forms: Annotated[int, Field(ge=1, le=26)] = 1
    slots: Annotated[tuple[Slot, ...], Field(min_length=1)]
