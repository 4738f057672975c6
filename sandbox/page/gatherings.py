"""Voice channels and scheduled events in the page: how they are drawn, what members do there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from sandbox.acting.errors import CannotDoError
from sandbox.acting.member import Actor
from sandbox.world.errors import ApiError
from sandbox.world.models import Json, ScheduledEvent
from sandbox.world.scheduled_events import require_rights
from sandbox.world.world import World


def voice(world: World, actor: Actor) -> Json:
    """Tell who is in which channel that a member sees: user ids by channel id."""
    found: dict[str, list[str]] = {}
    for state in actor.guild.voice_states.values():
        if world.may_see(actor.id, world.channels[state.channel_id]):
            found.setdefault(str(state.channel_id), []).append(str(state.user_id))
    return found


def events(world: World, actor: Actor) -> list[Json]:
    """Return the events ahead and under way that a member sees, soonest first."""
    shown = [_event(world, actor, event) for event in actor.events()]
    return sorted(shown, key=lambda event: str(event["scheduled_start_time"]))


def _event(world: World, actor: Actor, event: ScheduledEvent) -> Json:
    creator = world.users[event.creator_id]
    return event.fields | {
        "id": str(event.id),
        "creator": creator.global_name or creator.username,
        "count": len(event.user_ids),
        "interested": actor.id in event.user_ids,
        "can_manage": _may_manage(world, actor, event),
    }


def _may_manage(world: World, actor: Actor, event: ScheduledEvent) -> bool:
    try:
        require_rights(world, event, actor.id)
    except ApiError:
        return False
    return True


async def _join_voice(actor: Actor, body: Json) -> None:
    await actor.join_voice(int(body["channel"]))


async def _leave_voice(actor: Actor, _: Json) -> None:
    await actor.leave_voice()


async def _interested(actor: Actor, body: Json) -> None:
    await actor.interested(int(body["event"]))


async def _uninterested(actor: Actor, body: Json) -> None:
    await actor.uninterested(int(body["event"]))


async def _start(actor: Actor, body: Json) -> None:
    await actor.start_event(int(body["event"]))


async def _end(actor: Actor, body: Json) -> None:
    await actor.end_event(int(body["event"]))


async def _cancel(actor: Actor, body: Json) -> None:
    await actor.cancel_event(int(body["event"]))


async def _save(actor: Actor, body: Json) -> None:
    """Schedule an event, or change the one that is named."""
    times: Json = {"start": _time(body["start"]), "end": _time(body["end"])}
    if times["start"] is None:
        raise CannotDoError("An event needs a start")
    place = {"channel": int(body["place"])} if body["place"] else {"location": body["location"]}
    about = {"name": body["name"], "description": body["description"] or None, **place}
    if "event" not in body:
        await actor.create_event(**about, **times)
        return
    event = actor.event(int(body["event"]))
    # A time that stays is not sent: Discord would refuse a start that has passed.
    new: Json = {k: at for k, at in times.items() if _minute(at) != _minute(_held(event, k))}
    await actor.change_event(event, **about, **new)


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _held(event: ScheduledEvent, name: str) -> datetime | None:
    return _time(event.fields[f"scheduled_{name}_time"])


def _minute(at: datetime | None) -> datetime | None:
    """Return a time as precise as the page's form holds it."""
    return None if at is None else at.replace(second=0, microsecond=0)


ACTIONS: dict[str, Callable[[Actor, Json], Awaitable[None]]] = {
    "join_voice": _join_voice,
    "leave_voice": _leave_voice,
    "interested": _interested,
    "uninterested": _uninterested,
    "start_event": _start,
    "end_event": _end,
    "cancel_event": _cancel,
    "save_event": _save,
}
"""Acts of members there, by the name that the page gives them."""
