"""Two moderators at one announcement: both texts, before one is saved over the other."""

from __future__ import annotations

from collections.abc import Sequence

from cogs.announcements.actions.confirming import Conflict
from cogs.announcements.render.history import difference_embed
from cogs.core.actor import Actor
from cogs.ui.content import Content
from cogs.ui.items import DynamicButton, view_of


async def conflict_content(
    actor: Actor, conflict: Conflict, buttons: Sequence[DynamicButton]
) -> Content:
    """What somebody else saved meanwhile, compared with what was to be saved."""
    by, text = conflict.theirs.editor_id, actor.text
    words = text(
        "announcements-conflict",
        member=text("announcements-nobody") if by is None else f"<@{by}>",
    )
    embed = await difference_embed(conflict.theirs.wording, conflict.mine.contents.wording, text)
    return Content(words, embeds=(embed,), view=view_of(*buttons))
