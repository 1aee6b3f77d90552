"""Cases at registration level: drafts of what the province's own system decides (程 263)."""
