"""From a document's bytes to a contract: what it was written in is told from its content."""
