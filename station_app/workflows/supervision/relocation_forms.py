"""Papers of a change of place: what one home prints the other types."""

from __future__ import annotations

from uuid import UUID

from station_app.core.decided import is_approved, is_open
from station_app.core.errors import Refused
from station_app.core.texts import Text, _
from station_app.people.forms import number as id_number
from station_app.people.forms import sex
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.printing.forms import Filled, Gathering, cells, day, on_paper
from station_app.printing.parts import Block, Cell, Grid, Notice, Paragraph, Receipt, Signatures
from station_app.relocations import rules
from station_app.relocations.records import Relocation
from station_app.relocations.register import RELOCATIONS
from station_app.workflows.supervision.header import (
    LABEL,
    OUR_FILE,
    SUBJECT,
    THEIRS,
    WORKER,
    Case,
    case_of,
    correction_form,
    head,
)

APPLICANT, HEAD_OF_COUNTY = Text("申请人"), Text("县级社区矫正机构负责人")
TO_DECIDER, TO_PROCURATORATE = Text("社区矫正决定机关"), Text("执行地人民检察院、公安机关")


def change_approval(gathering: Gathering, id: UUID) -> Filled:
    """执行地变更审批表 (办 30): application, the new place's answer, the decision."""
    one, case = _moving_away(gathering, id)
    late = rules.applied_late(one, gathering.view.stamp.terms)
    applied = f"{day(one.asked_on)}{'（距拟变更日期不足一个月）' if late else ''}"
    asked = Grid(
        3,
        (
            cells(RELOCATIONS, one, "reason", reason=3),
            (Cell(Text("拟变更的执行地"), one.destination, span=3),),
            (Cell(Text("新执行地社区矫正机构"), one.other_organ, span=3),),
            (
                Cell(Text("申请日期"), applied, span=2),
                *cells(RELOCATIONS, one, "moving_on"),
            ),
            cells(RELOCATIONS, one, "proof", proof=3),
        ),
        label=LABEL,
    )
    blocks: tuple[Block, ...] = (
        head(case, number=one.decision_number),
        asked,
        _answer(one),
        _decision(one),
        Signatures((APPLICANT, WORKER, HEAD_OF_COUNTY), stamp=case.county),
    )
    return Filled(one.id, blocks)


def _moving_away(gathering: Gathering, id: UUID) -> tuple[Relocation, Case]:
    """Of the old home alone. Raises Absent, Refused."""
    one = gathering.one(Relocation, RELOCATIONS, id)
    if not rules.is_out(one) or one.supervision_id is None:
        raise Refused(_("这份文书由原执行地出具，转入的没有"))
    return one, case_of(gathering, one.supervision_id)


def _answer(one: Relocation) -> Grid:
    """What is not there yet is written in by hand."""
    waits = one.answered_on is None
    given = on_paper(RELOCATIONS["answer"].kind, one.answer)
    rows = [
        (
            Cell(Text("新执行地意见"), given, by_hand=waits),
            Cell(Text("回复日期"), day(one.answered_on), by_hand=waits),
            Cell(Text("回复函文号"), one.answer_number or "", by_hand=waits),
        ),
        (Cell(Text("核实情况和理由"), one.answer_reason or "", span=3, by_hand=waits),),
    ]
    if one.dispute_on:
        open_yet = one.coordinated_on is None
        rows += [
            cells(RELOCATIONS, one, "dispute_organ", "dispute_on", dispute_organ=2),
            (
                Cell(
                    RELOCATIONS["coordinated"].label,
                    on_paper(RELOCATIONS["coordinated"].kind, one.coordinated),
                    by_hand=open_yet,
                ),
                Cell(Text("协调文号"), one.coordination_number or "", span=2, by_hand=open_yet),
            ),
        ]
    return Grid(3, tuple(rows), label=LABEL)


def _decision(one: Relocation) -> Grid:
    waits = is_open(one)
    result = "" if waits else ("同意变更执行地" if is_approved(one) else "不同意变更执行地")
    rows = [
        (Cell(Text("社区矫正机构决定"), result, span=3, lines=2, by_hand=waits),),
        (
            Cell(Text("决定机关（执行地）"), one.decided_by or "", span=2, by_hand=waits),
            Cell(Text("决定日期"), day(one.decided_on), by_hand=waits),
        ),
    ]
    if one.refusal:
        rows.append((Cell(Text("不同意的理由"), one.refusal, span=3, lines=2),))
    return Grid(3, tuple(rows), label=LABEL)


