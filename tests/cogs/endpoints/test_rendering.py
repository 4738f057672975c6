"""However much there is to say of a request, Discord takes its card, its details and its news."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cogs.core.text import Catalogues
from cogs.endpoints.actions.lookups import Detail, Listing, Query
from cogs.endpoints.actions.requests import Drafting
from cogs.endpoints.actions.uploads import Finding
from cogs.endpoints.render import (
    render_card,
    render_detail,
    render_faults,
    render_found,
    render_listing,
)
from domain.apis import StoredOperation
from domain.contracts.model import Operation
from domain.deliveries import Delivery, DeliveryKey, DeliveryState
from domain.endpoints.differences import Difference, Rule
from domain.endpoints.records import (
    MAX_EXAMPLE,
    MAX_REASON,
    MAX_WHY,
    Event,
    Request,
    Shape,
    Shown,
    State,
)
from tests.domain.endpoints.requests import AT, request

SNOWFLAKE = 1_576_583_679_138_856_969
TEXTS = Catalogues.load()
PATH = "/" + "_" * 149


def crowded() -> Request:
    """A request with as much of everything as it can have."""
    filled = Shape("OPTIONS", PATH, *['["' + "`" * (MAX_EXAMPLE - 4) + '"]'] * 2)
    return replace(
        request(State.BLOCKED),
        shape=filled,
        api_name="_" * 100,
        why="[" * MAX_WHY,
        reason="_" * MAX_REASON,
        requester_id=SNOWFLAKE,
        builder_id=SNOWFLAKE,
        blocked_on=SNOWFLAKE,
        due_at=AT,
        resume_state=State.ACCEPTED,
    )


def detail() -> Detail:
    event = Event(1, 1, AT, SNOWFLAKE, "block", State.BLOCKED, "_" * MAX_REASON)
    key = DeliveryKey(1, "endpoints-news", 1, "1")
    posted = Delivery(1, key, AT, AT, DeliveryState.SENT, message_id=SNOWFLAKE, place_id=SNOWFLAKE)
    return Detail(crowded(), [event] * 12, 3, [posted] * 8)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("render", [render_card, render_detail])
def test_a_card_is_within_the_limits_of_an_embed(render: object, language: str) -> None:
    assert callable(render)
    embed = render(detail(), TEXTS.of(language))
    assert len(embed) <= 6_000
    assert len(embed.title) <= 256
    assert all(len(field.value) <= 1_024 for field in embed.fields)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_page_of_a_list_is_shown_whole(language: str) -> None:
    shown = Shown(SNOWFLAKE, SNOWFLAKE, SNOWFLAKE)
    entry = replace(crowded(), id=100_000, guild_id=SNOWFLAKE, shown=shown)
    listing = Listing([entry] * 8, Query(), has_more=True)
    words = render_listing(listing, TEXTS.of(language)).description or ""
    assert len(words) <= 4_096
    assert words.count("#100000") == 8


@pytest.mark.parametrize("state", [State.AGREED, State.LIVE])
def test_what_a_contract_says_leaves_room_for_those_who_are_told(state: State) -> None:
    operation = StoredOperation(1, 1, 1, Operation("GET", PATH), {})
    differing = [Difference(Rule.TYPE, "_" * 300, "_" * 300, "_" * 300)] * 100
    finding = Finding(1, 1, "_" * 100, operation, differing)
    content = render_found(replace(crowded(), state=state), finding, TEXTS.of("fr"))
    words = content.text
    mentions = 10 * len(f"<@{SNOWFLAKE}> ")
    assert len(words) + mentions <= 2_000
    shown = sum(line.startswith("- ") for line in words.splitlines())
    assert f"et {100 - shown} de plus" in words
    ((name, data),) = content.files
    assert (name, data.decode().count("\n")) == ("differences.txt", 100)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_faults_of_json_are_told_in_the_members_language(language: str) -> None:
    shape = Shape("POST", "/users", request='{"a" 2}', response="[" * 31 + "]" * 31)
    words = render_faults(Drafting(shape), TEXTS.of(language))
    assert "Expecting" not in words
    colon = {"en": "a colon is missing", "fr": "il manque deux-points"}[language]
    assert colon in words
    assert "30" in words
