"""Search: words, their weight, typing errors, excerpts. No I/O."""
