"""Configuration files: made and read back, and hostile ones refused with a reason."""

import gzip
import plistlib

import pytest

from proctor.lockdown import config_key
from proctor.seb_file import LARGEST_FILE, LARGEST_PLAIN, BadSebFile, Reason, read_settings, seb_file, seb_settings

START = "https://exam.example.cn/exam"
SETTINGS = seb_settings(START, "ab" * 32)
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    b'<plist version="1.0"><dict><key>x</key><string>&b;</string></dict></plist>'
)
DEEP = b'<plist version="1.0">' + b"<array>" * 100_000 + b"</array>" * 100_000 + b"</plist>"


def twice(plain: bytes) -> bytes:
    """Wrap as the configuration tool does."""
    return gzip.compress(b"plnd" + gzip.compress(plain))


@pytest.mark.parametrize("wrap", [bytes, gzip.compress, twice])
def test_what_is_made_is_read_back_with_the_same_key(wrap):
    read = read_settings(wrap(seb_file(SETTINGS)))
    assert read == SETTINGS
    assert config_key(read) == config_key(SETTINGS)


def test_configuration_lets_only_this_host_through():
    assert SETTINGS["URLFilterRules"] == [
        {"action": 1, "active": True, "expression": "exam.example.cn", "regex": False}
    ]
    assert (SETTINGS["startURL"], SETTINGS["hashedQuitPassword"]) == (START, "ab" * 32)


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (b"", Reason.NOT_SEB),
        (b"not a plist at all", Reason.NOT_SEB),
        (b"<plist><dict>", Reason.NOT_SEB),
        (b"\x1f\x8bbroken", Reason.NOT_SEB),
        (b"bplist00" + b"\xff" * 40, Reason.NOT_SEB),
        (plistlib.dumps(["a list"]), Reason.NOT_SEB),
        (ENTITIES, Reason.NOT_SEB),
        (DEEP, Reason.NOT_SEB),
        (b"pswd" + b"\x00" * 64, Reason.ENCRYPTED),
        (gzip.compress(b"pkhs" + b"\x00" * 64), Reason.ENCRYPTED),
        (b"x" * (LARGEST_FILE + 1), Reason.TOO_LARGE),
        (gzip.compress(b"x" * (LARGEST_PLAIN + 1)), Reason.TOO_LARGE),
    ],
    ids=lambda value: value.value if isinstance(value, Reason) else "",
)
def test_files_that_can_not_be_read_say_why(file: bytes, reason: Reason):
    with pytest.raises(BadSebFile) as refused:
        read_settings(file)
    assert refused.value.reason is reason
