"""Message catalogues: every sentence that a person reads, by language.

Catalogues are Fluent files, `cogs/<feature>/locale/<language>.ftl`; all features' files of one
language make one catalogue. Keys start with their feature's name.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

from domain.characters import BREAK, strip

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

DEFAULT_LANGUAGE = "en"
LANGUAGES = ("en", "fr")
ENTRY = re.compile(r"^(-?[A-Za-z][A-Za-z0-9_-]*) *=", re.MULTILINE)
"""Start of a message or term; only comments and brackets may also stand in the first column."""
CONSTANT = re.compile(r" *([^\s{}][^\n{}]*)(?:\n(?:#[^\n]*)?)*")
"""Text of one line without values, attributes or continuation; comments may follow it."""
NAME = re.compile(r"-?[A-Za-z][A-Za-z0-9_-]*")
VALUE = re.compile(r"\{ *\$([A-Za-z][A-Za-z0-9_-]*) *\}")
LINE = re.compile(
    rf"(?:[A-Za-z][\w-]*| +\.(?P<attribute>[A-Za-z][\w-]*)) *= *"
    rf"(?P<text>(?:[^\s{{}}]|{VALUE.pattern})(?:[^\t{{}}]|{VALUE.pattern})*)"
)
"""A message or attribute of one line, which holds text and values and nothing else."""
MOST_INSERTED = 2_500
"""Characters of a value; Fluent refuses longer ones."""
UNGROUPED = range(1_000)
"""Numbers that every language writes alike."""


def _template(source: str) -> Mapping[str, list[str]] | None:
    """Cut a message into text and names of values, in turns, by attribute; its own is `""`.

    None where Fluent has to read it: values are chosen by, or lines are continued.
    """
    cut: dict[str, list[str]] = {}
    is_over = False
    for line in source.split("\n"):
        matched = LINE.fullmatch(line)
        if matched is not None and not is_over:
            cut[matched["attribute"] or ""] = VALUE.split(matched["text"].rstrip(" "))
        elif line.startswith("#"):
            is_over = True
        elif line.strip():
            return None
    return cut if "" in cut else None


def _fill(key: str, template: Sequence[str], values: Mapping[str, object]) -> str | None:
    """Put values into a template; None for one that Fluent has to format, or refuse."""
    filled = [*template]
    for place in range(1, len(filled), 2):
        value = values.get(filled[place])
        if isinstance(value, str):
            filled[place] = _readable(value)
            if len(filled[place]) > MOST_INSERTED:
                raise ValueError(f"{key!r} takes {MOST_INSERTED} characters a value, at most")
        elif type(value) is int and value in UNGROUPED:
            filled[place] = str(value)
        else:
            return None
    return "".join(filled)


def _readable(value: str) -> str:
    """Strip control, bidirectional and invisible characters, but for line breaks."""
    return BREAK.join(map(strip, value.split(BREAK)))


class Catalogue:
    """One language's messages. Calling it formats one: `text("qa-card-title", title=...)`.

    Parsing Fluent costs 0.2 ms a message and importing it 90, so that files are only cut into
    messages here. A message is parsed when it's first asked for; one that is text and values
    alone is filled in here and never parsed.
    """

    def __init__(self, language: str, sources: list[str]) -> None:
        self.language = language
        self._unparsed: dict[str, str] = {}
        self._constant: dict[str, str] = {}
        self._templates: dict[str, Mapping[str, list[str]] | None] = {}
        self._messages: dict[str, Any] = {}  # Any: fluent.runtime isn't typed here
        self._parsed: set[str] = set()
        self._parsing = threading.RLock()
        for source in sources:
            self._cut(source)

    def _cut(self, source: str) -> None:
        """Note where each message of a file begins and ends."""
        starts = list(ENTRY.finditer(source))
        ends = [start.start() for start in starts[1:]] + [len(source)]
        for start, end in zip(starts, ends, strict=True):
            if start[1] in self._unparsed:
                continue  # Fluent's rule: the first one counts
            self._unparsed[start[1]] = source[start.start() : end]
            constant = CONSTANT.fullmatch(source, start.end(), end)
            if constant is not None:
                self._constant[start[1]] = constant[1].rstrip(" ")

    @cached_property
    def _bundle(self) -> FluentBundle:
        from fluent.runtime import FluentBundle  # noqa: PLC0415 - brings Babel, 40 ms: not at start

        # Isolation marks would end up in code and links that members copy.
        return FluentBundle([self.language], use_isolating=False)

    def warm_up(self) -> None:
        """Import what formats values, so that the first message with one isn't late."""
        with self._parsing:
            self._bundle  # noqa: B018 - made by being read

    def __contains__(self, key: str) -> bool:
        return key in self._unparsed

    def __call__(self, key: str, /, **values: object) -> str:
        """Format the message `key`; `KeyError` for an unknown one, `ValueError` for a bad value."""
        if not values and key in self._constant:
            return self._constant[key]
        template = self._template_of(key)
        result = None if template is None else _fill(key, template[""], values)
        if result is None:
            pattern = self._message(key).value
            if pattern is None:
                raise KeyError(key)
            result = self._format(key, pattern, values)
        if not values:
            self._constant[key] = result
        return result

    def attribute(self, key: str, name: str, /, **values: object) -> str | None:
        """Format the attribute `name` of a message, or None where the message has none."""
        template = self._template_of(key)
        if template is not None:
            if name not in template:
                return None
            if (result := _fill(f"{key}.{name}", template[name], values)) is not None:
                return result
        pattern = self._message(key).attributes.get(name)
        return None if pattern is None else self._format(f"{key}.{name}", pattern, values)

    def _template_of(self, key: str) -> Mapping[str, list[str]] | None:
        if key not in self._templates:
            self._templates[key] = _template(self._unparsed[key])
        return self._templates[key]

    def _message(self, key: str) -> Any:  # Any: as above
        """Return a message, parsed once, with the messages and terms that it refers to."""
        if key not in self._messages:
            with self._parsing:
                self._parse(key)
                self._messages[key] = self._bundle.get_message(key)
        return self._messages[key]

    def _parse(self, key: str) -> None:
        from fluent.runtime import FluentResource  # noqa: PLC0415 - as above

        if key in self._parsed:
            return
        self._parsed.add(key)
        source = self._unparsed[key]
        self._bundle.add_resource(FluentResource(source))
        for name in self._unparsed.keys() & NAME.findall(source):
            self._parse(name)

    def _format(self, key: str, pattern: Any, values: Mapping[str, object]) -> str:  # Any: as above
        readable = {
            name: _readable(value) if isinstance(value, str) else value
            for name, value in values.items()
        }
        result, faults = self._bundle.format_pattern(pattern, readable)
        if faults:
            raise ValueError(f"the message {key!r} cannot be formatted: {faults[0]!r}")
        return str(result)


