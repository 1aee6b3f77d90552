"""One register into a sheet: with a right, a reason and an event; never what only a form prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from station_app.access import secrecy
from station_app.access.act import Act
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.access.service import service
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.kinds import FormOnly, Picture
from station_app.core.parse import Invalid, parse
from station_app.core.register import Register
from station_app.core.sound import said
from station_app.core.texts import Shown, _
from station_app.exchange.writing import Taken, refuse_ending, write_sheet
from station_app.storage import pages, references
from station_app.storage.pages import PAGE, Line, Query

MOST = 100_000  # rows of one export
Tell = Callable[[int], None]  # rows read, then rows read and written; what it raises ends it


def export(
    desk: Desk,
    register: Register,
    path: Path,
    *,
    reason: str,
    where: Mapping[str, str] | None = None,
    purpose: Purpose | None = None,
) -> int:
    """Rows written to an .xlsx or .csv; `where` is {field: what one would type}.

    Whoever stands in it finds the export among those who looked. Raises Refused.
    """
    query = Query(where=_conditions(desk, register, where or {}))
    return export_list(desk, register, query, path, reason=reason, purpose=purpose)


def export_list(
    desk: Desk,
    register: Register,
    query: Query,
    path: Path,
    *,
    reason: str,
    purpose: Purpose | None = None,
    tell: Tell = lambda _done: None,
) -> int:
    """The lines of a list as it is narrowed, with all columns that may leave, the oldest first."""
    reason = said(reason)
    if not reason:
        raise Refused(_("请写明导出的用途"))
    if path.exists():
        raise Refused(_("{file} 已存在，请换一个文件名", file=str(path)))
    refuse_ending(path)
    query = replace(query, columns=_columns(register), sort="", down=True)
    with desk.survey(f"export:{register.name}", purpose=purpose) as act:
        lines = take(act, register, query, reason, tell)
        taken = Taken(desk.officer, desk.now(), reason, str(act.stamp.act_id))
    headings = [register[name].label for name in query.columns]
    return write_sheet(path, register.title, headings, _told(lines, tell), taken)


def _told(lines: Sequence[Line], tell: Tell) -> Iterator[tuple[Shown, ...]]:
    for at, line in enumerate(lines):
        if at % PAGE == 0:
            tell(len(lines) + at)
        yield line.texts


@service(right="export", audit="exported")
def take(act: Act, register: Register, query: Query, reason: str, tell: Tell) -> list[Line]:
    """All lines in full, of one moment; the event is there before the sheet is."""
    lines: list[Line] = []
    while some := _page(act, register, query, lines):
        lines += some
        if len(lines) > MOST:
            raise Refused(_("超过 {n} 行，请加条件分批导出", n=MOST))
        tell(len(lines))
    for line in lines:
        act.show(register.name, line.id)
    for name, id in references.named_by(act.session, [line.id for line in lines]):
        act.show(name, id)  # its columns say who and where
    conditions = {name: act.term(str(value)) for name, value in query.where.items()}
    if query.text:
        conditions[""] = act.term(query.text)  # what was typed over the whole list
    act.notes |= {"reason": reason, "rows": len(lines), "where": conditions}
    return lines


def _page(act: Act, register: Register, query: Query, before: list[Line]) -> list[Line]:
    start = (None, before[-1].row + 1) if before else None
    only = secrecy.shared(act, register)
    return pages.page(act.session, act.registers, register, query, start, full=True, only=only)


def _columns(register: Register) -> tuple[str, ...]:
    return tuple(f.name for f in register.fields if not isinstance(f.kind, FormOnly | Picture))


def _conditions(desk: Desk, register: Register, where: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, text in where.items():
        field = register.by_name.get(name)
        if field is None or isinstance(field.kind, FormOnly | Picture):
            names = "、".join(_columns(register))
            raise Refused(_("不能按“{name}”挑选，可用：{names}", name=name, names=names))
        try:
            found[name] = parse(field.kind, text, desk.now())
        except Invalid as wrong:
            raise Rejected([Problem(name, wrong.text)], register.labels) from None
    return found
