me-command = Your settings and your data
me-command-language = The language of what only you see
me-command-timezone = The time zone of the times that you type
me-command-export = Get all that Nexus holds on you here
me-command-erase = Have Nexus forget you here
me-option-language = Which language
me-option-zone = A city will do: Nairobi
me-language-automatic = as in Discord

me-language-chosen = From now on I answer you in English here.
me-language-follows = From now on I answer you here in the language of your Discord, where I speak it.
me-zone-chosen = Times that you type are read in the time zone { $zone } now (UTC{ $offset }).
me-exported = This is all that Nexus holds on you on this server. Only you see this message.
me-export-too-large = There is more about you than fits into one file on Discord. Ask a moderator: whoever runs Nexus can take it from the database.
me-erase = **Have Nexus forget you on this server?**
    Your settings, drafts, subscriptions and reports are erased. Questions and accepted answers that others rely on stay, without your name. If a moderator has blocked you from posting, that stays until it ends.
    Messages that you wrote yourself stay in Discord until you delete them there. To keep a copy, use `/me export` first.
me-erase-yes = Yes, erase
me-erase-keep = Keep my data
me-erase-again = **Really? This cannot be undone.**
me-erase-now = Erase for good
me-erase-kept = Nothing was erased.
me-erased = { $count ->
    [0] Nexus held nothing on you here.
    [one] Done: one record was erased, or no longer has your name.
   *[other] Done: { $count } records were erased, or no longer have your name.
}

me-command-reminders = How study sessions remind you
me-option-route = Where you are reminded
me-option-before = How long before: 24h, 15m; default: as each session says
me-route-thread = in the session's thread
me-route-dm = by direct message
me-route-off = not at all
me-reminders-default = as each session says
me-reminders-off = Study sessions do not remind you any more. `/me reminders` turns it on again.
me-reminders-thread = Study sessions where you come or may come mention you in their threads: { $when }.
me-reminders-dm = Study sessions where you come or may come remind you by direct message: { $when }. If you accept none from this server, their threads mention you.
