"""Message catalogues: every sentence that a person reads, by language.

Catalogues are Fluent files, `cogs/<feature>/locale/<language>.ftl`; all features' files of one
language make one catalogue. Keys start with their feature's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Pattern

DEFAULT_LANGUAGE = "en"
LANGUAGES = ("en", "fr")


class Catalogue:
    """One language's messages. Calling it formats one: `text("qa-card-title", title=...)`."""

    def __init__(self, language: str, sources: list[str]) -> None:
        self.language = language
        # Isolation marks would end up in code and links that members copy.
        self._bundle = FluentBundle([language], use_isolating=False)
        for source in sources:
            self._bundle.add_resource(FluentResource(source))
        self._constant: dict[str, str] = {}

    def __contains__(self, key: str) -> bool:
        return self._bundle.has_message(key)

    def __call__(self, key: str, /, **values: object) -> str:
        """Format the message `key`; `KeyError` for an unknown one, `ValueError` for a bad value."""
        if not values and key in self._constant:
            return self._constant[key]
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        result = self._format(key, pattern, values)
        if not values:
            self._constant[key] = result
        return result

    def attribute(self, key: str, name: str, /, **values: object) -> str | None:
        """Format the attribute `name` of a message, or None where the message has none."""
        pattern = self._bundle.get_message(key).attributes.get(name)
        return None if pattern is None else self._format(f"{key}.{name}", pattern, values)

    def _format(self, key: str, pattern: Pattern, values: Mapping[str, object]) -> str:
        result, faults = self._bundle.format_pattern(pattern, dict(values))
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
        """Every feature's catalogues, read once from the package `cogs`."""
        return cls(
            {
                language: Catalogue(language, [s.read_text("utf-8") for s in _sources(language)])
                for language in LANGUAGES
            }
        )

    def of(self, language: str | None) -> Catalogue:
        """The catalogue of a language code such as `fr` or Discord's `en-GB`, else English."""
        code = (language or DEFAULT_LANGUAGE).partition("-")[0]
        return self._by_language.get(code) or self._by_language[DEFAULT_LANGUAGE]


def _sources(language: str) -> Iterator[Traversable]:
    for feature in sorted(files("cogs").iterdir(), key=lambda entry: entry.name):
        source = feature.joinpath("locale", f"{language}.ftl")
        if source.is_file():
            yield source
