"""Texts and embeds of questions: cards, lists and what is said in their threads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final

import discord

from cogs.core.actor import Actor
from cogs.core.markup import blocks, code_block, jump_link, label, plain, shorten
from cogs.core.pages import Page, Section, paginate
from cogs.core.text import Catalogue
from cogs.qa.actions.answers import Candidates
from cogs.qa.actions.lookups import Listing, ListKind
from cogs.ui.content import Content
from domain.markup import unmarked
from domain.question_rules import credited
from domain.questions import (
    MAX_TITLE,
    AcceptedAnswer,
    Question,
    QuestionLine,
    QuestionText,
    QuestionView,
    Status,
    ThreadMessage,
)
from domain.tags import STATUS_EMOJI
from domain.text_rules import TextRules, find_refused
from storage.question_search import LookAlike


def status_words(question: Question, text: Catalogue) -> str:
    """Return the status with its sign, and for a closed question how it ended."""
    sign = STATUS_EMOJI[question.status]
    closing = question.closing
    if closing is None:
        return f"{sign} {text(f'qa-status-{question.status}')}"
    words = f"{sign} {text(f'qa-resolution-{closing.resolution}')}"
    if closing.duplicate_of is not None:
        words = f"{words} #{closing.duplicate_of}"
    return f"{words} {closing.link}" if closing.link else words


def topic_words(words: QuestionText) -> str:
    """Return a question's topics on one line."""
    return ", ".join(plain(topic, 20) for topic in words.topics)


def member_words(member_id: int | None, text: Catalogue) -> str:
    """Return a mention that reaches nobody; words for whoever had their data erased."""
    return text("qa-former-member") if member_id is None else f"<@{member_id}>"


def asker_words(question: Question, text: Catalogue) -> str:
    """Tell who asked, and whether they have left."""
    asker = member_words(question.asker_id, text)
    if question.asker_id is None or question.asker_left_at is None:
        return asker
    return text("qa-has-left", member=asker)


def time_words(at: datetime) -> str:
    """Return a time as each reader's client shows it: how long ago."""
    return f"<t:{int(at.timestamp())}:R>"


def thread_link(question: Question) -> str | None:
    """Tell where the question is discussed."""
    thread_id = question.place.thread_id
    return None if thread_id is None else jump_link(question.guild_id, thread_id)


def answer_link(question: Question, message_id: int) -> str | None:
    """Tell where an answer stands."""
    thread_id = question.place.thread_id
    return None if thread_id is None else jump_link(question.guild_id, thread_id, message_id)


TITLE_LIMIT = 80


def listing_embed(listing: Listing, text: Catalogue) -> discord.Embed:
    """Return one page of a list of questions."""
    kind = listing.wanted.kind
    title = text(f"qa-list-{kind}")
    if kind is ListKind.TOPIC:
        title = f"{title}: {plain(listing.subject, 20)}"
    lines = [line_words(line, text) for line in listing.lines]
    if kind is ListKind.HELPER:
        lines.insert(0, f"💚 <@{listing.wanted.argument}>")
    if not listing.lines:
        lines.append(text(f"qa-list-{kind}-empty"))
    return discord.Embed(title=title, description="\n".join(lines))


def question_content(view: QuestionView, actor: Actor) -> Content:
    """Return a question for one member's eyes, with the way to its thread."""
    text, link = actor.text, thread_link(view.question)
    where = f"🔗 {link}" if link else text("qa-show-no-thread")
    return Content(where, embeds=[card_embed(view, text, actor.settings.text_rules())])


def line_words(line: QuestionLine, text: Catalogue) -> str:
    """Return a question in one line, with the way to its thread."""
    title = plain(line.title, TITLE_LIMIT) or text("qa-card-withdrawn")
    if line.thread_id is not None:
        title = f"[{title}]({jump_link(line.guild_id, line.thread_id)})"
    who, when = member_words(line.asker_id, text), time_words(line.asked_at)
    return f"{STATUS_EMOJI[line.status]} `#{line.id}` {title} · {who} · {when}"


MAX_REASON_SHOWN = 300
MOST_SHOWN = 10
"""Number of the answers to choose from also listed with a link."""


def render_look_alikes(guild_id: int, found: tuple[LookAlike, ...], text: Catalogue) -> str:
    """Questions and entries of the FAQ that may have the answer already."""
    lines = [text("qa-look-alikes")]
    for hit in found:
        title = plain(hit.title, MAX_TITLE)
        if hit.thread_id is not None:
            title = f"[{title}]({jump_link(guild_id, hit.thread_id)})"
        sign = "📘" if hit.is_entry else "✅" if hit.is_solved else "❔"
        lines.append(f"{sign} `#{hit.number}` {title}")
    return "\n".join(lines)


