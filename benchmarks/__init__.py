"""Benchmarks that re-run every figure which the documentation quotes."""
