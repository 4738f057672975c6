"""What can be done with questions: use cases, called alike from commands, buttons and schedules."""
