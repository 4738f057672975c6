"""Retention: the bound of each table, and what goes when.

`BOUNDS` is what `docs/storage.md` tells operators; the tests hold both to the schema.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from domain.shards import Reach
from storage.connection import Connection
from storage.queries import load_queries
from storage.refused_texts import DAY_SECONDS, KEPT_DAYS
from storage.stamps import Row, from_stamp, to_stamp

BATCH: Final = 200
"""Rows of a table that go in one transaction, so that nobody waits long for the writer."""
FEW: Final = 20
"""Rows of a table of which each takes much with it, or is large."""
NEWEST_DELIVERIES: Final = 20
"""Rows of a kind and subject that stay where planners ask what was told last."""
NEWEST_REVISIONS: Final = 50
NEWEST_CONTRACTS: Final = 50
NEWEST_EVENTS: Final = 200

_queries = load_queries("retention")


@dataclass(frozen=True, slots=True)
class Bound:
    """Bound of a table: how many rows there can be, and how long one is kept."""

    most: str
    kept: str = "as long as the server has Nexus"


_WITH = "with its {}".format
_SEARCH = Bound("as many as documents have", _WITH("document"))

BOUNDS: Final[Mapping[str, Bound]] = MappingProxyType(
    {
        "accepted_answers": Bound("5 a question", _WITH("question")),
        "announcement_images": Bound(
            "those of announcements, their revisions and templates",
            "2 days after nothing holds it any longer",
        ),
        "announcement_posts": Bound("one per occurrence and channel", "400 days"),
        "announcement_revisions": Bound("the newest 50 an announcement", _WITH("announcement")),
        "announcement_seen": Bound("one per member and occurrence", "400 days"),
        "announcement_skips": Bound("one per occurrence", "400 days"),
        "announcement_templates": Bound("50 a server"),
        "announcements": Bound("100 scheduled at once a server; moderators write them"),
        "answer_proposals": Bound("one a message", _WITH("message")),
        "api_consumers": Bound("500 operations per member and API", _WITH("API")),
        "api_owners": Bound("10 an API", _WITH("API")),
        "apis": Bound("100 a member"),
        "app_state": Bound("3 rows in all", "for good"),
        "audit_entries": Bound("one per act of a moderator", "400 days"),
        "bars": Bound("one a member", "until it ends"),
        "cards": Bound("one a subject", _WITH("subject")),
        "contract_changes": Bound("those of a contract kept", _WITH("contract")),
        "contract_notices": Bound("one per contract and consumer", _WITH("contract")),
        "contract_operations": Bound("those of the contract in force", _WITH("contract")),
        "contract_types": Bound("those of the contract in force", _WITH("contract")),
        "contracts": Bound(
            "the newest 50 an API, and those with breaks that were agreed to within 400 days",
            _WITH("API"),
        ),
        "deliveries": Bound(
            "one a post; of card faults and contract findings the newest 20 a subject stay",
            "180 days after its end; a post of an announcement with its message",
        ),
        "drafts": Bound("the newest 20 per member and kind", "until it expires, 1 hour to 7 days"),
        "endpoint_confirmations": Bound("2 a request", _WITH("request")),
        "endpoint_history": Bound("the first and the newest 200 a request", _WITH("request")),
        "endpoint_requests": Bound("50 open ones a requester"),
        "endpoint_shapes": Bound(
            "the newest 50 a request, and those that were confirmed", _WITH("request")
        ),
        "endpoint_watchers": Bound("200 requests a member", _WITH("request")),
        "faq_entries": Bound("what moderators publish"),
        "faq_files": Bound(
            "those of entries, revisions, suggestions and drafts",
            "2 days after nothing holds it any longer",
        ),
        "faq_revisions": Bound(
            "the newest 50 an entry, and all of the last 30 days", _WITH("entry")
        ),
        "faq_suggestions": Bound(
            "20 waiting ones a member",
            "90 days once declined or withdrawn, else with its entry",
        ),
        "faq_votes": Bound("one per member and entry", _WITH("entry")),
        "guild_settings": Bound("one a server"),
        "handled_interactions": Bound("one an interaction that creates something", "a day"),
        "hint_rests": Bound("one per channel and subject", "until it's over"),
        "known_guilds": Bound("one a server", "30 days after the server has left"),
        "member_reminders": Bound("one a member"),
        "member_settings": Bound("one a member"),
        "question_message_edits": Bound("the newest 20 a message", _WITH("message")),
        "question_messages": Bound("what's written in its thread", _WITH("question")),
        "question_pages": Bound("6 a question", _WITH("question")),
        "question_topics": Bound("4 a question", _WITH("question")),
        "questions": Bound("5 posts in 10 minutes a member"),
        "rate_uses": Bound("one per member and limit", "10 minutes"),
        "refused_texts": Bound("93 a server", "30 days"),
        "reports": Bound("20 open ones a reporter", "400 days once resolved"),
        "retention_runs": Bound("one a server"),
        "schema_migrations": Bound("one a migration", "for good"),
        "search_documents": Bound(
            "one a question, answer and FAQ entry", "with what it stands for"
        ),
        "search_gaps": Bound("5,000 a server", "400 days after the last search"),
        "search_guilds": Bound("one a server"),
        "search_marks": _SEARCH,
        "search_postings": _SEARCH,
        "search_ranges": Bound("one row in all", "for good"),
        "search_terms": _SEARCH,
        "search_vectors": _SEARCH,
        "session_attendance": Bound("one per member and occurrence", _WITH("occurrence")),
        "session_occurrences": Bound("40 to come a series", "400 days after its end"),
        "session_poll_slots": Bound("10 a poll", _WITH("poll")),
        "session_poll_votes": Bound("one per member and time", _WITH("poll")),
        "session_polls": Bound("10 open ones a host", "90 days after the last time it offers"),
        "session_rsvps": Bound("one per member and occurrence", _WITH("occurrence")),
        "session_series": Bound("50 active ones a host", "400 days after its end"),
        "topic_subscriptions": Bound("25 a member"),
        "topics": Bound("25 a server"),
    }
)
"""Bound of every table, by its name."""

_Drop = Callable[[Connection, Mapping[str, object]], Awaitable[int]]

DROPS: Final[Mapping[str, _Drop]] = MappingProxyType(
    {
        "audit_entries": lambda on, cut: _queries.drop_audit_entries(on, **cut),
        "reports": lambda on, cut: _queries.drop_reports(on, **cut),
        "bars": lambda on, cut: _queries.drop_bans(on, **cut),
        "drafts": lambda on, cut: _queries.drop_drafts(on, **cut),
        "hint_rests": lambda on, cut: _queries.drop_hint_rests(on, **cut),
        "refused_texts": lambda on, cut: _queries.drop_refused_texts(on, **cut),
        "rate_uses": lambda on, cut: _queries.drop_rate_uses(on, **cut),
        "search_gaps": lambda on, cut: _queries.drop_unanswered_searches(on, **cut),
        "faq_revisions": lambda on, cut: _queries.drop_faq_revisions(on, **cut),
        "faq_suggestions": lambda on, cut: _queries.drop_faq_suggestions(on, **cut),
        "faq_files": lambda on, cut: _queries.drop_faq_files(on, **cut),
        "announcement_revisions": lambda on, cut: _queries.drop_announcement_revisions(on, **cut),
        "announcement_images": lambda on, cut: _queries.drop_announcement_images(on, **cut),
        "announcement_skips": lambda on, cut: _queries.drop_announcement_skips(on, **cut),
        "announcement_posts": lambda on, cut: _queries.drop_announcement_posts(on, **cut),
        "announcement_seen": lambda on, cut: _queries.drop_announcement_seen(on, **cut),
        "contracts": lambda on, cut: _queries.drop_contracts(on, **cut),
        "endpoint_history": lambda on, cut: _queries.drop_endpoint_history(on, **cut),
        "endpoint_shapes": lambda on, cut: _queries.drop_endpoint_shapes(on, **cut),
        "session_occurrences": lambda on, cut: _queries.drop_session_occurrences(on, **cut),
        "session_series": lambda on, cut: _queries.drop_session_series(on, **cut),
        "session_polls": lambda on, cut: _queries.drop_session_polls(on, **cut),
        "deliveries": lambda on, cut: _queries.drop_deliveries(on, **cut),
    }
)
"""Queries that drop a batch of a table's old rows; the other tables bound themselves."""

