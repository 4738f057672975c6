"""Changes of contracts: shown, agreed, and told to those who use them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from cogs.apis.actions.lookups import get_api, get_own
from cogs.apis.actions.uploads import is_told_of
from cogs.apis.names import AGREED, NOTICE_HERE
from cogs.core.access import admit, refuse_banned
from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.core.unit import Unit
from domain.apis import Api, StoredContract
from domain.contracts.changes import Change, Grade
from domain.deliveries import Delivery, DeliveryData, DeliveryKey
from domain.errors import UserError
from storage import api_consumers, apis, contract_changes, contracts
from storage.api_consumers import Notice
from storage.connection import Connection
from storage.contract_changes import StoredChange
from storage.stamps import to_stamp

MOST_NOTICES = 500
MAX_REASON = 300
MOST_CHOICE = 100
"""Characters of a choice: a longer key is known by its beginning."""
ALL_OF_IT = "*"
"""Stands for what is not about one operation, such as another kind of document."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes from one contract to another."""

    api: Api
    old: int
    new: StoredContract
    changes: Sequence[StoredChange]
    counts: dict[Grade, int]
    notices: Sequence[Notice] = ()
    """Notices that went out; only for owners and moderators."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A press of *Got it*."""

    guild_id: int
    is_new: bool
    """False where they had before, or were never told."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """Breaks that were marked as agreed."""

    api: Api
    number: int
    """Of the upload that made them."""
    count: int


async def show_changes(
    services: Services, actor: Actor, meant: str, old: int | None, new: int | None
) -> Changes:
    """Return the changes between any two contracts of an API.

    Left out: the last one and that before.
    """
    found = await services.read(_read_changes, actor, meant, old, new)
    if isinstance(found, Changes):
        return found
    api, since, to, models = found
    compared = await services.contracts.compare(*models, today=services.clock().date())
    changes = [StoredChange(change) for change in compared.changes]
    return Changes(api, since, to, changes, dict(compared.counts))


async def _read_changes(
    unit: Unit, actor: Actor, meant: str, old: int | None, new: int | None
) -> Changes | tuple[Api, int, StoredContract, tuple[bytes, bytes]]:
    """Read what an upload changed; of two that are further apart, what has to be compared."""
    api = await get_api(unit.connection, actor, meant)
    if api.contract_number is None:
        raise UserError("apis-no-contract", name=api.text.name)
    to = await _contract(unit.connection, api, new or api.contract_number)
    since = to.number - 1 if old is None else old
    if since == to.number - 1:
        stored = await contract_changes.list_changes(unit.connection, to.id)
        notices = await _notices(unit.connection, actor, api, to)
        return Changes(api, since, to, stored, dict(to.counts), notices)
    before = await _contract(unit.connection, api, since)
    first = await contracts.get_model(unit.connection, before.id)
    return api, since, to, (first, await contracts.get_model(unit.connection, to.id))


@dataclass(frozen=True, slots=True)
class Report:
    """An upload with what it changed."""

    api: Api
    contract: StoredContract
    changes: Sequence[StoredChange]


async def get_report(unit: Unit, delivery: Delivery) -> Report | None:
    """Find the upload that a delivery is about; None where it is gone."""
    guild_id = delivery.guild_id
    contract = await contracts.find_by_id(unit.connection, guild_id, delivery.subject_id)
    if contract is None:
        return None
    api = await apis.find_api(unit.connection, guild_id, contract.api_id)
    if api is None:
        return None
    changes = await contract_changes.list_changes(unit.connection, contract.id)
    return Report(api, contract, changes)


async def get_notice(
    unit: Unit, delivery: Delivery, member_id: int
) -> tuple[Report, Notice] | None:
    """Find what a consumer is told of an upload; None where that is gone."""
    report = await get_report(unit, delivery)
    notice = await api_consumers.find_notice(unit.connection, delivery.subject_id, member_id)
    return None if report is None or notice is None else (report, notice)


async def forget_notice(unit: Unit, delivery: Delivery, member_id: int) -> None:
    """Wait for a consumer's word no longer: they have left."""
    await api_consumers.forget_notice(unit.connection, delivery.subject_id, member_id)


@dataclass(frozen=True, slots=True)
class NoticeHere(DeliveryData):
    """Notice of a contract's changes for one consumer, in the API's thread."""

    guild_id: int
    contract_id: int
    member_id: int

    def key(self) -> DeliveryKey:
        return DeliveryKey(self.guild_id, NOTICE_HERE, self.contract_id, f"{self.member_id}")

    @classmethod
    def of_key(cls, key: DeliveryKey) -> Self:
        return cls(key.guild_id, key.subject_id, int(key.occurrence))


