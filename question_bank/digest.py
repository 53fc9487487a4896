"""Canonical form and digest of frozen values, so that two machines name one value alike."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pydantic import BaseModel


def canonical(value: object) -> str:
    """Return `value` as JSON with sorted keys, no white space and no escaping of Chinese.

    Decimals, fractions and dates become strings; a decimal drops trailing zeros, so 1.0 and 1 agree.
    """
    return json.dumps(value, default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical form of `value`, in lowercase hexadecimal."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    msg = f"no canonical form for {type(value).__name__}"
    raise TypeError(msg)
