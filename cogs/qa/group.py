"""The commands under `/question`."""

from __future__ import annotations

from dataclasses import replace

import discord
from discord import app_commands
from discord.app_commands import locale_str

from cogs.core.actor import Actor
from cogs.qa.actions.answers import unaccept_answer
from cogs.qa.actions.finding import answer_number, get_meant, show_meant
from cogs.qa.actions.lifecycle import (
    claim_question,
    close_question,
    release_question,
    reopen,
)
from cogs.qa.actions.lists import ListKind, Wanted, list_questions
from cogs.qa.actions.offers import offer_answer, pointing
from cogs.qa.actions.subscriptions import toggle_subscription
from cogs.qa.names import CARD
from cogs.qa.options import (
    LISTS,
    QUESTION,
    RESOLUTIONS,
    AcceptedOption,
    AnswerOption,
    QuestionOption,
    TopicOption,
)
from cogs.qa.render.lists import question_content
from cogs.qa.views.answers import accepted_content, show_candidates, show_offer
from cogs.qa.views.closing import closed_content, tell_thread
from cogs.qa.views.lists import listing_content
from cogs.qa.views.topics import show_subscriptions, subscription_words
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.entrances import actor_of
from cogs.ui.items import view_of
from cogs.ui.reply import reply
from cogs.ui.retries import post_again_button
from domain.errors import UserError
from domain.questions import Question, Resolution

MAX_REASON = 200


class QuestionGroup(app_commands.Group):
    """What can be done with questions that exist."""

    def __init__(self) -> None:
        super().__init__(
            name="question",
            description=locale_str(
                "Find, solve and look after questions", key="qa-command-question"
            ),
            guild_only=True,
        )

    @app_commands.command(
        description=locale_str("Lists of questions", key="qa-command-question-list")
    )
    @app_commands.describe(
        show=locale_str("Which questions", key="qa-option-show"),
        topic=locale_str("Only questions about this topic", key="qa-option-topic"),
        helper=locale_str("Only questions that this member solved", key="qa-option-helper"),
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

    @app_commands.command(
        description=locale_str("Show one question", key="qa-command-question-show")
    )
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

    @app_commands.command(
        description=locale_str(
            "Say that you are working on an answer", key="qa-command-question-claim"
        )
    )
    @app_commands.describe(question=QUESTION)
    async def claim(self, interaction: Interaction, question: QuestionOption | None = None) -> None:
        actor, meant = await _meant(interaction, question)
        await interaction.client.services.write(claim_question, actor, meant.id)
        await reply(interaction, Content(actor.text("qa-claimed", number=str(meant.id))))

    @app_commands.command(
        description=locale_str(
            "Give a question that you claimed back to everybody", key="qa-command-question-release"
        )
    )
    @app_commands.describe(question=QUESTION)
    async def release(
        self, interaction: Interaction, question: QuestionOption | None = None
    ) -> None:
        actor, meant = await _meant(interaction, question)
        await interaction.client.services.write(release_question, actor, meant.id)
        await reply(interaction, Content(actor.text("qa-released", number=str(meant.id))))

    @app_commands.command(
        description=locale_str(
            "Accept an answer, or propose it to the asker", key="qa-command-question-accept"
        )
    )
    @app_commands.describe(
        answer=locale_str(
            "A link to the message; left out: choose from a list", key="qa-option-answer"
        ),
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

    @app_commands.command(
        description=locale_str(
            "Undo the acceptance of an answer", key="qa-command-question-unaccept"
        )
    )
    @app_commands.describe(
        answer=locale_str("The accepted answer, or a link to it", key="qa-option-accepted"),
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

    @app_commands.command(
        description=locale_str(
            "Close a question, saying how it ended", key="qa-command-question-close"
        )
    )
    @app_commands.describe(
        resolution=locale_str("How it ended", key="qa-option-resolution"),
        link=locale_str(
            "For a duplicate or moved question: where to look instead", key="qa-option-link"
        ),
        reason=locale_str("Why, for the audit log", key="qa-option-reason"),
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

    @app_commands.command(
        description=locale_str("Open a closed question again", key="qa-command-question-reopen")
    )
    @app_commands.describe(question=QUESTION)
    async def reopen(
        self, interaction: Interaction, question: QuestionOption | None = None
    ) -> None:
        actor, meant = await _meant(interaction, question)
        await reopen(interaction.client.services, actor, meant.id)
        await reply(interaction, Content(actor.text("qa-reopened", number=str(meant.id))))

    @app_commands.command(
        description=locale_str(
            "Hear of questions about topics of yours", key="qa-command-question-subscribe"
        )
    )
    @app_commands.describe(
        topic=locale_str(
            "A topic to begin or stop hearing of; left out: choose from all",
            key="qa-option-subscribe",
        )
    )
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
