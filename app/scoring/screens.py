"""A view of the window as a page shows it without anything to operate: ids become names, states become words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from simulations.catalogue import DECISIONS, FLAWS, VERDICTS, Catalogue, Material, Service
from simulations.resident_acts import MEANS

PHASES: Mapping[str, str] = {
    "waiting": "未呼叫",
    "called": "已呼叫，未到",
    "open": "办理中",
    "suspended": "已挂起",
    "closed": "已结束",
    "absent": "已过号",
}
WHO: Mapping[str, str] = {"resident": "办事人", "clerk": "受理员", "system": "系统"}
ANSWERS: Mapping[str, tuple[str, str]] = {
    "success": ("ok", "成功"),
    "none": ("bad", "没有查到记录"),
    "not_collected": ("bad", "未归集"),
    "expired": ("bad", "已过有效期"),
    "mismatch": ("bad", "信息不符"),
    "timeout": ("bad", "接口超时"),
}
READS: Mapping[str, tuple[str, str]] = {
    "ok": ("ok", "已核验"),
    "expired": ("bad", "已过有效期"),
    "none": ("", "没有带"),
    "refused": ("bad", "读取失败"),
}
GONE: Mapping[str, str] = {"given_back": "已退还", "kept": "已收存"}

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Mark:
    """A state in words; `kind` is ok, bad or nothing."""

    kind: str
    words: str


@dataclass(frozen=True)
class MaterialLine:
    """One material: what is there of it, and what the clerk said is to be done with it."""

    number: int
    name: str
    there: tuple[Mark, ...]
    verdict: str
    flaws: str


@dataclass(frozen=True)
class Sheet:
    """A document: its contents as (label, words), and how far it is."""

    name: str
    number: str
    lines: tuple[tuple[str, str], ...]
    marks: tuple[str, ...]


@dataclass(frozen=True)
class ApplicationScreen:
    """One application; the form's lines are (label, content, whether the system filled it)."""

    code: str
    name: str
    situation: str
    decision: str
    materials: tuple[MaterialLine, ...]
    form: tuple[tuple[str, str, bool], ...]
    signed: bool
    sheets: tuple[Sheet, ...]
    handed_to: str
    archived: bool


@dataclass(frozen=True)
class PersonLine:
    """Someone of the case, as far as the clerk knows."""

    label: str
    at_counter: bool
    known: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class TrayLine:
    """A paper of the tray; `sides` are the sides that were looked at."""

    paper: str
    name: str
    sides: tuple[int, ...]
    original: bool | None
    gone: str


@dataclass(frozen=True)
class AnswerLine:
    """What the licence store or a check answered; its contents as (label, words)."""

    name: str
    mark: Mark
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Screen:
    """The whole window at one moment; the conversation's lines are (who, class, text).

    `stages` are (name, how far: done, part or none) in the order in which a case passes through them.
    """

    phase: str
    stages: tuple[tuple[str, str], ...]
    refused: str
    talk: tuple[tuple[str, str, str], ...]
    asked: tuple[str, ...]
    people: tuple[PersonLine, ...]
    tray: tuple[TrayLine, ...]
    applications: tuple[ApplicationScreen, ...]
    answers: tuple[AnswerLine, ...]
    rated: str


def screen(shown: Json, catalogue: Catalogue) -> Screen:
    """Return a view, in the shape of docs/protocol.md, as a page shows it."""
    labels = {one["role"]: one["label"] for one in shown["people"]}
    refused = shown["refused"]
    return Screen(
        phase=PHASES[shown["phase"]],
        stages=tuple(_stages(shown, catalogue)),
        refused=refused["text"] if refused else "",
        talk=tuple((WHO[line["who"]], line["who"], line["text"]) for line in shown["talk"]),
        asked=tuple(one["ask"] for one in shown["asks"] if "asked" in one),
        people=tuple(map(_person, shown["people"])),
        tray=tuple(map(_tray_line, shown["tray"])),
        applications=tuple(_application(one, shown, catalogue) for one in shown["applications"]),
        answers=tuple(_answers(shown, catalogue, labels)),
        rated={"neutral": "已中性邀请评价", "praise": "已索要好评"}.get(shown["rated"] or "", ""),
    )


def _stages(shown: Json, catalogue: Catalogue) -> Iterable[tuple[str, str]]:
    """Yield how far each part of the work is, over all applications; only what was done shows, not what is right."""
    held = shown["applications"]
    services = [catalogue.services[one["application"]] for one in held]
    read = any("ok" in person["reads"].values() for person in shown["people"])
    yield "身份", _share(read, 1)
    yield "事项", _share(sum(bool(one["situation"]) for one in held), len(held)) if held else "none"
    yield "材料", _share(sum(len(one["verdicts"]) for one in held), sum(len(one.materials) for one in services))
    yield "核查", _share(len(shown["licences"]) + len(shown["checks"]), 1)
    fields = sum(not field.prefill for one in services for field in one.form)
    yield "表单", _share(sum(len(one["form"]) for one in held), fields)
    yield "决定", _share(sum(bool(one["decision"]) for one in held), len(held))
    documents = [document for one in held for document in one["documents"]]
    yield "文书", _share(sum(one["issued"] for one in documents), len(documents))
    yield "办结", _share(shown["phase"] in ("closed", "absent"), 1)


