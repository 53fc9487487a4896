"""Safe Exam Browser: the published vectors, and what must never make a difference."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proctor.lockdown import Lockdown, Mode, Verdict, absolute_url, canonical, check, config_key, same_page, url_hash

MAC_KEY = "4fa9af8ec8759eb7c680752ef4ee5eaf1a860628608fccae2715d519849f9292"
URL = "https://exam.example.cn/exam/attempt/7?page=2"
URL_HASH = "2ccf989fba629f9fabecb6e4325f0bf190b9d2e72efe75747829ad00e3a25d82"
REQUIRED = Lockdown(Mode.REQUIRED, (MAC_KEY,))

VALUES = st.recursive(
    st.booleans() | st.integers() | st.text(max_size=6) | st.binary(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)
SETTINGS = st.dictionaries(
    st.sampled_from(["allowQuit", "AllowQuit", "startURL", "urls", "b", "C"]), VALUES, max_size=6
)


@pytest.mark.parametrize("fragment", ["", "#q3"])
def test_hash_of_a_request_is_the_published_one_whatever_the_fragment(fragment: str):
    assert url_hash(URL + fragment, MAC_KEY) == URL_HASH


def test_scheme_is_part_of_the_hash():
    assert url_hash(URL.replace("https", "http"), MAC_KEY).startswith("1513440e")


def test_canonical_text_is_bare_and_in_order_whatever_the_case():
    settings = {
        "zoom": 1,
        "Allow": True,
        "allowB": False,
        "originatorVersion": "SEB_OSX_2.1",
        "empty": {},
        "list": [],
        "nested": [{"b": 'a"\\/', "A": 0.5, "originatorVersion": "x", "none": {}}],
        "data": b"\x00\xff",
        "date": datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
    }
    assert canonical(settings) == (
        '{"Allow":true,"allowB":false,"data":"AP8=","date":"2026-11-22T09:00:00+00:00","list":[],'
        '"nested":[{"A":0.5,"b":"a"\\/"}],"zoom":1}'
    )


@given(settings=SETTINGS, rng=st.randoms())
def test_order_of_keys_and_the_originator_never_matter(settings: dict[str, Any], rng: Any):
    shuffled = list(settings.items())
    rng.shuffle(shuffled)
    assert config_key(dict(shuffled) | {"originatorVersion": "any"}) == config_key(settings)


@given(settings=SETTINGS)
def test_a_setting_more_is_another_key(settings: dict[str, Any]):
    assert config_key(settings | {"quitURL": "https://x"}) != config_key(settings)


@pytest.mark.parametrize(
    ("lockdown", "said", "verdict"),
    [
        (Lockdown(Mode.OFF), None, Verdict.NOT_NEEDED),
        (Lockdown(Mode.OFF), "nonsense", Verdict.NOT_NEEDED),
        (Lockdown(Mode.ALLOWED), None, Verdict.ABSENT),
        (Lockdown(Mode.ALLOWED), URL_HASH, Verdict.ABSENT),
        (Lockdown(Mode.ALLOWED, (MAC_KEY,)), URL_HASH, Verdict.PASSED),
        (Lockdown(Mode.ALLOWED, (MAC_KEY,)), "0" * 64, Verdict.WRONG),
        (Lockdown(Mode.REQUIRED), None, Verdict.MISSING),
        (Lockdown(Mode.REQUIRED), URL_HASH, Verdict.NO_KEY),
        (REQUIRED, None, Verdict.MISSING),
        (REQUIRED, "", Verdict.WRONG),
        (REQUIRED, "钥匙", Verdict.WRONG),
        (REQUIRED, MAC_KEY, Verdict.WRONG),
        (REQUIRED, URL_HASH, Verdict.PASSED),
        (REQUIRED, URL_HASH.upper(), Verdict.PASSED),
        (Lockdown(Mode.REQUIRED, ("0" * 64, MAC_KEY)), URL_HASH, Verdict.PASSED),
    ],
)
def test_check_of_the_config_key(lockdown: Lockdown, said: str | None, verdict: Verdict):
    assert check(lockdown, url=URL, config_hash=said, browser_hash=None) == verdict


@pytest.mark.parametrize(
    ("said", "verdict"),
    [(None, Verdict.WRONG), ("0" * 64, Verdict.WRONG), (url_hash(URL, "a browser key"), Verdict.PASSED)],
)
def test_browser_exam_key_is_asked_for_once_one_is_set(said: str | None, verdict: Verdict):
    lockdown = Lockdown(Mode.REQUIRED, (MAC_KEY,), ("a browser key",))
    assert check(lockdown, url=URL, config_hash=URL_HASH, browser_hash=said) == verdict


def test_hash_of_another_address_is_wrong():
    other = URL.replace("page=2", "page=3")
    assert check(REQUIRED, url=other, config_hash=URL_HASH, browser_hash=None) == Verdict.WRONG


def test_who_is_let_in():
    let_in = {verdict for verdict in Verdict if verdict.lets_in}
    assert let_in == {Verdict.NOT_NEEDED, Verdict.PASSED, Verdict.ABSENT}


@pytest.mark.parametrize(
    ("public", "query", "expected"),
    [
        ("https://exam.example.cn", "", "https://exam.example.cn/sittings/a/open"),
        ("https://exam.example.cn/", "x=%E4%B8%AD", "https://exam.example.cn/sittings/a/open?x=%E4%B8%AD"),
    ],
)
def test_address_is_the_public_one_with_the_path_as_sent(public: str, query: str, expected: str):
    assert absolute_url(public, "/sittings/a/open", query) == expected


@pytest.mark.parametrize(
    ("page", "same"),
    [
        ("https://exam.example.cn/exam/sittings/a", True),
        ("https://EXAM.example.cn/exam/sittings/a?x=1", True),
        ("http://exam.example.cn/exam/sittings/a", False),
        ("https://exam.example.cn:8443/exam/sittings/a", False),
        ("https://exam.example.cn.evil.cn/exam/sittings/a", False),
        ("https://exam.example.cn/exam/sittings/b", False),
        ("javascript:alert(1)", False),
    ],
)
def test_page_of_the_javascript_interface_is_this_sittings_own(page: str, same: bool):  # noqa: FBT001
    assert same_page(page, "https://exam.example.cn", "/exam/sittings/a") is same
