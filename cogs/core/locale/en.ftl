shared-fault = Something went wrong on our side, sorry. If it happens again, tell a moderator the reference `{ $reference }`.
shared-example = For example: { $example }
shared-outdated = This button is from an older version of Nexus. `/help` shows what there is now.
shared-outdated-run = This button is from an older version of Nexus. Run `/{ $command }` again.
shared-outdated-form = This form is from an older version of Nexus, so nothing was saved. `/help` shows what there is now.
shared-outdated-form-run = This form is from an older version of Nexus, so nothing was saved. Run `/{ $command }` again.
shared-outdated-command = That command is from an older version of Nexus. Restart Discord (Ctrl+R) and type it again, or see `/help`.
shared-restarting = I am being restarted. Please try again in a moment.
shared-server-away = Discord has a problem with this server right now. Please try again in a minute.
shared-only-in-server = This only works inside a server, not in direct messages.
shared-rate-command = That was a lot at once: { $allowed } commands a minute are possible. The next one works { $again }.
shared-rate-post = You have made { $allowed } public posts in ten minutes. The next one is possible { $again }.
shared-rate-upload = You have uploaded { $allowed } files in ten minutes. The next one is possible { $again }.
shared-most-polls = You have { $most } open polls here. That's the limit: press *Close* on one first.
shared-most-sessions = You host { $most } sessions that aren't over. That's the limit: cancel one with `/session cancel` first.
shared-most-requests = You have { $most } open requests here. That's the limit: press *Decline* on one that you no longer need.
shared-most-watched = You watch { $most } requests here. That's the limit: stop watching one first, with `/endpoint watch`.
shared-most-suggestions = { $most } of your suggestions wait for the moderators. That's the limit: send this one when they've decided on some.
shared-most-reports = { $most } of your reports wait for the moderators. That's the limit: if it's urgent, write to a moderator.
shared-moderators-only = Only this server's moderators can do that: who may manage the server, or has the role that `/setup` names for moderators.
shared-barred = A moderator has blocked you from posting here until { $until }. The reason: { $reason }
shared-unknown-zone = "{ $zone }" is no time zone that I know, or could be several.
    .example = Nairobi, Africa/Nairobi or Europe/Paris
shared-page-previous = Previous
shared-page-next = Next
shared-upload-too-large = { $name } is too large: { $most } are possible.
shared-upload-gone = Discord does not have { $name } any more. Please upload it again.

shared-upload-not-text = { $name } isn't a UTF-8 text file (line { $line }). Save it as UTF-8 and upload it again.
shared-invisible-option = Nobody could see what you typed for `{ $option }`: it holds only blanks or invisible characters.
    .example = letters, digits or emoji
shared-invisible-field = Nobody could see what you typed in a required field: it holds only blanks or invisible characters.
    .example = letters, digits or emoji
shared-refused-link = I can't post { $what } for you: on this server your texts may not hold links. Take the link out, or ask a moderator to post it.
shared-refused-invitation = I can't post { $what } for you: this server doesn't want invitations to other servers. Take it out, and try again.
shared-refused-word = I can't post { $what } for you: this server doesn't want that word. Say it in another way.
shared-words-bad = "{ $word }" can't be in the list. A word has letters or digits, 50 characters at most, and a `*` only at its ends.
    .example = spam, casino* and buy now
shared-words-too-many = That's { $count } words. The limit is { $most }, and 4,000 characters in all.
shared-refused-typed = What you typed is in the file, so you can copy it and change it.
shared-busy = The database is busy, so nothing was saved. Try again in a moment.
shared-busy-again = Try again
shared-late-form = Opening the form took too long for Discord. Open it from here.
shared-late-form-open = Open the form
shared-retry = Fix and try again
shared-retry-form = Fix and try again
shared-retry-field = What you typed
shared-retry-gone = What you typed isn't kept any longer. Please start again.

