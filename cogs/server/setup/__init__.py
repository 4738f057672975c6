"""The steps of `/setup`: choices kept in a draft until a moderator saves them."""
