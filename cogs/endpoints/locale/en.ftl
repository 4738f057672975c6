# Commands
endpoints-command = Endpoints agreed in writing
endpoints-command-request = Ask for an endpoint
endpoints-command-list = What is asked for, and where it stands
endpoints-command-show = One request, with its examples whole
endpoints-command-accept = Take a request: you build it
endpoints-command-agree = Confirm the shape as it is
endpoints-command-decline = Decline a request, or take yours back
endpoints-command-shape = Write another shape; both sides confirm anew
endpoints-command-build = Begin to build what is agreed
endpoints-command-live = Say that it can be used
endpoints-command-verify = Say that it does what was agreed
endpoints-command-block = Say what it waits for
endpoints-command-unblock = Say that it goes on
endpoints-command-deprecate = Say that it goes away
endpoints-command-reassign = Give a side to somebody else
endpoints-command-watch = Be told of what happens, or no more
endpoints-command-due = Say by when it is needed
endpoints-command-export = What is agreed and not live, to paste
endpoints-option-request = Its number or operation; left out: this thread's
endpoints-option-path = REST: the path, such as /users/:id
endpoints-option-field = GraphQL: the field, such as users or Mutation.login
endpoints-option-method = REST: the method; left out: GET
endpoints-option-api = Which API; left out: none yet
endpoints-option-of-api = Only those of this API
endpoints-option-due = By when: Friday, in 2 weeks
endpoints-option-when = By when: Friday, in 2 weeks; left out: any time
endpoints-option-which = Which ones; left out: all
endpoints-option-state = Only those in this state
endpoints-option-reason = Why; everybody reads it
endpoints-option-not-yet = Of what is live: what is not as agreed
endpoints-option-member = On whom it waits, if on anybody
endpoints-option-to = To whom; left out: whoever accepts it
endpoints-option-side = Which side; left out: who builds it
endpoints-option-export = Of which API
endpoints-choice-requested = requested
endpoints-choice-accepted = accepted
endpoints-choice-agreed = agreed
endpoints-choice-building = building
endpoints-choice-live = live
endpoints-choice-verified = verified
endpoints-choice-declined = declined
endpoints-choice-blocked = blocked
endpoints-choice-deprecated = deprecated
endpoints-which-all = all
endpoints-which-mine = mine, on either side
endpoints-which-asked = what I asked for
endpoints-which-built = what I build
endpoints-which-frontend = waiting for the frontend
endpoints-which-backend = waiting for the backend
endpoints-which-overdue = overdue
endpoints-which-late = mine that are overdue
endpoints-side-builder = who builds it
endpoints-side-requester = who asked for it