def _share(done: int, of: int) -> str:
    if not done:
        return "none"
    return "done" if done >= of else "part"


def _person(one: Json) -> PersonLine:
    marks = [
        Mark(kind, f"{MEANS[means]}{words}")
        for means, result in one["reads"].items()
        for kind, words in [READS[result]]
    ]
    if "compared" in one:
        same = one["compared"] == "same"
        marks.append(Mark("ok" if same else "bad", "人证一致" if same else "人证不一致"))
    if "authorized" in one:
        granted = one["authorized"] == "granted"
        marks.append(Mark("ok" if granted else "bad", "已授权调取" if granted else "不同意授权"))
    known = f"{one['name']}　{one['id_number']}" if "name" in one else ""
    return PersonLine(one["label"], one["at_counter"], known, tuple(marks))


def _tray_line(one: Json) -> TrayLine:
    gone = GONE.get(one.get("gone", ""), "")
    return TrayLine(one["paper"], one["name"], tuple(one["inspected"]), one.get("original"), gone)


def _application(one: Json, shown: Json, catalogue: Catalogue) -> ApplicationScreen:
    service = catalogue.services[one["application"]]
    situations = {situation.id: situation.name for situation in service.situations}
    place = catalogue.places.get(one["handed_to"] or "")
    return ApplicationScreen(
        service.code,
        service.name,
        situations.get(one["situation"], ""),
        DECISIONS.get(one["decision"], ""),
        tuple(
            _material(number, material, service, one, shown) for number, material in enumerate(service.materials, 1)
        ),
        tuple(_form(service, one)),
        one["signed"],
        tuple(_sheet(document, service, catalogue) for document in one["documents"]),
        place.name if place else "",
        one["archived"],
    )


def _form(service: Service, one: Json) -> Iterable[tuple[str, str, bool]]:
    for field in service.form:
        by_system = field.id in one["prefilled"]
        yield field.label, one["prefilled"].get(field.id) or one["form"].get(field.id, ""), by_system


def _material(number: int, material: Material, service: Service, one: Json, shown: Json) -> MaterialLine:
    given = one["verdicts"].get(material.id, {"verdict": "", "flaws": []})
    there = _read(material, shown) if material.means == "identity" else _there(material, service, shown)
    flaws = "、".join(FLAWS[flaw] for flaw in given.get("flaws", ()))
    return MaterialLine(number, material.name, tuple(there), VERDICTS.get(given["verdict"], ""), flaws)


def _read(material: Material, shown: Json) -> Iterable[Mark]:
    for person in shown["people"]:
        if person["role"] == material.of:
            for means, result in person["reads"].items():
                kind, words = READS[result]
                yield Mark(kind, f"{MEANS[means]}{words}")


def _there(material: Material, service: Service, shown: Json) -> Iterable[Mark]:
    for paper in shown["tray"]:
        sides = paper["scans"].get(f"{service.code}/{material.id}", {})
        clear = sum(result == "clear" for result in sides.values())
        if sides:
            yield Mark("ok" if clear == material.sides else "", f"{paper['name']} 已高拍 {clear}/{material.sides} 面")
    for key, name, word in (("licences", material.licence, "电子证照"), ("checks", material.shared, "共享核查")):
        for answer in shown[key]:
            if name and answer[key[:-1]] == name and answer["person"] == material.of:
                kind, words = ANSWERS[answer["outcome"]]
                yield Mark(kind, word + words)


def _sheet(document: Json, service: Service, catalogue: Catalogue) -> Sheet:
    kind = catalogue.documents[document["document"]]
    marks = (("sealed", "已用印"), ("received", "已签收"), ("issued", "已发出"))
    return Sheet(
        kind.name,
        document["number"],
        tuple(
            (field.label, _content(field.kind, document["fields"][field.id], service, catalogue))
            for field in kind.fields
            if field.id in document["fields"]
        ),
        tuple(words for name, words in marks if document[name]),
    )


def _content(kind: str, value: Any, service: Service, catalogue: Catalogue) -> str:  # noqa: ANN401  # by kind
    if kind == "gaps":
        names = {material.id: material.name for material in service.materials}
        return "；".join(
            f"{names.get(name, name)}（{'、'.join(FLAWS[flaw] for flaw in flaws)}）" for name, flaws in value.items()
        )
    if kind == "reasons":
        texts = {condition.id: condition.otherwise.reason for condition in service.conditions}
        return "；".join(texts.get(name, name) for name in value)
    place = catalogue.places.get(value) if kind in ("destination", "keeper") else None
    return place.name if place else str(value)


def _answers(shown: Json, catalogue: Catalogue, labels: Mapping[str, str]) -> Iterable[AnswerLine]:
    for one in shown["licences"]:
        mark = Mark(*ANSWERS[one["outcome"]])
        name = f"{catalogue.licences[one['licence']].name}　{labels.get(one['person'], '')}"
        yield AnswerLine(name, mark, tuple((label, value) for label, value in one["lines"]))
    for one in shown["checks"]:
        mark = Mark(*ANSWERS[one["outcome"]])
        name = f"{catalogue.checks[one['check']].name}　{labels.get(one['person'], '')}"
        yield AnswerLine(name, mark, (("", one["says"]),) if one["says"] else ())
