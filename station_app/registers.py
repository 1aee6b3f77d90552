"""Every register the station keeps. A new one is a line here."""

from station_app.core.register import Register
from station_app.people.register import PEOPLE

REGISTERS: dict[str, Register] = {r.name: r for r in (PEOPLE,)}
