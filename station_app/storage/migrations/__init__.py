"""Versions of the schema, each one a step up and a step down, all or nothing."""
