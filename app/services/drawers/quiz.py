"""Quiz rounds: forms assembled from the bank by a blueprint, and papers laid out from them."""

import json
import random
from collections.abc import Mapping, Sequence

import orjson
from sqlalchemy.orm import Session

from app.services import bank
from app.services.drawers.drawer import Draft, LaidOut, Plan
from app.services.refused import Refused
from question_bank.assembly import Shortfall, assemble
from question_bank.digest import canonical
from question_bank.drawing import report_text
from question_bank.fairness import fairness
from question_bank.freezing import freeze_form, thaw_form
from question_bank.paper import Form, contestant_paper, lay_out


class QuizDrawer:
    """Draws by a blueprint; forms are frozen as item revisions."""

    def names(self) -> Mapping[str, str]:
        """Return the blueprints by id."""
        return bank.blueprint_names()

    def plan(self, name: str) -> Plan:
        """Return what the blueprint sets; refuse with `no_blueprint`."""
        blueprint = bank.blueprint(name)
        return Plan(blueprint.minutes, f"{blueprint.full_mark.normalize():f}")

    def draft(self, name: str, seed: str) -> Sequence[Draft[Form]]:
        """Return the assembled forms; refuse with `no_blueprint` or `shortfall(lines)`."""
        blueprint = bank.blueprint(name)
        forms = assemble(bank.content().bank, blueprint, random.Random(seed))
        if isinstance(forms, Shortfall):
            raise Refused("shortfall", lines=str(forms))
        report = report_text(fairness(forms, blueprint))
        return [Draft(form.label, freeze_form(form), report, form) for form in forms]

    def keep(self, session: Session, drafts: Sequence[Draft[Form]]) -> None:
        """Keep the revisions of every item."""
        bank.freeze(session, [item for draft in drafts for item in draft.form.items])

    def thaw(self, session: Session, record: str) -> Form:
        """Return the form from its items' revisions."""
        revisions = {revision for section in json.loads(record)["sections"] for revision, _ in section["items"]}
        return thaw_form(record, bank.thaw(session, revisions))

    def lay_out(self, form: Form, seed: str) -> LaidOut:
        """Return the paper with its items and options in an order of its own."""
        paper = lay_out(form, seed)
        return LaidOut(canonical(paper.record()), paper.digest, orjson.dumps(contestant_paper(paper)))
