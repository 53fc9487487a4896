"""Acts at the acceptance system: items, scans, licences, checks, verdicts, the form, decisions and documents."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from simulations.catalogue import DECISIONS, FLAWS, VERDICTS, DocumentKind
from simulations.moves import Blocked, Move, Moved, facts, learn, say
from simulations.ruling import IDENTIFIED
from simulations.state import Application, Given, Issued, State

TIMED_OUT = "接口超时，请稍后重试"
# That there is no record is an answer of a check: it says and shows what its author wrote.
TELLING = frozenset({"success", "none"})
LONGEST_FIELD = 200
MOST_APPLICATIONS = 6


def choose(move: Move) -> Moved:
    """Open an application for a service item."""
    code = move.text("service")
    if code not in move.catalogue.services:
        raise Blocked("no_service", "没有这个事项")
    if code in move.state.applications:
        raise Blocked("already_chosen", "这个事项已经在办")
    if len(move.state.applications) >= MOST_APPLICATIONS:
        raise Blocked("too_many", "一次最多同时办理六个事项")
    return Moved(move.with_application(Application(code)), code)


def drop(move: Move) -> Moved:
    """Take an application away that was chosen by mistake; not once it is decided."""
    application = move.application()
    if application.decision:
        raise Blocked("decided", "已经作出决定，不能删除；请先撤回决定")
    left = {code: one for code, one in move.state.applications.items() if code != application.service}
    return Moved(replace(move.state, applications=left), application.service)


def situation(move: Move) -> Moved:
    """Answer the situation question."""
    application, wanted = _undecided(move), move.text("situation")
    if wanted not in {one.id for one in move.service(application).situations}:
        raise Blocked("no_situation", "没有这种情形")
    return Moved(move.with_application(replace(application, situation=wanted)), application.service, wanted)


def scan(move: Move) -> Moved:
    """Scan one side of a paper into a slot; a shot that came out blurred can be taken again."""
    application, paper, side = move.application(), move.paper(), move.side()
    material = move.material(application)
    if side > max(paper.sides, material.sides):
        raise Blocked("no_side", "没有这一面")
    slot = (paper.id, f"{application.service}/{material.id}", side)
    blurred = paper.blurred and slot not in move.state.scans
    result = "blurred" if blurred else "clear"
    state = replace(move.state, scans={**move.state.scans, slot: result})
    said = say(state, "system", "影像模糊，请重拍") if blurred else state
    return Moved(said, f"{paper.id}>{slot[1]}:{side}", result)


def authorize(move: Move) -> Moved:
    """Ask a person for their own authorization to use their licences."""
    person = move.person()
    answer = move.case.authorization.get(person.role, "granted")
    words = f"{person.honorific}已授权" if answer == "granted" else f"{person.honorific}不同意授权"
    state = say(move.state, "system", words)
    return Moved(replace(state, authorized={**state.authorized, person.role: answer}), person.role, answer)


def fetch(move: Move) -> Moved:
    """Fetch a licence, on its owner's authorization; every try is answered as the store answers."""
    licence, person = move.text("licence"), move.person()
    if licence not in move.catalogue.licences:
        raise Blocked("no_licence", "没有这种电子证照")
    if move.case.entry not in IDENTIFIED and not move.state.read_roles:
        raise Blocked("not_identified", "请先核验身份，再调取电子证照")
    if move.state.authorized.get(person.role) != "granted":
        raise Blocked("not_authorized", f"未取得{person.honorific}本人授权，不能调取")
    stored = move.case.stored(licence, person.role)
    outcomes = stored.outcomes if stored else ("not_collected",)
    token = f"licence:{licence}:{person.role}"
    return _answered(move, token, outcomes, stored.shows if stored else ())


def check(move: Move) -> Moved:
    """Run a back-office check or look shared data up."""
    name, person = move.text("check"), move.person()
    if name not in move.catalogue.checks:
        raise Blocked("no_check", "没有这种核查")
    known = move.case.checked(name, person.role)
    token = f"check:{name}:{person.role}"
    return _answered(move, token, known.outcomes if known else ("none",), known.shows if known else ())


