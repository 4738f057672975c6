# Commands
sessions-command = Study sessions
sessions-command-create = Plan a study session
sessions-command-list = Sessions to come
sessions-command-show = One session, with its reminders
sessions-command-edit = Change a session of yours
sessions-command-cancel = Cancel a session of yours
sessions-command-remind = Remind now, or say how long before it is reminded
sessions-command-calendar = Sessions as a calendar file
sessions-command-attendance = Who came to a session
sessions-command-poll = Find a time together
sessions-option-session = Its title or number
sessions-option-when = In words: every Monday at 18:00, tomorrow 9:00
sessions-option-length = How long: 90, 1h30, 2h
sessions-option-place = A voice channel, a channel or a thread
sessions-option-link = Or a link
sessions-option-topic = What it is about, in a word or two
sessions-option-seats = How many can come; others wait for a seat
sessions-option-new-seats = How many can come; 0: everybody
sessions-option-title = What it is called
sessions-option-zone = Whose clock it keeps; left out: yours
sessions-option-before = How long before to remind: 24h, 15m
sessions-option-mine = Only where you come or may come
sessions-option-scope = Which ones; left out: only this one
sessions-option-which = Which ones
sessions-option-slots = Up to ten times with semicolons: Friday 18:00; Saturday 10:00
sessions-scope-one = only this one
sessions-scope-following = this and all after it
sessions-scope-mine = where I come or may come
sessions-scope-all = all of this server

# Planning and changing
sessions-preview-new = It will be announced in { $channel }, with a thread. Nothing is saved yet.
sessions-preview-one = Only this one changes. Nothing is saved yet.
sessions-preview-following = This one and all after it change; answers are kept. Nothing is saved yet.
sessions-seats = { $count ->
    [one] 💺 1 seat
   *[other] 💺 { $count } seats
}
sessions-leads-default = 🔔 1 day before, 15 minutes before
sessions-leads-own = 🔔 { $leads }
sessions-button-create = Create
sessions-button-save = Save
sessions-button-describe = Write more about it
sessions-button-drop = Discard
sessions-button-notes = Write notes
sessions-form-description = More about the session
sessions-field-description = Text
sessions-field-description-hint = What to prepare, what you will do; Markdown
sessions-created = Planned. It is number { $number }, in { $channel }.
sessions-saved = Saved. It is number { $number }.
sessions-dropped = Discarded. Nothing was saved.
sessions-cancel-one = Cancel **{ $title }**, { $at }?
sessions-cancel-following = Cancel **{ $title }**, { $at }, and all after it?
sessions-cancel-yes = Cancel it
sessions-cancel-no = Keep it
sessions-form-cancel = Cancel a session
sessions-field-reason = Why
sessions-field-reason-hint = Those who wanted to come read it; may stay empty
sessions-cancelled = { $count ->
    [one] Cancelled. Those who wanted to come are told.
   *[other] { $count } sessions are cancelled. Those who wanted to come are told.
}
sessions-kept = Nothing was cancelled.
sessions-reminded-now = Those who come are reminded now.

# The card
sessions-card-when = When
sessions-card-where = Where
sessions-card-topic = Topic
sessions-card-host = Host
sessions-card-attendance = Attendance
sessions-card-came = { $count ->
    [one] 1 member came
   *[other] { $count } members came
}
sessions-card-notes = Notes
sessions-card-number = Session { $number }
sessions-ledger = Reminders and messages
sessions-state-running = 🟢 It goes on now
sessions-state-ended = It is over
sessions-state-cancelled = Cancelled
sessions-minutes = { $minutes } min
sessions-hours = { $hours } h
sessions-hours-minutes = { $hours } h { $minutes } min
sessions-answer-going = Going
sessions-answer-maybe = Maybe
sessions-answer-declined = Can't
sessions-answer-waitlisted = Waiting for a seat
sessions-nobody = Nobody yet
sessions-more = and { $count } more
sessions-check-in = I am here
sessions-answered-going = You are going: { $at }.
sessions-answered-maybe = Maybe, then: { $at }.
sessions-answered-declined = A pity. You can change your mind until it is over.
sessions-answered-waitlisted = All seats are taken. You are number { $position } on the waitlist, and told when a seat is yours.
sessions-checked-in = Noted: you are here.
sessions-checked-in-already = That is noted already.

# Lists
sessions-list-all = Sessions to come
sessions-list-all-empty = No session is planned. `/session create` plans one.
sessions-list-mine = Your sessions
sessions-list-mine-empty = You come to no session yet. `/session list` shows all.
sessions-calendar = Your calendar program opens this file. What changes later comes with a new one.

