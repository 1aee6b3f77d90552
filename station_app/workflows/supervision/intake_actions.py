"""The acts from the papers to the plan, on the supervised person and on what is kept with him."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from station_app.access.action import Action
from station_app.core.kinds import Day, Flag, Serial, Words
from station_app.core.register import Field, Merge
from station_app.core.texts import Text, _
from station_app.corrections.intake_register import (
    ANNOUNCEMENTS,
    CLASS_CHANGES,
    INJUNCTIONS,
    NOTICES,
    PAPERS,
    PLANS,
)
from station_app.corrections.intake_rules import is_in_group, is_missing, is_running, is_unanswered
from station_app.corrections.rules import is_expected, is_living, is_under
from station_app.workflows.supervision import intake, notices, papers, planning

ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))
NUMBER = Field(name="document_number", label=_("文书号"), kind=Serial(60))


def _asked(field: Field, help: Text | None = None, *, required: bool | None = None) -> Field:
    """A field of the record as an act asks for it."""
    must = field.required if required is None else required
    return replace(field, required=must, merge=Merge.GUARDED, help=help or field.help)


_CORRECTIONS = (
    Action(
        name="papers_received",
        title=_("收到法律文书"),
        right="receive-papers",
        fields=(
            ON,
            Field(
                name="papers",
                label=papers.TYPED,
                kind=Words(lines=3, longest=1000),
                required=True,
                help=_("文书名称和文号，如 判决书 （2026）演0101刑初7号；执行通知书"),
            ),
        ),
        run=papers.papers_received,
        suits=is_living,
    ),
    Action(
        name="initial_report_in",
        title=_("报到"),
        right="report-in",
        fields=(
            ON,
            Field(
                name="identity_checked",
                label=intake.LABELS["identity_checked"],
                kind=Flag(),
                required=True,
            ),
            Field(name="at_home", label=_("上门办理接收"), kind=Flag()),
            Field(name="at_home_why", label=intake.LABELS["at_home_why"], kind=Words()),
        ),
        run=intake.initial_report_in,
        suits=is_expected,
    ),
    Action(
        name="form_group",
        title=_("矫正小组"),
        right="form-group",
        fields=(
            ON,
            Field(
                name="members",
                label=intake.MEMBERS,
                kind=Words(lines=3, longest=1000),
                required=True,
                help=_(
                    "姓名 性别 身份 电话，如 李秀英 女 居委会 19900000011；王强 男 司法所；"
                    "未成年人的，在熟悉其身心特点的人后写“熟悉未成年人”"
                ),
            ),
            Field(name="letter_on", label=_("责任书签订日期"), kind=Day()),
        ),
        run=intake.form_group,
        suits=is_under,
    ),
    Action(
        name="plan",
        title=_("矫正方案"),
        right="plan-correction",
        fields=(
            ON,
            *(
                PLANS[name]
                for name in (
                    *("situation", "needs", "measures"),
                    *("report_days", "often_why", "adjusted_why"),
                )
            ),
        ),
        run=planning.plan,
        suits=is_under,
    ),
    Action(
        name="change_class",
        title=_("确定（变更）管理类别"),
        right="change-class",
        fields=(
            replace(ON, label=CLASS_CHANGES["on"].label),
            CLASS_CHANGES["after"],
            CLASS_CHANGES["reason"],
            _asked(
                CLASS_CHANGES["decided_by"],
                _("不填为执行地县级社区矫正机构"),
                required=False,
            ),
            CLASS_CHANGES["decision_number"],
        ),
        run=planning.change_class,
        suits=is_under,
    ),
    Action(
        name="intake_announcement",
        title=_("入矫宣告"),
        right="announce-intake",
        fields=(
            ON,
            ANNOUNCEMENTS["place"],
            _asked(ANNOUNCEMENTS["read_by"], _("不填为本人"), required=False),
            *(ANNOUNCEMENTS[name] for name in ("present", "guardian", "guardian_absent", "signed")),
        ),
        run=intake.intake_announcement,
        suits=is_under,
    ),
    Action(
        name="injunction",
        title=_("登记禁止令"),
        right="enter-injunction",
        fields=(
            INJUNCTIONS["kind"],
            INJUNCTIONS["content"],
            _asked(INJUNCTIONS["start"], _("不填为矫正期限的起始日期"), required=False),
            _asked(INJUNCTIONS["end"], _("不填为矫正期限的届满日期"), required=False),
            _asked(INJUNCTIONS["document_number"], _("不填为决定文书的文书号"), required=False),
        ),
        run=planning.injunction,
        suits=is_living,
    ),
    Action(
        name="file_exit_ban",
        title=_("限制出境报备"),
        right="file-exit-ban",
        fields=(
            ON,
            _asked(NOTICES["organ_name"], required=True),
            NUMBER,
        ),
        run=planning.file_exit_ban,
        suits=is_living,
    ),
    Action(
        name="notify",
        title=_("通报、抄送"),
        right="notify",
        fields=(
            NOTICES["kind"],
            NOTICES["organ"],
            _asked(NOTICES["organ_name"], _("检察院、公安机关和决定机关已登记的可以不填")),
            ON,
            NUMBER,
        ),
        run=notices.notify,
    ),
)

ACTIONS: Mapping[str, Mapping[str, Action]] = {
    "corrections": {action.name: action for action in _CORRECTIONS},
    "correction_papers": {
        action.name: action
        for action in (
            Action(
                name="received",
                title=_("已补齐"),
                right="receive-papers",
                fields=(ON, PAPERS["number"]),
                run=papers.received,
                suits=is_missing,
            ),
            Action(
                name="receipt",
                title=_("送达回执"),
                right="send-receipt",
                fields=(ON, NUMBER),
                run=papers.receipt,
                suits=is_unanswered,
            ),
        )
    },
    "group_members": {
        action.name: action
        for action in (
            Action(
                name="sign_letter",
                title=_("签订小组责任书"),
                right="form-group",
                fields=(ON,),
                run=intake.sign_letter,
                suits=is_in_group,
            ),
            Action(
                name="leave",
                title=_("退出小组"),
                right="form-group",
                fields=(
                    ON,
                    Field(name="reason", label=_("退出原因"), kind=Words(), required=True),
                ),
                run=intake.leave_group,
                suits=is_in_group,
            ),
        )
    },
    "injunctions": {
        "end": Action(
            name="end",
            title=_("禁止令届满"),
            right="enter-injunction",
            fields=(ON,),
            run=planning.end_injunction,
            suits=is_running,
        )
    },
}
