"""Components of both generations, in messages and modals, checked as Discord's reference says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from sandbox.wire.schema import (
    Check,
    Path,
    anything,
    array,
    boolean,
    choice,
    integer,
    nullable,
    obj,
    snowflake,
    string,
)
from sandbox.world.errors import Faults
from sandbox.world.models import Json

ACTION_ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = 5, 6, 7, 8
SECTION, TEXT_DISPLAY, THUMBNAIL, MEDIA_GALLERY, FILE, SEPARATOR = 9, 10, 11, 12, 13, 14
CONTAINER, LABEL, FILE_UPLOAD = 17, 18, 19
RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 21, 22, 23

SELECTS = frozenset({STRING_SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT})
LINK_STYLE, PREMIUM_STYLE = 5, 6
MOST_V2 = 40
MOST_TEXT = 4_000
"""Characters of all texts of one message together."""
MOST_ROWS = 5
ANSWERED: dict[int, Json] = {
    CONTAINER: {"accent_color": None, "spoiler": False},
    SEPARATOR: {"spacing": 1, "divider": True},
    THUMBNAIL: {"description": None, "spoiler": False},
    FILE: {"spoiler": False},
}
"""Fields that Discord answers with where a message leaves them out."""

_EMOJI = obj({"id": nullable(snowflake), "name": nullable(string(100)), "animated": boolean})


def _emoji(value: Any, path: Path, faults: Faults) -> Any:
    """Return an emoji; Discord answers without the id that a standard one has not got."""
    checked = _EMOJI(value, path, faults)
    return {name: item for name, item in checked.items() if item is not None}


MEDIA = obj({"url": string(2048, 1)}, "url")
BASE: dict[str, Check] = {"type": integer(), "id": integer(0)}
CUSTOM_ID = {"custom_id": string(100, 1)}

_SELECT_BASE: dict[str, Check] = {
    **BASE,
    **CUSTOM_ID,
    "placeholder": nullable(string(150)),
    "min_values": nullable(integer(0, 25)),
    "max_values": nullable(integer(1, 25)),
    "disabled": boolean,
    "required": boolean,
}
_OPTION = obj(
    {
        "label": string(100, 1),
        "value": string(100, 1),
        "description": nullable(string(100)),
        "emoji": nullable(_emoji),
        "default": boolean,
    },
    "label",
    "value",
)


def _text_id(value: Any, path: Path, faults: Faults) -> Any:
    snowflake(value, path, faults)
    return str(value)


_DEFAULTS = array(
    obj({"id": _text_id, "type": choice("user", "role", "channel")}, "id", "type"), 25
)
_BOX = obj(
    {
        "label": string(100, 1),
        "value": string(100, 1),
        "description": nullable(string(100)),
        "default": boolean,
    },
    "label",
    "value",
)


def _button(value: Any, path: Path, faults: Faults) -> Any:
    checked = obj(
        {
            **BASE,
            **CUSTOM_ID,
            "style": integer(1, 6),
            "label": nullable(string(80)),
            "emoji": nullable(_emoji),
            "url": nullable(string(512, 1)),
            "sku_id": snowflake,
            "disabled": boolean,
        },
        "style",
    )(value, path, faults)
    is_link = checked.get("style") == LINK_STYLE
    if is_link and (not checked.get("url") or checked.get("custom_id")):
        faults[path] = ("BUTTON_COMPONENT_URL", "A link button has a url and no custom id")
    if not is_link and checked.get("style") != PREMIUM_STYLE and not checked.get("custom_id"):
        faults[*path, "custom_id"] = ("BASE_TYPE_REQUIRED", "This field is required")
    if not checked.get("label") and not checked.get("emoji"):
        faults[path] = (
            "BUTTON_COMPONENT_LABEL_OR_EMOJI",
            "A button needs at least a label or an emoji",
        )
    return checked


def _select(value: Any, path: Path, faults: Faults) -> Any:
    kind = value.get("type")
    fields = dict(_SELECT_BASE)
    required = ["custom_id"]
    if kind == STRING_SELECT:
        fields["options"] = array(_OPTION, 25, 1)
        required.append("options")
    else:
        fields["default_values"] = _DEFAULTS
    if kind == CHANNEL_SELECT:
        fields["channel_types"] = array(integer(0), 50)
    checked = obj(fields, *required)(value, path, faults)
    if kind == STRING_SELECT:
        values = [option.get("value") for option in checked.get("options", ())]
        if len(values) != len(set(values)):
            faults[*path, "options"] = (
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                "The specified option value is already used",
            )
    return checked


_MEDIA_ITEM = obj(
    {"media": MEDIA, "description": nullable(string(1024)), "spoiler": boolean}, "media"
)
_SIMPLE: dict[int, Check] = {
    TEXT_DISPLAY: obj({**BASE, "content": string(4000, 1)}, "content"),
    THUMBNAIL: obj(
        {**BASE, "media": MEDIA, "description": nullable(string(1024)), "spoiler": boolean}, "media"
    ),
    MEDIA_GALLERY: obj({**BASE, "items": array(_MEDIA_ITEM, 10, 1)}, "items"),
    FILE: obj({**BASE, "file": MEDIA, "spoiler": boolean}, "file"),
    SEPARATOR: obj({**BASE, "divider": boolean, "spacing": integer(1, 2)}),
    TEXT_INPUT: obj(
        {
            **BASE,
            **CUSTOM_ID,
            "style": integer(1, 2),
            "label": nullable(string(45, 1)),
            "min_length": nullable(integer(0, 4000)),
            "max_length": nullable(integer(1, 4000)),
            "required": boolean,
            "value": nullable(string(4000)),
            "placeholder": nullable(string(100)),
        },
        "custom_id",
        "style",
    ),
    FILE_UPLOAD: obj(
        {
            **BASE,
            **CUSTOM_ID,
            "min_values": nullable(integer(0, 10)),
            "max_values": nullable(integer(1, 10)),
            "required": boolean,
        },
        "custom_id",
    ),
    RADIO_GROUP: obj(
        {**BASE, **CUSTOM_ID, "options": array(_BOX, 10, 2), "required": boolean},
        "custom_id",
        "options",
    ),
    CHECKBOX_GROUP: obj(
        {
            **BASE,
            **CUSTOM_ID,
            "options": array(_BOX, 10, 1),
            "min_values": nullable(integer(0, 10)),
            "max_values": nullable(integer(1, 10)),
            "required": boolean,
        },
        "custom_id",
        "options",
    ),
    CHECKBOX: obj({**BASE, **CUSTOM_ID, "default": boolean}, "custom_id"),
    BUTTON: _button,
    **dict.fromkeys(SELECTS, _select),
}


def _any_of(*kinds: int) -> Check:
    def checked(value: Any, path: Path, faults: Faults) -> Any:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind not in kinds:
            shown = ", ".join(map(str, sorted(kinds)))
            faults[*path, "type"] = ("UNION_TYPE_CHOICES", f"Value must be one of ({shown}).")
            return value
        return _NESTED.get(kind, _SIMPLE.get(kind, anything))(value, path, faults)

    return checked


def _row(value: Any, path: Path, faults: Faults) -> Any:
    checked = obj({**BASE, "components": array(_any_of(BUTTON, *SELECTS), 5, 1)}, "components")(
        value, path, faults
    )
    kinds = [item.get("type") for item in checked.get("components", ()) if isinstance(item, dict)]
    if len(kinds) > 1 and SELECTS & set(kinds):
        faults[*path, "components"] = (
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
            "The specified component exceeds the maximum width",
        )
    return checked


def _modal_row(value: Any, path: Path, faults: Faults) -> Any:
    fields = {**BASE, "components": array(_any_of(TEXT_INPUT), 1, 1)}
    return obj(fields, "components")(value, path, faults)


def _section(value: Any, path: Path, faults: Faults) -> Any:
    fields = {
        **BASE,
        "components": array(_any_of(TEXT_DISPLAY), 3, 1),
        "accessory": _any_of(BUTTON, THUMBNAIL),
    }
    return obj(fields, "components", "accessory")(value, path, faults)


def _container(value: Any, path: Path, faults: Faults) -> Any:
    inner = _any_of(ACTION_ROW, SECTION, TEXT_DISPLAY, MEDIA_GALLERY, FILE, SEPARATOR)
    fields = {
        **BASE,
        "components": array(inner, 40, 1),
        "accent_color": nullable(integer(0, 0xFFFFFF)),
        "spoiler": boolean,
    }
    return obj(fields, "components")(value, path, faults)


def _label(value: Any, path: Path, faults: Faults) -> Any:
    inner = _any_of(TEXT_INPUT, *SELECTS, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX)
    fields = {
        **BASE,
        "label": string(45, 1),
        "description": nullable(string(100)),
        "component": inner,
    }
    return obj(fields, "label", "component")(value, path, faults)


_NESTED: dict[int, Check] = {
    ACTION_ROW: _row,
    SECTION: _section,
    CONTAINER: _container,
    LABEL: _label,
}
_TOP_V2 = _any_of(ACTION_ROW, SECTION, TEXT_DISPLAY, MEDIA_GALLERY, FILE, SEPARATOR, CONTAINER)
_TOP_V1 = _any_of(ACTION_ROW)


def check_message_components(value: Any, path: Path, faults: Faults, *, v2: bool) -> list[Json]:
    """Return a message's components; each gets an id where it has none."""
    checked: list[Json] = array(_TOP_V2 if v2 else _TOP_V1, MOST_V2 if v2 else MOST_ROWS)(
        value or [], path, faults
    )
    if not faults:
        _refuse_doubles(checked, path, faults)
        if v2 and sum(1 for _ in walk(checked)) > MOST_V2:
            faults[path] = ("BASE_TYPE_MAX_LENGTH", f"Must be {MOST_V2} or fewer in length.")
        if v2 and sum(len(text) for text in texts_of(checked)) > MOST_TEXT:
            faults[path] = (
                "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
                f"Components displayable text size exceeds maximum size of {MOST_TEXT}",
            )
        number(checked)
    return checked


