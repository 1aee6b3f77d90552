"""The exchange with the county: what is said on the wire, and the station's side of it."""
