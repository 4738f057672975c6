from __future__ import annotations

import unicodedata
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from domain.search.documents import SearchDocument, SearchFilter
from domain.search.excerpts import snippet_of
from storage import app_state, search, search_index, search_titles
from storage.connection import Connection, Database
from tests.statements import reading, writing

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
GUILD, OTHER_GUILD = 7, 8

QUESTIONS = {
    1: ("select_related or prefetch_related?", "Which one for a ForeignKey, and why?"),
    2: ("KeyError: 'id' in my serializer", "The view raises KeyError when I POST."),
    3: (
        "Docker cannot reach the database",
        "It says django.db.utils.OperationalError: could not connect to server.",
    ),
    4: ("Où mettre le café dans l'émulateur", "Ça ne marche pas à côté."),
    5: ("How to cache a view", "Caching with Redis in Django, cached for ten minutes."),
    6: ("Migrations conflict after merge", "makemigrations says there are multiple leaf nodes"),
    7: ("What is this in JavaScript", "It is undefined."),
}


def document(source_id: int, title: str, body: str = "", **values: object) -> SearchDocument:
    defaults: dict[str, object] = {"guild_id": GUILD, "kind": "question", "created_at": NOON}
    return SearchDocument(title=title, body=body, source_id=source_id, **{**defaults, **values})  # type: ignore[arg-type] # test values


@pytest.fixture
async def connection(database: Database) -> AsyncIterator[Connection]:
    async with writing(database) as connection:
        for id_, (title, body) in QUESTIONS.items():
            await search_index.index_document(
                connection, document(id_, title, body, is_solved=id_ % 2 == 1)
            )
        await search_index.index_document(
            connection, document(100, "Docker secrets of the others", guild_id=OTHER_GUILD)
        )
        yield connection


async def state_of(connection: Connection) -> list[object]:
    tables = ("search_terms", "search_documents", "search_marks", "search_guilds")
    return [
        await connection.fetch_all(f"SELECT * FROM {table} ORDER BY 1, 2")  # noqa: S608 - our own names
        for table in tables
    ]


async def found(connection: Connection, text: str, only: SearchFilter | None = None) -> list[int]:
    hits = await search.search(connection, GUILD, text, limit=10, only=only or SearchFilter())
    return [hit.document.source_id for hit in hits]


async def suggested(connection: Connection, text: str) -> list[int]:
    return [s.source_id for s in await search_titles.suggest(connection, GUILD, text, limit=5)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("select_related", 1),
        ("selectRelated", 1),
        ("related select", 1),
        ("foreign key", 1),
        ("KeyError: 'id'", 2),
        ("keyerror", 2),
        ("django.db.utils.OperationalError", 3),
        ("operational error", 3),
        ("select related", 1),
        ("CAFE", 4),
        ("emulateur", 4),
        ("caching views", 5),
        ("migration", 6),
        ("makemigrations", 6),
        ("this", 7),
        ("dokcer databse", 3),
    ],
)
async def test_what_is_asked_for_comes_first(connection: Connection, text: str, first: int) -> None:
    assert (await found(connection, text))[0] == first


async def test_a_word_in_the_title_outweighs_words_in_the_text(connection: Connection) -> None:
    await search_index.index_document(connection, document(20, "Redis", "nothing else"))
    assert await found(connection, "redis") == [20, 5]


async def test_only_the_own_server_is_searched(connection: Connection) -> None:
    assert await found(connection, "docker") == [3]
    assert await found(connection, "secrets") == []
    assert await suggested(connection, "secre") == []


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (SearchFilter(is_solved=True), [5]),
        (SearchFilter(is_solved=False), [30]),
        (SearchFilter(kinds=["answer"]), [30]),
        (SearchFilter(topic="Caching"), [30]),
        (SearchFilter(topic="Cach"), []),
        (SearchFilter(), [30, 5]),
    ],
)
async def test_filters(connection: Connection, only: SearchFilter, expected: list[int]) -> None:
    await search_index.index_document(
        connection,
        document(30, "cache cache", "cache", kind="answer", topics=("Django", "Caching")),
    )
    assert await found(connection, "cache", only) == expected


