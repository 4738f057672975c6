"""Changing the words of an own question."""

from __future__ import annotations

from cogs.core.access import admit
from cogs.core.actor import Actor
from cogs.qa.actions.asking import list_topics
from cogs.qa.actions.words import edit_question, get_edit, get_own_question, keep_edit
from cogs.qa.render.words import thread_link
from cogs.qa.views.fields import CODE, question_fields, words_of
from cogs.ui.client import Form, Interaction
from cogs.ui.content import Content
from cogs.ui.errors import render_error
from cogs.ui.forms import Values, open_form
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.reply import reply
from domain.errors import UserError
from domain.questions import QuestionText


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
    """Show the asker her question as a form, or what she has made of it."""
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
