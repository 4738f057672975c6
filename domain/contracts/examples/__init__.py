"""Examples of requests and responses: made from a contract, and written in several forms."""
