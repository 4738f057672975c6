"""Answers that somebody other than the asker thinks are the solution."""

from __future__ import annotations

from datetime import datetime

from storage.connection import Connection
from storage.queries import load_queries
from storage.stamps import to_stamp

_queries = load_queries("proposals")


async def propose(
    connection: Connection, question_id: int, message_id: int, proposer_id: int, at: datetime
) -> bool:
    """Propose a stored message as an answer; False where somebody did before."""
    added: int = await _queries.propose(
        connection,
        question_id=question_id,
        message_id=message_id,
        proposer_id=proposer_id,
        at=to_stamp(at),
    )
    return added > 0


async def withdraw(connection: Connection, question_id: int, message_id: int) -> None:
    """Forget a proposal, so that the message can be proposed again."""
    await _queries.withdraw(connection, question_id=question_id, message_id=message_id)


async def decline(connection: Connection, question_id: int, message_id: int, at: datetime) -> None:
    """Record that the asker declined a proposed answer."""
    await _queries.decline(
        connection, question_id=question_id, message_id=message_id, at=to_stamp(at)
    )
