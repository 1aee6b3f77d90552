"""What is read out and told in writing when somebody is taken over (社区矫正法 22; 办法 20)."""

from __future__ import annotations

from uuid import UUID

from station_app.core.texts import Text
from station_app.corrections.intake_records import Announcement
from station_app.corrections.intake_register import ANNOUNCEMENTS
from station_app.corrections.records import CONTROL, MEDICAL, PAROLE, Supervision
from station_app.printing.forms import Filled, Gathering, day
from station_app.printing.parts import Block, Cell, Grid, Paragraph, Signatures
from station_app.workflows.supervision.header import (
    OUR_FILE,
    THEIRS,
    WORKER,
    case_of,
    correction_form,
    head,
    term,
)
from station_app.workflows.supervision.intake_forms import group_of, kept_with, listed

SUBJECT = Text("社区矫正对象（签字捺印）")


def announcement_paper(gathering: Gathering, id: UUID) -> Filled:
    """入矫宣告书 (办法 20): term, duties, bans, consequences, rights; signed by him."""
    case = case_of(gathering, id)
    one = case.one
    read = [a for a in kept_with(gathering, Announcement, ANNOUNCEMENTS, one) if a.kind == "intake"]
    blocks: list[Block] = [
        head(case),
        Paragraph(f"{case.person.name}：", indent=""),
        Paragraph(
            f"根据{one.deciding_organ}{one.document_number}，依法对你实行社区矫正，"
            f"期限自{term(one.start, one.end)}。现向你宣告："
        ),
        *listed(_duties(one)),
        Paragraph(CONSEQUENCES[one.category], title=Text("违反规定的后果")),
        Paragraph(RIGHTS, title=Text("依法享有的权利")),
        _announced(gathering, one, read[-1] if read else None),
    ]
    signing = (SUBJECT, Text("监护人"), Text("宣告人")) if one.minor else (SUBJECT, Text("宣告人"))
    return Filled(one.id, [*blocks, Signatures(signing, stamp=case.county)])


def _announced(gathering: Gathering, one: Supervision, read: Announcement | None) -> Grid:
    """As it was held, or the gaps to write it in on the day."""
    names = "、".join(member.name for member in group_of(gathering, one))
    rows = (
        (
            Cell(Text("宣告日期"), day(read.on) if read else "", by_hand=True),
            Cell(Text("宣告地点"), read.place if read else "", span=2, by_hand=True),
        ),
        (
            Cell(Text("宣告人"), read.read_by if read else "", by_hand=True),
            Cell(Text("在场人员"), read.present if read else "", span=2, by_hand=True),
        ),
        (Cell(Text("矫正小组成员"), names, span=3),),
    )
    guardian = ((Cell(Text("到场监护人"), _guardian(read), span=3, by_hand=True),),)
    return Grid(3, (*rows, *(guardian if one.minor else ())), label=26)


def _guardian(read: Announcement | None) -> str:
    return (read.guardian or read.guardian_absent) if read else ""


def rights_notice(gathering: Gathering, id: UUID) -> Filled:
    """告知书: duties and rights, told in writing when he is taken over (社区矫正法 22)."""
    case = case_of(gathering, id)
    blocks: list[Block] = [
        head(case),
        Paragraph(f"{case.person.name}：", indent=""),
        Paragraph("你在社区矫正期间应当履行的义务和依法享有的权利，现告知如下："),
        *listed(_duties(case.one)),
        Paragraph(RIGHTS, title=Text("依法享有的权利")),
        Paragraph(COMPLAINT, title=Text("申诉、控告和检举")),
        Signatures((SUBJECT, WORKER), stamp=case.county),
    ]
    return Filled(case.one.id, blocks)


def _duties(one: Supervision) -> list[str]:
    """What the law asks of him; of a control the rules are those of 刑法 39."""
    said = [
        "遵守法律、行政法规，服从监督管理，履行判决、裁定、决定等法律文书确定的义务。",
        "按照规定报告自己的活动情况；居所、工作、家庭有重大变化，或者接触对矫正有不利影响人员的，及时报告。",
        "离开所居住的市、县或者迁居，应当事先报经批准；有正当理由的，应当批准。",
        "遵守会客规定；接触被害人、控告人、举报人和同案人员等，应当事先报经批准。",
        "参加教育学习；有劳动能力的，根据个人情况可以参加公益活动。",
    ]
    if one.category == CONTROL:
        said.append(
            "未经批准，不得行使言论、出版、集会、结社、游行、示威自由的权利（刑法第三十九条）。"
        )
    if one.category == MEDICAL:
        said.append("每月报告本人身体情况；保外就医的，按规定到指定医院复查并提交复查情况。")
    said.append("判处禁止令的，遵守禁止令；禁止出境。")
    return said


CONSEQUENCES = {
    "control": "视情节给予训诫、警告，或者提请公安机关给予治安管理处罚。",
    "probation": "视情节给予训诫、警告，提请公安机关给予治安管理处罚，"
    "或者依法提请撤销缓刑，收监执行原判刑罚。",
    PAROLE: "视情节给予训诫、警告，或者依法提请撤销假释，收监执行未执行完毕的刑罚。",
    MEDICAL: "视情节给予训诫、警告，提请公安机关给予治安管理处罚，或者依法提请收监执行。",
}
RIGHTS = (
    "人身权利、财产权利和其他权利不受侵犯，在就业、就学和享受社会保障等方面不受歧视；"
    "矫正措施应当避免对正常工作和生活造成不必要的影响，非依法律规定不受限制或者变相限制人身自由；"
    "对考核奖惩的结果有异议的，可以提出。"
)
COMPLAINT = (
    "认为合法权益受到侵害的，有权向人民检察院或者有关机关申诉、控告和检举；"
    "受理机关应当及时办理，并将结果告知你（社区矫正法第三十四条）。"
)


FORMS = (
    correction_form(announcement_paper, "入矫宣告书", "corrections", keepers=(THEIRS, OUR_FILE)),
    correction_form(rights_notice, "告知书", "corrections", keepers=(THEIRS, OUR_FILE)),
)
