"""The command line: `nexus` or `python -m bot`.

Exit codes: 0 fine, 1 something failed (the last line says what), 2 the call or a setting is wrong.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import sys
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.faq import Outcome
    from bot.settings import Settings

FINE, FAILED, WRONG_CALL = 0, 1, 2
START_COLLECTS_AFTER = 50_000
"""New objects until garbage is collected; with Python's 700 a tenth of a start goes into it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; what fails is said in one line.

    Each command imports what it needs itself: all of it takes a second, most need little.
    """
    if arguments is not None:
        return _main(arguments)
    gc.set_threshold(START_COLLECTS_AFTER)
    try:
        return _main(sys.argv[1:])
    finally:
        gc.freeze()  # the process ends: looking through all it holds would be for nothing


def _main(given: Sequence[str]) -> int:
    if given[:1] == ["sandbox"]:  # it has options of its own, which argparse would not pass on
        return _sandbox(given[1:])
    options = _parser().parse_args(given)
    if options.command == "contract":  # works on files alone: a learner's CI has no settings
        return _contract(options)
    from bot.logs import set_up_logs
    from bot.settings import SettingsError, load_settings

    try:
        settings = load_settings()
    except SettingsError as error:
        return _complain(str(error), WRONG_CALL)
    set_up_logs(settings.log_level, settings.log_format, [settings.token.reveal()])
    return _perform(settings, options)


def _perform(settings: Settings, options: argparse.Namespace) -> int:
    try:
        done: int = options.perform(settings, options)
    except KeyboardInterrupt:
        return FINE
    except Exception as error:
        sentence, code = _explain(error, settings)
        if not sentence:
            raise
        return _complain(sentence, code)
    return done


def _explain(error: Exception, settings: Settings) -> tuple[str | None, int]:
    """Say what an operator can mend, with the exit code; a fault of ours gets no words."""
    from bot.settings import SettingsError
    from storage.errors import DatabaseError
    from storage.semantic.encoder import SemanticError

    if isinstance(error, SettingsError):
        return str(error), WRONG_CALL
    if isinstance(error, (DatabaseError, SemanticError, ConnectionError)):
        return str(error), FAILED
    from bot.connection import explain

    return explain(error, settings.api_base), FAILED


def _complain(sentence: str, code: int) -> int:
    sys.stderr.write(f"nexus: {sentence}\n")
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="nexus",
        description="Nexus, a Discord bot for learners. Settings come from the environment and "
        "from .env; docs/configuration.md lists them all.",
    )
    parser.add_argument("--version", action="version", version=f"nexus {_version()}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add(commands, "run", _run, "start the bot; without DISCORD_TOKEN, with a sandbox to try it in")
    _add(commands, "doctor", _doctor, "check token, intents, servers, channels and permissions")
    _add(commands, "invite", _invite, "print the address that adds the bot to a server")
    migrate = _add(commands, "migrate", _migrate, "show or apply changes of the database's schema")
    migrate.add_argument("--apply", action="store_true", help="apply them (a backup comes first)")
    _add_faq(commands)
    _add_contract(commands)
    commands.add_parser("sandbox", help="start a local Discord alone; --help tells its options")
    return parser


Perform = Callable[["Settings", argparse.Namespace], int]


def _add(
    commands: Any,  # Any: argparse keeps the type of its subparsers to itself
    name: str,
    perform: Perform,
    summary: str,
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=summary, description=summary)
    parser.set_defaults(perform=perform)
    return parser


def _add_faq(commands: Any) -> None:  # Any: see above
    summary = "bring entries of the FAQ in from files, or write them to files"
    faq = commands.add_parser("faq", help=summary, description=summary)
    verbs = faq.add_subparsers(dest="verb", required=True, metavar="import|export")
    bring = _add(verbs, "import", _faq_import, "show what files would change, or change it")
    bring.add_argument(
        "path", type=Path, nargs="?", help="a zip, .md or .json file, or a folder of .md files"
    )
    bring.add_argument("--starter", action="store_true", help="the starter FAQ that comes along")
    bring.add_argument("--apply", action="store_true", help="import; without it, only show")
    bring.add_argument(
        "--overwrite", action="store_true", help="also what was changed since it was exported"
    )
    write = _add(verbs, "export", _faq_export, "write all entries to files")
    write.add_argument("path", type=Path, help="a .zip file to make, or a folder")
    write.add_argument("--json", action="store_true", help="one JSON document")
    for parser in (bring, write):
        parser.add_argument("--guild", type=int, help="the server's id, where there are several")


def _add_contract(commands: Any) -> None:  # Any: see above
    summary = "check the description of an API, or compare two; needs no settings"
    contract = commands.add_parser("contract", help=summary, description=summary)
    verbs = contract.add_subparsers(dest="verb", required=True, metavar="check|diff")
    check = verbs.add_parser("check", help="say its kind, its operations and what is wrong in it")
    check.add_argument(
        "file", type=Path, help="OpenAPI, Swagger, GraphQL or a Postman collection; - reads it"
    )
    diff = verbs.add_parser(
        "diff", help="say what changed; exit code 1 where it breaks clients, 2 for no such file"
    )
    diff.add_argument("old", type=Path, help="what clients were written for; - reads it")
    diff.add_argument("new", type=Path, help="what it is to become")
    diff.add_argument("--json", action="store_true", help="print one JSON document")


def _contract(options: argparse.Namespace) -> int:
    from bot.contract_process import Asked, perform

    is_diff = options.verb == "diff"
    files = [options.old, options.new] if is_diff else [options.file]
    return perform(Asked([str(file) for file in files], as_json=is_diff and options.json))


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("nexus-bot")
    except PackageNotFoundError:
        return "(not installed)"


def _run(settings: Settings, _: argparse.Namespace) -> int:
    from bot.run import run

    _in_loop(run(settings))
    return FINE


def _doctor(settings: Settings, _: argparse.Namespace) -> int:
    from bot.doctor import examine

    report = _in_loop(examine(settings))
    sys.stdout.write(report.text)
    return FINE if report.is_fine else FAILED


def _invite(settings: Settings, _: argparse.Namespace) -> int:
    from bot.invite import invite_url

    sys.stdout.write(_in_loop(invite_url(settings)) + "\n")
    return FINE


def _migrate(settings: Settings, options: argparse.Namespace) -> int:
    from storage.engine import apply_migrations, plan_migrations

    if options.apply:
        upgrade = apply_migrations(settings.database_url)
        if upgrade.backup is not None:
            sys.stdout.write(f"backup   {upgrade.backup}\n")
        lines = [f"applied  {migration}" for migration in upgrade.applied]
        sys.stdout.write("\n".join(lines or ["The database is up to date."]) + "\n")
        return FINE
    plan = plan_migrations(settings.database_url)
    lines = [f"applied  {migration}" for migration in plan.applied]
    lines += [f"pending  {migration}" for migration in plan.pending]
    lines += [f"problem  {problem}" for problem in plan.problems]
    if plan.pending and not plan.problems:
        lines.append("Run `nexus migrate --apply` to apply what is pending; `nexus run` does too.")
    sys.stdout.write("\n".join(lines) + "\n")
    return FAILED if plan.problems else FINE


def _faq_import(settings: Settings, options: argparse.Namespace) -> int:
    from bot.faq import Import, import_entries

    if (options.path is None) is not options.starter:
        return _complain("name a file or a folder, or say --starter", WRONG_CALL)
    wanted = Import(options.path, options.guild, options.apply, options.overwrite)
    return _faq(import_entries(settings.database_url, wanted))


def _faq_export(settings: Settings, options: argparse.Namespace) -> int:
    from bot.faq import export_to

    return _faq(export_to(settings.database_url, options.path, options.guild, as_json=options.json))


def _faq(work: Coroutine[Any, Any, Outcome]) -> int:  # Any: what a coroutine is sent and yields
    from bot.faq import FaqError

    try:
        outcome: Outcome = _in_loop(work)
    except (FaqError, OSError) as error:
        return _complain(str(error), FAILED)
    sys.stdout.write(outcome.text.rstrip() + "\n")
    return FINE if outcome.is_fine else FAILED


def _sandbox(rest: Sequence[str]) -> int:
    # By name: the bot and the sandbox know each other on the wire only.
    code: int = importlib.import_module("sandbox.__main__").main(rest)
    return code


def _in_loop(work: Coroutine[Any, Any, Any]) -> Any:  # Any: the caller knows its own coroutine
    import asyncio

    try:
        uvloop = importlib.import_module("uvloop")
    except ImportError:
        return asyncio.run(work)
    return uvloop.run(work)
