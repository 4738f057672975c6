"""Times: wall clocks, repetition, and times in people's words."""
