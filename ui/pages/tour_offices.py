"""The pages of each role that an officer never sees: for pictures and for tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import UUID

from station_app.access import records
from station_app.corrections.records import UNDER
from station_app.storage.pages import Query
from ui.pages.tour import COUNTY_FIELD, COUNTY_FORM, first
from ui.pages.tour_township import rehabilitation
from ui.pages.work import Route, Work

Known = Mapping[str, Route]


def _chief(known: Known, work: Work) -> dict[str, Route]:
    return {
        "chief-today": known["today"],
        "chief-person": known["person"],
        "chief-looked": Route("who", "people", known["person"].id),
        "chief-export": Route("export", "people"),
        "chief-sealed": known["sealed-requests"],
        "chief-sealed-decide": replace(known["sealed-read"], page="sealed_decide"),
        "chief-custodians": Route("custodians"),
        "chief-retention": Route("retention"),
        "chief-purge": Route("purge_propose", "residents", None, "retention_residents"),
        "chief-beats": Route("beats"),
        "chief-beat-new": Route("beat"),
        "chief-free-looks": Route("free-looks"),
        "chief-log-sheet": Route("log-sheet"),
        "chief-assessment": Route("assessment"),
        "chief-correction-figures": Route("correction_figures"),
        "chief-leave": Route("office_decision", "leaves", _asked(work), "approve"),
        "chief-template": Route("template", action=COUNTY_FORM),
        "chief-template-field": Route("template_field", action=COUNTY_FORM).having(
            field=COUNTY_FIELD
        ),
        "chief-template-load": Route("template_load", action="warning_decision"),
        "chief-template-end": Route("template_end", action=COUNTY_FORM),
        "chief-settings": known["settings"],
        "chief-rule": Route("rule").having(rule="residence_registration", place=""),
        "chief-rule-end": Route("rule_end").having(what="演示县公安局演公〔2026〕12号"),
        "chief-holidays": known["holidays"],
        "chief-holiday-year": Route("holiday_year").having(year="2027"),
        "chief-holiday-end": Route("holiday_end").having(what="2027"),
    }


def _security(_known: Known, _work: Work) -> dict[str, Route]:
    return {
        "security-accounts": Route("accounts"),
        "security-account-new": Route("account"),
        "security-account": Route("account").having(name="clerk"),
        "security-retention": Route("retention"),
        "security-purge": Route("purge_decide", "purges"),
    }


def _admin(known: Known, _work: Work) -> dict[str, Route]:
    return {
        "admin-today": known["today"],
        "admin-backup": Route("backup"),
        "admin-settings": known["settings"],
        "admin-overprint": known["overprint"],
        "admin-overprint-order": Route("overprint_order", action="residence_form"),
        "admin-overprint-end": Route("overprint_end", action="residence_form"),
    }


def _corrections(_known: Known, work: Work) -> dict[str, Route]:
    one = _under(work)
    of_one = {
        "record": Route("record", "corrections", one),
        "time-line": Route("time_line", "corrections", one),
        "report": Route("report", "corrections", one, "periodic_report"),
        "leave": Route("leave", "corrections", one, "leave"),
        "discipline": Route("discipline", "corrections", one),
        "warning": Route("action", "corrections", one, "warning"),
        "talk": Route("action", "corrections", one, "individual_talk"),
        "plan": Route("action", "corrections", one, "plan"),
        "moving": Route("action", "corrections", one, "change_of_place"),
        "release": Route("action", "corrections", one, "release"),
        "print": Route("print", "corrections", one),
    }
    return {
        "corrections-today": Route("home"),
        "corrections-queue": Route("report_queue"),
        "corrections-people": Route("my_people"),
        "corrections-list": Route("list", "corrections"),
        "corrections-new": Route("form", "corrections"),
        "corrections-assessments": Route("list", "assessments"),
        **{f"corrections-{name}": route for name, route in of_one.items()},
    }


def _under(work: Work) -> UUID | None:
    """Somebody under supervision; nobody for who may not look."""
    if not work.may("list:corrections"):
        return None
    with work.desk.view("list:corrections") as view:
        query = Query(where={"state": UNDER})
        return records.page(view, work.desk.registers["corrections"], query)[0].id


def _asked(work: Work) -> UUID | None:
    """A leave that the office decides; the page says so where none waits."""
    return next(iter(first(work, "leaves", 1)), None) if work.may("list:leaves") else None


OFFICES: Mapping[str, Callable[[Known, Work], dict[str, Route]]] = {
    "corrections": _corrections,
    "rehabilitation": rehabilitation,
    "chief": _chief,
    "security": _security,
    "admin": _admin,
    "auditor": lambda _known, _work: {"auditor-log": Route("audit")},
}
"""Role → its own pages by name, given those of `stops` and its window's work."""
