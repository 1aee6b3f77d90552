"""What a residence owes and when, what class it is, and when it is not yet fit to be filed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from station_app.clocks.calendar import add_months
from station_app.clocks.terms import Terms
from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import Text, _
from station_app.residents.records import (
    ABROAD,
    FAMILY,
    FLOATING,
    LODGED,
    NO_HUKOU,
    PERMANENT,
    SEPARATED,
)

PASSED = (  # days that have been when they are kept
    *("since", "registered_on", "arrived_on", "until"),
    *("permit_applied_on", "permit_issued_on", "endorsed_on"),
)
DEATH, MOVED_WITHIN = "1", "9"  # among the reasons of 注销户口
LODGING_RULES = {  # 境外人员 by kind: 出境入境管理法 39; 1986 办法 17; 台湾办法 16
    "foreigner": "foreigner_registration",
    "hk_mo": "hong_kong_macao_registration",
    "taiwan": "taiwan_registration",
}


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """A class where none was chosen; a household is a family's unless said otherwise."""
    found: dict[str, Any] = {}
    if values.get("abroad_kind"):
        found["resident_class"] = ABROAD
    elif values.get("arrived_on") or values.get("expected_leave") or values.get("stay_reason"):
        found["resident_class"] = FLOATING
    else:
        found["resident_class"] = PERMANENT
    if values.get("household"):
        found["household_type"] = FAMILY
    since = values.get("arrived_on") or values.get("registered_on")
    return found | ({"since": since} if since else {})


def propose_class(*, has_id: bool, abroad: bool, hukou: str, line: str, county: str) -> str:
    """A class from the documents and the two addresses; the officer may correct it."""
    if abroad:
        return ABROAD
    if not hukou:
        return PERMANENT if has_id else NO_HUKOU
    if _same(hukou, line):
        return PERMANENT
    if county and county in hukou:
        return SEPARATED
    return FLOATING if has_id else LODGED


def _same(one: str, other: str) -> bool:
    """One of the two may leave out the county or the room."""
    return one == other or one.endswith(other) or other.endswith(one) or other.startswith(one)


def check(resident: Any, today: date) -> Iterator[Problem]:
    for name in PASSED:
        if (day := getattr(resident, name)) and day > today:
            yield Problem(name, _("日期在今天之后"))
    if resident.until and resident.since and resident.until < resident.since:
        yield Problem("until", _("离开日期早于居住起始日期"))
    if resident.resident_class == ABROAD and not resident.abroad_kind:
        yield Problem("abroad_kind", _("境外人员请选择：外国人、港澳居民或台湾居民"))
    if resident.permit_issued_on and not resident.permit_number:
        yield Problem("permit_number", _("已发居住证，请填居住证编号"))


# Which acts suit a resident, and why one cannot be done yet


def here(resident: Any) -> bool:
    return resident.until is None


def gone(resident: Any) -> bool:
    return resident.until is not None


def of_this_hukou(resident: Any) -> bool:
    """Others are not ours to strike off: of them only the residence ends."""
    return here(resident) and resident.resident_class in (PERMANENT, SEPARATED, LODGED)


def stays_for_a_time(resident: Any) -> bool:
    return here(resident) and resident.resident_class in (FLOATING, ABROAD, LODGED)


def unregistered(resident: Any) -> bool:
    return floating(resident) and resident.registered_on is None


def unregistered_guest(resident: Any) -> bool:
    is_guest = here(resident) and resident.resident_class == ABROAD
    return is_guest and resident.lodging_registered_at is None


def without_permit(resident: Any) -> bool:
    return awaits_permit(resident) and resident.permit_applied_on is None


def awaits_permit(resident: Any) -> bool:
    return floating(resident) and resident.permit_issued_on is None


def holds_permit(resident: Any) -> bool:
    return here(resident) and resident.permit_issued_on is not None


def floating(resident: Any) -> bool:
    return here(resident) and resident.resident_class == FLOATING


def application_barred(resident: Any, on: date, terms: Terms) -> Text | None:
    """Half a year of registered residence comes first (居住证暂行条例 2, 9).

    Where the law of the day of registration sets no such term, none is asked for.
    """
    since = resident.registered_on
    if since is None:
        return _("请先办理居住登记，再受理居住证")
    if resident.permit_applied_on or resident.permit_issued_on:
        return _("居住证已受理或已签发，不能重复受理")
    if terms.find("half_year", since) is None or on >= (
        opens := terms.due("half_year", since).due_on
    ):
        return None
    return _("居住登记未满半年，{opens} 起可受理居住证", opens=opens)


def issue_barred(resident: Any, _on: date, _terms: Terms) -> Text | None:
    return None if resident.permit_applied_on else _("请先受理居住证申请，再签发")


def endorsement_barred(resident: Any, on: date, _terms: Terms) -> Text | None:
    if resident.permit_issued_on is None:
        return _("尚未签发居住证，不能签注")
    due = next_endorsement(resident)
    if on < (opens := add_months(due, -1)):
        return _("尚未到签注时间：{opens} 至 {due} 办理", opens=opens, due=due)
    return None


def duties(resident: Any) -> Iterable[Duty]:
    """Nothing once the person has left."""
    if resident.until is not None:
        return
    if resident.expected_leave:
        yield Duty("expected_leave", resident.expected_leave, "move_out")
    if resident.resident_class == FLOATING:
        yield from _floating(resident)
    elif resident.resident_class == ABROAD:
        yield from _abroad(resident)


def _floating(resident: Any) -> Iterator[Duty]:
    arrived = resident.arrived_on or resident.since
    if resident.registered_on is None:
        if arrived:
            yield Duty("residence_registration", arrived, "register_residence")
        return
    if resident.permit_issued_on:
        yield Duty("endorsement", next_endorsement(resident), "endorse")
    elif resident.permit_applied_on:
        yield Duty("residence_permit_issue", resident.permit_applied_on, "issue_permit")
    else:
        yield Duty("half_year", resident.registered_on, "apply_permit")


def next_endorsement(resident: Any) -> date:
    """The first full year not yet endorsed; an endorsement counts from a month before (条例 10)."""
    start: date = resident.years_from or resident.permit_issued_on
    done = resident.endorsed_on or start
    years = 1
    while add_months(start, 12 * years - 1) <= done:
        years += 1
    return add_months(start, 12 * years)


def _abroad(resident: Any) -> Iterator[Duty]:
    since = resident.moved_in_at or resident.since
    rule = LODGING_RULES.get(resident.abroad_kind or "")
    if rule and since and resident.lodging_registered_at is None:
        yield Duty(rule, since, "register_lodging")
    if resident.visa_until:
        yield Duty("stay_permit_expiry", resident.visa_until, "")