shared-delivery-planned = planned
shared-delivery-under-way = being posted
shared-delivery-again = not taken by Discord; tried again { $again }
shared-delivery-sent = posted
shared-delivery-failed = not posted. { $reason }
shared-delivery-skipped = left out. { $reason }
shared-delivery-not-needed = It was not needed any more.
shared-delivery-late = ⏰ Late: this was due { $planned }.
shared-delivery-too-late = By the time it could be posted it was too late to be of use.
shared-delivery-forbidden = I may not write there.
    .fix = Give me "Send Messages" in that channel (in a thread "Send Messages in Threads"); `/doctor` names what is missing.
shared-delivery-no-access = I cannot see that channel.
    .fix = Give me "View Channel" there, or choose another channel; `/doctor` names what is missing.
shared-delivery-no-channel = The channel was deleted.
    .fix = Choose another channel.
shared-delivery-dm-closed = The member accepts no direct messages.
    .fix = They can turn on direct messages in this server's privacy settings.
shared-delivery-hidden = The member can't see that channel anymore.
shared-delivery-member-left = The member has left the server.
shared-delivery-account-gone = The member's account does not exist any more.
shared-delivery-thread-archived = The thread is archived.
    .fix = Open the thread again.
shared-delivery-thread-locked = The thread is locked.
    .fix = Unlock the thread.
shared-delivery-reference-gone = The message that it answers was deleted.
shared-delivery-refused = Discord refused it.
    .fix = The bot's log says why; please show it to whoever runs the bot.
shared-delivery-gave-up = Discord did not take it, however often I tried.
    .fix = See https://discordstatus.com, and post it again when Discord is well.
shared-delivery-no-events = I may not make events on this server.
    .fix = If you want them, give me "Create Events" and "Manage Events"; they follow by themselves.
shared-delivery-event-forbidden = I can't use its voice channel.
    .fix = Give me "View Channel" and "Connect" there; the event follows by itself.
shared-delivery-event-refused = Discord refused it.
    .fix = The bot's log says why; please show it to whoever runs the bot.
shared-delivery-events-full = The server has as many events as Discord allows.
    .fix = Delete some that nobody needs; this one follows by itself.
shared-delivery-unknown = Whether it was posted cannot be told: Discord did not answer, and I cannot look it up.
    .fix = Look whether it is there before you post it again, and give me "Read Message History" there.
shared-delivery-something = something that you had scheduled
shared-delivery-report = On **{ $server }** I could not post { $what }:
    { $ledger }

shared-weekday-0 = Monday
shared-weekday-1 = Tuesday
shared-weekday-2 = Wednesday
shared-weekday-3 = Thursday
shared-weekday-4 = Friday
shared-weekday-5 = Saturday
shared-weekday-6 = Sunday
shared-month-1 = January
shared-month-2 = February
shared-month-3 = March
shared-month-4 = April
shared-month-5 = May
shared-month-6 = June
shared-month-7 = July
shared-month-8 = August
shared-month-9 = September
shared-month-10 = October
shared-month-11 = November
shared-month-12 = December
shared-when-nth-1 = first
shared-when-nth-2 = second
shared-when-nth-3 = third
shared-when-nth-4 = fourth
shared-when-nth-5 = fifth
shared-when-nth-last = last
shared-when-and = { $most } and { $last }
shared-when-date = { $day } { $month } { $year }
shared-when-daily = { $count ->
    [one] every day
   *[other] every { $count } days
}
shared-when-weekly = { $count ->
    [one] every { $days }
   *[other] every { $count } weeks on { $days }
}
shared-when-monthly = { $count ->
    [one] on day { $day } of every month
   *[other] on day { $day }, every { $count } months
}
shared-when-monthly-nth = { $count ->
    [one] on the { $nth } { $day } of every month
   *[other] on the { $nth } { $day }, every { $count } months
}
shared-when-monthly-last = { $count ->
    [one] on the last day of every month
   *[other] on the last day of the month, every { $count } months
}
shared-when-yearly = every year on { $day } { $month }
shared-when-rule-words = { $every } at { $time }
shared-when-rule-count = { $count ->
    [one] { $rule }, once
   *[other] { $rule }, { $count } times
}
shared-when-rule-left = { $left ->
    [one] { $rule } (once more)
   *[other] { $rule } ({ $left } of them to come)
}
shared-when-other = at { $time }, by the rule `{ $rule }`
shared-when-rule-until = { $rule }, until { $day }
shared-when-repeats = 🔁 { $rule } ({ $zone })
shared-when-first = Next: { $first }
shared-when-later = Then: { $later }
shared-when-over = That is over.
shared-when-empty = Please say when.
    .example = tomorrow 18:00
