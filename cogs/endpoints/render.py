"""Texts and embeds of endpoint requests: cards, lists, and what contracts say of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import discord

from cogs.core.ledger import render_ledger
from cogs.core.markup import cut, fenced, fitting, jump_link, plain, shorten, unfenced
from cogs.core.text import Catalogue
from cogs.core.when import stamp
from cogs.endpoints.actions.lookups import Detail, Listing
from cogs.endpoints.actions.requests import Drafting, Similar
from cogs.endpoints.actions.uploads import Finding
from cogs.ui.content import Content
from domain.endpoints.differences import Difference
from domain.endpoints.records import AGREED_NOT_LIVE, Event, Request, Shape, Side, State
from domain.endpoints.shapes import JsonFault

MAX_WORDS = 1_700
"""A message holds 2,000 characters, mentions among them."""
MOST_LISTED = 10_000


def render_found(request: Request, finding: Finding, text: Catalogue) -> Content:
    """Say that it is there, and field by field where it isn't as agreed, or that it is gone.

    What a message does not hold of the fields is attached, whole.
    """
    key = "found" if request.state in AGREED_NOT_LIVE else "built"
    words = {
        "operation": plain(request.shape.key, 200),
        "number": str(finding.number),
        "api": plain(finding.api_name, 100),
    }
    if finding.operation is None:
        return Content(text("endpoints-found-gone", **words))
    if not finding.differing:
        return Content(text(f"endpoints-{key}-same", **words))
    lines = [text(f"endpoints-{key}", count=len(finding.differing), **words)]
    lines += [f"- {_line(each, text)}" for each in finding.differing]
    shown = _fitting(lines)
    if len(shown) == len(lines):
        return Content("\n".join(lines))
    more = text("endpoints-found-more", count=len(lines) - len(shown))
    return Content("\n".join([*shown, more]), files=(_whole(finding.differing, text),))


def _whole(differing: Sequence[Difference], text: Catalogue) -> tuple[str, bytes]:
    """Return all the differences as a file."""
    lines = [f"{each.place}: {_said_of(each, text)}" for each in differing[:MOST_LISTED]]
    if left := len(differing) - len(lines):
        lines.append(text("endpoints-found-more", count=left))
    return "differences.txt", "".join(f"{each}\n" for each in lines).encode()


def _fitting(lines: list[str]) -> list[str]:
    """Keep as many of the first as a message holds."""
    room, shown = MAX_WORDS, list[str]()
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        shown.append(line)
    return shown


def _line(difference: Difference, text: Catalogue) -> str:
    shown = replace(difference, was=plain(difference.was, 100), now=plain(difference.now, 100))
    return f"**{plain(difference.place, 200)}**: {_said_of(shown, text)}"


def _said_of(difference: Difference, text: Catalogue) -> str:
    key = f"endpoints-differs-{difference.rule.value}"
    return text(key, was=difference.was, now=difference.now)


MAX_FIELD = 1_024
MAX_WHY_SHOWN = 1_000
MAX_CODE = 900
MAX_LEFT_OUT = 100
"""Room for the line about those that are left out."""
MAX_FENCED = MAX_FIELD - len("```json\n\n```")
MAX_KEY = 200
MAX_TITLE = 256
MAX_EMBED = 6_000
MAX_LIST = 4_096
COLOURS = {
    State.REQUESTED: discord.Colour.blurple(),
    State.ACCEPTED: discord.Colour.gold(),
    State.AGREED: discord.Colour.teal(),
    State.BUILDING: discord.Colour.orange(),
    State.LIVE: discord.Colour.green(),
    State.VERIFIED: discord.Colour.dark_green(),
    State.DECLINED: discord.Colour.light_grey(),
    State.BLOCKED: discord.Colour.red(),
    State.DEPRECATED: discord.Colour.dark_grey(),
}
MARKS = {
    State.REQUESTED: "📨",
    State.ACCEPTED: "✍️",
    State.AGREED: "🤝",
    State.BUILDING: "🔨",
    State.LIVE: "🟢",
    State.VERIFIED: "✅",
    State.DECLINED: "🚫",
    State.BLOCKED: "⛔",
    State.DEPRECATED: "🗄️",
}
BOTH = (Side.REQUESTER, Side.BUILDER)


def render_card(detail: Detail, text: Catalogue) -> discord.Embed:
    """Render what everybody sees of a request."""
    request = detail.request
    embed = discord.Embed(
        title=cut(plain(request.shape.key, MAX_KEY), MAX_TITLE),
        description=shorten(request.why, MAX_WHY_SHOWN) or None,
        colour=COLOURS[request.state],
    )
    embed.add_field(name=text("endpoints-card-state"), value=state_words(request, text))
    api = plain(request.api_name, 100) if request.api_name else text("endpoints-card-no-api")
    embed.add_field(name=text("endpoints-card-api"), value=api)
    if request.due_at is not None:
        due = f"{stamp(request.due_at, 'f')} ({stamp(request.due_at, 'R')})"
        embed.add_field(name=text("endpoints-card-due"), value=due)
    for side in BOTH:
        name = text(f"endpoints-card-{side.value}")
        embed.add_field(name=name, value=_side_words(request, side, text))
    for name in ("request", "response"):
        example = getattr(request.shape, name)
        if example:
            embed.add_field(
                name=text(f"endpoints-card-{name}-example"), value=_code(example), inline=False
            )
    if detail.events:
        lines, _ = _history(detail, text)
        embed.add_field(name=text("endpoints-card-history"), value="\n".join(lines), inline=False)
    number, shape = str(request.id), str(request.shape_number)
    footer = text("endpoints-card-number", number=number, shape=shape, watchers=detail.watchers)
    return embed.set_footer(text=footer)


def state_words(request: Request, text: Catalogue) -> str:
    """Tell where it stands, why, and what comes next."""
    label = text(f"endpoints-state-{request.state.value}")
    words = f"{MARKS[request.state]} **{label}**"
    if request.state is State.BLOCKED and request.blocked_on is not None:
        words += f"\n{text('endpoints-card-blocked-on', member=f'<@{request.blocked_on}>')}"
    if request.reason:
        words += f"\n> {plain(request.reason, 300)}"
    return f"{words}\n{text(f'endpoints-next-{request.state.value}')}"


def render_detail(detail: Detail, text: Catalogue) -> discord.Embed:
    """Render the card, with what only `/endpoint show` says: what was posted of it."""
    embed = render_card(detail, text)
    if detail.ledger:
        name = text("endpoints-ledger")
        room = min(MAX_FIELD, MAX_EMBED - len(embed) - len(name))
        ledger = fitting(render_ledger(detail.ledger, text).splitlines(), room)
        embed.add_field(name=name, value=ledger, inline=False)
    return embed


def whole_history(
    detail: Detail, text: Catalogue, names: Mapping[int, str]
) -> tuple[tuple[str, bytes], ...]:
    """Return all of what happened as a file, where the card leaves some of it out."""
    if not detail.events or not _history(detail, text)[1]:
        return ()
    lines = []
    for event in reversed(detail.whole):
        who = names.get(event.member_id or 0, text("endpoints-somebody"))
        note = f": {event.note}" if event.note else ""
        lines.append(f"{event.at:%Y-%m-%d %H:%M} UTC  {_did(event, who, text)}{note}\n")
    return (("history.txt", "".join(lines).encode()),)


def whole_examples(shape: Shape) -> tuple[tuple[str, bytes], ...]:
    """Examples that the card cuts, as files."""
    files = (("request.json", shape.request), ("response.json", shape.response))
    return tuple((name, body.encode()) for name, body in files if len(body) > MAX_CODE)


def render_listing(listing: Listing, text: Catalogue) -> discord.Embed:
    """Render a line for each request of a page."""
    which = listing.query.which.value
    if not listing.requests:
        return discord.Embed(description=text(f"endpoints-list-{which}-empty"))
    lines = [f"- {line_words(request, text)}" for request in listing.requests]
    return discord.Embed(
        title=text(f"endpoints-list-{which}"), description=fitting(lines, MAX_LIST)
    )


def line_words(request: Request, text: Catalogue) -> str:
    """Return a request in one line, with the way to its thread."""
    title, shown = plain(request.shape.key, 100), request.shown
    if shown.message_id is not None:
        place = shown.thread_id or shown.channel_id or 0
        title = f"[{title}]({jump_link(request.guild_id, place)})"
    words = f"{MARKS[request.state]} **{title}** #{request.id}"
    parts = [text(f"endpoints-state-{request.state.value}")]
    if request.api_name:
        parts.append(plain(request.api_name, 50))
    if request.builder_id is not None:
        parts.append(f"🔧 <@{request.builder_id}>")
    if request.due_at is not None and request.state not in (State.LIVE, State.VERIFIED):
        parts.append(f"⏰ {stamp(request.due_at, 'R')}")
    return " · ".join([words, *parts])


def render_similar(found: Similar, shape: Shape, text: Catalogue) -> str:
    """Render what may be the same already, before anything is asked."""
    lines = [text("endpoints-similar", operation=plain(shape.key, MAX_KEY))]
    for each in found.operations:
        key, api = plain(each.key, 100), plain(each.api_name, 50)
        lines.append(f"- {text('endpoints-similar-operation', operation=key, api=api)}")
    lines += [f"- {line_words(request, text)}" for request in found.requests]
    return fitting([*lines, text("endpoints-similar-ask")], 2_000)


def render_faults(drafting: Drafting, text: Catalogue) -> str:
    """Tell where the examples are no JSON; what was typed is kept."""
    faults = drafting.faults()
    is_json = all(fault.is_json for fault in faults.values())
    lines = [text("endpoints-not-sound" if is_json else "endpoints-not-json")]
    for name, fault in faults.items():
        lines.append(
            text(
                f"endpoints-fault-{name}",
                line=fault.line,
                column=fault.column,
                what=_fault_words(fault, text),
            )
        )
        lines.append(_pointed(getattr(drafting.shape, name), fault))
    return "\n".join(lines)


def _fault_words(fault: JsonFault, text: Catalogue) -> str:
    return text(f"endpoints-json-{fault.rule}", what=plain(fault.what, 150))


def who_words(member_id: int | None, text: Catalogue) -> str:
    """Return a member's mention; somebody who was forgotten has none."""
    return text("endpoints-somebody") if member_id is None else f"<@{member_id}>"


