"""Registering an API, saying something else of it, and sharing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cogs.apis.actions.finding import get_own
from cogs.apis.actions.logbook import note
from cogs.core.access import admit_post, changing
from cogs.core.actor import Actor
from cogs.core.services import CARDS, Services
from domain.apis import CARD, Api, ApiText
from domain.apis_text import check_text
from domain.errors import UserError
from storage import apis, cards

MOST_OWNED = 100


async def register(
    services: Services,
    actor: Actor,
    text: ApiText,
    channel_id: int,
    with_ids: Sequence[int] = (),
) -> Api:
    """Register the actor's API, which others may own, too; `UserError` for a name that is taken."""
    text = check_text(text)
    owner_ids = dict.fromkeys((actor.member_id, *with_ids))
    now = services.clock()
    async with changing(services, actor) as connection:
        taken = await apis.find_by_name(connection, actor.guild_id, text.name)
        if taken is not None:
            raise UserError("apis-name-taken", name=text.name)
        owned = await apis.list_owned(connection, actor.guild_id, actor.member_id, limit=MOST_OWNED)
        if len(owned) == MOST_OWNED:
            raise UserError("apis-too-many", most=MOST_OWNED)
        await admit_post(services, connection, actor)
        api_id = await apis.create_api(connection, actor.guild_id, text, channel_id, now)
        for owner_id in owner_ids:
            await apis.add_owner(connection, api_id, owner_id, now)
        made = await apis.find_api(connection, actor.guild_id, api_id)
    services.schedule.reconcile(CARDS)
    if made is None:
        raise RuntimeError("an API is gone in the transaction that made it")
    return made


async def edit(services: Services, actor: Actor, meant: str, **changes: object) -> Api:
    """Say something else of an API; what is None stays as it is."""
    given = {name: value for name, value in changes.items() if value is not None}
    if not given:
        raise UserError("apis-nothing-to-change")
    now = services.clock()
    async with changing(services, actor) as connection:
        api = await get_own(connection, actor, meant)
        text = check_text(replace(api.text, **given))  # type: ignore[arg-type] # fields by name
        taken = await apis.find_by_name(connection, actor.guild_id, text.name)
        if taken is not None and taken.id != api.id:
            raise UserError("apis-name-taken", name=text.name)
        await apis.change_api(connection, api.id, text, api.revision, now)
        await note(connection, services, actor, "edit", api)
    services.schedule.reconcile(CARDS)
    return replace(api, text=text)


async def share(services: Services, actor: Actor, meant: str, member_id: int) -> Api:
    """Let somebody else own an API, too."""
    now = services.clock()
    async with changing(services, actor) as connection:
        api = await get_own(connection, actor, meant)
        if api.is_owned_by(member_id):
            raise UserError("apis-owner-already", name=api.text.name)
        if len(api.owner_ids) >= apis.MOST_OWNERS:
            raise UserError("apis-too-many-owners", most=apis.MOST_OWNERS)
        await apis.add_owner(connection, api.id, member_id, now)
        await apis.touch(connection, api.id, now)
        await note(connection, services, actor, "share", api, member=member_id)
    services.schedule.reconcile(CARDS)
    return api


async def unshare(services: Services, actor: Actor, meant: str, member_id: int) -> Api:
    """Take an owner off; the last one stays, unless a moderator takes her off."""
    now = services.clock()
    async with changing(services, actor) as connection:
        api = await get_own(connection, actor, meant)
        if not api.is_owned_by(member_id):
            raise UserError("apis-no-owner", name=api.text.name)
        if len(api.owner_ids) == 1 and not actor.is_moderator:
            raise UserError("apis-last-owner", name=api.text.name)
        await apis.remove_owner(connection, api.id, member_id)
        await apis.touch(connection, api.id, now)
        await note(connection, services, actor, "unshare", api, member=member_id)
    services.schedule.reconcile(CARDS)
    return api


async def transfer(services: Services, actor: Actor, meant: str, member_id: int) -> Api:
    """Hand an API over: from now on the other owns it in the actor's place.

    A moderator who does not own it puts the other in the place of all who do.
    """
    now = services.clock()
    async with changing(services, actor) as connection:
        api = await get_own(connection, actor, meant)
        is_own = api.is_owned_by(actor.member_id)
        leaving = [actor.member_id] if is_own else list(api.owner_ids)
        if member_id in leaving and len(leaving) == 1:
            raise UserError("apis-owner-already", name=api.text.name)
        for owner_id in leaving:
            await apis.remove_owner(connection, api.id, owner_id)
        await apis.add_owner(connection, api.id, member_id, now)
        await apis.touch(connection, api.id, now)
        await note(connection, services, actor, "transfer", api, member=member_id)
    services.schedule.reconcile(CARDS)
    return api


async def retire(services: Services, actor: Actor, meant: str, *, retired: bool) -> Api:
    """Take an API out of the lists, or put it back; nothing of it is lost."""
    now = services.clock()
    async with changing(services, actor) as connection:
        api = await get_own(connection, actor, meant)
        if not await apis.retire(connection, api.id, now, retired=retired):
            raise UserError("apis-retired-already" if retired else "apis-not-retired")
        if not retired:
            await cards.post_again(connection, actor.guild_id, CARD, api.id)
        await note(connection, services, actor, "retire" if retired else "revive", api)
    services.schedule.reconcile(CARDS)
    return api
