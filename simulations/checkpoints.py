"""What is looked for in a run: one function per group, each yielding checkpoints with the entries that show them."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from simulations.casework import Case
from simulations.catalogue import DECISIONS, FLAWS, VERDICTS, Basis, Catalogue, Service
from simulations.ruling import IDENTIFIED, TAKING, WEIGHING, ApplicationRuling, Ruling, Verdict
from simulations.state import Application, Event, Issued, State

FULL, HALF, NOTHING = Fraction(1), Fraction(1, 2), Fraction(0)
NOBODY = Application("")


@dataclass(frozen=True)
class Look:
    """What marking looks at: the case, what is right, and what the clerk did."""

    case: Case
    catalogue: Catalogue
    ruling: Ruling
    state: State

    def of(self, service: str) -> Application:
        """Return the clerk's application of a service; an empty one if there is none."""
        return self.state.applications.get(service, NOBODY)

    def first(self, do: str, target: str, *outcomes: str) -> Event | None:
        """Return the first event of an act on a target, with one of the outcomes if any are given."""
        return next(
            (
                one
                for one in self.state.events
                if one.do == do and one.target == target and not one.code and (not outcomes or one.outcome in outcomes)
            ),
            None,
        )

    @property
    def decided(self) -> bool:
        """Whether the clerk has decided anything: what was left undone counts only from then on."""
        return any(one.decision for one in self.state.applications.values())


@dataclass(frozen=True)
class Found:
    """A checkpoint as looked at: `share` of it was met, in [0, 1]; `seqs` are the entries that show it."""

    id: str
    text: str
    share: Fraction
    weight: int = 1
    seqs: tuple[int, ...] = ()
    basis: str = ""
    why: str = ""


Looking = Callable[[Look], Iterator[Found]]


def identity(look: Look) -> Iterator[Found]:
    """Yield: everyone identified, person and card compared, the right items in the right situation."""
    for role in look.ruling.reads:
        label = look.case.people[role].honorific  # type: ignore[index]  # a role of this case
        yield _found(f"read:{role}", f"核验{label}的身份", _read(look, role, "ok"), 2)
    if look.ruling.compare:
        event = look.first("compare", look.ruling.compare)
        yield _found("compare", "人证比对", event)
    for one in look.ruling.applications:
        service = look.catalogue.services[one.service]
        yield _found(f"choose:{one.service}", f"选对事项：{service.name}", look.first("choose", one.service)
                     if one.service in look.state.applications else None, 2)  # fmt: skip
        chosen = look.of(one.service).situation
        right = next(name.name for name in service.situations if name.id == one.situation)
        event = look.first("situation", one.service, one.situation) if chosen == one.situation else None
        yield _found(f"situation:{one.service}", f"选对情形：{right}", event, 1)


def materials(look: Look) -> Iterator[Found]:
    """Yield, for each material that is weighed: the right verdict, and that it rests on what was seen."""
    for one in look.ruling.applications:
        if one.decision not in WEIGHING:
            continue
        service = look.catalogue.services[one.service]
        for material in service.materials:
            right, given = one.verdicts[material.id], look.of(one.service).verdicts.get(material.id)
            name = f"{one.service}/{material.id}"
            share = NOTHING if given is None else _agreement(right, given.verdict, given.flaws)
            by = (given.seq,) if given else ()
            yield Found(f"verdict:{name}", f"{material.name}：{_worded(right)}", share, 2, by)
            evidence = _evidence(look, name, right)
            if evidence is not None:
                done, seqs = evidence
                seen = done if share else NOTHING
                yield Found(f"seen:{name}", f"{material.name}：{_looked(right)}", seen, 1, seqs)


def form(look: Look) -> Iterator[Found]:
    """Yield every field to fill, and the applicant's signature, where a form is due."""
    for one in look.ruling.applications:
        if one.decision not in TAKING:
            continue
        held = look.of(one.service)
        labels = {field.id: field.label for field in look.catalogue.services[one.service].form}
        for name, right in one.form.items():
            share = FULL if _alike(held.form.get(name, ""), right) else NOTHING
            event = _last(look, "fill", f"{one.service}/{name}")
            yield Found(f"form:{one.service}/{name}", f"{labels[name]}：{right}", share, 1, _seqs(event))
        if one.form and look.case.entry not in IDENTIFIED:
            share = FULL if held.signed else NOTHING
            yield Found(f"sign:{one.service}", "请申请人签字确认", share, 1, (held.signed,) if held.signed else ())


