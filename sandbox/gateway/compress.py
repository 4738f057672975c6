"""Transport compression: one stream for a connection's whole life, flushed at each message."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import zstandard

Encode = Callable[[bytes], str | bytes]


def encoder(method: str | None) -> Encode:
    """Return what turns a payload into a WebSocket message.

    `ValueError` for a method Discord lacks.
    """
    if method is None:
        return lambda payload: payload.decode()
    if method == "zlib-stream":
        deflate = zlib.compressobj()
        return lambda payload: deflate.compress(payload) + deflate.flush(zlib.Z_SYNC_FLUSH)
    if method == "zstd-stream":
        stream = zstandard.ZstdCompressor().compressobj()
        block = zstandard.COMPRESSOBJ_FLUSH_BLOCK
        return lambda payload: stream.compress(payload) + stream.flush(block)
    raise ValueError(method)
