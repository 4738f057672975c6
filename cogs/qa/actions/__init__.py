"""Use cases of questions, called alike from commands, buttons and schedules."""
