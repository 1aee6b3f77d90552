"""Calls (警情): what was reported, when and where, who went, and what came of it."""
