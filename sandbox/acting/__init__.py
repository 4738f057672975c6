"""What people do: the member's side of Discord, as plain functions and a friendly face."""
