"""A member's own settings and her data."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any

from cogs.core.actor import Actor
from cogs.core.services import Services
from domain.errors import UserError
from domain.guilds import MemberSettings
from domain.sessions.records import Reminders, Route
from domain.zones import get_zone
from storage import guilds, session_people

MAX_EXPORT = 8 * 1024 * 1024
"""Bytes: what Discord takes in any server."""


async def choose_language(services: Services, actor: Actor, language: str | None) -> None:
    """Answer this member in a language of her choice; None: in that of her Discord."""
    await _change(services, actor, language=language)


async def choose_zone(services: Services, actor: Actor, typed: str) -> str:
    """Read times that this member writes in the zone that she names; returns its full name."""
    zone = get_zone(typed)
    await _change(services, actor, time_zone=zone)
    return zone


async def choose_reminders(
    services: Services, actor: Actor, route: Route | None, leads: tuple[int, ...] | None
) -> Reminders:
    """Remind this member of study sessions her way; None leaves as it is. Returns what is now.

    No lead time at all is "as each session says".
    """
    async with services.database.transaction() as connection:
        now = await session_people.find_reminders(connection, actor.guild_id, actor.member_id)
        wanted = now.lead_minutes if leads is None else leads
        chosen = Reminders(route or now.route, wanted or None)
        await session_people.save_reminders(connection, actor.guild_id, actor.member_id, chosen)
    if services.features.replan_reminders is not None:
        await services.features.replan_reminders(services, actor.guild_id, actor.member_id)
    return chosen


async def export_data(services: Services, actor: Actor) -> bytes:
    """All that is held on the actor in this server, as a JSON file."""
    now = services.clock()
    data: dict[str, list[dict[str, object]]] = {}
    async with services.database.read() as connection:
        for feature in services.features.personal:
            rows = await feature.export(connection, actor.guild_id, actor.member_id, actor.sight)
            data[feature.feature] = rows
    document: dict[str, object] = {
        "server": str(actor.guild_id),
        "member": str(actor.member_id),
        "made at": now.isoformat(),
        "data": data,
    }
    written = await asyncio.to_thread(_written, document)
    if len(written) > MAX_EXPORT:
        raise UserError("me-export-too-large")
    return written


async def erase_data(services: Services, actor: Actor) -> int:
    """Erase or anonymise all that is held on the actor in this server; returns how many records."""
    erased = 0
    async with services.database.transaction() as connection:
        for feature in services.features.personal:
            erased += await feature.erase(
                connection, actor.guild_id, actor.member_id, services.clock()
            )
    services.guilds.forget(actor.guild_id, actor.member_id)
    services.schedule.reconcile_all()
    return erased


async def _change(
    services: Services,
    actor: Actor,
    **choices: Any,  # Any: `replace` cannot see which fields these are
) -> None:
    async with services.database.transaction() as connection:
        found = await guilds.find_member_settings(connection, actor.guild_id, actor.member_id)
        settings = found or MemberSettings(actor.guild_id, actor.member_id)
        await guilds.save_member_settings(connection, replace(settings, **choices))
    services.guilds.forget(actor.guild_id, actor.member_id)


def _written(document: dict[str, object]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=2, default=str).encode()