# Asking
endpoints-similar = Before you ask for **{ $operation }**: this may be it already.
endpoints-similar-operation = **{ $operation }** of { $api } exists; `/api operation` shows it.
endpoints-similar-ask = If none of these is what you need, ask anyway.
endpoints-button-anyway = Ask anyway
endpoints-button-correct = Correct it
endpoints-button-drop = Discard
endpoints-button-watch = Watch
endpoints-field-why = What you need it for
endpoints-field-why-hint = The page or the feature, and what it has to know
endpoints-field-operation = Operation
endpoints-field-operation-hint = POST /orders, or Mutation.createOrder
endpoints-field-request = Request example (JSON)
endpoints-field-request-hint = The body, the query or the field's arguments; may stay empty
endpoints-field-response = Response example (JSON)
endpoints-field-response-hint = What comes back when all goes well; may stay empty
endpoints-field-reason = Why
endpoints-field-blocked-on = On whom it waits
endpoints-field-blocked-on-hint = May stay empty
endpoints-kept = What you typed is kept.
endpoints-field-to = To whom
endpoints-field-to-hint = Left empty, whoever accepts it builds it
endpoints-field-side = Which side
endpoints-not-json = This is no JSON. What you typed is kept.
endpoints-not-sound = This cannot be used yet. What you typed is kept.
endpoints-fault-request = Request example, line { $line }, column { $column }: { $what }
endpoints-fault-response = Response example, line { $line }, column { $column }: { $what }
endpoints-json-arguments = the arguments of a field are an object, such as { "{" }"id": 1{ "}" }
endpoints-json-argument = GraphQL has no argument called "{ $what }"
endpoints-json-query = a query is an object of its parameters, such as { "{" }"page": 2{ "}" }
endpoints-json-twice = the name "{ $what }" is there twice
endpoints-json-half = half a character, which no reader understands
endpoints-json-huge = { $what } is a larger number than programs can hold
endpoints-json-value = a value is missing here: a text in double quotes, a number, true, false, null, a list or an object
endpoints-json-colon = a colon is missing here, between a name and its value
endpoints-json-comma = a comma or the closing bracket is missing here
endpoints-json-name = a name in double quotes belongs here, or the comma before it is one too many
endpoints-json-extra = there is more after the end
endpoints-json-unterminated = a text begins here and does not end: its closing quotation mark is missing
endpoints-json-control = a line break or a tab stands in a text: write `\n` or `\t`
endpoints-json-escape = a backslash has to be written twice here
endpoints-json-mark = an invisible mark stands before the beginning
endpoints-json-trailing = there is a comma too many before the bracket
endpoints-json-constant = JSON has no { $what }
endpoints-json-too-much = a number in it is too long
endpoints-json-deep = it is nested deeper than { $what } levels
endpoints-json-other = this is no JSON ({ $what })
endpoints-asked = Asked. It is number { $number }, in { $channel }.
endpoints-shaped-new = This is shape { $shape } of it now.
endpoints-shaped-both = This is shape { $shape } of it now. Both sides have to confirm it.
endpoints-redacted = { $count ->
    [one] 🔑 I replaced something in it that looks like a secret or an e-mail address. If it is real, change it where it is valid.
   *[other] 🔑 I replaced { $count } things in it that look like secrets or e-mail addresses. If they are real, change them where they are valid.
}
endpoints-dropped = Discarded. Nothing was saved.

# Moves
endpoints-move-accept = Accept
endpoints-move-decline = Decline
endpoints-move-shape = Change the shape
endpoints-move-agree = Agree to this shape
endpoints-move-build = Start building
endpoints-move-not-yet = Not as agreed
endpoints-move-live = It is live
endpoints-move-verify = It works: verify
endpoints-move-block = Blocked
endpoints-move-unblock = It goes on
endpoints-move-deprecate = Deprecate
endpoints-moved = **{ $operation }** is { $state } now.
endpoints-move-reassign = Reassign
endpoints-agreed-first = You agree to this shape. It is agreed once the other side agrees to it, too.
endpoints-reassigned = **{ $operation }** has another side now, which has confirmed nothing yet.
endpoints-watching = You are told in its thread of what happens from now on.
endpoints-unwatched = You are told no more.
endpoints-due-set = It is needed by { $due }. Both sides are reminded.
endpoints-due-none = It is needed at any time.
endpoints-exported = What is agreed and not live yet. Paste it into your description and build it.

# The card
endpoints-card-state = State
endpoints-card-api = API
endpoints-card-no-api = not there yet
endpoints-card-due = Needed by
endpoints-card-requester = Asked by
endpoints-card-builder = Built by
endpoints-card-no-requester = somebody who left
endpoints-card-no-builder = nobody yet
endpoints-card-confirmed = agrees to this shape
endpoints-card-unconfirmed = has not agreed to this shape
endpoints-card-blocked-on = Waits for { $member }
endpoints-card-request-example = Request
endpoints-card-response-example = Response
endpoints-card-history = What happened
endpoints-card-left-out = … { $count ->
    [one] one more; `/endpoint show` has it
   *[other] { $count } more; `/endpoint show` has them
}
endpoints-card-number = Request { $number } · shape { $shape } · { $watchers ->
    [one] 1 member watches
   *[other] { $watchers } members watch
}
endpoints-ledger = Reminders and messages
endpoints-state-requested = requested
endpoints-state-accepted = accepted
endpoints-state-agreed = agreed
endpoints-state-building = being built
endpoints-state-live = live
endpoints-state-verified = verified
endpoints-state-declined = declined
endpoints-state-blocked = blocked
endpoints-state-deprecated = deprecated
endpoints-next-requested = Next: a backend learner accepts it.
endpoints-next-accepted = Next: both sides agree to the shape, or change it.
endpoints-next-agreed = Next: its builder starts building.
endpoints-next-building = Next: its builder says that it is live.
endpoints-next-live = Next: whoever asked tries it and verifies.
endpoints-next-verified = It does what was agreed.
endpoints-next-declined = Nothing comes of it.
endpoints-next-blocked = Next: somebody says that it goes on.
endpoints-next-deprecated = It goes away: do not build on it.
endpoints-somebody = somebody
endpoints-did-request = { $member } asked for it
endpoints-did-accept = { $member } builds it
endpoints-did-decline = { $member } declined it
endpoints-did-shape = { $member } changed the shape: both sides confirm anew
endpoints-did-agree = { $member } agreed to the shape
endpoints-did-agreed = { $member } agreed to the shape, as the other side did
endpoints-did-build = { $member } is building it
endpoints-did-live = { $member } made it live
endpoints-did-verify = { $member } verified it
endpoints-did-block = { $member } says that it is blocked
endpoints-did-unblock = { $member } says that it goes on
endpoints-did-deprecate = { $member } deprecated it
endpoints-did-reassign = { $member } gave a side to somebody else
endpoints-did-due = { $member } changed by when it is needed

