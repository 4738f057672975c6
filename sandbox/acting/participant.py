"""A member among others: in voice channels and at scheduled events."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sandbox.acting.errors import CannotDoError, refusals_of_discord
from sandbox.acting.person import Person
from sandbox.world.models import HOLDS_VOICES, Channel, ChannelKind, Json, ScheduledEvent
from sandbox.world.permissions import Permission
from sandbox.world.scheduled_events import (
    ACTIVE,
    AHEAD,
    CANCELED,
    COMPLETED,
    EXTERNAL,
    STAGE,
    VOICE,
    change_event,
    create_event,
    delete_event,
    list_ahead,
    may_see_event,
    set_interest,
)
from sandbox.world.voice import join_voice, leave_voice, members_in

EventGiven = ScheduledEvent | int | str


class Participant(Person):
    """A person who meets others. Events are given by record, id or name."""

    # Voice

    @property
    def voice(self) -> Channel | None:
        """The voice or stage channel that they are in."""
        state = self.guild.voice_states.get(self.id)
        return None if state is None else self._world.channels[state.channel_id]

    async def join_voice(self, where: Channel | str | int) -> None:
        """Join a voice or stage channel, from whichever they were in."""
        channel = self.channel(where)
        if channel.kind not in HOLDS_VOICES:
            raise CannotDoError(f"{channel.name!r} is no voice channel")
        allowed = self._world.permissions_in(self.id, channel)
        if not allowed & Permission.VIEW_CHANNEL or not allowed & Permission.CONNECT:
            raise CannotDoError(f"{self.name} may not join {channel.name!r}")
        inside = [i for i in members_in(self.guild, channel.id) if i != self.id]
        is_full = 0 < channel.user_limit <= len(inside)
        if is_full and not allowed & Permission.MOVE_MEMBERS:
            raise CannotDoError(f"{channel.name!r} is full")
        join_voice(self._world, self.guild, self.id, channel)

    async def leave_voice(self) -> None:
        """Leave the voice channel that they are in."""
        if self.voice is None:
            raise CannotDoError(f"{self.name} is in no voice channel")
        leave_voice(self._world, self.guild, self.id)

    # Events

    def events(self) -> list[ScheduledEvent]:
        """Return the events ahead and under way that they see, oldest first."""
        return list_ahead(self._world, self.guild, self.id)

    def event(self, given: EventGiven) -> ScheduledEvent:
        """Return one that they see; the newest, where several have that name."""
        for event in reversed(self.guild.events.values()):
            is_meant = given in (event.id, event.fields["name"]) or given is event
            if is_meant and may_see_event(self._world, event, self.id):
                return event
        raise CannotDoError(f"{self.name} sees no event {given!r}")

    async def create_event(
        self,
        name: str,
        *,
        start: datetime,
        end: datetime | None = None,
        channel: Channel | str | int | None = None,
        location: str | None = None,
        description: str | None = None,
    ) -> ScheduledEvent:
        """Schedule an event in a voice or stage channel, or at a location until `end`."""
        data = {"name": name, "privacy_level": 2, "description": description}
        data |= {"scheduled_start_time": start, "scheduled_end_time": end}
        with refusals_of_discord():
            place = self._place(channel, location)
            return create_event(self._world, self.guild, self.id, data | place)

    async def change_event(
        self,
        event: EventGiven,
        *,
        channel: Channel | str | int | None = None,
        location: str | None = None,
        **changes: Any,
    ) -> None:
        """Change an event's `name`, `description`, `start`, `end`, `channel` or `location`."""
        names = {"start": "scheduled_start_time", "end": "scheduled_end_time"}
        data = {names.get(name, name): value for name, value in changes.items()}
        if channel is not None or location is not None:
            data |= self._place(channel, location)
        self._change(event, data)

    async def start_event(self, event: EventGiven) -> None:
        """Let an event begin now."""
        self._change(event, {"status": ACTIVE})

    async def end_event(self, event: EventGiven) -> None:
        """End an event that goes on."""
        self._change(event, {"status": COMPLETED})

    async def cancel_event(self, event: EventGiven) -> None:
        """Cancel an event that has not begun."""
        self._change(event, {"status": CANCELED})

    async def delete_event(self, event: EventGiven) -> None:
        """Delete an event."""
        with refusals_of_discord():
            delete_event(self._world, self.event(event), self.id)

    async def interested(self, event: EventGiven) -> None:
        """Mark themselves as interested in an event."""
        self._show_interest(event, interested=True)

    async def uninterested(self, event: EventGiven) -> None:
        """Take their interest back."""
        self._show_interest(event, interested=False)

    def _place(self, where: Channel | str | int | None, location: str | None) -> Json:
        if where is None:
            metadata = {"location": location}
            return {"entity_type": EXTERNAL, "channel_id": None, "entity_metadata": metadata}
        channel = self.channel(where)
        kind = STAGE if channel.kind is ChannelKind.STAGE else VOICE
        return {"entity_type": kind, "channel_id": channel.id, "entity_metadata": None}

    def _change(self, event: EventGiven, data: Json) -> None:
        with refusals_of_discord():
            change_event(self._world, self.event(event), self.id, data)

    def _show_interest(self, given: EventGiven, *, interested: bool) -> None:
        event = self.event(given)
        if event.status not in AHEAD:
            raise CannotDoError("That event is over")
        set_interest(self._world, event, self.id, interested=interested)
