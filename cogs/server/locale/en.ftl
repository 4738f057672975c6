# Permissions, by Discord's own names; `.why` says what Nexus does with each.
server-permission-view_channel = View Channels
    .why = to see the channels that you choose
server-permission-send_messages = Send Messages and Create Posts
    .why = to post questions, reports and reminders
server-permission-embed_links = Embed Links
    .why = to show a question as a card
server-permission-attach_files = Attach Files
    .why = to add long code and exports as files
server-permission-read_message_history = Read Message History
    .why = to catch up on answers after it was offline
server-permission-create_public_threads = Create Public Threads
    .why = to give each question its own thread
server-permission-send_messages_in_threads = Send Messages in Threads and Posts
    .why = to write into the threads of questions
server-permission-manage_threads = Manage Threads and Posts
    .why = to close and reopen threads, and to keep their tags up to date
server-permission-create_events = Create Events
    .why = to show study sessions as Discord's events
server-permission-manage_events = Manage Events
    .why = to start, end and move those events
server-permission-manage_channels = Manage Channels
    .why = so that `/setup` can create forum tags and channels for you; you can create them by hand instead

server-use-questions = questions
server-use-endpoints = endpoints
server-use-announcements = announcements
server-use-sessions = study sessions
server-use-moderators = moderators' matters

# Checks: the label, then what was found and, where something is to be done, the fix.
server-check-token = Token
    .fine = Signed in as { $name }.
    .missing = No token is set.
    .missing-fix = Put DISCORD_TOKEN=... into the file .env. The token is on https://discord.com/developers/applications: your application, Bot, Reset Token.
    .refused = Discord does not accept the token.
    .refused-fix = On https://discord.com/developers/applications open your application, Bot, Reset Token; put the new one into .env as DISCORD_TOKEN.
    .unreachable = Discord cannot be reached: { $detail }.
    .unreachable-fix = Check the network and DISCORD_API_BASE, then run the doctor again.
server-check-intent-message-content = Message content intent
    .ok = On: what members write in the threads of questions can be searched.
    .off = Off. Everything works; with it, answers in threads are kept and can be searched, and hints appear.
    .off-fix = To have that: https://discord.com/developers/applications, your application, Bot, turn on "Message Content Intent", then restart Nexus.
server-check-intent-members = Server members intent
    .ok = On: members who leave are noticed at once.
    .off = Off. Everything works; with it, members who leave are noticed at once, and lists of names (who has not seen something) are possible.
    .off-fix = To have that: https://discord.com/developers/applications, your application, Bot, turn on "Server Members Intent", then restart Nexus.
server-check-guilds = Server
    .none = Nexus is not on any server.
    .none-fix = Run `nexus invite` and open the link that it prints.
server-check-set-up = Set-up of { $guild }
    .ok = Done with /setup.
    .defaults = Nobody has run /setup yet: everything happens in #{ $channel }.
    .defaults-fix = A moderator can run /setup to choose other channels, the roles, the time zone and the language.
server-check-no-channel = Channel for { $uses }
    .moderators = None is chosen: reports are sent to the server's owner.
    .moderators-fix = Run /setup and choose a channel that only moderators see.
    .default = None is chosen, and there is no #{ $default }.
    .default-fix = Create a text channel named { $default }, or run /setup and choose one.
    .gone = The chosen channel no longer exists, or Nexus cannot see it.
    .gone-fix = Run /setup and choose another one, or let Nexus see it.
server-check-channel = #{ $channel }
    .ok = Ready for { $uses }.
    .ok-default = Ready for { $uses } (by default, nobody chose it).
    .wrong-kind = This kind of channel cannot be used for { $uses }.
    .wrong-kind-fix = Run /setup and choose a text channel (or a forum for questions, endpoints or sessions).
    .permissions = Nexus lacks permissions here for { $uses }: { $permissions }.
    .permissions-fix = #{ $channel }, Edit Channel, Permissions, Advanced: add the role "{ $role }" and allow { $permissions }.
server-check-tags = Tags of #{ $channel }
    .ok = All there.
    .missing = Not there yet: { $tags }.
    .missing-fix = Run /setup, save, and press "Create the missing tags".
    .missing-by-hand = Not there yet: { $tags }. Nexus may not create them.
    .missing-by-hand-fix = Give the role "{ $role }" the permission Manage Channels in #{ $channel } and run /setup; or add the tags yourself in Edit Channel.
server-check-role-moderator = Role of the moderators
    .gone = The chosen role no longer exists.
    .gone-fix = Run /setup and choose another one.
    .none = None is chosen: only members who may manage the server count as moderators.
    .none-fix = Run /setup and choose the role, if moderators have one.
server-check-role-backend = Role of the backend learners
    .gone = The chosen role no longer exists.
    .gone-fix = Run /setup and choose another one.
