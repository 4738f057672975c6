"""Texts and embeds of announcements: previews, posts, panels, lists and their history."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import discord

from cogs.announcements.actions.drafts import Writing
from cogs.announcements.actions.lookups import SIGNS, Listing, Overview
from cogs.announcements.audience import Reach, Unseen
from cogs.core.ledger import render_ledger
from cogs.core.markup import cut, fenced, fitting, jump_link, plain, unfenced
from cogs.core.text import Catalogue
from cogs.core.when import describe_schedule, stamp
from cogs.ui.content import Content
from domain.announcements.records import (
    Announcement,
    Contents,
    Everyone,
    Pings,
    Post,
    Publishing,
    Revision,
    Template,
    Wording,
)
from domain.announcements.rules import MAX_NAME, MAX_TITLE
from domain.diffs import diff_lines


def render_notice(announcement: Announcement, post: Post, text: Catalogue) -> str:
    """Say why a post of the announcement cannot be kept up to date, and what helps."""
    return text(
        "announcements-notice",
        number=str(announcement.id),
        title=plain(announcement.wording.title, MAX_TITLE),
        channel=f"<#{post.channel_id}>",
        link=jump_link(post.guild_id, post.channel_id, post.message_id),
        fault=fault_words(post, text),
    )


def fault_words(post: Post, text: Catalogue) -> str:
    """Tell why a post is not kept up to date."""
    return "" if post.fault is None else text(f"announcements-fault-{post.fault.value}")


MAX_DESCRIPTION = 4_096


def list_embed(listing: Listing, text: Catalogue) -> discord.Embed:
    """List a page of a server's announcements."""
    lines = [_line(announcement, text) for announcement in listing.announcements]
    embed = discord.Embed(
        title=text(f"announcements-list-{listing.state.value}"),
        description=fitting(lines, MAX_DESCRIPTION) or text("announcements-list-empty"),
        colour=discord.Colour.blurple(),
    )
    if listing.page or listing.has_more:
        embed.set_footer(text=text("announcements-page", page=str(listing.page + 1)))
    return embed


def _line(announcement: Announcement, text: Catalogue) -> str:
    at = announcement.next_at
    when = f" · {stamp(at, 'f')}" if at is not None else ""
    again = f" · 🔁 {text('announcements-repeats')}" if announcement.repeats else ""
    where = channel_list(announcement.contents)
    sign = SIGNS[announcement.state]
    return f"{sign} `#{announcement.id}` **{named(announcement)}**{when}{again}\n-# {where}"


def templates_embed(templates: Sequence[Template], text: Catalogue) -> discord.Embed:
    """Return a server's templates by name."""
    lines = [
        f"- **{plain(template.name, MAX_NAME)}** · "
        f"{plain(template.contents.wording.title, MAX_TITLE)}"
        for template in templates
    ]
    return discord.Embed(
        title=text("announcements-templates"),
        description=fitting(lines, MAX_DESCRIPTION) or text("announcements-templates-none"),
        colour=discord.Colour.blurple(),
    )


MAX_SHOWN_TITLE = 250
SENTENCE = {Everyone.EVERYONE: "@everyone", Everyone.HERE: "@here"}

Files = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Parts of an announcement that one message shows."""

    contents: Contents
    files: Files = ()
    view: discord.ui.View | None = None
    pings: bool = True
    note: str = ""
    """Words below it, as about being late."""


def announcement_embed(wording: Wording) -> discord.Embed:
    """Title, text and picture. The text is its writer's Markdown; nothing in an embed pings."""
    embed = discord.Embed(
        title=plain(wording.title, MAX_SHOWN_TITLE),
        description=wording.body,
        colour=discord.Colour.blurple(),
    )
    if wording.image is not None:
        embed.set_image(url=f"attachment://{wording.image.name}")
    return embed


def post_content(shown: Shown) -> Content:
    """Return the message: those who are notified, the announcement, and its button."""
    pings = shown.contents.pings if shown.pings else Pings()
    lines = [line for line in (ping_line(pings), shown.note) if line]
    return Content(
        "\n".join(lines),
        embeds=(announcement_embed(shown.contents.wording),),
        view=shown.view,
        files=shown.files,
        allowed_mentions=mentions_of(pings),
    )


def ping_line(pings: Pings) -> str:
    """Tell who is notified, as Discord writes it."""
    everyone = [SENTENCE[pings.everyone]] if pings.everyone else []
    return " ".join([*everyone, *(f"<@&{role_id}>" for role_id in pings.role_ids)])


def mentions_of(pings: Pings) -> discord.AllowedMentions:
    """Exactly those notified that were chosen, whatever is written in the text."""
    roles = [discord.Object(role_id) for role_id in pings.role_ids]
    return discord.AllowedMentions(
        everyone=bool(pings.everyone), users=False, roles=roles, replied_user=False
    )


