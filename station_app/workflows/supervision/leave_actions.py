"""What can be done about leaves, regular travel and permits: on the person, and on each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.core.decided import COUNTY, OFFICE, is_open
from station_app.core.kinds import Code, Day, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.corrections.rules import is_under
from station_app.leaves import rules
from station_app.leaves.register import LEAVES, PERMITS, TRAVELS
from station_app.workflows.supervision import leaving, permitting, travelling
from station_app.workflows.supervision.deciding import GROUND, ON, RECEIVED

OPTIONAL = ("asked_on",)


def typed(register: Register, *names: str, required: Iterable[str] = ()) -> tuple[Field, ...]:
    """Fields of the record as an act asks for them."""
    return tuple(
        replace(
            register[name],
            required=(register[name].required and name not in OPTIONAL) or name in required,
            merge=Merge.GUARDED,
            group=None,
        )
        for name in names
    )


def _usual_leave(act: Act, one: Any) -> Mapping[str, Any]:
    """As the law has it: asked for today, three days ahead (办 27)."""
    today = act.stamp.today
    ahead = act.stamp.terms.rule("leave_ask", today).length
    return {"asked_on": today, "since": today + timedelta(days=ahead)}


def _needed(act: Act, leave: Any) -> Mapping[str, Any]:
    """The level that the two-month total asks for."""
    found = leaving.weigh(act, leave.supervision_id, leave.since, leave.until, leave.id).level
    return {"level": found if found != OFFICE else COUNTY}


def _same(*names: str) -> Callable[[Act, Any], Mapping[str, Any]]:
    return lambda _act, record: {name: getattr(record, name) for name in names}


def _named(*actions: Action) -> Mapping[str, Action]:
    return {action.name: action for action in actions}


APPROVE = Action(
    name="approve",
    title=_("批准外出"),
    right="decide-leave",
    fields=(ON,),
    run=leaving.approve,
    suits=rules.is_asked,
)
LATE = replace(typed(LEAVES, "late_cause")[0], help=_("逾期的写明原因；没有的不填"))
RETURN_FIELDS = (replace(ON, label=_("销假日期")), LATE)

OF_LEAVES = _named(
    APPROVE,
    Action(
        name="refuse",
        title=_("不批准外出"),
        right="decide-leave",
        fields=(GROUND, ON),
        run=leaving.refuse,
        suits=rules.is_asked,
    ),
    Action(
        name="receive_decision",
        title=_("登记上级对外出的决定"),
        right="receive-leave",
        fields=RECEIVED,
        run=leaving.receive,
        suits=lambda leave: rules.is_asked(leave) and leave.level != OFFICE,
        known=_needed,
    ),
    Action(
        name="leave_return",
        title=_("销假"),
        right="follow-leave",
        fields=RETURN_FIELDS,
        run=leaving.come_back,
        suits=rules.is_out,
    ),
    Action(
        name="contact",
        title=_("外出期间联系"),
        right="follow-leave",
        fields=(ON, leaving.WAY, Field(name="text", label=_("情况"), kind=Words(longest=300))),
        run=leaving.keep_contact,
        suits=rules.is_out,
    ),
    Action(
        name="late",
        title=_("未按期返回"),
        right="follow-leave",
        fields=(
            replace(LATE, help=_("因故不能按期返回的写明；没有正当理由的不填，登记为责令返回")),
            ON,
        ),
        run=leaving.report_late,
        suits=rules.is_out,
    ),
    Action(
        name="tell",
        title=_("外出备案（通报）"),
        right="follow-leave",
        fields=(ON, *typed(LEAVES, "told_number")),
        run=leaving.tell,
        suits=rules.to_be_told,
    ),
)

TRAVEL_ASKED = ("reason", "places", "times", "frequency", "proof", "asked_on", "remarks")

OF_TRAVELS = _named(
    Action(
        name="receive_decision",
        title=_("登记对经常性活动的决定"),
        right="follow-travel",
        fields=(
            *RECEIVED,
            Field(name="since", label=_("有效期起"), kind=Day(), help=_("不填为决定日期")),
        ),
        run=travelling.receive,
        suits=is_open,
        known=lambda _act, _travel: {"level": COUNTY},
    ),
    Action(
        name="renew",
        title=_("重新申请经常性活动"),
        right="ask-travel",
        fields=tuple(replace(field, required=False) for field in typed(TRAVELS, *TRAVEL_ASKED)),
        run=travelling.renew,
        suits=rules.is_valid,
        known=_same(*TRAVEL_ASKED[:5]),
    ),
    Action(
        name="end",
        title=_("终止经常性活动"),
        right="follow-travel",
        fields=(ON,),
        run=travelling.end,
        suits=rules.is_valid,
    ),
)

OF_PERMITS = _named(
    Action(
        name="approve",
        title=_("批准会客"),
        right="decide-permit",
        fields=(ON,),
        run=permitting.approve,
        suits=lambda permit: is_open(permit) and rules.level_of(permit.kind) == OFFICE,
    ),
    Action(
        name="refuse",
        title=_("不批准会客"),
        right="decide-permit",
        fields=(GROUND, ON),
        run=permitting.refuse,
        suits=lambda permit: is_open(permit) and rules.level_of(permit.kind) == OFFICE,
    ),
    Action(
        name="receive_decision",
        title=_("登记上级的决定"),
        right="follow-permit",
        fields=RECEIVED,
        run=permitting.receive,
        suits=is_open,
        known=lambda _act, _permit: {"level": COUNTY},
    ),
    Action(
        name="tell",
        title=_("告知原审人民法院、人民检察院"),
        right="follow-permit",
        fields=(
            Field(name="organ", label=_("告知"), kind=Code("leave_notice"), required=True),
            ON,
        ),
        run=permitting.tell,
        suits=rules.waits_to_be_told,
        known=lambda _act, permit: {
            "organ": "court" if rules.court_waits(permit) else "procuratorate"
        },
    ),
)


OF_A_PERSON = _named(
    Action(
        name="leave",
        title=_("外出申请"),
        right="ask-leave",
        fields=typed(
            LEAVES,
            *("reason", "since", "until", "destination", "proof"),
            *("details", "asked_on", "assisting", "remarks"),
        ),
        run=leaving.ask,
        suits=is_under,
        known=_usual_leave,
    ),
    Action(
        name="leave_return",
        title=_("销假"),
        right="follow-leave",
        fields=RETURN_FIELDS,
        run=leaving.come_back_of,
        suits=is_under,
    ),
    Action(
        name="regular_travel",
        title=_("经常性跨市、县活动申请"),
        right="ask-travel",
        fields=typed(TRAVELS, *TRAVEL_ASKED),
        run=travelling.ask,
        suits=is_under,
    ),
    Action(
        name="visitor_contact_approval",
        title=_("会客、接触特定人员申请"),
        right="ask-permit",
        fields=(
            *typed(PERMITS, "whom", required=("whom",)),
            replace(
                typed(PERMITS, "party")[0],
                help=_("会见案件的被害人、控告人、举报人、同案犯等的必填，由县级批准"),
            ),
            *typed(PERMITS, "since"),
            replace(typed(PERMITS, "until")[0], required=False, help=_("不填为当日")),
            *typed(PERMITS, "place", "reason", "escort", "asked_on", "remarks"),
        ),
        run=permitting.ask_contact,
        suits=is_under,
    ),
    Action(
        name="enter_place_approval",
        title=_("进入特定区域（场所）申请"),
        right="ask-permit",
        fields=(
            *typed(PERMITS, "place", required=("place",)),
            *typed(PERMITS, "since"),
            replace(typed(PERMITS, "until")[0], required=False, help=_("不填为当日")),
            *typed(PERMITS, "reason", "escort", "asked_on", "remarks"),
        ),
        run=permitting.ask_place,
        suits=is_under,
    ),
)
