"""The first run: a code that only the server's console shows lets its reader make the first administrator."""

import base64
import hmac

from app.runtime import runtime
from app.services.accounts import has_administrator, make_first_administrator
from app.services.refused import Refused
from app.services.sign_in import back_off, forget_failures, note_failure

NAME = "set-up"
LENGTH = 16


def set_up_code() -> str | None:
    """Return the code for the server's console; None once there is an administrator.

    It follows from the secret key, so that every process knows it and no table holds it.
    """
    return None if has_administrator() else _code()


def set_up(*, code: str, username: str, name: str, password: str, address: str) -> None:
    """Make the first administrator.

    Refuses with `set_up_already`, `sign_in_backed_off`, `set_up_code_wrong`, `no_name` or `weak_password`.
    """
    if has_administrator():
        raise Refused("set_up_already")
    back_off(NAME, address)
    if not hmac.compare_digest(_folded(code).encode(), _folded(_code()).encode()):
        note_failure(NAME, address)
        raise Refused("set_up_code_wrong")
    make_first_administrator(username=username, name=name, password=password)
    forget_failures(NAME, address)


def _code() -> str:
    tag = hmac.digest(runtime().config.secret_key.encode(), b"first administrator", "sha256")
    text = base64.b32encode(tag).decode()[:LENGTH]
    return "-".join(text[start : start + 4] for start in range(0, LENGTH, 4))


def _folded(code: str) -> str:
    return code.upper().replace("-", "").replace(" ", "")