server-check-role-frontend = Role of the frontend learners
    .gone = The chosen role no longer exists.
    .gone-fix = Run /setup and choose another one.
server-check-role-link = Role that may post links
    .gone = The chosen role no longer exists, so it lets nobody post links.
    .gone-fix = Run /setup and choose another one.
server-check-texts = Members' texts
    .none = No text was refused in 30 days.
    .some = Refused in 30 days: { $links } for links, { $invitations } for invitations, { $words } for words. /setup has the rules.
server-check-cards = { $count ->
    [one] 1 card that can't be shown
   *[other] { $count } cards that can't be shown
}
    .no-channel = Their channel was deleted, and none is chosen.
    .no-channel-fix = Run /setup and choose the channels; the cards follow by themselves.
    .no-access = I can't see their channel.
    .no-access-fix = Give me "View Channel" there; the cards follow by themselves.
    .forbidden = I may not write in their channel.
    .forbidden-fix = Give me "Send Messages", "Embed Links" and "Create Public Threads" there; the cards follow by themselves.
    .refused = Discord refuses them.
    .refused-fix = The bot's log says why. They're tried again as soon as what they show changes.
    .gave-up = Discord didn't take them, however often I tried.
    .gave-up-fix = See https://discordstatus.com. They're tried again at the next start, or when what they show changes.
server-check-events = { $count ->
    [one] 1 study session without Discord's event
   *[other] { $count } study sessions without Discord's event
}
    .no-events = I may not make events.
    .no-events-fix = If you want them, give me "Create Events" and "Manage Events"; they follow by themselves.
    .event-forbidden = I can't use their voice channel.
    .event-forbidden-fix = Give me "View Channel" and "Connect" there; the events follow by themselves.
    .event-refused = Discord refuses them.
    .event-refused-fix = The bot's log says why. They're tried again as soon as the sessions change.
    .events-full = The server has as many events as Discord allows.
    .events-full-fix = Delete some that nobody needs; the others follow by themselves.
server-check-retention = Old records
    .never = They haven't been cleaned up yet. That happens once a day.
    .nothing = Cleaned up { $ran }. Nothing was old enough to go.
    .some = Cleaned up { $ran }: { $dropped }.
    .above = Cleaned up { $ran }: { $dropped }. There's more to go: { $above }.
    .above-fix = Nothing to do: Nexus goes on every 10 minutes. If this stays for a day, tell the people who run Nexus.
    .overdue = Last cleaned up { $ran }. That should happen every day.
    .overdue-fix = Ask the people who run Nexus to look for "could not be dropped" in the log.
server-check-zone = Time zone
    .ok = { $zone }
    .default = { $zone }, because nobody has chosen one.
    .default-fix = Run /setup and choose the one that most members live in.
    .unknown = { $zone } is not a time zone.
    .unknown-fix = Run /setup and choose one.
server-check-administrator = Rights
    .granted = Nexus is an administrator: that is far more than it needs.
    .granted-fix = Server Settings, Roles, "{ $role }": turn Administrator off.

server-language-en = English
server-language-fr = French (français)

# /setup
server-command-setup = Choose channels, roles, time zone and language (moderators)
server-setup-title = Set-up { $step }/{ $steps } · { $page }
server-setup-page-channels = channels
    .intro = Where does what happen? The menus are in the order of the list. What is filled in was guessed from the names or chosen before; nothing is in force before you save.
server-setup-page-people = people
    .intro = Who is who? Moderators' matters are reports and failures: choose a channel that only moderators see.
server-setup-page-place = time and language
    .intro = What clock do members go by, and what language are public posts in? Everybody gets private replies in their own.
server-setup-page-review = check and save
    .intro = This is what will be in force, and what would then be missing.
server-setup-channel-questions = Questions
    .none = #prodevprojectnexus, if there is one
server-setup-channel-endpoints = Endpoints
    .none = #prodevprojectnexus, if there is one
server-setup-channel-announcements = Announcements
    .none = #prodevprojectnexus, if there is one
server-setup-channel-sessions = Study sessions
    .none = #prodevprojectnexus, if there is one
server-setup-channel-moderators = Channel of the moderators
    .none = none: reports go to the server's owner
server-setup-role-moderator = Role of the moderators
    .none = none: who may manage the server is a moderator
server-setup-role-backend = Role of the backend learners
    .none = none
server-setup-role-frontend = Role of the frontend learners
    .none = none
server-setup-zone = Time zone
    .hint = A city will do, such as Nairobi, or a name such as Africa/Nairobi
