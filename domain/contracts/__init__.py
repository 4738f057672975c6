"""Contracts: what documents say about APIs, how two of them differ, and examples made of one."""
