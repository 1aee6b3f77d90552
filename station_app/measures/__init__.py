"""Measures a station executes (执行措施): who, by whose decision, until when."""
