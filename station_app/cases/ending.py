"""How a case may end: the kinds of closing and what each needs, and what is owed until then. Pure.

公安机关办理行政案件程序规定 258, 259; 治安管理处罚法 9, 136.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from station_app.cases import decision_rules as rules
from station_app.cases.checklist import Found, Line, lines
from station_app.cases.decision_records import NO_PENALTY
from station_app.cases.records import (
    ADMIN,
    CRIMINAL,
    NOT_FILED,
    SECURITY,
    STOPPED,
    TRANSFERRED,
)
from station_app.core.days import day_of
from station_app.core.register import Duty
from station_app.core.texts import Text, _

ADMINISTRATIVE = frozenset({SECURITY, ADMIN})
ENDED = "ended"  # without any decision: not filed, transferred, stopped
ENDED_STATES = (NOT_FILED, TRANSFERRED, STOPPED)
EXECUTION = ("service", "victim", "family", "paid", "handed_in", "carried_out")


@dataclass(frozen=True, slots=True)
class Closing:
    """For which kinds of case, why not (None: it may), and which lines need not be met."""

    of: frozenset[str]
    barred: Callable[[Found], Text | None]
    without: tuple[str, ...] = ()
    explained: bool = False  # by a sentence of its own


def _decided(found: Found) -> list[Any]:
    return [one for one in found.decisions if rules.is_decided(one)]


def _never_punished(found: Found) -> Text | None:
    made = _decided(found)
    if made and all(one.kind == NO_PENALTY for one in made):
        return None
    return _("没有不予处罚决定，或者还有处罚决定")


def _mediated(found: Found) -> Text | None:
    if not found.performed:
        return _("没有已经履行的治安调解协议")
    return _("已有处理决定") if _decided(found) else None


def _executed(found: Found) -> Text | None:
    made = _decided(found)
    if not any(one.kind != NO_PENALTY for one in made):
        return _("没有处罚决定")
    if not all(rules.is_executed(one) for one in made):
        return _("处罚决定尚未执行完毕")
    return None


def _inexecutable(found: Found) -> Text | None:
    return None if _decided(found) else _("没有处理决定")


def _turned(found: Found) -> Text | None:
    return _("已有处理决定") if _decided(found) else None


def _free(_found: Found) -> None:
    return None


CLOSINGS = {
    "no_penalty": Closing(ADMINISTRATIVE, _never_punished),
    "mediated": Closing(frozenset({SECURITY}), _mediated),
    "executed": Closing(ADMINISTRATIVE, _executed),
    "criminal": Closing(ADMINISTRATIVE, _turned, ("decided",), explained=True),
    "cannot_execute": Closing(ADMINISTRATIVE, _inexecutable, EXECUTION, explained=True),
    "prosecuted": Closing(frozenset({CRIMINAL}), _free, ("decided",)),
    "not_prosecuted": Closing(frozenset({CRIMINAL}), _free, ("decided",)),
    "dismissed": Closing(frozenset({CRIMINAL}), _free, ("decided",)),
}


def not_closed(kind: str, found: Found) -> Text | None:
    """Why a case is not closed in this way; what is missing on the list is told apart."""
    if found.case.state in ENDED_STATES:
        return None if kind == ENDED else _("案件已终结，结案方式只能是“未作处理决定而终结”")
    if kind == ENDED:
        return _("案件尚在办理")
    closing = CLOSINGS[kind]
    if found.case.kind not in closing.of:
        return _("这类案件不能这样结案")
    return closing.barred(found)


def missing(kind: str, found: Found) -> list[Line]:
    """What is not done and has to be, for closing in this way."""
    without = CLOSINGS[kind].without if kind in CLOSINGS else ("decided",)
    return [line for line in lines(found) if not line.met and line.name not in without]


def is_explained(kind: str) -> bool:
    return kind in CLOSINGS and CLOSINGS[kind].explained


def may_close(case: Any) -> bool:
    """Anything that was filed or has ended otherwise and is not closed; not one just taken in."""
    return case.state in ("filed", "decided", *ENDED_STATES)


def duties(case: Any) -> Iterator[Duty]:
    """What ended without a decision is closed, and so sealed, once nobody will take it up again."""
    since = {
        NOT_FILED: case.not_filed_on,
        STOPPED: case.closed_on,
        TRANSFERRED: case.transferred_at and day_of(case.transferred_at),
    }.get(case.state)
    if since:
        yield Duty("case_sealing", since, "close_case")
    elif case.state == "decided":
        yield Duty("case_closing", case.decided_on, "close_case")
