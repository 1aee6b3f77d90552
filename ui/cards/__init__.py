"""Cards at the window."""