async def test_a_changed_text_is_found_by_its_new_words_only(connection: Connection) -> None:
    await search_index.index_document(connection, document(5, "Pagination of lists", "page"))
    assert await found(connection, "redis") == []
    assert await found(connection, "pagination") == [5]
    assert await suggested(connection, "redi") == []


async def test_a_removed_text_leaves_no_trace(connection: Connection) -> None:
    for source_id in QUESTIONS:
        await search_index.remove_document(connection, "question", source_id)
    await search_index.remove_document(connection, "question", 999)
    assert await found(connection, "docker") == []
    terms = "SELECT count(*) FROM search_terms WHERE guild_id = :guild"
    assert await connection.fetch_value(terms, {"guild": GUILD}) == 0
    counts = await connection.fetch_one(
        "SELECT documents, words FROM search_guilds WHERE guild_id = :guild", {"guild": GUILD}
    )
    assert counts is not None
    assert {**counts} == {"documents": 0, "words": 0}


async def test_erasing_a_server_leaves_the_others(connection: Connection) -> None:
    await search_index.erase_guild(connection, GUILD)
    assert await found(connection, "docker") == []
    hits = await search.search(connection, OTHER_GUILD, "docker", limit=5)
    assert [hit.document.source_id for hit in hits] == [100]
    assert await connection.fetch_value("SELECT count(*) FROM search_documents") == 1


async def test_what_is_solved_is_not_indexed_anew(database: Database) -> None:
    title, body = QUESTIONS[4]
    both = [document(n, title, body) for n in (2, 4)]
    await database.write(search_index.add_documents, both)
    lists = "SELECT id, block FROM search_postings_data ORDER BY id"
    async with reading(database) as connection:
        before = await connection.fetch_all(lists)
    solve = search_index.change_solved
    assert await database.write(solve, "question", 2, is_solved=True)
    assert not await database.write(solve, "question", 2, is_solved=True)
    await database.write(search_index.index_document, replace(both[1], is_solved=True))
    async with reading(database) as connection:
        assert await connection.fetch_all(lists) == before
        solved = await found(connection, title, SearchFilter(is_solved=True))
    assert sorted(solved) == [2, 4]


async def test_few_solved_ones_are_found_among_thousands(connection: Connection) -> None:
    many = [document(1_000 + n, f"Zebra {n}", "zebra", kind="faq") for n in range(3_000)]
    await search_index.add_documents(connection, many)
    assert await search_index.change_solved(connection, "faq", 1_007, is_solved=True)
    only = SearchFilter(is_solved=True)
    assert await found(connection, "zebra", only) == [1_007]
    (choice,) = await search_titles.suggest(connection, GUILD, "zebr", limit=5, only=only)
    assert choice.source_id == 1_007


async def test_a_hit_shows_where_the_words_stand(connection: Connection) -> None:
    (hit,) = await search.search(connection, GUILD, "operational_error docker", limit=1)
    assert [hit.title.text[a:b] for a, b in hit.title.matches] == ["Docker"]
    snippet = snippet_of(hit)
    assert [snippet.text[a:b] for a, b in snippet.matches] == ["OperationalError"]
    assert hit.document.created_at == NOON


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("sel", 1),
        ("select_rel", 1),
        ("keyer", 2),
        ("docker cannot rea", 3),
        ("migrati", 6),
        ("migrations ", 6),
        ("how to cachi", 5),
        ("cachin", 5),
        ("dokcer", 3),
        ("serialiser", 2),
        ("dockr databa", 3),
        ("mirgat", 6),
        ("javascript th", 7),
        ("what is this ", 7),
    ],
)
async def test_suggestions_while_typing(connection: Connection, typed: str, first: int) -> None:
    assert (await suggested(connection, typed))[:1] == [first]


@pytest.mark.parametrize("typed", ["", " ", "?", "zzzz", "x" * 5_000, "'\"*"])
async def test_nothing_to_suggest(connection: Connection, typed: str) -> None:
    assert await suggested(connection, typed) == []


