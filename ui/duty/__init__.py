"""Pages of a shift: the roster, the diary, the hand-over."""
