"""Papers of a hand-over: 救助移交, 遗体, 弃婴（童）, 人员; and 失物认领签收单 of a found thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from station_app.access.roles import OFFICERS, POLICE
from station_app.core.errors import Refused
from station_app.core.texts import Shown, Text, _
from station_app.lost_found import rules as things
from station_app.lost_found.records import LostFound
from station_app.lost_found.register import LOST_FOUND
from station_app.missing import rules
from station_app.missing.records import DEATH, FOUNDLING, SHELTER, Missing, MissingStep
from station_app.missing.register import MISSING, MISSING_STEPS
from station_app.people.forms import number, phones, sex
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.places.records import Place
from station_app.places.register import PLACES
from station_app.printing.forms import Filled, Gathering, Printable, cells, day, on_paper
from station_app.printing.parts import (
    UNCHECKED,
    Block,
    Cell,
    Form,
    Grid,
    Paragraph,
    Signatures,
)

LABEL = 28  # mm
NOT_THIS = _("这一步没有这种文书")
UNKNOWN = Text("身份不明")
BODY, CHILD, PERSON = "body", "child", "person"


def _sort(step: MissingStep, one: Missing) -> str:
    if step.kind == SHELTER:
        return SHELTER
    return {DEATH: BODY, FOUNDLING: CHILD}.get(one.kind, PERSON)


def handing(sort: str) -> Callable[[Gathering, UUID], Filled]:
    """The paper of one sort of hand-over, of the step it was made in."""

    def fill(gathering: Gathering, id: UUID) -> Filled:
        step = gathering.one(MissingStep, MISSING_STEPS, id)
        one = gathering.one(Missing, MISSING, step.missing_id)
        if not (rules.is_handing(step) or rules.is_to_shelter(step)) or _sort(step, one) != sort:
            raise Refused(NOT_THIS)
        return Filled(step.id, tuple(_blocks(gathering, step, one)))

    return fill


def _blocks(gathering: Gathering, step: MissingStep, one: Missing) -> Iterator[Block]:
    person = gathering.one(Person, PEOPLE, one.person_id) if one.person_id else None
    who: Shown = person.name if person else UNKNOWN
    place = gathering.one(Place, PLACES, one.place_id).line if one.place_id else one.place_said
    rows = (
        (Cell(Text("姓名"), who), Cell(Text("证件号码"), number(person) if person else "")),
        (Cell(MISSING["sex"].label, _sex(person, one)), *cells(MISSING, one, "age")),
        cells(MISSING, one, "number", "reported_at"),
        (Cell(Text("发现时间"), _moment(one)), Cell(Text("发现地点"), place or "")),
        (
            *cells(MISSING_STEPS, step, "organ"),
            Cell(Text("接收单位（家属）"), step.organ_name or ""),
        ),
        cells(MISSING_STEPS, step, "receiver", "at"),
        cells(MISSING_STEPS, step, "number", number=2),
    )
    yield Grid(2, rows, label=LABEL)
    yield Paragraph(one.described, Text("体貌、衣着、特征"))
    yield Paragraph(one.facts, Text("经过"))
    if one.kind != DEATH:
        yield Paragraph(step.condition, Text("移交时的身体状况"))
    elif one.nature:
        yield Grid(2, (cells(MISSING, one, "nature", "concluded_on"),), label=LABEL)
    yield Paragraph(step.belongings, Text("随同移交的物品"))
    if step.said:
        yield Paragraph(step.said, Text("说明"))
    stamp = gathering.view.station
    yield Signatures((Text("接收人"), Text("移交民警"), Text("移交民警")), stamp=stamp)


def _sex(person: Person | None, one: Missing) -> Shown:
    return sex(person) if person else on_paper(MISSING["sex"].kind, one.sex)


def _moment(one: Missing) -> Shown:
    return on_paper(MISSING["seen_at"].kind, one.seen_at or one.reported_at)


def claimed(gathering: Gathering, id: UUID) -> Filled:
    """失物认领签收单: what it is, by what it was proved, signed by who takes it."""
    thing = gathering.one(LostFound, LOST_FOUND, id)
    if not thing.claimant_id:
        raise Refused(_("还没有人申请认领"))
    taker = gathering.one(Person, PEOPLE, thing.claimant_id)
    rows = (
        cells(LOST_FOUND, thing, "number", "name"),
        (*cells(LOST_FOUND, thing, "on"), *cells(LOST_FOUND, thing, "notice_on")),
        (Cell(LOST_FOUND["claimant_id"].label, taker.name), Cell(Text("证件号码"), number(taker))),
        (Cell(Text("联系电话"), phones(taker)), Cell(Text("返还日期"), day(thing.ended_on))),
    )
    blocks = (
        Grid(2, rows, label=LABEL),
        Paragraph(thing.features, LOST_FOUND["features"].label),
        Paragraph(thing.contents, LOST_FOUND["contents"].label),
        Paragraph(thing.proof, LOST_FOUND["proof"].label),
        Paragraph(Text("以上物品已当面清点、核对，如数领回。")),
        Signatures((Text("认领人"), Text("经办人"))),
    )
    return Filled(thing.id, blocks)


def _paper(name: str, title: Text, sort: str, only: Callable[[Any], bool]) -> Printable:
    form = Form(
        name,
        title,
        "missing_steps",
        marks=(UNCHECKED,),
        keepers=(Text("派出所留存"), Text("交接收单位（人）")),
    )
    return Printable(form=form, fill=handing(sort), roles=OFFICERS, only=only)


FORMS = (
    _paper("shelter_handover", Text("救助移交单"), SHELTER, rules.is_to_shelter),
    _paper("foundling_handover", Text("弃婴（童）移交单"), CHILD, rules.is_handing),
    _paper("body_handover", Text("遗体移交单"), BODY, rules.is_handing),
    _paper("person_handover", Text("人员移交（接领）单"), PERSON, rules.is_handing),
    Printable(
        form=Form("found_claim", Text("失物认领签收单"), "lost_found"),
        fill=claimed,
        roles=POLICE,
        only=things.may_be_signed,
    ),
)
