"""An example as a command line of curl, for a POSIX shell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from shlex import quote
from typing import Final

from domain.contracts.examples.as_json import pretty
from domain.contracts.examples.records import BASIC, USER, Example, Request
from domain.contracts.examples.samples import FORM, MULTIPART, is_json
from domain.contracts.examples.wire import form_fields, text_body

CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Characters that a terminal would act on; line breaks and tabs are shown."""

FILE: Final = "file1"
"""Stands for a file that the contract has no name for."""


def write_curl(example: Example) -> str:
    """Write the command; every part that came from the contract is quoted as one word."""
    request = example.request
    words = [f"curl -X {quote(request.method)} {quote(request.url)}"]
    words += [
        f"-u {quote(USER)}" if value == BASIC else f"-H {quote(f'{name}: {value}')}"
        for name, value in request.headers
    ]
    words += _body(request)
    return " \\\n  ".join(CONTROL.sub("", word) for word in words)


def _body(request: Request) -> Iterator[str]:
    if request.media == FORM:
        for name, value in form_fields(request.body):
            yield f"--data-urlencode {quote(f'{name}={value}')}"
    elif request.media == MULTIPART:
        for name, value in form_fields(request.body):
            is_file = name in request.files
            option = "-F" if is_file else "--form-string"
            shown = f"@{value or FILE}" if is_file else value
            yield f"{option} {quote(f'{name}={shown}')}"
    elif "" in request.files:
        yield f"--data-binary {quote(f'@{text_body(request.body)}')}"
    elif request.media:
        body = request.body
        text = pretty(body) if is_json(request.media) else text_body(body)
        yield f"--data-raw {quote(text)}"
