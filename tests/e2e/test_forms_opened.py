"""A form whose right is missing is not opened: every way to a form is walked as an outsider."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from cogs.ui.items import DynamicButton, DynamicSelect, custom_id, name_in
from sandbox.acting.errors import CannotDoError
from sandbox.client import Sandbox, Seen
from tests.e2e.furniture import button, filled, furnish, leaves, say, select
from tests.e2e.hostile_values import items_of, words_of
from tests.nexus import Nexus

FOR_ALL = {
    "qa:asked": "everybody may ask",
    "faq:suggested": "everybody may suggest",
    "endpoints:writing": "everybody may ask for an endpoint, and propose another shape of one",
    "server:report": "everybody may report",
}
"""Forms that any member may submit."""


def ways(item: type[Any]) -> Iterator[tuple[str, list[str]]]:  # Any: an item
    """Custom ids of what exists, with what may be chosen there."""
    schema = item.known_schema()
    chosen = words_of(schema.chosen) if schema.chosen is not None else ["1"]
    for parts in product(*map(words_of, schema.parts)):
        yield custom_id(item.name, *parts), chosen


async def opened_by(sandbox: Sandbox, nexus: Nexus, name: str) -> set[str]:
    """Forms that open for a member who presses, chooses and types whatever there is."""
    member, found = sandbox.member(name), set()
    for item in items_of(nexus):
        for made, choices in ways(item):
            if issubclass(item, DynamicButton) and item.name not in GOES:
                found |= form_in(
                    await member.click(on=say(sandbox, button(made, 1)), custom_id=made)
                )
            elif issubclass(item, DynamicSelect):
                for choice in choices:
                    message = say(sandbox, select(made, 1, (choice,)))
                    found |= form_in(await member.select(made, [choice], on=message))
    for leaf in leaves(sandbox):
        try:
            found |= form_in(await member.slash(leaf.path, **filled(sandbox, leaf)))
        except CannotDoError:  # Discord does not offer it to this member
            continue
    return found


def form_in(seen: Seen) -> set[str]:
    return set() if seen.modal is None else {name_in(seen.modal["custom_id"])}


GOES = {"faq:hint-drop", "me:erase-now"}
"""Items that take something away."""


async def test_forms_open_for_those_alone_who_may_submit_them(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await furnish(sandbox, nexus)
    outsider = await opened_by(sandbox, nexus, sandbox.add_member("nia").name)
    assert outsider <= FOR_ALL.keys(), "give these a `check` that refuses an outsider"
    moderator = await opened_by(sandbox, nexus, "mara")
    assert len(moderator - outsider) > 8, "the walk finds the ways to forms"
