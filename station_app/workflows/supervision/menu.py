"""Under which heading each act of a supervision stands, in which order: the daily ones first."""

from __future__ import annotations

from collections.abc import Mapping

from station_app.access.action import Action
from station_app.core.texts import Text, _

MENU: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (
        _("日常监督管理"),
        (
            *("periodic_report", "health_report", "reexam", "injunction_report"),
            *("contact_check", "visit", "individual_talk", "education", "public_activity"),
            *("change_of_life", "focus_period", "extend_interval"),
        ),
    ),
    (
        _("外出和审批"),
        (
            *("leave", "leave_return", "regular_travel", "visitor_contact_approval"),
            *("enter_place_approval", "change_of_place", "positioning"),
        ),
    ),
    (
        _("接收和方案"),
        (
            *("papers_received", "initial_report_in", "intake_announcement", "form_group"),
            *("plan", "change_class", "injunction", "file_exit_ban", "notify"),
        ),
    ),
    (
        _("奖惩和查找"),
        (
            *("commendation", "reduction_proposal", "search_person", "detention", "admonition"),
            *("warning", "penalty_proposal", "revoke_probation", "revoke_parole"),
            *("imprison_proposal", "arrest_proposal", "police_task"),
        ),
    ),
    (_("异议和监督"), ("objection", "complaint", "procuratorate_advice")),
    (
        _("期满、终止和档案"),
        (
            *("summary", "appraisal", "release", "release_announcement", "after_care"),
            *("termination", "serious_incident", "archive_item"),
        ),
    ),
)
HEADING: Mapping[str, Text] = {name: heading for heading, names in MENU for name in names}


def in_order(actions: Mapping[str, Action]) -> dict[str, Action]:
    """All of them as the menu has them. KeyError: the menu and the acts name each other wholly."""
    ordered = {name: actions[name] for _heading, names in MENU for name in names}
    if missing := set(actions) - set(ordered):
        raise KeyError(missing)
    return ordered
