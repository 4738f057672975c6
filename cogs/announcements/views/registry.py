"""All that can be pressed, chosen and filled in, for the bot to recognise after a restart."""

from __future__ import annotations

from typing import Final

from cogs.announcements.views.managing import (
    CancelButton,
    ChangeButton,
    HistoryButton,
    KeepButton,
    LedgerPageButton,
    ListPageButton,
    NowButton,
    UnseenButton,
)
from cogs.announcements.views.seen import SeenButton
from cogs.announcements.views.writing import (
    ChannelsSelect,
    DropButton,
    PostButton,
    PreviewButton,
    SaveButton,
    ScheduleButton,
    TimeButton,
    TimeForm,
    WriteButton,
    WriteForm,
)

ITEMS: Final = (
    CancelButton,
    ChangeButton,
    HistoryButton,
    KeepButton,
    LedgerPageButton,
    ListPageButton,
    NowButton,
    UnseenButton,
    SeenButton,
    ChannelsSelect,
    DropButton,
    PostButton,
    PreviewButton,
    SaveButton,
    ScheduleButton,
    TimeButton,
    WriteButton,
)

FORMS: Final = (TimeForm, WriteForm)
