"""Papers of leave: the approval, the certificate that is carried, regular travel, permits."""

from __future__ import annotations

from uuid import UUID

from station_app.core.decided import OFFICE
from station_app.core.errors import Refused
from station_app.core.show import show
from station_app.core.texts import Shown, Text, _
from station_app.leaves import rules
from station_app.leaves.records import OTHER, PLACE, Leave, Permit, Travel
from station_app.leaves.register import LEAVES, PERMITS, TRAVELS
from station_app.people.forms import number as id_number
from station_app.people.forms import phones, sex
from station_app.printing.forms import Filled, Gathering, cells, day, on_paper
from station_app.printing.parts import Block, Cell, Grid, Notice, Paragraph, Signatures
from station_app.workflows.supervision.header import (
    LABEL,
    SUBJECT,
    WORKER,
    Case,
    CellRow,
    case_of,
    correction_form,
    head,
    stub,
    term,
)

APPLICANT, HEAD_OF_OFFICE = Text("申请人"), Text("司法所负责人")


def leave_approval(gathering: Gathering, id: UUID) -> Filled:
    """外出审批表 (办 26, 27): with the total of two months by which the level was found."""
    leave = gathering.one(Leave, LEAVES, id)
    case = case_of(gathering, leave.supervision_id)
    short = rules.short_notice(leave, gathering.view.stamp.terms)
    asked = Grid(
        3,
        (
            (Cell(LEAVES["reason"].label, reason(leave), span=3),),
            (
                Cell(LEAVES["destination"].label, leave.destination, span=2),
                Cell(LEAVES["asked_on"].label, _asked_on(leave, short=short)),
            ),
            (
                Cell(Text("外出期限"), span(leave), span=2),
                *cells(LEAVES, leave, "days"),
            ),
            (
                Cell(LEAVES["proof"].label, leave.proof, span=2),
                *cells(LEAVES, leave, "total"),
            ),
            cells(LEAVES, leave, "assisting", assisting=3),
        ),
        label=LABEL,
    )
    blocks: tuple[Block, ...] = (
        head(case, number=leave.decision_number),
        asked,
        _decision(leave),
        Signatures((APPLICANT, WORKER, HEAD_OF_OFFICE), stamp=_seal(case, leave)),
    )
    return Filled(leave.id, blocks)


def _asked_on(leave: Leave, *, short: bool) -> str:
    return f"{day(leave.asked_on)}（距外出不足三日）" if short else day(leave.asked_on)


def reason(leave: Leave) -> Shown:
    """In the words of the list, with what was said beside it; 其他 in those words alone."""
    said = show(LEAVES["reason"].kind, leave.reason)
    if leave.reason == OTHER:
        return leave.details
    return _("{reason}：{details}", reason=said, details=leave.details) if leave.details else said


def _decision(matter: Leave | Travel | Permit) -> Grid:
    """The opinion of the office, and the decision; what is not there yet is written by hand."""
    decided, fields = matter.decision is not None, LEAVES
    by = matter.decided_by or ""
    at_office = matter.level == OFFICE
    result = on_paper(fields["decision"].kind, matter.decision)
    opinion = Cell(Text("司法所意见"), result if at_office else "", span=3, lines=2,
                   by_hand=not (decided and at_office))  # fmt: skip
    county = Cell(Text("社区矫正机构意见"), "" if at_office else result, span=3, lines=2,
                  by_hand=not decided)  # fmt: skip
    rows: tuple[CellRow, ...] = (
        (opinion,),
        (county,),
        (
            Cell(Text("审批机关（人）"), by, span=2, by_hand=not decided),
            Cell(fields["decided_on"].label, day(matter.decided_on), by_hand=not decided),
        ),
    )
    if matter.refusal:
        rows = (*rows, (Cell(fields["refusal"].label, matter.refusal, span=3, lines=2),))
    return Grid(3, rows, label=LABEL)


def _seal(case: Case, matter: Leave | Travel | Permit) -> str:
    return case.office if matter.level == OFFICE else case.county


def leave_certificate(gathering: Gathering, id: UUID) -> Filled:
    """外出证明 with its stub. Raises Refused before the leave was approved."""
    leave = gathering.one(Leave, LEAVES, id)
    if not rules.is_granted(leave):
        raise Refused(_("外出尚未批准，不能出具外出证明"))
    case = case_of(gathering, leave.supervision_id)
    person, seal = case.person, _seal(case, leave)
    kept = stub(
        case,
        leave.decision_number,
        (
            Cell(Text("外出期限"), span(leave)),
            Cell(Text("目的地"), leave.destination),
        ),
        (
            Cell(Text("审批机关（人）"), leave.decided_by or ""),
            Cell(Text("领取人签名"), by_hand=True),
        ),
    )
    who = Grid(
        3,
        (
            (
                Cell(Text("姓名"), person.name),
                Cell(Text("性别"), sex(person)),
                Cell(Text("联系电话"), phones(person)),
            ),
            (
                Cell(Text("证件号码"), id_number(person), span=2),
                Cell(LEAVES["days"].label, on_paper(LEAVES["days"].kind, leave.days)),
            ),
        ),
        label=LABEL,
    )
    back = Grid(
        2,
        ((Cell(Text("销假时间"), by_hand=True), Cell(Text("销假经办人"), by_hand=True)),),
        label=LABEL,
    )
    blocks: tuple[Block, ...] = (
        kept,
        who,
        Paragraph(_certified(leave)),
        Paragraph(DUTIES),
        Signatures((SUBJECT, Text("签发人")), stamp=seal),
        back,
    )
    return Filled(leave.id, blocks)


