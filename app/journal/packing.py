"""Packing a paper once when it is drawn, so that opening it costs no compression."""

import struct
import zlib

_GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"


def pack(paper: bytes) -> bytes:
    """Return `paper` as raw deflate blocks that end on a byte border and aren't final; its CRC and size go before."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    blocks = deflate.compress(paper) + deflate.flush(zlib.Z_FULL_FLUSH)
    return struct.pack("<I", len(paper)) + blocks


def gzip_around(before: bytes, packed: bytes, after: bytes) -> bytes:
    """Return a gzip stream of `before`, the packed paper and `after` without compressing the paper again."""
    head = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    tail = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    blocks = b"".join((
        head.compress(before) + head.flush(zlib.Z_FULL_FLUSH),
        packed[4:],
        tail.compress(after) + tail.flush(zlib.Z_FINISH),
    ))  # fmt: skip
    whole = before + unpack(packed) + after
    return _GZIP_HEADER + blocks + struct.pack("<II", zlib.crc32(whole), len(whole) & 0xFFFFFFFF)


def unpack(packed: bytes) -> bytes:
    """Return the paper that `pack` packed."""
    size = struct.unpack("<I", packed[:4])[0]
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    return inflate.decompress(packed[4:], size)