shared-when-long = That is long for a time: { $most } characters are possible.
    .example = every Monday at 9
shared-when-unreadable = I do not understand "{ $part }" as a time.
    .example = tomorrow 18:00 · Friday 17:30 · the 15th at 18:00 · every Monday at 9 · last Friday of the month at 16:00 · @time
shared-when-no-time = I understand "{ $text }", but not at what time of day.
    .example = 18:00 { $text }
shared-when-no-day = I understand how often, but not on which day.
    .example = every Monday at 9
shared-when-no-repeat = This can only happen once, and that is a repetition.
    .example = Friday 18:00
shared-when-end-alone = That has a beginning or an end, but does not repeat.
    .example = every Monday at 9, 10 times
shared-when-two-days = { $day } stands beside what says the day already. If it is to begin then, please say "starting".
    .example = every Monday at 9 starting tomorrow
shared-when-past = That would be { $understood }, which is past.
    .example = tomorrow 18:00
shared-when-far = That is further ahead than the year { $year }.
    .example = tomorrow 18:00
shared-when-ambiguous-date = "{ $text }" could be { $first } or { $second }.
    .example = { $ahead } 18:00
shared-when-ambiguous-next = "{ $text }" could be { $first } or { $second }.
    .example = { $first } 18:00
shared-when-ambiguous-hour = "{ $text }" could be { $first } or { $second }.
    .example = tomorrow { $second }
shared-when-ambiguous-nth = "{ $text }" could be every { $weeks } weeks, or the { $nth } { $day } of every month.
    .example = every { $weeks } weeks on { $day } at 9 or { $nth } { $day } of the month at 9
shared-when-ambiguous-habit = "{ $text }" could be the coming one, or every one.
    .example = { $day } 18:00 or every { $day } at 18:00
shared-when-midnight = Midnight could be the day's beginning or its end.
    .example = tomorrow 00:00 or tomorrow 23:59
shared-when-no-such-date = There is no such day: { $date }.
    .example = the 15th at 18:00
shared-when-no-such-time = There is no such time of day: { $time }.
    .example = tomorrow 18:00 or tomorrow 6 pm
shared-when-no-such-part = "{ $time }" is no time of that part of the day.
    .example = tomorrow 18:00 or tomorrow evening at 8
shared-when-wrong-day = { $date } is no { $day }.
    .example = Friday 18:00
shared-when-end-before = It would end before it begins, { $first }.
    .example = every Monday at 9, 10 times
shared-when-rule = That repetition cannot be planned.
    .example = every 2 weeks on Tuesday at 18:00
shared-when-interval = The distance has to be from 1 to { $most }.
    .example = every 2 weeks on Tuesday at 18:00
shared-when-count = The number of times has to be from 1 to { $most }.
    .example = every Monday at 9, 10 times
shared-when-never = There is no such day in any year.
    .example = every month on the 15th at 9

shared-lead-start = when it begins
shared-lead-days = { $count ->
    [one] 1 day before
   *[other] { $count } days before
}
shared-lead-hours = { $count ->
    [one] 1 hour before
   *[other] { $count } hours before
}
shared-lead-minutes = { $count ->
    [one] 1 minute before
   *[other] { $count } minutes before
}
shared-card-deleted = Somebody deleted it.
    .fix = Nothing else is lost: its `show` command has all of it, and *Post again*.
shared-post-again = Post again
shared-post-again-done = 📌 It's on its way.
shared-post-again-there = It's there already, or on its way.
shared-post-again-gone = What this card showed doesn't exist anymore.
shared-post-again-not-yours = Only its owners and moderators can have this card posted again.
