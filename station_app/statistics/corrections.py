"""Community correction by month: who came and went, classes, what was due and done, leaves,
discipline, voices. From tallies, and from the register how things stood at the end of a month.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path

from sqlalchemy import func, select

from station_app.access.act import Act, View
from station_app.access.desk import Desk
from station_app.access.service import service
from station_app.core.decided import APPROVED
from station_app.core.errors import Refused
from station_app.core.register import Register
from station_app.core.sound import said
from station_app.core.texts import Shown, Text, _
from station_app.corrections.intake_records import ClassChange
from station_app.corrections.records import Supervision
from station_app.exchange.writing import Taken, refuse_ending, write_sheet
from station_app.identity import codes
from station_app.statistics.hidden import hidden, told
from station_app.statistics.table import Line, Month, Table, lines, months
from station_app.storage import tallies
from station_app.storage.tables import DutyRow

TITLE = _("社区矫正统计表")
UNCLASSED = "none"


@dataclass(frozen=True, slots=True)
class Figure:
    """Counted from a tally by its code number `at`, called as in `table`; with `only`, where the
    last code of the tally is that.
    """

    group: Text
    register: str
    tally: str
    table: str
    at: int = 0
    only: str | None = None


BEFORE = (
    Figure(_("新接收（报到）"), "corrections", "in", "correction_category"),
    Figure(_("解除、终止、转出"), "corrections", "out", "correction_end", at=1),
)
AFTER = (
    Figure(_("已接受的报告"), "reports", "reported", "report_kind"),
    Figure(_("联络、走访和教育"), "contacts", "contacted", "contact_kind"),
    Figure(_("申请外出"), "leaves", "asked", "leave_reason"),
    Figure(_("外出审批"), "leaves", "decided", "decision", at=1),
    Figure(_("提出的惩处"), "sanctions", "proposed", "sanction_kind"),
    Figure(_("决定的惩处"), "sanctions", "decided", "sanction_kind", only=APPROVED),
    Figure(_("决定的表扬、减刑"), "commendations", "decided", "commendation_kind", only=APPROVED),
    Figure(_("异议、申诉和检察监督"), "objections", "raised", "remedy_kind"),
    Figure(_("已书面答复（回复）"), "objections", "answered", "remedy_kind"),
)


@service(right="correction-figures", audit=None)
def figures(view: View, first: date, last: date) -> Table:
    """Raises Refused."""
    return _table(view, first, last)


def _table(view: View, first: date, last: date) -> Table:
    spans = months(first, last)
    found = [line for figure in BEFORE for line in _counted(view, figure, spans)]
    found += _standing(view, spans)
    found += _owed(view, spans)
    found += [line for figure in AFTER for line in _counted(view, figure, spans)]
    return Table(TITLE, spans, tuple(found))


def _counted(view: View, figure: Figure, spans: Sequence[Month]) -> Iterator[Line]:
    register = view.registers[figure.register]
    _day, names = register.tallies[figure.tally]
    by_month = list[Mapping[str, int]]()
    for span in spans:
        days = span.first.isoformat(), span.last.isoformat()
        cells = Counter[str]()
        for key, n in tallies.table(view.session, register, figure.tally, *days).items():
            if figure.only is None or key[len(names) - 1] == figure.only:
                cells[key[figure.at]] += n
        by_month.append(cells)
    yield from lines(figure.group, by_month, _labels(figure.table))


def _labels(table: str) -> dict[str, Shown]:
    return {code: Text(label) for code, label in codes.TABLES[table].items()}


def _standing(view: View, spans: Sequence[Month]) -> Iterator[Line]:
    """Who was supervised on the last day of a month, by category and by class on that day."""
    reported = Supervision.withdrawn_at.is_(None), Supervision.reported_on.is_not(None)
    people = view.all(select(Supervision).where(*reported))
    classes = _classes(view)
    by_category, by_class = list[Counter[str]](), list[Counter[str]]()
    for span in spans:
        there = [one for one in people if _is_there(one, span.last)]
        by_category.append(Counter(one.category for one in there))
        by_class.append(Counter(_class_on(classes.get(one.id, ()), span.last) for one in there))
    yield from lines(_("月末在矫"), by_category, _labels("correction_category"), at_end=True)
    named = _labels("management_class") | {UNCLASSED: _("未定类别")}
    yield from lines(_("月末管理类别"), by_class, named, at_end=True)


def _is_there(one: Supervision, on: date) -> bool:
    began = one.reported_on is not None and one.reported_on <= on
    return began and (one.ended_on is None or one.ended_on > on)


def _classes(view: View) -> dict[object, list[ClassChange]]:
    """Of each supervision its changes of class, the first first."""
    standing = select(ClassChange).where(ClassChange.withdrawn_at.is_(None))
    order = standing.order_by(ClassChange.supervision_id, ClassChange.on, ClassChange.row)
    return {id: list(of) for id, of in groupby(view.all(order), lambda one: one.supervision_id)}


def _class_on(changes: Sequence[ClassChange], on: date) -> str:
    return next((one.after for one in reversed(changes) if one.on <= on), UNCLASSED)


def _owed(view: View, spans: Sequence[Month]) -> Iterator[Line]:
    """What fell due in a month and is not done yet: a term that was met leaves no duty."""
    by_month = list[Mapping[str, int]]()
    ours = [one.name for one in view.registers.values() if _is_ours(one)]
    for span in spans:
        due = DutyRow.register.in_(ours), DutyRow.due_on.between(span.first, span.last)
        rows = view.rows(select(DutyRow.rule, func.count()).where(*due).group_by(DutyRow.rule))
        by_month.append({row[0]: row[1] for row in rows})
    titles = {rule.id: Text(rule.title) for rule in view.stamp.terms.rules}
    yield from lines(_("到期未办"), by_month, titles)


def _is_ours(register: Register) -> bool:
    refs = (kind.register for _name, kind in register.refs)
    return register.name in ("corrections", "assessments") or "corrections" in refs


def export(desk: Desk, first: date, last: date, path: Path, *, reason: str) -> int:
    """Rows written to an .xlsx or .csv, where no figure below five points at anybody."""
    reason = said(reason)
    if not reason:
        raise Refused(_("请写明导出的用途"))
    if path.exists():
        raise Refused(_("{file} 已存在，请换一个文件名", file=str(path)))
    refuse_ending(path)
    with desk.act("export-correction-figures") as act:
        table = take(act, first, last, reason)
        taken = Taken(desk.officer, desk.now(), reason, str(act.stamp.act_id))
    headings: list[Shown] = [_("项目"), _("类别"), *(span.name for span in table.months)]
    rows = ((line.group, line.label, *map(told, line.cells)) for line in table.lines)
    return write_sheet(path, table.title, headings, rows, taken)


@service(right="export-correction-figures", audit="figures exported")
def take(act: Act, first: date, last: date, reason: str) -> Table:
    """The table as it may leave: no cell below five, and none that the others would give."""
    table = _table(act, first, last)
    act.notes |= {"reason": reason, "rows": len(table.lines)}
    return replace(table, lines=tuple(hidden(table)))