MAX_TYPED = 200


def facts_embed(
    writing: Writing, reach: Reach, when: str, problem: str | None, text: Catalogue
) -> discord.Embed:
    """Tell who is pinged and how many that is, where and when.

    And what is wrong, if anything is.
    """
    kind = "preview-change" if writing.is_change else "preview"
    embed = discord.Embed(
        title=text(f"announcements-{kind}"),
        description=problem or text(f"announcements-{kind}-hint"),
        colour=discord.Colour.red() if problem else discord.Colour.light_grey(),
    )
    pings = "\n".join(ping_lines(writing.contents, reach, text))
    embed.add_field(name=text("announcements-pings"), value=pings, inline=False)
    channels = channel_list(writing.contents) or text("announcements-channels-none")
    embed.add_field(name=text("announcements-channels"), value=channels, inline=False)
    embed.add_field(name=text("announcements-when"), value=when, inline=False)
    return embed


def ping_lines(contents: Contents, reach: Reach, text: Catalogue) -> Iterator[str]:
    """Tell whom the announcement notifies, a line each, with how many members that is."""
    pings = contents.pings
    if not pings:
        yield text("announcements-pings-nobody")
    if pings.everyone:
        key = "here" if pings.everyone is Everyone.HERE else "everyone"
        yield f"{SENTENCE[pings.everyone]}: " + text(
            f"announcements-reach-{key}", count=_count(reach.everyone)
        )
    for role_id in pings.role_ids:
        count = _count(reach.roles.get(role_id))
        yield f"<@&{role_id}>: {text('announcements-reach-role', count=count)}"


def channel_list(contents: Contents) -> str:
    """Return the channels as mentions."""
    return " ".join(f"<#{channel_id}>" for channel_id in contents.channel_ids)


def typed_line(writing: Writing, text: Catalogue) -> str:
    """Return what was typed as a time and could not be understood yet; what is set else."""
    if not writing.when:
        return text("announcements-when-open")
    typed = " · ".join(part for part in (writing.when, writing.ends) if part)
    return text("announcements-when-typed", typed=plain(typed, MAX_TYPED))


def _count(count: int | None) -> str:
    return "?" if count is None else str(count)


MAX_SHOWN = 3_500


async def difference_embed(before: Wording, after: Wording, text: Catalogue) -> discord.Embed:
    """Tell how one text became another, line by line."""
    lines = await asyncio.to_thread(diff_lines, sheet_of(before, text), sheet_of(after, text))
    words = block_of(lines) if lines else text("announcements-no-difference")
    return discord.Embed(description=words, colour=discord.Colour.orange())


async def revision_embed(
    announcement: Announcement, revision: Revision, before: Revision | None, text: Catalogue
) -> discord.Embed:
    """Return one change of an announcement."""
    old = Wording("", "", None, revision.wording.has_button) if before is None else before.wording
    embed = await difference_embed(old, revision.wording, text)
    by = revision.editor_id
    embed.title = plain(announcement.wording.title, MAX_TITLE)
    line = text(
        "announcements-revision",
        number=str(revision.number),
        member=text("announcements-nobody") if by is None else f"<@{by}>",
        at=stamp(revision.made_at, "f"),
    )
    embed.description = f"{line}\n{embed.description}"
    return embed


def sheet_of(wording: Wording, text: Catalogue) -> str:
    """Return all of a wording on one sheet, for comparing."""
    lines = [f"# {wording.title}"] if wording.title else []
    lines += [f"📎 {wording.image.digest[:8]}"] if wording.image else []
    lines += [text("announcements-sheet-no-button")] if not wording.has_button else []
    return "\n".join([*lines, "", wording.body])


def block_of(lines: list[str]) -> str:
    """Return a difference as Discord colours it, as much as fits."""
    shown = ""
    for line in lines:
        safe = unfenced(line)
        if len(shown) + len(safe) + 1 > MAX_SHOWN:
            shown += "…"
            break
        shown += safe + "\n"
    return fenced(shown.rstrip(), "diff")


def named(announcement: Announcement) -> str:
    """Return an announcement's title inside a sentence."""
    return plain(announcement.wording.title, MAX_TITLE)


def render_scheduled(made: Announcement, text: Catalogue, now: datetime) -> str:
    """Say that it is scheduled, when and where."""
    return text(
        "announcements-scheduled",
        number=str(made.id),
        title=named(made),
        when=describe_schedule(text, made.schedule, now),
        channels=channel_list(made.contents),
    )


