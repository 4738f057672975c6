"""What members type to name a question or an answer."""

from __future__ import annotations

from cogs.core.actor import Actor
from cogs.core.markup import label, parse_link
from cogs.core.services import Services
from cogs.qa.actions.finding import get_question, get_question_of_thread
from domain.errors import UserError
from domain.ids import parse_number


def parse_question(typed: str) -> int | None:
    """Read a question's number as it is typed (`12`, `#12`) or picked (`q:12`)."""
    return parse_number(typed.strip().removeprefix("q:"))


async def question_number(
    services: Services, actor: Actor, typed: str | None, channel_id: int | None
) -> int:
    """The question that is meant: by number, by a link to its thread, or by being there.

    `UserError` for one that the actor may not see.
    """
    number = parse_question(typed) if typed else None
    link = parse_link(typed) if typed and number is None else None
    if typed and number is None and link is None:
        raise UserError("qa-no-number", typed=label(typed, 50))
    async with services.database.read() as connection:
        if number is not None:
            question = await get_question(connection, actor, number)
        else:
            thread_id = link.channel_id if link else channel_id or 0
            question = await get_question_of_thread(connection, actor, thread_id)
    return question.id


def answer_number(typed: str) -> int:
    """The message that is meant: by its id or a link to it."""
    link = parse_link(typed)
    number = parse_number(typed) if link is None else link.message_id
    if number is None:
        raise UserError("qa-no-message", typed=label(typed, 50))
    return number