_LARGE = frozenset(
    {"faq_files", "announcement_images", "contracts", "session_occurrences", "session_polls"}
)


@dataclass(frozen=True, slots=True)
class Run:
    """Run that drops a server's old rows: its time, counts by table, and what is left."""

    at: datetime
    dropped: Mapping[str, int]
    above: tuple[str, ...]


async def drop_batch(
    connection: Connection,
    table: str,
    guild_id: int,
    now: datetime,
    asked_again: Collection[str] = (),
) -> int:
    """Drop at most `BATCH` old rows of a server from a table; returns how many.

    `asked_again` are the kinds of deliveries whose newest rows stay.
    """
    limits = {
        "guild_id": guild_id,
        "most": BATCH,
        "few": FEW,
        "now": to_stamp(now),
        "refused_days": KEPT_DAYS,
        "today": to_stamp(now) // DAY_SECONDS,
        "two_days": to_stamp(now - timedelta(days=2)),
        "month": to_stamp(now - timedelta(days=30)),
        "quarter": to_stamp(now - timedelta(days=90)),
        "half_a_year": to_stamp(now - timedelta(days=180)),
        "over_a_year": to_stamp(now - timedelta(days=400)),
        "oldest_slot": f"{now - timedelta(days=400):%Y%m%d}",
        "asked_again": json.dumps(sorted(asked_again)),
        "newest_deliveries": NEWEST_DELIVERIES,
        "newest_revisions": NEWEST_REVISIONS,
        "newest_contracts": NEWEST_CONTRACTS,
        "newest_events": NEWEST_EVENTS,
    }
    return await DROPS[table](connection, limits)