def render_posted(made: Announcement, text: Catalogue) -> str:
    """Say where it is being posted."""
    return text(
        "announcements-posting",
        number=str(made.id),
        title=named(made),
        channels=channel_list(made.contents),
    )


def render_saved(saved: Announcement, text: Catalogue) -> str:
    """Say that it is changed, and when it comes next."""
    words = text(
        "announcements-saved",
        number=str(saved.id),
        title=named(saved),
        revision=str(saved.revision),
    )
    return f"{words}\n{next_words(saved, text)}"


def next_words(announcement: Announcement, text: Catalogue) -> str:
    """Tell when the next occurrence is posted, or that none is."""
    if announcement.next_at is None:
        return text("announcements-next-none")
    at = announcement.next_at
    return text("announcements-next", at=f"{stamp(at)} ({stamp(at, 'R')})")


MAX_SHOWN_BODY = 1_200
MAX_FACTS = 1_500
MAX_LEDGER = 2_400
MAX_NAMES = 1_200


def overview_embeds(
    overview: Overview, text: Catalogue, now: datetime
) -> tuple[discord.Embed, discord.Embed]:
    """Return what it says, and how it stands with its ledger; the picture stays out."""
    wording = overview.announcement.wording
    shown = replace(wording, body=cut(wording.body, MAX_SHOWN_BODY), image=None)
    return announcement_embed(shown), _standing_embed(overview, text, now)


def _standing_embed(overview: Overview, text: Catalogue, now: datetime) -> discord.Embed:
    found = overview.announcement
    state = text(f"announcements-state-{found.state.value}")
    embed = discord.Embed(
        title=text(
            "announcements-standing", number=str(found.id), sign=SIGNS[found.state], state=state
        ),
        description=fitting(_facts(overview, text, now), MAX_FACTS),
        colour=discord.Colour.light_grey(),
    )
    ledger = fitting(render_ledger(overview.ledger, text).split("\n"), MAX_LEDGER)
    embed.description = f"{embed.description}\n\n**{text('announcements-ledger')}**\n" + (
        ledger or text("announcements-ledger-empty")
    )
    if overview.page or overview.has_more:
        embed.set_footer(text=text("announcements-page", page=str(overview.page + 1)))
    return embed


def _facts(overview: Overview, text: Catalogue, now: datetime) -> Iterator[str]:
    found = overview.announcement
    by = found.author_id
    yield f"**{text('announcements-when')}**: {describe_schedule(text, found.schedule, now)}"
    if found.is_open:
        yield next_words(found, text)
    yield f"**{text('announcements-channels')}**: {channel_list(found.contents)}"
    pings = ping_line(found.contents.pings) or text("announcements-pings-nobody")
    yield f"**{text('announcements-pings')}**: {pings}"
    yield text(
        "announcements-written",
        member=text("announcements-nobody") if by is None else f"<@{by}>",
        revision=str(found.revision),
    )
    if overview.posts and found.wording.has_button:
        yield text("announcements-seen-by", count=str(overview.seen))
    for post in overview.posts:
        yield from _trouble(overview, post, text)


def _trouble(overview: Overview, post: Post, text: Catalogue) -> Iterator[str]:
    """Return what is not as it should be with a post."""
    link = jump_link(post.guild_id, post.channel_id, post.message_id)
    if post.fault is not None and not post.is_withdrawn:
        yield f"⚠️ {link} {fault_words(post, text)}"
    if overview.announcement.contents.pings and not post.pings:
        yield f"⚠️ {link} {text('announcements-not-pinged')}"
    if post.publishing in (Publishing.WANTED, Publishing.FAILED):
        yield f"📣 {link} {text(f'announcements-publishing-{post.publishing.value}')}"


def render_unseen(
    overview_title: str, unseen: list[Unseen], text: Catalogue, *, by_name: bool
) -> str:
    """Tell who has not pressed "Got it", by role."""
    lines = [text("announcements-unseen", title=overview_title)]
    for group in unseen:
        role = f"<@&{group.role_id}>" if group.role_id else text("announcements-all-members")
        count = "?" if group.count is None else str(group.count)
        lines.append(f"**{role}**: {text('announcements-unseen-count', count=count)}")
        if group.members:
            lines.append(
                fitting(
                    (f"<@{id_}>" for id_, _ in group.members), MAX_NAMES // len(unseen)
                ).replace("\n", " ")
            )
    if not by_name:
        lines.append(f"-# {text('announcements-unseen-no-names')}")
    return "\n".join(lines)


def unseen_file(unseen: list[Unseen]) -> bytes:
    """Everybody's name, a line each, for a server where they do not fit a message."""
    names = {name for group in unseen for _, name in group.members or ()}
    return "\n".join(sorted(names, key=str.casefold)).encode()
