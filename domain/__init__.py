"""Pure rules: no Discord, no SQL, no clock of its own, no I/O."""
