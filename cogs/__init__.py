"""One package per feature: commands and listeners, use cases, views and wording."""
