"""Templates: what is announced again and again, kept by name."""

from __future__ import annotations

from cogs.announcements.actions.finding import get_announcement, get_template
from cogs.announcements.actions.logbook import note
from cogs.core.access import changing, require_moderator
from cogs.core.actor import Actor
from cogs.core.services import Services
from domain.announcements.records import Template
from domain.announcements.rules import MOST_TEMPLATES, check_name
from domain.errors import UserError
from storage import announcement_templates


async def save_template(
    services: Services, actor: Actor, announcement_id: int, raw_name: str
) -> Template:
    """Keep an announcement as a template; one of the same name is replaced."""
    require_moderator(actor)
    name = check_name(raw_name)
    async with changing(services, actor) as connection:
        announcement = await get_announcement(connection, actor, announcement_id)
        known = await announcement_templates.list_templates(
            connection, actor.guild_id, limit=MOST_TEMPLATES
        )
        is_new = all(template.name.casefold() != name.casefold() for template in known)
        if is_new and len(known) >= MOST_TEMPLATES:
            raise UserError("announcements-too-many-templates", most=MOST_TEMPLATES)
        await announcement_templates.save_template(
            connection, actor.guild_id, name, announcement.contents, actor.member_id
        )
        await note(connection, services, actor, "template-save", f"template:{name}")
        return await get_template(connection, actor, name)


async def use_template(services: Services, actor: Actor, name: str) -> Template:
    """A template, to begin an announcement with."""
    require_moderator(actor)
    async with services.database.read() as connection:
        return await get_template(connection, actor, name)


async def list_templates(services: Services, actor: Actor) -> list[Template]:
    """A server's templates by name."""
    require_moderator(actor)
    async with services.database.read() as connection:
        return await announcement_templates.list_templates(
            connection, actor.guild_id, limit=MOST_TEMPLATES
        )


async def delete_template(services: Services, actor: Actor, name: str) -> Template:
    """Forget a template."""
    require_moderator(actor)
    async with changing(services, actor) as connection:
        template = await get_template(connection, actor, name)
        await announcement_templates.delete_template(connection, actor.guild_id, template.name)
        await note(connection, services, actor, "template-delete", f"template:{template.name}")
    return template
