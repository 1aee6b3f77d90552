"""Who is in the station (人在所): since when, on what ground, until when at the latest."""
