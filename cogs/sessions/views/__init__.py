"""Buttons and forms of study sessions."""
