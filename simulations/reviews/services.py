"""Mistakes of a service item: references, expressions, and conditions that can't fail."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from question_bank.authoring import Mistake, Steps, nearest
from simulations.catalogue import (
    Basis,
    Check,
    DocumentKind,
    Fact,
    FactType,
    FormField,
    Licence,
    Material,
    Place,
    RulePack,
    Service,
)
from simulations.expressions import Language, Unfit
from simulations.facts import GIVEN, ON_THE_AGENTS_CARD, ON_THE_CARD, paper_variables, variables
from simulations.reviews.boundaries import can_fail

_HAN = re.compile(r"[\u4e00-\u9fff]")
_PYTHON_TYPES: Mapping[FactType, str] = {"bool": "bool", "int": "int", "money": "int", "string": "str", "date": "date"}
# The situation is the clerk's answer: no system can fill it in before.
_PREFILLED = (GIVEN - {"situation"}) | set(ON_THE_CARD) | set(ON_THE_AGENTS_CARD)


@dataclass(frozen=True)
class Registers:
    """What a service may name."""

    sources: Mapping[str, str]
    unreliable: frozenset[str]
    licences: Mapping[str, Licence]
    checks: Mapping[str, Check]
    places: Mapping[str, Place]
    documents: Mapping[str, DocumentKind]
    pack: RulePack
    language: Language


def service_mistakes(service: Service, registers: Registers) -> Iterator[Mistake]:
    """Yield every mistake of `service`, at its place below it."""
    yield from _Review(service, registers).mistakes()


def basis_mistakes(basis: Basis, registers: Registers, at: Steps) -> Iterator[Mistake]:
    """Yield a basis that no register has, or that is not reliable enough to decide anything."""
    rules = {one.id for one in registers.pack.rules}
    if basis.rule and basis.rule not in rules:
        message = f"规则包里没有竞赛规则“{basis.rule}”；{nearest(basis.rule, rules)}"
        yield Mistake("unknown-rule", message, (*at, "rule"))
    if basis.document in registers.unreliable:
        message = f"“{basis.document}”未经核实，不能作依据；请改写成规则包里的竞赛规则（rule）"
        yield Mistake("unreliable-source", message, (*at, "document"))
    elif basis.document and basis.document not in registers.sources:
        message = f"依据登记里没有“{basis.document}”；{nearest(basis.document, registers.sources.keys())}"
        yield Mistake("unknown-document", message, (*at, "document"))
    elif basis.document and not basis.clause:
        yield Mistake("missing-clause", "请写明条款（clause）", at)


def fact_type_fits(kind: FactType, value: object) -> bool:
    """Tell whether an authored value is one of a fact's type."""
    return type(value).__name__ == _PYTHON_TYPES[kind]


