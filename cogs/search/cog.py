"""`/search`."""

from __future__ import annotations

from discord import app_commands
from discord.app_commands import Choice, Range, locale_str
from discord.ext import commands

from cogs.search.actions import find, suggest, suggest_topics
from cogs.search.views import results_content
from cogs.search.wanted import MAX_WORDS, Wanted
from cogs.ui.client import Interaction, NexusBot
from cogs.ui.entrances import actor_of
from cogs.ui.reply import reply

Choices = list[Choice[str]]

KINDS = [
    Choice(name=locale_str("questions", key="search-choice-questions"), value="question"),
    Choice(name=locale_str("answers", key="search-choice-answers"), value="answer"),
    Choice(name=locale_str("FAQ", key="search-choice-faq"), value="faq"),
]


class Search(commands.Cog):
    """Finding what was asked and answered before."""

    def __init__(self, bot: NexusBot) -> None:
        self.bot = bot

    @app_commands.command(
        description=locale_str("Search questions, answers and the FAQ", key="search-command")
    )
    @app_commands.guild_only()
    @app_commands.describe(
        query=locale_str("Words to look for", key="search-option-query"),
        topic=locale_str("Only about this topic", key="search-option-topic"),
        solved=locale_str(
            "Only solved questions and accepted answers, or only others", key="search-option-solved"
        ),
        kind=locale_str("Only questions, answers or the FAQ", key="search-option-kind"),
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
