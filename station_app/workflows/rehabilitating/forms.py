"""Papers of community rehabilitation: agreement, test card, test record, report, release.

The county's own pages were not to be had: every one is marked 样式待核.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from station_app.access.township_home import TEAM as READERS
from station_app.core.errors import Refused
from station_app.core.texts import Shown, Text, _
from station_app.people.forms import number as id_number
from station_app.people.forms import phones, sex
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.places.records import Place
from station_app.places.register import PLACES
from station_app.printing.forms import Filled, Gathering, Printable, cells, day, of_every, on_paper
from station_app.printing.parts import (
    UNCHECKED,
    Block,
    Cell,
    Column,
    Form,
    Grid,
    Paragraph,
    Receipt,
    Rows,
    Signatures,
)
from station_app.rehabilitation.plans import plans
from station_app.rehabilitation.records import RELEASED, Rehabilitation
from station_app.rehabilitation.register import REHABILITATION, TEAM
from station_app.rehabilitation.testing_records import MISSED, SURPRISE, TAKEN, DrugTest
from station_app.rehabilitation.testing_register import ABSENCES, DRUG_TESTS
from station_app.rehabilitation.testing_rules import is_taken
from station_app.workflows.rehabilitating import living

LABEL = 26  # mm
PERSON, WORKER, POLICE = Text("本人"), Text("社区戒毒专职工作人员"), Text("社区民警")
CellRow = tuple[Cell, ...]
DUTIES = (  # 戒毒条例 19
    "履行社区戒毒（康复）协议；",
    "根据公安机关的要求，定期接受检测；",
    "离开执行地所在县（市、区）三日以上的，须书面报告。",
)
CONSEQUENCES = (
    "逃避或者拒绝接受检测三次以上，擅自离开执行地所在县（市、区）三次以上或者累计超过三十日的，"
    "属于严重违反协议（戒毒条例第二十条），由公安机关依照禁毒法第三十八条处理。"
)
SECRET = "工作人员对戒毒人员的个人信息应当保密（戒毒条例第七条）。"  # noqa: S105  a duty


def of(gathering: Gathering, id: UUID) -> Rehabilitation:
    return gathering.one(Rehabilitation, REHABILITATION, id)


def head(gathering: Gathering, one: Rehabilitation, *more: CellRow) -> Grid:
    """Who, by whose decision, until when; rows of one's own below, three columns wide."""
    person = gathering.one(Person, PEOPLE, one.person_id)
    line = gathering.one(Place, PLACES, one.place_id).line if one.place_id else ""
    until = f"{day(one.reported_on)}至{day(one.end)}" if one.end else ""
    rows: tuple[CellRow, ...] = (
        (
            Cell(Text("姓名"), person.name),
            Cell(Text("性别"), sex(person)),
            Cell(Text("出生日期"), day(person.birth)),
        ),
        (
            Cell(Text("证件号码"), id_number(person), span=2),
            Cell(Text("联系电话"), phones(person)),
        ),
        (Cell(REHABILITATION["place_id"].label, line or person.hukou_address or "", span=3),),
        cells(REHABILITATION, one, "kind", "deciding_organ", deciding_organ=2),
        cells(REHABILITATION, one, "document_number", "decided_on", document_number=2),
        (Cell(Text("执行期限"), until, span=3, by_hand=not until),),
    )
    return Grid(3, (*rows, *more), label=LABEL)


def rehabilitation_agreement(gathering: Gathering, id: UUID) -> Filled:
    """社区戒毒（康复）协议书: measures, duties, what follows a breach (戒毒条例 16)."""
    one = of(gathering, id)
    if one.reported_on is None:
        raise Refused(_("尚未报到，请先办理报到"))
    blocks: tuple[Block, ...] = (
        head(gathering, one),
        Paragraph(one.measures or "", title=Text("戒毒的具体措施")),
        *(
            Paragraph(f"{n}. {line}", title=Text("应当遵守的规定") if n == 1 else None)
            for n, line in enumerate(DUTIES, 1)
        ),
        Paragraph(CONSEQUENCES, title=Text("违反协议应承担的责任")),
        Paragraph(SECRET),
        _team(gathering, one),
        Signatures((PERSON, Text("家庭成员"), WORKER), stamp=gathering.view.station),
    )
    return Filled(one.id, blocks)


