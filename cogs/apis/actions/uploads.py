"""Uploads of contracts: read, compared and put in force."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cogs.apis.actions.lookups import get_own
from cogs.apis.names import NOTICE, REPORT
from cogs.core.access import admit
from cogs.core.actor import Actor
from cogs.core.services import Services, Uploaded
from cogs.core.unit import Unit
from domain.apis import CARD, Api, StoredContract, Style
from domain.apis_text import styles_with
from domain.contracts.changes import Change, Grade
from domain.contracts.uploads import Comparison, Upload
from domain.deliveries import DeliveryKey
from domain.errors import UserError
from storage import (
    api_consumers,
    apis,
    contract_changes,
    contract_operations,
    contracts,
)
from storage.api_consumers import WHOLE
from storage.connection import Connection

log = logging.getLogger(__name__)

ATTEMPTS = 3
TOLD_OF: frozenset[str] = frozenset(
    {
        *("operation-deprecated", "operation-deprecated-with-day", "graphql-deprecated"),
        *("parameter-deprecated", "parameter-deprecated-with-day", "property-deprecated"),
        *("sunset-added", "sunset-later", "operation-removed-after-sunset", "operation-moved"),
        *("parameter-removed-deprecated", "parameter-removed-after-sunset"),
    }
)
"""Safe changes that concern consumers all the same; of others nobody is told."""


@dataclass(frozen=True, slots=True)
class Uploading:
    """Outcome of an upload."""

    api: Api
    upload: Upload
    number: int | None
    """Of the contract that was stored, or is identical; None for a preview."""
    is_identical: bool = False
    told: int = 0
    """Number of consumers told."""


async def preview_contract(
    services: Services, actor: Actor, meant: str, document: bytes
) -> Uploading:
    """Preview what uploading a document would change; nothing is stored, nobody is told."""
    api, latest, model = await services.read(_before, actor, meant)
    upload = await services.contracts.read(document, since=model, today=services.clock().date())
    told = await services.read(_concerned, api, upload.comparison, actor.member_id)
    is_identical = latest is not None and latest.checksum == upload.checksum
    return Uploading(api, upload, None, is_identical, len(told))


async def upload_contract(
    services: Services, actor: Actor, meant: str, document: bytes
) -> Uploading:
    """Store a document as the contract in force; `RefusedError` where it cannot be read.

    Whoever uploads at the same time comes after: their document is compared with this one.
    """
    for _ in range(ATTEMPTS):
        api, latest, model = await services.read(_before, actor, meant)
        upload = await services.contracts.read(document, since=model, today=services.clock().date())
        if latest is not None and latest.checksum == upload.checksum:
            return Uploading(api, upload, latest.number, is_identical=True)
        done = await services.write(_store, actor, api, upload)
        if done is not None:
            break
    else:
        raise UserError("apis-upload-overtaken")
    uploading, contract_id = done
    number = uploading.number or 0
    told = Uploaded(actor.guild_id, api.id, contract_id, number, actor.member_id)
    for listener in services.features.uploads:
        try:
            await listener(services, told)
        except Exception:
            # What is stored is stored: the uploader must not be told that it failed.
            log.exception("A listener failed over contract %s", contract_id)
    return uploading


async def _before(
    unit: Unit, actor: Actor, meant: str
) -> tuple[Api, StoredContract | None, bytes | None]:
    """Read the actor's API, its contract in force, and the packed model of that."""
    await admit(unit, actor)
    api = await get_own(unit.connection, actor, meant)
    if api.is_retired:
        raise UserError("apis-is-retired", name=api.text.name)
    if api.contract_number is None:
        return api, None, None
    latest = await contracts.find_contract(unit.connection, api.id, api.contract_number)
    model = None if latest is None else await contracts.get_model(unit.connection, latest.id)
    return api, latest, model


async def _store(
    unit: Unit, actor: Actor, api: Api, upload: Upload
) -> tuple[Uploading, int] | None:
    """Store an upload, and have it told; None where another one came in between."""
    await admit(unit, actor)
    connection, number = unit.connection, (api.contract_number or 0) + 1
    new = contracts.NewContract(actor.guild_id, api.id, number, actor.member_id)
    current = await apis.find_api(connection, actor.guild_id, api.id)
    if current is None or current.contract_number != api.contract_number:
        return None
    contract_id = await contracts.create_contract(connection, new, upload, unit.now)
    await contract_changes.add_changes(connection, contract_id, upload.comparison.changes)
    told = await _concerned(unit, api, upload.comparison, actor.member_id)
    await api_consumers.add_notices(connection, contract_id, told)
    await _follow_renames(connection, api)
    await apis.note_contract(connection, api.id, number, unit.now)
    await _note_style(connection, current, upload)
    name, owners = api.text.name, api.owner_ids
    await unit.note(actor, "apis.upload", f"api:{api.id}", owners=owners, name=name, number=number)
    report = DeliveryKey(actor.guild_id, REPORT, contract_id)
    await unit.plan_once(report, scheduled_by=actor.member_id)
    for each in told:  # closed direct messages are nobody's failure: the thread says it then
        await unit.plan_once(DeliveryKey(actor.guild_id, NOTICE, contract_id, member_id=each))
    unit.show(CARD, api.id)
    return Uploading(api, upload, number, told=len(told)), contract_id


async def _note_style(connection: Connection, api: Api, upload: Upload) -> None:
    """Note the style that the contract describes as one of the API's."""
    seen = Style.GRAPHQL if upload.kind.is_graphql else Style.REST
    styles = styles_with(api.text.styles, seen, is_first=api.contract_number is None)
    if styles != api.text.styles:
        await apis.set_styles(connection, api.id, styles)


async def _follow_renames(connection: Connection, api: Api) -> None:
    """Rename what members declared to the names that the contract in force has."""
    declared = await api_consumers.list_operations(connection, api.id)
    for key in declared - await contract_operations.list_keys(connection, api.id):
        twin = await contract_operations.find_match(connection, api.guild_id, api.id, key)
        if twin is not None:
            await api_consumers.rename_operation(connection, api.id, key, twin)


async def _concerned(
    unit: Unit, api: Api, comparison: Comparison, uploader_id: int
) -> Mapping[int, Sequence[str]]:
    """Exactly those who declared what was touched, with what that is of theirs."""
    touched = touched_keys(comparison.changes)
    if not touched:
        return {}
    declared = await api_consumers.list_concerned(unit.connection, api.id, touched)
    concerned = {
        member_id: sorted(touched if WHOLE in operations else touched & operations)
        for member_id, operations in declared.items()
        if member_id != uploader_id
    }
    return {member_id: keys for member_id, keys in concerned.items() if keys}


def is_told_of(change: Change) -> bool:
    """Tell whether consumers of what it touches are told."""
    return change.grade is not Grade.SAFE or change.rule in TOLD_OF


def touched_keys(changes: Sequence[Change]) -> frozenset[str]:
    """Return the operations whose consumers are told."""
    return frozenset(key for each in changes if is_told_of(each) for key in each.touches)