def consultation_letter(gathering: Gathering, id: UUID) -> Filled:
    """执行地变更征求意见函, with the answer to be sent back on a sheet of its own."""
    one, case = _moving_away(gathering, id)
    name = case.person.name
    answer = Receipt(
        (
            Paragraph(f"{case.county}：", indent=""),
            Paragraph(
                f"你单位关于{name}变更执行地的征求意见函{one.letter_number or ''}"
                "收到，经核实，意见如下。"
            ),
            Grid(
                1,
                (
                    (Cell(Text("核实情况"), lines=4, by_hand=True),),
                    (Cell(Text("是否同意接收"), lines=2, by_hand=True),),
                    (Cell(Text("回复函文号"), by_hand=True),),
                ),
                label=LABEL,
            ),
            Signatures((Text("经办人"),), stamp=one.other_organ),
        )
    )
    blocks: tuple[Block, ...] = (
        head(case, number=one.letter_number),
        Paragraph(f"{one.other_organ}：", indent=""),
        Paragraph(
            f"社区矫正对象{name}因{one.reason}，于{day(one.asked_on)}申请将执行地变更至"
            f"{one.destination}。根据社区矫正法实施办法的规定，现征求你单位意见，请在收到本函之日起"
            "五日内核实有关情况，作出是否同意接收的意见并书面回复。"
        ),
        Signatures((WORKER,), stamp=case.county),
        answer,
    )
    return Filled(one.id, blocks)


def consultation_reply(gathering: Gathering, id: UUID) -> Filled:
    """征求意见回复函 of the new home, which has no supervision of him yet."""
    one = gathering.one(Relocation, RELOCATIONS, id)
    if rules.is_out(one):
        raise Refused(_("回复函由新执行地出具"))
    if one.answered_on is None:
        raise Refused(_("还没有核实和回复意见"))
    person = gathering.one(Person, PEOPLE, one.person_id)
    who = Grid(
        3,
        (
            (
                Cell(Text("姓名"), person.name),
                Cell(Text("性别"), sex(person)),
                Cell(Text("出生日期"), day(person.birth)),
            ),
            (Cell(Text("证件号码"), id_number(person), span=3),),
            (Cell(Text("拟变更的执行地"), one.destination, span=3),),
            cells(RELOCATIONS, one, "answer_reason", answer_reason=3),
        ),
        label=LABEL,
    )
    said = on_paper(RELOCATIONS["answer"].kind, one.answer)
    ours = gathering.view.station
    blocks: tuple[Block, ...] = (
        Grid(1, ((Cell(Text("文号"), one.answer_number or "", by_hand=True),),), label=LABEL),
        Paragraph(f"{one.other_organ}：", indent=""),
        Paragraph(
            f"你单位关于{person.name}变更执行地的征求意见函{one.letter_number or ''}"
            f"于{day(one.asked_on)}收到。经核实有关情况，我单位{said}。"
        ),
        who,
        Signatures((WORKER,), stamp=ours),
    )
    return Filled(one.id, blocks)


def change_decision(gathering: Gathering, id: UUID) -> Filled:
    """执行地变更决定书: granted with the days to report in and what follows, or refused."""
    one, case = _moving_away(gathering, id)
    if is_open(one):
        raise Refused(_("还没有作出是否变更执行地的决定"))
    name, granted = case.person.name, is_approved(one)
    said = _granted(one) if granted else _refused(one)
    blocks: tuple[Block, ...] = (
        head(case, number=one.decision_number),
        Paragraph(f"{name}：", indent=""),
        *(Paragraph(text) for text in said),
        Signatures((SUBJECT, WORKER), stamp=one.decided_by or case.county),
        Notice(Text("签收日期为收到变更执行地决定的日期。")),
    )
    return Filled(one.id, blocks)


def _granted(one: Relocation) -> tuple[str, ...]:
    return (
        f"你于{day(one.asked_on)}提出变更执行地的申请。经审核，并征得{one.other_organ}同意，"
        f"决定同意将你的社区矫正执行地变更至{one.destination}。",
        f"你应当自收到本决定之日起七日内，到{one.other_organ}报到。逾期报到或者未报到的，"
        "将依法组织查找，并视情节给予训诫、警告、提请治安管理处罚，直至提请撤销缓刑、撤销假释"
        "或者收监执行。",
    )


def _refused(one: Relocation) -> tuple[str, ...]:
    return (
        f"你于{day(one.asked_on)}提出变更执行地的申请。经审核，决定不同意变更执行地。",
        f"理由：{one.refusal}",
        "你应当继续在原执行地接受社区矫正。",
    )


FORMS = (
    correction_form(change_approval, "执行地变更审批表", "relocations"),
    correction_form(consultation_letter, "执行地变更征求意见函", "relocations"),
    correction_form(consultation_reply, "执行地变更征求意见回复函", "relocations"),
    correction_form(
        change_decision,
        "执行地变更决定书",
        "relocations",
        keepers=(OUR_FILE, THEIRS, TO_DECIDER, TO_PROCURATORATE),
    ),
)
