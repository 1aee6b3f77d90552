"""The person's voice and the procurator's: what was said against an act, and its answer."""
