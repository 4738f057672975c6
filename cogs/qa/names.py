"""Names that the parts of this feature know each other by."""

MIRROR = "qa"
"""What brings threads, cards and tags in line with the database."""
COG = "Questions"
CARD_MARK = "qa:accept"
"""The button that every card has: by its custom id a card is recognised as a question's."""
