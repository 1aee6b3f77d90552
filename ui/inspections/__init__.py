"""Screens of checks: one visit to a house, typed as faults alone."""
