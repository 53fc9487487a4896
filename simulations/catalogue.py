"""The catalogue as authors write it: service items, what they are decided by, and the registers they name."""

from datetime import date
from typing import Annotated, Literal, TypeAlias, TypeVar

from pydantic import AfterValidator, Field, model_validator

from question_bank.authoring import Authored
from question_bank.workdays import CalendarFile

Code: TypeAlias = Annotated[str, Field(pattern=r"^[A-Z]{2}-[0-9]{2}$")]
Name: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Variable: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
Text: TypeAlias = Annotated[str, Field(min_length=1, max_length=400)]
Expression: TypeAlias = Annotated[str, Field(min_length=1, max_length=400, description="CEL 表达式")]
FactType: TypeAlias = Literal["bool", "int", "string", "date", "money"]
FactValue: TypeAlias = bool | int | str | date
Role: TypeAlias = Literal["applicant", "agent", "spouse", "child", "parent", "other"]
Scope: TypeAlias = Literal["direct", "relay", "guided", "proactive", "feedback"]
Decision: TypeAlias = Literal[
    "accept",
    "accept_on_pledge",
    "accept_pending",
    "supplement",
    "refuse",
    "relay",
    "guide",
    "confirm_wish",
    "no_duplicate",
    "escalate",
    "rectify_now",
    "rectify_by",
]
VerdictName: TypeAlias = Literal["collect", "waive", "return", "unneeded"]
Flaw: TypeAlias = Literal[
    "missing",
    "unsigned",
    "expired",
    "mismatch",
    "incomplete",
    "unclear_scope",
    "unclear_term",
    "not_original",
    "wrong_kind",
    "forged",
]

DECISIONS: dict[str, str] = {
    "accept": "受理",
    "accept_on_pledge": "告知承诺",
    "accept_pending": "容缺受理",
    "supplement": "一次性告知补正",
    "refuse": "不予受理",
    "relay": "收受分离转办",
    "guide": "引导",
    "confirm_wish": "免申即享确认",
    "no_duplicate": "不重复受理",
    "escalate": "停办上报",
    "rectify_now": "立即整改",
    "rectify_by": "限期整改",
}
VERDICTS: dict[str, str] = {"collect": "收取", "waive": "免交", "return": "退回补正", "unneeded": "不需要"}
FLAWS: dict[str, str] = {
    "missing": "未提交",
    "unsigned": "缺签名或盖章",
    "expired": "已过有效期",
    "mismatch": "与身份信息不符",
    "incomplete": "缺页或缺面",
    "unclear_scope": "事项权限不明",
    "unclear_term": "期限不明",
    "not_original": "非原件",
    "wrong_kind": "不是所需材料",
    "forged": "疑似伪造",
}
# What a case tells of itself in every service; a service's own facts come beside them.
STANDARD_FACTS: dict[str, FactType] = {
    "today": "date",
    "present_as": "string",
    "situation": "string",
    "centre_town": "string",
    "applicant_name": "string",
    "applicant_sex": "string",
    "applicant_born": "date",
    "applicant_id_number": "string",
    "applicant_phone": "string",
    "applicant_address": "string",
    "applicant_household_town": "string",
    "applicant_residence_town": "string",
    "applicant_local": "bool",
    "agent_name": "string",
    "agent_id_number": "string",
    "person_matches": "bool",
    "agrees_pledge": "bool",
    "agrees_later": "bool",
}


class Basis(Authored):
    """Why a rule holds: a document of the register with its clause, or a competition rule of the rule pack."""

    document: Annotated[str, Field(description="依据登记里的文件编号（只有“核”的能用）")] = ""
    clause: Annotated[str, Field(description="条款，写到条")] = ""
    rule: Annotated[str, Field(description="竞赛规则的编号，登记在规则包 rules 里")] = ""

    @model_validator(mode="after")
    def _one_of_two(self) -> "Basis":
        if bool(self.document) == bool(self.rule):
            msg = "document 和 rule 必须写且只写一个"
            raise ValueError(msg)
        return self


class Fact(Authored):
    """A typed variable of the expressions; one with a default need not be given or shown by a scenario."""

    type: FactType
    label: Text
    default: Annotated[FactValue | None, Field(description="多数情形下的值；写了就可以不在情景里给出")] = None


class Situation(Authored):
    """One answer to the situation question; in any case exactly one `when` is true."""

    id: Name
    name: Text
    when: Expression = "true"


