"""Commands and message menus of questions and answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import discord
from discord import app_commands
from discord.app_commands import Choice as DiscordChoice, Transform

from cogs.core.actor import Actor
from cogs.core.markup import label
from cogs.qa.actions.answers import unaccept_answer
from cogs.qa.actions.lifecycle import (
    claim_question,
    close_question,
    pin_question,
    release_question,
    reopen,
)
from cogs.qa.actions.lookups import (
    ListKind,
    Wanted,
    answer_number,
    get_meant,
    list_questions,
    show_meant,
    toggle_subscription,
)
from cogs.qa.actions.offers import offer_answer, pointing
from cogs.qa.actions.questions import (
    Asking,
    Choice,
    suggest_accepted,
    suggest_answers,
    suggest_questions,
    suggest_solved,
    suggest_topics,
)
from cogs.qa.names import CARD
from cogs.qa.render import question_content
from cogs.qa.views.answers import accepted_content, show_candidates, show_offer
from cogs.qa.views.card import listing_content, show_subscriptions, subscription_words
from cogs.qa.views.resolutions import closed_content, tell_thread
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.entrances import actor_of
from cogs.ui.items import view_of
from cogs.ui.options import Choices, TypedOption, command_text
from cogs.ui.reply import reply
from cogs.ui.retries import post_again_button
from domain.errors import UserError
from domain.questions import (
    MAX_TITLE,
    Place,
    Question,
    QuestionText,
    Resolution,
    Source,
    ThreadMessage,
)

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

QUESTION = command_text("qa-option-question")
LISTS = [
    DiscordChoice(name=command_text("qa-choice-open"), value="open"),
    DiscordChoice(
        name=command_text("qa-choice-unanswered"),
        value="unanswered",
    ),
    DiscordChoice(name=command_text("qa-choice-pinned"), value="pinned"),
    DiscordChoice(name=command_text("qa-choice-mine"), value="mine"),
]
RESOLUTIONS = [
    DiscordChoice(name=command_text("qa-choice-solved"), value="solved"),
    DiscordChoice(name=command_text("qa-choice-duplicate"), value="duplicate"),
    DiscordChoice(name=command_text("qa-choice-stale"), value="stale"),
    DiscordChoice(name=command_text("qa-choice-moved"), value="moved"),
    DiscordChoice(name=command_text("qa-choice-invalid"), value="invalid"),
]


def _shown(choices: Sequence[Choice]) -> Choices:
    return [DiscordChoice(name=choice.name, value=choice.value) for choice in choices]


MAX_REASON = 200


class QuestionGroup(app_commands.Group):
    """Commands of questions that exist."""

    def __init__(self) -> None:
        super().__init__(
            name="question",
            description=command_text("qa-command-question"),
            guild_only=True,
        )

    @app_commands.command(description=command_text("qa-command-question-list"))
    @app_commands.describe(
        show=command_text("qa-option-show"),
        topic=command_text("qa-option-topic"),
        helper=command_text("qa-option-helper"),
    )
    @app_commands.choices(show=LISTS)
    async def list(
        self,
        interaction: Interaction,
        show: str | None = None,
        topic: TopicOption | None = None,
        helper: discord.User | None = None,
    ) -> None:
        actor = await actor_of(interaction)
        services = interaction.client.services
        if sum(option is not None for option in (show, topic, helper)) > 1:
            raise UserError("qa-list-one-option")
        wanted = Wanted(ListKind(show or ListKind.OPEN))
        if helper is not None:
            wanted = Wanted(ListKind.HELPER, str(helper.id))
        elif topic is not None:
            wanted = Wanted(ListKind.TOPIC, topic)
        listing = await services.read(list_questions, actor, wanted)
        await reply(interaction, listing_content(listing, actor.text))

    @app_commands.command(description=command_text("qa-command-question-show"))
    @app_commands.describe(question=QUESTION)
    async def show(self, interaction: Interaction, question: QuestionOption | None = None) -> None:
        actor, channel_id = await actor_of(interaction), interaction.channel_id
        services = interaction.client.services
        view, is_away = await services.read(show_meant, actor, question, channel_id)
        content = question_content(view, actor)
        if is_away:
            button = post_again_button(CARD, view.question.id, actor.text)
            content = replace(content, view=view_of(button))
        await reply(interaction, content)

    @app_commands.command(description=command_text("qa-command-question-claim"))
    @app_commands.describe(question=QUESTION)
    async def claim(self, interaction: Interaction, question: QuestionOption | None = None) -> None:
        actor, meant = await _meant(interaction, question)
        await interaction.client.services.write(claim_question, actor, meant.id)
        await reply(interaction, Content(actor.text("qa-claimed", number=str(meant.id))))

    @app_commands.command(description=command_text("qa-command-question-pin"))
    @app_commands.describe(question=QUESTION)
    async def pin(self, interaction: Interaction, question: QuestionOption | None = None) -> None:
        actor, meant = await _meant(interaction, question)
        key = await interaction.client.services.write(pin_question, actor, meant.id)
        await reply(interaction, Content(actor.text(key, number=str(meant.id))))

    @app_commands.command(description=command_text("qa-command-question-release"))
    @app_commands.describe(question=QUESTION)
    async def release(
        self, interaction: Interaction, question: QuestionOption | None = None
    ) -> None:
        actor, meant = await _meant(interaction, question)
        await interaction.client.services.write(release_question, actor, meant.id)
        await reply(interaction, Content(actor.text("qa-released", number=str(meant.id))))

    @app_commands.command(description=command_text("qa-command-question-accept"))
    @app_commands.describe(
        answer=command_text("qa-option-answer"),
        question=QUESTION,
    )
    async def accept(
        self,
        interaction: Interaction,
        answer: AnswerOption | None = None,
        question: QuestionOption | None = None,
    ) -> None:
        actor, meant = await _meant(interaction, question)
        if answer is None:
            await show_candidates(interaction, actor, meant.id)
            return
        services, message_id = interaction.client.services, answer_number(answer)
        with pointing(services, actor, meant):
            offer = await services.write(offer_answer, actor, meant.id, message_id)
        await show_offer(interaction, actor, offer)

    @app_commands.command(description=command_text("qa-command-question-unaccept"))
    @app_commands.describe(
        answer=command_text("qa-option-accepted"),
        question=QUESTION,
    )
    async def unaccept(
        self,
        interaction: Interaction,
        answer: AcceptedOption,
        question: QuestionOption | None = None,
    ) -> None:
        actor, meant = await _meant(interaction, question)
        services, message_id = interaction.client.services, answer_number(answer)
        view = await services.write(unaccept_answer, actor, meant.id, message_id)
        await reply(interaction, accepted_content(view, actor.text))

    @app_commands.command(description=command_text("qa-command-question-close"))
    @app_commands.describe(
        resolution=command_text("qa-option-resolution"),
        link=command_text("qa-option-link"),
        reason=command_text("qa-option-reason"),
        question=QUESTION,
    )
    @app_commands.choices(resolution=RESOLUTIONS)
    async def close(
        self,
        interaction: Interaction,
        resolution: str,
        link: str | None = None,
        reason: app_commands.Range[str, 1, MAX_REASON] | None = None,
        question: QuestionOption | None = None,
    ) -> None:
        actor, meant = await _meant(interaction, question)
        ended = Resolution(resolution)
        services = interaction.client.services
        view = await services.write(
            close_question, actor, meant.id, ended, link=link, reason=reason
        )
        await reply(interaction, closed_content(view, actor))
        await tell_thread(interaction, actor, view.question, reason)

    @app_commands.command(description=command_text("qa-command-question-reopen"))
    @app_commands.describe(question=QUESTION)
    async def reopen(
        self, interaction: Interaction, question: QuestionOption | None = None
    ) -> None:
        actor, meant = await _meant(interaction, question)
        await reopen(interaction.client.services, actor, meant.id)
        await reply(interaction, Content(actor.text("qa-reopened", number=str(meant.id))))

    @app_commands.command(description=command_text("qa-command-question-subscribe"))
    @app_commands.describe(topic=command_text("qa-option-subscribe"))
    async def subscribe(self, interaction: Interaction, topic: TopicOption | None = None) -> None:
        actor = await actor_of(interaction)
        if topic is None:
            await show_subscriptions(interaction, actor)
            return
        after = await interaction.client.services.write(toggle_subscription, actor, topic)
        await reply(interaction, Content(subscription_words(actor, after)))


async def _meant(interaction: Interaction, typed: str | None) -> tuple[Actor, Question]:
    """Find out who asks, and the question that is meant."""
    actor, channel_id = await actor_of(interaction), interaction.channel_id
    return actor, await interaction.client.services.read(get_meant, actor, typed, channel_id)


def asking_of(message: discord.Message) -> Asking:
    """Return a chat message as the question that it asks; the first line serves as its title."""
    if message.author.bot:
        raise UserError("qa-message-of-bot")
    words = message.content.strip()
    if not words:
        raise UserError("qa-message-empty")
    title = label(words.splitlines()[0], MAX_TITLE)
    source = Source(message.channel.id, message.id)
    return Asking(QuestionText(title, words), message.author.id, source)


def check_may_be_shown(message: discord.Message, place: Place) -> None:
    """`UserError` where others would carry a message from a closed channel into an open one."""
    guild = message.guild
    shown_in = guild.get_channel(place.channel_id) if guild is not None else None
    if guild is None or shown_in is None:
        return
    everyone = guild.default_role
    if shown_in.permissions_for(everyone).view_channel and not _is_open(message.channel, everyone):
        raise UserError("qa-ask-from-closed")


def _is_open(channel: discord.abc.MessageableChannel, everyone: discord.Role) -> bool:
    """Tell whether everybody on the server may see a channel.

    What is not known counts as closed.
    """
    if isinstance(channel, discord.Thread):
        parent = channel.parent
        return parent is not None and not channel.is_private() and _sees(parent, everyone)
    return isinstance(channel, discord.abc.GuildChannel) and _sees(channel, everyone)


def _sees(channel: discord.abc.GuildChannel, everyone: discord.Role) -> bool:
    return channel.permissions_for(everyone).view_channel


def answer_of(message: discord.Message, question_id: int) -> ThreadMessage:
    """Return a message of a question's thread, with the text that the menu brought along."""
    if message.author.bot:
        raise UserError("qa-message-of-bot")
    return ThreadMessage(
        message_id=message.id,
        question_id=question_id,
        author_id=message.author.id,
        content=message.content,
        created_at=message.created_at,
        edited_at=message.edited_at,
    )