class _Review:
    def __init__(self, service: Service, registers: Registers) -> None:
        self._service = service
        self._registers = registers
        self._variables = variables(service, registers.pack)

    def mistakes(self) -> Iterator[Mistake]:
        yield from self._head()
        for name, one in self._service.facts.items():
            yield from self._fact(name, one, ("facts", name))
        for index, situation in enumerate(self._service.situations):
            known = {name: kind for name, kind in self._variables.items() if name != "situation"}
            yield from self._expression(situation.when, known, "bool", ("situations", index, "when"))
        yield from self._conditions()
        for index, material in enumerate(self._service.materials):
            yield from self._material(material, ("materials", index))
        for index, field in enumerate(self._service.form):
            yield from self._field(field, ("form", index))

    def _head(self) -> Iterator[Mistake]:
        service, registers = self._service, self._registers
        if len(_HAN.findall(service.name)) != len(service.initials):
            yield Mistake("initials", "拼音首字母的个数与名称的汉字数不同", ("initials",))
        for index, basis in enumerate(service.basis):
            yield from basis_mistakes(basis, registers, ("basis", index))
        if service.limit:
            yield from basis_mistakes(service.limit.basis, registers, ("limit", "basis"))
        if (service.scope == "relay") != bool(service.route):
            yield Mistake("route", "scope: relay 的事项要写 route，其余不写", ("route",))
        elif service.route:
            yield from self._expression(service.route, self._variables, "string", ("route",))
        guided = any(one.otherwise.decision == "guide" for one in service.conditions) or service.scope == "guided"
        if guided and service.guide_to not in registers.places:
            message = f"引导的去向“{service.guide_to}”没有登记；{nearest(service.guide_to, registers.places.keys())}"
            yield Mistake("unknown-place", message, ("guide_to",))
        for kind, listed in (("situations", service.situations), ("conditions", service.conditions),
                             ("materials", service.materials), ("form", service.form)):  # fmt: skip
            names = [one.id for one in listed]
            for index, name in enumerate(names):
                if name in names[:index]:
                    yield Mistake("duplicate-id", f"编号“{name}”已经用过；请换一个", (kind, index, "id"))

    def _fact(self, name: str, one: Fact, at: Steps) -> Iterator[Mistake]:
        if name in variables(None, self._registers.pack):
            yield Mistake("fact-taken", f"“{name}”是每个情景都有的事实，不能另行声明", at)
        if one.default is not None and not fact_type_fits(one.type, one.default):
            yield Mistake("fact-type", f"default 不是 {one.type}", (*at, "default"))

    def _conditions(self) -> Iterator[Mistake]:
        for index, condition in enumerate(self._service.conditions):
            at = ("conditions", index)
            yield from basis_mistakes(condition.otherwise.basis, self._registers, (*at, "otherwise", "basis"))
            yield from self._expression(condition.when, self._variables, "bool", (*at, "when"))
            wrong = list(self._expression(condition.require, self._variables, "bool", (*at, "require")))
            yield from wrong
            if not wrong and not can_fail(condition.require, self._variables, self._registers):
                message = "这个条件在各个事实的边界值上都成立，不会有人不符合；请检查表达式"
                yield Mistake("never-false", message, (*at, "require"))

    def _material(self, material: Material, at: Steps) -> Iterator[Mistake]:
        yield from self._expression(material.need, self._variables, "bool", (*at, "need"))
        for key, register, what in (
            ("licence", self._registers.licences, "电子证照"),
            ("shared", self._registers.checks, "共享核查"),
        ):
            named = getattr(material, key)
            if named and named not in register:
                message = f"没有登记{what}“{named}”；{nearest(named, register.keys())}"
                yield Mistake(f"unknown-{key}", message, (*at, key))
        if material.means == "identity" and (material.holds or material.fields):
            yield Mistake("identity-paper", "means: identity 的材料靠刷证核验，不写 fields 和 holds", at)
        for name, one in material.fields.items():
            if one.default is not None and not fact_type_fits(one.type, one.default):
                yield Mistake("fact-type", f"default 不是 {one.type}", (*at, "fields", name, "default"))
        declared = paper_variables(self._service, material, self._registers.pack)
        for index, hold in enumerate(material.holds):
            yield from self._expression(hold.require, declared, "bool", (*at, "holds", index, "require"))

    def _field(self, field: FormField, at: Steps) -> Iterator[Mistake]:
        yield from self._expression(field.when, self._variables, "bool", (*at, "when"))
        wrong = list(self._expression(field.truth, self._variables, None, (*at, "truth")))
        yield from wrong
        if not wrong and field.prefill:
            beyond = self._registers.language.compile(field.truth, self._variables).names - _PREFILLED
            if beyond:
                message = f"系统只能带入证件上的内容，带不出“{'、'.join(sorted(beyond))}”"
                yield Mistake("prefill", message, (*at, "prefill"))
        if (field.kind == "choice") != bool(field.options):
            yield Mistake("options", "kind: choice 要写 options，其余不写", (*at, "options"))

    def _expression(
        self, text: str, known: Mapping[str, FactType], want: FactType | None, at: Steps
    ) -> Iterator[Mistake]:
        try:
            self._registers.language.compile(text, known, want)
        except Unfit as unfit:
            yield Mistake("expression", unfit.message, at)
