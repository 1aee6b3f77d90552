"""Screens of a round: what it goes to, what was found at each door, and its papers."""
