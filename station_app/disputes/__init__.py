"""Disputes (矛盾纠纷): whose, how grave, what was tried, what was agreed, and who looked again."""
