"""Papers drawn as SVG: deterministic, watermarked, readable by a screen reader; pure text, no dependency."""

from collections.abc import Callable, Mapping

from simulations.drawing.cards import card
from simulations.drawing.leaves import certificate, household_book, letter, table
from simulations.drawing.odds import note, phone_photo
from simulations.drawing.portrait import avatar_svg
from simulations.drawing.sheet import Portrait, Sheet

__all__ = ["KINDS", "Portrait", "Sheet", "avatar_svg", "draw"]

KINDS: Mapping[str, Callable[[Sheet], str]] = {
    "id_card": card,
    "temporary_id": card,
    "residence_permit": card,
    "ss_card": card,
    "bank_card": card,
    "household_book": household_book,
    "certificate": certificate,
    "letter_of_authority": letter,
    "application_form": table,
    "contract": letter,
    "notice": letter,
    "pledge": letter,
    "receipt": table,
    "note": note,
    "phone_photo": phone_photo,
}


def draw(sheet: Sheet) -> str:
    """Return the paper as an SVG document; the same sheet gives the same text."""
    return KINDS[sheet.kind](sheet)
