"""Every setting: what it means, what it may be, and what is said of anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import DEFAULT_API_BASE, Secret, Settings, SettingsError, load_settings
from domain.shards import Shards

TOKEN = "MTA.made-up.for-this-test"


def load(**values: str) -> Settings:
    return load_settings(values, dotenv=None)


def test_nothing_has_to_be_set() -> None:
    settings = load()
    assert not settings.token
    assert settings.api_base == DEFAULT_API_BASE == "https://discord.com/api/v10"
    assert settings.database_url == "sqlite:///data/nexus.db"
    assert settings == load(DISCORD_TOKEN="  ", NEXUS_LOG_LEVEL="")


@pytest.mark.parametrize(
    ("name", "value", "field", "meaning"),
    [
        (
            "DISCORD_API_BASE",
            "http://127.0.0.1:9/api/v10/",
            "api_base",
            "http://127.0.0.1:9/api/v10",
        ),
        ("DATABASE_URL", "sqlite:////srv/n.db", "database_url", "sqlite:////srv/n.db"),
        ("NEXUS_GUILD_IDS", " 1100000000000000001, ", "guild_ids", (1100000000000000001,)),
        ("NEXUS_SHARDS", "0-3/16", "shards", Shards((0, 1, 2, 3), 16)),
        ("NEXUS_SHARDS", "2/3", "shards", Shards((2,), 3)),
        ("NEXUS_LOG_LEVEL", "debug", "log_level", "DEBUG"),
        ("NEXUS_LOG_FORMAT", "json", "log_format", "json"),
        ("NEXUS_HEALTH_ADDRESS", "127.0.0.1:8081", "health_address", ("127.0.0.1", 8081)),
        ("NEXUS_HEALTH_ADDRESS", "[::1]:8081", "health_address", ("::1", 8081)),
        ("NEXUS_RATE_COMMANDS", "40", "commands_per_minute", 40),
        ("NEXUS_RATE_POSTS", "7", "posts_per_ten_minutes", 7),
        ("NEXUS_RATE_UPLOADS", "1", "uploads_per_ten_minutes", 1),
        ("NEXUS_SANDBOX_PORT", "0", "sandbox_port", 0),
    ],
)
def test_what_a_setting_means(name: str, value: str, field: str, meaning: object) -> None:
    assert getattr(load(**{name: value}), field) == meaning


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DISCORD_TOKEN", "two words"),
        ("DISCORD_TOKEN", "with-ä"),
        ("DISCORD_API_BASE", "discord.com/api/v10"),
        ("DISCORD_API_BASE", "https://discord.com"),
        ("DATABASE_URL", "data/nexus.db"),
        ("DATABASE_URL", "mysql://localhost/nexus"),
        ("NEXUS_GUILD_IDS", "my server"),
        ("NEXUS_GUILD_IDS", "12"),
        ("NEXUS_SHARDS", "4"),
        ("NEXUS_SHARDS", "3-1/4"),
        ("NEXUS_SHARDS", "0-4/4"),
        ("NEXUS_SHARDS", "0-999999999/9999999999"),
        ("NEXUS_LOG_LEVEL", "loud"),
        ("NEXUS_LOG_FORMAT", "xml"),
        ("NEXUS_HEALTH_ADDRESS", "8081"),
        ("NEXUS_HEALTH_ADDRESS", "localhost:http"),
        ("NEXUS_HEALTH_ADDRESS", "localhost:65536"),
        ("NEXUS_RATE_COMMANDS", "0"),
        ("NEXUS_RATE_POSTS", "many"),
        ("NEXUS_RATE_UPLOADS", "-1"),
        ("NEXUS_RATE_UPLOADS", "9" * 5_000),
        ("NEXUS_SANDBOX_PORT", "99999"),
        ("NEXUS_SEMANTIC_MODEL", "no/such/model.onnx"),
    ],
)
def test_a_wrong_value_is_named_with_its_fault_and_an_example(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(**{name: value})
    sentence = str(caught.value)
    assert sentence.startswith(name + " ")
    assert f"Example: {name}=" in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("example", ["NEXUS_SHARDS", "NEXUS_HEALTH_ADDRESS", "NEXUS_GUILD_IDS"])
def test_the_example_works(example: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(**{example: "nonsense"})
    value = str(caught.value).partition(f"Example: {example}=")[2]
    load(**{example: value})


def test_a_model_is_named_by_its_file(tmp_path: Path) -> None:
    file = tmp_path / "model.onnx"
    file.touch()
    assert load(NEXUS_SEMANTIC_MODEL=str(file)).semantic_model == file


def test_a_token_may_be_pasted_with_its_prefix() -> None:
    assert load(DISCORD_TOKEN=f"Bot {TOKEN}").token.reveal() == TOKEN


def test_the_token_shows_itself_to_nobody() -> None:
    settings = load(DISCORD_TOKEN=TOKEN)
    shown = [repr(settings), str(settings), f"{settings.token}", f"{settings.token!r}"]
    assert not any(TOKEN in text for text in shown)
    assert repr(Secret(TOKEN)) == "Secret(***)"
    with pytest.raises(SettingsError) as caught:
        load(DISCORD_TOKEN=f"{TOKEN} {TOKEN}")
    assert TOKEN not in str(caught.value)


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text('NEXUS_LOG_LEVEL=DEBUG\nNEXUS_LOG_FORMAT="json"  # for machines\nEMPTY\n')
    settings = load_settings({"NEXUS_LOG_LEVEL": "ERROR"}, dotenv=file)
    assert (settings.log_level, settings.log_format) == ("ERROR", "json")


def test_there_need_be_no_file(tmp_path: Path) -> None:
    assert load_settings({}, dotenv=tmp_path / ".env") == Settings()
