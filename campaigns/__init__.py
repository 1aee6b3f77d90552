"""Faults done on purpose, many times, and what was lost by them. See docs/reliability.md."""
