"""All that can be pressed, chosen and filled in, for the bot to recognise after a restart."""

from __future__ import annotations

from typing import Final

from cogs.announcements.views import managing, seen, writing

ITEMS: Final = (
    managing.CancelButton,
    managing.ChangeButton,
    managing.HistoryButton,
    managing.KeepButton,
    managing.LedgerPageButton,
    managing.ListPageButton,
    managing.NowButton,
    managing.UnseenButton,
    seen.SeenButton,
    writing.ChannelsSelect,
    writing.DropButton,
    writing.PostButton,
    writing.PreviewButton,
    writing.SaveButton,
    writing.ScheduleButton,
    writing.TimeButton,
    writing.WriteButton,
)

FORMS: Final = (writing.TimeForm, writing.WriteForm)
