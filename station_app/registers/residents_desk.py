"""People, addresses, who lives where, and the houses that are let."""

from __future__ import annotations

from collections.abc import Mapping

from station_app.access.action import Action
from station_app.core.register import Register
from station_app.hazards.register import HAZARDS, RECHECKS
from station_app.housing.register import HOUSE_PHOTOS, HOUSING
from station_app.inspections.register import HEADCOUNTS, INSPECTIONS
from station_app.people.register import PEOPLE
from station_app.people.service import ACTIONS as PEOPLE_ACTIONS
from station_app.places.register import PLACES
from station_app.places.service import ACTIONS as PLACES_ACTIONS
from station_app.printing.forms import Printable
from station_app.residents.forms import FORMS as RESIDENTS_FORMS
from station_app.residents.register import RESIDENTS, SWEEPS
from station_app.rounds.register import ROUNDS, STOPS
from station_app.tenancies.register import TENANCIES
from station_app.workflows.house_orders import ORDERS
from station_app.workflows.house_records import PATROLS, RECORDS
from station_app.workflows.inspect import INSPECT
from station_app.workflows.let_actions import HOUSING_ACTIONS, RESIDENTS_ACTIONS, TENANCIES_ACTIONS
from station_app.workflows.let_forms import FORMS as LET_FORMS
from station_app.workflows.recheck import ACTIONS as HAZARDS_ACTIONS
from station_app.workflows.round import ACTIONS as ROUNDS_ACTIONS
from station_app.workflows.round_paper import CARRIED

REGISTERS: tuple[Register, ...] = (
    *(PEOPLE, PLACES, RESIDENTS, SWEEPS),
    *(HOUSING, HOUSE_PHOTOS, TENANCIES, INSPECTIONS, HEADCOUNTS, HAZARDS, RECHECKS),
    *(ROUNDS, STOPS),
)

ACTIONS: Mapping[str, Mapping[str, Action]] = {
    "people": PEOPLE_ACTIONS,
    "places": PLACES_ACTIONS,
    "residents": RESIDENTS_ACTIONS,
    "hazards": HAZARDS_ACTIONS,
    "housing": {INSPECT.name: INSPECT, **HOUSING_ACTIONS},
    "rounds": ROUNDS_ACTIONS,
    "tenancies": TENANCIES_ACTIONS,
}

FORMS: tuple[Printable, ...] = (
    *RESIDENTS_FORMS,
    *LET_FORMS,
    *RECORDS,
    *ORDERS,
    *PATROLS,
    *CARRIED,
)
