"""Nobody acts for a server that another process owns, or that isn't there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from domain.shards import Reach
from storage.queries import SQL_FOLDER, read_sql

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"^-- name: (\w+)[\^$!*<#]*\n", re.MULTILINE)
COMMENT = re.compile(r"--.*$", re.MULTILINE)
BOUND = re.compile(
    r"\b(guild_id|\w*id|key|rowid)\b\s*=\s*:|\w*id\s+(IN|BETWEEN)\s+[(:]|claimed_by = :"
)
"""A condition that ties a query to one server, or to rows that somebody found before."""

ACROSS = {
    "guilds.list_present": "narrowed to owned ones by who asks (`departures.compare`, the CLI)",
    "messages.list_stored": "of the questions that it is given",
    "questions.list_duplicates": "of the question that it is given",
    "search.next_range": "the index is one for all servers, and nothing in it is Discord's",
    "search.forget_terms": "the index is one for all servers",
    "search.forget_counts": "the index is one for all servers",
    "search.list_texts": "the index is one for all servers",
    "search.list_filtered": "of rows that a search found for one server",
    "search.list_marks": "of rows that a search found for one server",
    "search.list_marks_of_sources": "of rows that a search found for one server",
    "search.count_pieces": "the posting lists of all servers are one",
    "search.list_documents": "of rows that a search found for one server",
    "search_vectors.list_pending": "vectors are the same whoever computes them",
    "search_vectors.list_vectors": "of rows that a search found for one server",
    "search_vectors.list_vectors_of_sources": "of rows that a search found for one server",
}
"""Queries over all servers that need no owner, and why."""

ASKED_OF = {"bot", "_bot", "client", "_client"}
CACHE = {"get_guild", "get_channel", "fetch_channel", "guilds"}
MAY_ASK = {
    "bot/arrivals.py": "looks whether the server that has come is still there",
    "bot/app.py": "counts servers for a line of the log",
    "bot/health.py": "counts servers",
    "bot/outbox/card_messages.py": "fetches an archived post of a forum that is there",
    "bot/outbox/sender.py": "takes a hint where to begin to search; None is no fact there",
    "cogs/server/cog.py": "compares with those that READY names, be they shown or not",
    "cogs/digest/posts.py": "passes absent ones by",
    "cogs/qa/cards.py": "fetches an archived thread after `here`",
    "cogs/apis/cards.py": "fetches an archived thread after `here`",
}
"""Files that ask discord.py's cache of servers, and why that is right."""


def queries() -> Iterator[tuple[str, str]]:
    for file in sorted(SQL_FOLDER.glob("*.sql")):
        _, *parts = NAMED.split(read_sql(file.stem))
        for name, sql in zip(parts[::2], parts[1::2], strict=True):
            yield f"{file.stem}.{name}", COMMENT.sub("", sql).strip()


def is_narrowed(sql: str) -> bool:
    return all(f":{name}" in sql for name in Reach().as_parameters())


def test_every_query_across_servers_is_narrowed_to_those_of_the_process() -> None:
    found = dict(queries())
    across = {
        name
        for name, sql in found.items()
        if not sql.startswith("INSERT") and not BOUND.search(sql) and not is_narrowed(sql)
    }
    assert sum(map(is_narrowed, found.values())) > 15
    new = across - ACROSS.keys()
    assert not new, f"narrow these by `reach` (see domain/shards.py), or say why not: {new}"
    assert ACROSS.keys() <= across, "an exception that is no longer needed"


def asks_the_cache(tree: ast.AST) -> bool:
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in CACHE
        and isinstance(node.value, ast.Name | ast.Attribute)
        and (node.value.id if isinstance(node.value, ast.Name) else node.value.attr) in ASKED_OF
        for node in ast.walk(tree)
    )


def test_the_background_asks_for_servers_one_way() -> None:
    files = [file for folder in ("bot", "cogs") for file in (ROOT / folder).rglob("*.py")]
    asking = {
        str(file.relative_to(ROOT)) for file in files if asks_the_cache(ast.parse(file.read_text()))
    }
    assert len(files) > 200
    new = asking - MAY_ASK.keys()
    assert not new, f"use `bot.here` or `bot.channel_here` (an absent server is no fact): {new}"
    assert MAY_ASK.keys() == asking, "an exception that is no longer needed"
