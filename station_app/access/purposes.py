"""Why somebody looks: the purpose comes with the work, and opens what the work needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from station_app.core.register import Register
from station_app.core.texts import Text, _

EVERYTHING: frozenset[str] = frozenset({"*"})
RESIDENTS = frozenset({"people", "places", "residents"})

PURPOSES: Mapping[str, Text] = {
    "COUNTER": _("窗口办理"),
    "CASE": _("办理案（事）件"),
    "CHECK": _("检查核查"),
    "VISIT": _("走访"),
    "APPLICATION": _("受理申请"),
    "CORRECTION": _("社区矫正"),
    "TASK": _("交办事项"),
    "AUDIT": _("审计"),
}

OPENS: Mapping[str, frozenset[str]] = {
    "COUNTER": RESIDENTS | {"tenancies", "certificates", "cards", "letters", "lost_found"},
    "CASE": RESIDENTS
    | {"calls", "cases", "custody", "property", "disputes", "measures"}
    | {"footage", "correction_copies", "correction_tasks", "lost_found", "missing"},
    "CHECK": RESIDENTS | {"housing", "tenancies", "inspections", "hazards"},
    "VISIT": RESIDENTS | {"visits", "matters", "disputes", "rehabilitation"},
    "APPLICATION": RESIDENTS | {"housing", "tenancies", "certificates", "cards"},  # applied to
    "CORRECTION": frozenset({"people", "places", "corrections", "measures"}),
    "TASK": RESIDENTS | {"duty", "tasks"},  # and everything in a training home
    "AUDIT": frozenset(),
}


OF_CASES: Mapping[str, str] = {  # register → the one whose purpose opens it
    **dict.fromkeys(("cases", "case_people", "case_steps", "case_decisions"), "cases"),
    **dict.fromkeys(("statements", "mediations"), "cases"),
    **dict.fromkeys(("property", "property_moves"), "property"),
    **dict.fromkeys(("call_people", "evidence_received"), "calls"),
    **dict.fromkeys(("custody", "custody_steps"), "custody"),
    **dict.fromkeys(("disputes", "dispute_steps"), "disputes"),
    "letters": "letters",  # nor that he wrote
    **dict.fromkeys(("rehabilitation", "drug_tests", "absences"), "rehabilitation"),
    **dict.fromkeys(("rehabilitation_steps", "rehabilitation_team"), "rehabilitation"),
}
"""What would tell that somebody was in a case or a quarrel, or is rehabilitated (戒毒条例 7): other
work is not even told how many there are.
"""


@dataclass(frozen=True, slots=True)
class Purpose:
    code: str  # one of PURPOSES
    reference: str = ""  # the ticket, case, application or plan it belongs to
    free: bool = False  # said for this look-up (自主查询), not brought by the work in hand
    explanation: str = ""  # the sentence that one free look-up in so many asks for


def opened_by(code: str, *, training: bool) -> frozenset[str]:
    """Names of the registers that a purpose opens; in practice a task opens all a role may see."""
    return EVERYTHING if training and code == "TASK" else OPENS[code]


def opens(purpose: Purpose, register: Register, *, training: bool) -> bool:
    """Whether this work needs that register; what a slice keeps inside follows its work."""
    opened = opened_by(purpose.code, training=training)
    if register.name in OF_CASES:
        return "*" in opened or OF_CASES[register.name] in opened
    return (register.inner and bool(opened)) or "*" in opened or register.name in opened
