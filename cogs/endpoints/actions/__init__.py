"""What can be done with endpoint requests."""
