"""Papers of an end: appraisal, certificate, notice to others, announcement, hand-over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select

from station_app.core.errors import Refused
from station_app.core.texts import Text, _
from station_app.corrections.end_rules import (
    DIED,
    EXPIRED,
    IMPRISONED,
    PARDONED,
    RELEASES,
    REVOKED,
    TERMINATIONS,
    was_released,
)
from station_app.corrections.intake_records import Announcement, CorrectionNotice
from station_app.corrections.intake_register import ANNOUNCEMENTS, NOTICES
from station_app.corrections.records import CONTROL, MEDICAL, PAROLE, PROBATION
from station_app.endings.records import APPRAISAL, SUMMARY, AfterCare, Appraisal
from station_app.endings.register import AFTERCARE, APPRAISALS
from station_app.identity import codes
from station_app.people.forms import number as id_number
from station_app.printing.forms import Filled, Gathering, cells, day
from station_app.printing.parts import (
    Block,
    Cell,
    Paragraph,
    Receipt,
    Signatures,
)
from station_app.workflows.supervision.header import (
    OUR_FILE,
    SUBJECT,
    THEIRS,
    WORKER,
    Case,
    case_of,
    correction_form,
    head,
    numbered,
    shown,
    stub,
    term,
)
from station_app.workflows.supervision.notices import DECIDER, POLICE, PROCURATORATE

F = TypeVar("F", Appraisal, AfterCare, Announcement, CorrectionNotice)
ENDS = ("release", "termination", "death")  # of correction_notice: what tells an end
DECLARED = {  # 办法 54: what the end of each category means
    CONTROL: "管制期满，依法解除管制",
    PROBATION: "缓刑考验期满，原判刑罚不再执行",
    PAROLE: "假释考验期满，原判刑罚执行完毕",
    MEDICAL: "暂予监外执行期满，刑满释放手续由看守所、监狱依法办理",
}


def _of(gathering: Gathering, kind: type[F], register: str, id: UUID) -> Sequence[F]:
    """What stands of one supervision, in the order of its entry."""
    theirs = select(kind).where(kind.supervision_id == id, kind.withdrawn_at.is_(None))
    found = gathering.view.all(theirs.order_by(kind.row))
    gathering.saw(gathering.view.registers[register], found)
    return found


def appraisal_form(gathering: Gathering, id: UUID) -> Filled:
    """期满鉴定表: what he says himself and what the county says (实施办法 53)."""
    case = case_of(gathering, id)
    said = {one.kind: one for one in _of(gathering, Appraisal, APPRAISALS.name, case.one.id)}
    if not said:
        raise Refused(_("还没有个人总结和书面鉴定，不能打印期满鉴定表"))
    own, county = said.get(SUMMARY), said.get(APPRAISAL)
    blocks: tuple[Block, ...] = (
        head(case, number=county.document_number if county else None),
        Paragraph(own.text if own else "", title=Text("个人总结")),
        Signatures((SUBJECT,)),
        Paragraph(county.text if county else "", title=Text("书面鉴定")),
        Signatures((Text("经办人"), Text("负责人")), stamp=_county(case, county)),
    )
    return Filled(case.one.id, blocks)


def _county(case: Case, appraisal: Appraisal | None) -> str:
    return (appraisal.organ if appraisal else None) or case.county


def release_certificate(gathering: Gathering, id: UUID) -> Filled:
    """解除社区矫正证明书, with its stub (社区矫正法 44). Raises Refused before he is released."""
    case = case_of(gathering, id)
    one = case.one
    if not was_released(one):
        raise Refused(_("还没有办理解除社区矫正，不能出具证明书"))
    number = _number(gathering, case)
    rows = (
        (Cell(Text("解除日期"), day(one.ended_on)), Cell(Text("解除情形"), shown(one, "end_kind"))),
        (Cell(Text("领取人签名及日期"), by_hand=True), Cell(Text("经办人"), by_hand=True)),
    )
    blocks: tuple[Block, ...] = (
        stub(case, number, *rows),
        Paragraph(f"{_whose(case)}依法实行社区矫正。{_ended(case)}{_declared(case)}"),
        Paragraph(Text("特此证明。")),
        Signatures((), stamp=case.county),
    )
    return Filled(one.id, blocks)


def _declared(case: Case) -> str:
    """What the end of the term means for the sentence; a pardon has its own ruling."""
    return "" if case.one.end_kind == PARDONED else f"{DECLARED[case.one.category]}。"


def _whose(case: Case) -> str:
    """Who he is, by whose decision he was supervised and how long."""
    one, person = case.one, case.person
    crime = f"因犯{one.crime}，" if one.crime else ""
    sentence = f"被判处{one.sentence}，" if one.sentence else ""
    return (
        f"{person.name}（证件号码{id_number(person)}），{crime}{sentence}经{one.deciding_organ}以"
        f"{one.document_number}决定，自{term(one.start, one.end).replace('至', '起至')}止"
        f"在{shown(one, 'category')}期间"
    )


def _number(gathering: Gathering, case: Case) -> str:
    """文号 of the end, as it stands on what was told of it."""
    told = _of(gathering, CorrectionNotice, NOTICES.name, case.one.id)
    return next((one.document_number or "" for one in told if one.kind in ENDS), "")


def end_notice(gathering: Gathering, id: UUID) -> Filled:
    """解除（终止）通知书: to who decided, procuratorate and police (社区矫正法 44, 45, 51)."""
    case = case_of(gathering, id)
    one = case.one
    if not _has_ended(one):
        raise Refused(_("还没有办理解除或者终止，不能打印通知书"))
    to = _to(gathering, case)
    blocks: tuple[Block, ...] = (
        Paragraph(f"{numbered(_number(gathering, case))}", indent=""),
        Paragraph("、".join(to) + "：", indent=""),
        Paragraph(f"{_whose(case)}依法实行社区矫正。{_ended(case)}特此通知。"),
        Signatures((Text("经办人"),), stamp=case.county),
        Receipt(
            (
                Paragraph(f"{case.county}：", indent=""),
                Paragraph(f"关于{case.person.name}解除（终止）社区矫正的通知书已收到。"),
                Signatures((Text("接收人"),), stamp=Text("接收单位")),
            )
        ),
    )
    return Filled(one.id, blocks)


def _to(gathering: Gathering, case: Case) -> list[str]:
    """Those who were told of the end, and no others."""
    told = _of(gathering, CorrectionNotice, NOTICES.name, case.one.id)
    order = (DECIDER, PROCURATORATE, POLICE)
    ends = [one for one in told if one.kind in ENDS]
    ends.sort(key=lambda one: order.index(one.organ) if one.organ in order else len(order))
    return [one.organ_name or codes.label("told_organ", one.organ) for one in ends]


def _ended(case: Case) -> str:
    one, on = case.one, day(case.one.ended_on)
    if one.end_kind in RELEASES:
        how = "矫正期满" if one.end_kind == EXPIRED else "被赦免"
        return f"其于{on}{how}，依法解除社区矫正。"
    why = {REVOKED: f"被撤销{shown(one, 'category')}", IMPRISONED: "被决定收监执行", DIED: "死亡"}
    return f"其于{on}{why[one.end_kind or '']}，社区矫正终止。"


def release_announcement(gathering: Gathering, id: UUID) -> Filled:
    """解除社区矫正宣告书: the appraisal is read and the end declared (实施办法 54)."""
    case = case_of(gathering, id)
    told = [
        one
        for one in _of(gathering, Announcement, ANNOUNCEMENTS.name, case.one.id)
        if one.kind == "release"
    ]
    if not told:
        raise Refused(_("还没有登记解矫宣告，不能打印宣告书"))
    said = {one.kind: one for one in _of(gathering, Appraisal, APPRAISALS.name, case.one.id)}
    held, county = told[-1], said.get(APPRAISAL)
    rows = (
        (*cells(ANNOUNCEMENTS, held, "on", "place"), *cells(ANNOUNCEMENTS, held, "read_by")),
        (*cells(ANNOUNCEMENTS, held, "present", present=3),),
        (*cells(ANNOUNCEMENTS, held, "guardian", "guardian_absent", guardian_absent=2),),
    )
    blocks: tuple[Block, ...] = (
        head(case, number=_number(gathering, case), more=rows),
        Paragraph(county.text if county else "", title=Text("期满鉴定意见")),
        Paragraph(
            f"现宣告：{case.person.name}自{day(case.one.ended_on or case.one.end)}起解除社区矫正。"
            f"{_declared(case)}",
            title=Text("宣告内容"),
        ),
        Signatures((SUBJECT, Text("宣告人"), Text("监护人（未成年人）")), stamp=case.county),
    )
    return Filled(case.one.id, blocks)


def after_care_sheet(gathering: Gathering, id: UUID) -> Filled:
    """安置帮教衔接表 (实施办法 53)."""
    case = case_of(gathering, id)
    handed = _of(gathering, AfterCare, AFTERCARE.name, case.one.id)
    if not handed:
        raise Refused(_("还没有办理安置帮教衔接，不能打印衔接表"))
    last = handed[-1]
    rows = (
        cells(AFTERCARE, last, "on", "handed_to", handed_to=2),
        cells(AFTERCARE, last, "receiver", "place", place=2),
        (Cell(AFTERCARE["needs"].label, last.needs, span=3, lines=4),),
        (Cell(AFTERCARE["materials"].label, last.materials, span=3, lines=3),),
    )
    blocks: tuple[Block, ...] = (
        head(case, more=rows),
        Signatures((WORKER, Text("接收人")), stamp=case.office),
    )
    return Filled(case.one.id, blocks)


_RECEIVERS = (Text("社区矫正决定机关"), Text("人民检察院"), Text("公安机关"))


def _is_appraised(one: Any) -> bool:
    return bool(one.summary_on or one.appraised_on)


def _has_ended(one: Any) -> bool:
    return one.end_kind in (*RELEASES, *TERMINATIONS)


def _is_over(one: Any) -> bool:
    """Released, or the term is as good as over: its announcement may be held."""
    return was_released(one) or bool(one.appraised_on)


def _is_handed_over(one: Any) -> bool:
    return one.after_care_on is not None


FORMS = (
    correction_form(
        appraisal_form,
        "期满鉴定表",
        "corrections",
        keepers=(OUR_FILE, THEIRS),
        only=_is_appraised,
    ),
    correction_form(release_certificate, "解除社区矫正证明书", "corrections", only=was_released),
    correction_form(
        end_notice,
        "解除（终止）通知书",
        "corrections",
        keepers=(*_RECEIVERS, OUR_FILE),
        only=_has_ended,
    ),
    correction_form(release_announcement, "解除社区矫正宣告书", "corrections", only=_is_over),
    correction_form(
        after_care_sheet,
        "安置帮教衔接表",
        "corrections",
        keepers=(Text("安置帮教机构"), OUR_FILE),
        only=_is_handed_over,
    ),
)
