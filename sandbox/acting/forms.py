"""Filling in a modal as a person does: by what its fields are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.acting.commands import Filling
from sandbox.acting.errors import CannotDoError
from sandbox.wire.components import (
    ACTION_ROW,
    CHECKBOX,
    CHECKBOX_GROUP,
    FILE_UPLOAD,
    LABEL,
    RADIO_GROUP,
    STRING_SELECT,
    TEXT_DISPLAY,
    TEXT_INPUT,
)
from sandbox.world.models import Json


def submission(modal: Json, values: Mapping[str, Any], filling: Filling) -> list[Json]:
    """Return the `components` of a modal submission.

    `CannotDoError` for what a client would refuse.
    """
    left = dict(values)
    filled = [_top(component, left, filling) for component in modal["components"]]
    if left:
        raise CannotDoError(f"The form has no field {sorted(left)}; it has {_names(modal)}")
    return filled


def _names(modal: Json) -> list[str]:
    fields = [_inner(component) for component in modal["components"]]
    return [label for label, inner in fields if inner is not None]


def _inner(component: Json) -> tuple[str, Json | None]:
    if component["type"] == LABEL:
        return component["label"], component["component"]
    if component["type"] == ACTION_ROW:
        inner = component["components"][0]
        return inner.get("label") or "", inner
    return "", None


def _top(component: Json, left: dict[str, Any], filling: Filling) -> Json:
    if component["type"] == TEXT_DISPLAY:
        return {"type": TEXT_DISPLAY, "id": component["id"]}
    label, inner = _inner(component)
    if inner is None:
        raise CannotDoError(f"A form cannot hold a component of type {component['type']}")
    given = left.pop(label, left.pop(inner["custom_id"], None))
    answer = {
        "type": inner["type"],
        "id": inner["id"],
        "custom_id": inner["custom_id"],
        **_value(label, inner, given, filling),
    }
    if component["type"] == LABEL:
        return {"type": LABEL, "id": component["id"], "component": answer}
    return {"type": ACTION_ROW, "id": component["id"], "components": [answer]}


def _value(label: str, field: Json, given: Any, filling: Filling) -> Json:
    kind = field["type"]
    if kind == TEXT_INPUT:
        return {"value": _text(label, field, given)}
    if kind == CHECKBOX:
        return {"value": bool(field.get("default") if given is None else given)}
    if kind == RADIO_GROUP:
        chosen = pick(label, field, [] if given is None else [given], least=0, most=1)
        if not chosen and field.get("required", True):
            raise CannotDoError(f"{label!r} is required")
        return {"value": chosen[0] if chosen else None}
    many = [] if given is None else given if isinstance(given, list) else [given]
    least = field.get("min_values")
    least = 1 if least is None else least
    if not field.get("required", True):
        least = 0
    most = field.get("max_values") or (len(field.get("options", ())) or 1)
    if kind in (STRING_SELECT, CHECKBOX_GROUP):
        if given is None:
            many = [o["value"] for o in field["options"] if o.get("default")]
        return {"values": pick(label, field, many, least=least, most=most)}
    if kind == FILE_UPLOAD and not least <= len(many) <= most:
        raise CannotDoError(f"{label!r} takes {least} to {most} files")
    return {"values": [filling.resolve(item) for item in many]}


def _text(label: str, field: Json, given: Any) -> str:
    value = str(field.get("value") or "" if given is None else given)
    if not value and field.get("required", True):
        raise CannotDoError(f"{label!r} is required")
    least, most = field.get("min_length") or 0, field.get("max_length") or 4000
    if value and not least <= len(value) <= most:
        raise CannotDoError(f"{label!r} takes {least} to {most} characters, not {len(value)}")
    return value


def pick(label: str, field: Json, wanted: list[Any], *, least: int, most: int) -> list[str]:
    """Pick the values of the options that are wanted, by label or value."""
    chosen = []
    for item in wanted:
        for option in field["options"]:
            if item in (option["label"], option["value"]):
                chosen.append(option["value"])
                break
        else:
            labels = [option["label"] for option in field["options"]]
            raise CannotDoError(f"{item!r} is not offered by {label!r}: {labels}")
    if not least <= len(chosen) <= most:
        raise CannotDoError(f"{label!r} takes {least} to {most} choices, not {len(chosen)}")
    return chosen
