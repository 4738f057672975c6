"""An operation as people read it: what it takes and what it gives, on pages that Discord shows."""

from __future__ import annotations

from collections.abc import Iterator

from cogs.core.markup import inline_code, label, plain, shorten
from cogs.core.text import Catalogue
from domain.apis import StoredOperation
from domain.contracts.model import Place, Requirement
from domain.contracts.outline import Outline, Part, Row, outline_operation

PAGE_LIMIT = 1_700
"""Characters of a page: there is room for a line with a name, every sign of it escaped."""
MOST_PAGES = 60
"""More than messages show: whoever has many pages attaches them."""
MOST_ROW = 400
MOST_WORDS = 300
MOST_NAME = 100
MOST_MEDIA = 4
MOST_VALUES = 200
"""Characters of the values that a field may have."""
MOST_WAYS = 4
MOST_NAMES = 5
ELLIPSIS = "…"
ROWS_OF_ERRORS = 12
"""Rows of an error response, which is short, or not worth more."""


def describe_operation(
    text: Catalogue, stored: StoredOperation, limit: int = PAGE_LIMIT
) -> list[str]:
    """Describe an operation's outline as pages of up to `limit` characters, its name first."""
    outline = outline_operation(stored.operation, stored.types)
    return _pages(text, _lines(text, stored, outline), limit)


def code(words: str, limit: int = MOST_NAME) -> str:
    """Return a stranger's words as code in a line: nothing in them can end it."""
    return inline_code(words, limit) or "` `"


def _lines(text: Catalogue, stored: StoredOperation, outline: Outline) -> Iterator[str]:
    yield from _heading(text, stored)
    if outline.parameters:
        yield _title(text("contracts-outline-parameters"))
        yield from (_row(text, each) for each in outline.parameters)
        if outline.are_parameters_cut:
            yield f"-# {text('contracts-outline-cut')}"
    shown: set[tuple[Row, ...]] = set()
    if outline.body is not None:
        key = "body-required" if outline.is_body_required else "body"
        yield from _part(text, text(f"contracts-outline-{key}"), outline.body, shown)
    for part in outline.responses:
        if stored.kind.is_graphql:
            title = text("contracts-outline-answer")
        elif part.status == "default":
            title = text("contracts-outline-response-default")
        else:
            title = text("contracts-outline-response", status=part.status)
        yield from _part(text, title, part, shown)


def _heading(text: Catalogue, stored: StoredOperation) -> Iterator[str]:
    operation = stored.operation
    yield f"### {code(operation.key, MOST_WORDS)}"
    if operation.summary:
        yield plain(operation.summary, MOST_WORDS)
    if operation.description and operation.description != operation.summary:
        yield shorten(operation.description, MOST_WORDS)
    if names := [each for each in (operation.name, *operation.tags) if each]:
        yield f"-# {' · '.join(code(each) for each in names[:MOST_NAMES])}"
    if operation.sunset is not None:
        yield text("contracts-outline-sunset", day=operation.sunset.isoformat())
    elif operation.reason:
        reason = plain(operation.reason, MOST_WORDS)
        yield text("contracts-outline-old-why", reason=reason)
    elif operation.deprecated:
        yield text("contracts-outline-old")
    if operation.security and all(operation.security):
        ways = [_way(each, stored) for each in operation.security]
        more = [ELLIPSIS] if len(ways) > MOST_WAYS else []
        between = f" {text('contracts-outline-or')} "
        yield text("contracts-outline-security", schemes=between.join([*ways[:MOST_WAYS], *more]))


def _way(requirement: Requirement, stored: StoredOperation) -> str:
    """Schemes that are needed together, each with where it is sent."""
    parts = []
    for name in requirement:
        scheme = stored.schemes.get(name)
        is_short = scheme is not None and scheme.type in {"apiKey", "http"} and scheme.detail
        detail = f" ({plain(scheme.detail, MOST_NAME)})" if scheme is not None and is_short else ""
        parts.append(f"{code(name)}{detail}")
    return " + ".join(parts)