async def test_a_question_is_like_one_with_the_same_words(connection: Connection) -> None:
    hits = await search.find_similar(
        connection, GUILD, "Cannot reach database", "Docker says could not connect", limit=3
    )
    assert hits[0].document.source_id == 3


async def test_results_page(connection: Connection) -> None:
    for number in range(40, 60):
        await search_index.index_document(connection, document(number, f"zebra {number}"))
    pages = [
        [
            hit.document.source_id
            for hit in await search.search(connection, GUILD, "zebra", limit=8, skip=skip)
        ]
        for skip in (0, 8, 16, 24)
    ]
    assert [len(page) for page in pages] == [8, 8, 4, 0]
    assert len({id_ for page in pages for id_ in page}) == 20


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "*",
        "NEAR",
        "a NEAR b",
        "title:docker",
        "-docker",
        "AND OR NOT",
        "^docker",
        "(",
        "\0",
        "docker\0",
        "{a b}: c",
        "'; DROP TABLE search_index; --",
        "¶docker",
        "𞤀𞤁𞤂",
    ],
)
async def test_punctuation_is_only_punctuation(connection: Connection, text: str) -> None:
    await search.search(connection, GUILD, text, limit=5)
    await search_titles.suggest(connection, GUILD, text, limit=5)
    await search.find_similar(connection, GUILD, text, text, limit=5)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300), title=st.text(max_size=100))
async def test_any_text_can_be_indexed_and_looked_for(
    connection: Connection, text: str, title: str
) -> None:
    await search_index.index_document(connection, document(500, title, text))
    await search.search(connection, GUILD, text, limit=5)
    await search_titles.suggest(connection, GUILD, title, limit=5)
    await search.find_similar(connection, GUILD, title, text, limit=5)
    await search_index.remove_document(connection, "question", 500)


async def test_many_at_once_are_indexed_as_one_by_one(connection: Connection) -> None:
    one_by_one = await state_of(connection)
    documents = [
        document(id_, title, body, is_solved=id_ % 2 == 1)
        for id_, (title, body) in QUESTIONS.items()
    ]
    for id_ in QUESTIONS:
        await search_index.remove_document(connection, "question", id_)
    await search_index.add_documents(connection, documents)
    await search_index.add_documents(connection, [])
    assert await state_of(connection) == one_by_one


async def test_pieces_that_writes_leave_are_merged(database: Database) -> None:
    count = "SELECT count(DISTINCT segid) FROM search_postings_idx"
    for number in range(1, 31):
        await database.write(search_index.index_document, document(number, f"Zebra {number}"))
    async with reading(database) as connection:
        assert await connection.fetch_value(count) > search_index.MOST_PIECES
        before = await found(connection, "zebra")
        await search_index.merge(database)
        assert await connection.fetch_value(count) <= search_index.MOST_PIECES
        assert await found(connection, "zebra") == before


async def test_an_index_of_an_older_analysis_is_built_anew(database: Database) -> None:
    async with writing(database) as connection:
        for id_, (title, body) in QUESTIONS.items():
            await search_index.index_document(connection, document(id_, title, body))
        before = await state_of(connection)
        await connection.execute("DELETE FROM search_marks")
        await connection.execute("UPDATE search_terms SET documents = 9")
        await connection.execute("UPDATE search_guilds SET documents = 7, words = 7")
        await app_state.save_value(connection, search_index.ANALYSIS_KEY, "0")
    assert await search_index.bring_up_to_date(database)
    async with reading(database) as connection:
        assert await state_of(connection) == before
        assert await found(connection, "select_related") == [1]
    assert not await search_index.bring_up_to_date(database)


async def test_a_servers_range_is_never_anothers(connection: Connection) -> None:
    await search_index.index_document(connection, document(1, "Only one", "secret words"))
    await search_index.erase_guild(connection, GUILD)
    left = await connection.fetch_all("SELECT rowid FROM search_postings('secret OR only')")
    assert left == []
    other = replace(document(2, "Another", "plain words"), guild_id=GUILD + 2)
    await search_index.index_document(connection, other)
    assert await search.search(connection, GUILD + 2, "secret", limit=5) == []


