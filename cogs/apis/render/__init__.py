"""Texts and embeds of APIs."""
