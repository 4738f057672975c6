"""Changing the words of an own question."""

from __future__ import annotations

from cogs.qa.actions.asking import list_topics
from cogs.qa.actions.words import edit_question, get_own_question
from cogs.qa.render.words import thread_link
from cogs.qa.views.fields import question_fields, words_of
from cogs.shared.actor import Actor, Interaction
from cogs.shared.content import Content
from cogs.shared.forms import Form, Values, open_form
from cogs.shared.reply import reply


class EditForm(Form, name="qa:edited"):
    """A question's words, filled in to be changed."""

    @classmethod
    async def submitted(
        cls, interaction: Interaction, actor: Actor, parts: tuple[str, ...], values: Values
    ) -> None:
        services = interaction.client.services
        view = await edit_question(services, actor, int(parts[0]), words_of(values))
        words = actor.text("qa-edited", number=str(view.question.id))
        await reply(interaction, Content(f"{words} {thread_link(view.question) or ''}".rstrip()))


async def open_edit_form(interaction: Interaction, actor: Actor, question_id: int) -> None:
    """Show the asker her question as a form."""
    services = interaction.client.services
    question = await get_own_question(services, actor, question_id)
    topics = await list_topics(services, actor)
    await open_form(
        interaction,
        EditForm,
        question_id,
        title=actor.text("qa-form-edit"),
        fields=question_fields(question.text, topics, actor.text),
    )
