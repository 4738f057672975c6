"""The bodies that messages arrive in, and what Discord demands of them."""

from __future__ import annotations

from typing import Any

from sandbox.wire.components import check_message_components
from sandbox.wire.schema import (
    Body,
    Check,
    Path,
    array,
    boolean,
    check,
    choice,
    integer,
    nullable,
    obj,
    snowflake,
    string,
)
from sandbox.world.errors import ApiError, Faults, invalid_form
from sandbox.world.messages import COMPONENTS_V2, EPHEMERAL, SILENT, SUPPRESS_EMBEDS, Draft
from sandbox.world.models import Attachment, Json
from sandbox.world.world import World

MOST_CONTENT = 2000
MOST_EMBED_CHARACTERS = 6000
MOST_FILE_BYTES = 10 * 1024 * 1024

_URL = string(2048, pattern=r"(https?|attachment)://.+")
_IMAGE = obj({"url": _URL, "proxy_url": string(), "height": integer(), "width": integer()})
EMBED = obj(
    {
        "title": nullable(string(256)),
        "type": string(),
        "description": nullable(string(4096)),
        "url": nullable(_URL),
        "timestamp": nullable(string()),
        "color": nullable(integer(0, 0xFFFFFF)),
        "footer": nullable(obj({"text": string(2048, 1), "icon_url": nullable(_URL)}, "text")),
        "image": nullable(_IMAGE),
        "thumbnail": nullable(_IMAGE),
        "author": nullable(
            obj({"name": string(256, 1), "url": nullable(_URL), "icon_url": nullable(_URL)}, "name")
        ),
        "fields": array(
            obj(
                {"name": string(256, 1), "value": string(1024, 1), "inline": boolean},
                "name",
                "value",
            ),
            25,
        ),
        "flags": integer(0),
    }
)
_ALLOWED_MENTIONS = obj(
    {
        "parse": array(choice("users", "roles", "everyone")),
        "users": array(snowflake, 100),
        "roles": array(snowflake, 100),
        "replied_user": boolean,
    }
)


def _allowed_mentions(value: Any, path: Path, faults: Faults) -> Any:
    """Read allowed mentions: a kind is parsed or listed, never both (Discord's reference)."""
    allowed = _ALLOWED_MENTIONS(value, path, faults)
    for kind in ("users", "roles"):
        if kind in (allowed.get("parse") or ()) and allowed.get(kind):
            faults[*path, kind] = (
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.',
            )
    return allowed


_ATTACHMENT = obj(
    {
        "id": snowflake,
        "filename": string(260),
        "description": nullable(string(1024)),
        "title": nullable(string(1024)),
        "is_spoiler": boolean,
        "is_remix": nullable(boolean),
        "duration_secs": nullable(integer()),
        "waveform": nullable(string()),
    },
    "id",
)
_REFERENCE = obj(
    {
        "type": integer(0, 1),
        "message_id": snowflake,
        "channel_id": snowflake,
        "guild_id": snowflake,
        "fail_if_not_exists": boolean,
    },
    "message_id",
)


def _as_is(value: Any, _path: Path, _faults: Faults) -> Any:
    return value


def _nonce(value: Any, path: Path, faults: Faults) -> Any:
    reads = integer() if isinstance(value, int) else string(25)
    return reads(value, path, faults)


MESSAGE_FIELDS: dict[str, Check] = {
    "content": nullable(string(MOST_CONTENT)),
    "embeds": nullable(array(EMBED, 10)),
    "components": nullable(_as_is),
    "attachments": nullable(array(_ATTACHMENT, 10)),
    "allowed_mentions": nullable(_allowed_mentions),
    "flags": nullable(integer(0)),
    "tts": nullable(boolean),
    "nonce": nullable(_nonce),
    "enforce_nonce": nullable(boolean),
    "message_reference": nullable(_REFERENCE),
    "sticker_ids": nullable(array(snowflake, 3)),
    "poll": nullable(_as_is),
}
# Clients send one body to every place that takes a message; Discord ignores what does not apply.
WEBHOOK_FIELDS = MESSAGE_FIELDS
EDIT_FIELDS = MESSAGE_FIELDS
SETTABLE_FLAGS = SUPPRESS_EMBEDS | SILENT | COMPONENTS_V2


