"""Questions and answers, as the bot knows them: commands, items, posts, cards and people's data."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from cogs.core.services import DigestPart, DigestSection, DigestView, PersonalData
from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from cogs.qa.arrivals import CatchUp
from cogs.qa.cards import QUESTION_CARD
from cogs.qa.listeners import DELETION_DELIVERIES, QuestionMessages, Questions
from cogs.qa.posts import TIMED_DELIVERIES
from cogs.qa.render import line_words
from cogs.qa.views.answers import (
    AcceptProposalButton,
    AnswerSelect,
    DeclineProposalButton,
    EraseAnswerButton,
    KeepAnswerButton,
    NotYetButton,
    ProposalSelect,
    QuietCloseButton,
    SolvedYesButton,
    StaleReopenButton,
    UnacceptButton,
)
from cogs.qa.views.card import (
    AcceptButton,
    ClaimButton,
    CloseButton,
    EditButton,
    EditTopicsButton,
    QuestionPageButton,
    ReleaseButton,
    ReopenButton,
    SubscribeButton,
    SubscriptionSelect,
    TopicsForm,
    show_privately,
)
from cogs.qa.views.forms import (
    AskForm,
    AskMissedButton,
    EditAgainButton,
    EditForm,
    NotAskedButton,
    PostButton,
    ReviseButton,
    SolvedButton,
    ask_missed_button,
)
from cogs.qa.views.resolutions import ClosingForm, ResolutionSelect, WithdrawButton
from cogs.ui.client import ASK_OFFER, Feature
from domain.channels import Sight
from domain.questions import QuestionLine
from domain.search.documents import QUESTION
from storage import messages, question_lists, question_people, search_index, subscriptions, topics
from storage.connection import Connection


async def _export(
    connection: Connection, guild_id: int, member_id: int, _: Sight
) -> list[dict[str, object]]:
    subscribed = await subscriptions.list_topics_of_member(connection, guild_id, member_id)
    rows = await question_people.export_member(connection, guild_id, member_id)
    return rows + [{"kind": "subscription", "topic": topic} for topic in subscribed]


async def _erase(connection: Connection, guild_id: int, member_id: int, now: datetime) -> int:
    erased = await question_people.erase_member(connection, guild_id, member_id, now)
    return erased + await subscriptions.erase_member(connection, guild_id, member_id)


async def _erase_guild(connection: Connection, guild_id: int) -> None:
    for store in (question_people, subscriptions, topics):
        await store.erase_guild(connection, guild_id)


async def _export_messages(
    connection: Connection, guild_id: int, member_id: int, _: Sight
) -> list[dict[str, object]]:
    """Return a person's own messages: nothing that others wrote is among them."""
    return await messages.export_member(connection, guild_id, member_id)


async def _erase_messages(
    connection: Connection, guild_id: int, member_id: int, _: datetime
) -> int:
    return await messages.erase_member(connection, guild_id, member_id)


async def _erase_found(connection: Connection, guild_id: int) -> None:
    """Erase what is found of messages, which go with their questions themselves."""
    await search_index.erase_guild(connection, guild_id)


PERSONAL = PersonalData("qa", _export, _erase, _erase_guild)
MESSAGES = PersonalData("messages", _export_messages, _erase_messages, _erase_found)


MOST_READ = 200
MOST_SHOWN = 5


Lines = dict[str, list[QuestionLine]]
"""Questions by what the digest says of them."""


async def _read(unit: Unit, view: DigestView) -> Lines:
    unanswered = await question_lists.list_unanswered(
        unit.connection, view.guild_id, view.sight, limit=MOST_READ
    )
    solved = await question_lists.list_solved(
        unit.connection, view.guild_id, view.since, view.sight, limit=MOST_READ
    )
    return {"qa-digest-unanswered": unanswered, "qa-digest-solved": solved}


def _render(lines: Lines, text: Catalogue) -> list[DigestPart]:
    return [
        DigestPart(
            text(key, count=len(seen)),
            [line_words(line, text) for line in seen[:MOST_SHOWN]],
            len(seen),
        )
        for key, seen in lines.items()
        if seen
    ]


DIGEST = DigestSection(1, _read, _render)


ITEMS: Final = (
    AcceptProposalButton,
    AnswerSelect,
    DeclineProposalButton,
    ProposalSelect,
    UnacceptButton,
    AskMissedButton,
    NotAskedButton,
    PostButton,
    ReviseButton,
    SolvedButton,
    AcceptButton,
    ClaimButton,
    CloseButton,
    EditButton,
    ReleaseButton,
    ReopenButton,
    SubscribeButton,
    ResolutionSelect,
    WithdrawButton,
    EditAgainButton,
    QuestionPageButton,
    EditTopicsButton,
    SubscriptionSelect,
    EraseAnswerButton,
    KeepAnswerButton,
    NotYetButton,
    QuietCloseButton,
    SolvedYesButton,
    StaleReopenButton,
)

FORMS: Final = (AskForm, ClosingForm, EditForm, TopicsForm)


FEATURE = Feature(
    name="qa",
    cogs=(Questions, lambda bot: QuestionMessages(bot, CatchUp(bot))),
    items=ITEMS,
    forms=FORMS,
    commands={
        "qa": "question list",
        "qa:ask": "ask",
        "qa:post": "ask",
        "qa:revise": "ask",
        "qa:solved": "ask",
        "qa:topics": "question subscribe",
    },
    deliveries=(*DELETION_DELIVERIES, *TIMED_DELIVERIES),
    cards=(QUESTION_CARD,),
    personal=(PERSONAL, MESSAGES),
    digest=(DIGEST,),
    shows={QUESTION: show_privately},
    offers={ASK_OFFER: ask_missed_button},
)
