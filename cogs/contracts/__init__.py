"""Words about contracts that several features share; no commands."""
