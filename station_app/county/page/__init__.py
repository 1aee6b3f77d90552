"""The page of the county's duty officer: how the stations stand. Counts and ids, read only."""
