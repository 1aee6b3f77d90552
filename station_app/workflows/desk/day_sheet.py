"""The day's sheet of the 110 centre (警情日报表): a row a call, what is doubtful marked. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from station_app.calls.records import CHANNEL_110
from station_app.calls.register import CALLS
from station_app.core.days import day_of, read_moment
from station_app.core.kinds import Code, Moment, Phones, Serial, Words
from station_app.core.texts import Text, _
from station_app.exchange.headings import Column as Where
from station_app.exchange.sheet import Row
from station_app.identity import tables
from station_app.workflows.desk.paste import CLOCK, GUESSED, moment, shipped
from station_app.workflows.import_plan import Remark
from station_app.workflows.sheet_columns import coded, phones, serial, words

MORE: Mapping[str, tuple[str, ...]] = {  # what a column of a field may be called as well
    "external_number": ("接警单编号", "接警单号", "警单编号", "警情编号", "事件编号", "指令编号"),
    "channel": ("报警形式", "来电方式", "接警方式"),
    "reported_at": ("报警日期", "报警日期时间", "案发时间"),
    "taken_at": ("接警日期", "接警日期时间", "受理时间"),
    "dispatched_at": ("派警时间", "下达时间", "派单时间"),
    "set_out_at": ("出动时间",),
    "arrived_at": ("到达时间", "到达现场时间", "到现场时间"),
    "answered_at": ("处警反馈时间", "结束时间"),
    "caller_said": ("报警人", "报警人姓名", "来电人"),
    "caller_phone": ("联系电话", "来电号码", "主叫号码", "报警人电话"),
    "place_said": ("事发地址", "事发地点", "报警地址", "警情地址", "案发地址", "地址"),
    "category": ("警情类型", "报警类别", "报警类型", "警情性质"),
    "facts": ("警情内容", "报警内容", "简要案情", "主要内容"),
    "officer": ("出警人", "处警人", "处警人员", "出警民警"),
    "course": ("处警情况", "反馈内容", "处置情况", "处警结果", "处理结果"),
}
HEADINGS = {name: (CALLS[name].label.msgid, *more) for name, more in MORE.items()}
REPORTED = ("reported_at", "taken_at")
CHANNELS = {"电话报警": CHANNEL_110, "110报警": CHANNEL_110, "电话": CHANNEL_110}


@dataclass(slots=True)
class Line:
    """One row as a call would be entered."""

    row: int
    values: dict[str, Any]


@dataclass(slots=True)
class Read:
    columns: Mapping[str, str]  # field → heading or letter
    lines: list[Line] = field(default_factory=list)
    queries: list[Remark] = field(default_factory=list)
    rejected: list[Remark] = field(default_factory=list)

    def ask(self, row: int, name: str, problem: Text) -> None:
        self.queries.append(self.remark(row, name, problem))

    def remark(self, row: int, name: str, problem: Text) -> Remark:
        """By its heading; by what we call it where the sheet has no such column."""
        return Remark(row, self.columns.get(name, CALLS[name].label.msgid), problem)


def read(rows: Iterable[Row], columns: Mapping[str, Where], now: datetime) -> Read:
    found = Read({name: where.heading or where.letter for name, where in columns.items()})
    for row in rows:
        values = {"channel": CHANNEL_110} | dict(_values(found, row, now))
        values.setdefault("reported_at", values.get("taken_at"))
        if wrong := _lacking(values):
            name, problem = wrong
            found.rejected.append(found.remark(row.number, name, problem))
        else:
            found.lines.append(Line(row.number, values))
    return found


def _lacking(values: Mapping[str, Any]) -> tuple[str, Text] | None:
    """Why there is no call in this row."""
    if values.get("reported_at") is None:
        return "reported_at", _("没有可用的报警时间，无法登记，请补全后重新导入")
    if not values.get("facts") and not values.get("category"):
        return "facts", _("没有警情内容，也没有警情类别，无法登记，请补全其一")
    return None


def _values(found: Read, row: Row, now: datetime) -> Iterator[tuple[str, Any]]:
    began: datetime | None = None
    for name in sorted(row.cells, key=list(MORE).index):  # the time of the report is before others
        if not (typed := row.cells[name].strip()):
            continue
        value, problem = _cell(name, typed, now, began)
        began = began or (value if name in REPORTED else None)
        if problem:
            found.ask(row.number, name, problem)
        elif value is not None:
            yield name, value
    if not row.cells.get("category", "").strip() or "category" not in found.columns:
        told = row.cells.get("facts", "")
        if code := _by_words(told):
            found.ask(row.number, "category", GUESSED)
            yield "category", code


def _cell(name: str, typed: str, now: datetime, began: datetime | None) -> tuple[Any, Text | None]:
    kind = CALLS[name].kind
    if name == "category":
        return _category(typed)
    match kind:
        case Moment():
            return _at(typed, now, began)
        case Phones():
            value, problem = phones(typed, day_of(now))
        case Serial():
            value, problem = serial(typed, day_of(now))
        case Code():
            value, problem = coded(kind.table, CHANNELS)(typed, day_of(now))
        case Words():
            value, problem = words(kind.longest)(typed, day_of(now))
        case _:
            raise LookupError(name)
    return value, problem


def _at(typed: str, now: datetime, began: datetime | None) -> tuple[datetime | None, Text | None]:
    """An hour alone is the first one after the report."""
    text = moment(typed, began or now)
    if not text:
        return None, _("没有认出，请核对：{said}", said=typed[:40])
    at = read_moment(text, now)
    if began is not None and at < began and CLOCK.fullmatch(typed):
        at += timedelta(days=1)
    if day_of(at) > day_of(now):
        return None, _("时间在今天之后")
    return at, None


def _category(typed: str) -> tuple[str | None, Text | None]:
    """By its name, the longest first; else it is left to whoever looks."""
    labels = {row["label"]: row["code"] for row in tables.rows("call_category")}
    if typed in labels.values():
        return typed, None
    named = [label for label in labels if label in typed]
    if named:
        return labels[max(named, key=len)], None
    return None, _("没有认出，请核对：{said}", said=typed[:40])


def _by_words(told: str) -> str | None:
    told_by = (code for code, some in shipped().words.items() if any(one in told for one in some))
    return next(told_by, None)
