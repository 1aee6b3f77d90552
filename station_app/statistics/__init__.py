"""Figures read from tallies and slices; never by officer, never a score."""
