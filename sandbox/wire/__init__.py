"""Discord's JSON: what is accepted, what is answered, and how errors look."""
