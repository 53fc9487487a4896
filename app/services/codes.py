"""Codes people type: unambiguous characters, canonical reading, and the HMAC they are kept under."""

import secrets

from app.journal.tokens import code_mac
from app.runtime import runtime

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
ACCESS_CODE_LENGTH = 8
RESUME_CODE_LENGTH = 6


def new_code(length: int) -> str:
    """Return a random code of `length` characters that can't be taken for one another."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def access_mac(admission_number: str, code: str) -> str:
    """Return the HMAC a contestant's access code is kept under."""
    return code_mac(runtime().config.secret_key, "access", admission_number, code)


def resume_mac(sitting_id: str, code: str) -> str:
    """Return the HMAC a resume code is kept under."""
    return code_mac(runtime().config.secret_key, "resume", sitting_id, code)
