"""Leaving the city or county, travelling there regularly, meeting or entering what needs leave."""
