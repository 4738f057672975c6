"""Use cases of the FAQ, for commands, buttons, forms and the clock."""
