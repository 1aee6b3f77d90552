"""Papers of a positioning device: what is decided by the county, what the person is told."""

from __future__ import annotations

from uuid import UUID

from station_app.core.decided import is_approved, is_open
from station_app.core.errors import Refused
from station_app.core.texts import Text, _
from station_app.positioning.records import Positioning
from station_app.positioning.register import POSITIONINGS
from station_app.printing.forms import Filled, Gathering, cells, day, on_paper
from station_app.printing.parts import Block, Cell, Grid, Paragraph, Signatures
from station_app.workflows.supervision.header import (
    LABEL,
    OUR_FILE,
    SUBJECT,
    THEIRS,
    WORKER,
    CellRow,
    case_of,
    correction_form,
    head,
    term,
)

HEAD_OF_JUSTICE = Text("县级司法行政部门负责人")
NOTICE = (
    "一、期限届满经批准延长的，另行告知；不再需要的，及时解除。",
    "二、保持装置完好有电、随身佩戴，不得拆除、损毁、转借、屏蔽；发生故障的，立即报告。",
    "三、由此获得的信息严格保密，只用于社区矫正工作。",
    "四、违反使用要求的，视情节给予训诫、警告、提请治安管理处罚，直至提请撤销缓刑、撤销假释"
    "或者收监执行。",
)


def positioning_approval(gathering: Gathering, id: UUID) -> Filled:
    """使用电子定位装置审批表 (法 29)."""
    one = gathering.one(Positioning, POSITIONINGS, id)
    case = case_of(gathering, one.supervision_id)
    waits = is_open(one)
    asked = Grid(
        3,
        (
            (
                Cell(Text("法定情形"), on_paper(POSITIONINGS["ground"].kind, one.ground), span=2),
                Cell(Text("申请类型"), "延长使用" if one.extends_id else "首次使用"),
            ),
            cells(POSITIONINGS, one, "basis", basis=3),
            cells(POSITIONINGS, one, "facts", facts=3),
            (
                Cell(Text("使用期限"), term(one.since, one.until), span=2),
                *cells(POSITIONINGS, one, "asked_on"),
            ),
        ),
        label=LABEL,
    )
    decision = on_paper(POSITIONINGS["decision"].kind, one.decision)
    rows = [
        (Cell(Text("社区矫正机构意见"), span=3, lines=2, by_hand=True),),
        (Cell(Text("负责人审批"), decision, span=3, lines=2, by_hand=waits),),
        (
            Cell(Text("审批人"), one.decided_by or "", span=2, by_hand=waits),
            Cell(Text("审批日期"), day(one.decided_on), by_hand=waits),
        ),
    ]
    if one.refusal:
        rows.append((Cell(Text("不批准的理由"), one.refusal, span=3, lines=2),))
    blocks: tuple[Block, ...] = (
        head(case, number=one.decision_number),
        asked,
        Grid(3, tuple(rows), label=LABEL),
        Signatures((WORKER, HEAD_OF_JUSTICE), stamp=case.county),
    )
    return Filled(one.id, blocks)


def positioning_notice(gathering: Gathering, id: UUID) -> Filled:
    """使用电子定位装置告知书 (办 37): term, requirements, what follows a breach."""
    one = gathering.one(Positioning, POSITIONINGS, id)
    if not is_approved(one):
        raise Refused(_("没有批准使用电子定位装置，不能出具告知书"))
    case = case_of(gathering, one.supervision_id)
    ground = on_paper(POSITIONINGS["ground"].kind, one.ground)
    blocks: tuple[Block, ...] = (
        head(case, number=one.decision_number, more=(_device(one),)),
        Paragraph(f"{case.person.name}：", indent=""),
        Paragraph(
            f"因你有“{ground}”的情形，根据社区矫正法第二十九条，经{one.decided_by}批准，"
            f"决定自{day(one.since)}至{day(one.until)}对你使用电子定位装置，加强监督管理。"
            "现将使用期限、要求和后果告知如下："
        ),
        *(Paragraph(text) for text in NOTICE),
        Signatures((SUBJECT, WORKER), stamp=case.county),
    )
    return Filled(one.id, blocks)


def _device(one: Positioning) -> CellRow:
    number = one.device_number or ""
    return (
        Cell(POSITIONINGS["device_number"].label, number, span=2, by_hand=not number),
        Cell(Text("佩戴日期"), day(one.fitted_on), by_hand=not one.fitted_on),
    )


FORMS = (
    correction_form(positioning_approval, "使用电子定位装置审批表", "positionings"),
    correction_form(
        positioning_notice,
        "使用电子定位装置告知书",
        "positionings",
        keepers=(OUR_FILE, THEIRS),
    ),
)
