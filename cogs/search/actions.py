"""Searching for one member: only what they may see is found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from cogs.core.actor import Actor
from cogs.core.markup import label
from cogs.core.services import Services
from cogs.core.unit import Unit
from cogs.search.wanted import MAX_WORDS, Wanted, from_body, from_token, to_body, to_token
from domain.errors import UserError
from domain.ids import parse_id
from domain.search.documents import SearchHit
from domain.search.words import terms_of
from domain.topics import find_topic
from storage import answer_search, bans, drafts, search, search_titles, topics, unanswered_searches
from storage.answer_search import FoundPlace
from storage.connection import Connection

PAGE_SIZE = 5
MOST_PAGES = 20
MOST_CHOICES = 25
MAX_CHOICE = 100
DRAFT = "search"
KEPT = timedelta(days=7)
"""Time that the pages of a search with many words can be turned."""


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
    search_id: int | None = None


async def find(services: Services, actor: Actor, wanted: Wanted, token: str = "") -> Results:
    """Find one page of what fits the words best.

    `token` stands for the search, if it has one yet.
    """
    words = " ".join(wanted.words.split())[:MAX_WORDS]
    if not terms_of(words):
        raise UserError("search-no-words")
    page = min(wanted.page, MOST_PAGES)
    first = page * PAGE_SIZE
    wanted = replace(wanted, words=words, page=page)
    wanted, visible = await services.read(_look, actor, wanted, first + PAGE_SIZE + 1)
    has_more = len(visible) > first + PAGE_SIZE and page < MOST_PAGES
    if has_more and not token:
        token = to_token(wanted) or ""
        if not token or token.isdigit():  # a draft's number stands for it
            token = str(await services.write(_keep, actor, wanted))
    search_id = None
    if not visible and not (wanted.topic or wanted.kind or wanted.is_solved is not None):
        search_id = await services.write(_note_miss, actor, words)
    found = tuple(visible[first : first + PAGE_SIZE])
    return Results(wanted, found, has_more, token, search_id)


async def find_again(services: Services, actor: Actor, token: str, page: int) -> Results:
    """Another page of an earlier search; `UserError` where it is too long ago."""
    draft_id = parse_id(token)
    if draft_id is None:
        wanted = from_token(token)
    else:
        wanted = await services.read(_find_kept, actor, draft_id)
    if wanted is None:
        raise UserError("search-expired")
    return await find(services, actor, wanted.on_page(page), token)


async def suggest(unit: Unit, actor: Actor, typed: str) -> list[str]:
    """Titles of questions that the member may see and that fit what they have typed."""
    if not typed.strip():
        return []
    found = await search_titles.suggest(
        unit.connection, actor.guild_id, typed, limit=MOST_CHOICES, sight=actor.sight
    )
    keys = [(hit.kind, hit.source_id) for hit in found]
    places = await answer_search.list_places(unit.connection, keys, actor.sight)
    titles = [label(hit.title, MAX_CHOICE) for hit in found if (hit.kind, hit.source_id) in places]
    return list(dict.fromkeys(titles))


async def suggest_topics(unit: Unit, actor: Actor, typed: str) -> list[str]:
    """Suggest the server's topics that contain what was typed."""
    known = await topics.list_topics(unit.connection, actor.guild_id)
    sought = typed.strip().casefold()
    return [topic for topic in known if sought in topic.casefold()][:MOST_CHOICES]


async def _look(
    unit: Unit, actor: Actor, wanted: Wanted, needed: int
) -> tuple[Wanted, list[Found]]:
    """Find the first `needed` hits that the member may see, and the topic as the server has it."""
    wanted = replace(wanted, topic=await _topic(unit.connection, actor, wanted.topic))
    hits = await search.search(
        unit.connection,
        actor.guild_id,
        wanted.words,
        limit=needed,
        only=wanted.only,
        sight=actor.sight,
    )
    places = await answer_search.list_places(unit.connection, list(map(_key, hits)), actor.sight)
    return wanted, [Found(hit, place) for hit in hits if (place := places.get(_key(hit)))]


def _key(hit: SearchHit) -> tuple[str, int]:
    return hit.document.kind, hit.document.source_id


async def _topic(connection: Connection, actor: Actor, typed: str) -> str:
    """Return a topic as the server spells it; `UserError` for one that it has not got."""
    if not typed:
        return ""
    known = await topics.list_topics(connection, actor.guild_id)
    topic = find_topic(known, typed)
    if topic is None:
        raise UserError(
            "search-unknown-topic", name=label(typed, 50), topics=", ".join(known), topic=known[0]
        )
    return topic


async def _note_miss(unit: Unit, actor: Actor, words: str) -> int | None:
    """Count what was looked for in vain; None for who is banned: moderators read it."""
    guild_id = actor.guild_id
    if await bans.find_ban(unit.connection, guild_id, actor.member_id, unit.now) is not None:
        return None
    return await unanswered_searches.note_miss(unit.connection, guild_id, words, unit.now)


async def _keep(unit: Unit, actor: Actor, wanted: Wanted) -> int:
    """Keep a search whose words don't fit into a button; returns the draft's id."""
    body, until = to_body(wanted), unit.now + KEPT
    return await drafts.create_draft(
        unit.connection, actor.guild_id, actor.member_id, DRAFT, body, until
    )


async def _find_kept(unit: Unit, actor: Actor, draft_id: int) -> Wanted | None:
    draft = await drafts.find_draft(unit.connection, draft_id, unit.now)
    if draft is None or draft.kind != DRAFT or draft.guild_id != actor.guild_id:
        return None
    return from_body(draft.body) if draft.member_id == actor.member_id else None
