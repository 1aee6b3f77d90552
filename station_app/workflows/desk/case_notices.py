"""What is told of a case, on paper: that it is filed, or not and why, or goes to another unit.

Wording and layout are our own; the province's system makes the statutory papers (程 263, 264).
"""

from __future__ import annotations

from uuid import UUID

from station_app.access.roles import OFFICERS
from station_app.calls.phones import telephones
from station_app.cases import rules
from station_app.cases.records import CRIMINAL, FILED, NOT_FILED, Case
from station_app.cases.register import CASES
from station_app.cases.steps import steps
from station_app.core.errors import Refused
from station_app.core.texts import Shown, Text, _
from station_app.printing.forms import Filled, Gathering, Printable, cells, day, on_paper
from station_app.printing.parts import (
    DRAFT,
    Block,
    Cell,
    Form,
    Grid,
    Notice,
    Paragraph,
    Receipt,
    Signatures,
    Stub,
)
from station_app.workflows.desk.case_forms import REPORTED_BY, Told, told


def filed_notice(gathering: Gathering, id: UUID) -> Filled:
    """立案告知书: to who reported, that the case is filed."""
    case = told(gathering, id)
    if not was_filed(case.case):
        raise Refused(_("只有已立案的案件才有立案告知书"))
    said = _(
        "你于{at}报称的{title}，经审查，已于{day}立案，现予告知。",
        at=_accepted(case.case),
        title=case.case.title,
        day=day(case.case.filed_on),
    )
    return _notice(gathering, case, said, REPORTED_BY, _step_number(gathering, case.case, FILED))


def not_filed_notice(gathering: Gathering, id: UUID) -> Filled:
    """不予立案告知书: with the reason (治 90), and of criminal matters the way to a review."""
    case = told(gathering, id)
    if not rules.is_not_filed(case.case):
        raise Refused(_("只有不予立案的案件才有不予立案告知书"))
    said = _(
        "你于{at}报称的{title}，经审查：{why}，决定不予立案。",
        at=_accepted(case.case),
        title=case.case.title,
        why=(case.case.not_filed_why or "").rstrip("。"),
    )
    more = REVIEW if case.case.kind == CRIMINAL else OTHER_WAYS
    number = _step_number(gathering, case.case, NOT_FILED)
    return _notice(gathering, case, said, REPORTED_BY, number, more)


REVIEW = Text(
    "控告人如果不服本决定，可以在收到本通知书之日起七日内向作出决定的公安机关申请复议；对复议决定"
    "不服的，可以在收到复议决定书之日起七日内向上一级公安机关申请复核。"
)
OTHER_WAYS = Text("属于其他机关主管或者可以通过民事途径解决的，请向有关机关提出。")


def transfer_notice(gathering: Gathering, id: UUID) -> Filled:
    """移送案件通知书: to the unit it belongs to, with a receipt to come back (程 61)."""
    case = told(gathering, id)
    if not is_leaving(case.case):
        raise Refused(_("请先登记应当移送的单位"))
    one = case.case
    said = _(
        "{station}于{at}受理的{title}，经审查，属于你单位管辖，依照有关规定现予移送，请查收。",
        station=gathering.view.station,
        at=_accepted(one),
        title=one.title,
    )
    station = gathering.view.station
    number = _step_number(gathering, one, "transferred")
    filled = _notice(gathering, case, said, Text("受移送单位"), number, to=one.transferred_to or "")
    receipt = Receipt(
        (
            Paragraph(_("{station}：", station=station), indent=""),
            Paragraph(_("你单位移送的{title}及有关材料已收到。", title=one.title)),
            Signatures((Text("经手人"),), stamp=Text("受移送单位")),
        )
    )
    return Filled(filled.subject, (*filled.blocks, receipt))


def _accepted(case: Case) -> Shown:
    return on_paper(CASES["accepted_at"].kind, case.accepted_at)


def _notice(
    gathering: Gathering,
    told: Told,
    said: Text,
    receiver: Text,
    number: str,
    more: Text | None = None,
    to: str = "",
) -> Filled:
    """A stub, whom it addresses, what it says, the officers to ask and where to complain."""
    case, addressed = told.case, to or told.addressed
    rows = (
        (*cells(CASES, case, "number"), Cell(Text("送交"), addressed)),
        cells(CASES, case, "title", title=2),
        (Cell(Text("填发人"), by_hand=True), Cell(Text("填发日期"), by_hand=True)),
    )
    officers = "、".join(filter(None, (case.handler, case.second)))
    station, call_us = gathering.view.station, telephones(gathering.view)
    ask = (
        Cell(CASES["handler"].label, officers),
        Cell(Text("联系电话"), call_us.office, by_hand=not call_us.office),
    )
    blocks: list[Block] = [
        Stub((Grid(2, rows, label=24),), number=number),
        Paragraph(_("{whom}：", whom=addressed), indent=""),
        Paragraph(said),
    ]
    if more:
        blocks.append(Paragraph(more))
    blocks.append(Grid(2, (ask,), label=24))
    blocks.append(Signatures((receiver,), stamp=station))
    if not to:
        about = _("对接报案、立案工作有意见的，可以拨打{phone}投诉。", phone=call_us.complaints)
        blocks.append(Notice(about))
    return Filled(case.id, tuple(blocks))


def _step_number(gathering: Gathering, case: Case, kind: str) -> str:
    """文号, as it was typed with the step."""
    known = [one.number for one in steps(gathering.view, case.id) if one.kind == kind]
    return next(filter(None, reversed(known)), "")


def was_filed(case: Case) -> bool:
    return case.filed_on is not None


def is_leaving(case: Case) -> bool:
    return case.transferred_to is not None


FILE_COPY = Text("附卷")
FORMS = (
    Printable(
        form=Form(
            "case_filed_notice",
            Text("立案告知书"),
            "cases",
            marks=(DRAFT,),
            keepers=(REPORTED_BY, FILE_COPY),
        ),
        fill=filed_notice,
        roles=OFFICERS,
        only=was_filed,
    ),
    Printable(
        form=Form(
            "case_not_filed_notice",
            Text("不予立案告知书"),
            "cases",
            marks=(DRAFT,),
            keepers=(REPORTED_BY, FILE_COPY),
        ),
        fill=not_filed_notice,
        roles=OFFICERS,
        only=rules.is_not_filed,
    ),
    Printable(
        form=Form(
            "case_transfer_notice",
            Text("移送案件通知书"),
            "cases",
            marks=(DRAFT,),
            keepers=(Text("受移送单位"), FILE_COPY),
        ),
        fill=transfer_notice,
        roles=OFFICERS,
        only=is_leaving,
    ),
)