server-setup-language = Language of public posts
server-setup-other-zone = Another time zone
server-setup-choices = Choices
server-setup-choice = { $label }: { $choice }
server-setup-missing = What is missing
server-setup-nothing-missing = Nothing. ✅
server-setup-back = Back
server-setup-next = Next
server-setup-save = Save
server-setup-cancel = Cancel
server-setup-cancelled = Nothing was changed.
server-setup-saved = Saved
server-setup-gone = These choices were saved already, or left alone for too long.
    .example = /setup starts again, with what is in force filled in
server-setup-create-tags = Create the missing tags
    .detail = Nexus will add these tags to { $channel }: { $tags }. The tags that are there stay.
server-setup-create-channel = Create #prodevprojectnexus
    .detail = Nexus will create the text channel #prodevprojectnexus. Everybody will see it; you can move it and change who may write there.
server-setup-create-moderators = Create a moderators' channel
    .detail = Nexus will create the text channel #nexus-moderators, which only the moderators' role and Nexus see, and post reports there.
server-setup-create-now = Create
server-setup-not-now = Not now
server-created-already = That is there already, or is no longer needed.
server-may-not-create = Discord did not let Nexus create that. Give the role "{ $role }" the permission Manage Channels, then try again.

# /doctor
server-command-doctor = Check what Nexus needs on this server, with the fix for each fault (moderators)
server-doctor-title = { $state ->
    [failed] Something does not work
    [warning] Nexus works, but not all of it
   *[other] Everything works
}
server-doctor-more = … the rest is in the file.

server-page-before = Newer
server-page-after = Older
server-erased-member = somebody whose data was erased

# Reports
server-menu-report = Report to moderators
server-report-form = Report to moderators
server-report-form-reason = What is wrong with this message?
    .hint = Only the moderators see this, and that it came from you.
server-report-thanks = Thank you. The moderators have it now; nobody else sees that you reported this.
server-report-thanks-owner = Thank you. This server has no moderators' channel that I can write to, so I am sending it to the server's owner; nobody else sees that you reported this.
server-report-gone = The form was open for too long.
    .example = right-click the message, Apps, Report to moderators
server-report-twice = You have reported this message before; the moderators have it.
server-report-unknown = There is no such report any more.
server-report-author-erased = The author had their data erased, so I do not know who it was. The message itself may tell.
server-report-title = Report { $number }
server-report-author = Written by
server-report-reporter = Reported by
server-report-where = Message
server-report-reason = Reason
server-report-resolve = Resolved
server-report-bar = Block the author…
server-report-resolved = Resolved
server-report-resolved-by = by { $moderator }, { $at }
server-report-to-owner = A member of **{ $server }** reported a message. You get this directly because there is no moderators' channel that I can write to: `/setup` chooses or creates one. To mark it as resolved there: `/audit show:open reports`.
server-report-line = **{ $number }** · { $link } by { $author }, reported by { $reporter } { $at }: { $reason }
server-reports-title = Open reports, page { $page }
server-reports-empty = There is none.
server-reports-menu = Mark as resolved

# Blocked members
server-menu-bar = Block from posting
server-bar-form = Block from posting
server-bar-form-period = For how long?
server-bar-form-reason = Why?
    .hint = The reason is told to the member who tries to post. It is in the audit log, too.
server-bar-done = Done. { $ban }
server-bar-again = They were blocked already; this replaces it. { $ban }
server-bar-line = { $member } may not post until { $until } (by { $moderator }): { $reason }
server-bar-yourself = You can't block yourself.
server-bar-bot = Bots don't post through Nexus, so there's nothing to block.
server-bar-moderator = Moderators can't be blocked. Somebody who manages the server can take the role away first.
server-bar-none = { $member } can post again already.
server-no-reason = Please give a reason in words, so that whoever reads it can act on it.
    .example = Posts the same question every hour
server-bars-title = Blocked members, page { $page }
server-bars-empty = Nobody is blocked.
server-lift-menu = Let somebody post again
server-lift-form = Let post again
server-lift-form-reason = Why? (for the audit log)
server-period-1h = 1 hour
server-period-1d = 1 day
server-period-3d = 3 days
server-period-1w = 1 week
server-period-4w = 4 weeks
server-period-12w = 12 weeks

# /audit
server-command-audit = What moderators did, open reports, blocked members (moderators)
server-option-moderator = Only what this moderator did
server-option-member = Only what was done to this member
server-option-action = Only this kind of action
server-option-show = What to show
server-audit-show-actions = what moderators did
server-audit-show-reports = open reports
server-audit-show-bars = blocked members
server-audit-title = Audit log, page { $page }
server-audit-empty = Nothing yet.
server-audit-line = { $at } { $moderator }: **{ $action }** · { $subject }
server-audit-subject-api = API { $number }
server-audit-subject-announcement = announcement { $number }
server-audit-subject-template = the template { $number }
server-audit-subject-endpoint = endpoint request { $number }
server-audit-subject-guild = this server
server-audit-subject-report = report { $number }
server-audit-subject-session = study session { $number }
server-audit-subject-question = question { $number }
server-audit-setup = changed the set-up
server-audit-create = had Nexus create
server-audit-bar = blocked from posting
server-audit-lift = let post again
server-audit-resolve = resolved

