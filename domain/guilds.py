"""Settings of a server (Discord's "guild"), and of members there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.text_rules import LinkPolicy, TextRules

DEFAULT_CHANNEL_NAME = "prodevprojectnexus"


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """A server's choices; `None` means not chosen, so the default applies.

    Every channel defaults to the one named `DEFAULT_CHANNEL_NAME`. Ids are Discord snowflakes,
    `time_zone` is an IANA name, `language` a catalogue's code, `digest_day` 0 (Monday) to 6,
    `digest_hour` 0 to 23 in the server's zone.
    """

    guild_id: int
    question_channel_id: int | None = None
    endpoint_channel_id: int | None = None
    announcement_channel_id: int | None = None
    session_channel_id: int | None = None
    moderator_channel_id: int | None = None
    moderator_role_id: int | None = None
    backend_role_id: int | None = None
    frontend_role_id: int | None = None
    time_zone: str = "UTC"
    language: str = "en"
    review_days: int = 180
    digest_day: int = 0
    digest_hour: int = 9
    digest_on: bool = True
    hint_channel_ids: tuple[int, ...] = ()
    """Chat channels in which answers that exist already are pointed out."""
    link_policy: LinkPolicy = LinkPolicy.EVERYONE
    """Members whose texts may hold links where Nexus posts them; moderators' always may."""
    link_role_id: int | None = None
    allows_invitations: bool = False
    refused_words: tuple[str, ...] = ()
    """Words that members' texts may not hold, as `parse_words` reads them."""

    def next_review(self, now: datetime) -> datetime:
        """Tell when somebody should look again at what is written or found right now."""
        return now + timedelta(days=self.review_days)

    def text_rules(self, role_ids: Collection[int] = ()) -> TextRules:
        """Return the rules for texts of a member with these roles, who doesn't moderate."""
        may_link = self.link_policy is LinkPolicy.EVERYONE or (
            self.link_policy is LinkPolicy.ROLE and self.link_role_id in role_ids
        )
        return TextRules(may_link, self.allows_invitations, self.refused_words)


@dataclass(frozen=True, slots=True)
class MemberSettings:
    """Settings of a member in one server; `None` means "as Discord says"."""

    guild_id: int
    member_id: int
    language: str | None = None
    time_zone: str | None = None
