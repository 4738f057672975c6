"""Bodies that are no JSON: forms and plain text."""

from __future__ import annotations

import json
from collections.abc import Iterator

from domain.contracts.model import Json


def form_fields(body: Json) -> Iterator[tuple[str, str]]:
    """Return the fields of a form; a list is the same field several times."""
    for name, value in body.items() if isinstance(body, dict) else ():
        for each in value if isinstance(value, list) else [value]:
            yield name, text_body(each)


def text_body(body: Json) -> str:
    """Return a body as text: a text as it is, anything else as JSON."""
    return body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
