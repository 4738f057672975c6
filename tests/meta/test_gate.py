"""One gate for sight and for changes: nobody finds a row past it, nobody barred writes past it.

Four rules, each checked over every query and every function, so that a new one is caught:
lists of rows that belong to a channel carry the gate's condition; whoever finds one by its number
asks the gate; only the gate asks Discord what a member sees; and an action that writes for a member
calls `admit`. What is excepted stands here with its reason.
"""

from __future__ import annotations

import ast
import re
import sqlite3
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.meta.project import ROOT, named, sources
from tests.meta.test_units import use_cases
from tests.storage.test_query_plans import QUERIES

SEEN = r"coalesce\(\w*\.?channel_id, 0\) NOT IN \(SELECT value FROM json_each\(:hidden\)\)"
"""The one spelling of the condition, for `storage.queries.seen_by`."""
TABLES = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")
FOR_EVERYBODY = {
    "faq_entries": "published entries are for the whole server, drafts for moderators",
    "faq_revisions": "as their entries",
    "faq_votes": "as their entries",
    "faq_suggestions": "for moderators, and for those who made them",
    "deliveries": "a ledger, read of a subject that was found through the gate",
    "reports": "for moderators, and for those who made them",
    "hint_rests": "says how long a channel gets no hint, nothing of anybody's words",
    "search_documents": "candidates: `answer_search.list_places` lets through what is seen",
    "search_marks": "as the documents",
    "search_vectors": "as the documents",
    "question_topics": "counts how often topics are used, in all of a server",
    "announcement_posts": "`announcements` are moderators'; of posts see `find_posted`",
}
"""Tables that belong to a channel, or to a row of one, and are not found through the gate."""
KEYS = {
    *("question_id", "message_id", "message_ids", "thread_id", "thread_ids", "request_id"),
    *("api_id", "contract_id", "occurrence_id", "series_id", "event_id", "poll_id"),
}
"""What names one thing, which was found through the gate before its parts are read."""
PAST_THE_GATE = {
    "found by a name, as by a number: see `find_api`": {"apis.find_by_name"},
    "the member's own: what they own, asked, build, host, wrote, or did": {
        *("apis.list_owned", "apis.export_owned", "contract_changes.export_agreed"),
        "endpoint_requests.export_requests",
        *("endpoint_history.export_events", "endpoint_shapes.export_shapes"),
        *("endpoint_shapes.export_confirmations", "question_people.list_acts"),
        *("messages.list_of_author", "messages.list_edits_of_author"),
        *("question_lists.list_of_asker", "question_people.list_asked"),
        *("question_people.list_answers", "question_people.list_unanswered_ids"),
        *("holdings.count_polls", "holdings.count_sessions"),
        *("holdings.count_requests", "holdings.count_watched"),
        *("session_polls.export_hosted", "sessions.export_hosted", "sessions.export_notes"),
    },
    "brings Discord in line, each row where it belongs": {
        *("session_occurrences.list_without_card", "session_occurrences.list_to_fill"),
        *("session_occurrences.list_without_event", "session_occurrences.list_to_move_on"),
        *("session_occurrences.next_change_at", "session_occurrences.list_running"),
        *("session_occurrences.list_running_in", "sessions.list_active"),
        "endpoint_requests.list_held",
        *("messages.list_followed", "messages.list_threads_of_channel"),
    },
    "the gate itself asks which channels there are": {"guilds.list_places"},
}
"""Queries over such rows without the condition and without a key, and why."""