# Lists
endpoints-list-all = Endpoint requests
endpoints-list-all-empty = Nothing is asked for here. `/endpoint request` asks for something.
endpoints-list-mine = Your requests, on either side
endpoints-list-mine-empty = You have asked for nothing here and build nothing.
endpoints-list-asked = What you asked for
endpoints-list-asked-empty = You have asked for nothing here.
endpoints-list-built = What you build
endpoints-list-built-empty = You build nothing here. `/endpoint list` shows what is asked for.
endpoints-list-frontend = What waits for the frontend
endpoints-list-frontend-empty = Nothing waits for the frontend.
endpoints-list-backend = What waits for the backend
endpoints-list-backend-empty = Nothing waits for the backend.
endpoints-list-overdue = What is overdue
endpoints-list-overdue-empty = Nothing is overdue.
endpoints-list-late = What of yours is overdue
endpoints-list-late-empty = Nothing of yours is overdue.
endpoints-digest = { $count ->
    [0] 🔌 Endpoint requests
    [one] 🔌 Endpoint requests: 1 has moved
   *[other] 🔌 Endpoint requests: { $count } have moved
}
endpoints-digest-overdue = { $count } overdue

# Told by the clock
endpoints-due-soon = ⏰ **{ $operation }** is needed { $due }.
endpoints-due-now = ⏰ **{ $operation }** should have been live { $due }.
endpoints-described = the request **{ $operation }** ({ $number })
endpoints-card-lost = The card of { $what } cannot be shown. { $reason }
endpoints-skip-gone = The request does not exist any more.
endpoints-skip-nobody = Nobody was to be told.
endpoints-skip-no-thread = The request has no thread.
endpoints-skip-moved = It is needed by another day now.
endpoints-skip-over = It was not to be built any more, or was due already.

# A contract that holds what was agreed
endpoints-found-same = **{ $operation }** is in contract { $number } of { $api } now, as it was agreed. Is it live?
endpoints-found = **{ $operation }** is in contract { $number } of { $api } now. { $count ->
    [one] In one place it is not as agreed:
   *[other] In { $count } places it is not as agreed:
}
endpoints-found-gone = **{ $operation }** is not in contract { $number } of { $api } any more.
endpoints-built-same = **{ $operation }** is in contract { $number } of { $api } as it was agreed.
endpoints-built = ⚠️ **{ $operation }** is built already, and contract { $number } of { $api } says otherwise than agreed { $count ->
    [one] in one place:
   *[other] in { $count } places:
}
endpoints-found-more = and { $count } more
endpoints-differs-missing = agreed ({ $was }), and not in the contract
endpoints-differs-type = agreed was { $was }, the contract says { $now }
endpoints-differs-optional = the contract allows to leave it out
endpoints-differs-null = the contract allows it to be null
endpoints-differs-extra = the contract requires it ({ $now }), and it was not agreed
endpoints-differs-read-only = the contract has only the server set it (readOnly): no client sends it
endpoints-differs-write-only = the contract only takes it (writeOnly): no answer holds it
endpoints-differs-value = the example that was agreed is { $was }, which the contract does not allow ({ $now })
endpoints-differs-parameter = the contract requires it, and it was not agreed
endpoints-differs-media = agreed was { $was }, the contract has only { $now }
endpoints-differs-body = the contract does not say what it holds
endpoints-differs-path = agreed was { $was }, in the contract it is { $now }

