"""Configuration files of Safe Exam Browser: read from an upload that is not trusted, and made for a session."""

import gzip
import plistlib
from enum import StrEnum
from io import BytesIO
from xml.parsers.expat import ExpatError

LARGEST_FILE = 2_000_000
LARGEST_PLAIN = 8_000_000
GZIP = b"\x1f\x8b"
PLAIN = b"plnd"
ENCRYPTED = (b"pswd", b"pkhs", b"pwcc", b"phsk")


class Reason(StrEnum):
    """Why a file can't be read."""

    TOO_LARGE = "too_large"
    ENCRYPTED = "encrypted"
    NOT_SEB = "not_seb"


class BadSebFile(Exception):
    """Not a configuration this program can read; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def read_settings(file: bytes) -> dict[str, object]:
    """Return the settings of an unencrypted .seb file, gzipped or not; raise BadSebFile."""
    if len(file) > LARGEST_FILE:
        raise BadSebFile(Reason.TOO_LARGE)
    plain = _unzipped(file)
    if plain[:4] in ENCRYPTED:
        raise BadSebFile(Reason.ENCRYPTED)
    if plain[:4] == PLAIN:
        plain = _unzipped(plain[4:])
    if b"<!ENTITY" in plain:
        raise BadSebFile(Reason.NOT_SEB)
    try:
        settings = plistlib.loads(plain)
    except (plistlib.InvalidFileException, ExpatError, ValueError, TypeError, IndexError, RecursionError) as problem:
        raise BadSebFile(Reason.NOT_SEB) from problem
    if not isinstance(settings, dict):
        raise BadSebFile(Reason.NOT_SEB)
    return settings


def seb_settings(start_url: str, quit_password_hash: str = "") -> dict[str, object]:
    """Return the settings of an exam at `start_url`: nothing but this host, no way out without the password.

    `quit_password_hash` is the SHA-256 in hex of the proctor's quit password; without it the browser may be quit.
    The input method stays usable: no key is hooked that Chinese typing needs.
    """
    host = start_url.split("://", 1)[-1].split("/", 1)[0]
    return {
        "startURL": start_url,
        "sendBrowserExamKey": True,
        "allowQuit": True,
        "hashedQuitPassword": quit_password_hash,
        "createNewDesktop": True,
        "browserViewMode": 1,
        "enableBrowserWindowToolbar": False,
        "hideBrowserWindowToolbar": True,
        "showMenuBar": False,
        "showTaskBar": True,
        "showInputLanguage": True,
        "showReloadButton": True,
        "showTime": False,
        "browserWindowAllowReload": True,
        "allowSpellCheck": False,
        "allowDownUploads": False,
        "allowPreferencesWindow": False,
        "allowSwitchToApplications": False,
        "allowVirtualMachine": False,
        "blockPopUpWindows": True,
        "enablePrivateClipboard": True,
        "enableEsc": True,
        "enablePrintScreen": False,
        "enableRightMouse": False,
        "URLFilterEnable": True,
        "URLFilterRules": [{"action": 1, "active": True, "expression": host, "regex": False}],
    }


def seb_file(settings: dict[str, object]) -> bytes:
    """Return the settings as an unencrypted .seb file."""
    return plistlib.dumps(settings, sort_keys=True)


def _unzipped(file: bytes) -> bytes:
    if not file.startswith(GZIP):
        return file
    try:
        with gzip.GzipFile(fileobj=BytesIO(file)) as packed:
            plain = packed.read(LARGEST_PLAIN + 1)
    except (OSError, EOFError) as problem:
        raise BadSebFile(Reason.NOT_SEB) from problem
    if len(plain) > LARGEST_PLAIN:
        raise BadSebFile(Reason.TOO_LARGE)
    return plain
