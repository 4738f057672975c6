"""An example as JSON: what is sent and what comes back."""

from __future__ import annotations

import json

from domain.contracts.examples.records import Example
from domain.contracts.model import Json


def write_json(example: Example) -> str:
    """Write one JSON object with `request` and `response`; a body only where there is one."""
    request, answer = example.request, example.answer
    sent: dict[str, Json] = {"method": request.method, "url": request.url}
    if request.headers:
        sent["headers"] = dict(request.headers)
    if request.media:
        sent["body"] = request.body
    back: dict[str, Json] = {"status": answer.status}
    if answer.media:
        back |= {"headers": {"Content-Type": answer.media}, "body": answer.body}
    return pretty({"request": sent, "response": back})


def pretty(value: Json) -> str:
    """JSON as people read it; the one control character that JSON leaves as it is, escaped."""
    return json.dumps(value, ensure_ascii=False, indent=2).replace("\x7f", "\\u007f")
