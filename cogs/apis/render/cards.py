"""APIs as people read them: cards, lists, and what somebody builds on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import discord

from cogs.apis.actions.consumers import Consumed, Declared
from cogs.apis.actions.lookups import Detail, Listing, Query
from cogs.contracts.words import SIGNS, name_kind
from cogs.core.markup import fitting, inline_code, jump_link, plain
from cogs.core.text import Catalogue
from cogs.core.when import stamp
from domain.apis import StoredContract
from domain.contracts.changes import Grade

MOST: Final = 1_900
MOST_KEY: Final = 120
MOST_NAMED: Final = 30
MOST_SUM: Final = 12
"""Digits of a checksum: enough to tell documents apart by."""


def render_card(detail: Detail, text: Catalogue) -> discord.Embed:
    """Render what everybody sees of an API."""
    api, latest = detail.api, detail.latest
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
        ("apis-card-owners", members(api.owner_ids) or text("apis-card-no-owner")),
        ("apis-card-consumers", str(detail.consumers)),
        ("apis-card-contract", contract_words(latest, text) if latest else text("apis-card-none")),
    ):
        if value:
            embed.add_field(name=text(key), value=value)
    embed.set_footer(text=text("apis-card-number", number=str(api.id)))
    return embed


def contract_words(contract: StoredContract, text: Catalogue, *, with_uploader: bool = True) -> str:
    """Return a contract in a line: number, kind, operations, when and by whom.

    What was noted, changed.
    """
    facts = [
        text(
            "apis-contract-line",
            number=str(contract.number),
            kind=name_kind(text, contract.kind),
            operations=contract.operations,
            at=stamp(contract.uploaded_at, "R"),
        )
    ]
    if with_uploader and contract.uploader_id is not None:
        facts.append(f"<@{contract.uploader_id}>")
    if contract.faults:
        facts.append(text("apis-contract-warnings", count=len(contract.faults)))
    counts = counts_words(contract.counts, text)
    return "\n".join(filter(None, (" · ".join(facts), counts)))


def counts_words(counts: dict[Grade, int] | object, text: Catalogue) -> str:
    """Tell how many changes there are of each grade, or "" where there are none."""
    given = dict(counts) if isinstance(counts, dict) else {}
    return " · ".join(
        f"{SIGNS[grade]} {text(f'apis-count-{grade}', count=given[grade])}"
        for grade in Grade
        if given.get(grade)
    )


def render_listing(listing: Listing, text: Catalogue) -> str:
    """Render a page of APIs."""
    if not listing.entries:
        is_all = listing.query == Query(page=listing.query.page)
        return text("apis-list-empty" if is_all else "apis-list-none")
    lines = [text("apis-list", count=listing.total)]
    for api in listing.entries:
        name = plain(api.text.name, 100)
        if api.thread_id is not None:
            name = f"[{name}]({jump_link(api.guild_id, api.thread_id)})"
        number = str(api.contract_number) if api.contract_number else text("apis-card-none")
        owners = members(api.owner_ids) or text("apis-card-no-owner")
        lines.append(text("apis-list-line", name=name, number=number, owners=owners))
    return fitting(lines, MOST)


def render_detail(detail: Detail, text: Catalogue) -> discord.Embed:
    """Render an API with its revisions, for one member."""
    embed = render_card(detail, text)
    if detail.api.thread_id is not None:
        embed.url = jump_link(detail.api.guild_id, detail.api.thread_id)
    if detail.contracts:
        lines = [
            f"{contract_words(each, text)}\n-# {inline_code(each.checksum[:MOST_SUM], MOST_SUM)}"
            for each in detail.contracts
        ]
        revisions = fitting(lines, 1_000)
        embed.add_field(name=text("apis-card-revisions"), value=revisions, inline=False)
    return embed


def render_consumed(consumed: Consumed, text: Catalogue) -> str:
    """Render a page of what a member builds on."""
    if not consumed.entries:
        return text("apis-consume-none")
    lines = [text("apis-consume-list")]
    for each in consumed.entries:
        what = inline_code(each.operation, MOST_KEY) or text("apis-consume-whole")
        gone = f" · {text('apis-consume-gone')}" if each in consumed.gone else ""
        lines.append(f"- **{plain(each.api_name, 100)}**: {what}{gone}")
    return fitting(lines, MOST)


def render_declared(declared: Declared, text: Catalogue, *, dropped: bool) -> str:
    """Render what was declared or taken back."""
    what = inline_code(declared.operation, MOST_KEY) or text("apis-consume-whole")
    name = plain(declared.api.text.name, 100)
    if dropped:
        return text("apis-consume-dropped", what=what, name=name)
    key = "apis-consume-done" if declared.is_new else "apis-consume-already"
    return text(key, what=what, name=name)


def members(member_ids: Sequence[int]) -> str:
    """Mentions of the first of them, and how many more there are."""
    names = " ".join(f"<@{each}>" for each in member_ids[:MOST_NAMED])
    rest = len(member_ids) - MOST_NAMED
    return f"{names} +{rest}" if rest > 0 else names


def _address(address: str) -> str:
    return f"<{address}>" if address else ""
