"""社区走访: whom an officer called on, what was talked about, and what was asked of him."""