def _certified(leave: Leave) -> str:
    """The reason in the words of the list alone: others read this paper."""
    said = "有关事务" if leave.reason == OTHER else show(LEAVES["reason"].kind, leave.reason)
    when = f"{span(leave)}（共{leave.days}天）"
    return f"上述人员因{said}，经批准于{when}前往{leave.destination}。特此证明。"


def span(matter: Leave | Permit) -> str:
    """The days, once where there is only one."""
    if matter.since == matter.until:
        return day(matter.since)
    return term(matter.since, matter.until)


DUTIES = (
    "外出期间保持通讯畅通，接受电话、实时视频等方式的监督管理，不得前往批准以外的地点；"
    "期满前返回，返回当日持本证明销假。因特殊原因不能按期返回的，及时报告。"
)


def travel_approval(gathering: Gathering, id: UUID) -> Filled:
    """经常性跨市县活动审批表 (办 29)."""
    travel = gathering.one(Travel, TRAVELS, id)
    case = case_of(gathering, travel.supervision_id)
    valid = term(travel.since, travel.until)
    asked = Grid(
        3,
        (
            cells(TRAVELS, travel, "reason", reason=3),
            cells(TRAVELS, travel, "places", places=3),
            cells(TRAVELS, travel, "times", "frequency", times=2),
            cells(TRAVELS, travel, "proof", "asked_on", proof=2),
            (Cell(Text("有效期"), valid, span=3, by_hand=not valid),),
        ),
        label=LABEL,
    )
    blocks: tuple[Block, ...] = (
        head(case, number=travel.decision_number),
        asked,
        _decision(travel),
        Signatures((APPLICANT, WORKER), stamp=case.county),
        Notice(Text("有效期六个月；期满仍需经常性跨市、县活动的，重新申请。")),
    )
    return Filled(travel.id, blocks)


def contact_approval(gathering: Gathering, id: UUID) -> Filled:
    """会客（接触特定人员）审批表 (办 25). Raises Refused where it is a place."""
    permit = gathering.one(Permit, PERMITS, id)
    if permit.kind == PLACE:
        raise Refused(_("这是进入特定区域（场所）的申请，请打印相应的审批表"))
    return _permitted(gathering, permit, ("whom", "party"), "place")


def place_approval(gathering: Gathering, id: UUID) -> Filled:
    """进入特定区域（场所）审批表 (办 39). Raises Refused where it is a person."""
    permit = gathering.one(Permit, PERMITS, id)
    if permit.kind != PLACE:
        raise Refused(_("这是会客、接触特定人员的申请，请打印相应的审批表"))
    told: CellRow = cells(
        PERMITS, permit, "court_told_on", "procuratorate_told_on", procuratorate_told_on=2
    )
    return _permitted(gathering, permit, (), "place", told)


def _permitted(
    gathering: Gathering, permit: Permit, whom: tuple[str, ...], where: str, *more: CellRow
) -> Filled:
    case = case_of(gathering, permit.supervision_id)
    about = (cells(PERMITS, permit, *whom, whom=2),) if whom else ()
    asked = Grid(
        3,
        (
            *about,
            cells(PERMITS, permit, where, **{where: 3}),
            (
                Cell(Text("时间"), span(permit), span=2),
                *cells(PERMITS, permit, "escort"),
            ),
            cells(PERMITS, permit, "reason", reason=3),
            cells(PERMITS, permit, "asked_on", asked_on=3),
            *more,
        ),
        label=LABEL,
    )
    blocks: tuple[Block, ...] = (
        head(case, number=permit.decision_number),
        asked,
        _decision(permit),
        Signatures((APPLICANT, WORKER, HEAD_OF_OFFICE), stamp=_seal(case, permit)),
    )
    return Filled(permit.id, blocks)


FORMS = (
    correction_form(leave_certificate, "外出证明", "leaves"),
    correction_form(leave_approval, "外出审批表", "leaves"),
    correction_form(travel_approval, "经常性跨市县活动审批表", "travels"),
    correction_form(contact_approval, "会客（接触特定人员）审批表", "permits"),
    correction_form(place_approval, "进入特定区域（场所）审批表", "permits"),
)
