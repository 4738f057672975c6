apis-agreed = agreed, says { $by }: { $reason }
apis-agreed-done = { $count ->
    [one] 1 break of **{ $name }**, upload { $number }, is marked as agreed.
   *[other] { $count } breaks of **{ $name }**, upload { $number }, are marked as agreed.
}
apis-agreed-plain = agreed: { $reason }
apis-agreed-report = { $count ->
    [one] { $by } says that 1 break of upload { $number } was agreed:
   *[other] { $by } says that { $count } breaks of upload { $number } were agreed:
}
apis-ambiguous = Several operations of { $name } match "{ $meant }": { $names }. Choose one from the list.
    .example = { $example }
apis-audit-agree = marked breaks as agreed
apis-audit-edit = changed an API
apis-audit-retire = retired an API
apis-audit-revive = put an API back
apis-audit-share = let a member own an API
apis-audit-transfer = handed an API over
apis-audit-unshare = took an owner off an API
apis-audit-upload = uploaded a contract
apis-bad-address = An address begins with http:// or https://, has no spaces, and no name or password in it.
    .example = https://shop.example.com/api
apis-bad-name = A name has 1 to { $most } characters, begins with a letter or a digit, and is not a mere number.
    .example = Shop API
apis-bad-reason = A reason has 1 to { $most } characters.
    .example = agreed with both frontend teams on Monday
apis-button-agree = These breaks are agreed
apis-button-changes = Latest changes
apis-button-seen = Got it
apis-button-use = I use this
apis-card-address = Address
apis-card-consumers = Used by
apis-card-contract = Contract
apis-card-lost = The card of **{ $name }** cannot be shown. { $reason }
apis-card-no-owner = nobody
apis-card-none = none yet
apis-card-number = API { $number }
apis-card-owners = Owners
apis-card-repository = Code
apis-card-retired = retired
apis-card-revisions = Uploads
apis-card-stack = Built with
apis-card-state = State
apis-card-styles = Speaks
apis-changes = **{ $name }**, upload { $old } → { $new }
apis-changes-agreed = { $count ->
    [one] 1 of them was agreed; it stands last.
   *[other] { $count } of them were agreed; they stand last.
}
apis-changes-attached = The rest is in the file.
apis-changes-first = Upload 1 is the first of **{ $name }**: there is nothing to compare it with.
apis-changes-more = And { $count } more, which are not kept one by one.
apis-changes-none = Nothing that clients notice has changed.
apis-changes-seen = Seen by { $seen } of { $count } who were told; not yet: { $waiting }
apis-channel-closed = In { $channel } I lack a permission that cards, threads and reports need. A moderator can give it to me; `/doctor` names it.
apis-choice-all = all
apis-choice-old = The contract of { $name } has changed since. Choose the operation again.
apis-choice-owned = mine
apis-choice-retired = retired
apis-choice-used = those I use
apis-command = Learners' APIs and their contracts
apis-command-agree = Say that breaking it was agreed
apis-command-changes = What changed in a contract
apis-command-consume = Say what you build on, to be told
apis-command-edit = Change an API of yours
apis-command-example = A request and its answer, to paste
apis-command-list = All APIs
apis-command-operation = What an operation takes and gives
apis-command-owner = Share an API of yours, or hand it over
apis-command-register = Register an API of yours
apis-command-retire = Take an API out of the lists
apis-command-show = One API, with its contracts
apis-command-upload = Upload the contract of an API
apis-consume-already = You had declared { $what } of **{ $name }** before.
apis-consume-done = Noted: you use { $what } of **{ $name }**, and are told when it changes.
apis-consume-dropped = You are no longer told of { $what } of **{ $name }**.
apis-consume-gone = no longer in its contract
apis-consume-list = You build on:
apis-consume-none = You have declared nothing. `/api consume` with an API or one of its operations has you told when it changes.
apis-consume-whole = the whole API
apis-consumes-too-much = You have declared { $most } operations of this API: declare the whole API instead.
apis-contract-line = #{ $number } · { $kind } · { $operations ->
    [one] 1 operation
   *[other] { $operations } operations
} · { $at }
apis-contract-warnings = { $count ->
    [one] 1 warning
   *[other] { $count } warnings
}
apis-count-breaking = { $count } breaking
apis-count-risky = { $count } risky
apis-count-safe = { $count } safe
apis-describe = upload { $number } of **{ $name }**
apis-describe-card = the card of **{ $name }**
apis-digest = { $count ->
    [one] 1 contract uploaded
   *[other] { $count } contracts uploaded
}
apis-digest-line = { $name }: contract { $number } { $counts }
apis-edited = **{ $name }** is changed.
apis-field-document = The contract
apis-field-document-hint = OpenAPI, GraphQL or Postman, up to 4,000 characters
apis-field-reason = Why, and with whom
apis-field-reason-hint = Everybody who looks at the changes reads it
apis-form-agree = Agreed breaks
apis-form-curl = curl
apis-form-graphql = GraphQL query
apis-form-json = JSON
apis-form-paste = Paste a contract
apis-form-typescript = TypeScript (fetch)
apis-is-retired = { $name } is retired. Put it back first: `/api retire` with `undo`.
apis-last-owner = Nobody else owns { $name }. Hand it over first, or retire it.
apis-list = { $count ->
    [one] 1 API
   *[other] { $count } APIs
}
apis-list-empty = No API is registered yet. `/api register` does it.
apis-list-line = - { $name } (contract: { $number }) · { $owners }
apis-list-none = There are none of these. `/api list` without options shows all.
apis-name-taken = There is an API named { $name } already. Its owner can share it with you: `/api owner`.
apis-no-channel = There is no channel for endpoints: a moderator can choose one with `/setup`, or make one named #{ $name }.
apis-no-contract = No contract of { $name } was uploaded yet. Its owner can: `/api upload`.
apis-no-operation-anywhere = No API has an operation "{ $meant }": there is no contract yet.
apis-no-operations = The contract of { $name } has no operations.
apis-no-owner = This member does not own { $name }.
apis-nobody = nobody
apis-not-consumed = You have not declared that of { $name }. `/api consume` shows what you have.
apis-not-consumed-anywhere = You have not declared "{ $meant }". `/api consume` shows what you have.
apis-not-retired = It is not retired.
apis-not-yours = Only the owners of { $name } and moderators can do that.
apis-nothing-to-agree = Upload { $number } of { $name } broke nothing there that is not agreed already.
apis-nothing-to-change = Choose what is to change; a hyphen empties it.
    .example = /api edit api:Shop url:https://shop.example.com repository:-