class Otherwise(Authored):
    """What follows when a condition does not hold."""

    decision: Decision
    reason: Text
    basis: Basis


class Condition(Authored):
    """A condition of the service: `require` must hold wherever `when` does."""

    id: Name
    require: Expression
    when: Expression = "true"
    otherwise: Otherwise


class Hold(Authored):
    """What a paper must be like: if `require` does not hold it is returned for `flaw`."""

    require: Expression
    flaw: Flaw
    mend: Annotated[str, Field(description="怎么补")] = ""


class Material(Authored):
    """One line of the list of materials.

    `identity` is checked by reading a card or code of the person `of`; `paper` is handed in, unless a licence or
    shared data gives it. What the law collects (`surrender`) no licence replaces.
    """

    id: Name
    name: Text
    means: Literal["paper", "identity"] = "paper"
    of: Annotated[Role, Field(description="谁的材料")] = "applicant"
    need: Annotated[Expression, Field(description="什么时候需要；默认总是需要")] = "true"
    licence: Annotated[str, Field(description="可免交的电子证照，登记在 registry 的 licences")] = ""
    shared: Annotated[str, Field(description="可免交的共享核查，登记在 registry 的 checks")] = ""
    surrender: Annotated[bool, Field(description="依法收回原件")] = False
    deferrable: Annotated[bool, Field(description="可以容缺")] = False
    pledge: Annotated[bool, Field(description="可以用书面告知承诺代替")] = False
    sides: Annotated[int, Field(ge=1, le=2, description="要扫描几面")] = 1
    fields: Annotated[dict[Variable, Fact], Field(description="纸面上看得出的事实；表达式里写 doc_<名称>")] = Field(
        default_factory=dict
    )
    holds: tuple[Hold, ...] = ()
    mend: Annotated[str, Field(description="没交时怎么补")] = "补交原件"


class FormField(Authored):
    """A field of the form: `truth` is what is right; a pre-filled one comes from the card that was read."""

    id: Variable
    label: Text
    kind: Literal["text", "choice", "date", "number", "money", "phone", "bank_account", "id_number"] = "text"
    truth: Annotated[Expression, Field(description="正确的内容，CEL 表达式")]
    options: Annotated[tuple[str, ...], Field(description="选择项，kind: choice 时写")] = ()
    when: Expression = "true"
    prefill: Annotated[bool, Field(description="刷证后自动带入")] = False


class Limit(Authored):
    """How long the service takes; the basis says whether days are working days."""

    days: Annotated[int, Field(ge=0, le=90)]
    count: Literal["working", "calendar"] = "working"
    basis: Basis

    @property
    def label(self) -> str:
        """The limit as people write it."""
        if self.days == 0:
            return "当场办结"
        return f"{self.days} 个工作日" if self.count == "working" else f"{self.days} 日"


class Service(Authored):
    """A service item: everything that decides how a case of it is handled."""

    code: Code
    name: Text
    initials: Annotated[str, Field(pattern=r"^[a-z0-9]+$", description="名称的拼音首字母，只算汉字")]
    agency: Text
    scope: Scope
    basis: tuple[Basis, ...] = ()
    situations: Annotated[tuple[Situation, ...], Field(min_length=1)]
    facts: dict[Variable, Fact] = Field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()
    materials: tuple[Material, ...] = ()
    form: tuple[FormField, ...] = ()
    route: Annotated[str, Field(description="转办到哪个街镇：结果是街镇编号的表达式（relay 用）")] = ""
    guide_to: Annotated[str, Field(description="引导到哪里，登记在 registry 的 places（guided 用）")] = ""
    limit: Limit | None = None
    guide: Annotated[tuple[Text, ...], Field(min_length=1, description="办事指南的要点，选手可以随时看")]


class Licence(Authored):
    """An electronic licence of the store."""

    id: Name
    name: Text
    issuer: Text


class Check(Authored):
    """A back-office check or a piece of shared data."""

    id: Name
    name: Text
    agency: Text


class Place(Authored):
    """A place one may be sent to: a town (one of the fictitious centres) or an office elsewhere."""

    id: Name
    name: Text
    town: bool = False
    centre_code: Annotated[str, Field(pattern=r"^([0-9A-Z]{1,12})?$", description="街镇的编号，文书编号里有它")] = ""

    @model_validator(mode="after")
    def _numbered(self) -> "Place":
        if self.town and not self.centre_code:
            msg = "街镇要写 centre_code，文书编号里有它"
            raise ValueError(msg)
        return self


