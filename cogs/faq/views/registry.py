"""All that can be pressed, chosen and filled in, for the bot to recognise after a restart."""

from __future__ import annotations

from typing import Final

from cogs.faq.hints import DropHintButton, ShowHintButton
from cogs.faq.replying import AnswerSelect
from cogs.faq.views import consent, editing, entry, exchange, history, queue, suggest

ITEMS: Final = (
    consent.ObjectButton,
    editing.DropButton,
    editing.EditAgainButton,
    editing.EditButton,
    editing.OverwriteButton,
    editing.PublishButton,
    editing.RetireButton,
    entry.EntryPageButton,
    entry.FillGapButton,
    entry.ListPageButton,
    entry.OpenSelect,
    entry.VoteButton,
    exchange.DropImportButton,
    exchange.ImportButton,
    exchange.StarterButton,
    history.CompareButton,
    history.HistoryPageButton,
    history.RestoreButton,
    history.RevisionSelect,
    queue.ApproveButton,
    queue.ApproveEditedButton,
    queue.ConcernSelect,
    queue.ConfirmButton,
    queue.DeclineButton,
    queue.GapSelect,
    queue.MergeButton,
    queue.MergeSelect,
    queue.ReviewButton,
    queue.ReviewPageButton,
    queue.SuggestionSelect,
    DropHintButton,
    ShowHintButton,
    AnswerSelect,
    suggest.SuggestAgainButton,
    suggest.SuggestButton,
    suggest.SuggestQuestionButton,
)

FORMS: Final = (editing.RetireForm, editing.SaveForm, queue.DeclineForm, suggest.SuggestForm)
