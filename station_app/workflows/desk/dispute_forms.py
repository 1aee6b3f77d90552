"""人民调解协议书 (人民调解法 28–30), 调解笔录 and 回访记录 of a dispute."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

from station_app.access.roles import OFFICERS
from station_app.core.errors import Refused
from station_app.core.texts import Text, _
from station_app.disputes import rules
from station_app.disputes.records import Dispute, DisputeStep
from station_app.disputes.register import DISPUTE_STEPS, DISPUTES
from station_app.disputes.service import steps
from station_app.identity import codes
from station_app.people.forms import number, phones, sex
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.places.records import Place
from station_app.places.register import PLACES
from station_app.printing.forms import Filled, Gathering, Printable, cells, day
from station_app.printing.parts import (
    UNCHECKED,
    Block,
    Cell,
    Form,
    Grid,
    Notice,
    Paragraph,
    Signatures,
)

LABEL = 24  # mm
PARTY = Text("当事人")
CONFIRMED = Text(
    "双方认为有必要的，可以自本协议生效之日起三十日内共同向人民法院申请司法确认"
    "（《人民调解法》第三十三条）。就协议的履行或者内容发生争议的，可以向人民法院起诉（第三十二条）。"
)
IN_FORCE = Text("本协议书自各方当事人签名、盖章或者按指印，人民调解员签名并加盖印章之日起生效。")
Rows = Iterator[tuple[Cell, ...]]


def is_session(step: Any) -> bool:
    return bool(step.kind == "session")


def is_revisit(step: Any) -> bool:
    return bool(step.kind == "revisit")


def agreement(gathering: Gathering, id: UUID) -> Filled:
    one = gathering.one(Dispute, DISPUTES, id)
    if not rules.has_agreement(one):
        raise Refused(_("没有书面的调解协议，不制作人民调解协议书"))
    people = _parties(gathering, one)
    performed = Text(f"履行方式：{one.manner}。履行期限：{day(one.perform_by)}以前。")
    blocks: tuple[Block, ...] = (
        *(_person(person) for person in people),
        Grid(2, (_case(one),), label=LABEL),
        Paragraph(one.facts, Text("纠纷的主要事实、争议事项")),
        Paragraph(one.responsibility or "", Text("各方当事人的责任")),
        Paragraph(one.terms or "", Text("经调解，当事人自愿达成如下协议")),
        Paragraph(performed, Text("履行的方式、期限")),
        Signatures((*(PARTY,) * len(people), Text("人民调解员")), one.committee or ""),
        Notice(IN_FORCE),
        Notice(CONFIRMED),
    )
    return Filled(one.id, blocks)


def _parties(gathering: Gathering, one: Dispute) -> Sequence[Person]:
    joined = steps(gathering.view, one.id, "joined")
    gathering.saw(DISPUTE_STEPS, joined)
    ids = [one.one_id, one.other_id, *(step.person_id for step in joined if step.person_id)]
    found = gathering.each(Person, PEOPLE, ids)
    return [found[id] for id in ids]


def _person(person: Person) -> Grid:
    """{姓名 性别 出生日期 证件号码 电话 单位职务 住址} (人民调解法 29)."""
    work = "　".join(filter(None, (person.employer, person.occupation)))
    rows: tuple[tuple[Cell, ...], ...] = (
        (
            Cell(Text("当事人"), person.name),
            Cell(PEOPLE["sex"].label, sex(person)),
            Cell(PEOPLE["birth"].label, day(person.birth)),
        ),
        (Cell(Text("证件号码"), number(person), 2), Cell(PEOPLE["phone"].label, phones(person))),
        (Cell(Text("单位、职务"), work), Cell(Text("住址"), person.hukou_address or "", 2)),
    )
    return Grid(3, rows, label=LABEL)


def _case(one: Dispute) -> tuple[Cell, ...]:
    return (
        *cells(DISPUTES, one, "kind"),
        Cell(Text("达成协议日期"), day(one.agreed_on)),
    )


def _step(gathering: Gathering, id: UUID, fits: Callable[[Any], bool]) -> DisputeStep:
    step = gathering.one(DisputeStep, DISPUTE_STEPS, id)
    if not fits(step):
        raise Refused(_("这一步没有这种文书"))
    return step


def _dispute(gathering: Gathering, step: DisputeStep) -> Dispute:
    """Of domestic violence: a paper asks why each time."""
    one = gathering.one(Dispute, DISPUTES, step.dispute_id)
    gathering.secret |= bool(one.secret)
    return one


def record(gathering: Gathering, id: UUID) -> Filled:
    step = _step(gathering, id, is_session)
    one = _dispute(gathering, step)
    mediator = gathering.one(Person, PEOPLE, step.person_id).name if step.person_id else ""
    rows = (
        (Cell(Text("调解日期"), day(step.on)), *cells(DISPUTE_STEPS, step, "place")),
        (Cell(Text("调解员"), mediator), *cells(DISPUTES, one, "committee")),
        *_names(gathering, one),
        cells(DISPUTE_STEPS, step, "present", present=2),
    )
    told = Text(
        "已告知当事人：调解不收费；当事人地位平等，可以接受、拒绝或者要求终止调解，"
        "可以要求公开或者不公开进行，自愿达成协议；应当如实陈述，遵守秩序，尊重对方。"
    )
    signed = (PARTY, PARTY, Text("人民调解员"), Text("记录人"))
    blocks = (
        Grid(2, rows, label=LABEL),
        Paragraph(told, Text("权利义务")),
        Paragraph(step.said, Text("调解经过")),
        Paragraph(Text("以上笔录已阅读（已宣读），与所说的相符。")),
        Signatures(signed),
    )
    return Filled(step.id, blocks)


def revisit(gathering: Gathering, id: UUID) -> Filled:
    step = _step(gathering, id, is_revisit)
    one = _dispute(gathering, step)
    place = ""  # where somebody lives who is in danger is not told to the other
    if one.place_id and not one.secret:
        place = gathering.one(Place, PLACES, one.place_id).line or ""
    visitor = codes.label("dispute_visitor", step.visitor or "")
    rows = (
        cells(DISPUTES, one, "number", "kind"),
        *_names(gathering, one),
        (Cell(Text("地点"), place, 2),),
        (Cell(Text("回访日期"), day(step.on)), Cell(Text("回访单位"), visitor)),
        (Cell(Text("回访人"), step.by or ""), Cell(Text("协议生效日期"), day(one.effective_on))),
        cells(DISPUTE_STEPS, step, "present", present=2),
    )
    blocks = (
        Grid(2, rows, label=LABEL),
        Paragraph(step.said, Text("回访情况")),
        Signatures((Text("被回访人"), Text("回访人"))),
    )
    return Filled(step.id, blocks)


def _names(gathering: Gathering, one: Dispute) -> Rows:
    names = "、".join(person.name for person in _parties(gathering, one))
    yield (Cell(Text("当事人"), names, 2),)


FORMS = (
    Printable(
        form=Form(
            "people_agreement",
            Text("人民调解协议书"),
            "disputes",
            marks=(UNCHECKED,),
            keepers=(Text("一方当事人"), Text("另一方当事人"), Text("人民调解委员会")),
        ),
        fill=agreement,
        roles=OFFICERS,
        only=rules.has_agreement,
    ),
    Printable(
        form=Form("mediation_record", Text("调解笔录"), "dispute_steps", marks=(UNCHECKED,)),
        fill=record,
        roles=OFFICERS,
        only=is_session,
    ),
    Printable(
        form=Form("revisit_record", Text("回访记录"), "dispute_steps"),
        fill=revisit,
        roles=OFFICERS,
        only=is_revisit,
    ),
)
