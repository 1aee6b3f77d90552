"""Hazards found in houses to let, from the day they are found to their closing (销号)."""
