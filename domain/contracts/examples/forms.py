"""The forms in which an example can be had."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from domain.apis import StoredOperation
from domain.contracts.examples.as_json import pretty, write_json
from domain.contracts.examples.curl import CONTROL, write_curl
from domain.contracts.examples.graphql import write_graphql
from domain.contracts.examples.records import Example
from domain.contracts.examples.samples import is_json
from domain.contracts.examples.typescript import write_typescript
from domain.contracts.examples.wire import text_body
from domain.contracts.model import Kind


class Form(StrEnum):
    """Forms in which an example is written."""

    JSON = "json"
    CURL = "curl"
    TYPESCRIPT = "typescript"
    GRAPHQL = "graphql"


LANGUAGES: Final = {
    Form.JSON: "json",
    Form.CURL: "bash",
    Form.TYPESCRIPT: "ts",
    Form.GRAPHQL: "graphql",
}
"""Language marks of code blocks."""
EXTENSIONS: Final = {
    Form.JSON: "json",
    Form.CURL: "sh",
    Form.TYPESCRIPT: "ts",
    Form.GRAPHQL: "graphql",
}


def forms_of(kind: Kind) -> tuple[Form, ...]:
    """Return the forms that a contract's operations have."""
    return tuple(each for each in Form if each is not Form.GRAPHQL or kind.is_graphql)


def write_example(example: Example, stored: StoredOperation, form: Form) -> str:
    """Write the example in a form; "" where it has none."""
    if form is Form.JSON:
        return write_json(example)
    if form is Form.CURL:
        return f"{write_curl(example)}\n\n{_answer(example)}"
    if form is Form.TYPESCRIPT:
        return write_typescript(example, stored)
    return write_graphql(example)


def _answer(example: Example) -> str:
    """Return what comes back, as comments of a shell."""
    answer = example.answer
    lines = [f"HTTP {answer.status} {answer.media}".rstrip()]
    if answer.media:
        shown = pretty(answer.body) if is_json(answer.media) else text_body(answer.body)
        lines += CONTROL.sub("", shown).splitlines()
    return "\n".join(f"# {line}" for line in lines)
