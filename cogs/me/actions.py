"""A member's own settings and their data."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from cogs.core.actor import Actor
from cogs.core.services import PersonalData, ReplanReminders, Services
from cogs.core.unit import Unit
from domain.errors import UserError
from domain.guilds import MemberSettings
from domain.sessions.records import Reminders, Route
from domain.zones import get_zone
from storage import guilds, session_people

MAX_EXPORT = 8 * 1024 * 1024
"""Bytes: what Discord takes in any server."""


async def choose_language(unit: Unit, actor: Actor, language: str | None) -> None:
    """Answer this member in a language of their choice; None: in that of their Discord."""
    await _change(unit, actor, language=language)


async def choose_zone(unit: Unit, actor: Actor, typed: str) -> str:
    """Read times that this member writes in the zone that they name; returns its full name."""
    zone = get_zone(typed)
    await _change(unit, actor, time_zone=zone)
    return zone


async def choose_reminders(
    unit: Unit,
    actor: Actor,
    route: Route | None,
    leads: tuple[int, ...] | None,
    replan: ReplanReminders | None,
) -> Reminders:
    """Remind this member of study sessions their way; None leaves as it is. Returns what is now.

    No lead time at all is "as each session says". `replan` follows it for what is planned already.
    """
    now = await session_people.find_reminders(unit.connection, actor.guild_id, actor.member_id)
    wanted = now.lead_minutes if leads is None else leads
    chosen = Reminders(route or now.route, wanted or None)
    await session_people.save_reminders(unit.connection, actor.guild_id, actor.member_id, chosen)
    if replan is not None:
        await replan(unit, actor.guild_id, actor.member_id)
    return chosen


async def export_data(services: Services, actor: Actor) -> bytes:
    """Write all that is held on the actor in this server into a JSON file."""
    document = await services.read(_collect, actor, tuple(services.features.personal))
    written = await asyncio.to_thread(_written, document)
    if len(written) > MAX_EXPORT:
        raise UserError("me-export-too-large")
    return written


async def _collect(unit: Unit, actor: Actor, features: Sequence[PersonalData]) -> dict[str, object]:
    data: dict[str, list[dict[str, object]]] = {}
    for feature in features:
        rows = await feature.export(unit.connection, actor.guild_id, actor.member_id, actor.sight)
        data[feature.feature] = rows
    return {
        "server": str(actor.guild_id),
        "member": str(actor.member_id),
        "made at": unit.now.isoformat(),
        "data": data,
    }


async def erase_data(unit: Unit, actor: Actor, features: Sequence[PersonalData]) -> int:
    """Erase or anonymise all that is held on the actor in this server; returns how many records."""
    erased = 0
    for feature in features:
        erased += await feature.erase(unit.connection, actor.guild_id, actor.member_id, unit.now)
    unit.reread_settings(actor.guild_id, actor.member_id)
    unit.show_all()
    return erased


async def _change(
    unit: Unit,
    /,
    actor: Actor,
    **choices: Any,  # Any: `replace` cannot see which fields these are
) -> None:
    guild_id, member_id = actor.guild_id, actor.member_id
    found = await guilds.find_member_settings(unit.connection, guild_id, member_id)
    settings = found or MemberSettings(guild_id, member_id)
    await guilds.save_member_settings(unit.connection, replace(settings, **choices))
    unit.reread_settings(guild_id, member_id)


def _written(document: dict[str, object]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=2, default=str).encode()
