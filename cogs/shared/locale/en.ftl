shared-fault = Something went wrong on our side, sorry. If it happens again, tell a moderator the reference `{ $reference }`.
shared-example = For example: { $example }
shared-only-in-server = This only works inside a server, not in direct messages.
shared-rate-command = That was a lot at once: { $allowed } commands a minute are possible. The next one works { $again }.
shared-rate-post = You have made { $allowed } public posts in ten minutes. The next one is possible { $again }.
shared-rate-upload = You have uploaded { $allowed } files in ten minutes. The next one is possible { $again }.
shared-moderators-only = Only this server's moderators can do that.
shared-barred = A moderator has barred you from posting here until { $until }. The reason: { $reason }
