"""Every register the station keeps. A new one is a line here."""

from __future__ import annotations

from collections.abc import Mapping

from station_app.access.action import Action
from station_app.assessments.register import ASSESSMENTS
from station_app.calls.register import CALL_PEOPLE, CALLS
from station_app.calls.service import ACTIONS as CALLS_ACTIONS
from station_app.copies.forms import FORMS as TASKS_FORMS
from station_app.copies.register import COPIES, RESULTS, TASKS
from station_app.copies.service import ACTIONS as TASKS_ACTIONS
from station_app.core.register import Register
from station_app.corrections.intake_register import INTAKE
from station_app.corrections.register import CORRECTIONS
from station_app.discipline.register import REGISTERS as DISCIPLINE
from station_app.endings.register import AFTERCARE, APPRAISALS, ARCHIVE_ITEMS, INCIDENTS
from station_app.hazards.register import HAZARDS, RECHECKS
from station_app.housing.register import HOUSE_PHOTOS, HOUSING
from station_app.inspections.register import HEADCOUNTS, INSPECTIONS
from station_app.leaves.register import LEAVES, PERMITS, TRAVELS
from station_app.notes.register import NOTES
from station_app.notes.service import noting
from station_app.people.register import PEOPLE
from station_app.people.service import ACTIONS as PEOPLE_ACTIONS
from station_app.places.register import PLACES
from station_app.places.service import ACTIONS as PLACES_ACTIONS
from station_app.positioning.register import POSITIONINGS
from station_app.printing.forms import Printable
from station_app.printing.register import PAPER_STEPS, PRINTS
from station_app.printing.steps import ACTIONS as PRINTS_ACTIONS
from station_app.relocations.register import RELOCATIONS
from station_app.remedies.register import OBJECTIONS
from station_app.reports.register import CONTACTS, INTERVALS, REPORTS
from station_app.residents.forms import FORMS as RESIDENTS_FORMS
from station_app.residents.register import RESIDENTS, SWEEPS
from station_app.retention.forms import FORMS as RETENTION_FORMS
from station_app.retention.register import PURGES
from station_app.rounds.register import ROUNDS, STOPS
from station_app.sealing.forms import FORMS as SEALING_FORMS
from station_app.sealing.register import REQUESTS
from station_app.tenancies.register import TENANCIES
from station_app.workflows.desk.call_forms import FORMS as CALL_FORMS
from station_app.workflows.house_orders import ORDERS
from station_app.workflows.house_records import PATROLS, RECORDS
from station_app.workflows.inspect import INSPECT
from station_app.workflows.let_actions import (
    HOUSING_ACTIONS,
    RESIDENTS_ACTIONS,
    TENANCIES_ACTIONS,
)
from station_app.workflows.let_forms import FORMS as LET_FORMS
from station_app.workflows.recheck import ACTIONS as HAZARDS_ACTIONS
from station_app.workflows.round import ACTIONS as ROUNDS_ACTIONS
from station_app.workflows.round_paper import CARRIED
from station_app.workflows.supervision.announcement_forms import FORMS as TOLD_FORMS
from station_app.workflows.supervision.archive import ARCHIVE_ACTIONS
from station_app.workflows.supervision.archive_forms import FORMS as ARCHIVE_FORMS
from station_app.workflows.supervision.assess import ACTIONS as ASSESSMENT_ACTIONS
from station_app.workflows.supervision.assess_forms import FORMS as ASSESSMENT_FORMS
from station_app.workflows.supervision.daily_actions import (
    DAILY_ACTIONS,
    INJUNCTIONS_ACTIONS,
    INTERVALS_ACTIONS,
)
from station_app.workflows.supervision.daily_forms import FORMS as DAILY_FORMS
from station_app.workflows.supervision.discipline import OF_A_PERSON as DISCIPLINE_ACTIONS
from station_app.workflows.supervision.discipline import OF_THE_REST as OF_DISCIPLINE
from station_app.workflows.supervision.discipline_forms import FORMS as DISCIPLINE_FORMS
from station_app.workflows.supervision.ending_actions import ENDING_ACTIONS
from station_app.workflows.supervision.ending_forms import FORMS as ENDING_FORMS
from station_app.workflows.supervision.intake_actions import ACTIONS as INTAKE_ACTIONS
from station_app.workflows.supervision.intake_forms import FORMS as INTAKE_FORMS
from station_app.workflows.supervision.leave_actions import OF_A_PERSON as LEAVE_ACTIONS
from station_app.workflows.supervision.leave_actions import OF_LEAVES, OF_PERMITS, OF_TRAVELS
from station_app.workflows.supervision.leave_forms import FORMS as LEAVE_FORMS
from station_app.workflows.supervision.menu import in_order
from station_app.workflows.supervision.positioning import ACTIONS as POSITIONINGS_ACTIONS
from station_app.workflows.supervision.positioning import POSITION
from station_app.workflows.supervision.positioning_forms import FORMS as POSITIONING_FORMS
from station_app.workflows.supervision.relocation_actions import ACTIONS as RELOCATIONS_ACTIONS
from station_app.workflows.supervision.relocation_actions import CHANGE_OF_PLACE
from station_app.workflows.supervision.relocation_forms import FORMS as RELOCATION_FORMS
from station_app.workflows.supervision.remedies import RAISED, REMEDY_ACTIONS
from station_app.workflows.supervision.taking_back import CONTACTS_ACTIONS, REPORTS_ACTIONS

