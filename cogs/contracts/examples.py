"""An example as people paste it: a block of code, or a file where a message cannot hold it."""

from __future__ import annotations

import re

from cogs.contracts.outline import code
from cogs.core.files import Written
from cogs.core.markup import Code
from cogs.core.text import Catalogue
from domain.apis import StoredOperation
from domain.contracts.examples.forms import EXTENSIONS, LANGUAGES, Form, write_example
from domain.contracts.examples.records import Example, Note

MESSAGE_LIMIT = 2_000
MOST_KEY = 200
MOST_FIELDS = 3
UNSAFE = re.compile(r"[^A-Za-z0-9]+")


def describe_example(
    text: Catalogue, stored: StoredOperation, example: Example, form: Form
) -> Written:
    """Describe the example in a form, with what must be said of it.

    Attached where it is too long.
    """
    written = write_example(example, stored, form)
    head = "\n".join(_head(text, example))
    if not written:
        return Written(f"{head}\n{text('contracts-example-not-graphql')}")
    block = Code(written.rstrip("\n"), LANGUAGES[form])
    if block.fits_a_fence and len(head) + len(block.fenced()) + 1 <= MESSAGE_LIMIT:
        return Written(f"{head}\n{block.fenced()}")
    name = file_name(example, form)
    return Written(
        f"{head}\n{text('contracts-example-attached', name=code(name))}",
        files=[(name, written.encode())],
    )


def file_name(example: Example, form: Form) -> str:
    """Return what an attached example is called: `get-users-id-not-found.ts`."""
    stem = UNSAFE.sub("-", f"{example.key} {example.outcome}").strip("-").lower()[:80]
    return f"{stem}.{EXTENSIONS[form]}"


def _head(text: Catalogue, example: Example) -> list[str]:
    outcome = text(f"contracts-example-outcome-{example.outcome}")
    lines = [
        text(
            "contracts-example-title",
            operation=code(example.key, MOST_KEY),
            outcome=outcome,
            status=str(example.answer.status),
        )
    ]
    lines += [f"-# {_note(text, example, note)}" for note in example.notes]
    if not example.is_generated:
        lines.append(f"-# {text('contracts-example-own')}")
    return lines


def _note(text: Catalogue, example: Example, note: Note) -> str:
    key = f"contracts-example-note-{note}"
    if note is not Note.UNMADE:
        return text(key)
    named = [code(each) if each else text("contracts-example-whole") for each in example.unmade]
    return text(key, fields=", ".join(named[:MOST_FIELDS]))
