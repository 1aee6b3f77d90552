"""Sheets of the audit log: how far it is, and the week's free look-ups. Both carry the signed
checkpoint as their QR: whoever files the paper holds the log.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from station_app.access.desk import Desk
from station_app.access.free_looks import FreeLookUp, Frequency, Week, week
from station_app.access.log import event_title, signed_log
from station_app.access.purposes import PURPOSES
from station_app.core.show import moment
from station_app.core.texts import Shown, _
from station_app.printing.code import Stamp
from station_app.printing.paper import draw
from station_app.printing.parts import (
    TRAINING,
    Block,
    Cell,
    Column,
    Form,
    Grid,
    Imprint,
    Notice,
    Paragraph,
    Rows,
    Signatures,
)
from station_app.storage.checkpoints import Checkpoint

HOW = _("二维码是日志校验点：在“日志校验”页扫描或键入，可查此后日志有无改写、截短")
SEALED = Form("log_sheet", _("审计日志校验单"), "", how=HOW)
LOOKED = Form("free_looks", _("自主查询周报"), "", how=HOW)
KEEP = _("本单由所领导签名，与当日值班材料一并归档，不得存放在本机。校验只能追溯到最近一张。")
TAIL = 12  # characters of an id, which tell one record from another


def log_sheet(desk: Desk) -> tuple[Checkpoint, bytes]:
    """The log as it is now, signed, and its sheet as PDF. Raises Refused."""
    one = signed_log(desk)
    cells = (
        (Cell(_("日志编号"), one.log_id), Cell(_("条目数"), f"{one.number:,}")),
        (Cell(_("签名时间"), moment(one.at)), Cell(_("比对码"), one.short)),
        (Cell(_("末条校验值（SM3）"), one.hash, span=2, lines=2),),
    )
    blocks: list[Block] = [
        Grid(2, cells, label=30),
        Paragraph(one.text, title=_("校验点文字")),
        Signatures((_("所领导"), _("审计管理员"))),
        Notice(KEEP),
    ]
    return one, _drawn(desk, SEALED, blocks, one)


def week_sheet(desk: Desk, day: date) -> bytes:
    """The free look-ups of the week of this day, as PDF. Raises Refused."""
    with desk.act("free-looks") as act:
        found = week(act, day)
    one = signed_log(desk)
    blocks: list[Block] = [
        Rows(
            (Column(_("账号")), Column(_("本周次数")), Column(_("最多一天")), Column(_("平日"))),
            tuple(
                (
                    each.officer,
                    str(each.week),
                    str(each.most),
                    f"{each.usual:g}" if each.usual else "",
                )
                for each in found.officers
            ),
            title=_("{day} 起一周，共 {n} 次", day=found.monday.isoformat(), n=len(found.looks)),
        ),
        Rows(
            (
                Column(_("时间"), 1.5),
                Column(_("账号")),
                Column(_("做了什么"), 1.1),
                Column(_("查询事由与依据"), 2),
                Column(_("说明"), 1.4),
                Column(_("记录"), 1.7),
            ),
            tuple(_line(desk, look) for look in found.looks),
            title=_("自主查询"),
        ),
        Paragraph("；".join(_reviews(found)) or "—", title=_("签认记录")),
        Signatures((_("所领导"),)),
        Notice(KEEP),
    ]
    return _drawn(desk, LOOKED, blocks, one)


def _line(desk: Desk, look: FreeLookUp) -> tuple[Shown, ...]:
    purpose = PURPOSES.get(look.purpose, look.purpose)
    why = _("{purpose} {reference}", purpose=purpose, reference=look.reference)
    records: Shown = _("{n} 条", n=look.count)
    for name, id in look.records[:1] if look.full else ():
        held = desk.registers.get(name)
        more = f" +{look.count - 1}" if look.count > 1 else ""
        tail = f"{str(id)[-TAIL:]}{more}"
        records = _("{register} …{tail}", register=held.title if held else name, tail=tail)
    said = why if look.purpose else _("遮蔽列表")
    return moment(look.at), look.officer, event_title(look.event), said, look.explanation, records


def _often(one: Frequency) -> tuple[Shown, ...]:
    return one.officer, str(one.week), str(one.most), f"{one.usual:g}" if one.usual else ""


def _reviews(found: Week) -> Iterator[str]:
    for one in found.reviews:
        yield " ".join(filter(None, (moment(one.at), one.by, str(one.looks), one.remarks)))


def _drawn(desk: Desk, form: Form, blocks: list[Block], one: Checkpoint) -> bytes:
    marks = (TRAINING,) if desk.training else ()
    unit, number = desk.station or desk.scope, f"{desk.scope}L{one.number}"
    imprint = Imprint(number, 1, unit, moment(one.at), desk.officer, marks)
    return draw(form, blocks, imprint, lambda _hash: Stamp(one.short, one.text)).pdf
