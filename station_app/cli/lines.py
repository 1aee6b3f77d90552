"""Records as lines for people: the register's labels, codes in words, nothing where nothing is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from station_app.access.records import Seen
from station_app.cli.output import Line
from station_app.core.register import Register
from station_app.core.show import mask, moment, show, show_plain
from station_app.core.texts import Shown, Text, _
from station_app.storage.log import REASON, Version

REST: Mapping[str, Text] = {
    REASON: _("原因"),
    "kept_id": _("合并到"),
    "other_id": _("另一条记录"),
}


def of_record(register: Register, seen: Seen) -> Iterator[Line]:
    record = seen.record
    yield Line(_("编号"), str(record.id))
    yield Line(_("登记簿"), register.title)
    yield Line(_("版本"), str(record.revision))
    yield Line(_("已作废"), _("是") if record.withdrawn_at else _("否"))
    for field in register.fields:
        shown = mask if field.name in seen.masked else show
        yield Line(field.label, shown(field.kind, getattr(record, field.name)))


def of_versions(register: Register, versions: Sequence[Version]) -> Iterator[Line]:
    """Each version is a line, and below it what it changed."""
    for one in versions:
        yield Line(_("版本"), str(one.revision), moment(one.at), one.officer, str(one.act))
        for name, (before, after) in one.changes.items():
            label, sides = _change(register, name, before, after)
            yield Line(label, sides[0], "→", sides[1], inner=True)


def _change(register: Register, name: str, *sides: Any) -> tuple[Shown, list[Shown]]:
    field = register.by_name.get(name)
    if field is None:
        return REST.get(name, name), [str(side or "") for side in sides]
    return field.label, [show_plain(field.kind, side) for side in sides]


def of_registers(described: Sequence[Mapping[str, Any]]) -> Iterator[Line]:
    for one in described:
        yield Line(one["name"], one["title"])
        for field in one["fields"]:
            required = _("必填") if field["required"] else ""
            yield Line(field["name"], field["title"], field["kind"], required, inner=True)
        yield Line(_("办理"), "、".join(one["actions"]), inner=True)
        yield from of_registers(one.get("inner", ()))
