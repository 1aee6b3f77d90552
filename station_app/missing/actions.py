"""What is done for who is missed or found, as his page and the shell offer it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from station_app.access.action import Action
from station_app.core.kinds import Code, Flag, Moment, Ref
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import Text, _
from station_app.missing import rules, service
from station_app.missing.register import MISSING, MISSING_STEPS

AT = Field(name="at", label=_("时间"), kind=Moment(), help=_("不填为现在"))
SIGNED = Field(name="signed", label=_("接收人已签字"), kind=Flag(), required=True)


def _of(
    register: Register, name: str, *, required: bool = False, label: Text | None = None
) -> Field:
    field = register[name]
    return replace(
        field,
        required=required,
        merge=Merge.GUARDED,
        group=None,
        help=None,
        label=label or field.label,
    )


def _step(name: str, *, required: bool = False, label: Text | None = None) -> Field:
    return _of(MISSING_STEPS, name, required=required, label=label)


SAID = _step("said")
HOW = _step("said", required=True)
NUMBER = _step("number")
HANDING = (
    *(_step("receiver", required=True), NUMBER, _step("condition"), _step("belongings")),
    *(SIGNED, SAID),
)


def _action(
    name: str, title: Text, run: Callable[..., Any], suits: Callable[[Any], bool], *asked: Field,
    known: Callable[[Any, Any], Mapping[str, Any]] = lambda _act, _one: {},
) -> Action:  # fmt: skip
    return Action(
        name=name,
        title=title,
        right=service.RIGHT,
        fields=(*asked, AT),
        run=run,
        suits=suits,
        known=known,
    )


def _carried(_act: Any, one: Any) -> Mapping[str, Any]:
    return {"belongings": one.belongings} if one.belongings else {}


ACTIONS: Mapping[str, Action] = {
    action.name: action
    for action in (
        _action(
            *("notify", _("通报、协查"), service.notify, rules.is_open),
            *(_step("organ_name", required=True, label=_("通报给")), NUMBER, SAID),
        ),
        _action("search", _("登记查找"), service.search, rules.is_looked_for, HOW),
        _action("clue", _("登记线索"), service.clue, rules.is_open, HOW),
        _action(
            *("found", _("找到"), service.found, rules.is_looked_for),
            *(_of(MISSING, "found_how", required=True), HOW),
        ),
        _action(
            *("identify", _("查明身份"), service.identify, rules.may_be_named),
            Field(
                name="person_id",
                label=_("是谁"),
                kind=Ref("people", role="missing"),
                required=True,
            ),
            HOW,
        ),
        _action(
            *("examine", _("检查（检验）"), service.examine, rules.may_be_examined),
            *(_step("organ_name", required=True, label=_("医院（鉴定机构）")), NUMBER, HOW),
        ),
        _action(
            *("tell_family", _("通知家属"), service.tell_family, rules.is_open),
            *(_step("receiver", label=_("家属")), HOW),
        ),
        _action(
            *("conclude", _("死亡性质结论"), service.conclude, rules.awaits_conclusion),
            Field(name="nature", label=_("死亡性质"), kind=Code("death_nature"), required=True),
            *(_of(MISSING, "case_number"), NUMBER, HOW),
        ),
        _action(
            *("shelter_handover", _("救助移交"), service.shelter_handover),
            *(rules.may_go_to_shelter, _step("organ_name", required=True, label=_("救助管理站"))),
            *HANDING,
            known=_carried,
        ),
        _action(
            *("hand_over", _("移交（接领）"), service.hand_over, rules.is_with_us),
            *(_step("organ", required=True), _step("organ_name", required=True)),
            *HANDING,
            known=_carried,
        ),
        _action(
            *("close", _("办结"), service.close, rules.is_open),
            *(_of(MISSING, "result", required=True), SAID),
        ),
    )
}
