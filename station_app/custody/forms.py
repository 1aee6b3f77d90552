"""Papers of somebody's stay: 人员在所登记, 继续盘问登记表 with what was approved, 随身物品登记."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import select

from station_app.access.roles import OFFICERS
from station_app.core.errors import Refused
from station_app.core.texts import Shown, Text, _
from station_app.custody import rules
from station_app.custody.records import (
    APPROVED,
    EXTENDED,
    FAMILY_NOT_TOLD,
    FAMILY_TOLD,
    ITEMS_RETURNED,
    ITEMS_TAKEN,
    STOP_QUESTION,
    Custody,
    CustodyStep,
)
from station_app.custody.register import CUSTODY, CUSTODY_STEPS
from station_app.people.forms import number, who
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.printing.forms import Filled, Gathering, Printable, cells, on_paper
from station_app.printing.parts import (
    DRAFT,
    Cell,
    Column,
    Form,
    Grid,
    Rows,
    Signatures,
)

LABEL = 26  # mm
LONGER = (24, 48)  # hours a continued questioning may be extended to
NAME, HANDLER, HEAD = Text("本人"), Text("办案民警"), Text("派出所负责人")
PARTS = ("，", ",", "、", "　")  # between the name of a thing, how many, and what it looks like
SPLIT = str.maketrans(dict.fromkeys(PARTS, "\t"))


def stay(gathering: Gathering, id: UUID) -> Filled:
    """人员在所登记: everything that was entered, in the order of its hours."""
    custody, done = _read(gathering, id)
    about = Grid(
        2,
        (
            cells(CUSTODY, custody, "number", "ground"),
            cells(CUSTODY, custody, "cause", "summons_number"),
            (*cells(CUSTODY, custody, "arrived_at"), _limit(gathering, custody)),
            cells(CUSTODY, custody, "officer", "second"),
            cells(CUSTODY, custody, "room", "left_with"),
            cells(CUSTODY, custody, "left_at", "left_how"),
            cells(CUSTODY, custody, "over_reason", over_reason=2),
        ),
        label=LABEL,
    )
    rows = Rows(
        (
            Column(CUSTODY_STEPS["at"].label, 2.9),
            Column(CUSTODY_STEPS["kind"].label, 2),
            Column(CUSTODY_STEPS["text"].label, 4),
            Column(CUSTODY_STEPS["officer"].label, 1.3),
        ),
        tuple(map(_line, done)),
        least=3,
        title=Text("在所情况"),
    )
    return Filled(
        custody.id, (_whom(gathering, custody), about, rows, Signatures((NAME, HANDLER, HEAD)))
    )


def continued(gathering: Gathering, id: UUID) -> Filled:
    """继续盘问登记表 (规定 2004): approval and every extension each in a block of its own."""
    custody, done = _read(gathering, id)
    if not is_continued(custody):
        raise Refused(_("只有继续盘问的有继续盘问登记表"))
    about = Grid(
        2,
        (
            cells(CUSTODY, custody, "number", "arrived_at"),
            cells(CUSTODY, custody, "special", "cause"),
            cells(CUSTODY, custody, "circumstance", circumstance=2),
            cells(CUSTODY, custody, "officer", "second"),
            (*cells(CUSTODY, custody, "room"), Cell(Text("通知家属（单位）"), _family(done))),
        ),
        label=LABEL,
    )
    longer = () if custody.special else tuple(_extension(done, hours) for hours in LONGER)
    end = Grid(
        2,
        (
            cells(CUSTODY, custody, "left_at", "left_how"),
            cells(CUSTODY, custody, "left_with", "over_reason"),
        ),
        label=LABEL,
        title=Text("离所"),
    )
    signed = Signatures((Text("被盘问人"), Text("盘问民警")), stamp=gathering.view.station)
    first = (_whom(gathering, custody), about, _approval(done))
    return Filled(custody.id, (*first, *longer, end, signed))


def belongings(gathering: Gathering, id: UUID) -> Filled:
    """随身物品登记: each thing on a line, and what became of all of them."""
    custody, done = _read(gathering, id)
    if not has_belongings(custody):
        raise Refused(_("没有登记随身物品"))
    taken = [one for one in done if one.kind == ITEMS_TAKEN]
    back = (one for one in reversed(done) if one.kind == ITEMS_RETURNED)
    about = Grid(
        2,
        (
            (*cells(CUSTODY, custody, "number"), _said(HANDLER, taken[0].officer)),
            (Cell(Text("登记时间"), on_paper(CUSTODY_STEPS["at"].kind, taken[0].at), span=2),),
        ),
        label=LABEL,
    )
    rows = Rows(
        tuple(
            Column(Text(name), share)
            for name, share in (("序号", 0.6), ("名称", 2), ("数量", 1), ("特征", 4))
        ),
        tuple(_things(taken)),
        least=6,
        title=Text("物品"),
    )
    given = _given_back(next(back, None))
    signed = Signatures((Text("物品持有人"), Text("登记民警"), Text("领取人")))
    return Filled(custody.id, (_whom(gathering, custody), about, rows, given, signed))


def _given_back(back: CustodyStep | None) -> Grid:
    at = on_paper(CUSTODY_STEPS["at"].kind, back.at) if back else None
    whom = (back.whom or "本人") if back else None
    kept = (back.text or "无") if back else None
    by = back.officer if back else None
    return Grid(
        2,
        (
            (_said(Text("返还时间"), at), _said(Text("领取人"), whom)),
            (_said(HANDLER, by), _said(Text("未返还物品及去向"), kept)),
        ),
        label=LABEL,
        title=Text("返还"),
    )


def is_continued(custody: Custody) -> bool:
    return custody.ground == STOP_QUESTION


def has_belongings(custody: Custody) -> bool:
    return custody.items_held is not None


def _read(gathering: Gathering, id: UUID) -> tuple[Custody, Sequence[CustodyStep]]:
    custody = gathering.one(Custody, CUSTODY, id)
    query = select(CustodyStep).where(
        CustodyStep.custody_id == id, CustodyStep.withdrawn_at.is_(None)
    )
    done = gathering.view.all(query.order_by(CustodyStep.at, CustodyStep.row))
    gathering.saw(CUSTODY_STEPS, done)
    return custody, done


def _whom(gathering: Gathering, custody: Custody) -> Grid:
    """Who he is, or what is seen of him."""
    if custody.person_id is None:
        return Grid(1, (cells(CUSTODY, custody, "described"),), label=LABEL)
    person = gathering.one(Person, PEOPLE, custody.person_id)
    return Grid(3, (who(person), (Cell(Text("证件号码"), number(person), span=3),)), label=LABEL)


def _limit(gathering: Gathering, custody: Custody) -> Cell:
    due = rules.limit(custody, gathering.view.stamp.terms)
    ends = on_paper(CUSTODY["arrived_at"].kind, due.due_at) if due else Text("没有期限")
    return Cell(Text("期限至"), ends)


def _line(one: CustodyStep) -> tuple[Shown, ...]:
    names = ("checker", "whom", "relation", "level", "reason", "hours", "number", "text")
    said = (on_paper(CUSTODY_STEPS[name].kind, getattr(one, name)) for name in names)
    told = "　".join(filter(None, map(str, said)))
    signed = _("{told}　本人已签字", told=told) if one.signed else told
    at, kind = (on_paper(CUSTODY_STEPS[name].kind, getattr(one, name)) for name in ("at", "kind"))
    return at, kind, signed, one.officer or ""


def _said(label: Text, value: Shown | None, span: int = 1) -> Cell:
    """By hand while it has not happened."""
    return Cell(label, value or "", span=span, by_hand=value is None)


def _family(done: Sequence[CustodyStep]) -> Shown:
    told = [one for one in done if one.kind in (FAMILY_TOLD, FAMILY_NOT_TOLD)]
    return _line(told[-1])[2] if told else ""


def _approval(done: Sequence[CustodyStep]) -> Grid:
    return _decided(Text("审批"), next((one for one in done if one.kind == APPROVED), None))


def _extension(done: Sequence[CustodyStep], hours: int) -> Grid:
    found = (one for one in done if one.kind == EXTENDED and one.hours == hours)
    title = _("延长至{n}小时审批", n=hours)
    return _decided(title, next(found, None), reason=True)


def _decided(title: Text, one: CustodyStep | None, *, reason: bool = False) -> Grid:
    def cell(name: str, label: Text | None = None, span: int = 1) -> Cell:
        field = CUSTODY_STEPS[name]
        value = on_paper(field.kind, getattr(one, name)) if one else None
        return _said(label or field.label, value, span)

    why = ((cell("reason", span=2),),) if reason else ()
    by = (cell("whom", Text("审批人")), cell("level"))
    when = (cell("at", Text("批准时间")), cell("number"))
    return Grid(2, (*why, by, when), label=LABEL, title=title)


def _things(taken: Sequence[CustodyStep]) -> Iterator[tuple[Shown, ...]]:
    lines = [line.strip() for one in taken for line in one.text.splitlines() if line.strip()]
    for n, line in enumerate(lines, 1):
        name, *rest = line.translate(SPLIT).split("\t", 2)
        amount, looks = (*rest, "", "")[:2]
        yield str(n), name, amount, looks


FORMS = (
    Printable(
        form=Form("custody_form", Text("人员在所登记"), "custody", marks=(DRAFT,)),
        fill=stay,
        roles=OFFICERS,
    ),
    Printable(
        form=Form("stop_and_question_form", Text("继续盘问登记表"), "custody", marks=(DRAFT,)),
        fill=continued,
        roles=OFFICERS,
        only=is_continued,
    ),
    Printable(
        form=Form(
            "belongings_form",
            Text("随身物品登记"),
            "custody",
            marks=(DRAFT,),
            keepers=(Text("派出所存档"), Text("本人")),
        ),
        fill=belongings,
        roles=OFFICERS,
        only=has_belongings,
    ),
)
