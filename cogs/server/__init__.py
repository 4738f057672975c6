"""What moderators run the server with, and what tells everybody else what is possible."""
