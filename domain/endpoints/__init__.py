"""Endpoint requests: what frontend learners need, agreed in writing with those who build it."""