def _part(text: Catalogue, title: str, part: Part, shown: set[tuple[Row, ...]]) -> Iterator[str]:
    """Return a body, or a response.

    `shown` are the rows of those before, which are not repeated.
    """
    rows = part.rows if part.status[:1] in {"", "1", "2", "3"} else part.rows[:ROWS_OF_ERRORS]
    whole = [each for each in rows if not each.path]
    is_known = len(rows) > len(whole) and part.rows in shown
    shown.add(part.rows)
    facts = [code(part.media)] if part.media else [text("contracts-outline-no-body")]
    facts += [fact for each in whole for fact in (code(each.type), *_notes(text, each))]
    facts += [text("contracts-outline-recursive")] if is_known else []
    yield " · ".join((_title(title), *facts))
    if part.description:
        yield f"-# {plain(part.description, MOST_WORDS)}"
    if part.other_media:
        names = [code(each) for each in part.other_media[:MOST_MEDIA]]
        names += [ELLIPSIS] if len(part.other_media) > MOST_MEDIA else []
        yield f"-# {text('contracts-outline-other-media', media=', '.join(names))}"
    yield from (_row(text, each) for each in rows if each.path and not is_known)
    yield from (_row(text, each) for each in part.headers)
    if not is_known and (part.is_cut or len(rows) < len(part.rows)):
        yield f"-# {text('contracts-outline-cut')}"


def _title(title: str) -> str:
    return f"**{title}**"


def _row(text: Catalogue, row: Row) -> str:
    facts = [f"- {code(_named(row), MOST_WORDS)}", code(row.type), *_notes(text, row)]
    line, is_cut = facts[0], False
    for fact in facts[1:]:
        if len(line) + len(fact) + 3 <= MOST_ROW:
            line += f" · {fact}"
        else:
            is_cut = True
    return f"{line} {ELLIPSIS}" if is_cut else line


def _named(row: Row) -> str:
    """Return a field's path, with the arguments that it takes."""
    if not row.arguments:
        return label(row.path, MOST_NAME)
    taken = [*row.arguments, *([ELLIPSIS] if row.more_arguments else [])]
    return f"{label(row.path, MOST_NAME)}({', '.join(taken)})"


def _notes(text: Catalogue, row: Row) -> Iterator[str]:
    if row.place is not None and row.place is not Place.ARGUMENT:
        yield text(f"contracts-outline-place-{row.place}")
    for is_so, key in (
        (row.is_required, "required"),
        (row.is_deprecated and not row.reason, "deprecated"),
        (row.is_recursive, "recursive"),
    ):
        if is_so:
            yield text(f"contracts-outline-{key}")
    if row.reason:
        yield text("contracts-outline-deprecated-why", reason=plain(row.reason, MOST_WORDS))
    yield from (code(each) for each in row.bounds)
    if row.multiple_of:
        yield text("contracts-outline-multiple", number=code(row.multiple_of))
    if row.values:
        yield _values(text, row)
    if row.default is not None:
        yield text("contracts-outline-default", value=code(row.default))
    if row.words and row.path:
        yield plain(row.words, MOST_WORDS)


def _values(text: Catalogue, row: Row) -> str:
    """Return the values that a field may have, as many as are read at a glance."""
    shown: list[str] = []
    for each in map(code, row.values):
        if shown and sum(map(len, shown)) + len(each) > MOST_VALUES:
            break
        shown.append(each)
    more = row.more_values + len(row.values) - len(shown)
    if more:
        return text("contracts-outline-values-more", values=", ".join(shown), count=more)
    return text("contracts-outline-values", values=", ".join(shown))


def _pages(text: Catalogue, lines: Iterator[str], limit: int) -> list[str]:
    pages = [""]
    more = f"-# {text('contracts-outline-cut')}"
    for line in lines:
        search = "\n" if pages[-1] else ""
        last = len(pages) == MOST_PAGES
        if len(pages[-1]) + len(search) + len(line) + (len(more) + 1) * last <= limit:
            pages[-1] += search + line
        elif last:
            pages[-1] += f"\n{more}"
            break
        else:
            pages.append(line)
    return pages
