"""Changes of an upload as people read them: reports, previews, notices of consumers.

These may take long where there is much: callers render them in another thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from cogs.apis.actions.changes import Changes
from cogs.apis.actions.uploads import Uploading
from cogs.apis.render.cards import MOST, MOST_KEY, contract_words, counts_words, members
from cogs.contracts.notes import describe_fault, describe_secret, list_secrets
from cogs.contracts.words import (
    SIGNS,
    by_operation,
    describe_change,
    explain_change,
    name_changed,
    name_kind,
)
from cogs.core.markup import cut, fitting, inline_code, jump_link, plain
from cogs.core.text import Catalogue
from cogs.core.when import stamp
from cogs.ui.content import Content
from domain.apis import Api, StoredContract
from domain.contracts.changes import Change, Grade
from domain.contracts.uploads import Upload, match_key
from storage.api_consumers import Notice
from storage.contract_changes import StoredChange

MOST_SECRETS: Final = 8
MOST_FAULTS: Final = 5
MOST_THROUGH: Final = 3
"""Number of their operations that a consumer is named for one type that changed."""
ROOM: Final = 150
"""For the line that says that there is a file."""

File = tuple[str, bytes]


def render_uploading(done: Uploading, text: Catalogue) -> Content:
    """Render what the uploader is told in private: what came of it, warnings, secrets to revoke."""
    upload = done.upload
    kind, count = name_kind(text, upload.kind), len(upload.operations)
    lines = [
        _came_of(done, text),
        text("apis-upload-kind", kind=kind, operations=count),
        *_noted(upload, text),
    ]
    files = list(_noted_files(upload, text))
    if done.is_identical:
        return _with_files(lines, files, text)
    changes = [StoredChange(each) for each in upload.comparison.changes]
    if changes:
        lines.append(counts_words(dict(upload.comparison.counts), text))
        lines += _change_lines(changes, text)
    elif done.api.contract_number is not None:
        lines.append(text("apis-changes-none"))
    total = sum(upload.comparison.counts.values())
    return _with_files(lines, files, text, _changes_file(changes, total, text))


def render_report(
    contract: StoredContract, changes: Sequence[StoredChange], text: Catalogue
) -> Content:
    """Render what everybody reads of an upload, in the API's thread."""
    by = f"<@{contract.uploader_id}>" if contract.uploader_id else text("apis-somebody")
    lines = [text("apis-report", by=by), contract_words(contract, text, with_uploader=False)]
    if changes:
        lines += _change_lines(changes, text)
    elif contract.number > 1:
        lines.append(text("apis-changes-none"))
    total = sum(contract.counts.values())
    return _with_files(lines, [], text, _changes_file(changes, total, text))


def render_changes(shown: Changes, text: Catalogue) -> Content:
    """Render the changes between two contracts, and for owners who has seen them."""
    name = plain(shown.api.text.name, 100)
    if not shown.old:
        return Content(text("apis-changes-first", name=name))
    lines = [
        text("apis-changes", name=name, old=str(shown.old), new=str(shown.new.number)),
        counts_words(shown.counts, text) or text("apis-changes-none"),
    ]
    if shown.notices:
        lines.append(_seen(shown.notices, text))
    agreed = sum(each.agreed_at is not None for each in shown.changes)
    if agreed:
        lines.append(text("apis-changes-agreed", count=agreed))
    lines += _change_lines(shown.changes, text)
    total = sum(shown.counts.values())
    return _with_files(lines, [], text, _changes_file(shown.changes, total, text))


def render_notice(
    api: Api,
    contract: StoredContract,
    changes: Sequence[StoredChange],
    operations: Sequence[str],
    text: Catalogue,
) -> Content:
    """Render what one consumer is told: what changed of the operations that they use."""
    name = plain(api.text.name, 100)
    if api.thread_id is not None:
        name = f"[{name}]({jump_link(api.guild_id, api.thread_id)})"
    at = stamp(contract.uploaded_at, "R")
    lines = [text("apis-notice", name=name, number=str(contract.number), at=at)]
    lines += _change_lines(changes, text, used=operations)
    file = _changes_file(changes, len(changes), text, with_fix=False)
    return _with_files(lines, [], text, file)


