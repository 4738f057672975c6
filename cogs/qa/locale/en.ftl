# Commands
qa-command-ask = Ask a question; solved ones are suggested while you type
qa-command-question = Find, solve and look after questions
qa-command-question-list = Lists of questions
qa-command-question-show = Show one question
qa-command-question-claim = Say that you are working on an answer
qa-command-question-pin = Pin or unpin a question
qa-command-question-release = Give a question that you claimed back to everybody
qa-command-question-accept = Accept an answer, or propose it to the asker
qa-command-question-unaccept = Undo the acceptance of an answer
qa-command-question-close = Close a question, saying how it ended
qa-command-question-reopen = Open a closed question again
qa-command-question-subscribe = Hear of questions about topics of yours
qa-menu-ask = Ask as question
qa-menu-accept = Accept answer
qa-option-title = What is the question, in one sentence?
qa-option-question = Number, title or link; left out: the question of this thread
qa-option-show = Which questions
qa-option-topic = Only questions about this topic
qa-option-helper = Only questions that this member solved
qa-option-answer = A link to the message; left out: choose from a list
qa-option-accepted = The accepted answer, or a link to it
qa-option-resolution = How it ended
qa-option-link = For a duplicate or moved question: where to look instead
qa-option-reason = Why, for the audit log
qa-option-subscribe = A topic to begin or stop hearing of; left out: choose from all
qa-choice-open = open, newest first
qa-choice-unanswered = unanswered, oldest first
qa-choice-pinned = pinned
qa-choice-mine = mine
qa-choice-solved = solved
qa-choice-duplicate = duplicate
qa-choice-stale = stale
qa-choice-moved = moved
qa-choice-invalid = invalid

# The form
qa-form-ask = Ask a question
qa-form-edit = Edit your question
qa-field-title = Title
qa-field-title-hint = The question in one sentence
qa-field-details = What happens?
qa-field-details-hint = What you see, word for word, and what you expected
qa-field-tried = What have you tried?
qa-field-tried-hint = So that nobody suggests it again
qa-field-code = Code
qa-field-code-hint = The shortest piece that shows the problem; no secrets
qa-field-topics = Topics
qa-field-topics-hint = Up to four; their subscribers hear of an unanswered question

# The card
qa-card-status = Status
qa-card-asker = Asked by
qa-card-topics = Topics
qa-card-claimed = Being answered by
qa-card-solved-by = Solved by
qa-card-accepted = Accepted answer
qa-card-answer = answer
qa-card-answer-refused = It holds what this server doesn't want me to repeat. Read it in the thread.
qa-card-source = First asked in
qa-card-more = The full question follows in the thread.
qa-card-edited = edited
qa-card-withdrawn = Withdrawn
qa-former-member = a former member
qa-section-details = What happens
qa-section-tried = What was tried
qa-section-code = Code
qa-status-open = Open
qa-status-answered = Answered
qa-resolution-solved = Solved
qa-resolution-solved-hint = It works now
qa-resolution-duplicate = Duplicate
qa-resolution-duplicate-hint = Another question has the answer; you give its number or link
qa-resolution-stale = Stale
qa-resolution-stale-hint = Nobody is after an answer any more
qa-resolution-moved = Moved
qa-resolution-moved-hint = It goes on elsewhere; you give the link
qa-resolution-invalid = Invalid
qa-resolution-invalid-hint = Not a question that can be answered here
qa-resolution-withdrawn = Withdrawn
qa-resolution-withdrawn-hint = You take it back; its text is erased
qa-button-accept = Accept
qa-button-claim = Claim
qa-button-release = Release
qa-button-close = Close
qa-button-reopen = Reopen
qa-button-subscribe = Subscribe…
qa-button-edit = Edit

# Before posting
qa-look-alikes = These look like what you ask. Does one of them solve it?
qa-button-solved = This solved it
qa-button-post = Post my question
qa-button-revise = Change my question
qa-solved-already = Good to hear. Nothing was posted.
qa-posted = Question #{ $number } is posted:
qa-posted-later = Question #{ $number } is kept. It could not be posted just now; it will be as soon as that is possible. If it takes long, a moderator finds the reason with `/doctor`.
qa-ask-proposal = { $author }, { $proposer } thinks that this message makes a good question. Shall it be asked as yours?
qa-button-ask-it = Ask it
qa-button-no-thanks = No, thanks
qa-ask-declined = This message stays a message.

# Answers
qa-choose-answer = Which answer solved it?
qa-select-answer = Which answer?
qa-select-proposal = Which answer do you propose?
qa-content-unknown = (text not known)
qa-accepted = Question #{ $number } is solved. Accepted:
qa-unaccepted = No answer to question #{ $number } is accepted now; it is open again.
qa-button-undo = Undo
qa-proposed = The asker has been asked whether this answer solved it.
qa-proposal = { $asker }, { $proposer } thinks that { $author }'s answer solved your question. Did it?
qa-proposal-declined = That answer was not the solution yet.
qa-button-yes = Yes, accept it
qa-button-no = Not this one
qa-thanks = Thank you, { $helper }: your answer was accepted. 💚

