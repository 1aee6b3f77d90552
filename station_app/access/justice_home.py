"""What the roles of a community-correction office may do with the registers that only it keeps.

The worker (社区矫正工作人员) enters and proposes; the head of the office (`chief` of that home)
reads and approves. Nobody of the police has a right here (社区矫正法 8, 9; features.md 12).
"""

from __future__ import annotations

from station_app.access.rights import INNER, Rights, of_records, of_registers

WORKER = frozenset({"corrections"})
HEAD = frozenset({"chief"})
OFFICE = WORKER | HEAD

_REGISTERS: dict[str, Rights] = {
    "leaves": dict.fromkeys((*INNER, "withdraw"), OFFICE),
    "travels": dict.fromkeys((*INNER, "withdraw"), OFFICE),
    "permits": dict.fromkeys((*INNER, "withdraw"), OFFICE),
    "corrections": of_records(OFFICE, WORKER),
    "assessments": of_records(OFFICE, WORKER),
    **dict.fromkeys(
        (
            *("injunctions", "group_members", "correction_plans", "correction_papers"),
            *("correction_notices", "class_changes", "announcements"),
        ),
        dict.fromkeys((*INNER, "withdraw"), OFFICE),
    ),
    "sanctions": dict.fromkeys(INNER, OFFICE),
    "searches": dict.fromkeys(INNER, OFFICE),
    "detentions": dict.fromkeys(INNER, OFFICE),
    "commendations": dict.fromkeys(INNER, OFFICE),
    "reports": dict.fromkeys(INNER, OFFICE),
    "contacts": dict.fromkeys(INNER, OFFICE),
    "intervals": dict.fromkeys(INNER, OFFICE),
    "relocations": of_records(OFFICE, WORKER),
    "positionings": dict.fromkeys((*INNER, "withdraw"), OFFICE),
    "objections": of_records(OFFICE, WORKER),
    "archive_items": of_records(OFFICE, WORKER),
    "appraisals": dict.fromkeys((*INNER, "withdraw"), OFFICE),
    "aftercare": dict.fromkeys((*INNER, "withdraw"), OFFICE),
    "incidents": dict.fromkeys((*INNER, "withdraw"), OFFICE),
}

JUSTICE_HOME: Rights = of_registers(_REGISTERS) | {
    "ask-leave": WORKER,
    "leave-sheet": OFFICE,
    "propose-sanction": WORKER,
    "record-sanction": WORKER,
    "search-person": WORKER,
    "record-detention": WORKER,
    "commend": WORKER,
    "discipline": OFFICE,
    "decide-leave": HEAD,
    "receive-leave": WORKER,
    "follow-leave": WORKER,
    "ask-travel": WORKER,
    "follow-travel": WORKER,
    "ask-permit": WORKER,
    "decide-permit": HEAD,
    "follow-permit": WORKER,
    "leave-entrustment": OFFICE | frozenset({"admin"}),
    "enter-entrustment": frozenset({"admin"}),
    "end-entrustment": frozenset({"admin"}),
    "enter-supervision": WORKER,
    "enter-assessment": WORKER,
    "assess-person": WORKER,
    "receive-papers": WORKER,
    "send-receipt": WORKER,
    "report-in": WORKER,
    "announce-intake": WORKER,
    "form-group": WORKER,
    "plan-correction": WORKER,
    "change-class": WORKER,
    "enter-injunction": WORKER,
    "file-exit-ban": WORKER,
    "notify": WORKER,
    "take-report": WORKER,
    "note-contact": WORKER,
    "extend-interval": WORKER,  # as it was received
    "set-focus": WORKER,
    "take-back-report": OFFICE,
    "report-sheet": WORKER,
    "my-people": OFFICE,
    "find-own": OFFICE,
    "time-line": OFFICE,
    "relocate": WORKER,
    "position": WORKER,
    "appraise": WORKER,
    "end-supervision": WORKER,
    "after-care": WORKER,
    "serious-incident": WORKER,
    "remedy": WORKER,
    "archive": WORKER,
    "correction-figures": OFFICE,
    "export-correction-figures": HEAD,
}
