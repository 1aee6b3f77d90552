"""What every home keeps beside its own work: papers, notes, what was sealed or destroyed."""

from __future__ import annotations

from collections.abc import Mapping

from station_app.access.action import Action
from station_app.core.register import Register
from station_app.notes.register import NOTES
from station_app.printing.forms import Printable
from station_app.printing.register import PAPER_STEPS, PRINTS
from station_app.printing.steps import ACTIONS as PRINTS_ACTIONS
from station_app.retention.forms import FORMS as RETENTION_FORMS
from station_app.retention.register import PURGES
from station_app.sealing.forms import FORMS as SEALING_FORMS
from station_app.sealing.register import REQUESTS

REGISTERS: tuple[Register, ...] = (*(PRINTS, PAPER_STEPS, NOTES, REQUESTS, PURGES),)

ACTIONS: Mapping[str, Mapping[str, Action]] = {
    "prints": PRINTS_ACTIONS,
}

FORMS: tuple[Printable, ...] = (
    *SEALING_FORMS,
    *RETENTION_FORMS,
)