class Catalogues:
    """All languages' catalogues."""

    def __init__(self, by_language: Mapping[str, Catalogue]) -> None:
        self._by_language = by_language

    @classmethod
    @cache
    def load(cls) -> Catalogues:
        """Load every feature's catalogues, read once from the package `cogs`."""
        english = _texts(DEFAULT_LANGUAGE)  # falls in where another language lacks a message
        return cls(
            {language: Catalogue(language, [*_texts(language), *english]) for language in LANGUAGES}
        )

    def warm_up(self) -> None:
        """Make every language ready to format values; meant for a thread."""
        for catalogue in self._by_language.values():
            catalogue.warm_up()

    def of(self, language: str | None) -> Catalogue:
        """Return the catalogue of a language code (`fr`, Discord's `en-GB`), else English."""
        code = (language or DEFAULT_LANGUAGE).partition("-")[0]
        return self._by_language.get(code) or self._by_language[DEFAULT_LANGUAGE]


def _texts(language: str) -> list[str]:
    return [source.read_text("utf-8") for source in _sources(language)]


def _sources(language: str) -> Iterator[Traversable]:
    for feature in sorted(files("cogs").iterdir(), key=lambda entry: entry.name):
        source = feature.joinpath("locale", f"{language}.ftl")
        if source.is_file():
            yield source
