"""An example as a command line of curl, for a POSIX shell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from shlex import quote
from typing import Final

from domain.contracts.examples.as_json import pretty
from domain.contracts.examples.records import Example, Request
from domain.contracts.examples.samples import FORM, MULTIPART, is_json
from domain.contracts.examples.wire import file_fields, form_fields, text_body

CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""What a terminal would act on; line breaks and tabs are shown."""


def write_curl(example: Example) -> str:
    """The command; every part that came from the contract is quoted as one word."""
    request = example.request
    words = [f"curl -X {quote(request.method)} {quote(request.url)}"]
    words += [f"-H {quote(f'{name}: {value}')}" for name, value in request.headers]
    words += _body(request)
    return " \\\n  ".join(CONTROL.sub("", word) for word in words)


def _body(request: Request) -> Iterator[str]:
    if request.media == FORM:
        for name, value in form_fields(request.body):
            yield f"--data-urlencode {quote(f'{name}={value}')}"
    elif request.media == MULTIPART:
        files = file_fields(request.body)
        for name, value in form_fields(request.body):
            shown = f"@{value}" if name in files else value
            option = "-F" if name in files else "--form-string"
            yield f"{option} {quote(f'{name}={shown}')}"
    elif request.media:
        body = request.body
        text = pretty(body) if is_json(request.media) else text_body(body)
        yield f"--data-raw {quote(text)}"
