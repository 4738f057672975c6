"""Reporting messages to the moderators, and dealing with the reports."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

from cogs.core.access import changing, refuse_more, require_moderator
from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.server.moderation.bars import parse_reason
from domain.audit import AuditEntry
from domain.deliveries import DeliveryKey
from domain.errors import UserError
from domain.reports import Report, Reported
from storage import audit, deliveries, drafts, reports
from storage.engine import Connection
from storage.holdings import Holding

DELIVERY = "server-report"
DRAFT = "server-report"
DRAFT_KEPT = timedelta(hours=1)


async def begin_report(services: Services, actor: Actor, message: Reported) -> int:
    """Keep the message that somebody is about to report, while she writes the reason."""
    now = services.clock()
    async with services.database.transaction() as connection:
        return await drafts.create_draft(
            connection, actor.guild_id, actor.member_id, DRAFT, asdict(message), now + DRAFT_KEPT
        )


async def get_reported(services: Services, actor: Actor, draft_id: int) -> Reported:
    """Get the message that the actor is about to report; `UserError` once that is done."""
    async with services.database.read() as connection:
        return await _get_reported(connection, services, actor, draft_id)


async def report_message(services: Services, actor: Actor, draft_id: int, *, reason: str) -> int:
    """Report a message; the moderators are told by a delivery. Barred members may report too."""
    reason = parse_reason(reason)
    now = services.clock()
    async with services.database.transaction() as connection:
        message = await _get_reported(connection, services, actor, draft_id)
        await refuse_more(connection, actor, Holding.REPORT)
        services.rates.spend(
            "post", actor.guild_id, actor.member_id, now, is_moderator=actor.is_moderator
        )
        report_id = await reports.create_report(
            connection, actor.guild_id, actor.member_id, message, reason, now
        )
        if report_id is None:
            raise UserError("server-report-twice")
        key = DeliveryKey(actor.guild_id, DELIVERY, report_id)
        await deliveries.schedule(connection, key, now, now)
        await drafts.delete_draft(connection, draft_id)
    services.schedule.wake(now)
    return report_id


async def resolve_report(services: Services, actor: Actor, report_id: int) -> tuple[Report, bool]:
    """Mark a report as dealt with; False beside it where another moderator had done so before."""
    require_moderator(actor)
    now = services.clock()
    async with changing(services, actor) as connection:
        resolved = await reports.resolve(
            connection, actor.guild_id, report_id, actor.member_id, now
        )
        if resolved:
            entry = AuditEntry(
                actor.guild_id, actor.member_id, "server.resolve", f"report:{report_id}", now
            )
            await audit.record(connection, entry)
        report = await reports.find_report(connection, actor.guild_id, report_id)
    if report is None:
        raise UserError("server-report-unknown")
    return report, resolved


async def get_report(services: Services, actor: Actor, report_id: int) -> Report:
    """A report, for moderators; `UserError` where the server has none of that number."""
    require_moderator(actor)
    async with services.database.read() as connection:
        report = await reports.find_report(connection, actor.guild_id, report_id)
    if report is None:
        raise UserError("server-report-unknown")
    return report


async def list_reports(services: Services, actor: Actor, *, limit: int, skip: int) -> list[Report]:
    """The reports that nobody has resolved, for moderators."""
    require_moderator(actor)
    async with services.database.read() as connection:
        return await reports.list_open(connection, actor.guild_id, limit=limit, skip=skip)


async def _get_reported(
    connection: Connection, services: Services, actor: Actor, draft_id: int
) -> Reported:
    draft = await drafts.find_draft(connection, draft_id, services.clock())
    if draft is None or draft.member_id != actor.member_id or draft.kind != DRAFT:
        raise UserError("server-report-gone")
    return Reported(**draft.body)
