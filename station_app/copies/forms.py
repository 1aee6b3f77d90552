"""What the station writes back to community correction: found, done, punished, detained."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from station_app.access.roles import OFFICERS
from station_app.copies.records import DETAINED, DONE, PENALTY, CorrectionTask, PenaltyResult
from station_app.copies.register import RESULTS, TASKS
from station_app.core.errors import Refused
from station_app.core.texts import Text, _
from station_app.people.forms import number as id_number
from station_app.people.forms import sex
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.printing.forms import Filled, Gathering, Printable, cells, day, on_paper
from station_app.printing.parts import UNCHECKED, Block, Cell, Form, Grid, Paragraph, Signatures

LABEL = 26  # mm
HANDLED = Text("经办民警")


def task_feedback(gathering: Gathering, id: UUID) -> Filled:
    """协作事项结果反馈: a search, an arrest, an escort, a scene that was come to."""
    one, person = _task(gathering, id)
    if one.kind in (PENALTY, DETAINED) or one.state != DONE:
        raise Refused(_("事项尚未办结，或者另有反馈文书"))
    matter = on_paper(TASKS["kind"].kind, one.kind)
    rows = (
        cells(TASKS, one, "handled_by", "done_on", handled_by=2),
        cells(TASKS, one, "outcome", outcome=3),
    )
    text = f"{_letter(one)}收悉。关于{matter}事项，现将办理结果反馈如下。"
    return _filled(gathering, one, person, text, rows)


def penalty_feedback(gathering: Gathering, id: UUID) -> Filled:
    """治安管理处罚结果反馈 (办 36)."""
    one, person = _task(gathering, id)
    of_it = select(PenaltyResult).where(
        PenaltyResult.task_id == one.id, PenaltyResult.withdrawn_at.is_(None)
    )
    if not (found := gathering.view.all(of_it)):
        raise Refused(_("还没有处罚结果"))
    gathering.saw(RESULTS, found)
    [result] = found
    rows = (
        cells(RESULTS, result, "result", "on", "decision_number"),
        cells(RESULTS, result, "reason", reason=3),
    )
    text = f"{_letter(one)}收悉。关于治安管理处罚建议，现将处理结果反馈如下。"
    return _filled(gathering, one, person, text, rows)


def detention_letter(gathering: Gathering, id: UUID) -> Filled:
    """羁押、强制措施通知 to the county body, copy to the procuratorate (法 32; 办 41)."""
    one, person = _task(gathering, id)
    if one.kind != DETAINED:
        raise Refused(_("只有羁押、强制措施通报才出具通知"))
    rows = (
        (
            Cell(Text("采取措施日期"), day(one.on)),
            Cell(Text("法律文书号"), one.document_number or "", span=2),
        ),
        cells(TASKS, one, "what", what=3),
    )
    text = "经查，下列人员正在接受社区矫正。我单位依法对其采取措施，现将有关情况通知你单位。"
    return _filled(gathering, one, person, text, rows)


def _task(gathering: Gathering, id: UUID) -> tuple[CorrectionTask, Person]:
    one = gathering.one(CorrectionTask, TASKS, id)
    return one, gathering.one(Person, PEOPLE, one.person_id)


def _letter(one: CorrectionTask) -> str:
    return f"你单位来函（{one.document_number}）" if one.document_number else "你单位来函"


def _filled(
    gathering: Gathering,
    one: CorrectionTask,
    person: Person,
    text: str,
    rows: tuple[tuple[Cell, ...], ...],
) -> Filled:
    who = Grid(
        3,
        (
            (
                Cell(Text("姓名"), person.name),
                Cell(Text("性别"), sex(person)),
                Cell(Text("出生日期"), day(person.birth)),
            ),
            (Cell(Text("证件号码"), id_number(person), span=3),),
            *rows,
        ),
        label=LABEL,
    )
    to = one.told_to or one.asked_by or "县级社区矫正机构"
    blocks: tuple[Block, ...] = (
        Paragraph(f"{to}：", indent=""),
        Paragraph(text),
        who,
        Signatures((HANDLED,), stamp=gathering.view.station),
    )
    return Filled(one.id, blocks)


OUR_FILE, COUNTY = Text("本所存档"), Text("县级社区矫正机构")
PROCURATORATE = Text("执行地县级人民检察院")

FORMS = tuple(
    Printable(
        form=Form(fill.__name__, Text(title), "correction_tasks", marks=(UNCHECKED,), keepers=to),
        fill=fill,
        roles=OFFICERS,
    )
    for fill, title, to in (
        (task_feedback, "社区矫正协作结果反馈函", (OUR_FILE, COUNTY)),
        (penalty_feedback, "治安管理处罚结果反馈函", (OUR_FILE, COUNTY, PROCURATORATE)),
        (detention_letter, "羁押（强制措施）通知书", (OUR_FILE, COUNTY, PROCURATORATE)),
    )
)