def did_words(event: Event, text: Catalogue) -> str:
    """Return what somebody did: "<@1> accepted it"."""
    return _did(event, who_words(event.member_id, text), text)


def _did(event: Event, who: str, text: Catalogue) -> str:
    what = "agreed" if (event.what, event.state) == ("agree", State.AGREED) else event.what
    return text(f"endpoints-did-{what}", member=who)


def _history(detail: Detail, text: Catalogue) -> tuple[list[str], int]:
    """Lines of what it began with and what happened last, and how many are left out between."""
    *later, first = detail.events
    lines = [_event_line(first, text)]
    room, happened = MAX_FIELD - len(lines[0]) - MAX_LEFT_OUT, max(detail.happened, len(later) + 1)
    shown: list[str] = []
    for event in later:
        line = _event_line(event, text)
        room -= len(line) + 1
        if room < 0:
            break
        shown.append(line)
    left = happened - 1 - len(shown)
    if left:
        lines.append(text("endpoints-card-left-out", count=left))
    return [*lines, *reversed(shown)], left


def _event_line(event: Event, text: Catalogue) -> str:
    note = f": {plain(event.note, 100)}" if event.note else ""
    return f"{stamp(event.at, 'd')} {did_words(event, text)}{note}"


def _side_words(request: Request, side: Side, text: Catalogue) -> str:
    member_id = request.requester_id if side is Side.REQUESTER else request.builder_id
    if member_id is None:
        return text(f"endpoints-card-no-{side.value}")
    if request.is_confirmed_by(side):
        return f"<@{member_id}>\n✔ {text('endpoints-card-confirmed')}"
    words = f"<@{member_id}>"
    if request.state is State.ACCEPTED:
        words += f"\n{text('endpoints-card-unconfirmed')}"
    return words


def _code(example: str) -> str:
    """Return an example in a block of code, cut; what would end the block early is broken up."""
    shown = cut(unfenced(cut(example, MAX_CODE)), MAX_FENCED)
    return fenced(shown, "json")


def _pointed(example: str, fault: JsonFault) -> str:
    """Return the line that is at fault, and an arrow to the column."""
    lines: Sequence[str] = example.splitlines() or [""]
    line = lines[min(fault.line, len(lines)) - 1]
    start = max(fault.column - 40, 0)
    shown = line[start : start + 60].replace("\t", " ")
    arrow = " " * max(min(fault.column - 1 - start, 60), 0) + "^"
    return fenced(f"{shown}\n{arrow}")
