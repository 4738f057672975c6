"""What autocomplete offers while a member types."""

from __future__ import annotations

from dataclasses import dataclass

from cogs.core.actor import Actor
from cogs.core.markup import label
from cogs.core.unit import Unit
from cogs.qa.actions.answers import MOST_CANDIDATES, list_candidates
from cogs.qa.actions.finding import get_meant, get_view
from domain.errors import UserError
from domain.markup import unmarked
from storage import question_lists, question_search, topics

MOST_CHOICES = 25
MAX_CHOICE = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of autocomplete: what is shown, and what it stands for."""

    name: str
    value: str


async def suggest_solved(unit: Unit, actor: Actor, typed: str) -> list[Choice]:
    """Suggest solved questions, and entries of the FAQ, like the title that is being typed."""
    found = await question_search.suggest(
        unit.connection,
        actor.guild_id,
        typed,
        actor.sight,
        limit=MOST_CHOICES,
        only_solved=True,
    )
    return [
        Choice(
            label(f"{'📘' if hit.is_entry else '✅'} {hit.title}", MAX_CHOICE),
            f"{'f' if hit.is_entry else 'q'}:{hit.number}",
        )
        for hit in found
    ][:MOST_CHOICES]


async def suggest_questions(unit: Unit, actor: Actor, typed: str) -> list[Choice]:
    """Suggest questions by their title; the newest open ones before anything is typed."""
    if not typed.strip():
        newest = await question_lists.list_open(
            unit.connection, actor.guild_id, actor.sight, limit=MOST_CHOICES
        )
        named = [(line.id, line.title) for line in newest]
    else:
        found = await question_search.suggest(
            unit.connection, actor.guild_id, typed, actor.sight, limit=MOST_CHOICES
        )
        named = [(hit.number, hit.title) for hit in found]
    return [
        Choice(label(f"#{number} {title}", MAX_CHOICE), str(number)) for number, title in named
    ][:MOST_CHOICES]


async def suggest_topics(unit: Unit, actor: Actor, typed: str) -> list[Choice]:
    """Suggest the server's topics that contain what was typed."""
    known = await topics.list_topics(unit.connection, actor.guild_id)
    wanted = typed.strip().casefold()
    return [Choice(topic, topic) for topic in known if wanted in topic.casefold()][:MOST_CHOICES]


async def suggest_answers(
    unit: Unit, actor: Actor, question: str | None, channel_id: int | None, typed: str
) -> list[Choice]:
    """Suggest the recent answers of the question that is meant; nothing where none is."""
    try:
        meant = await get_meant(unit, actor, question, channel_id)
        candidates = await list_candidates(unit, actor, meant.id)
    except UserError:  # half-typed input is no mistake yet
        return []
    texts = [(m.message_id, m.content or "…") for m in candidates.messages]
    return _matching(texts, typed)


async def suggest_accepted(
    unit: Unit, actor: Actor, question: str | None, channel_id: int | None, typed: str
) -> list[Choice]:
    """Suggest the accepted answers of the question that is meant; nothing where none is."""
    try:
        meant = await get_meant(unit, actor, question, channel_id)
    except UserError:  # half-typed input is no mistake yet
        return []
    view = await get_view(unit, actor, meant.id)
    return _matching([(a.message_id, a.content or "…") for a in view.answers], typed)


def _matching(texts: list[tuple[int, str]], typed: str) -> list[Choice]:
    wanted = typed.strip().casefold()
    return [
        Choice(label(unmarked(content) or content, MAX_CHOICE), str(message_id))
        for message_id, content in texts
        if wanted in content.casefold()
    ][:MOST_CANDIDATES]