def check_modal_components(value: Any, path: Path, faults: Faults) -> list[Json]:
    """Return a modal's components: labels, texts, (deprecated) rows with one text input.

    Five at most.
    """

    def top(item: Any, place: Path, found: Faults) -> Any:
        if isinstance(item, dict) and item.get("type") == ACTION_ROW:
            return _modal_row(item, place, found)
        return _any_of(LABEL, TEXT_DISPLAY)(item, place, found)

    checked: list[Json] = array(top, MOST_ROWS, 1)(value, path, faults)
    if not faults:
        _refuse_doubles(checked, path, faults)
        number(checked)
    return checked


def walk(components: list[Json]) -> Iterator[Json]:
    """Return every component, those inside others included, in reading order."""
    for component in components:
        yield component
        yield from walk(component.get("components", []))
        for single in ("accessory", "component"):
            if single in component:
                yield from walk([component[single]])


def texts_of(components: list[Json]) -> Iterator[str]:
    """Yield the texts that components display."""
    for component in walk(components):
        if component["type"] == TEXT_DISPLAY:
            yield component["content"]


def number(components: list[Json]) -> None:
    """Give each component the id that Discord gives it, and what it answers with by default."""
    taken = {c["id"] for c in walk(components) if c.get("id")}
    free = (n for n in count(1) if n not in taken)
    for component in walk(components):
        if not component.get("id"):
            component["id"] = next(free)
        if component["type"] in SELECTS:
            component.setdefault("min_values", 1)
            component.setdefault("max_values", 1)
        for name, value in ANSWERED.get(component["type"], {}).items():
            component.setdefault(name, value)


def _refuse_doubles(components: list[Json], path: Path, faults: Faults) -> None:
    seen: set[str] = set()
    for component in walk(components):
        name = component.get("custom_id")
        if name in seen:
            faults[path] = (
                "COMPONENT_CUSTOM_ID_DUPLICATED",
                "Component custom id cannot be duplicated",
            )
        if name is not None:
            seen.add(name)