server-detail-question_channel_id = questions
server-detail-endpoint_channel_id = endpoints
server-detail-announcement_channel_id = announcements
server-detail-session_channel_id = study sessions
server-detail-moderator_channel_id = moderators' channel
server-detail-moderator_role_id = moderators
server-detail-backend_role_id = backend learners
server-detail-frontend_role_id = frontend learners
server-detail-time_zone = time zone
server-detail-language = language
server-detail-review_days = days until an entry of the FAQ is reviewed
server-detail-hint_channel_ids = channels with hints
server-detail-until = until
server-detail-tags = tags
server-detail-channel = channel

# /help
server-command-help = What you can do here, and how
server-help-title = What you can do here
server-help-intro = Questions are asked in { $channel }, each in a thread of its own.
server-help-barred = A moderator has blocked you from posting until { $until }: { $reason }
server-help-ask = Ask a question
    .how = { $ask } suggests what was solved before while you type the title. To turn a message into a question: right-click it (on a phone: keep it pressed), Apps, “Ask as question”.
server-help-find = Find what was solved
    .how = { $search } looks through questions and answers; { $question_list } shows those that are open, or yours.
server-help-answer = Help somebody
    .how = Write into the question's thread. { $question_claim } tells others that you are on it.
server-help-settle = Say that it is solved
    .how = Press “Accept” below your question, or right-click the answer, Apps, “Accept answer”. { $question_accept } does it, too. Is it another's question? Then your choice is proposed to the asker.
server-help-follow = Hear of new questions
    .how = { $question_subscribe } chooses the topics that you can help with.
server-help-agree = Agree on endpoints
    .how = { $endpoint_request } asks for what your page needs, { $endpoint_list } shows what is asked for: accept one, and agree with the other side on its shape.
server-help-learn = Learn together
    .how = { $session_list } shows the study sessions to come, { $session_create } plans one, { $session_poll } finds a time. { $digest } sums up the week.
server-help-you = Your settings and your data
    .how = { $me_language }, { $me_timezone }, { $me_reminders }; { $me_export } gives you all that is held on you, { $me_erase } makes Nexus forget you. Something wrong with a message? Right-click it, Apps, “Report to moderators”.
server-help-order = For moderators: keep order
    .how = { $question_close } and { $question_reopen } work on every question. { $audit } shows who did what, and why.
server-help-announce = For moderators: announce
    .how = { $announce_create } posts at once or at a time, after a preview; { $announce_list } has what is planned.
server-help-reports = For moderators: reports
    .how = Reports are posted in the moderators' channel; { $audit } with “open reports” lists those that nobody has resolved.
server-help-bars = For moderators: block somebody from posting
    .how = Right-click the member, Apps, “Block from posting”. { $audit } with “blocked members” lists them and lets them post again.
server-help-set-up = For moderators: set up the server
    .how = { $setup } chooses channels, roles, time zone and language; { $doctor } finds what is wrong, with the fix.

server-setup-review = When is an entry of the FAQ looked at again?
server-setup-page-texts = members' texts
    .intro = What may members' texts hold where Nexus posts them? Discord's AutoMod doesn't look at bots' messages. Moderators are exempt; links in code are fine.
server-setup-text-links = Who may post links?
server-setup-links-everyone = Everybody may post links
server-setup-links-role = Only members with the role below may post links
server-setup-links-nobody = Only moderators may post links
server-setup-role-link = Role that may post links
    .none = none
server-setup-text-invitations = Invitations to other servers
server-setup-invitations-refused = Invitations are refused
server-setup-invitations-allowed = Invitations are allowed
server-setup-text-words = Refused words
    .hint = One a line. Case and accents don't matter; * at an end stands for any letters
server-setup-text-words-count = { $count ->
    [0] none
    [one] 1 word
   *[other] { $count } words
}
server-setup-words-edit = Edit the words
server-setup-page-week = weekly digest
    .intro = Once a week, one message in the channel for announcements says which questions wait, what was solved, what is new in the FAQ, where endpoint requests stand and which sessions are ahead. It is left out when there is nothing.
server-setup-week-day = On which day?
server-setup-week-hour = At which hour, in the server's time zone?
server-setup-digest-none = no digest
server-setup-hints = Channels in which existing answers are pointed out
    .none = none
server-setup-days = { $days ->
    [one] after a day
   *[other] after { $days } days
}