def render_candidates(candidates: Candidates, text: Catalogue) -> str:
    """Render the answers to choose from, numbered, each with author, time and link."""
    question = candidates.view.question
    lines = [text("qa-choose-answer")]
    for number, message in enumerate(candidates.messages[:MOST_SHOWN], 1):
        who, when = member_words(message.author_id, text), time_words(message.created_at)
        link = answer_link(question, message.message_id) or ""
        lines.append(f"{number}. {who} · {when} · {link}")
    return "\n".join(lines)


def candidate_label(number: int, name: str | None, message: ThreadMessage, text: Catalogue) -> str:
    """Return an answer as an option: its number, who wrote it, and how it begins."""
    who = f"{number} · {name}" if name else str(number)
    return label(f"{who} · {unmarked(message.content or '') or text('qa-content-unknown')}", 100)


def render_accepted(view: QuestionView, text: Catalogue) -> str:
    """Render the answers that are accepted now."""
    if not view.answers:
        return text("qa-unaccepted", number=str(view.question.id))
    links = [answer_link(view.question, answer.message_id) for answer in view.answers]
    shown = " ".join(link for link in links if link)
    return f"{text('qa-accepted', number=str(view.question.id))} {shown}".rstrip()


def render_proposal(
    question: Question, message: ThreadMessage, proposer_id: int, text: Catalogue
) -> str:
    """Asks the asker, in the thread, whether an answer solved it."""
    words = text(
        "qa-proposal",
        asker=member_words(question.asker_id, text),
        proposer=f"<@{proposer_id}>",
        author=member_words(message.author_id, text),
    )
    return f"{words} {answer_link(question, message.message_id) or ''}".rstrip()


def render_posted(question: Question, text: Catalogue) -> str:
    """Say that the question is there, or will be as soon as Discord can be reached."""
    link = thread_link(question)
    if link is None:
        return text("qa-posted-later", number=str(question.id))
    return f"{text('qa-posted', number=str(question.id))} {link}"


def render_thanks(answer_author_id: int, text: Catalogue) -> str:
    """Thanks a helper in the thread."""
    return text("qa-thanks", helper=f"<@{answer_author_id}>")


def render_closed_by(
    question: Question, closer_id: int, reason: str | None, text: Catalogue
) -> str:
    """Tells the asker, in their thread, who closed their question, how, and why."""
    words = text(
        "qa-closed-by",
        asker=member_words(question.asker_id, text),
        closer=member_words(closer_id, text),
        status=status_words(question, text),
    )
    return f"{words}\n> {plain(reason, MAX_REASON_SHOWN)}" if reason else words


def render_quiet(question: Question, text: Catalogue) -> str:
    """Asks whether the question was solved."""
    if question.asker_id is None or question.asker_left_at is not None:
        return text("qa-quiet-left")
    return text("qa-quiet", asker=member_words(question.asker_id, text))


def render_stale(question: Question, text: Catalogue) -> str:
    """Says that the question was closed, and how it is opened again."""
    return text("qa-stale", asker=asker_words(question, text))


def render_call(called: Sequence[int], text: Catalogue) -> str:
    """Call subscribers to an unanswered question; nobody where there is none."""
    if not called:
        return text("qa-call-nobody")
    return text("qa-call", members=" ".join(f"<@{member_id}>" for member_id in called))


def render_for_moderators(question: Question, text: Catalogue) -> str:
    """Tells the moderators of an unanswered question that nobody is subscribed to."""
    return text(
        "qa-call-moderators",
        number=str(question.id),
        title=plain(question.text.title, MAX_TITLE),
        asked=time_words(question.asked_at),
        link=thread_link(question) or "",
    )


KEPT_LIMIT = 4_000


def render_gone(
    text: Catalogue, author_id: int, question: Question, until: datetime, *, is_public: bool
) -> str:
    """Asks the author what becomes of the text; without the text, because it was deleted."""
    title = plain(question.text.title, MAX_TITLE)
    ends = f"<t:{int(until.timestamp())}:f>"
    if is_public:
        return text("qa-gone-public", author=f"<@{author_id}>", until=ends)
    number, link = str(question.id), thread_link(question) or ""
    return text("qa-gone", number=number, title=title, link=link, until=ends)


def render_kept(message: ThreadMessage, text: Catalogue) -> Content:
    """Render the text that stays, as its author's."""
    author = member_words(message.author_id, text)
    embed = discord.Embed(description=shorten(message.content or "", KEPT_LIMIT))
    return Content(text("qa-kept-copy", author=author), embeds=[embed])


