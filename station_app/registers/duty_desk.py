"""What the duty desk keeps: alarms, cases, who is in the station, what is held and handed over."""

from __future__ import annotations

from collections.abc import Mapping

from station_app.access.action import Action
from station_app.calls import evidence
from station_app.calls.evidence_register import EVIDENCE
from station_app.calls.register import CALL_PEOPLE, CALLS
from station_app.calls.service import ACTIONS as CALLS_ACTIONS
from station_app.cases.actions import ACTIONS as CASES_ACTIONS
from station_app.cases.decision_register import CASE_DECISIONS
from station_app.cases.register import CASE_PEOPLE, CASE_STEPS, CASES
from station_app.core.register import Register
from station_app.custody.actions import ACTIONS as CUSTODY_ACTIONS
from station_app.custody.forms import FORMS as CUSTODY_FORMS
from station_app.custody.register import CUSTODY, CUSTODY_STEPS
from station_app.duty.register import REGISTERS as DUTY
from station_app.duty.service import ACTIONS as DUTY_ACTIONS
from station_app.footage.register import FOOTAGE
from station_app.footage.service import ACTIONS as FOOTAGE_ACTIONS
from station_app.measures.register import MEASURE_STEPS, MEASURES
from station_app.mediations.register import MEDIATIONS
from station_app.printing.forms import Printable
from station_app.property.actions import ACTIONS as PROPERTY_ACTIONS
from station_app.property.register import MOVES, PROPERTY
from station_app.statements.register import STATEMENTS
from station_app.tasks.register import STEPS as TASK_STEPS
from station_app.tasks.register import TASKS
from station_app.tasks.service import ACTIONS as TASKS_ACTIONS
from station_app.workflows.desk.call_forms import FORMS as CALL_FORMS
from station_app.workflows.desk.case_accept import ACTIONS as CASES_FROM_CALLS
from station_app.workflows.desk.case_forms import FORMS as CASE_FORMS
from station_app.workflows.desk.case_notices import FORMS as CASE_NOTICES
from station_app.workflows.desk.case_transfer import ACTIONS as TRANSFER
from station_app.workflows.desk.closing_actions import CASES_ACTIONS as CLOSING
from station_app.workflows.desk.closing_actions import DECISIONS_ACTIONS
from station_app.workflows.desk.duty_forms import FORMS as DUTY_FORMS
from station_app.workflows.desk.evidence_form import FORMS as EVIDENCE_FORMS
from station_app.workflows.desk.file_pdf import file_forms
from station_app.workflows.desk.measure_actions import ACTIONS as MEASURES_ACTIONS
from station_app.workflows.desk.measure_forms import FORMS as MEASURE_FORMS
from station_app.workflows.desk.measure_letters import FORMS as MEASURE_LETTERS
from station_app.workflows.desk.mediating_actions import ACTIONS as MEDIATIONS_ACTIONS
from station_app.workflows.desk.mediating_actions import ON_CALLS, ON_CASES
from station_app.workflows.desk.mediation_forms import FORMS as MEDIATION_FORMS
from station_app.workflows.desk.property_forms import FORMS as PROPERTY_FORMS
from station_app.workflows.desk.questioning import ACTIONS as STATEMENTS_ACTIONS
from station_app.workflows.desk.questioning import QUESTION
from station_app.workflows.desk.sampling import ACTIONS as SAMPLING_ACTIONS
from station_app.workflows.desk.statement_forms import FORMS as STATEMENT_FORMS

REGISTERS: tuple[Register, ...] = (
    *(CALLS, CALL_PEOPLE, EVIDENCE),
    *(STATEMENTS, MEDIATIONS),
    *(CASES, CASE_PEOPLE, CASE_STEPS, CASE_DECISIONS),
    *DUTY,
    *(CUSTODY, CUSTODY_STEPS),
    *(MEASURES, MEASURE_STEPS),
    *(PROPERTY, MOVES),
    *(TASKS, TASK_STEPS, FOOTAGE),
)

ACTIONS: Mapping[str, Mapping[str, Action]] = {
    "calls": {**CALLS_ACTIONS, **evidence.ON_CALLS, **CASES_FROM_CALLS, **ON_CALLS},
    "cases": {
        **CASES_ACTIONS,
        **TRANSFER,
        QUESTION.name: QUESTION,
        **ON_CASES,
        **evidence.ON_CASES,
        **CLOSING,
        **SAMPLING_ACTIONS,
    },
    "case_decisions": DECISIONS_ACTIONS,
    "statements": STATEMENTS_ACTIONS,
    "mediations": MEDIATIONS_ACTIONS,
    "custody": CUSTODY_ACTIONS,
    "duty": DUTY_ACTIONS,
    "measures": MEASURES_ACTIONS,
    "property": PROPERTY_ACTIONS,
    "tasks": TASKS_ACTIONS,
    "footage": FOOTAGE_ACTIONS,
}

PAPERS: tuple[Printable, ...] = (
    *CALL_FORMS,
    *EVIDENCE_FORMS,
    *CASE_FORMS,
    *CASE_NOTICES,
    *MEASURE_FORMS,
    *MEASURE_LETTERS,
    *PROPERTY_FORMS,
    *STATEMENT_FORMS,
    *MEDIATION_FORMS,
    *DUTY_FORMS,
    *CUSTODY_FORMS,
)

FORMS: tuple[Printable, ...] = (*PAPERS, *file_forms(PAPERS))