def render_agreed(
    contract: StoredContract, agreed: Sequence[StoredChange], text: Catalogue
) -> Content:
    """Render what everybody reads of breaks that were agreed, in the API's thread."""
    first = agreed[0]
    by = f"<@{first.agreed_by}>" if first.agreed_by else text("apis-somebody")
    head = text("apis-agreed-report", by=by, count=len(agreed), number=str(contract.number))
    lines = [head, f"> {plain(first.reason, 300)}"]
    for key, several in by_operation(each.change for each in agreed):
        lines.append(f"**{_named(key, text)}**")
        lines += (f"{SIGNS[each.grade]} {describe_change(text, each)}" for each in several)
    return Content(fitting(lines, MOST))


def _came_of(done: Uploading, text: Catalogue) -> str:
    name = plain(done.api.text.name, 100)
    if done.is_identical:
        number = done.number or done.api.contract_number or 0
        return text("apis-upload-identical", name=name, number=str(number))
    if done.number is None:
        return text("apis-upload-preview", name=name, told=done.told)
    return text("apis-upload-done", name=name, number=str(done.number), told=done.told)


def _noted(upload: Upload, text: Catalogue) -> Iterator[str]:
    """Secrets and warnings, the first of them."""
    if upload.secrets:
        yield text("apis-upload-secrets", count=len(upload.secrets))
        yield from (f"- {each}" for each in list_secrets(text, upload.secrets, MOST_SECRETS))
    if upload.faults:
        yield text("apis-upload-faults", count=len(upload.faults))
        yield from (f"- {cut(describe_fault(text, f), 300)}" for f in upload.faults[:MOST_FAULTS])
        if len(upload.faults) > MOST_FAULTS:
            yield f"- {text('apis-upload-more', count=len(upload.faults) - MOST_FAULTS)}"


def _noted_files(upload: Upload, text: Catalogue) -> Iterator[File]:
    """Return all secrets and all warnings, where a message names only some."""
    if len(upload.secrets) > MOST_SECRETS:
        named = (describe_secret(text, each, escape=False) for each in upload.secrets)
        yield _file("secrets.txt", named)
    if len(upload.faults) > MOST_FAULTS:
        named = (describe_fault(text, each, escape=False) for each in upload.faults)
        yield _file("warnings.txt", named)


def _seen(notices: Sequence[Notice], text: Catalogue) -> str:
    seen = [each.member_id for each in notices if each.seen_at is not None]
    waiting = [each.member_id for each in notices if each.seen_at is None]
    return text(
        "apis-changes-seen",
        seen=str(len(seen)),
        count=str(len(notices)),
        waiting=members(waiting) or text("apis-nobody"),
    )


def _change_lines(
    changes: Sequence[StoredChange], text: Catalogue, *, used: Sequence[str] | None = None
) -> Iterator[str]:
    """Return the changes by operation; `used` are those of the reader, where it is for one.

    What is said of an operation explains each grade once; whoever cuts the lines leaves no change
    without its reason and none without its operation.
    """
    for key, several in _ordered(changes):
        head = f"{_heading(key, [each.change for each in several], used, text)}\n"
        for reason, alike in _by_reason(several, text, with_fix=used is None):
            why = reason
            for each in alike:
                said = f"{SIGNS[each.change.grade]} {describe_change(text, each.change)}"
                small = why if each.agreed_at is None else _agreement(each, text)
                yield f"{head}{said}\n-# {small}" if small else f"{head}{said}"
                head = why = ""