@dataclass(frozen=True, slots=True)
class AgreedBreaks(DeliveryData):
    """News of the breaks of a contract that were agreed at one second since 1970."""

    guild_id: int
    contract_id: int
    at: int

    def key(self) -> DeliveryKey:
        return DeliveryKey(self.guild_id, AGREED, self.contract_id, f"{self.at}")

    @classmethod
    def of_key(cls, key: DeliveryKey) -> Self:
        return cls(key.guild_id, key.subject_id, int(key.occurrence))


async def tell_here_instead(unit: Unit, delivery: Delivery) -> None:
    """Have a consumer who accepts no direct messages told in the API's thread."""
    report = await get_report(unit, delivery)
    notice = NoticeHere(delivery.guild_id, delivery.subject_id, delivery.key.member_id or 0)
    uploader_id = None if report is None else report.contract.uploader_id
    await unit.plan_once(notice, scheduled_by=uploader_id)


def concerning(changes: Sequence[StoredChange], keys: Sequence[str]) -> list[StoredChange]:
    """Return the changes that consumers of these operations are told of."""
    wanted = set(keys)
    return [
        each
        for each in changes
        if is_told_of(each.change) and not wanted.isdisjoint(each.change.touches)
    ]


async def agree(
    unit: Unit,
    actor: Actor,
    meant: str,
    operation: str | None,
    reason: str,
    number: int | None = None,
) -> Agreed:
    """Mark breaks that an upload made as agreed, with the reason; left out: the last upload.

    `operation` is a key as `suggest_breaks` gives it; left out: all that nobody agreed to yet.
    """
    reason = " ".join(reason.split())
    if not reason or len(reason) > MAX_REASON:
        raise UserError("apis-bad-reason", most=MAX_REASON)
    await admit(unit, actor)
    api = await get_own(unit.connection, actor, meant)
    if api.contract_number is None:
        raise UserError("apis-no-contract", name=api.text.name)
    contract = await _contract(unit.connection, api, number or api.contract_number)
    key = None if operation is None else await _broken_key(unit.connection, contract, operation)
    count = await contract_changes.agree(
        unit.connection, contract.id, key, reason, actor.member_id, unit.now
    )
    if not count:
        shown = str(contract.number)
        raise UserError("apis-nothing-to-agree", name=api.text.name, number=shown)
    told = AgreedBreaks(actor.guild_id, contract.id, to_stamp(unit.now))
    await unit.plan_once(told, scheduled_by=actor.member_id)
    await unit.note(
        actor,
        "apis.agree",
        f"api:{api.id}",
        owners=api.owner_ids,
        reason=reason,
        name=api.text.name,
        number=contract.number,
    )
    return Agreed(api, contract.number, count)


async def suggest_breaks(
    unit: Unit, actor: Actor, meant: str, number: int | None, typed: str
) -> list[tuple[str, Change]]:
    """Suggest operations that an upload broke and nobody agreed to, with the first break."""
    try:
        api = await get_own(unit.connection, actor, meant)
        contract = await _contract(unit.connection, api, number or api.contract_number or 0)
    except UserError:
        return []
    broken = await _open_breaks(unit.connection, contract)
    wanted = typed.casefold()
    return [(key, change) for key, change in broken.items() if wanted in key.casefold()]


async def _open_breaks(connection: Connection, contract: StoredContract) -> dict[str, Change]:
    found: dict[str, Change] = {}
    for each in await contract_changes.list_changes(connection, contract.id):
        if each.change.grade is Grade.BREAKING and each.agreed_at is None:
            found.setdefault(each.change.operation or ALL_OF_IT, each.change)
    return found


async def _broken_key(connection: Connection, contract: StoredContract, meant: str) -> str:
    """Return the operation as the changes name it; what is unknown broke nothing."""
    wanted = " ".join(meant.casefold().split())
    for key, change in (await _open_breaks(connection, contract)).items():
        if key.casefold()[: max(MOST_CHOICE, len(wanted))] == wanted:
            return change.operation
    return meant


async def mark_seen(unit: Unit, member_id: int, contract_id: int) -> Seen | None:
    """Record that a consumer has seen their notice; None where the upload is gone."""
    guild_id = await contracts.find_guild(unit.connection, contract_id)
    if guild_id is None:
        return None
    await refuse_banned(unit.connection, guild_id, member_id, unit.now)
    is_new = await api_consumers.mark_seen(unit.connection, contract_id, member_id, unit.now)
    return Seen(guild_id, is_new)


async def _contract(connection: Connection, api: Api, number: int) -> StoredContract:
    found = await contracts.find_contract(connection, api.id, number)
    if found is None:
        raise UserError("apis-unknown-revision", number=str(number), name=api.text.name)
    return found


async def _notices(
    connection: Connection, actor: Actor, api: Api, contract: StoredContract
) -> Sequence[Notice]:
    if not actor.is_moderator and not api.is_owned_by(actor.member_id):
        return ()
    return await api_consumers.list_notices(connection, contract.id, limit=MOST_NOTICES)
