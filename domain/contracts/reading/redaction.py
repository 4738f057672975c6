"""Secrets are taken out of a document before anything of it is kept or shown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from domain.contracts.model import Json
from domain.contracts.reading.bounds import MOST_SECRETS
from domain.contracts.reading.secret_search import Found, find_look, find_named
from domain.contracts.reading.secret_words import (
    EMAIL,
    LOOKS,
    REDACTED,
    REDACTED_EMAIL,
    has_digit,
    is_made_up,
    is_placeholder,
    is_sentence,
    kind_of_name,
    kind_of_value,
    looks_random,
)
from domain.contracts.reading.trees import Path

SHORTEST_LOOK = 6
SHORTEST_TELLING = 8
LONGEST_KNOWN = 60
MOST_KNOWN = 10_000
LONGEST_HINT = 4
HINT_SHARE = 4
"""A hint shows at most one in so many characters."""
FEWEST_DIGITS = 4
"""Of a number that is a password; `{"pass": 12, "fail": 3}` counts something."""
SAMPLES = frozenset({"example", "examples", "default", "value", "x-example"})
"""Keys under which a schema or a parameter holds values and not descriptions of values."""
WITHIN = frozenset({"schema", "items", "allOf", "anyOf", "oneOf", "content"})
"""Keys below which a description still speaks of the same value."""
DESCRIBED = frozenset({"properties", "headers", "variables"})
"""Keys whose mappings describe values by their names."""
PAIR_NAMES = ("key", "name", "id")
SCHEMES = frozenset({"bearer", "basic", "token", "jwt", "digest", "apikey", "api-key"})
"""Words before a secret that are none: they stay."""
PUBLIC = (("info", "contact", "email"),)
"""Addresses that are there for everybody to write to."""
QUOTED = re.compile(r"([\"'])((?:(?!\1).){3,})\1(?!\s*:)")
TOLD = re.compile(r"(?i)v?\d{1,3}(?:\.\d{1,3}){0,3}(?:-[a-z]{1,10}(?:\.?\d{1,3})?)?")
"""A version or a status: what a document says of itself, and no secret."""
NAME_IN_LINE = re.compile(r"[A-Za-z][\w-]*")


@dataclass(frozen=True, slots=True)
class Taken:
    """A secret that was taken out, by the path where it stood first."""

    kind: str
    path: Path
    hint: str
    count: int = 1
    """In how many places it stood."""


@dataclass(slots=True)
class Redaction:
    """Takes secrets out and notes what they were, each once."""

    left_out: int = 0
    _taken: dict[str, Taken] = field(default_factory=dict)
    _clean: set[str] = field(default_factory=set)
    """Texts without secrets: documents say the same words again and again."""

    @property
    def taken(self) -> list[Taken]:
        """Secrets that were taken out, in the order of the document."""
        return list(self._taken.values())

    def tree(
        self, value: Json, path: Path = (), name: str | None = None, about: str | None = None
    ) -> Json:
        """Return the value without secrets.

        `name` says what kind of secret its texts must be, `about` what kind a schema describes.
        """
        if isinstance(value, str):
            return self.text(value, path, name)
        if isinstance(value, dict):
            return self._mapping(value, path, name, about)
        if isinstance(value, list):
            return [self.tree(each, (*path, at), name, about) for at, each in enumerate(value)]
        is_number = isinstance(value, int) and not isinstance(value, bool)
        if name is not None and is_number and len(str(value)) >= FEWEST_DIGITS:
            self._note(name, path, str(value))
            return 0
        return value

    def repeated(self, value: Json) -> Json:
        """Return the value without what was taken out elsewhere: a token may be in a title, too."""
        known = [each for each, taken in self._taken.items() if _is_telling(each, taken)]
        if not known:
            return value
        whole = json.dumps(value, ensure_ascii=False)
        left = [each for each in known if json.dumps(each, ensure_ascii=False)[1:-1] in whole]
        if not left:
            return value
        longest_first = sorted(left, key=len, reverse=True)
        return _replaced(value, re.compile("|".join(map(re.escape, longest_first))))

    def text(self, text: str, path: Path = (), name: str | None = None) -> str:
        """Return a text without secrets; with `name`, the whole of it is one if it can be."""
        if name is not None and not is_placeholder(text) and not is_sentence(text):
            return self._whole(text, path, name)
        return self._searched(text, path)

    def schema(self, text: str) -> str:
        """Return a schema in GraphQL's language without secrets; paths are the numbers of lines."""
        return "\n".join(
            self._searched(line, (number,), is_prose=False)
            for number, line in enumerate(text.split("\n"), 1)
        )

    def line(self, line: str) -> str:
        """Return a line of an unreadable document as it can be shown: rather too little."""
        shown = QUOTED.sub(
            lambda match: f"{match[1]}{REDACTED}{match[1]}" if _may_be(match[2]) else match[0],
            self.text(line),
        )
        for match in NAME_IN_LINE.finditer(shown):
            rest = shown[match.end() :].strip(" \t\"':=,{}[]()")
            if kind_of_name(match[0]) and rest and not rest.startswith(REDACTED):
                return f"{shown[: match.end()]} …"
        return shown

    def _searched(self, text: str, path: Path, *, is_prose: bool = True) -> str:
        if len(text) < SHORTEST_LOOK or text in self._clean or path in PUBLIC:
            return text
        searched = self._without_secrets(text, path, is_prose=is_prose)
        is_short = len(text) <= LONGEST_KNOWN and len(self._clean) < MOST_KNOWN
        if is_prose and is_short and searched == text:
            self._clean.add(text)
        return searched

    def _without_secrets(self, text: str, path: Path, *, is_prose: bool) -> str:
        lowered = text.lower()
        for look in LOOKS:
            if not look.needs or any(word in lowered for word in look.needs):
                text = self._without(text, path, find_look(text, look))
        return self._emails(self._without(text, path, find_named(text, is_prose=is_prose)), path)

    def _whole(self, text: str, path: Path, name: str) -> str:
        prefix, _, rest = text.strip().partition(" ")
        has_scheme = prefix.lower() in SCHEMES and bool(rest)
        self._note(name, path, rest if has_scheme else text)
        return f"{prefix} {REDACTED}" if has_scheme else REDACTED

    def _without(self, text: str, path: Path, found: Iterable[Found]) -> str:
        pieces, at = [], 0
        for each in found:
            if each.start >= at:  # none within another
                self._note(each.kind, path, text[each.start : each.end])
                pieces += [text[at : each.start], REDACTED]
                at = each.end
        return "".join((*pieces, text[at:])) if pieces else text

    def _emails(self, text: str, path: Path) -> str:
        if "@" not in text:
            return text

        def replaced(email: str) -> str:
            if is_made_up(email) or email.startswith(REDACTED):  # `user:REDACTED@host.com`
                return email
            self._note("email", path, email)
            return REDACTED_EMAIL

        return EMAIL.sub(lambda match: replaced(match[0]), text)

    def _mapping(
        self, mapping: dict[str, Json], path: Path, name: str | None, about: str | None
    ) -> dict[str, Json]:
        pair = _pair(mapping)
        if pair is not None:
            sample = _kind_of_pair(pair, mapping, path)
        else:
            about = _described(mapping, path) or about
            sample = about or name
        is_content = path[-1:] == ("content",)
        is_list_of_scopes = "security" in path[-2:]
        done: dict[str, Json] = {}
        for key, value in mapping.items():
            kept = self._searched(key, (*path, key))
            if key in SAMPLES and (sample or pair is not None):
                kind = sample
            elif isinstance(value, dict):
                kind = name
            elif is_list_of_scopes:
                kind = None
            else:
                kind = kind_of_name(key)
                if kind is None and isinstance(value, str):
                    kind = kind_of_value(key, value)
            below = about if key in WITHIN or is_content else None
            done[kept] = self.tree(value, (*path, key), kind, below)
        return done

    def _note(self, kind: str, path: Path, secret: str) -> None:
        known = self._taken.get(secret)
        if known is not None:
            self._taken[secret] = replace(known, count=known.count + 1)
        elif len(self._taken) >= MOST_SECRETS:
            self.left_out += 1
        else:
            shown = min(LONGEST_HINT, len(secret) // HINT_SHARE)
            self._taken[secret] = Taken(kind, path, secret[:shown])


def _may_be(text: str) -> bool:
    """Tell whether a text in quotes, of which no name is known, may be a secret."""
    is_told = TOLD.fullmatch(text) or is_placeholder(text) or is_sentence(text)
    return looks_random(text) and not is_told


def _is_telling(secret: str, taken: Taken) -> bool:
    """Tell whether a secret is neither a word nor a number: `admin` may be in a path as well."""
    is_mixed = has_digit(secret) and not secret.isdecimal()
    return taken.kind != "email" and len(secret) >= SHORTEST_TELLING and is_mixed


def _replaced(value: Json, pattern: re.Pattern[str]) -> Json:
    if isinstance(value, str):
        return pattern.sub(REDACTED, value)
    if isinstance(value, dict):
        return {pattern.sub(REDACTED, key): _replaced(each, pattern) for key, each in value.items()}
    if isinstance(value, list):
        return [_replaced(each, pattern) for each in value]
    return value


def _pair(mapping: dict[str, Json]) -> str | None:
    """Return the name in a `{key: Authorization, value: ...}` of a collection."""
    if "value" not in mapping:
        return None
    return next((each for key in PAIR_NAMES if isinstance(each := mapping.get(key), str)), None)


def _kind_of_pair(name: str, mapping: dict[str, Json], path: Path) -> str | None:
    """Return what the value of a pair gives away."""
    if path[-1:] == ("apikey",):  # Postman 2.0: the header's name, its value, and where it is sent
        return "key"
    if path[-2:-1] == ("apikey",):  # 2.1: the three of them as pairs
        return "key" if name == "value" else None
    value = mapping["value"]
    return kind_of_name(name) or (kind_of_value(name, value) if isinstance(value, str) else None)


def _described(mapping: dict[str, Json], path: Path) -> str | None:
    """Return what the property, the parameter or the header that a mapping describes would hold."""
    if "in" in mapping and isinstance(mapping.get("name"), str):
        return kind_of_name(str(mapping["name"]))
    if len(path) > 1 and path[-2] in DESCRIBED:
        return kind_of_name(str(path[-1]))
    return None
