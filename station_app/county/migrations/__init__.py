"""Versions of the county's schema, each one a step up and a step down, all or nothing."""
