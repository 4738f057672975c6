"""Acts of people: the member's side of Discord, as plain functions and a friendly face."""
