"""The options of the commands: what members type, and what is suggested meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

from discord.app_commands import Choice as DiscordChoice, Transform, locale_str

from cogs.qa.actions.suggesting import (
    Choice,
    suggest_accepted,
    suggest_answers,
    suggest_questions,
    suggest_solved,
    suggest_topics,
)
from cogs.ui.client import Interaction
from cogs.ui.entrances import actor_of
from cogs.ui.options import Choices, TypedOption

MAX_TYPED = 200


class _Text(TypedOption):
    most = MAX_TYPED


class _Title(_Text):
    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor = await actor_of(interaction)
        return _shown(await interaction.client.services.read(suggest_solved, actor, value))


class _Question(_Text):
    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor = await actor_of(interaction)
        return _shown(await interaction.client.services.read(suggest_questions, actor, value))


class _Topic(_Text):
    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor = await actor_of(interaction)
        return _shown(await interaction.client.services.read(suggest_topics, actor, value))


class _Answer(_Text):
    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor = await actor_of(interaction)
        question, channel_id = interaction.namespace.question, interaction.channel_id
        services = interaction.client.services
        return _shown(await services.read(suggest_answers, actor, question, channel_id, value))


class _Accepted(_Text):
    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor = await actor_of(interaction)
        question, channel_id = interaction.namespace.question, interaction.channel_id
        services = interaction.client.services
        return _shown(await services.read(suggest_accepted, actor, question, channel_id, value))


TitleOption = Transform[str, _Title]
QuestionOption = Transform[str, _Question]
TopicOption = Transform[str, _Topic]
AnswerOption = Transform[str, _Answer]
AcceptedOption = Transform[str, _Accepted]

QUESTION = locale_str(
    "Number, title or link; left out: the question of this thread", key="qa-option-question"
)
LISTS = [
    DiscordChoice(name=locale_str("open, newest first", key="qa-choice-open"), value="open"),
    DiscordChoice(
        name=locale_str("unanswered, oldest first", key="qa-choice-unanswered"),
        value="unanswered",
    ),
    DiscordChoice(name=locale_str("mine", key="qa-choice-mine"), value="mine"),
]
RESOLUTIONS = [
    DiscordChoice(name=locale_str("solved", key="qa-choice-solved"), value="solved"),
    DiscordChoice(name=locale_str("duplicate", key="qa-choice-duplicate"), value="duplicate"),
    DiscordChoice(name=locale_str("stale", key="qa-choice-stale"), value="stale"),
    DiscordChoice(name=locale_str("moved", key="qa-choice-moved"), value="moved"),
    DiscordChoice(name=locale_str("invalid", key="qa-choice-invalid"), value="invalid"),
]


def _shown(choices: Sequence[Choice]) -> Choices:
    return [DiscordChoice(name=choice.name, value=choice.value) for choice in choices]
