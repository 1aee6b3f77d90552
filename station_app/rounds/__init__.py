"""Rounds of houses to let: which are walked to, in what order, by whom; each has its inspection."""
