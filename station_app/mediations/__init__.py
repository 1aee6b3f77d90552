"""Mediation of public-order cases (治安调解, 现场调解): tried, agreed, performed or not."""
