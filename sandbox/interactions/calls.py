"""Interactions under way: their askers, the time for an answer, and what came of it."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sandbox.wire import serialise
from sandbox.world.errors import ApiError
from sandbox.world.models import Application, Channel, Json, Message
from sandbox.world.permissions import ALL
from sandbox.world.world import Event, World

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
TO_ACKNOWLEDGE = timedelta(seconds=3)
TO_FINISH = timedelta(minutes=15)
PAGE_PATIENCE_SECONDS = 5.0
"""After this the page says that the application did not respond."""


@dataclass(slots=True, eq=False)
class Interaction:
    """One use of a command, component or modal, and the state of its answer."""

    id: int
    token: str
    application: Application
    kind: int
    user_id: int
    channel_id: int
    guild_id: int | None
    data: Json
    created_at: datetime
    source: Message | None = None
    """The message whose component was used (or whose component opened the modal)."""
    is_acknowledged: bool = False
    is_ephemeral: bool = False
    defers_update: bool = False
    original_id: int | None = None
    """The message that answers, once there is one."""
    modal: Json | None = None
    choices: list[Json] | None = None
    message_ids: list[int] = field(default_factory=list)
    """Answers and follow-ups in the order in which they became visible or changed."""
    edits_source: bool = False
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def note(self) -> None:
        """Something about the answer changed."""
        self._changed.set()

    async def changed(self) -> None:
        """Wait for the next change."""
        await self._changed.wait()
        self._changed.clear()


class Interactions:
    """The interactions of all applications, by token."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.patience_seconds = PAGE_PATIENCE_SECONDS
        """Real time that a member waits for an answer, beside Discord's limits."""
        self.to_acknowledge_within = TO_ACKNOWLEDGE
        self._by_token: dict[str, Interaction] = {}

    def begin(
        self,
        application: Application,
        kind: int,
        user_id: int,
        channel: Channel,
        data: Json,
        source: Message | None = None,
    ) -> Interaction:
        """Tell the application that a user wants something of it."""
        interaction = Interaction(
            id=self._world.ids.next(),
            token=secrets.token_urlsafe(48),
            application=application,
            kind=kind,
            user_id=user_id,
            channel_id=channel.id,
            guild_id=channel.guild_id,
            data=data,
            created_at=self._world.clock.now(),
            source=source,
        )
        self._by_token[interaction.token] = interaction
        self._world.emit(
            Event(
                "INTERACTION_CREATE",
                None,
                data=self._payload(interaction, channel),
                guild_id=channel.guild_id,
                application_id=application.id,
            )
        )
        return interaction

    def to_acknowledge(self, interaction_id: int, token: str) -> Interaction:
        """Return the interaction to acknowledge; 10062 when late, 40060 the second time."""
        interaction = self._by_token.get(token)
        if interaction is None or interaction.id != interaction_id:
            raise ApiError(10062)
        if interaction.is_acknowledged:
            raise ApiError(40060)
        if self._world.clock.now() - interaction.created_at > self.to_acknowledge_within:
            raise ApiError(10062)
        return interaction

    def to_continue(self, application_id: int, token: str) -> Interaction:
        """Return the acknowledged interaction that a token belongs to; 50027 after 15 minutes."""
        interaction = self._by_token.get(token)
        if interaction is None or interaction.application.id != application_id:
            raise ApiError(50027)
        if self._world.clock.now() - interaction.created_at > TO_FINISH:
            raise ApiError(50027)
        if not interaction.is_acknowledged:
            raise ApiError(10015)
        return interaction

    def metadata(self, interaction: Interaction) -> Json:
        """Return what answers say of the interaction they answer."""
        body: Json = {
            "id": str(interaction.id),
            "type": interaction.kind,
            "user": serialise.user(self._world.users[interaction.user_id]),
            "authorizing_integration_owners": _owners(interaction),
        }
        if interaction.kind == COMMAND:
            body["name"] = interaction.data["name"]
            body["command_type"] = interaction.data["type"]
        if interaction.kind == COMPONENT and interaction.source is not None:
            body["interacted_message_id"] = str(interaction.source.id)
        if interaction.kind == MODAL:
            body["triggering_interaction_metadata"] = _trigger(interaction, body["user"])
        return body

    def _payload(self, interaction: Interaction, channel: Channel) -> Json:
        world, user = self._world, self._world.users[interaction.user_id]
        body: Json = {
            "id": str(interaction.id),
            "application_id": str(interaction.application.id),
            "type": interaction.kind,
            "token": interaction.token,
            "version": 1,
            "channel_id": str(channel.id),
            "channel": serialise.channel(world, channel)
            | {"permissions": str(world.permissions_in(user.id, channel) & ALL)},
            "data": interaction.data,
            "locale": user.locale,
            "entitlements": [],
            "entitlement_sku_ids": [],
            "authorizing_integration_owners": _owners(interaction),
            "attachment_size_limit": 10 * 1024 * 1024,
            "app_permissions": str(
                world.permissions_in(interaction.application.bot.id, channel) & ALL
            ),
            "context": 0 if interaction.guild_id is not None else 1,
        }
        if interaction.source is not None:
            body["message"] = serialise.message(world, interaction.source)
        if interaction.guild_id is None:
            return body | {"user": serialise.user(user)}
        guild = world.guilds[interaction.guild_id]
        member = serialise.member(guild.members[user.id])
        member["permissions"] = str(world.permissions_in(user.id, channel) & ALL)
        return body | {
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": guild.preferred_locale, "features": []},
            "guild_locale": guild.preferred_locale,
            "member": member,
        }


def _owners(interaction: Interaction) -> Json:
    return {"0": str(interaction.guild_id or 0)}


def _trigger(modal: Interaction, user: Json) -> Json:
    """Return what opened a modal: a component of the message that it came from, else a command."""
    trigger: Json = {
        "id": str(modal.id),
        "type": COMMAND if modal.source is None else COMPONENT,
        "user": user,
        "authorizing_integration_owners": _owners(modal),
    }
    if modal.source is not None:
        trigger["interacted_message_id"] = str(modal.source.id)
    return trigger
