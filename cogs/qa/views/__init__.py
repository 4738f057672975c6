"""Buttons, selects and forms about questions."""
