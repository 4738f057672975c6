"""Buttons and forms of endpoint requests."""
