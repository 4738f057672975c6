"""What a reader can re-run to get every figure that the documentation quotes."""
