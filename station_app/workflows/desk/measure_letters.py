"""Letters of measures: 告诫书, the order to be guided, the notice that a deprivation is over.

The first two belong to the county's system until the stand-alone order stands: drafts.
"""

from __future__ import annotations

from functools import partial
from uuid import UUID

from station_app.core.errors import Refused
from station_app.core.texts import Text, _
from station_app.measures.kinds import DEPRIVATION, GUIDANCE, WARNING
from station_app.measures.notices import NOTICES
from station_app.measures.register import MEASURES
from station_app.people.forms import number as id_number
from station_app.people.forms import sex
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.printing.forms import Filled, Gathering, cells, day
from station_app.printing.parts import DRAFT, Block, Cell, Grid, Paragraph, Signatures
from station_app.workflows.desk.measure_forms import (
    FILE,
    HIM,
    LABEL,
    OFFICER,
    form_of,
    head,
    is_,
    listed,
    measure_of,
)

FOUR = (Text("加害人"), Text("受害人"), Text("居（村）民委员会"), FILE)


def warning_letter_dv(gathering: Gathering, id: UUID) -> Filled:
    """家庭暴力告诫书 (反家庭暴力法 16): identity, facts, the prohibition; what refusal costs."""
    one = measure_of(gathering, id)
    if one.kind != WARNING:
        raise Refused(_("只有家庭暴力告诫书用这份表格"))
    told = NOTICES[WARNING]
    person = gathering.one(Person, PEOPLE, one.person_id)
    grid = Grid(
        3,
        (
            cells(MEASURES, one, "document_number", document_number=3),
            (
                Cell(Text("加害人"), person.name),
                Cell(Text("性别"), sex(person)),
                Cell(Text("出生日期"), day(person.birth)),
            ),
            (Cell(Text("证件号码"), id_number(person), span=3),),
        ),
        label=LABEL,
    )
    blocks: tuple[Block, ...] = (
        grid,
        Paragraph(f"{person.name}：", indent=""),
        Paragraph(one.facts or "", title=Text("家庭暴力事实")),
        Paragraph(
            "上述行为属于家庭暴力。根据《反家庭暴力法》第十六条，现对你予以告诫："
            "禁止实施家庭暴力。你应当遵守下列事项："
        ),
        *listed("告诫事项", told.duties),
        Paragraph(told.breach, title=Text("法律后果")),
        Signatures((Text("被告诫人"), OFFICER), stamp=one.organ),
    )
    return Filled(one.id, blocks)


def family_guidance_order(gathering: Gathering, id: UUID) -> Filled:
    """责令接受家庭教育指导通知书 (未成年人保护法 118): 训诫, and guidance where it is ordered."""
    one = measure_of(gathering, id)
    if one.kind != GUIDANCE or one.protected_id is None:
        raise Refused(_("只有责令接受家庭教育指导用这份表格"))
    child = gathering.one(Person, PEOPLE, one.protected_id)
    gathering.secret = True
    name = gathering.one(Person, PEOPLE, one.person_id).name
    blocks: tuple[Block, ...] = (
        head(gathering, one),
        Paragraph(f"{name}：", indent=""),
        Paragraph(f"经查，你作为{child.name}的父母（监护人），{one.facts}。"),
        Paragraph("根据《未成年人保护法》第一百一十八条，对你予以训诫，并责令你接受家庭教育指导："),
        Paragraph(one.orders or "", title=Text("指导的安排")),
        Paragraph("请依法履行监护职责，按时接受指导。"),
        Signatures((Text("被责令人"), OFFICER), stamp=one.organ),
    )
    return Filled(one.id, blocks)


def deprivation_expired(gathering: Gathering, id: UUID) -> Filled:
    """剥夺政治权利执行期满通知书 (刑程 314): to the person, his workplace, the committee."""
    one = measure_of(gathering, id)
    if one.kind != DEPRIVATION:
        raise Refused(_("只有剥夺政治权利用这份表格"))
    if gathering.view.stamp.today < one.end:
        raise Refused(_("期限到 {day} 才届满", day=one.end))
    name = gathering.one(Person, PEOPLE, one.person_id).name
    to = "、".join(filter(None, (name, one.workplace, one.committee)))
    blocks: tuple[Block, ...] = (
        head(gathering, one),
        Paragraph(f"{to}：", indent=""),
        Paragraph(
            f"{name}被剥夺政治权利的期限自{day(one.start)}起至{day(one.end)}止，现已执行期满。"
            "根据《公安机关办理刑事案件程序规定》第三百一十四条，特此通知。"
        ),
        Signatures((Text("签收人"), OFFICER), stamp=gathering.view.station),
    )
    return Filled(one.id, blocks)


FORMS = (
    form_of(
        *(warning_letter_dv, "warning_letter_dv", "家庭暴力告诫书"),
        *(partial(is_, WARNING), DRAFT, FOUR),
    ),
    form_of(
        *(family_guidance_order, "family_guidance_order", "责令接受家庭教育指导通知书"),
        *(partial(is_, GUIDANCE), DRAFT, (FILE, HIM)),
    ),
    form_of(
        *(deprivation_expired, "deprivation_expired", "剥夺政治权利执行期满通知书"),
        partial(is_, DEPRIVATION),
        keepers=(FILE, HIM, Text("所在单位"), Text("居住地基层组织")),
    ),
)