def verdict(move: Move) -> Moved:
    """Say what is to be done with a material; may be said anew until the decision."""
    application = _undecided(move)
    material, given = move.material(application), move.text("verdict")
    flaws = _texts(move.act.get("flaws", []), FLAWS)
    if given not in VERDICTS:
        raise Blocked("malformed", "没有这种处理意见")
    kept = Given(given, flaws if given == "return" else (), move.seq)
    verdicts = {**application.verdicts, material.id: kept}
    target = f"{application.service}/{material.id}"
    return Moved(move.with_application(replace(application, verdicts=verdicts)), target, given)


def fill(move: Move) -> Moved:
    """Fill a field of the form; may be filled anew until the applicant has signed."""
    application, name, value = _undecided(move), move.text("field"), move.text("value")
    if name not in {one.id for one in move.service(application).form if not one.prefill}:
        raise Blocked("no_field", "表单没有这一栏，或者这一栏由系统带入")
    if len(value) > LONGEST_FIELD:
        raise Blocked("too_long", "填写的内容太长")
    changed = replace(application, form={**application.form, name: value}, signed=0)
    return Moved(move.with_application(changed), f"{application.service}/{name}", value)


def sign(move: Move) -> Moved:
    """Let the applicant sign the form as it is; changing it afterwards needs another signature."""
    application = _undecided(move)
    return Moved(move.with_application(replace(application, signed=move.seq)), application.service)


def decide(move: Move) -> Moved:
    """Decide an application; the documents of the decision are then to be composed."""
    application, decision = _undecided(move), move.text("decision")
    if decision not in DECISIONS:
        raise Blocked("no_decision", "没有这种决定")
    if not application.situation:
        raise Blocked("no_situation", "请先选择情形，再作决定")
    kinds = move.catalogue.documents_for(decision)
    documents = {kind.id: Issued(kind.id) for kind in kinds}
    decided = replace(application, decision=decision, decided=move.seq, known=move.state.known, documents=documents)
    return Moved(move.with_application(decided), application.service, decision)


def revoke(move: Move) -> Moved:
    """Take a decision back; not once a document of it has gone out, or the application was filed away."""
    application = move.application()
    if not application.decision:
        raise Blocked("undecided", "还没有作出决定")
    if any(one.issued for one in application.documents.values()):
        raise Blocked("issued", "文书已经发出，决定不能撤回")
    if application.archived:
        raise Blocked("archived", "已经归档，决定不能撤回")
    undone = replace(application, decision="", decided=0, known=frozenset(), documents={})
    return Moved(move.with_application(undone), application.service, application.decision)


def compose(move: Move) -> Moved:
    """Write a field of a document; one that is sealed, or has gone out without a seal, is composed no more."""
    application, document, kind = _document(move)
    name = move.text("field")
    if name not in {one.id for one in kind.fields}:
        raise Blocked("no_field", "这份文书没有这一栏")
    if document.sealed:
        raise Blocked("sealed", "文书已用印，不能再改")
    if document.issued:
        raise Blocked("issued", "文书已经发出，不能再改")
    field = next(one for one in kind.fields if one.id == name)
    value = _composed(field.kind, move)
    changed = replace(document, fields={**document.fields, name: value}, received=0)
    return Moved(_with_document(move, application, changed), f"{application.service}/{kind.id}/{name}")


def seal(move: Move) -> Moved:
    """Put the seal on a document."""
    application, document, kind = _document(move)
    if not kind.sealed:
        raise Blocked("no_seal", "这份文书不用印")
    return Moved(_with_document(move, application, replace(document, sealed=move.seq)), _named(application, kind))


def receive(move: Move) -> Moved:
    """Let the person at the counter sign for a document."""
    application, document, kind = _document(move)
    if not kind.received:
        raise Blocked("no_receipt", "这份文书不用当事人签收")
    return Moved(_with_document(move, application, replace(document, received=move.seq)), _named(application, kind))


