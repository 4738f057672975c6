"""Forms in which questions are asked and edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from cogs.core.access import admit, posting, require_moderator
from cogs.core.actor import Actor
from cogs.core.markup import cut
from cogs.core.text import Catalogue
from cogs.qa.actions.lookups import get_question
from cogs.qa.actions.messages import edit_question, get_edit, get_own_question, keep_edit
from cogs.qa.actions.questions import (
    Asking,
    Begun,
    begin_question,
    check_may_ask,
    drop_draft,
    get_asking,
    get_missed,
    list_topics,
    post_question,
)
from cogs.qa.names import CARD
from cogs.qa.places import question_place
from cogs.qa.render import render_look_alikes, render_posted, thread_link
from cogs.ui.client import FAQ_OFFER, Form, Interaction, Registry
from cogs.ui.content import Content
from cogs.ui.errors import render_error
from cogs.ui.forms import Values, open_form
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.reply import replace, reply
from domain.errors import UserError
from domain.questions import MAX_TEXT, MAX_TITLE, QuestionText, Source
from domain.topics import MOST_PER_QUESTION

TITLE, DETAILS, TRIED, CODE, TOPICS = "title", "details", "tried", "code", "topics"


def question_fields(
    words: QuestionText, topics: Sequence[str], text: Catalogue
) -> list[discord.ui.Item[Any]]:  # Any: labels of every kind of field
    """Title, what happens, what was tried, code and topics, filled in with `words`."""
    long = discord.TextStyle.paragraph
    return [
        _label("title", text, _input(TITLE, words.title, MAX_TITLE, required=True)),
        _label("details", text, _input(DETAILS, words.details, style=long, required=True)),
        _label("tried", text, _input(TRIED, words.tried, style=long)),
        _label("code", text, _input(CODE, words.code, style=long)),
        _label("topics", text, _topic_select(words.topics, topics)),
    ]


def words_of(values: Values) -> QuestionText:
    """Return the words that were filled in."""
    chosen = values.get(TOPICS, [])
    return QuestionText(
        title=values.written(TITLE),
        details=values.written(DETAILS),
        tried=values.written(TRIED),
        code=values.written(CODE),
        topics=tuple(chosen) if isinstance(chosen, list) else (chosen,),
    )


def _label(
    name: str, text: Catalogue, component: discord.ui.Item[Any]
) -> discord.ui.Label[discord.ui.Modal]:
    return discord.ui.Label(
        text=text(f"qa-field-{name}"),
        description=text(f"qa-field-{name}-hint"),
        component=component,
    )


def _input(
    name: str,
    default: str,
    most: int = MAX_TEXT,
    *,
    style: discord.TextStyle = discord.TextStyle.short,
    required: bool = False,
) -> discord.ui.TextInput[discord.ui.Modal]:
    return discord.ui.TextInput(
        custom_id=name,
        style=style,
        default=cut(default, most) or None,
        required=required,
        max_length=most,
    )


def _topic_select(
    chosen: Sequence[str], topics: Sequence[str]
) -> discord.ui.Select[discord.ui.Modal]:
    names = {name.casefold() for name in chosen}
    return discord.ui.Select(
        custom_id=TOPICS,
        options=[
            discord.SelectOption(label=topic, value=topic, default=topic.casefold() in names)
            for topic in topics
        ],
        min_values=0,
        max_values=min(MOST_PER_QUESTION, len(topics)),
        required=False,
    )


OVER = frozenset({"qa-draft-gone", "qa-draft-not-yours", "qa-asked-already"})
"""Faults of drafts that are posted, or not the member's."""
IN_THE_TEXT = frozenset(
    {
        *("qa-title-empty", "qa-title-too-long", "qa-details-empty", "qa-text-too-long"),
        *("qa-too-many-topics", "qa-unknown-topic"),
    }
)
"""Faults that only another text mends."""
NONE = 0
"""Stands for "no message" in a form's id."""


