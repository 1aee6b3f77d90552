"""Community drug rehabilitation (社区戒毒、社区康复), kept by a township in a home of its own."""

from __future__ import annotations

from collections.abc import Mapping

from station_app.access.action import Action
from station_app.core.register import Register
from station_app.printing.forms import Printable

REGISTERS: tuple[Register, ...] = ()

ACTIONS: Mapping[str, Mapping[str, Action]] = {}

FORMS: tuple[Printable, ...] = ()