async def test_a_filter_finds_one_among_thousands(connection: Connection) -> None:
    many = [
        document(1_000 + n, f"Django with Docker, part {n}", "a django view in docker")
        for n in range(3_000)
    ]
    await search_index.add_documents(connection, many)
    entry = replace(document(1, "How do I use Docker with Django?", "So."), kind="faq")
    entry = replace(entry, topics=("CI/CD",), is_solved=True)
    await search_index.index_document(connection, entry)
    for only in (
        SearchFilter(kinds=("faq",)),
        SearchFilter(topic="CI/CD"),
        SearchFilter(kinds=("faq", "answer"), topic="ci/cd", is_solved=True),
    ):
        (hit,) = await search.search(connection, GUILD, "docker django", limit=5, only=only)
        assert hit.document.kind == "faq"
        (hit,) = await search.find_similar(connection, GUILD, "Django?", "", limit=5, only=only)
        assert hit.document.kind == "faq"
        (choice,) = await search_titles.suggest(connection, GUILD, "docker", limit=5, only=only)
        assert choice.kind == "faq"
    none = SearchFilter(kinds=("faq",), is_solved=False)
    assert await search.search(connection, GUILD, "docker", limit=5, only=none) == []
    await search_index.change_solved(connection, "faq", 1, is_solved=False)
    (hit,) = await search.search(connection, GUILD, "docker", limit=5, only=none)
    assert not hit.document.is_solved
    await search_index.remove_document(connection, "faq", 1)
    assert await search.search(connection, GUILD, "docker", limit=5, only=none) == []


async def test_what_is_marked_solved_is_as_if_indexed_so(connection: Connection) -> None:
    before = await state_of(connection)
    await search_index.change_solved(connection, "question", 2, is_solved=True)
    assert await state_of(connection) != before
    await search_index.change_solved(connection, "question", 2, is_solved=False)
    await search_index.change_solved(connection, "question", 999, is_solved=True)
    assert await state_of(connection) == before


async def test_mistyped_titles_have_look_alikes(connection: Connection) -> None:
    hits = await search.find_similar(connection, GUILD, "My migratoins conflcit", "", limit=3)
    assert hits[0].document.source_id == 6


async def test_the_same_text_is_fully_alike(connection: Connection) -> None:
    title, body = QUESTIONS[3]
    (first, *others) = await search.find_similar(connection, GUILD, title, body, limit=5)
    assert first.document.source_id == 3
    assert first.score == pytest.approx(1, abs=0.01)
    assert all(0 < hit.score < 0.5 for hit in others)


async def test_words_are_completed_where_nobody_has_them(connection: Connection) -> None:
    assert (await found(connection, "emulateurs virtuels"))[0] == 4
    await search_index.index_document(connection, document(50, "Pagination of lists"))
    assert await found(connection, "paginate") == [50]


async def test_accents_that_stand_alone_are_accents(connection: Connection) -> None:
    decomposed = unicodedata.normalize("NFD", "Mémoire pleine")
    await search_index.index_document(connection, document(51, decomposed))
    assert await found(connection, "memoire") == [51]
    (hit,) = await search.search(connection, GUILD, "mémoire", limit=5)
    assert hit.title.matches == ((0, len(unicodedata.normalize("NFD", "Mémoire"))),)


async def test_aliases_are_found_like_titles(connection: Connection) -> None:
    entry = replace(document(1, "Why is my list slow?", "..."), aliases=("N+1 queries", "prefetch"))
    await search_index.index_document(connection, entry)
    (hit,) = await search.search(connection, GUILD, "prefetch", limit=5)
    assert hit.document == entry
    assert await search_titles.suggest(connection, GUILD, "prefe", limit=5)
    await search_index.index_document(connection, replace(entry, aliases=()))
    assert await search.search(connection, GUILD, "prefetch", limit=5) == []
