"""The county server: one log a scope, in which every operation has its place."""
