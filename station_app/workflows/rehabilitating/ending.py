"""Reports to the police, pauses, change of place, and the end (戒毒条例 21–24, 40)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.service import service
from station_app.clocks.terms import Terms
from station_app.core.errors import Refused
from station_app.core.texts import Text, _
from station_app.rehabilitation import rules
from station_app.rehabilitation.records import (
    ENDED,
    MOVING,
    PAUSED,
    RELAPSED,
    RELEASED,
    TRANSFERRED,
    UNDER,
    Rehabilitation,
)
from station_app.rehabilitation.testing_records import DUE, HELD
from station_app.rehabilitation.testing_register import DRUG_TESTS
from station_app.workflows.rehabilitating.course import last_day
from station_app.workflows.rehabilitating.living import (
    end_tests,
    hold_tests,
    living,
    on_of,
    step,
    tests,
    touch,
    under,
    wrong,
)

RIGHT = "end-rehabilitation"
DIED = "died"
DAY = timedelta(days=1)


@service(right=RIGHT, audit="relapse entered")
def relapse(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """又吸毒, found otherwise than by a test here (戒毒条例 21)."""
    one = under(act, id)
    on = on_of(act, values, one.reported_on)
    done = step(act, one, RELAPSED, on, said=values["said"])
    touch(act, one, breach_kind=RELAPSED, breach_on=on, breach_reported_on=None)
    return [one.id, done]


@service(right=RIGHT, audit="breach reported to the police")
def report_breach(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """报告公安机关: refused, relapsed, or a serious breach."""
    one = living(act, id)
    if not rules.is_breached(one):
        raise Refused(_("没有应当报告公安机关的情形"))
    on = on_of(act, values, one.breach_on)
    organ = values["organ"] or one.police_station or one.deciding_organ
    done = step(
        act, one, "breach_reported", on, by=organ, number=values["number"], said=values["said"]
    )
    touch(act, one, breach_on=None, breach_reported_on=on)
    return [one.id, done]


# Pauses


@service(right=RIGHT, audit="rehabilitation paused")
def pause(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """中止: detained or arrested; no test is owed meanwhile (戒毒条例 24)."""
    one = under(act, id)
    on = on_of(act, values, one.reported_on)
    said = {"number": values["number"], "said": values["said"]}
    done = step(act, one, "paused", on, by=values["organ"], **said)
    hold_tests(act, one, on)
    touch(act, one, state=PAUSED, paused_on=on)
    return [one.id, done]


@service(right=RIGHT, audit="rehabilitation went on")
def resume(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """释放后继续执行: the term and the tests still to come are put off by the days between."""
    one = living(act, id)
    if not rules.is_paused(one) or one.paused_on is None or one.reported_on is None:
        raise Refused(_("没有中止"))
    on = on_of(act, values, one.paused_on)
    days = (on - one.paused_on).days
    done = step(act, one, "resumed", on, said=values["said"])
    _put_off(act, one, days)
    shift = (one.shift_days or 0) + days
    end = rules.end_of(one, one.reported_on, shift)
    touch(act, one, state=UNDER, paused_on=None, shift_days=shift or None, end=end)
    return [one.id, done]


def _put_off(act: Act, one: Rehabilitation, days: int) -> None:
    for test in tests(act, one.id):
        if test.state == HELD:
            before = {"state": HELD, "due_on": test.due_on}
            after = {"state": DUE, "due_on": test.due_on + days * DAY}
            changed = {name: value for name, value in after.items() if value != before[name]}
            old = {name: before[name] for name in changed}
            act.set_state(DRUG_TESTS, test.id, before=old, after=changed)


# Change of place


@service(right=RIGHT, audit="rehabilitation moving")
def change_of_place(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """变更执行地: papers go there, and he reports there in fifteen days (戒毒条例 22)."""
    one = under(act, id)
    on = on_of(act, values, one.reported_on)
    said = {"number": values["number"], "said": values["to"]}
    done = step(act, one, "moving", on, **said)
    hold_tests(act, one, on)
    touch(act, one, state=MOVING, moving_on=on, moving_to=values["to"])
    return [one.id, done]


@service(right=RIGHT, audit="rehabilitation moved")
def confirm_move(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """已在新地报到: over here; days done count there."""
    one = living(act, id)
    if not rules.is_moving(one) or one.moving_on is None:
        raise Refused(_("没有办理变更执行地"))
    on = on_of(act, values, one.moving_on)
    late = _("逾期报到") if on > last_day(act.stamp.terms, one) else None
    done = step(act, one, "moved", on, number=values["number"], said=str(late) if late else "")
    _end(act, one, on, TRANSFERRED, values["number"])
    return [one.id, done]


# The end


@service(right=RIGHT, audit="rehabilitation terminated")
def terminate(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """终止, by the paper of who decided (戒毒条例 24)."""
    one, kind = living(act, id), values["end_kind"]
    on = on_of(act, values, one.start)
    if kind != DIED and not values["number"]:
        raise wrong("end_number", _("请填写文书号"))
    more = {"by": values["organ"], "number": values["number"], "said": values["said"]}
    done = step(act, one, "ended", on, **more)
    _end(act, one, on, kind, values["number"])
    return [one.id, done]


@service(right=RIGHT, audit="released from rehabilitation")
def release(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """解除: the police decide at expiry and tell the township in seven days (戒毒条例 23, 40)."""
    one, received = under(act, id), on_of(act, values)
    if rules.is_breached(one):
        raise Refused(_("有应当报告公安机关的情形尚未报告，请先报告"))
    if text := not_over(one, received, act.stamp.terms):
        raise Refused(text)
    more = {"by": values["organ"] or one.deciding_organ, "number": values["number"]}
    done = step(act, one, "released", received, **more)
    _end(act, one, one.end or received, RELEASED, values["number"])
    return [one.id, done]


def not_over(one: Any, on: date, _terms: Terms) -> Text | None:
    if one.end and on < one.end:
        return _("期限到 {day} 才届满", day=one.end)
    return None


def _end(act: Act, one: Rehabilitation, on: date, kind: str, number: str | None) -> None:
    end_tests(act, one)
    touch(act, one, state=ENDED, ended_on=on, end_kind=kind, end_number=number)
