"""Settings of the operator: read from the environment and checked before anything starts."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar
from urllib.parse import urlsplit

from domain.shards import Shards

DEFAULT_API_BASE = "https://discord.com/api/v10"
DEFAULT_DATABASE_URL = "sqlite:///data/nexus.db"
LAST_PORT = 65_535
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")

T = TypeVar("T")


class SettingsError(Exception):
    """A setting is wrong: one line that names it, its fault and an example."""

    def __init__(self, name: str, fault: str, example: str) -> None:
        super().__init__(f"{name} {fault}. Example: {name}={example}")


class Secret:
    """A text that shows itself to nobody who does not ask for it by name."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the text itself."""
        return self._text

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return "Secret(***)"

    __str__ = __repr__


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, checked. `token` is empty where none was given."""

    token: Secret = field(default_factory=lambda: Secret(""))
    api_base: str = DEFAULT_API_BASE
    database_url: str = DEFAULT_DATABASE_URL
    guild_ids: tuple[int, ...] = ()
    shards: Shards | None = None
    log_level: str = "INFO"
    log_format: Literal["text", "json"] = "text"
    health_address: tuple[str, int] | None = None
    commands_per_minute: int = 20
    posts_per_ten_minutes: int = 5
    uploads_per_ten_minutes: int = 3
    sandbox_port: int = 8080
    semantic_model: Path | None = None


def load_settings(
    environment: Mapping[str, str] | None = None, dotenv: Path | None = Path(".env")
) -> Settings:
    """Read the environment, and `.env` for what it does not set; raises `SettingsError`."""
    values: dict[str, str] = {}
    if dotenv is not None and dotenv.is_file():
        from dotenv import dotenv_values  # noqa: PLC0415 - most bots get the environment alone

        values |= {k: v for k, v in dotenv_values(dotenv).items() if v is not None}
    values |= os.environ if environment is None else environment
    read = _Reader(values)
    return Settings(
        token=Secret(read("DISCORD_TOKEN", _token, "")),
        api_base=read("DISCORD_API_BASE", _api_base, DEFAULT_API_BASE),
        database_url=read("DATABASE_URL", _database_url, DEFAULT_DATABASE_URL),
        guild_ids=read("NEXUS_GUILD_IDS", _guild_ids, ()),
        shards=read("NEXUS_SHARDS", _shards, None),
        log_level=read("NEXUS_LOG_LEVEL", _log_level, "INFO"),
        log_format=read("NEXUS_LOG_FORMAT", _log_format, "text"),
        health_address=read("NEXUS_HEALTH_ADDRESS", _address, None),
        commands_per_minute=read("NEXUS_RATE_COMMANDS", _rate, 20),
        posts_per_ten_minutes=read("NEXUS_RATE_POSTS", _rate, 5),
        uploads_per_ten_minutes=read("NEXUS_RATE_UPLOADS", _rate, 3),
        sandbox_port=read("NEXUS_SANDBOX_PORT", _port, 8080),
        semantic_model=read("NEXUS_SEMANTIC_MODEL", _file, None),
    )


class _FaultError(Exception):
    """A fault of a value, with an example that works."""

    def __init__(self, fault: str, example: str) -> None:
        super().__init__(fault)
        self.fault = fault
        self.example = example


class _Reader:
    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def __call__(self, name: str, parse: Callable[[str], Any], default: T) -> T:
        value = self._values.get(name, "").strip()
        if not value:
            return default
        try:
            parsed: T = parse(value)
        except _FaultError as error:
            raise SettingsError(name, error.fault, error.example) from None
        return parsed


def _token(value: str) -> str:
    token = value.removeprefix("Bot ").strip()
    if re.search(r"\s", token) or not token.isascii():
        # The value itself must not be repeated: it may be a real token with a typing error.
        raise _FaultError("contains characters that no token has", "the token from the Bot page")
    return token


def _api_base(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc or not parts.path.strip("/"):
        raise _FaultError(f"is not an API address: {value!r}", "http://127.0.0.1:8080/api/v10")
    return value.rstrip("/")


def _database_url(value: str) -> str:
    scheme, separator, rest = value.partition("://")
    if not separator or not rest or scheme not in ("sqlite", "postgresql", "postgres"):
        raise _FaultError(f"is not a database address: {value!r}", DEFAULT_DATABASE_URL)
    return value


def _guild_ids(value: str) -> tuple[int, ...]:
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if not all(re.fullmatch(r"\d{15,20}", part) for part in parts):
        raise _FaultError(f"is not a list of server ids: {value!r}", "1100000000000000001")
    return tuple(map(int, parts))


def _shards(value: str) -> Shards:
    match = re.fullmatch(r"(\d{1,5})(?:-(\d{1,5}))?/(\d{1,5})", value)
    example = "0-3/16"
    if match is None:
        raise _FaultError(f"is not a range of shards: {value!r}", example)
    first, last, count = int(match[1]), int(match[2] or match[1]), int(match[3])
    if not first <= last < count:
        raise _FaultError(f"names shards beyond the last of {count}: {value!r}", example)
    return Shards(tuple(range(first, last + 1)), count)


def _log_level(value: str) -> str:
    if value.upper() not in LEVELS:
        raise _FaultError(f"is none of {', '.join(LEVELS)}: {value!r}", "INFO")
    return value.upper()


def _log_format(value: str) -> str:
    if value not in ("text", "json"):
        raise _FaultError(f"is neither text nor json: {value!r}", "json")
    return value


def _address(value: str) -> tuple[str, int]:
    host, separator, port = value.rpartition(":")
    if not separator or not host or not _is_port(port):
        raise _FaultError(f"is not an address with a port: {value!r}", "127.0.0.1:8081")
    return host.strip("[]"), int(port)


def _port(value: str) -> int:
    if not _is_port(value):
        raise _FaultError(f"is not a port: {value!r}", "8080")
    return int(value)


def _is_port(value: str) -> bool:
    return re.fullmatch(r"\d{1,5}", value) is not None and int(value) <= LAST_PORT


def _file(value: str) -> Path:
    file = Path(value).expanduser()
    if not file.is_file():
        raise _FaultError(f"names no file: {value!r}", "data/model.onnx")
    return file


def _rate(value: str) -> int:
    if not re.fullmatch(r"\d{1,9}", value) or int(value) < 1:
        raise _FaultError(f"is not a number of uses: {value!r}", "20")
    return int(value)
