"""Places: one standard address (标准地址) once, from the estate down to the room."""
