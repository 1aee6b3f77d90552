"""治安调解协议书 and 现场调解协议书 (程 184): who, what happened, what was agreed, until when."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from station_app.access.roles import OFFICERS
from station_app.calls.records import Call
from station_app.calls.register import CALLS
from station_app.cases.records import Case
from station_app.cases.register import CASES
from station_app.core.errors import Refused
from station_app.core.texts import Shown, Text, _
from station_app.identity.numbers import age
from station_app.mediations.records import SCENE, SECURITY, Mediation
from station_app.mediations.register import MEDIATIONS
from station_app.people.forms import number, phones, sex
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.places.records import Place
from station_app.places.register import PLACES
from station_app.printing.forms import Filled, Gathering, Printable, cells, day, on_paper
from station_app.printing.parts import DRAFT, Block, Cell, Form, Grid, Notice, Paragraph, Signatures

KEEPERS = (Text("一方当事人"), Text("另一方当事人"), Text("派出所存档"))
NOT_KEPT = Text(
    "达成协议后不履行的，公安机关依法对违反治安管理行为人予以处罚，并告知当事人可以就民事争议"
    "依法向人民法院提起民事诉讼（《治安管理处罚法》第九条）。"
)


def is_agreed(one: Mediation) -> bool:
    return one.kind == SECURITY and bool(one.agreement)


def is_of_the_scene(one: Mediation) -> bool:
    return one.kind == SCENE and not one.on_recording


def agreement(gathering: Gathering, id: UUID) -> Filled:
    one = gathering.one(Mediation, MEDIATIONS, id)
    if not (is_agreed(one) or one.kind == SCENE) or not one.agreement:
        raise Refused(_("没有达成协议，不制作调解协议书"))
    if one.on_recording:
        raise Refused(_("已在现场录音录像中记录，不再制作调解协议书"))
    facts, happened = _happened(gathering, one)
    blocks: tuple[Block, ...] = (
        Grid(2, tuple(_held(gathering, one, happened)), label=26),
        Grid(3, tuple(_side(gathering, one, "one", Text("违反治安管理行为人"))), label=22),
        Grid(3, tuple(_side(gathering, one, "other", Text("被侵害人"))), label=22),
        Paragraph(facts, Text("主要事实和争议")),
        Paragraph(one.agreement, Text("经调解，双方自愿达成如下协议")),
        *_performance(one),
        Signatures(tuple(_signing(one)), stamp=gathering.view.station),
        Notice(Text("本协议书自双方签字之日起生效。")),
    )
    return Filled(one.id, blocks)


def _happened(gathering: Gathering, one: Mediation) -> tuple[Shown, tuple[Shown, Shown]]:
    """What happened, when and where; of the case or of the call it was settled at."""
    if one.case_id:
        case = gathering.one(Case, CASES, one.case_id)
        where = _place(gathering, case.place_id, case.place_said)
        when = on_paper(CASES["occurred_at"].kind, case.occurred_at)
        return one.facts or case.facts, (when, where)
    assert one.call_id is not None  # noqa: S101  a mediation is of the one or the other
    call = gathering.one(Call, CALLS, one.call_id)
    when = on_paper(CALLS["reported_at"].kind, call.reported_at)
    return one.facts or call.facts, (when, _place(gathering, call.place_id, call.place_said))


def _place(gathering: Gathering, id: UUID | None, said: str | None) -> str:
    line = gathering.one(Place, PLACES, id).line if id else ""
    return "　".join(filter(None, (line, said)))


def _held(
    gathering: Gathering, one: Mediation, happened: tuple[Shown, Shown]
) -> Iterator[tuple[Cell, ...]]:
    when, where = happened
    yield (
        Cell(Text("调解机关"), gathering.view.station),
        Cell(Text("主持人"), "、".join(filter(None, (one.host, one.second)))),
    )
    yield (Cell(Text("调解时间"), day(one.held_on)), *cells(MEDIATIONS, one, "place"))
    yield cells(MEDIATIONS, one, "present", present=2)
    yield (Cell(Text("案件发生时间"), when), Cell(Text("案件发生地点"), where))
    yield cells(MEDIATIONS, one, "cause", "nth")


def _side(
    gathering: Gathering, one: Mediation, side: str, title: Text
) -> Iterator[tuple[Cell, ...]]:
    """{姓名 性别 年龄 证件号码 单位职务 住址}, and who came for him or beside him."""
    person = gathering.one(Person, PEOPLE, getattr(one, f"{side}_id"))
    years = age(person.birth, one.held_on) if person.birth and one.held_on else ""
    yield (
        Cell(title, person.name),
        Cell(PEOPLE["sex"].label, sex(person)),
        Cell(Text("年龄"), str(years)),
    )
    yield (
        Cell(Text("证件号码"), number(person), 2),
        Cell(PEOPLE["phone"].label, phones(person)),
    )
    work = "　".join(filter(None, (person.employer, person.occupation)))
    yield (Cell(Text("单位、职务"), work), Cell(Text("住址"), person.hukou_address or "", 2))
    for name in (f"{side}_guardian", *(("agent",) if side == "other" else ())):
        if getattr(one, name):
            yield cells(MEDIATIONS, one, name, **{name: 3})


def _performance(one: Mediation) -> Iterator[Paragraph]:
    if one.kind == SCENE:
        yield Paragraph(Text("以上协议已当场履行。"))
        return
    way = one.way or Text("按协议内容")
    said = _("履行期限：{day}以前。履行方式：{way}。", day=day(one.perform_by), way=way)
    yield Paragraph(said)
    yield Paragraph(NOT_KEPT)


def _signing(one: Mediation) -> Iterator[Text]:
    yield Text("违反治安管理行为人")
    yield Text("被侵害人")
    if one.one_guardian or one.other_guardian:
        yield Text("监护人")
    if one.agent:
        yield Text("代理人")
    yield Text("主持人")


def _form(name: str, title: str) -> Form:
    return Form(name, Text(title), "mediations", marks=(DRAFT,), keepers=KEEPERS)


FORMS = (
    Printable(
        form=_form("mediation_agreement", "治安调解协议书"),
        fill=agreement,
        roles=OFFICERS,
        only=is_agreed,
    ),
    Printable(
        form=_form("scene_agreement", "现场调解协议书"),
        fill=agreement,
        roles=OFFICERS,
        only=is_of_the_scene,
    ),
)
