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


def wording_of(row: Row) -> Wording:
    """Read the wording of an announcement, a revision or a template."""
    name = row["image_name"]
    image = None if name is None else Image(name, row["image_digest"])
    return Wording(row["title"], row["body"], image, bool(row["has_button"]))


def contents_of(row: Row) -> Contents:
    """Read what an announcement or a template says, to whom and where."""
    pings = Pings(parted(row["role_ids"]), Everyone(row["everyone"]))
    return Contents(wording_of(row), pings, parted(row["channel_ids"]))


def joined(ids: tuple[int, ...]) -> str:
    """Ids in one column."""
    return " ".join(map(str, ids))


def parted(ids: str) -> tuple[int, ...]:
    """The ids in one column."""
    return tuple(map(int, ids.split()))
