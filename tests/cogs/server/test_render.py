from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import discord
import pytest

from cogs.core.text import Catalogue, Catalogues
from cogs.server.checks import Check, State
from cogs.server.guide import COMMANDS, Situation, render_guide
from cogs.server.moderation.render import (
    PER_PAGE,
    action_label,
    render_audit,
    render_bans,
    render_report,
    render_reports,
    render_resolved,
)
from cogs.server.render import render_doctor
from cogs.server.setup.render import Step, render_review, render_saved, render_step
from domain.audit import AuditEntry
from domain.bans import PostingBan
from domain.guilds import GuildSettings
from domain.reports import Report, Reported

NOW = datetime(2026, 11, 23, tzinfo=UTC)
CATALOGUES = Catalogues.load()
OK = Check("Token", State.OK, "Signed in.", None)
FAULT = Check("#general", State.FAILED, "Nexus lacks permissions.", "Allow them.")
BAR = PostingBan(9, 3, 1, "Spam", NOW, NOW + timedelta(days=1))
REPORT = Report(7, 9, Reported(10, 11, 4, "@everyone buy\nmy coin"), 3, "Spam", NOW)


@pytest.fixture(params=["en", "fr"])
def text(request: pytest.FixtureRequest) -> Catalogue:
    return CATALOGUES.of(request.param)


def test_the_doctor_shows_faults_first_with_their_fix() -> None:
    content = render_doctor(CATALOGUES.of("en"), [OK, FAULT])
    (embed,) = content.embeds
    assert embed.title == "Something does not work"
    assert embed.description == (
        "❌ **#general** · Nexus lacks permissions.\n→ Allow them.\n✅ **Token** · Signed in."
    )
    assert content.files == ()


def test_a_long_diagnosis_comes_whole_as_a_file(text: Catalogue) -> None:
    faults = [replace(FAULT, label=f"#channel-{n}", fix="Allow them. " * 20) for n in range(40)]
    content = render_doctor(text, [*faults, OK])
    assert len(content.embeds[0].description or "") <= 4096
    ((name, data),) = content.files
    assert name == "doctor.txt"
    assert all(f"#channel-{n}" in data.decode() for n in range(40))


def test_the_audit_log_says_who_what_when_and_why() -> None:
    stamp = int(NOW.timestamp())
    entry = AuditEntry(
        9, 1, "server.bar", "member:3", NOW, "Spam *all day*", {"until": stamp}, id=5
    )
    embed = render_audit(CATALOGUES.of("en"), [entry], 0)
    assert embed.title == "Audit log, page 1"
    assert embed.description == (
        f"<t:{stamp}:f> <@1>: **blocked from posting** · <@3>\n"
        f"> Spam \\*all day\\*\n-# until: <t:{stamp}:f>"
    )


def test_the_audit_log_shows_what_a_setting_was_and_is() -> None:
    details = {
        "before": {"language": "en", "question_channel_id": None},
        "after": {"language": "fr", "question_channel_id": 5},
    }
    entry = AuditEntry(9, None, "server.setup", "guild:9", NOW, details=details)
    description = render_audit(CATALOGUES.of("en"), [entry], 2).description or ""
    assert "somebody whose data was erased: **changed the set-up** · this server" in description
    assert "language: en → fr, questions: - → <#5>" in description


def test_an_action_without_words_keeps_its_name(text: Catalogue) -> None:
    assert action_label(text, "future.thing") == "future.thing"
    assert action_label(text, "server.bar") != "server.bar"


def test_subjects_are_shown_as_what_they_are(text: Catalogue) -> None:
    subjects = ["member:3", "member:0", "channel:10", "question:7", "report:7", "thing:1"]
    entries = [AuditEntry(9, 1, "server.bar", subject, NOW) for subject in subjects]
    lines = (render_audit(text, entries, 0).description or "").splitlines()
    shown = [line.rpartition(" · ")[2] for line in lines]
    assert shown[0] == "<@3>"
    assert shown[1] == text("server-erased-member")
    assert shown[2] == "<#10>"
    assert shown[3] == "question 7"
    assert shown[5] == "thing 1"


def test_a_page_of_the_longest_entries_fits_a_message(text: Catalogue) -> None:
    details = {"tags": ["x" * 100] * 20}
    entry = AuditEntry(
        2**62, 2**62, "server.create", f"channel:{2**62}", NOW, "*" * 500, details, id=1
    )
    assert len(render_audit(text, [entry] * PER_PAGE, 0).description or "") <= 4096
    ban = replace(BAR, member_id=2**62, moderator_id=2**62, reason="_" * 500)
    assert len(render_bans(text, [ban] * PER_PAGE, 0).description or "") <= 4096
    people = replace(REPORT.message, channel_id=2**62, message_id=2**62, author_id=2**62)
    report = replace(REPORT, guild_id=2**62, message=people, reporter_id=2**62, reason="_" * 500)
    assert len(render_reports(text, [report] * PER_PAGE, 0).description or "") <= 4096


