"""The search command, and buttons below its hits."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from cogs.core.actor import Actor
from cogs.core.text import Catalogue
from cogs.search.actions import Results, find, find_again, suggest, suggest_topics
from cogs.search.render import results_embed
from cogs.search.wanted import MAX_WORDS, Wanted
from cogs.ui.client import ASK_OFFER, FAQ_OFFER, Interaction, NexusBot, Registry
from cogs.ui.content import Content
from cogs.ui.entrances import actor_of
from cogs.ui.items import DynamicButton, page_buttons, view_of
from cogs.ui.options import command_text
from cogs.ui.parts import Page
from cogs.ui.reply import replace, reply
from domain.search.documents import FAQ


class SearchPageButton(DynamicButton, name="search:page"):
    """Leads to another page of a search: what stands for it, and the page."""

    async def pressed(self, interaction: Interaction, actor: Actor, token: str, page: Page) -> None:
        results = await find_again(interaction.client.services, actor, token, page)
        registry = interaction.client.registry
        await replace(interaction, results_content(results, actor.text, registry))


def results_content(results: Results, text: Catalogue, registry: Registry) -> Content:
    """Return one page of hits, with buttons to the others, and a way on without any."""
    items: list[discord.ui.Item[Any]] = []  # Any: items of every kind
    entries = [(f.place.number, f.place.title) for f in results.found if f.hit.document.kind == FAQ]
    if entries and FAQ_OFFER in registry.offers:
        items.append(registry.offers[FAQ_OFFER](text, list(dict.fromkeys(entries))))
    if results.search_id is not None and ASK_OFFER in registry.offers:
        items.append(registry.offers[ASK_OFFER](text, results.search_id))
    items += page_buttons(
        SearchPageButton,
        results.token,
        page=results.wanted.page,
        has_more=results.has_more,
        text=text,
    )
    view = view_of(*items) if items else None
    return Content(embeds=(results_embed(results, text),), view=view)


Choices = list[Choice[str]]

KINDS = [
    Choice(name=command_text("search-choice-questions"), value="question"),
    Choice(name=command_text("search-choice-answers"), value="answer"),
    Choice(name=command_text("search-choice-faq"), value="faq"),
]


class Search(commands.Cog):
    """Finding what was asked and answered before."""

    def __init__(self, bot: NexusBot) -> None:
        self.bot = bot

    @app_commands.command(description=command_text("search-command"))
    @app_commands.guild_only()
    @app_commands.describe(
        query=command_text("search-option-query"),
        topic=command_text("search-option-topic"),
        solved=command_text("search-option-solved"),
        kind=command_text("search-option-kind"),
    )
    @app_commands.choices(kind=KINDS)
    async def search(
        self,
        interaction: Interaction,
        query: Range[str, 1, MAX_WORDS],
        topic: str = "",
        solved: bool | None = None,  # noqa: FBT001 - an option that members pick
        kind: str = "",
    ) -> None:
        actor = await actor_of(interaction)
        wanted = Wanted(query, topic, kind, solved)
        results = await find(self.bot.services, actor, wanted)
        registry = self.bot.registry
        await reply(interaction, results_content(results, actor.text, registry))

    @search.autocomplete("query")
    async def suggest_query(self, interaction: Interaction, typed: str) -> Choices:
        actor = await actor_of(interaction)
        found = await self.bot.services.read(suggest, actor, typed)
        return [Choice(name=title, value=title) for title in found]

    @search.autocomplete("topic")
    async def suggest_topic(self, interaction: Interaction, typed: str) -> Choices:
        actor = await actor_of(interaction)
        found = await self.bot.services.read(suggest_topics, actor, typed)
        return [Choice(name=topic, value=topic) for topic in found]
