# Commands
faq-command = Answers to what is asked often
faq-command-show = Show an entry of the FAQ
faq-command-list = List the FAQ
faq-command-suggest = Suggest an entry for the FAQ
faq-command-review = Work through what waits (moderators)
faq-command-edit = Change an entry (moderators)
faq-command-publish = Publish a draft, or write a new entry (moderators)
faq-command-retire = Take an entry out of the FAQ (moderators)
faq-command-history = What an entry has been (moderators)
faq-command-restore = Bring back a retired entry, or an earlier text (moderators)
faq-command-alias = Other words for an entry (moderators)
faq-command-import = Bring in entries from files; shown before it happens (moderators)
faq-command-export = Get all entries as files (moderators)
faq-menu-save = Save as FAQ
faq-menu-answer = Answer with FAQ
faq-option-entry = Title, number or other words for the entry
faq-option-public = Show it to everybody here
faq-option-message = Answer this message (link or id) with it
faq-option-topic = Only about this topic
faq-option-state = Drafts or retired entries (moderators)
faq-option-title = The question, in one sentence
faq-option-show = What to go through
faq-option-position = Only move it to this place of the list
faq-option-draft = The draft; left out: a new entry
faq-option-into = The entry that takes its place
faq-option-reason = Why
faq-option-revision = The number of the revision
faq-option-add = Words by which it is found from now on
faq-option-remove = Words by which it is not
faq-option-file = A zip, a Markdown file or a JSON file
faq-option-format = As what
faq-choice-queue = suggestions
faq-choice-attention = entries that need attention
faq-choice-gaps = what was looked for in vain
faq-choice-published = published
faq-choice-draft = drafts
faq-choice-retired = retired

