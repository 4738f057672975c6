"""Preview of an announcement, what stands in its way, and the button below its posts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from cogs.announcements.actions.changes import Conflict
from cogs.announcements.actions.drafts import Writing, load_image
from cogs.announcements.actions.lookups import look_up, see
from cogs.announcements.audience import ground_of, reach_of
from cogs.announcements.render import Shown, difference_embed, facts_embed, post_content, typed_line
from cogs.core.actor import Actor
from cogs.core.text import Catalogue
from cogs.core.when import describe_schedule
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.errors import render_error
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.reply import reply
from domain.announcements.rules import check_wording
from domain.errors import UserError


async def conflict_content(
    actor: Actor, conflict: Conflict, buttons: Sequence[DynamicButton]
) -> Content:
    """Return what somebody else saved meanwhile, compared with what was to be saved."""
    by, text = conflict.theirs.editor_id, actor.text
    words = text(
        "announcements-conflict",
        member=text("announcements-nobody") if by is None else f"<@{by}>",
    )
    embed = await difference_embed(conflict.theirs.wording, conflict.mine.contents.wording, text)
    return Content(words, embeds=(embed,), view=view_of(*buttons))


class SeenButton(DynamicButton, name="announcements:seen"):
    """Says that a member has seen an announcement; its parts are its number and the occurrence."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, announcement_id: int, occurrence: str
    ) -> None:
        role_ids = [role.id for role in getattr(interaction.user, "roles", ())]
        is_new = await interaction.client.services.write(
            see, actor, announcement_id, occurrence, role_ids
        )
        key = "announcements-seen" if is_new else "announcements-seen-already"
        await reply(interaction, Content(actor.text(key)))


def seen_view(
    text: Catalogue, announcement_id: int, occurrence: str, count: int
) -> discord.ui.View:
    """Return the button with its count, in the server's language."""
    return view_of(
        SeenButton(
            announcement_id,
            occurrence,
            label=text("announcements-button-seen", count=str(count)),
            style=discord.ButtonStyle.success,
            emoji="👍",
        )
    )


Items = list[discord.ui.Item[Any]]  # Any: items of every kind


async def preview_content(
    interaction: Interaction,
    actor: Actor,
    writing: Writing,
    problem: UserError | None,
    buttons: Items,
) -> Content:
    """Preview what would be posted, exactly, with the facts below it; nobody is pinged by it."""
    text = actor.text
    problem = problem or _first_problem(interaction, writing)
    words = None if problem is None else f"⚠️ {render_error(text, problem)}"
    reach = await reach_of(interaction.client, ground_of(interaction).guild, writing.contents.pings)
    when = await _when(interaction, actor, writing)
    facts = facts_embed(writing, reach, when, words, text)
    image = writing.contents.wording.image
    files = await interaction.client.services.read(load_image, actor.guild_id, image)
    shown = post_content(Shown(writing.contents, files))
    posts = shown.embeds if writing.contents.wording.body else ()  # the form was never submitted
    return Content(
        shown.text,
        embeds=(*posts, facts),
        view=view_of(*_sample(actor, writing), *buttons),
        files=shown.files,
    )


def _first_problem(interaction: Interaction, writing: Writing) -> UserError | None:
    """Return what would be refused anyway, said before anybody presses."""
    try:
        check_wording(writing.contents.wording)
        ground_of(interaction).check(writing.contents)
    except UserError as problem:
        return problem
    return None


async def _when(interaction: Interaction, actor: Actor, writing: Writing) -> str:
    services = interaction.client.services
    now = services.clock()
    if writing.schedule is not None:
        return describe_schedule(actor.text, writing.schedule, now)
    if writing.is_change and not writing.when:
        before = await services.read(look_up, actor, writing.announcement_id)
        return describe_schedule(actor.text, before.schedule, now)
    return typed_line(writing, actor.text)


def _sample(actor: Actor, writing: Writing) -> Items:
    """Return the button as members will see it, which does nothing here."""
    if not writing.contents.wording.has_button:
        return []
    label = actor.public_text("announcements-button-seen", count="0")
    style = discord.ButtonStyle.success
    return [SeenButton(0, "preview", label=label, style=style, emoji="👍", disabled=True, row=0)]
