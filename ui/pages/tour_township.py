"""The pages of a township's worker, as he meets them."""

from __future__ import annotations

from collections.abc import Mapping

from ui.pages.tour import first
from ui.pages.work import Route, Work

ACTS = ("drug_test", "form_team", "absence", "summary", "report_breach", "pause", "release")


def rehabilitation(_known: Mapping[str, Route], work: Work) -> dict[str, Route]:
    """Of somebody who has reported in, with his tests; nobody for who may not look."""
    if not work.may("list:rehabilitation"):
        return {}
    one = next(reversed(first(work, "rehabilitation", 3)), None)
    test = next(iter(first(work, "drug_tests", 1)), None)
    return {
        "rehabilitation-today": Route("home"),
        "rehabilitation-list": Route("list", "rehabilitation"),
        "rehabilitation-new": Route("form", "rehabilitation"),
        "rehabilitation-record": Route("record", "rehabilitation", one),
        "rehabilitation-print": Route("print", "rehabilitation", one),
        "rehabilitation-test": Route("record", "drug_tests", test),
        **{
            f"rehabilitation-{name.replace('_', '-')}": Route("action", "rehabilitation", one, name)
            for name in ACTS
        },
    }