def _team(gathering: Gathering, one: Rehabilitation) -> Rows:
    members = living.team(gathering.view, one.id)
    gathering.saw(TEAM, members)
    lines = tuple((on_paper(TEAM["role"].kind, m.role), m.name, m.phone) for m in members)
    columns = (Column(TEAM["role"].label, 2), Column(TEAM["name"].label), Column(Text("联系电话")))
    return Rows(columns, lines, least=3, title=Text("工作小组"))


def drug_test_card(gathering: Gathering, id: UUID) -> Filled:
    """尿检登记卡: each line of the plan and each test beside it."""
    one = of(gathering, id)
    done = [t for t in living.tests(gathering.view, one.id) if t.state != "off"]
    gathering.saw(DRUG_TESTS, done)
    columns = (
        Column(DRUG_TESTS["number"].label, 0.8),
        Column(DRUG_TESTS["due_on"].label, 1.5),
        Column(DRUG_TESTS["state"].label),
        Column(DRUG_TESTS["on"].label, 1.5),
        Column(DRUG_TESTS["result"].label),
        Column(Text("未检原因"), 1.4),
        Column(Text("本人签名"), by_hand=True),
        Column(Text("检测人签名"), by_hand=True),
    )
    lines = tuple(_line(test) for test in done)
    table = Rows(columns, lines, least=4)
    return Filled(one.id, (head(gathering, one), table, _beside(one, done), Paragraph(SECRET)))


def _beside(one: Rehabilitation, tests: Iterable[DrugTest]) -> Paragraph:
    """How many surprise tests there were, and how many the plan wants."""
    taken = sum(1 for test in tests if test.kind == SURPRISE and test.state == TAKEN)
    least = plans()[one.plan or "A"].surprise
    return Paragraph(f"计划外抽检已检{taken}次" + (f"，计划不少于{least}次。" if least else "。"))


def _line(test: DrugTest) -> tuple[Shown, ...]:
    def said(name: str) -> Shown:
        return on_paper(DRUG_TESTS[name].kind, getattr(test, name))

    place = str(test.number) if test.number else "抽检"
    taken, missed = test.state == TAKEN, test.state == MISSED
    return (
        place,
        test.due_on.isoformat(),
        said("state"),
        test.on.isoformat() if test.on else "",
        said("lab_result") if test.lab_result else said("result") if taken else "",
        said("missed_why") if missed else "",
        "",
        "",
    )


def drug_test_record(gathering: Gathering, id: UUID) -> Filled:
    """检测记录 of one test: two staff, what was used, what was found, what the person says."""
    test = gathering.one(DrugTest, DRUG_TESTS, id)
    if not is_taken(test):
        raise Refused(_("这次检测还没有结果，不能打印检测记录"))
    one = of(gathering, test.rehabilitation_id)
    rows: tuple[CellRow, ...] = (
        cells(DRUG_TESTS, test, "kind", "method", "on"),
        cells(DRUG_TESTS, test, "place", "witness", place=2),
        cells(DRUG_TESTS, test, "sample", "sample_number", sample_number=2),
        cells(DRUG_TESTS, test, "reagent", "reagent_until", reagent=2),
        cells(DRUG_TESTS, test, "items", items=3),
        cells(DRUG_TESTS, test, "result", "told_on", told_on=2),
        cells(DRUG_TESTS, test, "tester", "second_tester", "female_tester"),
        cells(DRUG_TESTS, test, "sample_a", "sample_b", "sealed"),
        (Cell(Text("被检测人意见"), span=3, lines=2, by_hand=True),),
        (Cell(Text("是否申请实验室检测"), span=3, by_hand=True),),
    )
    told = Paragraph("对检测结果有异议的，可以自被告知之日起三日内申请实验室检测。")
    signed = (Text("被检测人"), Text("检测人"), Text("检测人"), Text("见证人"))
    blocks: tuple[Block, ...] = (
        head(gathering, one),
        Grid(3, rows, label=LABEL),
        told,
        Signatures(signed, stamp=gathering.view.station),
    )
    return Filled(test.id, blocks)


