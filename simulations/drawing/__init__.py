"""Papers drawn as SVG: deterministic, watermarked, readable by a screen reader; pure text, no dependency."""

from collections.abc import Callable, Mapping

from simulations.drawing.cards import bank_card, id_card, residence_permit, ss_card, temporary_id
from simulations.drawing.certificates import certificate
from simulations.drawing.forms import application_form, household_book, receipt
from simulations.drawing.letters import contract, letter_of_authority, notice, pledge
from simulations.drawing.notes import note
from simulations.drawing.phone import phone_photo
from simulations.drawing.portrait import avatar_svg
from simulations.drawing.sheet import Portrait, Sheet, card_side, page

__all__ = ["CARDS", "KINDS", "Portrait", "Sheet", "avatar_svg", "draw"]

KINDS: Mapping[str, Callable[[Sheet], str]] = {
    "id_card": id_card,
    "temporary_id": temporary_id,
    "residence_permit": residence_permit,
    "ss_card": ss_card,
    "bank_card": bank_card,
    "household_book": household_book,
    "certificate": certificate,
    "letter_of_authority": letter_of_authority,
    "application_form": application_form,
    "contract": contract,
    "notice": notice,
    "pledge": pledge,
    "receipt": receipt,
    "note": note,
    "phone_photo": phone_photo,
}
CARDS = frozenset({"id_card", "temporary_id", "residence_permit", "ss_card", "bank_card"})


def draw(sheet: Sheet) -> str:
    """Return one side of the paper as an SVG document; the same sheet gives the same text."""
    return KINDS[sheet.kind](card_side(sheet) if sheet.kind in CARDS else page(sheet))