WHOLE_LIMIT = 900
"""A question of up to so many characters stands on its card as a whole."""
SUMMARY_LIMIT = 500
EXCERPT_LIMIT = 150
CARDS_KEPT = 256

COLOURS: Final = {
    Status.OPEN: 0x5865F2,
    Status.ANSWERED: 0xFEE75C,
    Status.SOLVED: 0x57F287,
    Status.CLOSED: 0x99AAB5,
}


@lru_cache(maxsize=CARDS_KEPT)
def card_embed(view: QuestionView, text: Catalogue, rules: TextRules) -> discord.Embed:
    """Render the card of a question, in one language; not to be changed, for it is kept.

    What was accepted was written in a thread, where nobody checked it: an answer that `rules`
    refuse is linked, but not repeated.
    """
    question = view.question
    embed = discord.Embed(
        title=_title(question, text),
        description=_description(question, text),
        colour=COLOURS[question.status],
        timestamp=question.asked_at,
    )
    embed.add_field(name=text("qa-card-status"), value=status_words(question, text))
    embed.add_field(name=text("qa-card-asker"), value=asker_words(question, text))
    if question.text.topics:
        embed.add_field(name=text("qa-card-topics"), value=topic_words(question.text))
    if question.source is not None:
        source = question.source
        link = jump_link(question.guild_id, source.channel_id, source.message_id)
        embed.add_field(name=text("qa-card-source"), value=link)
    if question.is_open and question.claim is not None:
        embed.add_field(name=text("qa-card-claimed"), value=f"<@{question.claim.member_id}>")
    if view.answers:
        _add_answers(embed, view, text, rules)
    embed.set_footer(text=_footer(question, text))
    return embed


def text_pages(question: Question, text: Catalogue) -> list[Page]:
    """Return the messages that carry the full text; none where the card holds it."""
    if question.is_withdrawn or is_whole(question.text):
        return []
    return paginate(_sections(question.text, text))


def is_whole(words: QuestionText) -> bool:
    """Tell whether a card has room for the full text."""
    length = len(words.details) + len(words.tried) + len(words.code)
    return length <= WHOLE_LIMIT and code_block(words.code).fits_a_fence


def _title(question: Question, text: Catalogue) -> str:
    if question.is_withdrawn:
        return text("qa-card-withdrawn")
    return plain(question.text.title, MAX_TITLE)


def _description(question: Question, text: Catalogue) -> str:
    words = question.text
    if question.is_withdrawn:
        return ""
    if not is_whole(words):
        return f"{shorten(words.details, SUMMARY_LIMIT)}\n-# {text('qa-card-more')}"
    shown = _joined(words.details)
    if words.tried:
        shown += f"\n**{text('qa-section-tried')}**\n{_joined(words.tried)}"
    if words.code:
        shown += f"\n{code_block(words.code).fenced()}"
    return shown


def _joined(written: str) -> str:
    return "\n".join(b if isinstance(b, str) else b.fenced() for b in blocks(written))


def _sections(words: QuestionText, text: Catalogue) -> list[Section]:
    return [
        Section(text("qa-section-details"), words.details),
        Section(text("qa-section-tried"), words.tried),
        Section(text("qa-section-code"), code_block(words.code)),
    ]


def _add_answers(
    embed: discord.Embed, view: QuestionView, text: Catalogue, rules: TextRules
) -> None:
    helpers = credited(view.question, (answer.author_id for answer in view.answers))
    if helpers:
        thanks = ", ".join(f"<@{helper}>" for helper in helpers)
        embed.add_field(name=text("qa-card-solved-by"), value=f"{thanks} 💚")
    for answer in view.answers:
        embed.add_field(
            name=f"✅ {text('qa-card-accepted')}",
            value=_answer_words(view.question, answer, text, rules),
            inline=False,
        )


def _answer_words(
    question: Question, answer: AcceptedAnswer, text: Catalogue, rules: TextRules
) -> str:
    line = member_words(answer.author_id, text)
    link = answer_link(question, answer.message_id)
    if link is not None:
        line += f" · [{text('qa-card-answer')}]({link})"
    if answer.content and find_refused(answer.content, rules) is not None:
        line += f"\n> {text('qa-card-answer-refused')}"
    elif answer.content:
        line += f"\n> {plain(unmarked(answer.content), EXCERPT_LIMIT)}"
    return line


def _footer(question: Question, text: Catalogue) -> str:
    number = f"#{question.id}"
    return number if question.edited_at is None else f"{number} · {text('qa-card-edited')}"
