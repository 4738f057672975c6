from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.errors import UserError
from domain.questions import Closing, Place, Question, QuestionText, Resolution, Status
from domain.tags import MOST_TAGS, STATUS_NAMES, missing_tags, tags_of, wanted_tags
from domain.topics import (
    DEFAULT_TOPICS,
    MAX_NAME,
    MOST_PER_GUILD,
    choose_topics,
    find_topic,
    parse_topics,
    topic_key,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def question(*topics: str, resolution: Resolution | None = None) -> Question:
    return Question(
        id=7,
        guild_id=1,
        asker_id=1,
        text=QuestionText("Why?", "It fails.", topics=topics),
        place=Place(5, is_forum=True),
        asked_at=NOW,
        active_at=NOW,
        closing=Closing(resolution, NOW, 1) if resolution else None,
    )


def test_the_default_topics_are_a_valid_list() -> None:
    assert parse_topics("\n".join(DEFAULT_TOPICS)) == DEFAULT_TOPICS


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (" \n\n", "qa-topics-empty"),
        ("x" * (MAX_NAME + 1), "qa-topic-too-long"),
        ("Docker\ndocker", "qa-topic-twice"),
        ("\n".join(f"Topic {n}" for n in range(MOST_PER_GUILD + 1)), "qa-topics-too-many"),
    ],
)
def test_a_faulty_list_of_topics_is_refused(text: str, problem: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_topics(text)
    assert refused.value.problem == problem


def test_a_topic_is_found_by_name_and_by_key() -> None:
    assert find_topic(DEFAULT_TOPICS, " ci/cd ") == "CI/CD"
    assert find_topic(DEFAULT_TOPICS, topic_key("CI/CD")) == "CI/CD"
    assert find_topic(DEFAULT_TOPICS, "Knitting") is None


def test_topics_are_chosen_in_the_servers_order_and_four_at_most() -> None:
    assert choose_topics(DEFAULT_TOPICS, ["docker", "Python", "docker"]) == ("Python", "Docker")
    with pytest.raises(UserError, match="qa-too-many-topics"):
        choose_topics(DEFAULT_TOPICS, DEFAULT_TOPICS[:5])


@pytest.mark.parametrize("language", ["en", "fr", "xx"])
def test_a_forum_gets_status_tags_first_and_no_more_than_it_has_room_for(language: str) -> None:
    tags = wanted_tags(language, [f"Topic {n}" for n in range(30)])
    assert len(tags) == MOST_TAGS
    assert [tag.moderated for tag in tags[:5]] == [True, True, True, True, False]


def test_a_topic_named_like_a_status_gets_no_second_tag() -> None:
    assert [t.name for t in wanted_tags("en", ["fermée", "Docker"])][4:] == ["Docker"]


def test_tags_of_any_language_are_recognised() -> None:
    available = [*STATUS_NAMES["fr"].values(), "docker"]
    assert [t.name for t in missing_tags(available, "en", ["Docker", "REST"])] == ["REST"]
    assert [t.name for t in missing_tags(["Open"], "en", [])] == ["Answered", "Solved", "Closed"]


def test_a_full_forum_is_left_as_it_is() -> None:
    assert missing_tags([f"Tag {n}" for n in range(MOST_TAGS)], "en", ["Docker"]) == ()


def test_a_post_gets_its_status_and_the_topics_that_have_a_tag() -> None:
    available = {"Résolue": 1, "Open": 2, "Docker": 3, "rest": 4}
    asked = question("REST", "Docker", "Python")
    assert tags_of(asked, available) == (2, 4, 3)
    assert tags_of(replace(asked, answered_at=NOW), available) == (4, 3)
    assert tags_of(question("REST", resolution=Resolution.SOLVED), available) == (1, 4)


def test_tags_that_somebody_gave_by_hand_stay() -> None:
    available = {"Open": 1, "Solved": 2, "Docker": 3, "Week 4": 9}
    assert tags_of(question("Docker", resolution=Resolution.SOLVED), available, [1, 9]) == (2, 3, 9)


def test_every_status_has_a_name_in_every_language() -> None:
    assert all(set(names) == set(Status) for names in STATUS_NAMES.values())
