"""Registrations of APIs: made, edited, owned and retired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cogs.apis.actions.lookups import get_own
from cogs.core.access import admit
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from domain.apis import CARD, Api, ApiText
from domain.apis_text import check_text
from domain.errors import UserError
from storage import apis, cards

MOST_OWNED = 100


async def register(
    unit: Unit,
    actor: Actor,
    text: ApiText,
    channel_id: int,
    with_ids: Sequence[int] = (),
) -> Api:
    """Register the actor's API, which others may own, too; `UserError` for a name that is taken."""
    text = check_text(text)
    await admit(unit, actor)
    is_first = await unit.once(actor.interaction_id)
    taken = await apis.find_by_name(unit.connection, actor.guild_id, text.name)
    if taken is not None:
        if not is_first:  # the same command again: it made this one
            return taken
        raise UserError("apis-name-taken", name=text.name)
    owned = await apis.list_owned(
        unit.connection, actor.guild_id, actor.member_id, limit=MOST_OWNED
    )
    if len(owned) == MOST_OWNED:
        raise UserError("apis-too-many", most=MOST_OWNED)
    api_id = await apis.create_api(unit.connection, actor.guild_id, text, channel_id, unit.now)
    for owner_id in dict.fromkeys((actor.member_id, *with_ids)):
        await apis.add_owner(unit.connection, api_id, owner_id, unit.now)
    unit.show(CARD, api_id)
    made = await apis.find_api(unit.connection, actor.guild_id, api_id)
    if made is None:
        raise RuntimeError("an API is gone in the transaction that made it")
    return made


async def lose_thread(unit: Unit, api: Api) -> None:
    """Have the card of an API posted anew, with a thread: that which it had is gone."""
    await apis.lose_thread(unit.connection, api.id)
    await cards.post_again(unit.connection, api.guild_id, CARD, api.id)
    unit.show(CARD, api.id)


async def edit(unit: Unit, /, actor: Actor, meant: str, **changes: object) -> Api:
    """Say something else of an API; what is None stays as it is."""
    given = {name: value for name, value in changes.items() if value is not None}
    if not given:
        raise UserError("apis-nothing-to-change")
    await admit(unit, actor)
    api = await get_own(unit.connection, actor, meant)
    text = check_text(replace(api.text, **given))  # type: ignore[arg-type] # fields by name
    taken = await apis.find_by_name(unit.connection, actor.guild_id, text.name)
    if taken is not None and taken.id != api.id:
        raise UserError("apis-name-taken", name=text.name)
    await apis.change_api(unit.connection, api.id, text, api.revision, unit.now)
    await unit.note(actor, "apis.edit", f"api:{api.id}", owners=api.owner_ids, name=api.text.name)
    unit.show(CARD, api.id)
    return replace(api, text=text)


async def share(unit: Unit, actor: Actor, meant: str, member_id: int) -> Api:
    """Let somebody else own an API, too."""
    await admit(unit, actor)
    api = await get_own(unit.connection, actor, meant)
    if api.is_owned_by(member_id):
        raise UserError("apis-owner-already", name=api.text.name)
    if len(api.owner_ids) >= apis.MOST_OWNERS:
        raise UserError("apis-too-many-owners", most=apis.MOST_OWNERS)
    await apis.add_owner(unit.connection, api.id, member_id, unit.now)
    await apis.touch(unit.connection, api.id, unit.now)
    await unit.note(
        actor,
        "apis.share",
        f"api:{api.id}",
        owners=api.owner_ids,
        name=api.text.name,
        member=member_id,
    )
    unit.show(CARD, api.id)
    return api


async def unshare(unit: Unit, actor: Actor, meant: str, member_id: int) -> Api:
    """Take an owner off; the last one stays, unless a moderator takes them off."""
    await admit(unit, actor)
    api = await get_own(unit.connection, actor, meant)
    if not api.is_owned_by(member_id):
        raise UserError("apis-no-owner", name=api.text.name)
    if len(api.owner_ids) == 1 and not actor.is_moderator:
        raise UserError("apis-last-owner", name=api.text.name)
    await apis.remove_owner(unit.connection, api.id, member_id)
    await apis.touch(unit.connection, api.id, unit.now)
    await unit.note(
        actor,
        "apis.unshare",
        f"api:{api.id}",
        owners=api.owner_ids,
        name=api.text.name,
        member=member_id,
    )
    unit.show(CARD, api.id)
    return api


async def transfer(unit: Unit, actor: Actor, meant: str, member_id: int) -> Api:
    """Hand an API over: from now on the other owns it in the actor's place.

    A moderator who does not own it puts the other in the place of all who do.
    """
    await admit(unit, actor)
    api = await get_own(unit.connection, actor, meant)
    is_own = api.is_owned_by(actor.member_id)
    leaving = [actor.member_id] if is_own else list(api.owner_ids)
    if member_id in leaving and len(leaving) == 1:
        raise UserError("apis-owner-already", name=api.text.name)
    for owner_id in leaving:
        await apis.remove_owner(unit.connection, api.id, owner_id)
    await apis.add_owner(unit.connection, api.id, member_id, unit.now)
    await apis.touch(unit.connection, api.id, unit.now)
    await unit.note(
        actor,
        "apis.transfer",
        f"api:{api.id}",
        owners=api.owner_ids,
        name=api.text.name,
        member=member_id,
    )
    unit.show(CARD, api.id)
    return api


async def retire(unit: Unit, actor: Actor, meant: str, *, retired: bool) -> Api:
    """Take an API out of the lists, or put it back; nothing of it is lost."""
    await admit(unit, actor)
    api = await get_own(unit.connection, actor, meant)
    if not await apis.retire(unit.connection, api.id, unit.now, retired=retired):
        raise UserError("apis-retired-already" if retired else "apis-not-retired")
    if not retired:
        await cards.post_again(unit.connection, actor.guild_id, CARD, api.id)
    verb = "apis.retire" if retired else "apis.revive"
    await unit.note(actor, verb, f"api:{api.id}", owners=api.owner_ids, name=api.text.name)
    unit.show(CARD, api.id)
    return api