def _ordered(changes: Sequence[StoredChange]) -> Iterator[tuple[str, list[StoredChange]]]:
    """Sort by operation, the gravest first; what was agreed comes last."""
    for is_agreed in (False, True):
        part = {
            id(each.change): each for each in changes if (each.agreed_at is not None) is is_agreed
        }
        for key, several in by_operation(each.change for each in part.values()):
            yield key, [part[id(change)] for change in several]


def _by_reason(
    changes: Sequence[StoredChange], text: Catalogue, *, with_fix: bool
) -> Iterator[tuple[str, list[StoredChange]]]:
    """Return the changes of an operation by why they have their grade.

    "" is what needs no reason.
    """
    groups: dict[tuple[Grade, str], list[StoredChange]] = {}
    for each in changes:
        reason = _reason(each.change, text, with_fix=with_fix)
        groups.setdefault((each.change.grade, reason), []).append(each)
    for (_, reason), alike in groups.items():
        yield reason, alike


def _reason(change: Change, text: Catalogue, *, with_fix: bool) -> str:
    """Tell why it has its grade; what would make it safe is for those who can do that."""
    if change.grade is Grade.SAFE:
        return ""
    if with_fix:
        return explain_change(text, change)
    return text.attribute(f"contracts-change-{change.rule}", "why") or ""


def _heading(
    key: str, changes: Sequence[Change], used: Sequence[str] | None, text: Catalogue
) -> str:
    """Name the operation; for consumers with how it concerns them: used, or reached by one."""
    if used is None:
        return f"**{name_changed(text, key, changes, lambda each: _named(each, text))}**"
    named = _named(key, text)
    if not key or match_key(key) in set(map(match_key, used)):
        return text("apis-notice-used", operation=named)
    touched = {each for change in changes for each in change.touches}
    through = [_named(each, text) for each in used if each in touched]
    return text(
        "apis-notice-through",
        operation=named,
        operations=", ".join(through[:MOST_THROUGH]),
        more=max(0, len(through) - MOST_THROUGH),
    )


def _named(key: str, text: Catalogue) -> str:
    return inline_code(key, MOST_KEY) or text("apis-whole")


def _agreement(agreed: StoredChange, text: Catalogue) -> str:
    by = f"<@{agreed.agreed_by}>" if agreed.agreed_by else text("apis-somebody")
    return text("apis-agreed", by=by, reason=plain(agreed.reason, 300))


def _with_files(
    lines: Iterable[str], files: list[File], text: Catalogue, changes: Iterable[File] = ()
) -> Content:
    """Keep as many lines as fit a message; where some don't, all changes come as a file."""
    listed = [line for line in lines if line]
    whole = "\n".join(listed)
    if len(whole) > MOST:
        files += changes
        whole = f"{fitting(listed, MOST - ROOM)}\n{text('apis-changes-attached')}"
    return Content(whole, files=files)


def _changes_file(
    changes: Sequence[StoredChange], total: int, text: Catalogue, *, with_fix: bool = True
) -> Iterator[File]:
    """Return all changes as a file, made when it is needed; of very many the gravest."""
    if not changes:
        return
    lines = _plain_lines(changes, text, with_fix=with_fix)
    rest = total - len(changes)
    more = [text("apis-changes-more", count=rest)] if rest > 0 else []
    yield _file("changes.txt", chain(lines, more))


def _plain_lines(
    changes: Sequence[StoredChange], text: Catalogue, *, with_fix: bool
) -> Iterator[str]:
    for key, several in _ordered(changes):
        yield name_changed(text, key, [each.change for each in several]) or text("apis-whole")
        for each in several:
            grade = text(f"contracts-grade-{each.change.grade}")
            yield f"  {grade}: {describe_change(text, each.change, escape=False)}"
            if each.agreed_at is not None:
                yield f"    {text('apis-agreed-plain', reason=each.reason)}"
            if reason := _reason(each.change, text, with_fix=with_fix):
                yield f"    {reason}"


def _file(name: str, lines: Iterable[str]) -> File:
    return name, ("\n".join(lines) + "\n").encode()
