"""An act at the mock window, and what came of it, in the words a clerk would use."""

from collections.abc import Callable, Mapping
from typing import Any

from simulations.casework import Case
from simulations.catalogue import DECISIONS, FLAWS, VERDICTS, Catalogue, Service
from simulations.resident_acts import MEANS
from simulations.state import Event

LONGEST = 40
OUTCOMES: Mapping[str, str] = {
    "success": "成功",
    "not_collected": "未归集",
    "expired": "已过有效期",
    "mismatch": "信息不符",
    "timeout": "超时",
    "none": "没有",
    "blurred": "影像模糊",
    "same": "一致",
    "different": "不一致",
    "granted": "已授权",
    "declined": "不同意",
    "ok": "通过",
    "refused": "读取失败",
    "no_phone": "没有智能手机",
    "nobody": "无人应答",
    "improper": "不当提问",
    "undecided": "未作决定",
}
# What a choice is already says what came of it.
SILENT = frozenset({"verdict", "decide", "situation", "fill", "inspect", "rate", "revoke"})


def act_words(case: Case, catalogue: Catalogue, body: Mapping[str, object]) -> str:
    """Return an act in words; what it names but does not exist stays as it was posted, cut short."""
    do = body.get("do")
    worded = _WORDS.get(do) if isinstance(do, str) else None
    return worded(_Naming(case, catalogue, body)) if worded else f"无法识别的操作 {_short(do)}".rstrip()


def outcome_words(event: Event) -> str:
    """Return what came of an act that the system let pass; empty where the act says it all."""
    return "" if event.do in SILENT else OUTCOMES.get(event.outcome, "")


class _Naming:
    """The names of what one act is about."""

    def __init__(self, case: Case, catalogue: Catalogue, body: Mapping[str, object]) -> None:
        self._case = case
        self._catalogue = catalogue
        self._body = body

    def given(self, key: str) -> str:
        """Return an argument as posted, cut short."""
        return _short(self._body.get(key))

    def of(self, key: str, names: Mapping[str, Any]) -> str:
        """Return the name of what an argument gives the id of, in a register of things with a name, or of words."""
        found = names.get(self.given(key))
        return str(getattr(found, "name", found)) if found is not None else self.given(key)

    @property
    def catalogue(self) -> Catalogue:
        return self._catalogue

    @property
    def service(self) -> Service | None:
        return self._catalogue.services.get(self.given("application"))

    @property
    def person(self) -> str:
        people: Mapping[str, Any] = {role: one.honorific for role, one in self._case.people.items()}
        return self.of("person", people)

    @property
    def paper(self) -> str:
        return self.of("paper", {one.id: one for one in self._case.papers})

    @property
    def material(self) -> str:
        return self.of("material", {one.id: one for one in self.service.materials} if self.service else {})

    @property
    def situation(self) -> str:
        return self.of("situation", {one.id: one for one in self.service.situations} if self.service else {})

    @property
    def question(self) -> str:
        return self.of("question", {one.id: one.ask for one in self._case.asks})

    @property
    def phrase(self) -> str:
        return self.of("phrase", {one.id: one.text for one in self._catalogue.phrases})

    @property
    def field(self) -> str:
        return self.of("field", {one.id: one.label for one in self.service.form} if self.service else {})

    @property
    def document(self) -> str:
        return self.of("document", self._catalogue.documents)

    @property
    def content(self) -> str:
        kind = self._catalogue.documents.get(self.given("document"))
        return self.of("field", {one.id: one.label for one in kind.fields} if kind else {})

    @property
    def verdict(self) -> str:
        flaws = self._body.get("flaws")
        listed = (
            [FLAWS[one] for one in flaws if isinstance(one, str) and one in FLAWS] if isinstance(flaws, list) else []
        )
        return self.of("verdict", VERDICTS) + (f"（{'、'.join(listed)}）" if listed else "")

    @property
    def second_side(self) -> str:
        return " 第 2 面" if self._body.get("side") == 2 else ""  # noqa: PLR2004  # a paper has two sides


def _short(value: object) -> str:
    return value[:LONGEST] if isinstance(value, str) else ""


_WORDS: Mapping[str, Callable[[_Naming], str]] = {
    "call": lambda _: "呼叫",
    "recall": lambda _: "重呼",
    "pass": lambda _: "过号",
    "ask": lambda one: f"提问“{one.question}”",
    "say": lambda one: f"说“{one.phrase}”",
    "read": lambda one: f"刷{one.of('means', MEANS)} {one.person}",
    "compare": lambda one: f"人证比对 {one.person}",
    "choose": lambda one: f"选择事项 {one.of('service', one.catalogue.services)}",
    "drop": lambda one: f"删除事项 {one.of('application', one.catalogue.services)}",
    "situation": lambda one: f"选择情形 {one.situation}",
    "inspect": lambda one: f"查看 {one.paper}{one.second_side}",
    "scan": lambda one: f"高拍 {one.paper}{one.second_side}，归入{one.material}",
    "authorize": lambda one: f"请求授权 {one.person}",
    "fetch": lambda one: f"调取 {one.of('licence', one.catalogue.licences)} {one.person}",
    "check": lambda one: f"核查 {one.of('check', one.catalogue.checks)} {one.person}",
    "verdict": lambda one: f"{one.material} {one.verdict}",
    "fill": lambda one: f"填写 {one.field}：{one.given('value')}",
    "sign": lambda _: "请申请人签字",
    "decide": lambda one: f"决定 {one.of('decision', DECISIONS)}",
    "revoke": lambda _: "撤回决定",
    "compose": lambda one: f"填写 {one.document}“{one.content}”",
    "seal": lambda one: f"用印 {one.document}",
    "receive": lambda one: f"签收 {one.document}",
    "issue": lambda one: f"发出 {one.document}",
    "hand_off": lambda one: f"流转至 {one.of('destination', one.catalogue.places)}",
    "give_back": lambda one: f"退还 {one.paper}",
    "keep": lambda one: f"收存 {one.paper}",
    "archive": lambda one: f"归档 {one.of('application', one.catalogue.services)}",
    "rate": lambda one: "邀请评价" if one.given("how") == "neutral" else "索要好评",
    "suspend": lambda _: "挂起",
    "resume": lambda _: "恢复办理",
    "finish": lambda _: "结束本件",
}
