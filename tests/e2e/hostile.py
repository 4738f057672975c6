"""A walk of every entrance with bad values, and the judge of what comes back.

Commands, items and forms are found in what the running bot told Discord, so that a new one is
tried as soon as it exists. Nothing is checked before it is sent: a changed client does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from cogs.ui.items import DynamicButton, name_in
from cogs.ui.parts import schema_of
from sandbox.acting.commands import ATTACHMENT, MESSAGE_MENU, SLASH, USER_MENU, Filling
from sandbox.acting.member import Actor
from sandbox.acting.seen import Seen
from sandbox.client import Sandbox
from sandbox.interactions.calls import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL
from sandbox.wire import serialise
from sandbox.wire.components import (
    BUTTON,
    CHANNEL_SELECT,
    CHECKBOX,
    FILE_UPLOAD,
    LINK_STYLE,
    RADIO_GROUP,
    ROLE_SELECT,
    STRING_SELECT,
    TEXT_INPUT,
    walk,
)
from sandbox.world.models import Channel, Json, Message
from tests.e2e.furniture import button, filled, leaves, say, select
from tests.e2e.hostile_judge import Judge, own_drafts
from tests.e2e.hostile_values import (
    ATTACHMENTS,
    BAD_PARTS,
    MOST_COMBINED,
    TEXTS,
    ids_of,
    items_of,
    made_of,
    opens_form,
    right_ids,
    unopened,
    words_of,
)

MOST_PRESSED = 6
"""Buttons that are pressed on from one answer, one after the other."""


@dataclass
class Sweep:
    """One member who tries everything, with the numbers of what exists."""

    judge: Judge
    texts: Sequence[str] = TEXTS
    numbers: Sequence[int] = (1, 2, 3)
    step: int = 1
    """Every how-manieth input is sent, where a sample is enough."""
    turn: int = 0
    spared: frozenset[str] = frozenset()
    """Names of items that are not pressed."""
    _messages: dict[int, Message] = field(default_factory=dict)

    @property
    def sandbox(self) -> Sandbox:
        return self.judge.sandbox

    @property
    def member(self) -> Actor:
        return self.judge.member

    def _skips(self) -> bool:
        self.turn += 1
        return self.turn % self.step != 0

    async def use_all_as_meant(self) -> None:
        """Use commands and items as they are meant: drafts are made, and forms open."""
        for leaf in leaves(self.sandbox):
            await self._use(leaf.path, filled(self.sandbox, leaf), "as meant")
        numbers = [*self.numbers, *own_drafts(self.judge.nexus, self.member.id)]
        items = items_of(self.judge.nexus)
        # What opens a form goes first: others use up what the form would be about.
        for item in [*filter(opens_form, items), *items]:
            schema = item.known_schema()
            for made in right_ids(item.name, schema.parts, numbers)[:MOST_COMBINED]:
                if issubclass(item, DynamicButton):
                    await self.press(button(made, 1), {})
                else:
                    await self._choose(item, made, None, ())

    # Commands

    async def use_commands(self) -> None:
        """Give every option of every command every bad value, the others something harmless."""
        for leaf in leaves(self.sandbox):
            if not self._skips():
                await self._use(leaf.path, filled(self.sandbox, leaf), "all harmless")
            for option in leaf.options:
                for shown, value in self._values_for(option):
                    if not self._skips():
                        rest = filled(self.sandbox, leaf, option["name"])
                        what = f"{option['name']} = {shown}"
                        await self._use(leaf.path, rest | {option["name"]: value}, what)

    def _values_for(self, option: Json) -> Iterator[tuple[str, Any]]:
        if option.get("choices"):
            yield from ((repr(each["value"]), each["value"]) for each in option["choices"][:3])
        elif option["type"] == STRING:
            least, most = option.get("min_length") or 0, option.get("max_length") or 6_000
            texts = dict.fromkeys(text[:most] for text in self.texts if len(text[:most]) >= least)
            yield from ((repr(text[:60]), text) for text in texts)
        elif option["type"] in (INTEGER, NUMBER):
            limits = option.get("min_value", -(2**53)), option.get("max_value", 2**53)
            numbers = {*limits, *(n for n in self.numbers if limits[0] <= n <= limits[1])}
            yield from ((str(number), number) for number in sorted(numbers))
        elif option["type"] == ATTACHMENT:
            yield from ATTACHMENTS
        else:
            yield from self._records_for(option["type"])

    def _records_for(self, kind: int) -> Iterator[tuple[str, Any]]:
        world = self.sandbox.world
        everything: list[Any] = []
        if kind in (USER, MENTIONABLE):
            everything += list(world.users.values())
        if kind in (ROLE, MENTIONABLE):
            everything += [role for g in world.guilds.values() for role in g.roles.values()]
        if kind == CHANNEL:
            everything += [c for c in world.channels.values() if c.guild_id and not c.is_thread]
        yield from ((str(getattr(each, "name", each.id)), each) for each in everything)

    async def _use(self, path: str, values: dict[str, Any], what: str) -> Seen:
        return await self._send("command", COMMAND, path, values, what)

    async def _send(
        self, label: str, kind: int, path: str, values: dict[str, Any], what: str
    ) -> Seen:
        name, *inner = path.split()
        commands = self.sandbox.application.commands.values()
        command = next(c for c in commands if (c.name, c.kind) == (name, SLASH))
        filling = Filling(self.sandbox.world, self.member.guild.id)
        given = {key: self._as_record(value) for key, value in values.items()}
        focused = [*given][-1] if kind == AUTOCOMPLETE else None
        options = filling.options(inner, command.fields.get("options", []), given, focused)
        data: Json = {"id": str(command.id), "name": name, "type": SLASH, "options": options}
        data["resolved"] = filling.resolved
        place = self.member.channel(None)
        return await self.judge.hear(label, f"/{path} {what}", self.member.forge(kind, data, place))

    def _as_record(self, value: Any) -> Any:
        if isinstance(value, Actor):
            return value.user
        return self.member.upload(value) if isinstance(value, tuple) else value

    async def use_suggestions(self) -> None:
        """Type every bad text into every option that suggests."""
        for leaf in leaves(self.sandbox):
            least = {each["name"]: each.get("min_length") or 0 for each in leaf.options}
            for option in (each for each in leaf.options if each.get("autocomplete")):
                for turn, text in enumerate(("", *self.texts)):
                    if self._skips():
                        continue
                    others = {
                        other["name"]: self.texts[turn % len(self.texts)][: _most(other)]
                        for other in leaf.options
                        if other is not option
                        and other["type"] == STRING
                        and not other.get("choices")
                        and turn % 2
                    }
                    others = {k: v for k, v in others.items() if len(v) >= least[k]}
                    values = others | {option["name"]: text[:100]}
                    what = f"{option['name']}? = {text[:60]!r}"
                    await self._send("suggestion", AUTOCOMPLETE, leaf.path, values, what)

    async def use_menus(self, messages: Sequence[Message]) -> None:
        """Use every message menu on messages, every user menu on everybody."""
        for command in self.sandbox.application.commands.values():
            targets: list[Any] = []
            if command.kind == MESSAGE_MENU:
                targets = [m for m in messages if m.id in self.sandbox.world.messages]
            elif command.kind == USER_MENU:
                targets = list(self.sandbox.world.users.values())
            for target in targets:
                if not self._skips():
                    await self._use_menu(command.name, command.kind, command.id, target)

    async def _use_menu(self, name: str, kind: int, id_: int, target: Any) -> None:
        world, place = self.sandbox.world, self.member.channel(None)
        filling = Filling(world, self.member.guild.id)
        if isinstance(target, Message):
            filling.resolved["messages"] = {str(target.id): serialise.message(world, target)}
        else:
            filling.resolve(target)
        data = {"id": str(id_), "name": name, "type": kind, "target_id": str(target.id)}
        interaction = self.member.forge(COMMAND, data | {"resolved": filling.resolved}, place)
        what = target.content[:60] if isinstance(target, Message) else target.username
        await self.judge.hear("menu", f"{name} = {what!r}", interaction)

    # Buttons and selects

    async def use_items(self, place: Channel | None = None) -> None:
        """Press and choose everything that the bot recognises, with right and wrong custom ids."""
        numbers = [*self.numbers, *own_drafts(self.judge.nexus, self.member.id)]
        for item in items_of(self.judge.nexus):
            texts = [*BAD_PARTS, *(text[:100] for text in self.texts[::4])]
            for made in ids_of(item.name, item.known_schema().parts, numbers):
                if issubclass(item, DynamicButton):
                    await self.press(button(made, 1), {}, place)
                else:
                    await self._choose(item, made, place, texts if place is None else ())
                    texts = texts[:2]

    async def _choose(
        self, item: type[Any], made: str, place: Channel | None, texts: Sequence[str]
    ) -> None:
        chosen, kind = item.known_schema().chosen, str(item.__mro__[1].__name__)
        if kind == "DynamicSelect":
            for value in [*words_of(chosen, self.numbers), *dict.fromkeys(filter(None, texts))]:
                await self.press(select(made, 1, (value,)), {"values": [value]}, place, value)
            await self.press(select(made, 1, ("x",)), {"values": []}, place, "nothing")
            return
        is_channel = kind == "DynamicChannelSelect"
        type_ = CHANNEL_SELECT if is_channel else ROLE_SELECT
        shown: Json = {"type": type_, "custom_id": made, "id": 1, "min_values": 0, "max_values": 1}
        for name, record in self._records_for(CHANNEL if is_channel else ROLE):
            filling = Filling(self.sandbox.world, self.member.guild.id)
            data = {"values": [filling.resolve(record)], "resolved": filling.resolved}
            await self.press(shown, data, place, name)
            await self.press(shown, {"values": data["values"]}, place, f"{name}, unresolved")
        await self.press(shown, {"values": [], "resolved": {}}, place, "nothing")

    async def press(
        self, component: Json, data: Json, place: Channel | None = None, value: str = ""
    ) -> None:
        """Use a component that may never have stood on that message."""
        if name_in(component["custom_id"]) in self.spared or self._skips():
            return
        message = self._message(place)
        message.components = [{"type": 1, "id": 9, "components": [component]}]
        made = component["custom_id"]
        about = {"component_type": component["type"], "custom_id": made, "id": component["id"]}
        channel = self.sandbox.world.channels[message.channel_id]
        interaction = self.member.forge(COMPONENT, about | data, channel, message)
        way = f"{name_in(made)} = {made!r} {value!r}{' in direct messages' if place else ''}"
        await self.judge.hear("select" if data else "button", way, interaction)

    def _message(self, place: Channel | None) -> Message:
        place = place or self.member.channel(None)
        message = self._messages.get(place.id)
        if message is None or message.id not in self.sandbox.world.messages:
            message = self._messages[place.id] = say(self.sandbox, button("nexus:x", 1), at=place)
        return message

    # Forms

    async def use_forms(self, opened: dict[str, Json], place: Channel | None = None) -> None:
        """Submit every form, opened or not: each field with each bad text."""
        for name, form in self.judge.nexus.registry.forms.items():
            modal = opened.get(name) or unopened(form)
            parts = schema_of(form.submitted).parts
            for made in ids_of(name, parts, self.numbers):
                if not self._skips():
                    await self.submit(modal, f"{made}:n.sweep", {}, place)
            fields = [each["custom_id"] for each in walk(modal["components"]) if _is_field(each)]
            right = [words_of(kind)[0] if words_of(kind) else "1" for kind in parts]
            for number, texts in product(self.numbers, [self.texts]):
                parts_of_it = [
                    str(number) if kind is int else word
                    for kind, word in zip(parts, right, strict=True)
                ]
                for text in texts if number == self.numbers[0] else texts[::9]:
                    for one in (*fields, None):
                        if not self._skips():
                            made = f"{made_of(name, parts_of_it)}:n.sweep"
                            values = {f: text for f in fields if one in (f, None)}
                            await self.submit(modal, made, values, place)

    async def submit(
        self, modal: Json, made: str, texts: dict[str, str], place: Channel | None = None
    ) -> Seen:
        """Submit a form that need not be open."""
        filling = Filling(self.sandbox.world, self.member.guild.id)
        data: Json = {
            "custom_id": made,
            "components": [self._filled_in(each, texts, filling) for each in modal["components"]],
        }
        data["resolved"] = filling.resolved
        source = None if self.turn % 2 else self._message(place)
        channel = place or self.member.channel(None)
        interaction = self.member.forge(MODAL, data, channel, source)
        shown = {key: text[:60] for key, text in texts.items()}
        return await self.judge.hear(
            "form", f"form {name_in(made)} = {made!r} {shown}", interaction
        )

    def _filled_in(self, component: Json, texts: dict[str, str], filling: Filling) -> Json:
        inner = component.get("component") or next(iter(component.get("components") or ()), None)
        if inner is None:
            return {"type": component["type"], "id": 1}
        answer = {"type": inner["type"], "id": 1, "custom_id": inner["custom_id"]}
        answer |= self._answer(inner, texts.get(inner["custom_id"]), filling)
        if "component" in component:
            return {"type": component["type"], "id": 2, "component": answer}
        return {"type": component["type"], "id": 2, "components": [answer]}

    def _answer(self, inner: Json, text: str | None, filling: Filling) -> Json:
        kind = inner["type"]
        if kind == TEXT_INPUT:
            usual = "1" * max(1, inner.get("min_length") or 0)
            return {"value": usual if text is None else text[: inner.get("max_length") or 4_000]}
        if kind == CHECKBOX:
            return {"value": text is not None}
        if kind == FILE_UPLOAD:
            self.turn += 1
            _, file = ATTACHMENTS[self.turn % len(ATTACHMENTS)]
            return {"values": [] if text is None else [filling.resolve(self.member.upload(file))]}
        offered = [option["value"] for option in inner.get("options") or ()]
        chosen = offered[0] if text is None and offered else (text or "1")[:100]
        if kind == RADIO_GROUP:
            return {"value": chosen}
        return {"values": [chosen]}

    # From a command to what it posts

    async def make_journeys(self, texts: Sequence[str]) -> None:
        """Say a text in every field of a command, its form and its buttons, to the very end."""
        for leaf in leaves(self.sandbox):
            for text in texts:
                if self._skips():
                    continue
                values = {
                    option["name"]: text[: _most(option)]
                    for option in leaf.options
                    if option["type"] == STRING
                    and not option.get("choices")
                    and not option.get("autocomplete")
                    and len(text) >= (option.get("min_length") or 0)
                }
                values = filled(self.sandbox, leaf) | values
                seen = await self._use(leaf.path, values, f"all = {text[:60]!r}")
                await self._go_on(seen, text, set())

    async def _go_on(self, seen: Seen, text: str, done: set[str]) -> None:
        if seen.modal is not None:
            fields = [each for each in walk(seen.modal["components"]) if _is_field(each)]
            given = {each["custom_id"]: text for each in fields if each["type"] == TEXT_INPUT}
            seen = await self.submit(seen.modal, seen.modal["custom_id"], given)
        for _ in range(MOST_PRESSED):
            pressed = self._next_button(seen, done)
            if pressed is None or seen.message is None:
                return
            done.add(name_in(pressed["custom_id"]))
            data = {key: pressed[key] for key in ("custom_id", "id")} | {"component_type": BUTTON}
            channel = self.sandbox.world.channels[seen.message.channel_id]
            interaction = self.member.forge(COMPONENT, data, channel, seen.message)
            way = f"{name_in(pressed['custom_id'])} pressed = {text[:60]!r}"
            after = await self.judge.hear("button", way, interaction)
            if after.modal is not None:
                await self._go_on(after, text, done)
            elif after.message is not None:
                seen = after

    def _next_button(self, seen: Seen, done: set[str]) -> Json | None:
        message = seen.message
        if message is None or message.id not in self.sandbox.world.messages:
            return None
        for each in walk(message.components):
            is_open = each["type"] == BUTTON and each["style"] != LINK_STYLE
            if (
                is_open
                and not each.get("disabled")
                and name_in(each["custom_id"]) not in done | self.spared
            ):
                return each
        return None


STRING, INTEGER, _, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER = range(3, 11)


def _is_field(component: Json) -> bool:
    return component["type"] in {TEXT_INPUT, STRING_SELECT, FILE_UPLOAD, CHECKBOX, RADIO_GROUP}


def _most(option: Json) -> int:
    return int(option.get("max_length") or 6_000)
