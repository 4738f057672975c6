"""All that can be pressed, chosen and filled in, for the bot to recognise after a restart."""

from __future__ import annotations

from typing import Final

from cogs.qa.views import answers, asking, card, closing, deletions, editing, lists, timed, topics

ITEMS: Final = (
    answers.AcceptProposalButton,
    answers.AnswerSelect,
    answers.DeclineProposalButton,
    answers.ProposalSelect,
    answers.UnacceptButton,
    asking.AskMissedButton,
    asking.NotAskedButton,
    asking.PostButton,
    asking.ReviseButton,
    asking.SolvedButton,
    card.AcceptButton,
    card.ClaimButton,
    card.CloseButton,
    card.EditButton,
    card.ReleaseButton,
    card.ReopenButton,
    card.SubscribeButton,
    closing.ResolutionSelect,
    closing.WithdrawButton,
    editing.EditAgainButton,
    lists.QuestionPageButton,
    topics.EditTopicsButton,
    topics.SubscriptionSelect,
    deletions.EraseAnswerButton,
    deletions.KeepAnswerButton,
    timed.NotYetButton,
    timed.QuietCloseButton,
    timed.SolvedYesButton,
    timed.StaleReopenButton,
)

FORMS: Final = (asking.AskForm, closing.ClosingForm, editing.EditForm, topics.TopicsForm)
