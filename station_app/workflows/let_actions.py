"""The natural acts of houses, tenancies and residences that span them, beside their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from station_app.access.action import Action
from station_app.core.kinds import Address, Code, Day, Flag
from station_app.core.register import Field
from station_app.core.texts import _
from station_app.housing.actions import ACTIONS as OF_HOUSES
from station_app.housing.rules import is_let
from station_app.residents.actions import ACTIONS as OF_RESIDENTS
from station_app.tenancies import rules
from station_app.workflows import let

ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))

STOP = Action(
    name="stop_letting",
    title=_("停止出租"),
    right="stop-letting",
    fields=(ON, Field(name="tenants", label=_("在租人员一并退租"), kind=Flag())),
    run=let.stop_letting,
    suits=is_let,
)

HOUSING_ACTIONS: Mapping[str, Action] = {**OF_HOUSES, STOP.name: STOP}

TENANCIES_ACTIONS: Mapping[str, Action] = {
    action.name: action
    for action in (
        Action(
            name="end",
            title=_("退租"),
            right="end-tenancy",
            fields=(
                ON,
                Field(name="reason", label=_("退租原因"), kind=Code("tenancy_end")),
                Field(name="moved_to", label=_("去向"), kind=Address()),
                Field(
                    name="residence",
                    label=_("同时离开（注销居住登记）"),
                    kind=Flag(),
                    help=_("不填为是；仍住在那里的填否"),
                ),
            ),
            run=let.end,
            suits=rules.runs,
        ),
        Action(
            name="extend",
            title=_("续租"),
            right="extend-tenancy",
            fields=(
                Field(
                    name="expected_until",
                    label=_("租期至"),
                    kind=Day(),
                    help=_("不填为长期"),
                ),
            ),
            run=let.extend,
            suits=rules.runs,
        ),
        Action(
            name="register",
            title=_("居住登记"),
            right="register-tenancy",
            fields=(ON, Field(name="stay_reason", label=_("居住事由"), kind=Code("stay_reason"))),
            run=let.register,
            suits=rules.unregistered,
        ),
    )
}

LEAVING = {
    "move_out": let.move_out,
    "move_within": let.move_within,
    "deregister": let.deregister,
    "sweep": let.sweep,
}
RESIDENTS_ACTIONS: Mapping[str, Action] = {
    name: replace(action, run=LEAVING.get(name, action.run))
    for name, action in OF_RESIDENTS.items()
}