def issue(move: Move) -> Moved:
    """Give a document out; it must bear the seal and the signature its kind asks for."""
    application, document, kind = _document(move)
    if document.issued:
        raise Blocked("issued", "这份文书已经发出")
    if kind.sealed and not document.sealed:
        raise Blocked("unsealed", "文书还没有用印，不能发出")
    if kind.received and not document.received:
        raise Blocked("unreceived", "当事人还没有签收，不能发出")
    return Moved(_with_document(move, application, replace(document, issued=move.seq)), _named(application, kind))


def hand_off(move: Move) -> Moved:
    """Send a case on to another centre; its transfer slip must be out."""
    application, place = move.application(), move.text("destination")
    if application.decision != "relay":
        raise Blocked("not_relay", "决定不是收受分离转办，不能流转")
    if place not in move.catalogue.places:
        raise Blocked("no_place", "没有这个去向")
    if not all(one.issued for one in application.documents.values()):
        raise Blocked("unissued", "收件凭证和流转单发出后才能流转")
    return Moved(move.with_application(replace(application, handed_to=place)), application.service, place)


def archive(move: Move) -> Moved:
    """File the application away; its documents must be out."""
    application = move.application()
    if not application.decision or not all(one.issued for one in application.documents.values()):
        raise Blocked("unissued", "决定的文书全部发出后才能归档")
    return Moved(move.with_application(replace(application, archived=move.seq)), application.service)


def _answered(move: Move, token: str, outcomes: tuple[str, ...], shows: tuple[str, ...]) -> Moved:
    tries = move.state.attempts.get(token, 0)
    outcome = outcomes[min(tries, len(outcomes) - 1)]
    state = replace(
        move.state,
        attempts={**move.state.attempts, token: tries + 1},
        outcomes={**move.state.outcomes, token: outcome},
    )
    if outcome == "timeout":
        # What never answers has been tried enough once it was tried as often as it is written.
        tried = (token,) if tries + 1 >= len(outcomes) else ()
        return Moved(learn(say(state, "system", TIMED_OUT), *tried), token, outcome)
    tokens = (token, *facts(shows)) if outcome in TELLING else (token,)
    return Moved(learn(state, *tokens), token, outcome)


def _undecided(move: Move) -> Application:
    application = move.application()
    if application.decision:
        raise Blocked("decided", "已经作出决定；要改请先撤回决定")
    return application


def _document(move: Move) -> tuple[Application, Issued, DocumentKind]:
    application = move.application()
    document = application.documents.get(move.text("document"))
    if document is None:
        raise Blocked("no_document", "这个决定不出这份文书")
    return application, document, move.catalogue.documents[document.kind]


def _with_document(move: Move, application: Application, document: Issued) -> State:
    documents = {**application.documents, document.kind: document}
    return move.with_application(replace(application, documents=documents))


def _composed(kind: str, move: Move) -> object:
    """Return a field's value in the shape of its kind: gaps by material, reasons in order, or a text."""
    value = move.act.get("value")
    if kind == "gaps":
        listed = value if isinstance(value, list) else []
        gaps = {
            str(one["material"])[:40]: list(_texts(one.get("flaws", []), FLAWS))
            for one in listed
            if isinstance(one, dict) and isinstance(one.get("material"), str)
        }
        return dict(sorted(gaps.items()))
    if kind == "reasons":
        return sorted({str(one)[:40] for one in value}) if isinstance(value, list) else []
    return move.text("value").strip()[:LONGEST_FIELD]


def _texts(value: object, known: Mapping[str, str]) -> tuple[str, ...]:
    """Return which of `known` a list names, in their own order."""
    listed = {one for one in value if isinstance(one, str)} if isinstance(value, list) else set()
    return tuple(name for name in known if name in listed)


def _named(application: Application, kind: DocumentKind) -> str:
    return f"{application.service}/{kind.id}"


ACTS: Mapping[str, Callable[[Move], Moved]] = {
    "choose": choose,
    "drop": drop,
    "situation": situation,
    "scan": scan,
    "authorize": authorize,
    "fetch": fetch,
    "check": check,
    "verdict": verdict,
    "fill": fill,
    "sign": sign,
    "decide": decide,
    "revoke": revoke,
    "compose": compose,
    "seal": seal,
    "receive": receive,
    "issue": issue,
    "hand_off": hand_off,
    "archive": archive,
}
