"""销毁证明: what was destroyed, under which rule, by whose two hands; it names no record."""

from __future__ import annotations

from uuid import UUID

from station_app.core.errors import Refused
from station_app.core.texts import Shown, Text, _
from station_app.printing.forms import Filled, Gathering, Printable, on_paper
from station_app.printing.parts import Cell, Form, Grid, Notice, Signatures
from station_app.retention.records import Purge
from station_app.retention.register import PURGES
from station_app.retention.rules import ERASURE, ERASURE_TITLE

CERTIFICATE = Form("purge_certificate", _("到期销毁证明"), PURGES.name)
WHAT_STAYS = _(
    "名单摘要为被销毁记录编号的 SHA-256。本机只留编号和办理时间，不留内容；"
    "统计数字不变。销毁前的备份按轮换逐份过期，最长保留十二个月，过期前不得用于恢复本次销毁的内容。"
)


def fill(gathering: Gathering, id: UUID) -> Filled:
    """Raises Absent, and Refused before the second signature."""
    one = gathering.one(Purge, PURGES, id)
    if not one.approved:
        raise Refused(_("还没有批准销毁，不能出具证明"))
    register, rule, basis = _what(gathering, one)
    said = {n: on_paper(PURGES[n].kind, getattr(one, n)) for n in PURGES.by_name}
    grid = Grid(
        2,
        (
            (_cell("number", said["number"]), Cell(_("登记簿"), register)),
            (Cell(_("保存期限规则"), rule, span=2, lines=2),),
            (Cell(_("依据"), basis, span=2, lines=2),),
            (_cell("as_of", said["as_of"]), _cell("removed", said["removed"])),
            (Cell(PURGES["reason"].label, said["reason"], span=2, lines=3),),
            (Cell(PURGES["digest"].label, one.digest, span=2, lines=2),),
            (_cell("proposed_by", said["proposed_by"]), _cell("proposed_at", said["proposed_at"])),
            (_cell("decided_by", said["decided_by"]), _cell("decided_at", said["decided_at"])),
        ),
    )
    unit = gathering.view.station or gathering.view.stamp.scope
    signed = Signatures((_("提出人"), _("批准人")), stamp=unit)
    return Filled(id, (grid, signed, Notice(WHAT_STAYS)))


def _cell(name: str, shown: Shown) -> Cell:
    return Cell(PURGES[name].label, shown)


def _what(gathering: Gathering, one: Purge) -> tuple[Text, Shown, Shown]:
    """The register, the rule and its source."""
    if one.rule == ERASURE:
        return _("封存记录"), ERASURE_TITLE, one.reason
    view = gathering.view
    rule = view.stamp.terms.find(one.rule, one.as_of)
    title = view.registers[one.subject_register].title
    if rule is None:
        return title, one.rule, ""
    term = _("{title}：{n} 个月", title=Text(rule.title), n=rule.length)
    return title, term, f"{rule.article}；{rule.source}" if rule.article else rule.source


FORMS = (Printable(form=CERTIFICATE, fill=fill, roles=frozenset({"chief"})),)