class DocumentField(Authored):
    """A content of a document that the clerk gives; its kind says how the right value is found."""

    id: Variable
    label: Text
    kind: Literal["gaps", "reasons", "limit", "destination", "keeper", "remedy", "until", "number", "wish"]


class DocumentKind(Authored):
    """A kind of document: who gets it, and what it must say."""

    id: Name
    name: Text
    to: Literal["resident", "destination", "internal"] = "resident"
    received: Annotated[bool, Field(description="要当事人签收")] = True
    sealed: Annotated[bool, Field(description="要加盖专用章")] = True
    fields: tuple[DocumentField, ...] = ()
    decisions: Annotated[tuple[Decision, ...], Field(description="哪些决定要出这份文书")]
    opening: Annotated[str, Field(description="正文开头")] = ""


class Phrase(Authored):
    """A polite phrase to pick; it earns nothing."""

    id: Name
    text: Text


class CompetitionRule(Authored):
    """A rule that no verified source gives: the competition's own, and said to be so."""

    id: Name
    text: Text


class Amount(Authored):
    """A dated number: an amount in whole 分, an age, a number of days."""

    type: FactType
    value: FactValue
    label: Text
    basis: Basis


class RulePack(Authored):
    """Everything that changes with time, as of a date: amounts, competition rules, and the calendar.

    Scenarios are proven on one business day at one centre; papers of this pack are set on that day and there.
    """

    id: Name
    title: Text
    effective: date
    business_day: Annotated[date, Field(description="情景按这一天验证，试卷的业务日期与它相同")]
    centre: Annotated[Name, Field(description="情景按这个中心验证，试卷的中心与它相同")]
    amounts: Annotated[dict[Variable, Amount], Field(description="表达式里写 pack_<名称>")] = Field(
        default_factory=dict
    )
    rules: tuple[CompetitionRule, ...] = ()
    calendar: CalendarFile


class Group(Authored):
    """A group of checkpoints and its share of a case's 100 points."""

    id: Literal["identity", "materials", "form", "decision", "document", "conduct", "order"]
    name: Text
    points: Annotated[int, Field(ge=1, le=100)]


class Cap(Authored):
    """The most a case can earn once a grave error was made."""

    id: Literal["wrong_decision", "accepted_forgery", "asked_to_withdraw", "closed_unfinished"]
    name: Text
    at_most: Annotated[int, Field(ge=0, le=100)]


_Ranked = TypeVar("_Ranked", Group, Cap)


def _once(listed: tuple[_Ranked, ...]) -> tuple[_Ranked, ...]:
    names = [one.id for one in listed]
    if twice := [name for name in names if names.count(name) > 1]:
        msg = f"“{twice[0]}”写了两次；每组、每种封顶只写一次"
        raise ValueError(msg)
    return listed


class Rubric(Authored):
    """How a case is marked."""

    id: Name
    groups: Annotated[tuple[Group, ...], Field(min_length=1), AfterValidator(_once)]
    caps: Annotated[tuple[Cap, ...], AfterValidator(_once)]


class RegistryFile(Authored):
    """A file of the registers; any number of files add up."""

    licences: tuple[Licence, ...] = ()
    checks: tuple[Check, ...] = ()
    places: tuple[Place, ...] = ()
    documents: tuple[DocumentKind, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    surnames: tuple[str, ...] = ()
    given_male: tuple[str, ...] = ()
    given_female: tuple[str, ...] = ()
    roads: tuple[str, ...] = ()


class ServiceFile(Authored):
    """A file of service items."""

    services: tuple[Service, ...]


class Catalogue(Authored):
    """All a clerk may meet at the window, frozen together: what engines read beside the case."""

    services: dict[str, Service]
    licences: dict[str, Licence]
    checks: dict[str, Check]
    places: dict[str, Place]
    documents: dict[str, DocumentKind]
    phrases: tuple[Phrase, ...]
    pack: RulePack
    rubric: Rubric
    sources: Annotated[dict[str, str], Field(description="引用到的文件：编号 → 全称")]

    def documents_for(self, decision: str) -> tuple[DocumentKind, ...]:
        """Return the documents a decision must issue, in order of id."""
        return tuple(kind for kind in self.documents.values() if decision in kind.decisions)
