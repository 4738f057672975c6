"""The options of `/faq`: what is typed, and what is suggested meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

from discord.app_commands import Choice as DiscordChoice, Transform, locale_str

from cogs.faq.actions.finding import (
    MAX_TYPED,
    Choice,
    suggest_any,
    suggest_entries,
    suggest_topics,
)
from cogs.ui.client import Interaction
from cogs.ui.entrances import actor_of
from cogs.ui.options import MAX_CHOICE, Choices, TypedOption
from domain.faq.entries import EntryState


class _Text(TypedOption):
    most = MAX_TYPED


class _Published(_Text):
    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor = await actor_of(interaction)
        services = interaction.client.services
        return _shown(await services.read(suggest_entries, actor, value))


class _OfState(_Text):
    """Entries of some states, for moderators."""

    states: tuple[EntryState, ...] = (EntryState.PUBLISHED,)

    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor = await actor_of(interaction)
        services = interaction.client.services
        return _shown(await services.read(suggest_any, actor, value, *self.states))


class _Unpublished(_OfState):
    states = (EntryState.DRAFT, EntryState.RETIRED)


class _Retired(_OfState):
    states = (EntryState.RETIRED, EntryState.PUBLISHED, EntryState.DRAFT)


class _Any(_OfState):
    states = (EntryState.PUBLISHED, EntryState.DRAFT, EntryState.RETIRED)


class _Topic(_Text):
    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor = await actor_of(interaction)
        services = interaction.client.services
        return _shown(await services.read(suggest_topics, actor, value))


PublishedOption = Transform[str, _Published]
UnpublishedOption = Transform[str, _Unpublished]
RetiredOption = Transform[str, _Retired]
AnyOption = Transform[str, _Any]
TopicOption = Transform[str, _Topic]

ENTRY = locale_str("Title, number or other words for the entry", key="faq-option-entry")
REVIEWED = [
    DiscordChoice(name=locale_str("suggestions", key="faq-choice-queue"), value="queue"),
    DiscordChoice(
        name=locale_str("entries that need attention", key="faq-choice-attention"),
        value="attention",
    ),
    DiscordChoice(
        name=locale_str("what was looked for in vain", key="faq-choice-gaps"), value="gaps"
    ),
]
STATES = [
    DiscordChoice(name=locale_str("published", key="faq-choice-published"), value="published"),
    DiscordChoice(name=locale_str("drafts", key="faq-choice-draft"), value="draft"),
    DiscordChoice(name=locale_str("retired", key="faq-choice-retired"), value="retired"),
]
FORMATS = [
    DiscordChoice(name="Markdown", value="markdown"),
    DiscordChoice(name="JSON", value="json"),
]


def _shown(choices: Sequence[Choice]) -> Choices:
    return [DiscordChoice(name=choice.name[:MAX_CHOICE], value=choice.value) for choice in choices]
