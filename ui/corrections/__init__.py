"""Community correction at the window: my people, today's queue, a report, a time line."""
