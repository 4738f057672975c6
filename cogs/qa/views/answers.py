"""Buttons about answers: accepted, kept, and what becomes of a quiet question."""

from __future__ import annotations

import discord

from cogs.core.access import posting
from cogs.core.actor import Actor
from cogs.core.text import Catalogue
from cogs.qa.actions.answers import (
    Candidates,
    accept_answer,
    change_accepted,
    list_candidates,
    unaccept_answer,
)
from cogs.qa.actions.lifecycle import keep_open, reopen
from cogs.qa.actions.messages import erase_answer, keep_answer
from cogs.qa.actions.offers import (
    Offer,
    decline_proposal,
    offer_answer,
    withdraw_proposal,
)
from cogs.qa.render import (
    candidate_label,
    render_accepted,
    render_candidates,
    render_proposal,
)
from cogs.qa.views.resolutions import show_resolutions
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.items import DynamicButton, DynamicSelect, view_of
from cogs.ui.members import name_of
from cogs.ui.reply import replace, reply, sending
from domain.errors import UserError
from domain.ids import parse_id
from domain.question_rules import may_decide
from domain.questions import QuestionView


class KeepAnswerButton(DynamicButton, name="qa:keep"):
    """The text may stay."""

    async def pressed_anywhere(self, interaction: Interaction, draft_id: int) -> None:
        services = interaction.client.services
        await services.write(keep_answer, interaction.user.id, draft_id)
        await _say(interaction, "qa-gone-kept")


class EraseAnswerButton(DynamicButton, name="qa:erase"):
    """The text goes, as it would without an answer."""

    async def pressed_anywhere(self, interaction: Interaction, draft_id: int) -> None:
        services = interaction.client.services
        await services.write(erase_answer, interaction.user.id, draft_id)
        await _say(interaction, "qa-gone-erased")


def gone_buttons(text: Catalogue, draft_id: int) -> discord.ui.View:
    """Keep or erase."""
    return view_of(
        KeepAnswerButton(draft_id, label=text("qa-button-keep-answer")),
        EraseAnswerButton(
            draft_id, label=text("qa-button-erase-answer"), style=discord.ButtonStyle.danger
        ),
    )


async def _say(interaction: Interaction, key: str) -> None:
    services = interaction.client.services
    if interaction.guild_id is None:
        language = str(interaction.locale)
    else:
        language = (await services.guilds.settings(interaction.guild_id)).language
    await replace(interaction, Content(services.text.of(language)(key)))


class SolvedYesButton(DynamicButton, name="qa:quiet-yes"):
    """Button *Solved*: asks which answer did it."""

    async def pressed(self, interaction: Interaction, actor: Actor, question_id: int) -> None:
        await show_candidates(interaction, actor, question_id)


class NotYetButton(DynamicButton, name="qa:quiet-no"):
    """Button *Not yet*: the question stays open and is asked about again later."""

    async def pressed(self, interaction: Interaction, actor: Actor, question_id: int) -> None:
        await interaction.client.services.write(keep_open, actor, question_id)
        await replace(interaction, Content(actor.public_text("qa-stays-open")))


class QuietCloseButton(DynamicButton, name="qa:quiet-close"):
    """Button for a question that has ended otherwise."""

    async def pressed(self, interaction: Interaction, actor: Actor, question_id: int) -> None:
        await show_resolutions(interaction, actor, question_id)


class StaleReopenButton(DynamicButton, name="qa:stale-reopen"):
    """Opens a question again that was closed because nobody came back to it."""

    async def pressed(self, interaction: Interaction, actor: Actor, question_id: int) -> None:
        view = await reopen(interaction.client.services, actor, question_id)
        words = actor.public_text("qa-reopened", number=str(view.question.id))
        await replace(interaction, Content(words))


def quiet_buttons(question_id: int, text: Catalogue) -> discord.ui.View:
    """Solved, not yet, or closed otherwise."""
    return view_of(
        SolvedYesButton(
            question_id, label=text("qa-button-quiet-yes"), style=discord.ButtonStyle.success
        ),
        NotYetButton(question_id, label=text("qa-button-quiet-no")),
        QuietCloseButton(question_id, label=text("qa-button-close")),
    )


def stale_buttons(question_id: int, text: Catalogue) -> discord.ui.View:
    """Return the way back."""
    return view_of(StaleReopenButton(question_id, label=text("qa-button-reopen")))


class AnswerSelect(DynamicSelect, name="qa:answers"):
    """The answers that solved it: what was chosen before is marked, and undone when left out."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, question_id: int, *, chosen: tuple[int, ...]
    ) -> None:
        view = await interaction.client.services.write(
            change_accepted,
            actor,
            question_id,
            accept=set(chosen),
            unaccept=_marked(interaction).difference(chosen),
        )
        await replace(interaction, accepted_content(view, actor.text))


class ProposalSelect(DynamicSelect, name="qa:propose"):
    """The answer that somebody other than the asker thinks solved it."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, question_id: int, *, chosen: int
    ) -> None:
        services = interaction.client.services
        with posting(services, actor):  # who may decide is shown another select
            offer = await services.write(offer_answer, actor, question_id, chosen)
        await interaction.response.defer()
        await _ask_the_asker(interaction, actor, offer)
        await replace(interaction, Content(actor.text("qa-proposed")))