def decision(look: Look) -> Iterator[Found]:
    """Yield the right decision of each application, and that all it rests on was known before."""
    for one in look.ruling.applications:
        held, service = look.of(one.service), look.catalogue.services[one.service]
        right = held.decision == one.decision
        seqs = (held.decided,) if held.decided else ()
        text = f"{service.name}：{DECISIONS[one.decision]}"
        yield Found(
            f"decision:{one.service}", text, FULL if right else NOTHING, 4, seqs, _bases(look.catalogue, service, one)
        )
        if one.evidence:
            share = Fraction(len(one.evidence & held.known), len(one.evidence))
            yield Found(f"evidence:{one.service}", "决定前查明全部依据", share, 2, seqs)
    if not look.ruling.applications:
        none = look.state.phase == "closed" and not look.state.applications
        yield Found(
            "no-application", "不立件，答复后结束", FULL if none else NOTHING, 4, _seqs(_last(look, "finish", ""))
        )


def document(look: Look) -> Iterator[Found]:
    """Yield every document: given out in due form, and each of its contents; and the hand-off of a relayed case."""
    for one in look.ruling.applications:
        held = look.of(one.service)
        right = held.documents if held.decision == one.decision else {}
        for kind_id, contents in one.documents.items():
            kind = look.catalogue.documents[kind_id]
            made = right.get(kind_id)
            out = made.issued if made else 0
            name = f"{one.service}/{kind_id}"
            yield Found(f"issue:{name}", f"发出{kind.name}", FULL if out else NOTHING, 2, (out,) if out else ())
            for field in kind.fields:
                share = _content_share(field.kind, made, field.id, contents[field.id]) if made else NOTHING
                event = _last(look, "compose", f"{name}/{field.id}")
                said = f"{kind.name}“{field.label}”：{_content_text(look, one, field.kind, contents[field.id])}"
                yield Found(f"field:{name}/{field.id}", said, share if out else NOTHING, 2, _seqs(event))
        if one.decision == "relay":
            went = held.handed_to == one.destination
            event = _last(look, "hand_off", one.service)
            place = look.catalogue.places[one.destination].name
            yield Found(f"hand_off:{one.service}", f"流转至{place}", FULL if went else NOTHING, 2, _seqs(event))


def conduct(look: Look) -> Iterator[Found]:
    """Yield what a clerk must not do, what becomes of the papers, and the neutral invitation to rate."""
    yield _nothing_improper(look)
    yield _nothing_needless(look)
    if any(not person.has_phone for person in look.case.people.values()):
        pushed = [one for one in look.state.events if one.do == "read" and one.outcome == "no_phone"]
        yield _clean(look, "no-phone", "不向没有智能手机的人索要随申码", pushed, 1)
    for paper_id in look.ruling.give_back:
        event = look.first("give_back", paper_id)
        yield _found(f"back:{paper_id}", f"退还原件：{_paper_name(look, paper_id)}", event)
    for paper_id in look.ruling.keep:
        event = look.first("keep", paper_id)
        yield _found(f"keep:{paper_id}", f"依法收回：{_paper_name(look, paper_id)}", event, 3)
    if look.case.entry in ("counter", "video"):
        event = _last(look, "rate", "neutral") if look.state.rated == "neutral" else None
        praised = look.first("rate", "praise")
        yield _found("rate", "中性邀请评价，不诱导好评", None if praised else event)


def order(look: Look) -> Iterator[Found]:
    """Yield identity before data, and the case closed and filed."""
    if look.ruling.reads:
        data = next((one for one in look.state.events if one.do in ("fetch", "check") and not one.code), None)
        reads = [_read(look, role, "ok") for role in look.ruling.reads]
        before = all(one is not None and (data is None or one.seq < data.seq) for one in reads)
        seqs = tuple(sorted(one.seq for one in reads if one)) + _seqs(data)
        yield Found("identity-first", "先核验身份，再调取数据", FULL if before and look.decided else NOTHING, 1, seqs)
    for one in look.ruling.applications:
        filed = look.of(one.service).archived
        yield Found(f"archive:{one.service}", "办结归档", FULL if filed else NOTHING, 1, (filed,) if filed else ())
    finished = next((one for one in look.state.events if one.do == "finish" and not one.code), None)
    done = finished is not None and finished.outcome == ("done" if look.ruling.applications else "undecided")
    yield Found("finish", "办完后结束本件", FULL if done else NOTHING, 1, _seqs(finished))