apis-notice = **{ $name }**, which you use, has a new contract (upload { $number }, { $at }):
apis-notice-through = **{ $operation }**, in { $operations } { $more ->
    [0] that you use:
   *[other] and { $more } more that you use:
}
apis-notice-used = **{ $operation }**, which you use:
apis-operation-attached = It is long: all of it is in the file.
apis-operation-of = { $name }, upload { $number }
apis-option-about = What it is for, in a sentence
apis-option-agree-operation = Only in this; left out: all
apis-option-agree-upload = Of which upload; left out: the last
apis-option-api = Its name or number
apis-option-consume-api = Left out: what you have declared
apis-option-consume-operation = Left out: all of the API
apis-option-drop = You use it no longer
apis-option-file = OpenAPI, GraphQL or Postman; or paste it
apis-option-form = What it is written as
apis-option-how = What the member is from now on
apis-option-in-api = Of which API; left out: any that has it
apis-option-member = Who
apis-option-name = What it is called, once on this server
apis-option-new = Up to which one; left out: the last
apis-option-old = Since which upload; left out: the one before
apis-option-operation = Method and path, operationId, tag or field
apis-option-outcome = How it ends
apis-option-owner = Who owns it, too
apis-option-preview = Only show what would change
apis-option-reason = Why, and with whom
apis-option-repository = Where its code is
apis-option-stack = What it is built with: Django REST, PostgreSQL
apis-option-style = REST, GraphQL or both
apis-option-undo = Put it back
apis-option-url = Where it runs: https://shop.example.com/api
apis-option-which = Which; left out: all but the retired
apis-owner-already = This member owns { $name } already.
apis-owner-bot = A bot cannot own an API.
apis-owner-done-handed = { $who } owns **{ $name }** now, in the place of all who did.
apis-owner-done-share = { $who } owns **{ $name }** now, too.
apis-owner-done-transfer = { $who } owns **{ $name }** now in your place.
apis-owner-done-unshare = { $who } owns **{ $name }** no longer.
apis-owner-left = This member is not on this server any more.
apis-owner-share = owns it, too
apis-owner-transfer = owns it in your place
apis-owner-unshare = owns it no longer
apis-registered = **{ $name }** is registered as number { $number }; its card comes right away. Next: `/api upload`.
apis-report = { $by } uploaded the contract:
apis-retired = **{ $name }** is retired. Its contracts are kept; `/api retire` with `undo` puts it back.
apis-retired-already = It is retired already.
apis-revived = **{ $name }** is back.
apis-seen = Noted: the owners see that you know.
apis-seen-already = This is noted already, or was not for you.
apis-several = Several APIs have "{ $meant }": { $names }. Choose one with the option `api`.
apis-skip-gone = the contract is gone
apis-skip-seen = it was seen before
apis-somebody = somebody
apis-style-both = both
apis-style-graphql = GraphQL
apis-style-rest = REST
apis-too-many = You own { $most } APIs, which is as many as one can.
apis-too-many-owners = An API can have { $most } owners.
apis-unknown = There is no API named "{ $meant }". `/api list` shows them all.
apis-unknown-anywhere = No API has an operation "{ $meant }".
    .example = { $example }
apis-unknown-operation = The contract of { $name } has no operation "{ $meant }".
    .example = { $example }
apis-unknown-revision = { $name } has no upload number { $number }. `/api show` lists them.
apis-upload-done = The contract of **{ $name }** is upload { $number } now. Consumers who are told: { $told }.
apis-upload-faults = ⚠️ { $count ->
    [one] 1 warning:
   *[other] { $count } warnings:
}
apis-upload-identical = This is what upload { $number } of **{ $name }** says already; nothing was stored.
apis-upload-kind = { $kind }, { $operations ->
    [one] 1 operation
   *[other] { $operations } operations
}
apis-upload-more = … and { $count } more, in the file
apis-upload-overtaken = Others uploaded contracts of this API at the same moment. Look at `/api changes`, and try again.
apis-upload-preview = A preview for **{ $name }**: nothing is stored, nobody is told. Consumers who would be: { $told }.
apis-upload-secrets = 🔑 { $count ->
    [one] I took a secret out. Others may have seen it where you took this file from: revoke it.
   *[other] I took { $count } secrets out. Others may have seen them where you took this file from: revoke them.
}
apis-whole = the whole API