def gated_tables(migrated_file: Path) -> set[str]:
    """Find every table with a channel, and every one whose rows belong to such a row."""
    with closing(sqlite3.connect(f"{migrated_file.as_uri()}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = [str(name) for (name,) in rows]
        columns = {t: set(_pragma(connection, "table_info", t, 1)) for t in tables}
        parents = {t: set(_pragma(connection, "foreign_key_list", t, 2)) for t in tables}
    gated = {t for t in tables if "channel_id" in columns[t]}
    while more := {t for t in tables if parents[t] & gated} - gated:
        gated |= more
    return gated


def _pragma(connection: sqlite3.Connection, name: str, table: str, column: int) -> list[str]:
    return [str(row[column]) for row in connection.execute(f"PRAGMA {name}({table})")]


def is_select(sql: str) -> bool:
    return re.match(r"\s*(SELECT|WITH)\b", sql) is not None


def test_lists_of_rows_of_a_channel_carry_the_condition(migrated_file: Path) -> None:
    gated = gated_tables(migrated_file)
    assert FOR_EVERYBODY.keys() <= gated, "a table is gone: take it off the list"
    excepted = set().union(*PAST_THE_GATE.values())
    found = set()
    for name, query in QUERIES.items():
        tables = set(TABLES.findall(query.sql)) & gated - FOR_EVERYBODY.keys()
        parameters = set(re.findall(r"(?<!:):([a-z_]+)", query.sql))
        if tables and is_select(query.sql) and not parameters & {*KEYS, "hidden"}:
            found.add(name)
    assert not found - excepted, (
        f"{sorted(found - excepted)} list rows of channels: give them a `Sight` and the condition "
        "of `storage.queries.seen_by`, or name them in PAST_THE_GATE with the reason"
    )
    assert not excepted - found, f"take off PAST_THE_GATE: {sorted(excepted - found)}"


def test_the_condition_has_one_spelling() -> None:
    for name, query in QUERIES.items():
        uses = query.sql.count(":hidden")
        assert uses == len(re.findall(SEEN, query.sql)), f"{name} spells the gate another way"


GATE = "cogs.core.access"
RECORDS = {
    *("Question", "QuestionView", "Api", "Request", "Occurrence", "Poll", "Delivery", "Uploaded"),
    *("DigestView", "Card"),
}
"""What is handed on by whoever found it through the gate, or is due by itself."""
IN_THE_BACKGROUND = {
    "cogs.apis.cards": "brings cards in line, and follows Discord: a thread that is gone",
    "cogs.endpoints.cards": "brings cards in line, in the channel where they belong",
    "cogs.qa.cards": "brings cards in line, in the channel where they belong",
    "cogs.sessions.cards": "brings cards in line, in the channel where they belong",
    "cogs.sessions.events": "brings Discord's own events in line",
    "cogs.sessions.actions.events": "follows what is done to Discord's own events",
    "cogs.sessions.listeners": "sees who is in a voice channel, and follows Discord's own events",
    "cogs.qa.arrivals": "reads threads anew after an outage",
    "cogs.qa.actions.messages": "keeps what is written in questions' threads",
}
"""Modules that find rows for no member: what they make stands where the row does."""
FINDS_PAST_THE_GATE = {
    "cogs.apis.actions.changes.mark_seen": "of who was told; says nothing about the upload",
    "cogs.apis.actions.consumers._is_there": "of what `list_of_member` let through",
    "cogs.apis.actions.registrations.register": "a name is taken, whoever sees it; finds its own",
    "cogs.endpoints.actions.uploads._find_missed": "looks through all servers, after a start",
    "cogs.faq.listeners._find_question": "the question of the thread where the menu is used",
    "cogs.qa.actions.questions._check_source": "that a message is a question already: its number",
    "cogs.qa.actions.lifecycle.close_stale": "closes what nobody came back to, by the clock",
}
"""Functions that find one row of a channel and do not ask the gate, and why."""
ASKS_DISCORD = {
    "cogs.ui.members": "the gate, as far as it is Discord's",
    "cogs.qa.commands": "whether a message would be carried from a closed channel into an open one",
    "cogs.qa.posts": "whom to call into a question's thread",
    "cogs.announcements.audience": "where the writer may post, and whom they may ping",
    "cogs.faq.replies": "who may write there",
    "cogs.qa.places": "where the asker may post",
}
"""Where a member's or a role's permissions are asked of Discord; the bot's own may be anywhere."""
DRAFT = "the member's own draft: nobody else sees it"
MAY_STAY_BANNED = {
    "cogs.announcements.actions.drafts.drop_writing": DRAFT,
    "cogs.announcements.actions.drafts.keep_image": DRAFT,
    "cogs.announcements.actions.drafts.keep_writing": DRAFT,
    "cogs.endpoints.actions.requests.drop_draft": DRAFT,
    "cogs.endpoints.actions.requests.write_draft": DRAFT,
    "cogs.apis.actions.changes.forget_notice": "follows Discord: a consumer has left",
    "cogs.faq.actions.entries.drop_saving": DRAFT,
    "cogs.faq.actions.entries.keep_saving": DRAFT,
    "cogs.faq.actions.exchange.drop_import": DRAFT,
    "cogs.faq.actions.lookups.note_miss": "asks by itself, and counts nothing for who is barred",
    "cogs.faq.actions.suggestions.keep_suggesting": DRAFT,
    "cogs.faq.actions.suggestions.object_to": "people own their words: consent is taken back",
    "cogs.me.actions.choose_language": "the member's own settings",
    "cogs.me.actions.choose_zone": "the member's own settings",
    "cogs.me.actions.choose_reminders": "the member's own settings",
    "cogs.me.actions.erase_data": "people own their words: erasing is never refused",
    "cogs.qa.actions.questions.keep_asking": DRAFT,
    "cogs.qa.actions.questions.drop_draft": DRAFT,
    "cogs.qa.actions.messages.erase_answer": "people own their words: erasing is never refused",
    "cogs.qa.actions.messages.note_back": "follows Discord: a member is back",
    "cogs.qa.actions.messages.note_left": "follows Discord: a member has left",
    "cogs.qa.actions.lookups.change_subscriptions": "what the member is told of",
    "cogs.qa.actions.lookups.toggle_subscription": "what the member is told of",
    "cogs.qa.actions.messages.keep_edit": DRAFT,
    "cogs.search.actions._note_miss": "asks by itself, and counts nothing for who is barred",
    "cogs.search.actions._keep": DRAFT,
    "cogs.server.moderation.reports.begin_report": "reporting stays possible",
    "cogs.server.moderation.reports.report_message": "reporting stays possible",
    "cogs.server.setup.actions.begin_setup": DRAFT,
    "cogs.server.setup.actions.cancel_setup": DRAFT,
    "cogs.server.setup.actions.change_setup": DRAFT,
    "cogs.sessions.actions.drafts.change_draft": DRAFT,
    "cogs.sessions.actions.drafts.drop_draft": DRAFT,
    "cogs.sessions.actions.answers.note_left": "follows Discord: a member has left",
    "cogs.sessions.actions.events.see_one_interest": "asks by itself who is barred",
    "cogs.ui.retries._take_saved": DRAFT,
}
"""Use cases that write for a member without `admit`, and why a barred one may."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the features: what it is given, and what it calls."""

    name: str
    given: frozenset[str]
    types: frozenset[str]
    calls: frozenset[str]

    @property
    def module(self) -> str:
        return self.name.rpartition(".")[0]


@cache
def functions() -> tuple[Function, ...]:
    """List every function of `cogs`, named `package.module.function`."""
    return tuple(
        _read(node, named(file).removesuffix(".py").replace("/", "."))
        for file in sources("cogs")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef)
    )


def _read(node: ast.AsyncFunctionDef | ast.FunctionDef, module: str) -> Function:
    given = [*node.args.args, *node.args.kwonlyargs]
    types = [ast.unparse(each.annotation) for each in given if each.annotation is not None]
    return Function(
        f"{module}.{node.name}",
        frozenset(each.arg for each in given),
        frozenset(word for written in types for word in re.findall(r"\w+", written)),
        frozenset(
            ast.unparse(n) for n in ast.walk(node) if isinstance(n, ast.Attribute | ast.Name)
        ),
    )


@cache
def gates() -> frozenset[str]:
    """List what asks `Actor.sees` or calls what does, by name; private ones with their module."""
    found = {"actor.sees"}
    for _ in range(3):  # through a function that calls one that calls one
        found |= {_called(each) for each in functions() if _asks(each, found)}
    return frozenset(found)


def asks_the_gate(function: Function) -> bool:
    return _asks(function, gates())


def _asks(function: Function, known: Collection[str]) -> bool:
    named_here = {f"{function.module}.{call}" for call in function.calls if call.startswith("_")}
    return not (function.calls | named_here).isdisjoint(known)


def _called(function: Function) -> str:
    name = function.name.rpartition(".")[2]
    return function.name if name.startswith("_") else name


def finders_of_one(migrated_file: Path) -> set[str]:
    """Find the functions of `storage` that return one row of a channel, as `module.function`."""
    gated = gated_tables(migrated_file) - FOR_EVERYBODY.keys()
    past = {
        name
        for name, query in QUERIES.items()
        if is_select(query.sql)
        and ":hidden" not in query.sql
        and set(TABLES.findall(query.sql)) & gated
    }
    found = set()
    for file in (ROOT / "storage").glob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        loaded = dict(re.findall(r'(_\w+) = load_queries\("(\w+)"\)', file.read_text("utf-8")))
        made = {n.name: n for n in tree.body if isinstance(n, ast.AsyncFunctionDef)}
        for name in made:
            uses = _queries_of(name, made, loaded, set())
            if name.startswith(("find_", "get_")) and uses & past:
                found.add(f"{file.stem}.{name}")
    return found


def _queries_of(
    name: str, made: dict[str, ast.AsyncFunctionDef], loaded: dict[str, str], seen: set[str]
) -> set[str]:
    """Collect the queries that a function runs, by itself or through others of its module."""
    seen.add(name)
    found = set()
    for node in ast.walk(made[name]):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found.add(f"{loaded.get(node.value.id)}.{node.attr}")
        if isinstance(node, ast.Name) and node.id in made.keys() - seen:
            found |= _queries_of(node.id, made, loaded, seen)
    return found


def test_whoever_finds_a_row_by_its_number_asks_the_gate(migrated_file: Path) -> None:
    finders = finders_of_one(migrated_file)
    assert len(finders) > 20
    past = {
        each.name: sorted(finders & each.calls)
        for each in functions()
        if finders & each.calls
        and not asks_the_gate(each)
        and not RECORDS & each.types
        and each.module not in IN_THE_BACKGROUND
    }
    new = {name: found for name, found in past.items() if name not in FINDS_PAST_THE_GATE}
    assert not new, (
        f"{new}: find it with `get_...` of the feature, which asks `actor.sees`, "
        "or name it in FINDS_PAST_THE_GATE with the reason"
    )
    gone = FINDS_PAST_THE_GATE.keys() - past.keys()
    assert not gone, f"take off FINDS_PAST_THE_GATE: {sorted(gone)}"


def test_only_the_gate_asks_discord_what_somebody_sees() -> None:
    """The bot's own permissions (`guild.me`) are asked wherever it posts."""
    asked = re.compile(r"\.permissions_for\((?!(?:\w+\.)*me\b)")
    found = {
        named(file).removesuffix(".py").replace("/", ".")
        for file in sources("cogs", "bot")
        if asked.search(file.read_text("utf-8"))
    }
    assert found == ASKS_DISCORD.keys(), "ask `Actor.sees` or `hidden_channels` of the gate"


def admits(function: Function) -> bool:
    """Tell whether a use case refuses banned members, itself or by a function of its module."""
    by_name = {each.name: each for each in functions()}
    near = [by_name.get(f"{function.module}.{call}") for call in function.calls]
    return any(
        {"admit", "refuse_banned"} & each.calls for each in (function, *near) if each is not None
    )


def test_who_is_banned_changes_nothing_that_others_see() -> None:
    writers = {
        each.name
        for each in functions()
        if each.name in use_cases("write") and not admits(each)
        if each.given & {"actor", "mover", "member_id"}
    }
    new = writers - MAY_STAY_BANNED.keys()
    assert not new, (
        f"{sorted(new)}: call `admit(unit, actor)` in the use case, or name it in MAY_STAY_BANNED "
        "with the reason"
    )
    assert not MAY_STAY_BANNED.keys() - writers, (
        f"take off MAY_STAY_BANNED: {sorted(MAY_STAY_BANNED.keys() - writers)}"
    )


def test_direct_messages_about_others_rows_name_the_channel() -> None:
    """`Post(..., about=...)` has the gate asked again when the message is due."""
    own = {
        "cogs.announcements.posts": "whoever scheduled it",
        "cogs.apis.posts": "owners; consumers are asked about",
        "cogs.endpoints.posts": "whoever asked for it",
        "cogs.faq.posts": "whoever suggested, wrote or edited it, and the server's owner",
        "cogs.qa.listeners": "the author of the answer",
        "cogs.qa.posts": "the asker",
        "cogs.server.moderation.delivery": "the server's owner",
        "cogs.sessions.posts": "the host; guests are asked about",
        "cogs.ui.failures": "whoever scheduled it",
    }
    found: dict[str, set[bool]] = {}
    for file in sources("cogs"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Post":
                options = {each.arg for each in node.keywords}
                if "member_id" in options:
                    module = named(file).removesuffix(".py").replace("/", ".")
                    found.setdefault(module, set()).add("about" in options)
    silent = {module for module, asks in found.items() if False in asks}
    assert silent == own.keys(), "say `about=` which channel's rows a direct message tells of"
    assert all(True in found[module] for module in ("cogs.apis.posts", "cogs.sessions.posts"))
