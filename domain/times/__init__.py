"""When something happens: wall-clock times, repetition, and times in people's words."""
