"""How the contents of announcements, revisions and templates stand in columns."""

from __future__ import annotations

from domain.announcements.records import Contents, Everyone, Image, Pings, Wording
from storage.stamps import Row


def columns_of(contents: Contents) -> dict[str, object]:
    """The parameters that hold what is announced, to whom and where."""
    wording, pings = contents.wording, contents.pings
    return {
        "title": wording.title,
        "body": wording.body,
        "image_name": wording.image and wording.image.name,
        "image_digest": wording.image and wording.image.digest,
        "has_button": int(wording.has_button),
        "role_ids": joined(pings.role_ids),
        "everyone": pings.everyone,
        "channel_ids": joined(contents.channel_ids),
    }


def wording_of(columns: Row) -> Wording:
    """The wording in `title`, `body`, `image_name`, `image_digest` and `has_button`."""
    title, body, image_name, image_digest, has_button = columns
    image = None if image_name is None else Image(image_name, image_digest)
    return Wording(title, body, image, bool(has_button))


def contents_of(columns: Row) -> Contents:
    """The same with `role_ids`, `everyone` and `channel_ids` behind it."""
    *wording, role_ids, everyone, channel_ids = columns
    pings = Pings(parted(role_ids), Everyone(everyone))
    return Contents(wording_of(wording), pings, parted(channel_ids))


def joined(ids: tuple[int, ...]) -> str:
    """Ids in one column."""
    return " ".join(map(str, ids))


def parted(ids: str) -> tuple[int, ...]:
    """The ids in one column."""
    return tuple(map(int, ids.split()))
