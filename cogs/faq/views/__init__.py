"""Buttons, menus and forms of the FAQ."""