class AcceptProposalButton(DynamicButton, name="qa:yes"):
    """The asker agrees that a proposed answer solved it."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, question_id: int, message_id: int
    ) -> None:
        services = interaction.client.services
        view = await services.write(accept_answer, actor, question_id, message_id)
        await replace(interaction, Content(render_accepted(view, actor.public_text)))


class DeclineProposalButton(DynamicButton, name="qa:no"):
    """The asker says that a proposed answer did not solve it."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, question_id: int, message_id: int
    ) -> None:
        services = interaction.client.services
        await services.write(decline_proposal, actor, question_id, message_id)
        await replace(interaction, Content(actor.public_text("qa-proposal-declined")))


class UnacceptButton(DynamicButton, name="qa:unaccept"):
    """Undoes an acceptance right away."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, question_id: int, message_id: int
    ) -> None:
        services = interaction.client.services
        view = await services.write(unaccept_answer, actor, question_id, message_id)
        await replace(interaction, accepted_content(view, actor.text))


async def show_candidates(interaction: Interaction, actor: Actor, question_id: int) -> None:
    """Offer the recent answers of a question's thread."""
    candidates = await interaction.client.services.read(list_candidates, actor, question_id)
    question = candidates.view.question
    decides = may_decide(question, actor.member_id, is_moderator=actor.is_moderator)
    select = AnswerSelect if decides else ProposalSelect
    options = _options(interaction, candidates, actor.text)
    shown = view_of(
        select(
            question_id,
            options=options,
            placeholder=actor.text("qa-select-answer" if decides else "qa-select-proposal"),
            min_values=0 if decides and candidates.view.answers else 1,
            max_values=min(len(options), 5) if decides else 1,
        )
    )
    await reply(interaction, Content(render_candidates(candidates, actor.text), view=shown))


async def show_offer(interaction: Interaction, actor: Actor, offer: Offer) -> None:
    """Say that an answer was accepted, or ask the asker whether it solved their question."""
    if offer.is_accepted:
        shown = accepted_content(offer.view, actor.text, undo=offer.message.message_id)
        await reply(interaction, shown)
        return
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _ask_the_asker(interaction, actor, offer)
    await reply(interaction, Content(actor.text("qa-proposed")))


def accepted_content(view: QuestionView, text: Catalogue, *, undo: int | None = None) -> Content:
    """Return what is accepted now, and a way back."""
    words = render_accepted(view, text)
    if undo is None:
        return Content(words)
    button = UnacceptButton(view.question.id, undo, label=text("qa-button-undo"))
    return Content(words, view=view_of(button))


async def _ask_the_asker(interaction: Interaction, actor: Actor, offer: Offer) -> None:
    text, question, message = actor.public_text, offer.view.question, offer.message
    parts = (question.id, message.message_id)
    buttons = view_of(
        AcceptProposalButton(
            *parts, label=text("qa-button-yes"), style=discord.ButtonStyle.success
        ),
        DeclineProposalButton(*parts, label=text("qa-button-no")),
    )
    asker = [] if question.asker_id is None else [discord.Object(question.asker_id)]
    content = Content(
        render_proposal(question, message, actor.member_id, text),
        view=buttons,
        allowed_mentions=discord.AllowedMentions(users=asker, everyone=False, roles=False),
    )
    # Not as a reply: the card may stand outside the thread.
    place = interaction.client.get_partial_messageable(
        question.place.thread_id or 0, guild_id=question.guild_id
    )
    try:
        await place.send(**sending(content), nonce=f"p{message.message_id}")
    except (discord.NotFound, discord.Forbidden) as error:
        await interaction.client.services.write(withdraw_proposal, *parts)
        raise UserError("qa-no-thread") from error
    except discord.HTTPException:
        await interaction.client.services.write(withdraw_proposal, *parts)
        raise


def _options(
    interaction: Interaction, candidates: Candidates, text: Catalogue
) -> list[discord.SelectOption]:
    accepted = {answer.message_id for answer in candidates.view.answers}
    return [
        discord.SelectOption(
            label=candidate_label(number, _name(interaction, message.author_id), message, text),
            description=f"{message.created_at:%Y-%m-%d %H:%M} UTC",
            value=str(message.message_id),
            default=message.message_id in accepted,
        )
        for number, message in enumerate(candidates.messages, 1)
    ]


def _name(interaction: Interaction, member_id: int | None) -> str | None:
    """Name a member's name, where it is known without asking Discord."""
    member = interaction.guild and member_id and interaction.guild.get_member(member_id)
    return name_of(member) if member else None


def _marked(interaction: Interaction) -> set[int]:
    """Return what was marked as accepted when the select was shown."""
    rows = interaction.message.components if interaction.message else []
    return {
        message_id
        for row in rows
        if isinstance(row, discord.ActionRow)
        for child in row.children
        if isinstance(child, discord.SelectMenu)
        for option in child.options
        if option.default and (message_id := parse_id(option.value)) is not None
    }
