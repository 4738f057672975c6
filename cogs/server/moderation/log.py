"""The pages of `/audit`."""

from __future__ import annotations

from cogs.core.access import require_moderator
from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.core.unit import Unit
from cogs.server.moderation.render import PER_PAGE, render_audit
from cogs.server.moderation.views import turns
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.parts import Page
from cogs.ui.reply import replace
from domain.audit import AuditEntry
from storage import audit
from storage.audit import AuditFilter


async def list_entries(
    unit: Unit, actor: Actor, wanted: AuditFilter, *, limit: int, skip: int
) -> list[AuditEntry]:
    """List what moderators did, the newest first, for moderators."""
    require_moderator(actor)
    return await audit.list_entries(unit.connection, actor.guild_id, wanted, limit=limit, skip=skip)


async def list_actions(unit: Unit, actor: Actor) -> list[str]:
    """List the actions that can be asked for, for moderators; none for others."""
    if not actor.is_moderator:
        return []
    return await audit.list_actions(unit.connection, actor.guild_id)


async def audit_page(services: Services, actor: Actor, wanted: AuditFilter, page: int) -> Content:
    """Return a page of the audit log."""
    found = await services.read(
        list_entries, actor, wanted, limit=PER_PAGE + 1, skip=page * PER_PAGE
    )
    embed = render_audit(actor.text, found[:PER_PAGE], page)
    rest = (wanted.actor_id or 0, wanted.member_id or 0, wanted.action or "")
    buttons = turns(actor.text, AuditPage, page, *rest, more=len(found) > PER_PAGE)
    return Content(embeds=(embed,), view=view_of(*buttons))


class AuditPage(DynamicButton, name="server:audit"):
    """Turns a page of the audit log: its parts are the page and what is asked for."""

    async def pressed(
        self,
        interaction: Interaction,
        actor: Actor,
        page: Page,
        actor_id: int | None,
        member_id: int | None,
        action: str | None,
    ) -> None:
        wanted = AuditFilter(actor_id, member_id, action)
        content = await audit_page(interaction.client.services, actor, wanted, page)
        await replace(interaction, content)