# Forms
faq-form-suggest = Suggest an entry for the FAQ
faq-form-edit = Change an entry
faq-form-new = A new entry
faq-form-decline = Decline a suggestion
faq-form-retire = Retire an entry
faq-field-title = Question
faq-field-title-hint = In one sentence, as somebody would ask it
faq-field-answer = Answer
faq-field-answer-hint = Markdown, with code between ```; or leave it empty and upload a .md file below
faq-field-answer-long = Answer (too long for this field)
faq-field-answer-long-hint = Leave it empty to keep the answer, or upload the changed .md file below
faq-field-files = Files
faq-field-files-hint = A .md file becomes the answer; pictures are shown with it (4 at most, 1 MiB each)
faq-field-topics = Topics
faq-field-topics-hint = Up to four
faq-field-reason = Why
faq-field-reason-hint = For the history; may stay empty
faq-field-why = Reason
faq-field-why-hint = Whoever suggested it is told

# Buttons and menus
faq-button-suggest = Suggest an entry
faq-button-save = Save as FAQ
faq-button-revise = Edit again
faq-button-approve = Approve
faq-button-approve-edited = Edit and approve
faq-button-merge = Merge into…
faq-button-decline = Decline
faq-button-confirm = Still right
faq-button-edit = Edit
faq-button-retire = Retire
faq-button-publish = Publish
faq-button-overwrite = Save mine over it
faq-button-drop = Drop mine
faq-button-restore = Restore revision { $number }
faq-button-review = Have a look
faq-button-object = Keep my answer out of the FAQ
faq-button-import = Import { $count }
faq-button-import-all = Import { $count }, overwriting conflicts
faq-button-cancel = Cancel
faq-helpful = { $count }
faq-unhelpful = { $count }
faq-open = Read an entry
faq-queue-open = Look at a suggestion
faq-gap-forget = Take one off the list
faq-revision-open = See what a change did
faq-merge-into = Which entry?
faq-answer-with = Which entry answers it?

# Entries
faq-number = FAQ #{ $number }
faq-page = page { $page } of { $pages }
faq-credits = Thanks to
faq-credit-author = { $member } for the answer
faq-credit-suggester = { $member } for suggesting it
faq-state = State
faq-state-draft = Draft: only moderators see it
faq-state-published = Published
faq-state-retired = Retired: only moderators see it
faq-was-helpful = Was this helpful?
faq-voted-helpful = Thank you: good to know that it helped.
faq-voted-unhelpful = Thank you for saying so: moderators see it. If you know better, suggest an entry; otherwise `/ask` reaches everybody.
faq-voted-already = You have said so before; it counts once.
faq-miss = The FAQ has nothing called “{ $words }”. Moderators see what is missing.
faq-miss-near = The FAQ has nothing called “{ $words }”. Is it one of these?
faq-answered = Done: { $link }
faq-answered-by = -# { $member } asked for this answer from the FAQ:
faq-answer-which = Which entry answers the message? Its author gets one ping.
faq-list-published = The FAQ
faq-list-draft = Drafts of the FAQ
faq-list-retired = Retired entries of the FAQ
faq-list-empty = Nothing here yet. Suggest an entry with `/faq suggest`.
faq-list-over = Nothing more.
faq-list-page = Page { $page }
faq-nobody = somebody

# Suggesting
faq-suggested = Thank you: suggestion #{ $number } waits for the moderators, and you hear what becomes of it.
faq-suggestion-number = Suggestion #{ $number }
faq-suggester = Suggested by
faq-author = Answer by
faq-source = Where it stands
faq-decision = Decision
faq-decided-approved = Approved by { $by }
faq-decided-merged = Merged into an entry by { $by }
faq-decided-declined = Declined by { $by }
faq-decided-withdrawn = Withdrawn: its author does not want it here, or it was deleted
faq-consent = { $suggester } suggested your answer for the FAQ of **{ $server }**, as “{ $title }”. If moderators approve it, you are named with it. Nothing to do if that is fine with you.
faq-consent-here = { $author } { $suggester } suggested this answer of yours for the FAQ, as “{ $title }”. If moderators approve it, you are named with it. Nothing to do if that is fine with you.
faq-objected = Your answer stays out of the FAQ.
faq-objected-late = Your name was taken off the entry, and the moderators were asked to look at it.
faq-outcome-suggester-approved = Your suggestion “{ $title }” is in the FAQ of **{ $server }** now. Thank you!
faq-outcome-suggester-merged = Your suggestion “{ $title }” became part of an entry in the FAQ of **{ $server }**. Thank you!
faq-outcome-suggester-declined = Your suggestion “{ $title }” for the FAQ of **{ $server }** was declined:
faq-outcome-suggester-withdrawn = Your suggestion “{ $title }” for the FAQ of **{ $server }** was withdrawn: the author of the answer does not want it there, or deleted it.
faq-outcome-author-approved = Your answer is in the FAQ of **{ $server }** now, as “{ $title }”. Thank you!
faq-outcome-author-merged = Your answer became part of an entry in the FAQ of **{ $server }** (suggested as “{ $title }”). Thank you!
faq-outcome-author-declined = Your answer, suggested as “{ $title }” for the FAQ of **{ $server }**, was not taken in:
faq-outcome-author-withdrawn = The suggestion “{ $title }” for the FAQ of **{ $server }** was withdrawn.

# The queue
faq-queue = Suggestions that wait
faq-queue-line = `#{ $number }` **{ $title }** by { $member }, { $at }
faq-queue-empty = Nothing waits. Well done!
faq-attention = Entries that need attention
faq-attention-empty = Every entry is in good order.
faq-reason-due = To be reviewed since { $at }
faq-reason-objected = The author of the answer asked not to be in the FAQ
faq-reason-unhelpful = { $no } found it unhelpful, { $yes } helpful
faq-reason-duplicate = May say the same as `#{ $number }` { $title }
faq-reason-unused = Not shown since { $at }
faq-reason-never-used = Never shown in three months
faq-gaps = What the FAQ has no answer to
faq-gaps-empty = Nothing was looked for in vain.
faq-gap-line = { $times ->
    [one] once
   *[other] { $times } times
} looked for in vain: **{ $words }** ({ $at })
faq-gap-repeated = asked { $times } times: `#{ $number }` **{ $title }**
faq-approved = “{ $title }” is in the FAQ now, as entry #{ $number }.
faq-confirmed = “{ $title }” is right. It comes back on { $at }.
faq-no-targets = There is no entry to merge into yet.
faq-merge-which = Which entry does it become part of? You can edit both texts together before anything changes.
faq-due = { $count ->
    [one] An entry of the FAQ is to be reviewed: is it still right?
   *[other] { $count } entries of the FAQ are to be reviewed: are they still right?
}
faq-due-more = … and { $count } more

