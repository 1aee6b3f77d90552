"""What the correction office keeps, and what a station holds of it."""

from __future__ import annotations

from collections.abc import Mapping

from station_app.access.action import Action
from station_app.assessments.register import ASSESSMENTS
from station_app.copies.forms import FORMS as TASKS_FORMS
from station_app.copies.register import COPIES, RESULTS, TASKS
from station_app.copies.service import ACTIONS as TASKS_ACTIONS
from station_app.core.register import Register
from station_app.corrections.intake_register import INTAKE
from station_app.corrections.register import CORRECTIONS
from station_app.discipline.register import REGISTERS as DISCIPLINE
from station_app.endings.register import AFTERCARE, APPRAISALS, ARCHIVE_ITEMS, INCIDENTS
from station_app.leaves.register import LEAVES, PERMITS, TRAVELS
from station_app.positioning.register import POSITIONINGS
from station_app.printing.forms import Printable
from station_app.relocations.register import RELOCATIONS
from station_app.remedies.register import OBJECTIONS
from station_app.reports.register import CONTACTS, INTERVALS, REPORTS
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
from station_app.workflows.supervision.police import POLICE_TASK
from station_app.workflows.supervision.positioning import ACTIONS as POSITIONINGS_ACTIONS
from station_app.workflows.supervision.positioning import POSITION
from station_app.workflows.supervision.positioning_forms import FORMS as POSITIONING_FORMS
from station_app.workflows.supervision.relocation_actions import ACTIONS as RELOCATIONS_ACTIONS
from station_app.workflows.supervision.relocation_actions import CHANGE_OF_PLACE
from station_app.workflows.supervision.relocation_forms import FORMS as RELOCATION_FORMS
from station_app.workflows.supervision.remedies import RAISED, REMEDY_ACTIONS
from station_app.workflows.supervision.taking_back import CONTACTS_ACTIONS, REPORTS_ACTIONS

REGISTERS: tuple[Register, ...] = (
    *(RELOCATIONS,),
    *INTAKE,
    *(ASSESSMENTS,),
    *(COPIES, TASKS, RESULTS),
    *(POSITIONINGS,),
    *(CORRECTIONS, REPORTS, CONTACTS, INTERVALS),
    *(OBJECTIONS, APPRAISALS, AFTERCARE, ARCHIVE_ITEMS, INCIDENTS),
    *DISCIPLINE,
    *(LEAVES, TRAVELS, PERMITS),
)

ACTIONS: Mapping[str, Mapping[str, Action]] = {
    "corrections": in_order(
        {
            **LEAVE_ACTIONS,
            **INTAKE_ACTIONS["corrections"],
            CHANGE_OF_PLACE.name: CHANGE_OF_PLACE,
            POSITION.name: POSITION,
            POLICE_TASK.name: POLICE_TASK,
            **DAILY_ACTIONS,
            **RAISED,
            **ENDING_ACTIONS,
            **ARCHIVE_ACTIONS,
            **DISCIPLINE_ACTIONS,
        }
    ),
    "intervals": INTERVALS_ACTIONS,
    "reports": REPORTS_ACTIONS,
    "contacts": CONTACTS_ACTIONS,
    **OF_DISCIPLINE,
    "correction_tasks": TASKS_ACTIONS,
    "positionings": POSITIONINGS_ACTIONS,
    "leaves": OF_LEAVES,
    "travels": OF_TRAVELS,
    "permits": OF_PERMITS,
    **{name: of for name, of in INTAKE_ACTIONS.items() if name != CORRECTIONS.name},
    "injunctions": {**INTAKE_ACTIONS["injunctions"], **INJUNCTIONS_ACTIONS},
    "assessments": ASSESSMENT_ACTIONS,
    "relocations": RELOCATIONS_ACTIONS,
    "objections": REMEDY_ACTIONS,
}

FORMS: tuple[Printable, ...] = (
    *RELOCATION_FORMS,
    *POSITIONING_FORMS,
    *TASKS_FORMS,
    *DAILY_FORMS,
    *ASSESSMENT_FORMS,
    *INTAKE_FORMS,
    *TOLD_FORMS,
    *ENDING_FORMS,
    *ARCHIVE_FORMS,
    *LEAVE_FORMS,
    *DISCIPLINE_FORMS,
)
