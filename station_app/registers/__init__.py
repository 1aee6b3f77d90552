"""Every register of a home, by the desk that keeps it. A new one is a line in its desk's file."""

from __future__ import annotations

from collections.abc import Mapping

from station_app.access.action import Action
from station_app.core.register import Register
from station_app.notes.service import noting
from station_app.printing.forms import Printable
from station_app.registers import (
    correction_office,
    counter_desk,
    duty_desk,
    every_desk,
    residents_desk,
    township,
)

_DESKS = (residents_desk, duty_desk, counter_desk, correction_office, township, every_desk)

FORMS: dict[str, Printable] = {each.form.name: each for desk in _DESKS for each in desk.FORMS}

REGISTERS: dict[str, Register] = {each.name: each for desk in _DESKS for each in desk.REGISTERS}

_OWN: dict[str, Mapping[str, Action]] = {}
for _desk in _DESKS:
    for _name, _actions in _desk.ACTIONS.items():
        _OWN[_name] = {**_OWN.get(_name, {}), **_actions}

ACTIONS: Mapping[str, Mapping[str, Action]] = _OWN | {
    name: {**_OWN.get(name, {}), "note": noting(register)}
    for name, register in REGISTERS.items()
    if not register.inner
}
