"""Measures a station executes (强制措施与保护措施执行): who, by whose decision, until when."""
