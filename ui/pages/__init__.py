"""Pages of the one window. Each is made from a route, so that it can be made again."""
