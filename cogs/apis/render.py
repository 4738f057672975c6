"""APIs and their changes, as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import discord

from cogs.apis.actions.changing import Changes
from cogs.apis.actions.consuming import Declared
from cogs.apis.actions.finding import Detail, Listing
from cogs.apis.actions.uploading import Uploading
from cogs.contracts.notes import describe_fault, list_secrets
from cogs.contracts.wording import SIGNS, by_operation, describe_change, explain_change
from cogs.shared.content import Content
from cogs.shared.markup import cut, fitting, inline_code, jump_link, plain
from cogs.shared.text import Catalogue
from cogs.shared.when import stamp
from domain.apis import Api, StoredContract
from domain.contracts.changes import Change, Grade
from storage.api_consumers import Consumption, Notice
from storage.contract_changes import StoredChange

MOST: Final = 1_900
MOST_KEY: Final = 120
MOST_NAMED: Final = 30
MOST_SECRETS: Final = 8
MOST_FAULTS: Final = 5
COLOURS: Final = {
    Grade.BREAKING: discord.Colour.red(),
    Grade.RISKY: discord.Colour.orange(),
    Grade.SAFE: discord.Colour.green(),
}


def render_card(detail: Detail, text: Catalogue) -> discord.Embed:
    """What everybody sees of an API."""
    api, latest = detail.api, next(iter(detail.contracts), None)
    embed = discord.Embed(
        title=plain(api.text.name, 100),
        description=plain(api.text.about, 300) or None,
        colour=discord.Colour.light_grey() if api.is_retired else discord.Colour.blurple(),
    )
    if api.is_retired:
        embed.add_field(name=text("apis-card-state"), value=text("apis-card-retired"))
    for key, value in (
        ("apis-card-address", _address(api.text.base_url)),
        ("apis-card-repository", _address(api.text.repository)),
        ("apis-card-stack", plain(api.text.stack, 100)),
        ("apis-card-styles", ", ".join(text(f"apis-style-{s}") for s in sorted(api.text.styles))),
        ("apis-card-owners", _members(api.owner_ids) or text("apis-card-no-owner")),
        ("apis-card-consumers", str(detail.consumers)),
        ("apis-card-contract", contract_words(latest, text) if latest else text("apis-card-none")),
    ):
        if value:
            embed.add_field(name=text(key), value=value)
    embed.set_footer(text=text("apis-card-number", number=str(api.id)))
    return embed


def contract_words(contract: StoredContract, text: Catalogue) -> str:
    """A contract in one line: its number, kind, operations, when, and what it changed."""
    line = text(
        "apis-contract-line",
        number=str(contract.number),
        kind=text(f"contracts-kind-{contract.kind.replace('.', '')}"),
        operations=contract.operations,
        at=stamp(contract.uploaded_at, "R"),
    )
    counts = counts_words(contract.counts, text)
    return f"{line}\n{counts}" if counts else line


def counts_words(counts: dict[Grade, int] | object, text: Catalogue) -> str:
    """How many changes there are of each grade, or "" where there are none."""
    given = dict(counts) if isinstance(counts, dict) else {}
    return " · ".join(
        f"{SIGNS[grade]} {text(f'apis-count-{grade}', count=given[grade])}"
        for grade in Grade
        if given.get(grade)
    )


def render_listing(listing: Listing, text: Catalogue) -> str:
    """A page of APIs."""
    if not listing.entries:
        return text("apis-list-empty")
    lines = [text("apis-list", count=listing.total)]
    for api in listing.entries:
        name = plain(api.text.name, 100)
        if api.thread_id is not None:
            name = f"[{name}]({jump_link(api.guild_id, api.thread_id)})"
        number = str(api.contract_number) if api.contract_number else text("apis-card-none")
        owners = _members(api.owner_ids) or text("apis-card-no-owner")
        lines.append(text("apis-list-line", name=name, number=number, owners=owners))
    return fitting(lines, MOST)


def render_detail(detail: Detail, text: Catalogue) -> discord.Embed:
    """An API with its revisions, for one member."""
    embed = render_card(detail, text)
    if len(detail.contracts) > 1:
        lines = [contract_words(each, text) for each in detail.contracts]
        revisions = fitting(lines, 1_000)
        embed.add_field(name=text("apis-card-revisions"), value=revisions, inline=False)
    return embed


def render_uploading(done: Uploading, text: Catalogue) -> Content:
    """What the uploader is told in private: what came of it, warnings, secrets to revoke."""
    upload, name = done.upload, plain(done.api.text.name, 100)
    lines: list[str] = []
    if done.is_identical:
        number = done.number or done.api.contract_number or 0
        lines.append(text("apis-upload-identical", name=name, number=str(number)))
    elif done.number is None:
        lines.append(text("apis-upload-preview", name=name, told=done.told))
    else:
        lines.append(text("apis-upload-done", name=name, number=str(done.number), told=done.told))
    kind = text(f"contracts-kind-{upload.kind.replace('.', '')}")
    count = len(upload.operations)
    lines.append(text("apis-upload-kind", kind=kind, operations=count))
    if upload.secrets:
        lines.append(text("apis-upload-secrets", count=len(upload.secrets)))
        lines += (f"- {each}" for each in list_secrets(text, upload.secrets, MOST_SECRETS))
    if upload.faults:
        lines.append(text("apis-upload-faults", count=len(upload.faults)))
        lines += (f"- {cut(describe_fault(text, f), 300)}" for f in upload.faults[:MOST_FAULTS])
    if done.is_identical:
        return Content(fitting(lines, MOST))
    changes = [StoredChange(each) for each in upload.comparison.changes]
    if changes:
        lines.append(counts_words(dict(upload.comparison.counts), text))
        lines += _change_lines(changes, text)
    elif done.api.contract_number is not None:
        lines.append(text("apis-changes-none"))
    return _with_file(lines, [each.change for each in changes], text)


def render_report(
    contract: StoredContract, changes: Sequence[StoredChange], text: Catalogue
) -> Content:
    """What everybody reads of an upload, in the API's thread."""
    by = f"<@{contract.uploader_id}>" if contract.uploader_id else text("apis-somebody")
    lines = [text("apis-report", by=by, number=str(contract.number))]
    lines.append(contract_words(contract, text))
    if changes:
        lines += _change_lines(changes, text)
    elif contract.number > 1:
        lines.append(text("apis-changes-none"))
    return _with_file(lines, [each.change for each in changes], text)


