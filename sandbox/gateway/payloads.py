"""Payloads of the gateway's events: records in, Discord's JSON out."""

from __future__ import annotations

from sandbox.wire import serialise
from sandbox.world.clock import iso
from sandbox.world.models import (
    AuditEntry,
    Channel,
    Json,
    Member,
    Message,
    Role,
    ScheduledEvent,
    User,
    VoiceState,
)
from sandbox.world.world import Event, World


def payload(world: World, event: Event) -> Json:
    """Tell of an event as the gateway does: its record and what is told besides."""
    shown = _record(world, event)
    if isinstance(event.record, Member | User | Role | AuditEntry) and event.guild_id is not None:
        shown["guild_id"] = str(event.guild_id)
    return shown | event.data


def _record(world: World, event: Event) -> Json:
    shown: Json = {}
    match event.record:
        case Channel() as record:
            shown = _told_of_channel(world, record, event)
        case Member() as record:
            shown = serialise.member(record)
            shown = {"member": shown} if event.name == "TYPING_START" else shown
        case VoiceState() as record:
            shown = serialise.voice_state(world.guilds[event.guild_id or 0], record)
        case User() as record:
            shown = {"user": serialise.user(record)}
        case Role() as record:
            shown = {"role": serialise.role(record)}
        case Message() as record:
            shown = _told_of_message(world, record)
        case ScheduledEvent() as record:
            shown = serialise.scheduled_event(world, record)
        case AuditEntry() as record:
            shown = serialise.audit_entry(record)
    return shown


def _told_of_channel(world: World, record: Channel, event: Event) -> Json:
    if event.name == "CHANNEL_PINS_UPDATE":
        return {"last_pin_timestamp": iso(record.last_pin_at)}
    if event.name == "THREAD_MEMBERS_UPDATE":
        return {"added_members": [serialise.thread_member(record, each) for each in event.joined]}
    return serialise.channel(world, record)


def _told_of_message(world: World, record: Message) -> Json:
    """Return a message as an event tells it: with its place, and with its author's membership."""
    place = world.channels[record.channel_id]
    told = serialise.message(world, record) | {"channel_type": int(place.kind)}
    guild = world.guilds.get(place.guild_id or 0)
    if guild is not None:
        told["guild_id"] = str(guild.id)
        author = guild.members.get(record.author_id)
        if author is not None and record.webhook_id is None:
            told["member"] = serialise.member(author, with_user=False)
    return told
