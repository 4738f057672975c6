"""Searching for one member: only what she may see is found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from cogs.core.actor import Actor
from cogs.core.markup import label
from cogs.core.services import Services
from cogs.search.wanted import MAX_WORDS, Wanted, from_body, from_token, to_body, to_token
from domain.errors import UserError
from domain.ids import parse_id
from domain.search.documents import SearchHit
from domain.search.words import terms_of
from domain.topics import find_topic
from storage import answer_search, bars, drafts, search, search_gaps, search_titles, topics
from storage.answer_search import FoundPlace
from storage.connection import Connection

PAGE_SIZE = 5
MOST_PAGES = 20
MOST_CHOICES = 25
MAX_CHOICE = 100
DRAFT = "search"
KEPT = timedelta(days=7)
"""How long the pages of a search with many words can be turned."""


@dataclass(frozen=True, slots=True)
class Found:
    """A hit and the question that it belongs to."""

    hit: SearchHit
    place: FoundPlace


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found. `token` stands for the search where there are more pages.

    `gap_id` stands for what nobody has written about, where nothing was found at all.
    """

    wanted: Wanted
    found: tuple[Found, ...]
    has_more: bool
    token: str = ""
    gap_id: int | None = None


async def find(services: Services, actor: Actor, wanted: Wanted, token: str = "") -> Results:
    """One page of what fits the words best; `token` stands for the search, if it has one yet."""
    words = " ".join(wanted.words.split())[:MAX_WORDS]
    if not terms_of(words):
        raise UserError("search-no-words")
    page = min(wanted.page, MOST_PAGES)
    first = page * PAGE_SIZE
    async with services.database.read() as connection:
        topic = await _topic(connection, actor, wanted.topic)
        wanted = Wanted(words, topic, wanted.kind, wanted.is_solved, page)
        visible = await connection.together(_visible, actor, wanted, first + PAGE_SIZE + 1)
    has_more = len(visible) > first + PAGE_SIZE and page < MOST_PAGES
    if has_more and not token:
        token = await _token(services, actor, wanted)
    gap_id = None
    if not visible and not (wanted.topic or wanted.kind or wanted.is_solved is not None):
        gap_id = await _note_miss(services, actor, words)
    found = tuple(visible[first : first + PAGE_SIZE])
    return Results(wanted, found, has_more, token, gap_id)


async def find_again(services: Services, actor: Actor, token: str, page: int) -> Results:
    """Another page of an earlier search; `UserError` where it is too long ago."""
    draft_id = parse_id(token)
    if draft_id is None:
        wanted = from_token(token)
    else:
        wanted = await _from_draft(services, actor, draft_id)
    if wanted is None:
        raise UserError("search-expired")
    return await find(services, actor, wanted.on_page(page), token)


async def suggest(services: Services, actor: Actor, typed: str) -> list[str]:
    """Titles of questions that the member may see and that fit what she has typed."""
    if not typed.strip():
        return []
    async with services.database.read() as connection:
        return await connection.together(_suggest, actor, typed)


async def _suggest(connection: Connection, actor: Actor, typed: str) -> list[str]:
    found = await search_titles.suggest(
        connection, actor.guild_id, typed, limit=MOST_CHOICES, sight=actor.sight
    )
    keys = [(hit.kind, hit.source_id) for hit in found]
    places = await answer_search.list_places(connection, keys, actor.sight)
    titles = [label(hit.title, MAX_CHOICE) for hit in found if (hit.kind, hit.source_id) in places]
    return list(dict.fromkeys(titles))


async def suggest_topics(services: Services, actor: Actor, typed: str) -> list[str]:
    """The server's topics that contain what was typed."""
    async with services.database.read() as connection:
        known = await topics.list_topics(connection, actor.guild_id)
    sought = typed.strip().casefold()
    return [topic for topic in known if sought in topic.casefold()][:MOST_CHOICES]


async def _visible(
    connection: Connection, actor: Actor, wanted: Wanted, needed: int
) -> list[Found]:
    """The first `needed` hits that the member may see."""
    hits = await search.search(
        connection,
        actor.guild_id,
        wanted.words,
        limit=needed,
        only=wanted.only,
        sight=actor.sight,
    )
    places = await answer_search.list_places(connection, list(map(_key, hits)), actor.sight)
    return [Found(hit, place) for hit in hits if (place := places.get(_key(hit)))]


def _key(hit: SearchHit) -> tuple[str, int]:
    return hit.document.kind, hit.document.source_id


async def _topic(connection: Connection, actor: Actor, typed: str) -> str:
    """A topic as the server spells it; `UserError` for one that it has not got."""
    if not typed:
        return ""
    known = await topics.list_topics(connection, actor.guild_id)
    topic = find_topic(known, typed)
    if topic is None:
        raise UserError(
            "search-unknown-topic", name=label(typed, 50), topics=", ".join(known), topic=known[0]
        )
    return topic


async def _note_miss(services: Services, actor: Actor, words: str) -> int | None:
    now = services.clock()
    async with services.database.transaction() as connection:
        if await bars.find_bar(connection, actor.guild_id, actor.member_id, now) is not None:
            return None  # moderators read what was looked for
        return await search_gaps.note_miss(connection, actor.guild_id, words, now)


async def _token(services: Services, actor: Actor, wanted: Wanted) -> str:
    """What stands for the search in its buttons: itself, or a draft's number."""
    token = to_token(wanted)
    if token is not None and not token.isdigit():
        return token
    async with services.database.transaction() as connection:
        draft_id = await drafts.create_draft(
            connection,
            actor.guild_id,
            actor.member_id,
            DRAFT,
            to_body(wanted),
            services.clock() + KEPT,
        )
    return str(draft_id)


async def _from_draft(services: Services, actor: Actor, draft_id: int) -> Wanted | None:
    async with services.database.read() as connection:
        draft = await drafts.find_draft(connection, draft_id, services.clock())
    if draft is None or draft.kind != DRAFT or draft.guild_id != actor.guild_id:
        return None
    return from_body(draft.body) if draft.member_id == actor.member_id else None
