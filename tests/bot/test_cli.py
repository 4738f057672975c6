"""The command line, as an operator calls it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.cli import main
from domain.permissions import invite_bits
from sandbox.client import Sandbox
from sandbox.world.permissions import Permission
from tests.bot.process import run

COMMANDS = ("run", "doctor", "invite", "migrate", "faq", "contract", "sandbox")


@pytest.fixture
def settings(sandbox: Sandbox) -> dict[str, str]:
    return {"DISCORD_TOKEN": sandbox.token, "DISCORD_API_BASE": sandbox.api_base}


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in COMMANDS)])
def test_help_is_helpful(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert said.startswith("usage: nexus")
    if arguments == ["--help"]:
        assert all(f"    {name} " in said for name in COMMANDS)


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.startswith("nexus 0.")


@pytest.mark.parametrize("arguments", [[], ["fly"], ["run", "--fast"]])
def test_a_wrong_call_shows_the_right_one(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: nexus" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"NEXUS_SHARDS": "four"}, "NEXUS_SHARDS is not a range of shards: 'four'"),
        ({"DATABASE_URL": "data.db"}, "DATABASE_URL is not a database address: 'data.db'"),
        ({"DATABASE_URL": "postgresql://localhost/nexus"}, "PostgreSQL is not supported yet"),
    ],
)
async def test_a_wrong_setting_stops_the_start_in_one_line(
    tmp_path: Path, settings: dict[str, str], words: str
) -> None:
    settings["DISCORD_TOKEN"] = "MTA.made-up.for-this-test"
    code, said = await run("run", folder=tmp_path, settings=settings)
    assert code in (1, 2)
    assert said.startswith(f"nexus: {words}")
    assert said.count("\n") == 1


async def test_an_address_where_nobody_listens_is_one_line(
    tmp_path: Path, unused_tcp_port: int
) -> None:
    settings = {
        "DISCORD_TOKEN": "MTA.made-up.for-this-test",
        "DISCORD_API_BASE": f"http://127.0.0.1:{unused_tcp_port}/api/v10",
    }
    code, said = await run("invite", folder=tmp_path, settings=settings)
    assert code == 1
    assert said.splitlines()[-1].startswith("nexus: Discord cannot be reached at http://127.0.0.1")
    assert "Traceback" not in said


async def test_the_invitation_asks_for_the_least(
    settings: dict[str, str], sandbox: Sandbox, tmp_path: Path
) -> None:
    code, said = await run("invite", folder=tmp_path, settings=settings)
    address = urlsplit(said.strip())
    query = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert code == 0
    assert address.netloc == "discord.com"
    assert query["client_id"] == str(sandbox.application.id)
    assert query["scope"].split() == ["bot", "applications.commands"]
    asked = int(query["permissions"])
    assert asked == invite_bits()
    assert asked & Permission.SEND_MESSAGES
    assert not asked & (Permission.ADMINISTRATOR | Permission.MANAGE_GUILD)


async def test_the_doctor_is_content_with_a_fresh_sandbox(
    settings: dict[str, str], tmp_path: Path
) -> None:
    code, said = await run("doctor", folder=tmp_path, settings=settings)
    assert code == 0, said
    assert "FAILED" not in said


async def test_the_doctor_names_each_fault_with_its_fix(
    settings: dict[str, str], sandbox: Sandbox, tmp_path: Path
) -> None:
    bot = sandbox.application.bot
    for role_id in sandbox.guild.members[bot.id].role_ids:
        sandbox.guild.roles[role_id].permissions &= ~Permission.EMBED_LINKS
    everyone = sandbox.guild.roles[sandbox.guild.id]
    everyone.permissions &= ~Permission.EMBED_LINKS
    code, said = await run("doctor", folder=tmp_path, settings=settings)
    assert code == 1
    lines = said.splitlines()
    faulty = next(number for number, line in enumerate(lines) if line.startswith("FAILED"))
    assert "Embed Links" in lines[faulty]
    assert lines[faulty + 1].strip().startswith("fix: ")


async def test_the_doctor_knows_a_wrong_token_and_a_missing_one(
    settings: dict[str, str], sandbox: Sandbox, tmp_path: Path
) -> None:
    settings["DISCORD_TOKEN"] = "MTA.made-up.for-this-test"
    code, said = await run("doctor", folder=tmp_path, settings=settings)
    sandbox.forgive()
    assert (code, "fix: " in said, "MTA" in said) == (1, True, False)
    settings["DISCORD_TOKEN"] = ""
    code, said = await run("doctor", folder=tmp_path, settings=settings)
    assert (code, "DISCORD_TOKEN" in said) == (1, True)


async def test_migrations_are_shown_and_applied(tmp_path: Path) -> None:
    code, shown = await run("migrate", folder=tmp_path, settings={})
    assert code == 0
    assert "pending  1" in shown.replace("0001", "1")
    assert "nexus migrate --apply" in shown
    assert not (tmp_path / "data" / "nexus.db").exists()
    code, applied = await run("migrate", "--apply", folder=tmp_path, settings={})
    assert (code, "applied" in applied) == (0, True)
    code, again = await run("migrate", "--apply", folder=tmp_path, settings={})
    assert (code, again) == (0, "The database is up to date.\n")
    code, shown = await run("migrate", folder=tmp_path, settings={})
    assert "pending" not in shown


async def test_a_database_from_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    await run("migrate", "--apply", folder=tmp_path, settings={})
    file = tmp_path / "data" / "nexus.db"
    with sqlite3.connect(file) as connection:
        (table,) = connection.execute(
            "SELECT name FROM sqlite_master WHERE name LIKE '%migration%' AND type = 'table'"
        ).fetchone()
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        newer = connection.execute(f"SELECT * FROM {table} LIMIT 1").fetchone()  # noqa: S608 - a name from the schema
        values = [
            9_999 if name in ("number", "version", "id") else value
            for name, value in zip(columns, newer, strict=True)
        ]
        marks = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608 - see above
    connection.close()
    before = file.read_bytes()
    code, said = await run("migrate", folder=tmp_path, settings={})
    assert (code, "problem" in said) == (1, True)
    code, said = await run("migrate", "--apply", folder=tmp_path, settings={})
    assert code == 1
    assert said.count("\n") == 1
    assert file.read_bytes() == before