class AskForm(Form, name="qa:asked"):
    """A new question; its parts are the asker and the message it is made of, if any."""

    code = frozenset({CODE})

    @classmethod
    async def check(
        cls, interaction: Interaction, actor: Actor, asker_id: int, channel_id: int, message_id: int
    ) -> None:
        if asker_id != actor.member_id:
            require_moderator(actor)
        source = Source(channel_id, message_id) if message_id != NONE else None
        await check_may_ask(interaction.client.services, actor, source)

    @classmethod
    async def submitted(
        cls,
        interaction: Interaction,
        actor: Actor,
        values: Values,
        asker_id: int,
        channel_id: int,
        message_id: int,
    ) -> None:
        source = Source(channel_id, message_id) if message_id != NONE else None
        asking = Asking(words_of(values), asker_id, source)
        begun = await begin_question(interaction.client.services, actor, asking)
        if begun.problem is None and not begun.look_alikes:
            await interaction.response.defer(ephemeral=True, thinking=True)
            await _post(interaction, actor, begun.draft_id)
        else:
            registry = interaction.client.registry
            await reply(interaction, _before_posting(begun, actor, registry))


class PostButton(DynamicButton, name="qa:post"):
    """Posts what was typed: no look-alike had the answer."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        await interaction.response.defer()
        await _post(interaction, actor, draft_id)


class ReviseButton(DynamicButton, name="qa:revise"):
    """Opens the form again with what was typed, or with what somebody proposed to ask."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        asking = await interaction.client.services.read(get_asking, actor, draft_id)
        await open_ask_form(interaction, actor, asking)


class SolvedButton(DynamicButton, name="qa:solved"):
    """An existing question had the answer: nothing is posted."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        if draft_id != NONE:
            await interaction.client.services.write(drop_draft, actor, draft_id)
        await replace(interaction, Content(actor.text("qa-solved-already")))


class NotAskedButton(DynamicButton, name="qa:not-asked"):
    """A message's author does not want it to become a question."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        await interaction.client.services.write(drop_draft, actor, draft_id)
        await replace(interaction, Content(actor.public_text("qa-ask-declined")))


class AskMissedButton(DynamicButton, name="qa:ask-missed"):
    """Opens the form with what was looked for in vain."""

    async def pressed(self, interaction: Interaction, actor: Actor, search_id: int) -> None:
        title = await interaction.client.services.read(get_missed, actor, search_id)
        await open_ask_form(interaction, actor, blank(actor, title))


def ask_missed_button(text: Catalogue, search_id: int) -> AskMissedButton:
    """Return the button with which is asked what nobody has answered yet."""
    label = text("qa-button-ask-missed")
    return AskMissedButton(search_id, label=label, style=discord.ButtonStyle.primary)


async def open_ask_form(interaction: Interaction, actor: Actor, asking: Asking) -> None:
    """Show the form in which a question is written, filled in with what is known."""
    topics = await interaction.client.services.read(list_topics, actor)
    source = asking.source or Source(NONE, NONE)
    await open_form(
        interaction,
        AskForm,
        asking.asker_id,
        source.channel_id,
        source.message_id,
        title=actor.text("qa-form-ask"),
        fields=question_fields(asking.text, topics, actor.text),
    )


def blank(actor: Actor, title: str) -> Asking:
    """Return a question of which only the title is known."""
    return Asking(QuestionText(title, ""), actor.member_id)


def proposal_content(draft_id: int, asking: Asking, actor: Actor) -> Content:
    """Asks the author of a message, in the channel, whether it should become a question."""
    text = actor.public_text
    words = text(
        "qa-ask-proposal", author=f"<@{asking.asker_id}>", proposer=f"<@{actor.member_id}>"
    )
    return Content(
        words,
        view=view_of(
            ReviseButton(
                draft_id, label=text("qa-button-ask-it"), style=discord.ButtonStyle.primary
            ),
            NotAskedButton(draft_id, label=text("qa-button-no-thanks")),
        ),
        allowed_mentions=discord.AllowedMentions(
            users=[discord.Object(asking.asker_id)], everyone=False, roles=False
        ),
    )


