"""Secrets are taken out of a document before anything of it is kept or shown."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.contracts.model import Json
from domain.contracts.reading.bounds import MOST_SECRETS
from domain.contracts.reading.secret_words import (
    EMAIL,
    LOOKS,
    REDACTED,
    REDACTED_EMAIL,
    is_made_up,
    is_placeholder,
    kind_of_name,
    looks_random,
)
from domain.contracts.reading.trees import Path

SHORTEST_LOOK = 6
LONGEST_HINT = 4
FEWEST_WORDS = 3
"""A text of so many words under `password` is a sentence about it: "This field is required."."""
HINT_SHARE = 4
"""A hint shows at most one in so many characters."""
SAMPLES = frozenset({"example", "examples", "default", "value", "x-example", "const", "enum"})
"""Keys under which a schema or a parameter holds values and not descriptions of values."""
PAIR_NAMES = ("key", "name", "id")


@dataclass(frozen=True, slots=True)
class Taken:
    """A secret that was taken out, by its path."""

    kind: str
    path: Path
    hint: str


@dataclass(slots=True)
class Redaction:
    """Takes secrets out and notes what they were."""

    taken: list[Taken] = field(default_factory=list)
    left_out: int = 0

    def tree(self, value: Json, path: Path = (), name: str | None = None) -> Json:
        """The value without secrets; `name` says what kind of secret its texts must be."""
        if isinstance(value, str):
            return self.text(value, path, name)
        if isinstance(value, dict):
            return self._mapping(value, path, name)
        if isinstance(value, list):
            return [self.tree(each, (*path, at), name) for at, each in enumerate(value)]
        if name is not None and isinstance(value, int | float) and not isinstance(value, bool):
            self._note(name, path, str(value))
            return 0
        return value

    def text(self, text: str, path: Path = (), name: str | None = None) -> str:
        """A text without secrets; with `name`, the whole of it is one unless a placeholder."""
        if name is not None and not is_placeholder(text) and len(text.split()) < FEWEST_WORDS:
            return self._whole(text, path, name)
        if len(text) < SHORTEST_LOOK:
            return text
        return self._emails(self._looks(text, path), path)

    def _whole(self, text: str, path: Path, name: str) -> str:
        prefix, _, rest = text.partition(" ")
        self._note(name, path, rest or text)
        return f"{prefix} {REDACTED}" if rest else REDACTED

    def _looks(self, text: str, path: Path) -> str:
        for look in LOOKS:
            at = 0
            while match := look.pattern.search(text, at):
                group = 1 if look.pattern.groups else 0
                secret = match[group]
                if group and (is_placeholder(secret) or REDACTED in secret):
                    at = match.end()
                    continue
                if look.must_look_random and not looks_random(secret):
                    at = match.end()
                    continue
                self._note(look.kind, path, secret)
                text = text[: match.start(group)] + REDACTED + text[match.end(group) :]
                at = match.start(group) + len(REDACTED)
        return text

    def _emails(self, text: str, path: Path) -> str:
        if "@" not in text:
            return text

        def replace(email: str) -> str:
            if is_made_up(email):
                return email
            self._note("email", path, email)
            return REDACTED_EMAIL

        return EMAIL.sub(lambda match: replace(match[0]), text)

    def _mapping(self, mapping: dict[str, Json], path: Path, name: str | None) -> dict[str, Json]:
        described = _name_of_pair(mapping) or _name_of_description(mapping, path) or name
        done: dict[str, Json] = {}
        for key, value in mapping.items():
            if key in SAMPLES and described:
                kind: str | None = described
            elif isinstance(value, dict):
                kind = name
            else:
                kind = kind_of_name(key)
            kept = key if len(key) < SHORTEST_LOOK else self._looks(key, (*path, key))
            done[kept] = self.tree(value, (*path, key), kind)
        return done

    def _note(self, kind: str, path: Path, secret: str) -> None:
        if len(self.taken) >= MOST_SECRETS:
            self.left_out += 1
            return
        shown = min(LONGEST_HINT, len(secret) // HINT_SHARE)
        self.taken.append(Taken(kind, path, secret[:shown]))


def _name_of_pair(mapping: dict[str, Json]) -> str | None:
    """What a `{key: Authorization, value: ...}` of a collection holds."""
    names = [mapping[key] for key in PAIR_NAMES if isinstance(mapping.get(key), str)]
    return kind_of_name(str(names[0])) if names and "value" in mapping else None


def _name_of_description(mapping: dict[str, Json], path: Path) -> str | None:
    """What the property or the parameter that a mapping describes would hold."""
    if "in" in mapping and isinstance(mapping.get("name"), str):
        return kind_of_name(str(mapping["name"]))
    if len(path) > 1 and path[-2] == "properties":
        return kind_of_name(str(path[-1]))
    return None
