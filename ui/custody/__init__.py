"""Who is in the station, at the window."""
