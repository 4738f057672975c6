"""JSON texts, read alike by every interpreter: what people are told of a fault is decided here.

Python's parser words and places some faults anew from one version to the next, and stops at
different depths.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, Final

SPACE: Final = " \t\n\r"
"""The whitespace of RFC 8259."""
SIGNS: Final = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
TRAILING: Final = {
    ("Expecting property name enclosed in double quotes", "}"): "object",
    ("Expecting value", "]"): "array",
}
"""Words of Python up to 3.12 at the bracket behind a needless comma; 3.13 names the comma."""


def load_json(
    text: str, *, most_depth: int, **hooks: Callable[..., Any] | None
) -> Any:  # Any: JSON of any shape
    """Read the value of a JSON text; `hooks` are those of `json.loads`.

    Raises `RecursionError` where a text nests deeper than `most_depth` before its fault (a text
    without one may be returned all the same), `json.JSONDecodeError` with line and column of a
    fault, and `ValueError` for a number with more digits than Python converts.
    """
    try:
        return json.loads(text, **hooks)  # type: ignore[arg-type] # it knows its hooks
    except ValueError as error:
        if _is_deeper(text, getattr(error, "pos", len(text)), most_depth):
            raise RecursionError from None
        if isinstance(error, json.JSONDecodeError):
            raise _placed(text, error) from None
        raise


def _is_deeper(text: str, end: int, most: int) -> bool:
    """Tell whether brackets (outside of strings) nest deeper than `most` before a position."""
    depth = 0
    for sign in SIGNS.finditer(text, 0, end):
        depth += (sign[0] in "[{") - (sign[0] in "]}")
        if depth > most:
            return True
    return False


def _placed(text: str, error: json.JSONDecodeError) -> json.JSONDecodeError:
    """Place a needless comma where it stands, as Python does from 3.13 on."""
    closed = TRAILING.get((error.msg, text[error.pos : error.pos + 1]))
    before = text[: error.pos].rstrip(SPACE)
    if closed is None or not before.endswith(","):
        return error
    said = f"Illegal trailing comma before end of {closed}"
    return json.JSONDecodeError(said, text, len(before) - 1)
