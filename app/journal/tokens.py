"""Sitting tokens: an HMAC that says which sitting the bearer signed in for; checked without touching the database."""

import hashlib
import hmac
import unicodedata
from functools import lru_cache

_TAG_BYTES = 16
_MOST_REMEMBERED = 16_384


class TokenMaker:
    """Makes and reads tokens under the server's secret. A token is `<epoch>.<tag>` for one sitting."""

    def __init__(self, secret_key: str) -> None:
        self._key = hmac.digest(secret_key.encode(), b"sitting token", "sha256")
        # The same tag is asked for with every save: remembering it spares a third of the request's own work.
        self._tag = lru_cache(_MOST_REMEMBERED)(self._make_tag)

    def make(self, sitting_id: str, epoch: int) -> str:
        """Return the token of `sitting_id` for its current epoch."""
        return f"{epoch}.{self._tag(sitting_id, str(epoch))}"

    def read(self, sitting_id: str, token: str) -> int | None:
        """Return the epoch of a token made here for `sitting_id`; None for any other text."""
        epoch, _, tag = token.partition(".")
        if not epoch.isdecimal() or not hmac.compare_digest(tag.encode(), self._tag(sitting_id, epoch).encode()):
            return None
        return int(epoch)

    def _make_tag(self, sitting_id: str, epoch: str) -> str:
        return hmac.digest(self._key, f"{sitting_id}.{epoch}".encode(), "sha256")[:_TAG_BYTES].hex()


def canonical(typed: str) -> str:
    """Return a typed code or number in half-width capitals without spaces, hyphens or dots."""
    folded = unicodedata.normalize("NFKC", typed).upper()
    return "".join(character for character in folded if character.isalnum())


def code_mac(secret_key: str, purpose: str, owner: str, code: str) -> str:
    """Return the HMAC under which an access or resume code is kept: its purpose and owner are part of it."""
    message = f"{purpose}\x1f{owner}\x1f{code}".encode()
    return hmac.new(secret_key.encode(), message, hashlib.sha256).hexdigest()