def is_full(table: str, count: int) -> bool:
    """Tell whether a batch of a table was full, so that more is to go."""
    return count >= (FEW if table in _LARGE else BATCH)


async def list_due(
    connection: Connection,
    reach: Reach,
    now: datetime,
    *,
    every: timedelta,
    soon: timedelta,
    after: int = 0,
    limit: int,
) -> list[int]:
    """List servers, by id, whose turn has come: `soon` after the last where more was to go."""
    rows: list[Row] = await _queries.list_due(
        connection,
        **reach.as_parameters(),
        since=to_stamp(now - every),
        soon=to_stamp(now - soon),
        now=to_stamp(now),
        after=after,
        most=limit,
    )
    return [guild_id for (guild_id,) in rows]


async def find_run(connection: Connection, guild_id: int) -> Run | None:
    """Find the last run for a server; None where there was none yet."""
    row: Row | None = await _queries.find_run(connection, guild_id=guild_id)
    if row is None:
        return None
    ran_at, dropped, above = row
    return Run(from_stamp(ran_at), json.loads(dropped), tuple(json.loads(above)))


async def save_run(connection: Connection, guild_id: int, run: Run) -> None:
    """Remember the last run for a server, in place of the one before."""
    await _queries.save_run(
        connection,
        guild_id=guild_id,
        now=to_stamp(run.at),
        dropped=json.dumps(dict(run.dropped)),
        above=json.dumps(run.above),
    )


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget a server's last run."""
    await _queries.erase_runs(connection, guild_id=guild_id)
