"""Announcements, their posts and templates as the database keeps them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.announcements.records import (
    Announcement,
    Contents,
    Everyone,
    Fault,
    Image,
    Pings,
    Publishing,
    State,
    Wording,
)
from domain.deliveries import DeliveryKey
from domain.shards import EVERYWHERE
from domain.times.recurrence import Schedule
from storage import announcement_posts, announcement_templates, announcements, deliveries
from storage.announcement_posts import Seen
from storage.connection import Connection, Database
from storage.retention import drop_batch
from tests.statements import reading, writing

GUILD, MARA, ADA, CHANNEL = 100, 1, 2, 7
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SCHEDULE = Schedule(datetime(2026, 11, 24, 9), "Africa/Lagos", "FREQ=DAILY")  # noqa: DTZ001 - wall clock
CONTENTS = Contents(
    Wording("Exams", "Monday.", Image("announcement.png", "ab12"), has_button=False),
    Pings((3, 4), Everyone.HERE),
    (CHANNEL, 8),
)
OCCURRENCE = "20261124T0900"


async def create(connection: Connection) -> Announcement:
    return await announcements.create_announcement(connection, GUILD, CONTENTS, SCHEDULE, MARA, NOW)


async def begin_post(connection: Connection, announcement: Announcement) -> None:
    key = DeliveryKey(GUILD, "announcement", announcement.id, OCCURRENCE, channel_id=CHANNEL)
    await deliveries.schedule(connection, key, NOW, NOW)
    (delivery,) = await deliveries.list_ledger(
        connection, GUILD, ("announcement",), announcement.id, limit=5
    )
    await announcement_posts.begin(
        connection, announcement, delivery, CHANNEL, is_late=False, pings=True
    )
    await announcement_posts.mark_sent(connection, delivery, 999, NOW, publishing=Publishing.WANTED)


async def test_everything_is_found_again(database: Database) -> None:
    async with writing(database) as connection:
        made = await create(connection)
    async with reading(database) as connection:
        found = await announcements.find_announcement(connection, GUILD, made.id)
        assert found == made
        assert (made.contents, made.schedule) == (CONTENTS, SCHEDULE)
        assert (made.state, made.revision, made.next_slot) == (State.SCHEDULED, 1, None)
        assert await announcements.find_announcement(connection, 101, made.id) is None


async def test_a_change_from_an_old_revision_is_not_stored(database: Database) -> None:
    async with writing(database) as connection:
        made = await create(connection)
        mine = replace(made, contents=Contents(Wording("Mine", "x"), channel_ids=(CHANNEL,)))
        saved = await announcements.change_announcement(connection, mine, 1, editor_id=ADA, now=NOW)
        assert saved is not None
        assert (saved.revision, saved.wording.title, saved.editor_id) == (2, "Mine", ADA)
        late = await announcements.change_announcement(connection, mine, 1, editor_id=MARA, now=NOW)
        assert late is None
        revisions = await announcements.list_revisions(connection, made.id, limit=5)
        assert [(r.number, r.wording.title) for r in revisions] == [(2, "Mine"), (1, "Exams")]


async def test_what_has_come_is_listed_until_it_is_planned_on(database: Database) -> None:
    async with writing(database) as connection:
        made = await create(connection)
        soon = NOW + timedelta(hours=1)
        made = await announcements.set_next(
            connection, made, OCCURRENCE, soon, handled_at=None, plan=0
        )
        assert await announcements.list_come(connection, EVERYWHERE, NOW, limit=5) == []
        assert await announcements.next_at(connection, EVERYWHERE) == soon
        assert await announcements.list_come(connection, EVERYWHERE, soon, limit=5) == [
            (GUILD, made.id)
        ]
        done = await announcements.set_next(connection, made, None, None, handled_at=soon, plan=0)
        assert done.state is State.DONE
        assert await announcements.list_come(connection, EVERYWHERE, soon, limit=5) == []


async def test_a_post_is_old_until_what_was_read_is_shown(database: Database) -> None:
    async with writing(database) as connection:
        made = await create(connection)
        await begin_post(connection, made)
        assert await announcement_posts.list_old(connection, EVERYWHERE, after=0, limit=5) == []
        assert await announcement_posts.see(connection, made.id, OCCURRENCE, Seen(ADA, (3,)), NOW)
        assert not await announcement_posts.see(connection, made.id, OCCURRENCE, Seen(ADA, ()), NOW)
        await announcement_posts.want_occurrence(connection, made.id, OCCURRENCE)
        (old,) = await announcement_posts.list_old(connection, EVERYWHERE, after=0, limit=5)
        await announcement_posts.want_occurrence(connection, made.id, OCCURRENCE)
        await announcement_posts.mark_shown(connection, old, 1, NOW)
        (again,) = await announcement_posts.list_old(connection, EVERYWHERE, after=0, limit=5)
        await announcement_posts.mark_shown(connection, again, 1, NOW)
        assert await announcement_posts.list_old(connection, EVERYWHERE, after=0, limit=5) == []
        assert await announcement_posts.count_seen(connection, made.id, OCCURRENCE) == 1


async def test_a_fault_is_told_once_and_forgiven_by_a_change(database: Database) -> None:
    async with writing(database) as connection:
        made = await create(connection)
        await begin_post(connection, made)
        (post,) = await announcement_posts.list_of(connection, made.id, limit=5)
        assert await announcement_posts.mark_fault(connection, post.id, Fault.FORBIDDEN)
        assert not await announcement_posts.mark_fault(connection, post.id, Fault.FORBIDDEN)
        await announcement_posts.want_all(connection, made.id)
        (old,) = await announcement_posts.list_old(connection, EVERYWHERE, after=0, limit=5)
        assert old.fault is None
        await announcement_posts.mark_fault(connection, post.id, Fault.DELETED)
        await announcement_posts.want_all(connection, made.id)
        assert await announcement_posts.list_old(connection, EVERYWHERE, after=0, limit=5) == []


async def test_a_channel_that_rests_publishes_nothing(database: Database) -> None:
    async with writing(database) as connection:
        made = await create(connection)
        await begin_post(connection, made)
        (post,) = await announcement_posts.list_to_publish(connection, EVERYWHERE, NOW, limit=5)
        later = NOW + timedelta(minutes=10)
        await announcement_posts.put_off(connection, CHANNEL, later)
        assert await announcement_posts.list_to_publish(connection, EVERYWHERE, NOW, limit=5) == []
        assert await announcement_posts.next_to_publish(connection, EVERYWHERE) == later
        await announcement_posts.mark_published(connection, post.id, later)
        assert await announcement_posts.next_to_publish(connection, EVERYWHERE) is None
        published = await announcement_posts.list_published(connection, CHANNEL, NOW, limit=10)
        assert published == [later]


async def test_pictures_go_when_nothing_has_them(database: Database) -> None:
    async with writing(database) as connection:
        image = await announcement_templates.keep_image(connection, GUILD, "a.png", b"png", NOW)
        wording = replace(CONTENTS.wording, image=image)
        kept = replace(CONTENTS, wording=wording)
        await announcement_templates.save_template(connection, GUILD, "Weekly", kept, MARA)
        later = NOW + timedelta(days=3)
        assert await drop_batch(connection, "announcement_images", GUILD, later) == 0
        template = await announcement_templates.find_template(connection, GUILD, "WEEKLY")
        assert template is not None
        assert template.contents == kept
        assert await announcement_templates.load_image(connection, GUILD, image) == (
            ("a.png", b"png"),
        )
        assert await announcement_templates.delete_template(connection, GUILD, "weekly")
        assert await drop_batch(connection, "announcement_images", GUILD, later) == 1


async def test_people_and_servers_are_forgotten(database: Database) -> None:
    async with writing(database) as connection:
        made = await create(connection)
        await begin_post(connection, made)
        await announcement_posts.see(connection, made.id, OCCURRENCE, Seen(ADA, ()), NOW)
        assert len(await announcement_posts.export_member(connection, GUILD, ADA)) == 1
        assert len(await announcements.export_member(connection, GUILD, MARA)) == 2
        assert await announcement_posts.erase_member(connection, GUILD, ADA) == 1
        assert await announcements.erase_member(connection, GUILD, MARA) == 3
        again = await announcements.find_announcement(connection, GUILD, made.id)
        assert again is not None
        assert (again.author_id, again.editor_id) == (None, None)
        assert await announcement_posts.list_old(connection, EVERYWHERE, after=0, limit=5)
        await announcements.erase_guild(connection, GUILD)
        assert await announcement_posts.list_of(connection, made.id, limit=5) == []