# Looking after questions
qa-claimed = You are working on question #{ $number }. Everybody sees that on its card.
qa-pinned = 📌 Question #{ $number } is pinned: `/question list show:pinned` lists it.
qa-unpinned = Question #{ $number } isn't pinned now.
qa-released = Question #{ $number } is free for everybody again.
qa-reopened = Question #{ $number } is open again.
qa-choose-resolution = How did it end?
qa-select-resolution = How did it end?
qa-closed = Question #{ $number } is closed: { $status }
qa-closed-by = { $asker }, { $closer } closed this question: { $status }
qa-withdraw-sure-own = Take your question back? Its text is erased at once and cannot be brought back. If somebody has answered, the thread stays with the answers; if not, it is deleted.
qa-withdraw-sure-other = Remove this question? Its text is erased at once and cannot be brought back, and you are named in the audit log. If somebody has answered, the thread stays with the answers; if not, it is deleted.
qa-button-withdraw-own = Withdraw my question
qa-button-withdraw-other = Remove this question
qa-button-try-again = Try again
qa-withdrawn-now = Question #{ $number } is withdrawn, and its text erased.
qa-edited = Question #{ $number } is changed.
qa-field-link = Where to look instead
qa-field-link-hint = The number of a question (#12) or a link
qa-field-reason = Why? (for the asker and the audit log)
qa-field-reason-hint = May be left empty

# Lists
qa-list-open = Open questions
qa-list-open-empty = No question is open. `/ask` asks one.
qa-list-unanswered = Unanswered questions, oldest first
qa-list-unanswered-empty = Every open question has an answer.
qa-list-pinned = Pinned questions
qa-list-pinned-empty = Nothing is pinned yet. A moderator pins a question with `/question pin`.
qa-list-mine = Your questions
qa-list-mine-empty = You have not asked anything yet. `/ask` asks a question.
qa-list-topic = Questions about
qa-list-topic-empty = Nobody has asked about this yet.
qa-list-helper = Solved questions
qa-list-helper-empty = No answer of this member has been accepted yet.
qa-card-lost = The card of your question #{ $number }, **{ $title }**, cannot be shown. { $reason }
qa-describe-card = the card of question #{ $number }
qa-show-no-thread = This question has no thread in Discord now. Reopening it makes a new one.

# Topics
qa-choose-topics = When a question about one of these topics stays unanswered, you hear of it.
qa-select-topics = Topics to hear of
qa-subscribed = You hear of unanswered questions about: { $topics }
qa-unsubscribed = You hear of no topics any more.
qa-button-edit-topics = Edit the list of topics
qa-form-topics = Topics of this server
qa-field-topic-list = Topics, one a line
qa-field-topic-list-hint = Up to 25, of up to 20 characters each
qa-topics-changed = The topics are now: { $topics }

# What cannot be done
qa-title-empty = The title needs at least three letters or digits: it is what others find your question by.
    .example = Why does my queryset run twice?
qa-title-too-long = The title has { $length } characters; { $most } are possible. The rest fits under “What happens?”.
qa-details-empty = “What happens?” is empty: say what you see and what you expected.
    .example = I get a 403 from POST /api/orders, and expected a 201.
qa-text-too-long = One of the texts has { $length } characters; { $most } are possible. Put long code or logs into a file in the thread.
qa-too-many-topics = A question can have { $most } topics.
qa-unknown = There is no question #{ $number } on this server.
qa-no-number = “{ $typed }” is neither a question's number nor a link to one.
    .example = 12, #12, or pick one of the suggestions
qa-not-in-thread = This is not a question's thread. Go there, or say which question you mean.
    .example = /question show question:12
qa-no-message = “{ $typed }” is neither a message's link nor its id. Right-click the message, “Copy message link”.
qa-only-asker-or-moderator = Only the one who asked and moderators decide that.
qa-only-asker = Only the one who asked can do that.
qa-withdrawn = This question was withdrawn.
qa-already-closed = This question is closed already: { $resolution ->
    [solved] solved
    [duplicate] duplicate
    [stale] stale
    [moved] moved
   *[invalid] invalid
}, by { $by }.
qa-already-open = This question is open already.
qa-closed-by-moderator = { $by } ended this question as a moderator. If that was a mistake, talk to a moderator: they can reopen it.
qa-closed-by-time = This question is closed already: nobody had written in it for a while.
qa-no-thread = This question has no thread that I can write in now, so its asker cannot be asked there.
qa-nothing-changed = Exactly these answers are accepted already, so nothing changed.
qa-list-one-option = Choose one of the lists: `show`, `topic` or `helper`.
    .example = /question list topic:Django
qa-ask-from-closed = That message is in a channel that not everybody sees, and questions are public. Only its author can ask it.
qa-channel-not-yours = Questions are asked in { $channel }, where you can not take part. A moderator can change that.
qa-claim-own = This is your own question: others may claim it.
qa-claimed-by-you = You have claimed this question already.
qa-claimed-already = { $by } is working on this question already.
qa-not-claimed = Nobody has claimed this question.
qa-duplicate-of-itself = A question cannot be a duplicate of itself.
qa-link-needed = Say where to look instead: the number of a question on this server, or a link.
    .example = #12 or https://docs.djangoproject.com/
qa-no-answers = Nobody has written in this question's thread yet.
qa-accepted-already = This answer was accepted already, by { $by }.
qa-not-accepted = That answer is not accepted, so nothing changed.
qa-too-many-accepted = A question can have { $most } accepted answers. Undo one first.
qa-not-an-answer = That message is not in this question's thread, or is not known here. Use the menu “Accept answer” on it.
qa-answer-deleted = That message was deleted.
qa-proposed-already = Somebody proposed this answer already; the asker decides.
qa-message-of-bot = That message was written by a bot.
qa-message-empty = That message has no text that could be asked.
qa-asked-already = That message was asked as a question already: #{ $number }.
qa-ask-proposed-already = Its author was asked already whether this message should become a question.
qa-draft-gone = That was posted already, or is too old. `/ask` begins anew.
qa-edit-gone = That was changed already, or is too old. *Edit* on the card begins anew.
qa-draft-not-yours = That is somebody else's to decide.
qa-no-channel = There is no channel for questions: neither one that was chosen nor one named #{ $name }. A moderator chooses or creates it with `/setup`.
qa-channel-closed = I cannot post in { $channel }: I need to see it, send messages, embed links and create public threads there. A moderator finds out more with `/doctor`.
qa-unknown-topic = “{ $name }” is not a topic here. There are: { $topics }
qa-topics-empty = The list needs at least one topic.
    .example = Django
qa-topics-too-many = That are { $count } topics; { $most } are possible.
qa-topic-too-long = “{ $name }” is longer than { $most } characters, which is what a forum tag can have.
qa-topic-twice = “{ $name }” stands there twice.

# Audit log
qa-audit-accept = accepted an answer
qa-audit-unaccept = undid an acceptance
qa-audit-pin = pinned
qa-audit-unpin = unpinned
qa-audit-close = closed
qa-audit-reopen = reopened
qa-audit-release = released a claim
qa-audit-ask-for = asked a member's message
qa-audit-topics = changed the topics
qa-audit-remove = removed the words of

# Quiet and unanswered questions
qa-quiet = { $asker }, did this get solved? If an answer helped, accept it, so that others find it too.
qa-quiet-left = The asker has left the server. Did an answer here solve it? A moderator can accept it, or close the question.
qa-has-left = { $member } (has left the server)
qa-button-quiet-yes = Yes, it did
qa-button-quiet-no = Not yet
qa-stays-open = Not solved yet: the question stays open.
qa-stale = { $asker }, nobody has written here for a while, so this question is closed as stale. If you still need an answer, open it again.
qa-call = { $members }, this question has no answer yet, and it is about a topic that you subscribed to. Can you help?
qa-call-nobody = This question has no answer yet. Can somebody help?
qa-call-moderators = Question #{ $number } has no answer yet, and nobody is subscribed to its topics. Asked { $asked }: { $title } { $link }

# Deleted accepted answers
qa-gone = Your message that was accepted as an answer to question #{ $number }, “{ $title }” { $link }, was deleted. Its text is hidden now, and erased on { $until } unless you let it stay. May others go on reading it? If it stays, I post it in the thread in your name.
qa-gone-public = { $author }, your accepted answer was deleted. Its text is hidden now, and erased on { $until } unless you let it stay. If it stays, I post it here in your name.
qa-button-keep-answer = Let the text stay
qa-button-erase-answer = Erase it now
qa-gone-kept = Thank you. The text stays, and is posted in the thread.
qa-gone-erased = The text is erased.
qa-kept-too-late = That was decided already, or the text is erased.
qa-kept-copy = An accepted answer by { $author }, whose message was deleted and who lets the text stay:

qa-button-ask-missed = Ask this as a question
qa-missed-gone = This is off the list already.
    .example = /ask

qa-digest-unanswered = { $count ->
    [one] 🙋 1 question waits for an answer
   *[other] 🙋 { $count } questions wait for an answer
}
qa-digest-solved = { $count ->
    [one] ✅ 1 question was solved
   *[other] ✅ { $count } questions were solved
}
