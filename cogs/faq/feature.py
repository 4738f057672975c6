"""The FAQ, as the bot knows it: commands, items, posts, cards and people's data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from cogs.core.markup import plain
from cogs.core.services import DigestPart, DigestSection, DigestView, PersonalData
from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from cogs.faq.hints import HINT_DELIVERIES, DropHintButton, Hints, ShowHintButton
from cogs.faq.listeners import Faq
from cogs.faq.posts import DELIVERIES, SUGGESTION_CARD
from cogs.faq.replies import AnswerSelect
from cogs.faq.views.editor import (
    DropButton,
    EditAgainButton,
    EditButton,
    OverwriteButton,
    PublishButton,
    RetireButton,
    RetireForm,
    SaveForm,
)
from cogs.faq.views.entry import (
    AnswerSearchButton,
    CompareButton,
    EntryPageButton,
    HistoryPageButton,
    ListPageButton,
    OpenSelect,
    RestoreButton,
    RevisionSelect,
    VoteButton,
    open_select,
    show_privately,
)
from cogs.faq.views.forms import DropImportButton, ImportButton, StarterButton, starter_button
from cogs.faq.views.queue import (
    ApproveButton,
    ApproveEditedButton,
    ConcernSelect,
    ConfirmButton,
    DeclineButton,
    DeclineForm,
    MergeButton,
    MergeSelect,
    ReviewButton,
    ReviewPageButton,
    SuggestionSelect,
    UnansweredSelect,
)
from cogs.faq.views.suggest import (
    ObjectButton,
    SuggestAgainButton,
    SuggestButton,
    SuggestForm,
    SuggestQuestionButton,
    suggest_question_button,
)
from cogs.ui.client import FAQ_OFFER, STARTER_OFFER, SUGGEST_OFFER, Feature
from domain.channels import Sight
from domain.search.documents import FAQ
from storage import faq_entries, faq_suggestions, hint_cooldowns, unanswered_searches
from storage.connection import Connection


async def _export(
    connection: Connection, guild_id: int, member_id: int, _: Sight
) -> list[dict[str, object]]:
    suggested = await faq_suggestions.export_member(connection, guild_id, member_id)
    return suggested + await faq_entries.export_member(connection, guild_id, member_id)


async def _erase(connection: Connection, guild_id: int, member_id: int, now: datetime) -> int:
    erased = await faq_suggestions.erase_member(connection, guild_id, member_id, now)
    return erased + await faq_entries.erase_member(connection, guild_id, member_id)


async def _erase_guild(connection: Connection, guild_id: int) -> None:
    for store in (faq_suggestions, faq_entries, unanswered_searches, hint_cooldowns):
        await store.erase_guild(connection, guild_id)


PERSONAL = PersonalData("faq", _export, _erase, _erase_guild)


MOST_READ = 200
MOST_SHOWN = 5
MAX_TITLE_SHOWN = 120


Titles = Sequence[tuple[int, str]]
"""Numbers and titles of new entries."""


async def _read(unit: Unit, view: DigestView) -> Titles:
    return await faq_entries.list_new(unit.connection, view.guild_id, view.since, limit=MOST_READ)


def _render(entries: Titles, text: Catalogue) -> list[DigestPart]:
    if not entries:
        return []
    lines = [
        text("faq-digest-line", title=plain(title, MAX_TITLE_SHOWN), number=str(id_))
        for id_, title in entries[:MOST_SHOWN]
    ]
    return [DigestPart(text("faq-digest-new", count=len(entries)), lines, len(entries))]


DIGEST = DigestSection(2, _read, _render)


ITEMS: Final = (
    ObjectButton,
    DropButton,
    EditAgainButton,
    EditButton,
    OverwriteButton,
    PublishButton,
    RetireButton,
    EntryPageButton,
    AnswerSearchButton,
    ListPageButton,
    OpenSelect,
    VoteButton,
    DropImportButton,
    ImportButton,
    StarterButton,
    CompareButton,
    HistoryPageButton,
    RestoreButton,
    RevisionSelect,
    ApproveButton,
    ApproveEditedButton,
    ConcernSelect,
    ConfirmButton,
    DeclineButton,
    UnansweredSelect,
    MergeButton,
    MergeSelect,
    ReviewButton,
    ReviewPageButton,
    SuggestionSelect,
    DropHintButton,
    ShowHintButton,
    AnswerSelect,
    SuggestAgainButton,
    SuggestButton,
    SuggestQuestionButton,
)

FORMS: Final = (RetireForm, SaveForm, DeclineForm, SuggestForm)


FEATURE = Feature(
    name="faq",
    cogs=(Faq, Hints),
    items=ITEMS,
    forms=FORMS,
    commands={
        "faq": "faq list",
        "faq:import": "faq import",
        "faq:drop-import": "faq import",
        "faq:review": "faq review",
        "faq:suggest": "faq suggest",
    },
    deliveries=(*DELIVERIES, *HINT_DELIVERIES),
    cards=(SUGGESTION_CARD,),
    personal=(PERSONAL,),
    digest=(DIGEST,),
    shows={FAQ: show_privately},
    offers={
        FAQ_OFFER: open_select,
        STARTER_OFFER: starter_button,
        SUGGEST_OFFER: suggest_question_button,
    },
)
