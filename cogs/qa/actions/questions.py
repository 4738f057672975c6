"""Questions asked, drafted and suggested to be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from cogs.core.access import admit, require_moderator
from cogs.core.actor import Actor
from cogs.core.markup import label
from cogs.core.services import Services
from cogs.core.text_rules import use_draft
from cogs.core.unit import Unit
from cogs.qa.actions.answers import MOST_CANDIDATES, list_candidates
from cogs.qa.actions.lifecycle import follow_new
from cogs.qa.actions.lookups import get_meant, get_view
from cogs.qa.names import PROPOSING
from domain.errors import UserError
from domain.markup import unmarked
from domain.question_rules import check_text
from domain.questions import MAX_TITLE, Place, Question, QuestionText, Source
from storage import drafts, question_lists, question_search, questions, topics, unanswered_searches
from storage.question_search import LookAlike
from storage.semantic.encoder import Meaning

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


ASKING = "qa-ask"
"""The kind of a draft that its asker can post."""
KEPT = timedelta(days=1)
PROPOSAL_KEPT = timedelta(days=7)
MOST_LOOK_ALIKES = 3


@dataclass(frozen=True, slots=True)
class Asking:
    """A question that is being asked: its words, for whom, and out of which message."""

    text: QuestionText
    asker_id: int
    source: Source | None = None

    def body(self) -> dict[str, object]:
        """Write itself as a draft's body."""
        return asdict(self)

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Asking:  # Any: JSON
        """Read it from a draft's body."""
        text = body["text"] | {"topics": tuple(body["text"]["topics"])}
        source = body["source"]
        return cls(QuestionText(**text), body["asker_id"], Source(**source) if source else None)


@dataclass(frozen=True, slots=True)
class Begun:
    """A kept draft, and the questions that look like it."""

    draft_id: int
    asking: Asking
    look_alikes: tuple[LookAlike, ...]
    problem: UserError | None = None
    """Fault to mend before it can be posted."""


async def check_may_ask(services: Services, actor: Actor, source: Source | None = None) -> None:
    """Raise `UserError` for who is banned or too fast, or where the message is asked already."""
    await services.read(check_source, actor, source)
    services.rates.check(
        "post", actor.guild_id, actor.member_id, services.clock(), is_moderator=actor.is_moderator
    )


async def begin_question(services: Services, actor: Actor, asking: Asking) -> Begun:
    """Keep what was typed, whatever is wrong with it, and look for questions like it.

    The meaning of a text is worked out between two units of work.
    """
    begun = await services.write(keep_asking, actor, asking)
    if begun.problem is not None:
        return begun
    meaning = await question_search.find_meaning(services.semantics, asking.text)
    found = await services.read(list_look_alikes, actor, asking.text, meaning)
    return replace(begun, look_alikes=found)


async def check_source(unit: Unit, actor: Actor, source: Source | None) -> None:
    """Raise `UserError` where the actor is banned, or the message is a question already."""
    await admit(unit, actor)
    await _check_source(unit, source)


async def list_topics(unit: Unit, actor: Actor) -> tuple[str, ...]:
    """List the topics to choose from."""
    return await topics.list_topics(unit.connection, actor.guild_id)


async def keep_asking(unit: Unit, actor: Actor, asking: Asking) -> Begun:
    """Keep a question as a draft, and say what has to be mended before it can be posted."""
    if asking.asker_id != actor.member_id:
        require_moderator(actor)
    draft_id = await drafts.create_draft(
        unit.connection, actor.guild_id, actor.member_id, ASKING, asking.body(), unit.now + KEPT
    )
    try:
        check_text(asking.text, await list_topics(unit, actor))
    except UserError as problem:
        return Begun(draft_id, asking, (), problem)
    return Begun(draft_id, asking, ())


async def list_look_alikes(
    unit: Unit, actor: Actor, text: QuestionText, meaning: Meaning | None
) -> tuple[LookAlike, ...]:
    """List questions and entries of the FAQ that look like what is being asked."""
    found = await question_search.list_look_alikes(
        unit.connection,
        actor.guild_id,
        text,
        actor.sight,
        limit=MOST_LOOK_ALIKES,
        meaning=meaning,
    )
    return tuple(found)


async def get_asking(unit: Unit, actor: Actor, draft_id: int) -> Asking:
    """Read what a draft of the actor's holds; `UserError` once it is posted or has expired."""
    draft = await drafts.find_draft(unit.connection, draft_id, unit.now)
    if draft is None or draft.kind not in (ASKING, PROPOSING) or draft.guild_id != actor.guild_id:
        raise UserError("qa-draft-gone")
    if draft.member_id != actor.member_id:
        raise UserError("qa-draft-not-yours")
    return Asking.of(draft.body)


async def get_missed(unit: Unit, actor: Actor, search_id: int) -> str:
    """Make a title of what was looked for in vain; `UserError` where it was taken off the list."""
    await admit(unit, actor)
    search = await unanswered_searches.find_unanswered(unit.connection, actor.guild_id, search_id)
    if search is None:
        raise UserError("qa-missed-gone")
    return label(search.words, MAX_TITLE)


async def drop_draft(unit: Unit, actor: Actor, draft_id: int) -> None:
    """Forget a draft of the actor's: what it asks is solved, or not wanted."""
    await get_asking(unit, actor, draft_id)
    await drafts.delete_draft(unit.connection, draft_id)


async def post_question(unit: Unit, actor: Actor, draft_id: int, place: Place) -> Question:
    """Turn a draft into a question that is to be shown in `place`.

    `UserError` where that is done already: by this draft, or by the actor's interaction.
    """
    await admit(unit, actor)
    asking = await get_asking(unit, actor, draft_id)
    await _check_source(unit, asking.source)
    text = check_text(asking.text, await list_topics(unit, actor))
    if not await unit.once(actor.interaction_id):
        raise UserError("qa-draft-gone")
    await use_draft(unit.connection, actor, draft_id, unit.now)
    if asking.source is not None:  # nobody need be asked any more whether it shall be asked
        message_id = asking.source.message_id
        await drafts.delete_about(unit.connection, actor.guild_id, PROPOSING, message_id)
    question = await questions.create_question(
        unit.connection,
        actor.guild_id,
        asking.asker_id,
        text,
        place,
        asking.source,
        unit.now,
    )
    subject = f"question:{question.id}"
    await unit.note(actor, "qa.ask-for", subject, owners=(question.asker_id,))
    await follow_new(unit, question)
    unit.show("question", question.id)
    return question


async def propose_question(unit: Unit, actor: Actor, asking: Asking) -> int:
    """Keep a message as a question that its author may ask; returns the draft's id."""
    if asking.source is None:
        raise ValueError("only a message can be proposed as a question")
    await admit(unit, actor)
    await _check_source(unit, asking.source)
    message_id = asking.source.message_id
    if await drafts.find_draft_about(
        unit.connection, actor.guild_id, PROPOSING, message_id, unit.now
    ):
        raise UserError("qa-ask-proposed-already")
    return await drafts.create_draft(
        unit.connection,
        actor.guild_id,
        asking.asker_id,
        PROPOSING,
        asking.body(),
        unit.now + PROPOSAL_KEPT,
        subject=message_id,
    )


async def _check_source(unit: Unit, source: Source | None) -> None:
    if source is None:
        return
    question_id = await questions.find_id_of_source(unit.connection, source.message_id)
    if question_id is not None:
        raise UserError("qa-asked-already", number=str(question_id))
