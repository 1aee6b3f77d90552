"""Residents: who lives where, in which household, since when and as what (实有人口)."""
