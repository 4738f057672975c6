"""Texts and embeds of the FAQ: entries, history and what is exchanged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import discord

from cogs.core.markup import fenced, fitting, plain, unfenced
from cogs.core.pages import Page, Section, paginate
from cogs.core.text import Catalogue
from cogs.faq.actions.exchange import Imported, Planned
from cogs.faq.actions.lookups import Compared, EntryView, History, Listing
from domain.faq.entries import Entry, EntryState, Revision
from domain.faq.plans import Effect, Fault, Step

MAX_SHOWN = 3_500
"""Characters of a difference that an embed shows; the whole comes as a file."""
MAX_DESCRIPTION = 4_096

Files = tuple[tuple[str, bytes], ...]


def history_embed(history: History, text: Catalogue) -> discord.Embed:
    """Return a page of an entry's revisions."""
    embed = discord.Embed(
        title=text("faq-history", title=plain(history.entry.text.title, 200)),
        description=fitting(
            (revision_line(revision, text) for revision in history.revisions), MAX_DESCRIPTION
        ),
        colour=discord.Colour.blurple(),
    )
    if history.page or history.has_more:
        embed.set_footer(text=text("faq-list-page", page=str(history.page + 1)))
    return embed


def revision_line(revision: Revision, text: Catalogue) -> str:
    """Return a revision in one line, or two where it has a reason."""
    by = revision.author_id
    line = text(
        "faq-revision-line",
        number=str(revision.number),
        change=text(f"faq-change-{revision.change.value}"),
        member=text("faq-nobody") if by is None else f"<@{by}>",
        at=f"<t:{int(revision.made_at.timestamp())}:f>",
    )
    return f"{line}\n> {plain(revision.reason, 200)}" if revision.reason else line


def compared_embed(compared: Compared, text: Catalogue) -> tuple[discord.Embed, Files]:
    """Return what one change did, line by line."""
    shown, files = difference_block(compared.lines, text)
    embed = discord.Embed(
        title=plain(compared.entry.text.title, 250),
        description=f"{revision_line(compared.revision, text)}\n{shown}",
        colour=discord.Colour.blurple(),
    )
    return embed, files


def difference_block(lines: Sequence[str], text: Catalogue) -> tuple[str, Files]:
    """Return a difference as Discord colours it, and as a file where it is too long to be shown."""
    if not lines:
        return text("faq-no-difference"), ()
    whole = "\n".join(lines)
    shown, safe = "", unfenced(whole)
    for line in safe.split("\n"):
        if len(shown) + len(line) + 1 > MAX_SHOWN:
            shown += "…"
            break
        shown += line + "\n"
    block = fenced(shown.rstrip(), "diff")
    is_whole = not shown.endswith("…")
    return block, () if is_whole else (("difference.diff", whole.encode()),)


MOST_LISTED = 8
"""Number of files of each kind a message names; the report names all."""
TOLD = (Effect.INVALID, Effect.CONFLICTING, Effect.CHANGED, Effect.NEW)


def render_plan(planned: Planned, text: Catalogue) -> str:
    """Render what would happen, in numbers and with the first of each kind."""
    parts = [text("faq-import-plan", **counts_of(planned))]
    for effect in TOLD:
        steps = [step for step in planned.steps if step.effect is effect]
        if steps:
            heading = text(f"faq-effect-{effect.value}", count=len(steps))
            parts.append(f"**{heading}**\n" + "\n".join(_lines(steps, text)))
    return "\n".join(parts)[:1_950]


def counts_of(planned: Planned) -> dict[str, str]:
    """Tell how many files would do what."""
    return {effect.value: str(planned.count(effect)) for effect in Effect}


def report(planned: Planned, text: Catalogue) -> str:
    """Return a line for each file, for reading and searching in an editor."""
    lines = [
        f"{text(f'faq-effect-{step.effect.value}', count=1)}\t{step.path}\t{_about(step, text)}"
        for step in planned.steps
    ]
    return "\n".join(lines) + "\n"


def render_imported(imported: Imported, text: Catalogue) -> str:
    """Render what was written."""
    done = imported.done
    changed = done[Effect.CHANGED] + done[Effect.CONFLICTING]
    words = text("faq-imported", new=done[Effect.NEW], changed=changed)
    if not imported.left:
        return words
    names = ", ".join(step.path for step in imported.left[:MOST_LISTED])
    return f"{words}\n{text('faq-import-left', count=len(imported.left), names=plain(names, 500))}"


def fault_words(fault: Fault, text: Catalogue) -> str:
    """Return what is wrong with a file, and in which line."""
    words = text(fault.problem, **fault.values)
    return text("faq-file-line", line=str(fault.line), fault=words)


def _lines(steps: list[Step], text: Catalogue) -> Iterable[str]:
    for step in steps[:MOST_LISTED]:
        about = _about(step, text)
        yield f"- `{step.path[:80]}`" + (f": {plain(about, 150)}" if about else "")
    if len(steps) > MOST_LISTED:
        yield f"- {text('faq-due-more', count=len(steps) - MOST_LISTED)}"


