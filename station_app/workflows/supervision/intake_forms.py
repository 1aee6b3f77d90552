"""Papers of taking over: who he is, that he came, his group, his plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from station_app.clocks.terms import Terms
from station_app.core.errors import Refused
from station_app.core.register import Register
from station_app.core.texts import Shown, Text, _
from station_app.corrections.intake_records import (
    Announcement,
    CorrectionPlan,
    GroupMember,
)
from station_app.corrections.intake_register import (
    GROUP_MEMBERS,
    PLANS,
)
from station_app.corrections.records import EXPECTED, MEDICAL, Supervision
from station_app.people.forms import phones
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.printing.forms import Filled, Gathering, cells, day, on_paper
from station_app.printing.parts import (
    Block,
    Cell,
    Column,
    Grid,
    Notice,
    Paragraph,
    Rows,
    Signatures,
)
from station_app.workflows.supervision.header import (
    OUR_FILE,
    WORKER,
    Case,
    case_of,
    correction_form,
    head,
    shown,
)
from station_app.workflows.supervision.intake import due_to_report

R = TypeVar("R", Announcement, CorrectionPlan, GroupMember)
POLICE_COPY, COUNTY, OFFICE_FILE = Text("执行地公安机关"), Text("县级社区矫正机构"), Text("司法所")
PROCURATORATE, DECIDER = Text("执行地人民检察院"), Text("决定机关")


def kept_with(
    gathering: Gathering, kind: type[R], register: Register, one: Supervision
) -> Sequence[R]:
    """What is kept with the person, in the order in which it was entered."""
    mine = select(kind).where(kind.supervision_id == one.id, kind.withdrawn_at.is_(None))
    found = gathering.view.all(mine.order_by(kind.row))
    gathering.saw(register, found)
    return found


def group_of(gathering: Gathering, one: Supervision) -> list[GroupMember]:
    return [m for m in kept_with(gathering, GroupMember, GROUP_MEMBERS, one) if m.until is None]


# 基本信息表


def basic_information(gathering: Gathering, id: UUID) -> Filled:
    """社区矫正对象基本信息表, in three: county, office, a copy to the police."""
    case = case_of(gathering, id)
    blocks: tuple[Block, ...] = (
        head(case),
        _person(gathering, case.person),
        _taken_over(case.one),
        *_written_by_hand(case),
        Signatures((Text("填表人"),), stamp=case.county),
    )
    return Filled(case.one.id, blocks)


def _person(gathering: Gathering, person: Person) -> Grid:
    documents = "；".join(one["number"] for one in person.documents)
    rows = (
        cells(PEOPLE, person, "former_name", "ethnicity", "education"),
        cells(PEOPLE, person, "marital", "occupation", "employer"),
        (
            Cell(Text("联系电话"), phones(person), span=2),
            Cell(Text("护照等出入境证件"), documents),
        ),
        (
            Cell(
                Text("照片"),
                span=3,
                lines=5,
                by_hand=True,
                picture=gathering.picture(person.photo),
            ),
        ),
    )
    return Grid(3, rows, label=26)


def _taken_over(one: Supervision) -> Grid:
    late = "（逾期）" if one.report_late else ""
    guarantor = " ".join(filter(None, (one.guarantor, *(p["number"] for p in one.guarantor_phone))))
    rows = (
        (
            Cell(Text("决定日期"), day(one.decided_on)),
            Cell(Text("生效日期"), day(one.effective_on)),
            Cell(Text("报到日期"), day(one.reported_on) + late),
        ),
        (
            Cell(Text("管理类别"), shown(one, "grade")),
            Cell(Text("限制出境报备"), day(one.exit_ban_on)),
            Cell(Text("工作人员"), one.worker or ""),
        ),
        (
            Cell(Text("法定情形"), shown(one, "medical_ground")),
            Cell(Text("保证人及电话"), guarantor, span=2),
        ),
    )
    return Grid(3, rows, label=26)


def _written_by_hand(case: Case) -> tuple[Grid, ...]:
    """Of others, and of a whole life: written on the paper, not kept in this program."""
    titles = ("个人简历", "家庭成员和主要社会关系", "同案人员")
    row = tuple((Cell(Text(title), lines=3, by_hand=True),) for title in titles)
    return (Grid(1, row, label=26),)


# 报到情况通知单


def report_in_notice(gathering: Gathering, id: UUID) -> Filled:
    """报到情况通知单: in time, late, or not yet, to who decided and to who supervises."""
    case = case_of(gathering, id)
    one = case.one
    said = _how_reported(case, gathering.view.stamp.terms)
    blocks: tuple[Block, ...] = (
        head(case),
        Paragraph(f"{one.deciding_organ}：", indent=""),
        Paragraph(said),
        Paragraph("特此通知。"),
        Signatures((Text("经办人"),), stamp=case.county),
    )
    return Filled(one.id, blocks)


def _how_reported(case: Case, terms: Terms) -> str:
    one, name = case.one, case.person.name
    last = due_to_report(terms, one)
    should = f"应于{day(last)}以前报到，" if last else ""
    if one.reported_on and one.report_late and last:
        days = (one.reported_on - last).days
        return f"社区矫正对象{name}{should}已于{day(one.reported_on)}报到，逾期{days}日。"
    if one.reported_on:
        how = "由移送机关移送接收" if one.category == MEDICAL else "按期报到"
        return f"社区矫正对象{name}{should}已于{day(one.reported_on)}{how}，现已接收。"
    if one.state == EXPECTED:
        return f"社区矫正对象{name}{should}至今没有报到，本机构正在组织查找。"
    raise Refused(_("没有报到记录，不能打印报到情况通知单"))


# 小组责任书, 矫正方案


def group_letter(gathering: Gathering, id: UUID) -> Filled:
    """矫正小组责任书 (社区矫正法 25; 办法 19). Raises Refused where there is no group."""
    case = case_of(gathering, id)
    members = group_of(gathering, case.one)
    if not members:
        raise Refused(_("还没有矫正小组，请先办理矫正小组"))
    columns = (
        Column(Text("姓名"), 2),
        Column(Text("性别"), 1),
        Column(Text("小组身份"), 2.4),
        Column(Text("联系电话"), 2),
        Column(Text("签字"), 2, by_hand=True),
    )
    rows = tuple((m.name, _said("sex", m), _said("role", m), m.phone, "") for m in members)
    blocks: list[Block] = [
        head(case),
        Paragraph(f"为做好社区矫正对象{case.person.name}的矫正工作，矫正小组成员承担下列责任："),
        *listed(GROUP_DUTIES),
        Rows(columns, rows, least=3, title=Text("矫正小组成员")),
        Signatures((WORKER,), stamp=case.office),
        Notice(Text("小组成员变动的，补充签订。")),
    ]
    return Filled(case.one.id, blocks)


def _said(name: str, member: GroupMember) -> Shown:
    return on_paper(GROUP_MEMBERS[name].kind, getattr(member, name))


def listed(said: Sequence[str]) -> list[Paragraph]:
    return [Paragraph(f"{'一二三四五六七八九十'[n]}、{text}") for n, text in enumerate(said)]


GROUP_DUTIES = (
    "协助对社区矫正对象进行监督管理和教育帮扶，督促其按要求报告、参加教育学习。",
    "发现社区矫正对象有违法犯罪或者违反监督管理规定行为的，及时向司法所报告。",
    "了解其生活、工作困难，协助落实帮扶措施，不歧视、不侮辱。",
    "对知悉的个人隐私和未成年人身份信息予以保密。",
)


def plan_paper(gathering: Gathering, id: UUID) -> Filled:
    """矫正方案, the one in force, with the date of those before it. Raises Refused without one."""
    case = case_of(gathering, id)
    plans = kept_with(gathering, CorrectionPlan, PLANS, case.one)
    if not plans:
        raise Refused(_("还没有矫正方案，请先制定"))
    plan = plans[-1]
    before = "、".join(day(one.on) for one in plans[:-1])
    every = _("每 {n} 日一次", n=plan.report_days)
    grid = Grid(
        3,
        (
            (*cells(PLANS, plan, "kind", "on"), Cell(Text("定期报告"), every)),
            (Cell(Text("以前的方案"), before, span=3),),
        ),
        label=26,
    )
    told: list[Block] = [
        Paragraph(getattr(plan, name), title=PLANS[name].label)
        for name in ("situation", "needs", "measures", "often_why", "adjusted_why")
        if getattr(plan, name)
    ]
    signing = Signatures((Text("制定人"), Text("矫正小组组长"), Text("审核人")), stamp=case.office)
    return Filled(case.one.id, [head(case), grid, *told, signing])


FORMS = (
    correction_form(
        basic_information,
        "社区矫正对象基本信息表",
        "corrections",
        keepers=(COUNTY, OFFICE_FILE, POLICE_COPY),
    ),
    correction_form(
        report_in_notice,
        "报到情况通知单",
        "corrections",
        keepers=(DECIDER, PROCURATORATE, POLICE_COPY, OUR_FILE),
    ),
    correction_form(
        group_letter,
        "矫正小组责任书",
        "corrections",
        keepers=(OFFICE_FILE, OUR_FILE),
        only=lambda one: one.grouped_on is not None,
    ),
    correction_form(
        plan_paper,
        "矫正方案",
        "corrections",
        keepers=(OFFICE_FILE, OUR_FILE),
        only=lambda one: one.planned_on is not None,
    ),
)