# The audit log
endpoints-audit-decline = declined an endpoint request
endpoints-audit-block = blocked an endpoint request
endpoints-audit-unblock = unblocked an endpoint request
endpoints-audit-deprecate = deprecated an endpoint
endpoints-audit-reassign = reassigned an endpoint request
endpoints-audit-due = changed when an endpoint is needed

# What is refused
endpoints-both = Name a path or a GraphQL field, not both.
endpoints-neither = Name a path, or a GraphQL field.
    .example = path: /users/:id
endpoints-path = "{ $path }" is no path that I understand.
    .example = /users/:id
endpoints-field = "{ $field }" is no GraphQL field.
    .example = users, or Mutation.login
endpoints-no-channel = There is no channel for endpoint requests. A moderator can choose one with `/setup`, or make one called #{ $name }.
endpoints-channel-closed = I need to see { $channel }, write in it, embed links and open threads there. `/doctor` names what is missing.
endpoints-no-api = There is no such API here. `/api list` shows all.
endpoints-unknown = There is no request { $number } here.
endpoints-which = Choose one of the requests that are suggested while you type, or say this in a request's thread.
endpoints-reason = Say why, in at most { $most } characters.
endpoints-due-past = That day is over.
    .example = Friday 18:00
endpoints-due-unreadable = I do not understand "{ $part }" as a day.
    .example = Friday · tomorrow 18:00 · in 2 weeks
endpoints-other-api = It is asked of { $api }. What another API is to have is a new request.
endpoints-draft-gone = That was sent or discarded already, or is too old.
endpoints-draft-not-yours = That is somebody else's draft.
endpoints-changed = Somebody changed this request just now. Look at its card and try again.
endpoints-other-shape = The shape has changed meanwhile. Look at its card and try again.
endpoints-same-shape = This is the shape that it has.
endpoints-confirmed-already = You have agreed to this shape already; the other side has not.
endpoints-taken = { $member } builds it already.
endpoints-same-member = { $member } has this side already.
endpoints-both-sides = Nobody can be on both sides of a request.
endpoints-no-bot = A bot is no side of a request.
endpoints-no-backend = { $member } has no backend role here, and is no owner of the API. A moderator may decide otherwise.
endpoints-no-builder = Say who looks after it from now on: it is live.
endpoints-no-requester = Say who asks for it from now on.
endpoints-nothing-agreed = Nothing of this API is agreed and not live.
endpoints-not-now-requested = Nobody has accepted this request yet.
endpoints-not-now-accepted = The two sides have not agreed to the shape yet.
endpoints-not-now-agreed = The shape is agreed, and it is not live yet.
endpoints-not-now-building = It is being built.
endpoints-not-now-live = It is live already.
endpoints-not-now-verified = It is verified already. What should change is a new request.
endpoints-not-now-declined = This request is declined. What is needed all the same is a new request.
endpoints-not-now-blocked = It is blocked. Say first that it goes on: `/endpoint unblock`.
endpoints-not-now-deprecated = It is deprecated.
endpoints-only-accept = A member with the backend role or an owner of the API accepts it, and not who asked for it.
endpoints-only-decline = Only its two sides, owners of the API and moderators decline it; before it is accepted, who asked takes it back.
endpoints-only-shape = Only its two sides change the shape; before it is accepted, who asked for it.
endpoints-only-agree = Only its two sides agree to the shape.
endpoints-only-build = Only who builds it can say that; of what is live, who asked for it as well.
endpoints-only-live = Only who builds it, or an owner of the API, makes it live.
endpoints-only-verify = Only who asked for it verifies it.
endpoints-only-block = Only its two sides, owners of the API and moderators can say that.
endpoints-only-unblock = Only its two sides, owners of the API and moderators can say that.
endpoints-only-deprecate = Only who builds it, owners of the API and moderators deprecate it.
endpoints-only-reassign = Who builds it passes that on; moderators give either side to somebody else.
endpoints-only-due = Only its two sides, owners of the API and moderators can say that.
