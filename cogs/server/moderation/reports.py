"""Reporting messages to the moderators, and dealing with the reports."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

from cogs.core.access import admit, refuse_more, require_moderator
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from cogs.server.moderation.bans import parse_reason
from domain.deliveries import Delivery, DeliveryKey
from domain.errors import UserError
from domain.reports import Report, Reported
from storage import drafts, reports
from storage.holdings import Holding

DELIVERY = "server-report"
DRAFT = "server-report"
DRAFT_KEPT = timedelta(hours=1)


async def begin_report(unit: Unit, actor: Actor, message: Reported) -> int:
    """Keep the message that somebody is about to report, while they write the reason."""
    return await drafts.create_draft(
        unit.connection,
        actor.guild_id,
        actor.member_id,
        DRAFT,
        asdict(message),
        unit.now + DRAFT_KEPT,
    )


async def get_reported(unit: Unit, actor: Actor, draft_id: int) -> Reported:
    """Get the message that the actor is about to report; `UserError` once that is done."""
    draft = await drafts.find_draft(unit.connection, draft_id, unit.now)
    if draft is None or draft.member_id != actor.member_id or draft.kind != DRAFT:
        raise UserError("server-report-gone")
    return Reported(**draft.body)


async def report_message(unit: Unit, actor: Actor, draft_id: int, *, reason: str) -> int:
    """Report a message; the moderators are told by a delivery. Blocked members may report too."""
    reason = parse_reason(reason)
    message = await get_reported(unit, actor, draft_id)
    await refuse_more(unit.connection, actor, Holding.REPORT)
    report_id = await reports.create_report(
        unit.connection, actor.guild_id, actor.member_id, message, reason, unit.now
    )
    if report_id is None:
        raise UserError("server-report-twice")
    await unit.plan_once(DeliveryKey(actor.guild_id, DELIVERY, report_id))
    await drafts.delete_draft(unit.connection, draft_id)
    return report_id


async def resolve_report(unit: Unit, actor: Actor, report_id: int) -> tuple[Report, bool]:
    """Mark a report as dealt with; False beside it where another moderator had done so before."""
    require_moderator(actor)
    await admit(unit, actor)
    resolved = await reports.resolve(
        unit.connection, actor.guild_id, report_id, actor.member_id, unit.now
    )
    if resolved:
        await unit.note(actor, "server.resolve", f"report:{report_id}")
    report = await reports.find_report(unit.connection, actor.guild_id, report_id)
    if report is None:
        raise UserError("server-report-unknown")
    return report, resolved


async def get_report(unit: Unit, actor: Actor, report_id: int) -> Report:
    """Get a report, for moderators; `UserError` where the server has none of that number."""
    require_moderator(actor)
    report = await reports.find_report(unit.connection, actor.guild_id, report_id)
    if report is None:
        raise UserError("server-report-unknown")
    return report


async def list_reports(unit: Unit, actor: Actor, *, limit: int, skip: int) -> list[Report]:
    """List the reports that nobody has resolved, for moderators."""
    require_moderator(actor)
    return await reports.list_open(unit.connection, actor.guild_id, limit=limit, skip=skip)


async def find_due(unit: Unit, delivery: Delivery) -> Report | None:
    """Find the report that moderators are to be told of; None where it's erased."""
    return await reports.find_report(unit.connection, delivery.guild_id, delivery.subject_id)


async def forget_words(unit: Unit, delivery: Delivery) -> None:
    """Keep the reported words no longer: the moderators have them now."""
    await reports.forget_quote(unit.connection, delivery.subject_id)
