"""Posts: read into values or refused by name; never anything else, whatever arrives."""

import json

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.journal.posts import (
    LARGEST_BODY,
    JournalPost,
    Malformed,
    OpenPost,
    PostedEntry,
    TooLarge,
    read_journal,
    read_open,
)

LEASE = "0123456789abcdef"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = ("lease", "entries", "queued", "seen", "deadline", "state", "browser", "code", "have")
ENTRY = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("seq", "kind", "body", "at"), JSON) | {"seq": st.integers(-2, 2**54)}
)
POST = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(FIELDS, JSON)
    | {"lease": st.just(LEASE) | JSON, "entries": st.lists(ENTRY, max_size=3) | JSON},
)


def entry(**changes: object) -> dict[str, object]:
    return {"seq": 1, "kind": "answer", "body": {}, "at": 5, **changes}


def post(*entries: object, **changes: object) -> bytes:
    return json.dumps({"lease": LEASE, "entries": entries, **changes}).encode()


def wrong_field(raw: bytes) -> str:
    with pytest.raises(Malformed) as wrong:
        read_journal(raw)
    return wrong.value.field


def test_journal_is_read_in_order_of_seq():
    read = read_journal(post(entry(seq=2, body={"b": 1, "a": "字"}), entry(), queued=3, seen=4))
    assert read == JournalPost(
        LEASE, (PostedEntry(1, "answer", "{}", 5), PostedEntry(2, "answer", '{"a":"字","b":1}', 5)), 3, 4, None, 0
    )


def test_what_the_page_knows_is_read():
    assert read_journal(post(hand=9)).hand == 9
    assert read_journal(post(deadline=7, state="working")).known == (7, "working")
    assert read_journal(post(deadline=None, state="paused")).known == (None, "paused")


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        (b"", "json"),
        (b"[]", "json"),
        (b"{", "json"),
        (b"\xff", "json"),
        (b"{}", "lease"),
        (post(lease=None), "lease"),
        (post(lease=LEASE.upper()), "lease"),
        (post(lease=LEASE + "\n"), "lease"),
        (json.dumps({"lease": LEASE}).encode(), "entries"),
        (post(entries={}), "entries"),
        (post(*[entry()] * 1_001), "entries"),
        (post(7), "entries"),
        (post(queued=-1), "queued"),
        (post(queued=True), "queued"),
        (post(seen="1"), "seen"),
        (post(seen=2**53), "seen"),
        (post(seen=1.5), "seen"),
    ],
)
def test_journal_names_the_field_that_is_wrong(raw: bytes, field: str):
    assert wrong_field(raw) == field


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"seq": 0}, "seq"),
        ({"seq": True}, "seq"),
        ({"seq": "1"}, "seq"),
        ({"seq": 1.0}, "seq"),
        ({"seq": 2**53}, "seq"),
        ({"kind": "dance"}, "kind"),
        ({"kind": ["answer"]}, "kind"),
        ({"body": None}, "body"),
        ({"body": []}, "body"),
    ],
)
def test_entry_names_the_field_that_is_wrong(changes: dict[str, object], field: str):
    assert wrong_field(post(entry(**changes))) == field


@pytest.mark.parametrize("at", [None, "now", [], 2**53, -(2**60), 1e300])
def test_client_time_that_can_not_be_read_is_left_out(at: object):
    assert read_journal(post(entry(at=at))).entries[0].at is None


def test_client_time_may_have_a_fraction():
    assert read_journal(post(entry(at=12.75))).entries[0].at == 12


@pytest.mark.parametrize("size", [LARGEST_BODY, LARGEST_BODY + 1])
def test_body_has_a_largest_size_in_bytes(size: int):
    raw = post(entry(body={"r": "x" * (size - len('{"r":""}'))}))
    if size > LARGEST_BODY:
        with pytest.raises(TooLarge, match=str(LARGEST_BODY)):
            read_journal(raw)
    else:
        assert len(read_journal(raw).entries[0].body) == size


def test_open_is_read():
    assert read_open(b'{"browser":"abcdefghijklmnop"}') == OpenPost("abcdefghijklmnop", None, None)
    whole = b'{"browser":"abcdefghijklmnop","code":"A B","have":"d","more":1}'
    assert read_open(whole) == OpenPost("abcdefghijklmnop", "A B", "d")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"browser": None}, "browser"),
        ({"browser": "x" * 15}, "browser"),
        ({"browser": "x" * 65}, "browser"),
        ({"browser": "x" * 16 + "\n"}, "browser"),
        ({"browser": "字" * 16}, "browser"),
        ({"code": 7}, "code"),
        ({"code": "x" * 101}, "code"),
        ({"have": []}, "have"),
    ],
)
def test_open_names_the_field_that_is_wrong(changes: dict[str, object], field: str):
    with pytest.raises(Malformed) as wrong:
        read_open(json.dumps({"browser": "x" * 16} | changes).encode())
    assert wrong.value.field == field


@given(JSON | POST)
@example(
    {"lease": LEASE, "entries": [{"seq": 1, "kind": "answer", "body": json.loads('{"a":' * 300 + "1" + "}" * 300)}]}
)
def test_any_json_is_read_or_refused(value: object):
    raw = json.dumps(value).encode()
    for read in (read_journal, read_open):
        try:
            found: object = read(raw)
        except (Malformed, TooLarge) as refusal:
            found = refusal
        assert isinstance(found, (JournalPost, OpenPost, Malformed, TooLarge))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes):
    with pytest.raises(Malformed):
        read_journal(raw)
    with pytest.raises(Malformed):
        read_open(raw)


@given(st.dictionaries(st.text(max_size=5), JSON, max_size=5))
def test_equal_bodies_are_equal_text(body: dict[str, object]):
    try:
        orjson.loads(json.dumps(body))
    except orjson.JSONDecodeError:
        return
    turned = dict(reversed(body.items()))
    texts = {read_journal(post(entry(body=one))).entries[0].body for one in (body, turned)}
    assert len(texts) == 1
