"""An operation as people read it: what it takes and what it gives, on pages that Discord shows."""

from __future__ import annotations

from collections.abc import Iterator

from cogs.shared.markup import label, plain, shorten
from cogs.shared.text import Catalogue
from domain.apis import StoredOperation
from domain.contracts.model import Operation, Place
from domain.contracts.outline import Outline, Part, Row, outline_operation

PAGE_LIMIT = 1_900
"""Characters of a page: there is room for a line around it."""
MOST_PAGES = 8
MOST_ROW = 400
MOST_WORDS = 300
MOST_NAME = 100
MOST_MEDIA = 4
ROWS_OF_ERRORS = 12
"""What an error response holds is short, or not worth more."""


def describe_operation(
    text: Catalogue, stored: StoredOperation, limit: int = PAGE_LIMIT
) -> list[str]:
    """An operation's outline as pages of up to `limit` characters, the first with its name."""
    outline = outline_operation(stored.operation, stored.types)
    return _pages(text, _lines(text, stored, outline), limit)


def code(words: str, limit: int = MOST_NAME) -> str:
    """A stranger's words as code in a line: nothing in them can end it."""
    return f"`{label(words, limit).replace('`', chr(0x2019)) or ' '}`"


def _lines(text: Catalogue, stored: StoredOperation, outline: Outline) -> Iterator[str]:
    yield from _heading(text, stored.operation)
    if outline.parameters:
        yield _title(text("contracts-outline-parameters"))
        yield from (_row(text, each) for each in outline.parameters)
    if outline.body is not None:
        key = "body-required" if outline.is_body_required else "body"
        yield from _part(text, text(f"contracts-outline-{key}"), outline.body)
    for part in outline.responses:
        if stored.kind.is_graphql:
            title = text("contracts-outline-answer")
        elif part.status == "default":
            title = text("contracts-outline-response-default")
        else:
            title = text("contracts-outline-response", status=part.status)
        yield from _part(text, title, part)


def _heading(text: Catalogue, operation: Operation) -> Iterator[str]:
    yield f"### {code(operation.key, MOST_WORDS)}"
    if operation.summary:
        yield plain(operation.summary, MOST_WORDS)
    if operation.description and operation.description != operation.summary:
        yield shorten(operation.description, MOST_WORDS)
    if operation.sunset is not None:
        yield text("contracts-outline-sunset", day=operation.sunset.isoformat())
    elif operation.deprecated:
        yield text("contracts-outline-old")
    names = sorted({name for each in operation.security for name in each})
    if names and all(operation.security):
        shown = ", ".join(code(name) for name in names[:MOST_MEDIA])
        yield text("contracts-outline-security", schemes=shown)


def _part(text: Catalogue, title: str, part: Part) -> Iterator[str]:
    rows = part.rows if part.status[:1] in {"", "1", "2", "3"} else part.rows[:ROWS_OF_ERRORS]
    whole = [each for each in rows if not each.path]
    facts = [code(part.media)] if part.media else [text("contracts-outline-no-body")]
    facts += [code(each.type) for each in whole]
    yield " · ".join((_title(title), *facts))
    if part.description:
        yield f"-# {plain(part.description, MOST_WORDS)}"
    if part.other_media:
        names = ", ".join(code(each) for each in part.other_media[:MOST_MEDIA])
        yield f"-# {text('contracts-outline-other-media', media=names)}"
    yield from (_row(text, each) for each in rows if each.path)
    if part.is_cut or len(rows) < len(part.rows):
        yield f"-# {text('contracts-outline-cut')}"


def _title(title: str) -> str:
    return f"**{title}**"


def _row(text: Catalogue, row: Row) -> str:
    facts = [f"- {code(row.path)}", code(row.type), *_notes(text, row)]
    line = facts[0]
    for fact in facts[1:]:
        if len(line) + len(fact) + 3 <= MOST_ROW:
            line += f" · {fact}"
    return line


def _notes(text: Catalogue, row: Row) -> Iterator[str]:
    if row.place is not None and row.place is not Place.ARGUMENT:
        yield text(f"contracts-outline-place-{row.place}")
    for is_so, key in (
        (row.is_required, "required"),
        (row.is_deprecated, "deprecated"),
        (row.is_recursive, "recursive"),
    ):
        if is_so:
            yield text(f"contracts-outline-{key}")
    yield from (code(each) for each in row.bounds)
    if row.values:
        values = ", ".join(map(code, row.values))
        if row.more_values:
            yield text("contracts-outline-values-more", values=values, count=row.more_values)
        else:
            yield text("contracts-outline-values", values=values)
    if row.default is not None:
        yield text("contracts-outline-default", value=code(row.default))


def _pages(text: Catalogue, lines: Iterator[str], limit: int) -> list[str]:
    pages = [""]
    more = f"-# {text('contracts-outline-cut')}"
    for line in lines:
        gap = "\n" if pages[-1] else ""
        last = len(pages) == MOST_PAGES
        if len(pages[-1]) + len(gap) + len(line) + (len(more) + 1) * last <= limit:
            pages[-1] += gap + line
        elif last:
            pages[-1] += f"\n{more}"
            break
        else:
            pages.append(line)
    return pages