def _about(step: Step, text: Catalogue) -> str:
    if step.fault is not None:
        return fault_words(step.fault, text)
    if step.left_out:
        return text("faq-import-topics", topics=", ".join(step.left_out))
    return "" if step.text is None else step.text.title


PAGE_LIMIT = 3_800
"""Less than an embed's description holds (4,096 characters), so that a cut fits too."""
MOST_PAGES = 25
MAX_TITLE = 250
SIGNS = {EntryState.DRAFT: "📝", EntryState.PUBLISHED: "📘", EntryState.RETIRED: "🗄️"}
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


def entry_pages(entry: Entry) -> list[Page]:
    """Return the answer on as many pages as it needs; blocks of code are not torn apart."""
    return paginate([Section("", entry.text.answer)], PAGE_LIMIT, MOST_PAGES) or [Page("")]


def entry_embed(view: EntryView, text: Catalogue, page: int = 0) -> tuple[discord.Embed, Files]:
    """Return a page of an entry; its files go with its first page."""
    entry, pages = view.entry, entry_pages(view.entry)
    page = max(0, min(page, len(pages) - 1))
    embed = discord.Embed(
        title=f"{SIGNS[entry.state]} {plain(entry.text.title, MAX_TITLE)}",
        description=pages[page].text,
        colour=discord.Colour.blurple(),
    )
    files = (*pages[page].files, *(view.files if page == 0 else ()))
    pictures = [name for name, _ in files if name.lower().endswith(PICTURES)]
    if pictures:
        embed.set_image(url=f"attachment://{pictures[0]}")
    if page == 0:
        _add_about(embed, entry, text)
    embed.set_footer(text=_footer(entry, text, page, len(pages)))
    return embed, files


def _add_about(embed: discord.Embed, entry: Entry, text: Catalogue) -> None:
    credits_ = credits_of(entry, text)
    if credits_:
        embed.add_field(name=text("faq-credits"), value=credits_, inline=False)
    if entry.state is not EntryState.PUBLISHED:
        state = text(f"faq-state-{entry.state.value}")
        embed.add_field(name=text("faq-state"), value=state, inline=False)


def named(entry: Entry) -> str:
    """Return an entry's title inside a sentence."""
    return plain(entry.text.title, MAX_TITLE)


def credits_of(entry: Entry, text: Catalogue) -> str:
    """Tell who suggested an entry and whose answer it was; empty where nobody is named."""
    origin = entry.origin
    parts = []
    if origin.author_id is not None:
        parts.append(text("faq-credit-author", member=f"<@{origin.author_id}>"))
    if origin.suggester_id not in (None, origin.author_id):
        parts.append(text("faq-credit-suggester", member=f"<@{origin.suggester_id}>"))
    return " · ".join(parts)


def _footer(entry: Entry, text: Catalogue, page: int, pages: int) -> str:
    parts = [text("faq-number", number=str(entry.id))]
    parts += [", ".join(entry.text.topics)] if entry.text.topics else []
    if pages > 1:
        parts.append(text("faq-page", page=str(page + 1), pages=str(pages)))
    if entry.is_published:
        parts.append(text("faq-was-helpful"))
    return " · ".join(parts)


def render_nearest(entries: Sequence[Entry], words: str, text: Catalogue) -> str:
    """Says that nothing is called so, and what is near."""
    key = "faq-miss-near" if entries else "faq-miss"
    return text(key, words=plain(words, 100))


def aliases_embed(entry: Entry, text: Catalogue) -> discord.Embed:
    """Return the other words by which an entry is found."""
    title = plain(entry.text.title, MAX_TITLE)
    lines = [f"- {plain(alias, 100)}" for alias in entry.text.aliases]
    key = "faq-aliases" if lines else "faq-aliases-none"
    return discord.Embed(
        description=fitting([text(key, title=title), *lines], MAX_DESCRIPTION),
        colour=discord.Colour.blurple(),
    )


def list_embed(listing: Listing, text: Catalogue) -> discord.Embed:
    """List a page of the list of entries."""
    lines = [_line(entry) for entry in listing.entries]
    key = "faq-list-empty" if listing.page == 0 else "faq-list-over"
    embed = discord.Embed(
        title=_list_title(listing, text),
        description=fitting(lines, MAX_DESCRIPTION) or text(key),
        colour=discord.Colour.blurple(),
    )
    if listing.page or listing.has_more:
        embed.set_footer(text=text("faq-list-page", page=str(listing.page + 1)))
    return embed


def _list_title(listing: Listing, text: Catalogue) -> str:
    title = text(f"faq-list-{listing.state.value}")
    return title if listing.topic is None else f"{title}: {plain(listing.topic, 30)}"


def _line(entry: Entry) -> str:
    topics = f"\n-# {plain(', '.join(entry.text.topics), 120)}" if entry.text.topics else ""
    return f"{SIGNS[entry.state]} `#{entry.id}` {plain(entry.text.title, 100)}{topics}"
