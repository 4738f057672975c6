"""The audit log's share of what happens to questions."""

from __future__ import annotations

from cogs.core.actor import Actor
from cogs.core.services import Services
from domain.audit import AuditEntry
from domain.questions import Question
from storage import audit
from storage.connection import Connection


async def note(
    connection: Connection,
    services: Services,
    actor: Actor,
    verb: str,
    question: Question,
    reason: str | None = None,
    **details: object,
) -> None:
    """Record what a moderator does to somebody else's question; what askers do is their own."""
    if question.asker_id == actor.member_id or not actor.is_moderator:
        return
    await audit.record(
        connection,
        AuditEntry(
            guild_id=actor.guild_id,
            actor_id=actor.member_id,
            action=f"qa.{verb}",
            subject=f"question:{question.id}",
            at=services.clock(),
            reason=reason,
            details={name: str(value) for name, value in details.items()},
        ),
    )