def solved_button(actor: Actor, draft_id: int = NONE) -> SolvedButton:
    """Return the button with which an asker says that what they see answers their question."""
    label = actor.text("qa-button-solved")
    return SolvedButton(draft_id, label=label, style=discord.ButtonStyle.success)


def _before_posting(begun: Begun, actor: Actor, registry: Registry) -> Content:
    """Return what stands in the way of posting: a fault to be mended, or questions like it."""
    if begun.problem is not None:
        return _to_mend(begun.draft_id, actor, begun.problem)
    revise = ReviseButton(begun.draft_id, label=actor.text("qa-button-revise"))
    post = PostButton(
        begun.draft_id, label=actor.text("qa-button-post"), style=discord.ButtonStyle.primary
    )
    entries = [(hit.number, hit.title) for hit in begun.look_alikes if hit.is_entry]
    offer = registry.offers.get(FAQ_OFFER) if entries else None
    menus = [] if offer is None else [offer(actor.text, entries)]
    return Content(
        render_look_alikes(actor.guild_id, begun.look_alikes, actor.text),
        view=view_of(*menus, solved_button(actor, begun.draft_id), post, revise),
    )


def _to_mend(draft_id: int, actor: Actor, problem: UserError) -> Content:
    """Return what is wrong, and the ways on: what was typed is kept."""
    buttons = [ReviseButton(draft_id, label=actor.text("qa-button-revise"))]
    if problem.problem not in IN_THE_TEXT:
        post = PostButton(draft_id, label=actor.text("qa-button-try-again"))
        return Content(render_error(actor.text, problem), view=view_of(post, *buttons))
    return Content(render_error(actor.text, problem), view=view_of(*buttons))


async def _post(interaction: Interaction, actor: Actor, draft_id: int) -> None:
    """Post a draft and say where; the interaction is deferred, because Discord takes its time."""
    bot = interaction.client
    try:
        place = question_place(interaction.guild, actor.settings, interaction.user)
        with posting(bot.services, actor):
            question = await bot.services.write(post_question, actor, draft_id, place)
    except UserError as problem:
        if problem.problem in OVER:
            raise
        await replace(interaction, _to_mend(draft_id, actor, problem))
        return
    await bot.cards.show_now(question.guild_id, CARD, question.id)
    question = await bot.services.read(get_question, actor, question.id)
    words = render_posted(question, actor.text)
    await replace(interaction, Content(words))


class EditForm(Form, name="qa:edited"):
    """A question's words, filled in to be changed."""

    code = frozenset({CODE})

    @classmethod
    async def check(cls, interaction: Interaction, actor: Actor, question_id: int) -> None:
        services = interaction.client.services
        await services.read(admit, actor)
        await services.read(get_own_question, actor, question_id)

    @classmethod
    async def submitted(
        cls, interaction: Interaction, actor: Actor, values: Values, question_id: int
    ) -> None:
        services, text = interaction.client.services, words_of(values)
        try:
            view = await services.write(edit_question, actor, question_id, text)
        except UserError as problem:
            draft_id = await services.write(keep_edit, actor, question_id, text)
            button = EditAgainButton(draft_id, label=actor.text("qa-button-revise"))
            words = render_error(actor.text, problem)
            await reply(interaction, Content(words, view=view_of(button)))
            return
        words = actor.text("qa-edited", number=str(view.question.id))
        await reply(interaction, Content(f"{words} {thread_link(view.question) or ''}".rstrip()))


class EditAgainButton(DynamicButton, name="qa:edit-again"):
    """Opens the form again with what was typed."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        services = interaction.client.services
        question_id, text = await services.read(get_edit, actor, draft_id)
        await open_edit_form(interaction, actor, question_id, text)


async def open_edit_form(
    interaction: Interaction, actor: Actor, question_id: int, text: QuestionText | None = None
) -> None:
    """Show the asker their question as a form, or what they have made of it."""
    services = interaction.client.services
    question = await services.read(get_own_question, actor, question_id)
    topics = await services.read(list_topics, actor)
    await open_form(
        interaction,
        EditForm,
        question_id,
        title=actor.text("qa-form-edit"),
        fields=question_fields(text or question.text, topics, actor.text),
    )