GROUPS: Mapping[str, Looking] = {
    "identity": identity,
    "materials": materials,
    "form": form,
    "decision": decision,
    "document": document,
    "conduct": conduct,
    "order": order,
}


def _found(name: str, text: str, event: Event | None, weight: int = 1) -> Found:
    return Found(name, text, FULL if event else NOTHING, weight, _seqs(event))


def _seqs(event: Event | None) -> tuple[int, ...]:
    return (event.seq,) if event else ()


def _read(look: Look, role: str, *outcomes: str) -> Event | None:
    """Return the first reading of a person's card or code with one of the outcomes."""
    return next(
        (
            one
            for one in look.state.events
            if one.do == "read" and one.target.startswith(f"{role}:") and one.outcome in outcomes
        ),
        None,
    )


def _last(look: Look, do: str, target: str) -> Event | None:
    return next(
        (one for one in reversed(look.state.events) if (one.do, one.target) == (do, target) and not one.code), None
    )


def _agreement(right: Verdict, given: str, flaws: tuple[str, ...]) -> Fraction:
    """Return the share of a verdict: half for the verdict, half for its flaws by intersection over union."""
    if given != right.verdict:
        return NOTHING
    if given != "return":
        return FULL
    return HALF + HALF * jaccard(set(right.flaws), set(flaws))


def jaccard(right: set[str], given: set[str]) -> Fraction:
    """Return intersection over union of two sets: 1 if equal (two empty ones are), 0 if they share nothing."""
    union = right | given
    return Fraction(len(right & given), len(union)) if union else FULL


def _alike(typed: str, right: str) -> bool:
    """Tell whether what was typed is right: width, spaces and the case of letters are no mistake."""
    one, other = ("".join(unicodedata.normalize("NFKC", text).split()).upper() for text in (typed, right))
    return one == other


def _evidence(look: Look, name: str, right: Verdict) -> tuple[Fraction, tuple[int, ...]] | None:
    """Return how far the verdict rests on what was seen before the decision; None where nothing had to be seen."""
    wanted: list[Event | None] = []
    for source in right.sources:
        kind, _, rest = source.partition(":")
        if kind == "card":
            wanted.append(_read(look, rest, "ok", "expired"))
        elif kind == "paper":
            wanted.append(look.first("inspect", rest))
        else:
            wanted.append(_final_answer(look, source))
    if right.verdict == "collect":
        wanted += _scans(look, name, right.paper)
    if not wanted:
        return None
    decided = look.of(name.partition("/")[0]).decided
    met = [one for one in wanted if one and (not decided or one.seq < decided)]
    return Fraction(len(met), len(wanted)), tuple(sorted(one.seq for one in met))


def _final_answer(look: Look, token: str) -> Event | None:
    """Return the event that brought the answer, or the last try of what never gives one."""
    kind, name, role = token.split(":")
    tries = [one for one in look.state.events if one.target == token and not one.code]
    answered = next((one for one in tries if one.outcome != "timeout"), None)
    known = look.case.stored(name, role) if kind == "licence" else look.case.checked(name, role)
    if answered or known is None or len(tries) < len(known.outcomes):
        return answered
    return tries[len(known.outcomes) - 1]


def _scans(look: Look, name: str, paper_id: str) -> list[Event | None]:
    service, _, material_id = name.partition("/")
    material = next(one for one in look.catalogue.services[service].materials if one.id == material_id)
    return [look.first("scan", f"{paper_id}>{name}:{side}", "clear") for side in range(1, material.sides + 1)]


