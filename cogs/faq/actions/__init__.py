"""What can be done with the FAQ, whoever asks for it: commands, buttons, forms or the clock."""
