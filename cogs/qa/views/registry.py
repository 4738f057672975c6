"""All that can be pressed, chosen and filled in, for the bot to recognise after a restart."""

from __future__ import annotations

from typing import Final

from cogs.qa.views.answers import (
    AcceptProposalButton,
    AnswerSelect,
    DeclineProposalButton,
    ProposalSelect,
    UnacceptButton,
)
from cogs.qa.views.asking import (
    AskForm,
    AskMissedButton,
    NotAskedButton,
    PostButton,
    ReviseButton,
    SolvedButton,
)
from cogs.qa.views.card import (
    AcceptButton,
    ClaimButton,
    CloseButton,
    EditButton,
    ReleaseButton,
    ReopenButton,
    SubscribeButton,
)
from cogs.qa.views.closing import ClosingForm, ResolutionSelect, WithdrawButton
from cogs.qa.views.deletions import EraseAnswerButton, KeepAnswerButton
from cogs.qa.views.editing import EditAgainButton, EditForm
from cogs.qa.views.lists import QuestionPageButton
from cogs.qa.views.timed import NotYetButton, QuietCloseButton, SolvedYesButton, StaleReopenButton
from cogs.qa.views.topics import EditTopicsButton, SubscriptionSelect, TopicsForm

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
