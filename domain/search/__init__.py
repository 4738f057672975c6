"""What it means to find something: words, their weight, typing errors, excerpts. No I/O."""