# Changing
faq-saved = Saved: entry #{ $number }, revision { $revision }.
faq-saved-unpublished = Saved: entry #{ $number }. Nobody but moderators sees it.
faq-moved = “{ $title }” is at place { $position } now.
faq-retired = “{ $title }” is retired. `/faq restore` brings it back.
faq-merged = “{ $title }” is retired; whoever looks for it finds “{ $target }”.
faq-dropped = Your text was dropped; the entry is as it was.
faq-edit-long = The answer is longer than { $most } characters, more than a field of a form holds. Edit this file, then upload it in the form.
faq-conflict = { $member } changed this entry while you were writing. Nothing is overwritten yet. From their text (-) to yours (+):
faq-aliases = “{ $title }” is also found by:
faq-aliases-none = “{ $title }” has no other words.

# History
faq-history = History of “{ $title }”
faq-revision-line = `#{ $number }` { $change } by { $member }, { $at }
faq-no-difference = No word changed.
faq-change-create = written
faq-change-edit = edited
faq-change-publish = published
faq-change-retire = retired
faq-change-restore = restored
faq-change-merge = merged
faq-change-alias = other words changed
faq-change-order = moved
faq-change-confirm = found right
faq-change-import = imported

# Import and export
faq-exported = { $count ->
    [one] One entry
   *[other] { $count } entries
} in a zip; `/faq import` takes it back.
faq-import-plan = This would happen: **{ $new } new**, **{ $changed } changed**, { $same } the same, { $conflicting } conflicting, { $invalid } that cannot be read. Nothing has happened yet; the report names every file.
faq-effect-new = { $count ->
    [one] New
   *[other] New ({ $count })
}
faq-effect-changed = { $count ->
    [one] Changed
   *[other] Changed ({ $count })
}
faq-effect-same = { $count ->
    [one] The same
   *[other] The same ({ $count })
}
faq-effect-conflicting = { $count ->
    [one] Changed on the server since it was exported
   *[other] Changed on the server since they were exported ({ $count })
}
faq-effect-invalid = { $count ->
    [one] Cannot be read
   *[other] Cannot be read ({ $count })
}
faq-import-topics = without the topics that this server does not have: { $topics }
faq-imported = Imported: { $new } new, { $changed } changed.
faq-import-left = { $count ->
    [one] One file was left out, because somebody changed its entry, or took its title, meanwhile
   *[other] { $count } files were left out, because somebody changed their entries, or took their titles, meanwhile
}: { $names }. Import again to see why.
faq-import-dropped = Nothing was imported.
faq-file-line = line { $line }: { $fault }
faq-file-no-front = no front matter: the file has to begin with a line ---, then id and title
faq-file-open-front = the front matter is not closed by a line ---
faq-file-bad-yaml = the front matter isn't plain YAML: one name and its value or list a line, no tags or aliases; quote a text with a colon
faq-file-bad-json = no valid JSON
faq-file-no-entries = no list "entries"
faq-file-no-answer = no text "answer"
faq-file-unknown-key = “{ $key }” is not known
faq-file-bad-id = id has to be lower-case letters, digits and hyphens, 60 at most, such as n-plus-one
faq-file-no-title = no title
faq-file-no-list = { $key } has to be a list of texts
faq-file-bad-state = state has to be draft, published or retired
faq-file-no-number = { $key } has to be a number from 1
faq-file-bad-date = review_by has to be a date from 2000 to 2199, such as 2026-03-31
faq-file-twice = the id { $id } is in { $path } too
faq-file-title-taken = the title “{ $title }” belongs to { $id }
faq-file-not-attached = these files did not come along: { $names }
faq-file-bad-path = a path that leads out of the zip is not read
faq-file-unreadable = the file is damaged or encrypted
faq-file-too-large = larger than { $most }
faq-file-not-utf8 = not a text in UTF-8

# What is wrong
faq-not-found = No entry is called “{ $words }”.
    .example = pick one from the list that appears while you type, or give its number: 12
faq-unknown = There is no such entry (any more).
faq-unknown-topic = This server has no topic “{ $name }”.
    .example = { $topic }
