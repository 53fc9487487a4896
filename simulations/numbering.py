"""Document numbers of the mock system, with their check character and their bar code."""

from functools import lru_cache
from itertools import groupby
from typing import Any

from barcode import Code128

from simulations.casework import Case
from simulations.catalogue import Catalogue

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def check_character(text: str) -> str:
    """Return the check character of ISO 7064 MOD 37,36 for digits and capitals."""
    remainder = 36
    for character in text:
        total = (remainder + ALPHABET.index(character)) % 36 or 36
        remainder = total * 2 % 37
    return ALPHABET[(37 - remainder) % 36]


def document_number(case: Case, catalogue: Catalogue, service: str, document: str) -> str:
    """Return MN, centre, item, business date, serial and check character: one number for each document of a case."""
    area, _, number = service.partition("-")
    kinds = sorted(catalogue.documents)
    serial = (case.serial * 7 + kinds.index(document)) % 10_000
    body = (
        f"MN{catalogue.places[case.centre].centre_code}{area}{int(number):04}{case.today.replace('-', '')}{serial:04}"
    )
    return body + check_character(body)


@lru_cache(maxsize=4096)
def bars(number: str) -> str:
    """Return the widths of the bars and gaps of a Code 128 bar code, bar first, each a digit in modules."""
    code: Any = Code128(number)
    modules = code.build()[0]
    return "".join(str(len(list(run))) for _, run in groupby(modules.strip("0")))