def read_message(
    world: World, body: Body, fields: dict[str, Check] = MESSAGE_FIELDS, *, may_hide: bool = False
) -> tuple[Json, Draft]:
    """Read a message's JSON, checked, and the draft it makes."""
    data = check(fields, body.json)
    if data.get("poll") or data.get("sticker_ids"):
        raise ApiError(0, "The sandbox has no polls and no stickers", status=501)
    flags = (data.get("flags") or 0) & (SETTABLE_FLAGS | (EPHEMERAL if may_hide else 0))
    draft = Draft(
        content=data.get("content") or "",
        embeds=check_embeds(data.get("embeds") or []),
        components=check_components(data.get("components"), flags),
        attachments=read_files(world, body, data.get("attachments")),
        flags=flags,
        nonce=data.get("nonce"),
        tts=bool(data.get("tts")),
        allowed_mentions=data.get("allowed_mentions"),
    )
    refuse_mixture(flags, draft)
    if draft.is_empty:
        raise ApiError(50006)
    return data, draft


def refuse_mixture(flags: int, draft: Draft) -> None:
    """Components of the second generation stand alone."""
    if flags & COMPONENTS_V2 and (draft.content or draft.embeds):
        fault = (
            "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
            "The 'content' and 'embeds' fields cannot be used with MessageFlags.IS_COMPONENTS_V2",
        )
        raise invalid_form({("content" if draft.content else "embeds",): fault})


def check_embeds(embeds: list[Json]) -> list[Json]:
    """Embeds within the limit that holds for all of them together."""
    total = sum(map(_characters, embeds))
    if total > MOST_EMBED_CHARACTERS:
        fault = ("MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")
        raise invalid_form({("embeds",): fault})
    for number, embed in enumerate(embeds):
        embed["type"] = "rich"
        if not _has_something(embed):
            fault = ("BASE_TYPE_REQUIRED", "This field is required")
            raise invalid_form({("embeds", str(number), "description"): fault})
    return [{k: v for k, v in embed.items() if v is not None} for embed in embeds]


def _has_something(embed: Json) -> bool:
    names = ("title", "description", "fields", "author", "footer", "image", "thumbnail")
    return any(embed.get(name) for name in names)


def _characters(embed: Json) -> int:
    parts = [embed.get("title"), embed.get("description")]
    parts.append((embed.get("footer") or {}).get("text"))
    parts.append((embed.get("author") or {}).get("name"))
    for field in embed.get("fields") or ():
        parts += [field.get("name"), field.get("value")]
    return sum(len(part) for part in parts if part)


def check_components(components: Any, flags: int) -> list[Json]:
    """Return a message's components, by the generation that its flags name."""
    faults: Faults = {}
    checked = check_message_components(
        components, ("components",), faults, v2=bool(flags & COMPONENTS_V2)
    )
    if faults:
        raise invalid_form(faults)
    return checked


def read_files(world: World, body: Body, described: list[Json] | None) -> list[Attachment]:
    """Read the uploaded files, with the descriptions that came in `attachments`."""
    by_number = {item["id"]: item for item in described or ()}
    files = []
    for number, (name, data, content_type) in sorted(body.files.items()):
        if len(data) > MOST_FILE_BYTES:
            raise ApiError(40005)
        about = by_number.get(number, {})
        files.append(
            Attachment(
                world.ids.next(),
                about.get("filename") or name,
                data,
                content_type,
                about.get("description"),
            )
        )
    return files


def kept_files(world: World, body: Body, data: Json, before: list[Attachment]) -> list[Attachment]:
    """Return a message's files after an edit: those in `attachments`, and uploads."""
    if "attachments" not in data:
        return [*before, *read_files(world, body, None)]
    named = {item["id"] for item in data["attachments"] or ()}
    stay = [file for file in before if file.id in named]
    return [*stay, *read_files(world, body, data["attachments"])]
