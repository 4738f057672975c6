"""What can be pressed, chosen and filled in."""
