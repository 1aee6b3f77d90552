"""The natural acts of a house to let that concern nothing but the house."""

from __future__ import annotations

from dataclasses import replace

from station_app.access.action import Action
from station_app.core.kinds import Day, Ref, Words
from station_app.core.register import Field
from station_app.core.texts import _
from station_app.housing import rules, service
from station_app.housing.register import HOUSE_PHOTOS

ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))

ACTIONS = {
    action.name: action
    for action in (
        Action(
            name="transfer",
            title=_("变更出租人"),
            right="transfer-house",
            fields=(
                Field(name="landlord", label=_("新出租人"), kind=Ref("people", role="landlord")),
                Field(name="landlord_unit", label=_("新出租单位"), kind=Words(longest=80)),
            ),
            run=service.transfer,
            suits=rules.is_let,
        ),
        Action(
            name="sign_letter",
            title=_("签订治安责任保证书"),
            right="sign-letter",
            fields=(ON,),
            run=service.sign_letter,
            suits=rules.without_letter,
        ),
        Action(
            name="photograph",
            title=_("添加照片"),
            right="photograph-house",
            fields=(
                HOUSE_PHOTOS["photo"],
                HOUSE_PHOTOS["caption"],
                replace(HOUSE_PHOTOS["taken_on"], required=False, help=_("不填为今天")),
            ),
            run=service.photograph,
        ),
        Action(
            name="let_again",
            title=_("恢复出租"),
            right="let-again",
            fields=(ON,),
            run=service.let_again,
            suits=rules.no_longer_let,
        ),
    )
}