FORMS: dict[str, Printable] = {
    each.form.name: each
    for each in (
        *RESIDENTS_FORMS,
        *LET_FORMS,
        *CALL_FORMS,
        *RECORDS,
        *ORDERS,
        *PATROLS,
        *CARRIED,
        *RELOCATION_FORMS,
        *POSITIONING_FORMS,
        *TASKS_FORMS,
        *DAILY_FORMS,
        *SEALING_FORMS,
        *RETENTION_FORMS,
        *ASSESSMENT_FORMS,
        *INTAKE_FORMS,
        *TOLD_FORMS,
        *ENDING_FORMS,
        *ARCHIVE_FORMS,
        *LEAVE_FORMS,
        *DISCIPLINE_FORMS,
    )
}

REGISTERS: dict[str, Register] = {
    r.name: r
    for r in (
        *(PEOPLE, PLACES, RESIDENTS, SWEEPS),
        *(HOUSING, HOUSE_PHOTOS, TENANCIES, INSPECTIONS, HEADCOUNTS, HAZARDS, RECHECKS),
        *(ROUNDS, STOPS),
        *(CALLS, CALL_PEOPLE),
        *(RELOCATIONS,),
        *INTAKE,
        *(ASSESSMENTS,),
        *(COPIES, TASKS, RESULTS),
        *(POSITIONINGS,),
        *(CORRECTIONS, REPORTS, CONTACTS, INTERVALS),
        *(OBJECTIONS, APPRAISALS, AFTERCARE, ARCHIVE_ITEMS, INCIDENTS),
        *DISCIPLINE,
        *(LEAVES, TRAVELS, PERMITS),
        *(PRINTS, PAPER_STEPS, NOTES, REQUESTS, PURGES),
    )
}

OWN_ACTIONS: dict[str, Mapping[str, Action]] = {
    "people": PEOPLE_ACTIONS,
    "places": PLACES_ACTIONS,
    "residents": RESIDENTS_ACTIONS,
    "corrections": in_order(
        {
            **LEAVE_ACTIONS,
            **INTAKE_ACTIONS["corrections"],
            CHANGE_OF_PLACE.name: CHANGE_OF_PLACE,
            POSITION.name: POSITION,
            **DAILY_ACTIONS,
            **RAISED,
            **ENDING_ACTIONS,
            **ARCHIVE_ACTIONS,
            **DISCIPLINE_ACTIONS,
        }
    ),
    "calls": CALLS_ACTIONS,
    "hazards": HAZARDS_ACTIONS,
    "housing": {INSPECT.name: INSPECT, **HOUSING_ACTIONS},
    "intervals": INTERVALS_ACTIONS,
    "reports": REPORTS_ACTIONS,
    "contacts": CONTACTS_ACTIONS,
    **OF_DISCIPLINE,
    "correction_tasks": TASKS_ACTIONS,
    "positionings": POSITIONINGS_ACTIONS,
    "rounds": ROUNDS_ACTIONS,
    "tenancies": TENANCIES_ACTIONS,
    "leaves": OF_LEAVES,
    "travels": OF_TRAVELS,
    "permits": OF_PERMITS,
    "prints": PRINTS_ACTIONS,
    **{name: of for name, of in INTAKE_ACTIONS.items() if name != CORRECTIONS.name},
    "injunctions": {**INTAKE_ACTIONS["injunctions"], **INJUNCTIONS_ACTIONS},
    "assessments": ASSESSMENT_ACTIONS,
    "relocations": RELOCATIONS_ACTIONS,
    "objections": REMEDY_ACTIONS,
}

ACTIONS: Mapping[str, Mapping[str, Action]] = OWN_ACTIONS | {
    name: {**OWN_ACTIONS.get(name, {}), "note": noting(register)}
    for name, register in REGISTERS.items()
    if not register.inner
}