def test_empty_lists_say_so(text: Catalogue) -> None:
    for embed in (render_audit(text, [], 0), render_bans(text, [], 0), render_reports(text, [], 0)):
        assert embed.description


def test_a_report_shows_moderators_all_they_need(text: Catalogue) -> None:
    embed = render_report(text, REPORT)
    assert embed.url == "https://discord.com/channels/9/10/11"
    assert "my coin" in (embed.description or "")
    assert "@everyone" not in (embed.description or "")
    assert [field.value for field in embed.fields] == ["<@4>", "<@3>", REPORT.jump_url, "Spam"]


def test_a_resolved_report_keeps_its_words_and_says_by_whom(text: Catalogue) -> None:
    shown = render_report(text, REPORT)
    stored = replace(REPORT.message, quote="")
    resolved = replace(REPORT, message=stored, resolver_id=1, resolved_at=NOW)
    embed = render_resolved(text, shown, resolved)
    assert embed.description == shown.description
    assert "<@1>" in (embed.fields[-1].value or "")
    assert len(shown.fields) == len(embed.fields) - 1


def test_a_report_of_the_longest_words_fits_an_embed(text: Catalogue) -> None:
    quote = replace(REPORT.message, quote="*" * 1_000)
    assert len(render_report(text, replace(REPORT, message=quote, reason="*" * 500))) <= 6000


@pytest.mark.parametrize("step", [step for step in Step if step is not Step.REVIEW])
def test_each_page_of_the_setup_lists_its_menus(text: Catalogue, step: Step) -> None:
    embed = render_step(text, GuildSettings(9), step)
    numbers = [(field.name or "").partition(".")[0] for field in embed.fields]
    assert numbers == [str(n + 1) for n in range(len(numbers))]
    assert all(field.value for field in embed.fields)


def test_the_review_shows_choices_and_faults_only(text: Catalogue) -> None:
    settings = GuildSettings(9, question_channel_id=10, moderator_role_id=20, language="fr")
    embed = render_review(text, settings, [OK, FAULT])
    assert "<#10>" in (embed.fields[0].value or "")
    assert "<@&20>" in (embed.fields[0].value or "")
    assert [field.name for field in embed.fields[1:]] == ["❌ #general"]
    saved = render_saved(text, settings, [OK])
    assert saved.fields[1].value == text("server-setup-nothing-missing")


def mention(name: str) -> str:
    return f"</{name}:1>"


def test_help_differs_for_learners_and_moderators(text: Catalogue) -> None:
    learner = render_guide(
        text, Situation(is_moderator=False, question_channel_id=5, ban=None), mention
    )
    moderator = render_guide(
        text, Situation(is_moderator=True, question_channel_id=5, ban=None), mention
    )
    assert "</setup:1>" not in words(learner.embeds[0])
    assert "</setup:1>" in words(moderator.embeds[0])
    assert "<#5>" in words(learner.embeds[0])


def test_help_names_every_command_that_it_knows(text: Catalogue) -> None:
    content = render_guide(
        text, Situation(is_moderator=True, question_channel_id=None, ban=None), mention
    )
    shown = words(content.embeds[0])
    assert [name for name in COMMANDS if mention(name) not in shown] == []
    assert "#prodevprojectnexus" in shown


def test_help_tells_a_barred_member_so(text: Catalogue) -> None:
    content = render_guide(
        text, Situation(is_moderator=False, question_channel_id=5, ban=BAR), mention
    )
    assert "Spam" in words(content.embeds[0])


def words(embed: discord.Embed) -> str:
    parts = [embed.description or "", *(field.value or "" for field in embed.fields)]
    assert all(len(part) <= 1024 for part in parts[1:])
    return "\n".join(parts)


@pytest.mark.parametrize(
    ("prefix", "limit"),
    [
        ("server-report-form", 45),
        ("server-bar-form", 45),
        ("server-lift-form", 45),
        ("server-setup-other-zone", 45),
        ("server-setup-zone", 45),
        ("server-menu-", 32),
        ("server-command-", 100),
        ("server-option-", 100),
        ("server-audit-show-", 100),
        ("server-setup-create", 80),
        ("me-command", 100),
        ("me-option-", 100),
        ("me-erase-yes", 80),
        ("me-erase-keep", 80),
        ("me-erase-now", 80),
    ],
)
def test_labels_are_no_longer_than_discord_allows(text: Catalogue, prefix: str, limit: int) -> None:
    keys = [key for key in text._unparsed if key.startswith(prefix)]
    assert keys
    for key in keys:
        assert len(text(key)) <= limit, key
        assert len(text.attribute(key, "hint") or "") <= 100, key
