"""Statements (询问笔录): one person asked once, from the first question to the signature."""
