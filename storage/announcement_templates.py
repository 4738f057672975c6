"""Templates of announcements, and the pictures of both."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from domain.announcements.records import Contents, Image, Template
from storage.announcements import columns_of, contents_of
from storage.connection import Connection
from storage.queries import load_queries
from storage.stamps import Row, to_stamp

MOST_EXPORTED = 1_000

_queries = load_queries("announcement_templates")


async def save_template(
    connection: Connection, guild_id: int, name: str, contents: Contents, author_id: int
) -> None:
    """Keep a template; it takes the place of one of the same name."""
    await _queries.save(
        connection,
        guild_id=guild_id,
        name=name,
        name_key=name.casefold(),
        **columns_of(contents),
        author_id=author_id,
    )


async def find_template(connection: Connection, guild_id: int, name: str) -> Template | None:
    """Find a server's template by its name, whatever its case."""
    row = await _queries.find(connection, guild_id=guild_id, name_key=name.casefold())
    return None if row is None else _template(row)


async def list_templates(connection: Connection, guild_id: int, *, limit: int) -> list[Template]:
    """List a server's templates by name."""
    rows = await _queries.list_templates(connection, guild_id=guild_id, most=limit)
    return [_template(row) for row in rows]


async def delete_template(connection: Connection, guild_id: int, name: str) -> bool:
    """Forget a template; False where there was none."""
    deleted: int = await _queries.delete(connection, guild_id=guild_id, name_key=name.casefold())
    return deleted > 0


async def keep_image(
    connection: Connection, guild_id: int, name: str, data: bytes, now: datetime
) -> Image:
    """Store a picture's bytes, once however many announcements have it."""
    digest = sha256(data).hexdigest()
    await _queries.keep_image(
        connection, guild_id=guild_id, digest=digest, data=data, now=to_stamp(now)
    )
    return Image(name, digest)


async def load_image(
    connection: Connection, guild_id: int, image: Image | None
) -> tuple[tuple[str, bytes], ...]:
    """Name and bytes of a picture, for a message's files; empty where there is none."""
    if image is None:
        return ()
    data = await _queries.find_image(connection, guild_id=guild_id, digest=image.digest)
    return () if data is None else ((image.name, data),)


async def export_member(
    connection: Connection, guild_id: int, member_id: int
) -> list[dict[str, object]]:
    """List the templates that a member wrote, JSON-able."""
    rows = await _queries.export_member(
        connection, guild_id=guild_id, member_id=member_id, most=MOST_EXPORTED
    )
    return [
        {"kind": "announcement template", "name": name, "title": title, "text": body}
        for name, title, body in rows
    ]


async def erase_member(connection: Connection, guild_id: int, member_id: int) -> int:
    """Take a member's name out of templates; returns how many."""
    erased: int = await _queries.erase_author(connection, guild_id=guild_id, member_id=member_id)
    return erased


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget a server's templates and pictures."""
    await _queries.erase_guild(connection, guild_id=guild_id)
    await _queries.erase_images(connection, guild_id=guild_id)


def _template(row: Row) -> Template:
    return Template(row["id"], row["guild_id"], row["name"], contents_of(row), row["author_id"])
