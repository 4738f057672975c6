"""Use cases of `/setup`. Nothing is in force before it is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from cogs.core.access import admit, require_moderator
from cogs.core.actor import Actor
from cogs.core.services import CARDS
from cogs.core.unit import Unit
from domain.errors import UserError
from domain.guilds import GuildSettings
from domain.text_rules import LinkPolicy
from storage import cards, drafts, guilds

KIND = "server-setup"
KEPT = timedelta(hours=1)

CHOICES = (
    "question_channel_id",
    "endpoint_channel_id",
    "announcement_channel_id",
    "session_channel_id",
    "moderator_channel_id",
    "moderator_role_id",
    "backend_role_id",
    "frontend_role_id",
    "time_zone",
    "language",
    "review_days",
    "digest_day",
    "digest_hour",
    "digest_on",
    "hint_channel_ids",
    "link_policy",
    "link_role_id",
    "allows_invitations",
    "refused_words",
)
"""The fields of `GuildSettings` that `/setup` asks for."""


@dataclass(frozen=True, slots=True)
class SetupDraft:
    """Choices that are not saved yet."""

    id: int
    settings: GuildSettings


async def begin_setup(unit: Unit, actor: Actor, proposal: GuildSettings) -> SetupDraft:
    """Keep a proposal as the actor's draft, in place of one that they left unfinished."""
    require_moderator(actor)
    draft_id = await drafts.create_draft(
        unit.connection,
        actor.guild_id,
        actor.member_id,
        KIND,
        _choices(proposal),
        unit.now + KEPT,
        subject=actor.member_id,
    )
    return SetupDraft(draft_id, proposal)


async def find_setup(unit: Unit, actor: Actor, draft_id: int) -> SetupDraft:
    """Find the actor's draft.

    `UserError` where it was saved, has expired, or is somebody else's.
    """
    require_moderator(actor)
    return await _draft(unit, actor, draft_id)


async def change_setup(
    unit: Unit,
    /,
    actor: Actor,
    draft_id: int,
    **choices: int | str | tuple[int | str, ...] | None,
) -> SetupDraft:
    """Change choices in the actor's draft."""
    require_moderator(actor)
    draft = await _draft(unit, actor, draft_id)
    settings = _with(draft.settings, choices)
    await drafts.change_draft(unit.connection, draft_id, _choices(settings), unit.now + KEPT)
    return SetupDraft(draft_id, settings)


async def save_setup(unit: Unit, actor: Actor, draft_id: int) -> GuildSettings:
    """Put the draft's choices in force, and note who changed what."""
    require_moderator(actor)
    await admit(unit, actor)
    draft = await _draft(unit, actor, draft_id)
    saved = await guilds.find_settings(unit.connection, actor.guild_id)
    before = _choices(saved) if saved else {}
    settings = _with(saved or GuildSettings(actor.guild_id), _choices(draft.settings))
    await guilds.save_settings(unit.connection, settings)
    unit.reread_settings(actor.guild_id)
    after = _choices(settings)
    changed = [name for name, value in after.items() if before.get(name) != value]
    await unit.note(
        actor,
        "server.setup",
        f"guild:{actor.guild_id}",
        before={name: before.get(name) for name in changed},
        after={name: after[name] for name in changed},
    )
    await drafts.delete_draft(unit.connection, draft_id)
    await cards.retry_faults(unit.connection, actor.guild_id)
    unit.show(CARDS, actor.guild_id)
    return settings


async def cancel_setup(unit: Unit, actor: Actor, draft_id: int) -> None:
    """Forget the draft."""
    require_moderator(actor)
    await _draft(unit, actor, draft_id)
    await drafts.delete_draft(unit.connection, draft_id)


async def save_moderator_channel(unit: Unit, actor: Actor, channel_id: int, name: str) -> None:
    """Have moderators' matters posted in a channel that was made for them."""
    await admit(unit, actor)
    saved = await guilds.find_settings(unit.connection, actor.guild_id)
    settings = saved or GuildSettings(actor.guild_id)
    await guilds.save_settings(unit.connection, replace(settings, moderator_channel_id=channel_id))
    unit.reread_settings(actor.guild_id)
    await unit.note(actor, "server.create", f"channel:{channel_id}", channel=name)


async def record_creation(
    unit: Unit,
    actor: Actor,
    channel_id: int,
    *,
    channel: str | None = None,
    tags: Sequence[str] | None = None,
) -> None:
    """Note what a moderator had Nexus create in Discord: a channel, or tags of one."""
    await admit(unit, actor)
    subject = f"channel:{channel_id}"
    if tags is None:
        await unit.note(actor, "server.create", subject, channel=channel)
    else:
        await unit.note(actor, "server.create", subject, tags=list(tags))


async def _draft(unit: Unit, actor: Actor, draft_id: int) -> SetupDraft:
    draft = await drafts.find_draft(unit.connection, draft_id, unit.now)
    if draft is None or (draft.guild_id, draft.member_id, draft.kind) != (
        actor.guild_id,
        actor.member_id,
        KIND,
    ):
        raise UserError("server-setup-gone")
    return SetupDraft(draft_id, _with(GuildSettings(actor.guild_id), draft.body))


def _choices(settings: GuildSettings) -> dict[str, Any]:  # Any: fields of several types
    values = asdict(settings)
    return {name: values[name] for name in CHOICES}


def _with(settings: GuildSettings, choices: Mapping[str, Any]) -> GuildSettings:
    """Change some choices of `settings`; `ValueError` for a field that is none of them."""
    unknown = choices.keys() - set(CHOICES)
    if unknown:
        raise ValueError(f"/setup does not ask for {sorted(unknown)}")
    known = dict(choices)
    for name in {"hint_channel_ids", "refused_words"} & known.keys():  # JSON has lists only
        known[name] = tuple(known[name])
    if "link_policy" in known:
        known["link_policy"] = LinkPolicy(known["link_policy"])
    return replace(settings, **known)