def breach_report(gathering: Gathering, id: UUID) -> Filled:
    """严重违反协议报告: the limb of the article, and each row that was counted."""
    one = of(gathering, id)
    if one.breach_kind is None:
        raise Refused(_("没有应当报告公安机关的情形"))
    count = living.counted(gathering.view, one.id)
    gathering.saw(DRUG_TESTS, count.tests)
    gathering.saw(ABSENCES, count.absences)
    rows = living.rows_of(count, gathering.view.stamp.today)
    blocks: tuple[Block, ...] = (
        head(gathering, one, cells(REHABILITATION, one, "breach_kind", breach_kind=3)),
        Paragraph(f"{one.police_station or one.deciding_organ}：", indent=""),
        *(Paragraph(reached) for reached in count.reached),
        Rows(
            (Column(Text("序号"), 0.2), Column(Text("计入的情形"), 2)),
            tuple((str(n), row) for n, row in enumerate(rows, 1)),
            least=3,
        ),
        Paragraph("根据戒毒条例第二十条、第二十一条，现予报告，请依法处理。"),
        Signatures((WORKER, Text("负责人")), stamp=gathering.view.station),
        Receipt((Paragraph("以上报告已收到。"), Signatures((Text("签收人"),)))),
    )
    return Filled(one.id, blocks)


def rehabilitation_release(gathering: Gathering, id: UUID) -> Filled:
    """社区戒毒（康复）解除通知书: of the police, to the person, the family and the township."""
    one = of(gathering, id)
    if one.end_kind != RELEASED:
        raise Refused(_("尚未登记公安机关的解除通知"))
    person = gathering.one(Person, PEOPLE, one.person_id)
    kind = on_paper(REHABILITATION["kind"].kind, one.kind)
    number = cells(REHABILITATION, one, "end_number", "ended_on", end_number=2)
    text = f"你因接受{kind}，执行期限自{day(one.reported_on)}起，至{day(one.end)}届满。"
    blocks: tuple[Block, ...] = (
        head(gathering, one, number),
        Paragraph(f"{person.name}：", indent=""),
        Paragraph(f"{text}根据戒毒条例第二十三条、第四十条，自期满之日起解除{kind}。"),
        Signatures((PERSON, Text("家庭成员")), stamp=one.deciding_organ),
    )
    return Filled(one.id, blocks)


def _form(
    fill: Callable[[Gathering, UUID], Filled],
    title: str,
    register: str = "rehabilitation",
    only: Callable[[Any], bool] = of_every,
) -> Printable:
    form = Form(fill.__name__, Text(title), register, marks=(UNCHECKED,))
    return Printable(form=form, fill=fill, roles=READERS, only=only)


FORMS: tuple[Printable, ...] = (
    _form(
        rehabilitation_agreement,
        "社区戒毒（康复）协议书",
        only=lambda one: one.reported_on is not None,
    ),
    _form(drug_test_card, "尿检登记卡"),
    _form(drug_test_record, "检测记录", "drug_tests", is_taken),
    _form(breach_report, "严重违反协议报告", only=lambda one: one.breach_kind is not None),
    _form(
        rehabilitation_release,
        "社区戒毒（康复）解除通知书",
        only=lambda one: one.end_kind == RELEASED,
    ),
)
