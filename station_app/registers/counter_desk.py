"""What comes to the counter: disputes, matters, visits, certificates, cards, who is missing."""

from __future__ import annotations

from collections.abc import Mapping

from station_app.access.action import Action
from station_app.core.register import Register
from station_app.disputes.register import DISPUTE_STEPS, DISPUTES, MEDIATORS
from station_app.letters.register import LETTERS
from station_app.letters.service import ACTIONS as LETTERS_ACTIONS
from station_app.matters.register import MATTERS
from station_app.matters.service import ACTIONS as MATTERS_ACTIONS
from station_app.printing.forms import Printable
from station_app.visits.register import VISITS
from station_app.workflows.desk.dispute_actions import ACTIONS as DISPUTES_ACTIONS
from station_app.workflows.desk.dispute_actions import ON_CALLS as DISPUTE_FROM_CALLS
from station_app.workflows.desk.dispute_forms import FORMS as DISPUTE_FORMS
from station_app.workflows.desk.raising import ON_CALLS as MATTER_FROM_CALLS
from station_app.workflows.desk.raising import ON_VISITS
from station_app.workflows.desk.visit_forms import FORMS as VISIT_FORMS

REGISTERS: tuple[Register, ...] = (
    *(DISPUTES, DISPUTE_STEPS, MEDIATORS),
    *(MATTERS, VISITS, LETTERS),
)

ACTIONS: Mapping[str, Mapping[str, Action]] = {  # those of another desk's registers join theirs
    "calls": {**DISPUTE_FROM_CALLS, **MATTER_FROM_CALLS},
    "disputes": DISPUTES_ACTIONS,
    "matters": MATTERS_ACTIONS,
    "visits": ON_VISITS,
    "letters": LETTERS_ACTIONS,
}

FORMS: tuple[Printable, ...] = (*DISPUTE_FORMS, *VISIT_FORMS)