def render_changes(shown: Changes, text: Catalogue) -> Content:
    """The changes between two contracts, and for owners who has seen them."""
    name = plain(shown.api.text.name, 100)
    lines = [
        text("apis-changes", name=name, old=str(shown.old), new=str(shown.new.number)),
        counts_words(shown.counts, text) or text("apis-changes-none"),
    ]
    if shown.notices:
        lines.append(_seen(shown.notices, text))
    lines += _change_lines(shown.changes, text)
    return _with_file(lines, [each.change for each in shown.changes], text)


def render_notice(
    api: Api, contract: StoredContract, changes: Sequence[StoredChange], text: Catalogue
) -> str:
    """What one consumer is told: what changed of that which she uses."""
    name = plain(api.text.name, 100)
    if api.thread_id is not None:
        name = f"[{name}]({jump_link(api.guild_id, api.thread_id)})"
    lines = [text("apis-notice", name=name, number=str(contract.number))]
    return fitting([*lines, *_change_lines(changes, text)], MOST)


def render_consumed(consumed: Sequence[Consumption], text: Catalogue) -> str:
    """What a member builds on."""
    if not consumed:
        return text("apis-consume-none")
    lines = [text("apis-consume-list")]
    for each in consumed:
        what = inline_code(each.operation, MOST_KEY) or text("apis-consume-whole")
        lines.append(f"- **{plain(each.api_name, 100)}**: {what}")
    return fitting(lines, MOST)


def render_declared(declared: Declared, text: Catalogue, *, dropped: bool) -> str:
    """What was declared or taken back."""
    what = inline_code(declared.operation, MOST_KEY) or text("apis-consume-whole")
    name = plain(declared.api.text.name, 100)
    if dropped:
        return text("apis-consume-dropped", what=what, name=name)
    key = "apis-consume-done" if declared.is_new else "apis-consume-already"
    return text(key, what=what, name=name)


def _seen(notices: Sequence[Notice], text: Catalogue) -> str:
    seen = [each.member_id for each in notices if each.seen_at is not None]
    waiting = [each.member_id for each in notices if each.seen_at is None]
    return text(
        "apis-changes-seen",
        seen=str(len(seen)),
        count=str(len(notices)),
        waiting=_members(waiting) or text("apis-nobody"),
    )


def _change_lines(changes: Sequence[StoredChange], text: Catalogue) -> Iterator[str]:
    agreed = {id(each.change): each for each in changes if each.agreed_at is not None}
    for key, several in by_operation(each.change for each in changes):
        yield f"**{inline_code(key, MOST_KEY) or text('apis-whole')}**"
        for change in several:
            yield from _lines_of(change, agreed.get(id(change)), text)


def _lines_of(change: Change, agreed: StoredChange | None, text: Catalogue) -> Iterator[str]:
    yield f"{SIGNS[change.grade]} {describe_change(text, change)}"
    if agreed is not None:
        by = f"<@{agreed.agreed_by}>" if agreed.agreed_by else text("apis-somebody")
        yield f"-# {text('apis-agreed', by=by, reason=plain(agreed.reason, 300))}"
    elif change.grade is not Grade.SAFE:
        yield f"-# {explain_change(text, change)}"


def _with_file(lines: Iterable[str], changes: Sequence[Change], text: Catalogue) -> Content:
    """As many lines as fit a message; where some do not, all changes come as a file."""
    listed = [line for line in lines if line]
    if len("\n".join(listed)) <= MOST:
        return Content("\n".join(listed))
    shown = fitting(listed, MOST - 150)
    report = "\n".join(_plain_lines(changes, text)) + "\n"
    return Content(
        f"{shown}\n{text('apis-changes-attached')}", files=(("changes.txt", report.encode()),)
    )


def _plain_lines(changes: Sequence[Change], text: Catalogue) -> Iterator[str]:
    for key, several in by_operation(changes):
        yield key
        for change in several:
            grade = text(f"contracts-grade-{change.grade}")
            yield f"  {grade}: {describe_change(text, change, escape=False)}"
            if change.grade is not Grade.SAFE:
                yield f"    {explain_change(text, change)}"


def _members(member_ids: Sequence[int]) -> str:
    names = " ".join(f"<@{each}>" for each in member_ids[:MOST_NAMED])
    rest = len(member_ids) - MOST_NAMED
    return f"{names} +{rest}" if rest > 0 else names


def _address(address: str) -> str:
    return f"<{address}>" if address else ""
