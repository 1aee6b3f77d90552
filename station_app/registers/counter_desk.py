"""What comes to the counter: disputes, matters, visits, certificates, cards, who is missing."""

from __future__ import annotations

from collections.abc import Mapping

from station_app.access.action import Action
from station_app.cards.register import CARD_MOVES, CARDS
from station_app.certificates.register import CERTIFICATES, RECORD_QUERIES
from station_app.core.register import Register
from station_app.disputes.register import DISPUTE_STEPS, DISPUTES, MEDIATORS
from station_app.letters.register import LETTERS
from station_app.letters.service import ACTIONS as LETTERS_ACTIONS
from station_app.lost_found.register import LOST_FOUND
from station_app.lost_found.service import ACTIONS as LOST_FOUND_ACTIONS
from station_app.matters.register import MATTERS
from station_app.matters.service import ACTIONS as MATTERS_ACTIONS
from station_app.missing.actions import ACTIONS as MISSING_ACTIONS
from station_app.missing.register import MISSING, MISSING_STEPS
from station_app.printing.forms import Printable
from station_app.visits.register import VISITS
from station_app.workflows.desk.card_actions import ACTIONS as CARDS_ACTIONS
from station_app.workflows.desk.card_forms import FORMS as CARD_FORMS
from station_app.workflows.desk.certificate_actions import (
    OF_CERTIFICATES,
    OF_QUERIES,
    ON_PEOPLE,
)
from station_app.workflows.desk.certificate_forms import FORMS as CERTIFICATE_FORMS
from station_app.workflows.desk.dispute_actions import ACTIONS as DISPUTES_ACTIONS
from station_app.workflows.desk.dispute_actions import ON_CALLS as DISPUTE_FROM_CALLS
from station_app.workflows.desk.dispute_forms import FORMS as DISPUTE_FORMS
from station_app.workflows.desk.missing_calls import ON_CALLS as MISSING_FROM_CALLS
from station_app.workflows.desk.missing_forms import FORMS as MISSING_FORMS
from station_app.workflows.desk.raising import ON_CALLS as MATTER_FROM_CALLS
from station_app.workflows.desk.raising import ON_VISITS
from station_app.workflows.desk.visit_forms import FORMS as VISIT_FORMS

REGISTERS: tuple[Register, ...] = (
    *(DISPUTES, DISPUTE_STEPS, MEDIATORS),
    *(CERTIFICATES, RECORD_QUERIES),
    *(MATTERS, VISITS, LETTERS),
    *(CARDS, CARD_MOVES),
    *(LOST_FOUND, MISSING, MISSING_STEPS),
)

ACTIONS: Mapping[str, Mapping[str, Action]] = {  # those of another desk's registers join theirs
    "calls": {**DISPUTE_FROM_CALLS, **MATTER_FROM_CALLS, **MISSING_FROM_CALLS},
    "disputes": DISPUTES_ACTIONS,
    "people": ON_PEOPLE,
    "certificates": OF_CERTIFICATES,
    "record_queries": OF_QUERIES,
    "matters": MATTERS_ACTIONS,
    "visits": ON_VISITS,
    "letters": LETTERS_ACTIONS,
    "cards": CARDS_ACTIONS,
    "lost_found": LOST_FOUND_ACTIONS,
    "missing": MISSING_ACTIONS,
}

FORMS: tuple[Printable, ...] = (
    *DISPUTE_FORMS,
    *CERTIFICATE_FORMS,
    *VISIT_FORMS,
    *CARD_FORMS,
    *MISSING_FORMS,
)