# Told by the clock
sessions-reminder = 🔔 **{ $title }** begins { $soon }.
sessions-promoted = 🎉 A seat became free: you are going to **{ $title }**, { $at }.
sessions-changed = 📅 **{ $title }** has changed: it is { $at } now.
sessions-changed-cancelled = 🚫 **{ $title }**, { $at }, is cancelled.
sessions-attendance = **{ $title }**, { $at }
sessions-attendance-nobody = Nobody checked in.
sessions-attendance-missed = Said they would come: { $names }
sessions-by-check-in = checked in
sessions-by-voice = in the voice channel
sessions-summary-notes = What was done, what is left? `/session attendance` has a button for notes, and so has the session's thread.
sessions-summary-ask = What was done, what is left? The host's notes are kept with the session.
sessions-form-notes = Notes of the session
sessions-field-notes = Notes
sessions-field-notes-hint = What was done, links, what is left
sessions-notes-kept = Kept. The session's card shows them.

# Why something was not posted
sessions-moved-on = The session was moved.
sessions-was-cancelled = The session was cancelled.
sessions-skip-gone = The session does not exist any more.
sessions-skip-over = The session had begun by then.
sessions-skip-nobody = Nobody was to be told there.
sessions-skip-directly = They were reminded by direct message: neither the thread nor its channel is there.
sessions-skip-no-thread = The session has no thread.
sessions-skip-next = The time of the next reminder had come.

# Polls
sessions-poll-asks = { $host } asks: which times fit you?
sessions-poll-voters = { $count ->
    [one] 1 member has answered
   *[other] { $count } members have answered
}
sessions-poll-mark = Mark what fits me
sessions-poll-best = Take the best
sessions-poll-close = Close
sessions-poll-choice = The times that fit you
sessions-poll-yours = Choose all that fit; the list is in { $zone }. Marked so far:
sessions-poll-created = The poll is posted in { $channel }.
sessions-poll-chosen = Planned as session { $number }; those whom it fits are going.
sessions-poll-closed = Closed.
sessions-poll-is-chosen = ✅ A session came of it.
sessions-poll-is-closed = Closed.

# The audit log
sessions-audit-edit = changed a session
sessions-audit-cancel = cancelled a session
sessions-audit-remind = had a session reminded of
sessions-audit-leads = changed when a session is reminded of
sessions-audit-notes = wrote notes of a session

# What is refused
sessions-title = A title has from 1 to { $most } characters.
sessions-description = The text can have { $most } characters.
sessions-length = A session takes from { $least } minutes to { $most } hours.
sessions-length-text = "{ $text }" is no length that I understand.
    .example = 90, 1h30 or 2h
sessions-capacity = There can be from 1 to { $most } seats.
sessions-link = That is no link.
    .example = https://meet.example.com/django
sessions-two-places = Choose a channel or a link, not both.
sessions-notes-length = Notes have from 1 to { $most } characters.
sessions-leads = "{ $part }" is no time before the start.
    .example = 24h, 15m
sessions-leads-bounds = Up to { $most } times are possible, each at most { $days } days before.
    .example = 24h, 15m
sessions-no-channel = There is no channel for sessions. A moderator can choose one with `/setup`, or make one called #{ $name }.
sessions-channel-closed = I need to see { $channel }, write in it, embed links and open threads there. `/doctor` names what is missing.
sessions-unknown = There is no session { $number } here.
sessions-which = Choose one of the sessions that are suggested while you type.
sessions-not-yours = Only its host or a moderator can do that.
sessions-draft-gone = That was saved or discarded already, or is too old.
sessions-draft-not-yours = That is somebody else's plan.
sessions-begun-already = Its time has come already.
sessions-is-cancelled = This session is cancelled.
sessions-is-over = This session is over.
sessions-not-begun = It begins { $at }.
sessions-reminded-just-now = Everybody was reminded a few minutes ago.
sessions-calendar-empty = There is no session to put into a calendar.
sessions-poll-slots = Offer from { $least } to { $most } different times, with semicolons between them.
    .example = Friday 18:00; Saturday 10:00; Sunday 16:00
sessions-poll-gone = This poll does not exist any more.
sessions-poll-over = This poll is over.
sessions-poll-past = All of its times are past.

sessions-digest = { $count ->
    [one] 🗓️ 1 study session in the week ahead
   *[other] 🗓️ { $count } study sessions in the week ahead
}
sessions-described = the session **{ $title }**, { $at }
sessions-card-lost = The card of { $what }, cannot be shown. { $reason }
sessions-event-lost = Discord's event for { $what } can't be shown as it should be. { $reason }
sessions-no-event = Discord's event is missing
sessions-poll-lost = The poll **{ $title }** can't be shown. { $reason }
sessions-poll-deleted = Somebody deleted it.
    .fix = Start a new one with `/session poll`.