def _content_share(kind: str, made: Issued, field: str, right: object) -> Fraction:
    """Return the share of a document's content: sets by intersection over union, anything else if it is alike."""
    given = made.fields.get(field)
    if kind == "gaps":
        wanted = _pairs(right)
        return jaccard(wanted, _pairs(given) if isinstance(given, Mapping) else set())
    if kind == "reasons":
        listed = set(given) if isinstance(given, list) else set()
        return jaccard(set(right), listed)  # type: ignore[call-overload]  # reasons are a list
    return FULL if isinstance(given, str) and _alike(given, str(right)) else NOTHING


def _pairs(gaps: object) -> set[str]:
    return {f"{name}:{'+'.join(flaws)}" for name, flaws in gaps.items()}  # type: ignore[attr-defined]  # a mapping of gaps


def _content_text(look: Look, one: ApplicationRuling, kind: str, right: object) -> str:
    service = look.catalogue.services[one.service]
    if kind == "gaps":
        names = {material.id: material.name for material in service.materials}
        parts = [
            f"{names[name]}（{'、'.join(FLAWS[flaw] for flaw in flaws)}）"
            for name, flaws in right.items()  # type: ignore[attr-defined]  # a mapping of gaps
        ]
        return "、".join(parts) or "无"
    if kind == "reasons":
        texts = {condition.id: condition.otherwise.reason for condition in service.conditions}
        return "；".join(texts[name] for name in right)  # type: ignore[attr-defined]  # reasons are a list
    if kind in ("destination", "keeper"):
        return look.catalogue.places[str(right)].name
    return str(right)


def _nothing_improper(look: Look) -> Found:
    improper = [one for one in look.state.events if one.do == "ask" and one.outcome == "improper"]
    reasons = {one.id: one.improper for one in look.case.asks}
    why = "；".join(dict.fromkeys(reasons[one.target] for one in improper))
    found = _clean(look, "proper-asks", "不提不当的问题，不索要能查到的材料", improper, 3)
    return Found(found.id, found.text, found.share, found.weight, found.seqs, why=why)


def _nothing_needless(look: Look) -> Found:
    """A paper scanned into a slot whose material is waived or not needed was needless: once, with all its sides."""
    unwanted = {
        f"{one.service}/{name}"
        for one in look.ruling.applications
        for name, verdict in one.verdicts.items()
        if verdict.verdict in ("waive", "unneeded")
    }
    scans: dict[str, Event] = {}
    for one in look.state.events:
        slot = one.target.rpartition(":")[0]
        if one.do == "scan" and not one.code and slot.partition(">")[2] in unwanted:
            scans.setdefault(slot, one)
    return _clean(look, "no-needless-scan", "不收取可以免交或不需要的材料", list(scans.values()), 2)


def _clean(look: Look, name: str, text: str, wrongs: list[Event], weight: int) -> Found:
    """Return a checkpoint of something not to do: whole if never done, half if once, nothing from twice on."""
    share = (FULL, HALF)[len(wrongs)] if len(wrongs) < 2 else NOTHING  # noqa: PLR2004  # once is forgiven by half
    return Found(name, text, share if look.decided or _closed_rightly(look) else NOTHING, weight,
                 tuple(one.seq for one in wrongs))  # fmt: skip


def _closed_rightly(look: Look) -> bool:
    return not look.ruling.applications and look.state.phase == "closed"


def _paper_name(look: Look, paper_id: str) -> str:
    return next(one.name for one in look.case.papers if one.id == paper_id)


def _worded(right: Verdict) -> str:
    flaws = f"（{'、'.join(FLAWS[flaw] for flaw in right.flaws)}）" if right.flaws else ""
    return VERDICTS[right.verdict] + flaws


def _looked(right: Verdict) -> str:
    return "查看并按规定高拍" if right.verdict == "collect" else "先查后定"


def _bases(catalogue: Catalogue, service: Service, ruled: ApplicationRuling) -> str:
    failing = [one.otherwise.basis for one in service.conditions if one.id in ruled.reasons]
    return "；".join(basis_text(catalogue, one) for one in (failing or service.basis))


def basis_text(catalogue: Catalogue, basis: Basis) -> str:
    """Return a basis as people cite it; a competition rule says that it is one."""
    if basis.rule:
        text = next((one.text for one in catalogue.pack.rules if one.id == basis.rule), basis.rule)
        return f"竞赛规则：{text}"
    return f"《{catalogue.sources.get(basis.document, basis.document)}》{basis.clause}"
