"""What a home holds of people, for the sheet that assesses it: registers, kinds of data, counts."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Text as SqlText
from sqlalchemy import cast, func, select

from station_app.access.act import Act
from station_app.access.matrix import MATRIX, RIGHTS_OF
from station_app.clocks.calendar import add_months
from station_app.core.kinds import (
    Address,
    Documents,
    FormOnly,
    IdNumber,
    Kind,
    PersonName,
    Phones,
    Picture,
)
from station_app.core.register import Register
from station_app.core.texts import Shown, Text, _
from station_app.people.records import Person
from station_app.printing.parts import (
    Block,
    Column,
    Rows,
)

CHILD = 14  # years: below, all data are sensitive (《个人信息保护法》第二十八条)
EMPTY = ("", "[]", "null")  # what a field that nobody filled in may hold
LEAST = 5  # a smaller count could be somebody
KINDS: Mapping[type, tuple[Text, Text]] = {  # kind of field → what it holds, how it is kept
    PersonName: (_("姓名"), _("列表遮盖，凭事由查看")),
    IdNumber: (_("身份号码"), _("列表遮盖，凭事由查看")),
    Documents: (_("证件号码"), _("列表遮盖，凭事由查看")),
    Phones: (_("电话"), _("列表遮盖，凭事由查看")),
    Address: (_("住址"), _("列表遮盖，凭事由查看")),
    Picture: (_("人像照片"), _("加密单独存放，不作识别比对")),
    FormOnly: (_("民族、血型（法定表格需要）"), _("只在表格上打印：不能查询、排序、统计、导出")),
}


def of_this_home(act: Act) -> list[Register]:
    """Police and correction never share a home (design.md 21)."""
    elsewhere = {right.partition(":")[2] for right in set(MATRIX) - set(RIGHTS_OF[act.kind])}
    return [register for name, register in act.registers.items() if name not in elsewhere]


def on_the_menu(act: Act) -> list[Register]:
    """What is kept inside another register goes with it."""
    return [register for register in of_this_home(act) if not register.inner]


def holdings(act: Act) -> Block:
    rows = []
    for register in of_this_home(act):
        record = register.record
        live = select(func.count()).where(record.withdrawn_at.is_(None))
        gone = select(func.count()).where(record.withdrawn_at.is_not(None))
        counts = [act.session.scalar(query.select_from(record)) or 0 for query in (live, gone)]
        held = dict.fromkeys(str(KINDS[k][0]) for k in KINDS if _fields(register, k))
        rows.append((register.title, *map(str, counts), "、".join(held) or _("无")))
    columns = (
        Column(_("登记簿"), 1.2),
        Column(_("现有"), 0.7),
        Column(_("作废"), 0.6),
        Column(_("个人信息"), 3.5),
    )
    return Rows(columns, tuple(rows), title=_("一、处理的个人信息"))


def _fields(register: Register, kind: type[Kind]) -> list[str]:
    return [field.name for field in register.fields if isinstance(field.kind, kind)]


def sensitive(act: Act) -> Block:
    born = add_months(act.stamp.today, -12 * CHILD)
    young = select(func.count()).where(Person.birth > born, Person.withdrawn_at.is_(None))
    found = act.session.scalar(young.select_from(Person)) or 0
    rows: list[tuple[Shown, ...]] = [
        (what, _("不计数") if kind is FormOnly else _number(_filled(act, kind)), how)
        for kind, (what, how) in KINDS.items()
    ]
    rows.append((_("不满十四周岁未成年人的信息"), _number(found), _("与上同，另注明监护人")))
    columns = Column(_("类别"), 1.6), Column(_("记录数"), 0.8), Column(_("保护方式"), 2.6)
    return Rows(columns, tuple(rows), title=_("二、个人信息的种类和保护方式"))


def _number(n: int) -> Shown:
    return str(n) if n == 0 or n >= LEAST else _("不足 {n}", n=LEAST)


def _filled(act: Act, kind: type[Kind]) -> int:
    """Records of all registers in which such a field is not empty."""
    total = 0
    for register in act.registers.values():
        for name in _fields(register, kind):
            column = getattr(register.record, name)
            query = select(func.count(column)).where(cast(column, SqlText).not_in(EMPTY))
            total += act.session.scalar(query.where(register.record.withdrawn_at.is_(None))) or 0
    return total
