"""Packing: what goes in comes out, alone and inside a gzip stream."""

import gzip

from hypothesis import given
from hypothesis import strategies as st

from app.journal.packing import gzip_around, pack, unpack

BYTES = st.binary(max_size=5_000) | st.text(max_size=500).map(str.encode)


@given(BYTES)
def test_pack_and_unpack(paper: bytes):
    assert unpack(pack(paper)) == paper


@given(BYTES, BYTES, BYTES)
def test_gzip_around_is_a_whole_gzip_stream(before: bytes, paper: bytes, after: bytes):
    assert gzip.decompress(gzip_around(before, pack(paper), after)) == before + paper + after


def test_packing_compresses():
    assert len(pack(b'{"id":"0123456789"}' * 500)) < 500
