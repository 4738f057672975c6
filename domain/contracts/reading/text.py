"""Bytes to text."""

from __future__ import annotations

import codecs

from domain.contracts.reading.bounds import MOST_BYTES, RefusedError, too_large

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode_text(data: bytes) -> str:
    """The document as text, lines ending in one line feed; `RefusedError` for what is no text."""
    if len(data) > MOST_BYTES:
        raise too_large(len(data))
    if data[:2] == b"PK" or data[:4] == b"%PDF":
        raise RefusedError("contracts-refused-binary")
    encoding, start = next(
        ((name, len(mark)) for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)),
        ("utf-8", 0),
    )
    try:
        text = data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: start + error.start].count(b"\n") + 1
        raise RefusedError("contracts-refused-encoding", line=line) from None
    if not text.strip():
        raise RefusedError("contracts-refused-empty")
    if "\x00" in text:
        raise RefusedError("contracts-refused-binary")
    return text.replace("\r\n", "\n").replace("\r", "\n")
