"""Whatever an entry says fits what Discord takes, in every language."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st

from cogs.core.text import LANGUAGES, Catalogues
from cogs.faq.actions.exchange import Planned
from cogs.faq.actions.lookups import EntryView, History, Listing, sheet_of
from cogs.faq.actions.queue import Concerns, Queue, UnansweredSearches
from cogs.faq.render.entry import (
    aliases_embed,
    difference_block,
    entry_embed,
    entry_pages,
    history_embed,
    list_embed,
    render_plan,
)
from cogs.faq.render.queue import (
    concerns_embed,
    queue_embed,
    render_due,
    suggestion_embed,
    unanswered_embed,
)
from domain.diffs import diff_lines
from domain.errors import UserError
from domain.faq.entries import (
    Attention,
    Change,
    Concern,
    Decision,
    Entry,
    EntryState,
    EntryText,
    Origin,
    Revision,
    Source,
    Suggestion,
    SuggestionState,
    UnansweredSearch,
    Usage,
)
from domain.faq.plans import Effect, Step
from domain.faq.rules import MAX_ALIAS, MAX_ANSWER, MAX_REASON, MAX_TITLE, MOST_ALIASES, check_text
from domain.topics import DEFAULT_TOPICS

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
WORST = "*" * MAX_TITLE
PERSON = 2**63 - 1
CATALOGUES = [Catalogues.load().of(language) for language in LANGUAGES]
EMBED = 6_000
"""All texts of an embed together (Discord's reference, "Embed Limits")."""
DESCRIPTION, CONTENT = 4_096, 2_000
ALIASES = tuple("_" * (MAX_ALIAS - 2) + f"{n:02}" for n in range(MOST_ALIASES))
TEXT = EntryText(WORST, "So.", DEFAULT_TOPICS[:4], ALIASES)


def entry(text: EntryText = TEXT, state: EntryState = EntryState.DRAFT) -> Entry:
    origin = Origin(PERSON, PERSON - 1, 5)
    return Entry(PERSON, 7, "e" * 60, text, state, 1, 3, NOON, NOON, NOON, PERSON, origin)


SUGGESTION = Suggestion(
    PERSON,
    7,
    TEXT,
    Origin(PERSON, PERSON - 1),
    NOON,
    Source(PERSON, PERSON),
    Decision(SuggestionState.DECLINED, PERSON, NOON, "~" * MAX_REASON),
)
REVISION = Revision(
    1, 999, TEXT, EntryState.PUBLISHED, 1, Change.RESTORE, PERSON, "*" * MAX_REASON, NOON
)


@given(answer=st.text(min_size=1, max_size=6_000) | st.text("`\n a", min_size=1, max_size=6_000))
def test_any_answer_is_shown_on_pages_that_fit(answer: str) -> None:
    try:
        text = check_text(EntryText(WORST, answer, DEFAULT_TOPICS[:4]), DEFAULT_TOPICS)
    except UserError:
        text = EntryText("How do I?", "…")
    shown = entry(text)
    for page in range(len(entry_pages(shown))):
        embed, _ = entry_embed(EntryView(shown, Usage()), CATALOGUES[0], page)
        assert len(embed) <= EMBED
        assert len(embed.description or "") <= DESCRIPTION
        assert (embed.description or "").count("```") % 2 == 0


@pytest.mark.parametrize("letter", ["x", "`", "\n", "* ", "é", "😀", "a\n```\n"])
def test_the_longest_answers_fit(letter: str) -> None:
    answer = (letter * MAX_ANSWER)[: MAX_ANSWER - 1] + "x"
    shown = entry(EntryText(WORST, answer))
    for page in range(len(entry_pages(shown))):
        embed, _ = entry_embed(EntryView(shown, Usage()), CATALOGUES[0], page)
        assert len(embed.description or "") <= DESCRIPTION
    for text in CATALOGUES:
        block, _ = difference_block(diff_lines("", sheet_of(shown.text)), text)
        assert len(block) <= DESCRIPTION - 500, "a revision's line stands above it"


@pytest.mark.parametrize("text", CATALOGUES, ids=LANGUAGES)
def test_the_worst_of_everything_fits(text: object) -> None:
    assert isinstance(text, type(CATALOGUES[0]))
    ten = tuple(entry() for _ in range(10))
    other = entry()
    concerns = tuple(Concern(e, Usage(), Attention.DUPLICATE, other) for e in ten)
    unanswered = tuple(UnansweredSearch(n, "_" * 200, 10**6, NOON) for n in range(10))
    embeds = [
        entry_embed(EntryView(entry(), Usage()), text)[0],
        list_embed(Listing(ten, EntryState.DRAFT, "T" * 20, 3, has_more=True), text),
        aliases_embed(entry(), text),
        suggestion_embed(SUGGESTION, text),
        queue_embed(Queue((SUGGESTION,) * 10, 3, has_more=True), text),
        concerns_embed(Concerns(concerns, 3, has_more=True), text),
        unanswered_embed(UnansweredSearches(unanswered, (), 3, has_more=True), text),
        history_embed(History(entry(), (REVISION,) * 10, 3, has_more=True), text),
    ]
    for embed in embeds:
        assert len(embed) <= EMBED
        assert len(embed.title or "") <= 256
        assert len(embed.description or "") <= DESCRIPTION
        assert all(len(field.value or "") <= 1_024 for field in embed.fields)
    assert len(render_due(list(ten), 10**6, text)) <= CONTENT
    steps = tuple(
        Step(f"entries/{'x' * 200}-{n}.md", effect, text=TEXT, left_out=("T" * 20,) * 4)
        for effect in Effect
        for n in range(20)
    )
    assert len(render_plan(Planned(steps), text)) <= CONTENT
