"""Community drug rehabilitation (社区戒毒、社区康复), kept by a township in a home of its own."""

from __future__ import annotations

from collections.abc import Mapping

from station_app.access.action import Action
from station_app.core.register import Register
from station_app.printing.forms import Printable
from station_app.rehabilitation.register import REHABILITATION, STEPS, TEAM
from station_app.rehabilitation.testing_register import ABSENCES, DRUG_TESTS
from station_app.workflows.rehabilitating.actions import ACTIONS as REHABILITATION_ACTIONS
from station_app.workflows.rehabilitating.forms import FORMS as REHABILITATION_FORMS

REGISTERS: tuple[Register, ...] = (REHABILITATION, DRUG_TESTS, ABSENCES, STEPS, TEAM)

ACTIONS: Mapping[str, Mapping[str, Action]] = REHABILITATION_ACTIONS

FORMS: tuple[Printable, ...] = REHABILITATION_FORMS
