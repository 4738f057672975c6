"""Bodies that are no JSON: forms and plain text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from domain.contracts.model import Json

FILE: Final = re.compile(r"file\d+")
"""What stands for a file in a generated form."""


def form_fields(body: Json) -> Iterator[tuple[str, str]]:
    """The fields of a form; a list is the same field several times."""
    for name, value in body.items() if isinstance(body, dict) else ():
        for each in value if isinstance(value, list) else [value]:
            yield name, text_body(each)


def file_fields(body: Json) -> frozenset[str]:
    """The fields of a form that hold a file."""
    return frozenset(name for name, value in form_fields(body) if FILE.fullmatch(value))


def text_body(body: Json) -> str:
    """A body as text: a text as it is, anything else as JSON."""
    return body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
