"""The message of the preview: the announcement as it will look, and what is known of it."""

from __future__ import annotations

from typing import Any

import discord

from cogs.announcements.actions.finding import look_up
from cogs.announcements.actions.writing import Writing, load_image
from cogs.announcements.audience import reach_of
from cogs.announcements.ground import ground_of
from cogs.announcements.render.panel import facts_embed, typed_line
from cogs.announcements.render.post import Shown, post_content
from cogs.announcements.views.seen import SeenButton
from cogs.core.actor import Actor
from cogs.core.when import describe_schedule
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.errors import render_error
from cogs.ui.items import view_of
from domain.announcements.rules import check_wording
from domain.errors import UserError

Items = list[discord.ui.Item[Any]]  # Any: items of every kind


async def preview_content(
    interaction: Interaction,
    actor: Actor,
    writing: Writing,
    problem: UserError | None,
    buttons: Items,
) -> Content:
    """What would be posted, exactly, with the facts below it; nobody is pinged by it."""
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
    """What would be refused anyway, said before anybody presses."""
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
    """The button as members will see it, which does nothing here."""
    if not writing.contents.wording.has_button:
        return []
    label = actor.public_text("announcements-button-seen", count="0")
    style = discord.ButtonStyle.success
    return [SeenButton(0, "preview", label=label, style=style, emoji="👍", disabled=True, row=0)]