faq-unknown-suggestion = There is no such suggestion (any more).
faq-unknown-question = There is no such question.
faq-question-has-entry = The FAQ answers this question already: “{ $title }”.
faq-question-unsolved = The question has no accepted answer that could be saved.
    .example = accept an answer first, with `/question accept`
faq-title-empty = The question says nothing in words.
    .example = Why does my list endpoint run hundreds of queries?
faq-title-too-long = The question has { $length } characters, { $most } are possible.
    .example = Why does my list endpoint run hundreds of queries?
faq-title-taken = Entry #{ $number }, “{ $title }”, has this question already. Merge into it, or ask differently.
faq-answer-empty = The answer is empty.
    .example = type it, or upload a .md file
faq-answer-too-long = The answer has { $length } characters, { $most } are possible. Two entries may serve better than one.
    .example = save it as UTF-8 in your editor and upload it again
faq-too-many-files = An entry has { $most } files at most.
faq-too-many-aliases = An entry has { $most } other words at most.
faq-alias-too-long = “{ $alias }…” is longer than { $most } characters.
    .example = N+1 queries
faq-alias-known = It is found by these words already.
faq-no-such-alias = “{ $alias }” is none of its other words.
    .example = `/faq alias` without `add` and `remove` lists them
faq-reason-empty = A reason is needed: whoever suggested it is told.
    .example = The documentation of Django says it better, and stays up to date: …
faq-decided-already = { $by } has decided already: { $state ->
    [approved] approved
    [merged] merged into an entry
    [declined] declined
   *[withdrawn] withdrawn
}.
faq-suggested-already = The message waits in the queue already, as suggestion #{ $number }.
faq-draft-gone = This was sent before, or is too long ago.
    .example = begin again with `/faq suggest`
faq-not-your-answer = Only the author of the answer can do this.
faq-merge-itself = An entry cannot take its own place.
faq-merge-into-unpublished = “{ $title }” is not published, so nobody would find it.
faq-not-published = “{ $title }” is not published.
faq-not-retired = “{ $title }” is not retired. With `revision`, an earlier text comes back.
faq-no-such-revision = There is no revision { $number }.
    .example = `/faq history` lists them
faq-state-already = “{ $title }” is { $state ->
    [published] published
   *[retired] retired
} already.
faq-gap-gone = This is off the list already.
faq-message-of-bot = A bot wrote this message.
faq-message-empty = This message has no text that the bot can read.
faq-no-message = There is no such message that you can see.
    .example = a link, copied from the message's menu
faq-may-not-post = You may not write in { $channel }.
faq-cannot-post = I may not write in { $channel }. Moderators: `/doctor` says what is missing.
faq-nothing-yet = The FAQ is empty yet.
faq-archive-too-large = The files hold more than { $most }.
    .example = `nexus faq import` on the command line of the server that runs the bot
faq-archive-too-many = The zip holds more than { $most } files.
faq-archive-broken = I can't open { $name }: the zip is damaged. Pack it again and retry.
    .example = make it again, or upload a single .md file
faq-archive-empty = There is no entry in it.
    .example = a zip with .md files, as `/faq export` makes it
faq-import-gone = This import is done, or too long ago.
    .example = begin again with `/faq import`
faq-export-too-large = The zip has { $size }, more than Discord takes here.
    .example = `nexus faq export` on the command line of the server that runs the bot

# The audit log
faq-audit-create = wrote an entry
faq-audit-edit = edited an entry
faq-audit-publish = published an entry
faq-audit-retire = retired an entry
faq-audit-restore = restored an entry
faq-audit-merge = merged an entry
faq-audit-alias = changed an entry's other words
faq-audit-order = moved an entry
faq-audit-confirm = found an entry right
faq-audit-import = imported entries
faq-audit-approve = approved a suggestion
faq-audit-decline = declined a suggestion

# Hints
faq-hint = This may have an answer already: **{ $title }**
faq-hint-show = Show me
faq-hint-drop = Not helpful
faq-button-starter = Look at the starter FAQ

faq-digest-new = { $count ->
    [one] 📖 1 new entry of the FAQ
   *[other] 📖 { $count } new entries of the FAQ
}
faq-digest-line = { $title } (`/faq show { $number }`)
faq-card-lost = The review card of suggestion #{ $number }, **{ $title }**, can't be shown. { $reason } `/faq review` still has it.
