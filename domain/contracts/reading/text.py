"""Bytes to text."""

from __future__ import annotations

import codecs
import re

from domain.contracts.reading.bounds import MOST_BYTES, RefusedError, too_large

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BINARY = (b"PK", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"SQLite format 3")
"""First bytes of archives, pictures and databases."""
MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|\?xml|!--)", re.IGNORECASE)


def decode_text(data: bytes) -> str:
    """Return the document as text, lines ending in one line feed.

    `RefusedError` for what is no text.
    """
    if len(data) > MOST_BYTES:
        raise too_large(len(data))
    if data.startswith(BINARY):
        raise RefusedError("contracts-refused-binary")
    encoding, start = next(
        ((name, len(mark)) for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)),
        ("utf-8", 0),
    )
    try:
        text = data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        if b"\x00" in data and encoding == "utf-8":
            raise RefusedError("contracts-refused-binary") from None
        line = data[: start + error.start].count(b"\n") + 1
        raise RefusedError("contracts-refused-encoding", line=line) from None
    if not text.strip():
        raise RefusedError("contracts-refused-empty")
    if "\x00" in text:
        raise RefusedError("contracts-refused-binary")
    if MARKUP.match(text):
        raise RefusedError("contracts-refused-page")
    return text.replace("\r\n", "\n").replace("\r", "\n")
