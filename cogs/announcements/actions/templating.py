"""Templates: what is announced again and again, kept by name."""

from __future__ import annotations

from cogs.announcements.actions.finding import get_announcement, get_template
from cogs.core.access import admit, require_moderator
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from domain.announcements.records import Template
from domain.announcements.rules import MOST_TEMPLATES, check_name
from domain.errors import UserError
from storage import announcement_templates


async def save_template(unit: Unit, actor: Actor, announcement_id: int, raw_name: str) -> Template:
    """Keep an announcement as a template; one of the same name is replaced."""
    require_moderator(actor)
    await admit(unit, actor)
    name = check_name(raw_name)
    announcement = await get_announcement(unit, actor, announcement_id)
    known = await list_templates(unit, actor)
    is_new = all(template.name.casefold() != name.casefold() for template in known)
    if is_new and len(known) >= MOST_TEMPLATES:
        raise UserError("announcements-too-many-templates", most=MOST_TEMPLATES)
    await announcement_templates.save_template(
        unit.connection, actor.guild_id, name, announcement.contents, actor.member_id
    )
    await unit.note(actor, "announcements.template-save", f"template:{name}")
    return await get_template(unit, actor, name)


async def use_template(unit: Unit, actor: Actor, name: str) -> Template:
    """Find a template, to begin an announcement with."""
    require_moderator(actor)
    return await get_template(unit, actor, name)


async def list_templates(unit: Unit, actor: Actor) -> list[Template]:
    """List a server's templates by name."""
    require_moderator(actor)
    return await announcement_templates.list_templates(
        unit.connection, actor.guild_id, limit=MOST_TEMPLATES
    )


async def delete_template(unit: Unit, actor: Actor, name: str) -> Template:
    """Forget a template."""
    require_moderator(actor)
    await admit(unit, actor)
    template = await get_template(unit, actor, name)
    await announcement_templates.delete_template(unit.connection, actor.guild_id, template.name)
    await unit.note(actor, "announcements.template-delete", f"template:{template.name}")
    return template
