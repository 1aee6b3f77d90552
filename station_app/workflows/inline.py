"""Records entered with the person and the address written into them, as a shell or a form does.

{"person": {"name": "张三", "id_number": "…"}, "place": "演示县…1604室", "since": "今天"}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from station_app.access.act import Act
from station_app.access.service import service
from station_app.core.errors import Problem, Rejected
from station_app.core.kinds import Ref
from station_app.core.records import Record
from station_app.core.register import Register, read_draft
from station_app.core.texts import _
from station_app.people import service as people
from station_app.people.register import PEOPLE
from station_app.places import service as places
from station_app.residents import service as residents
from station_app.residents.register import RESIDENTS


@service(right="file", audit="filed")
def file_typed(act: Act, register: Register, drafts: Sequence[Mapping[str, Any]]) -> list[Record]:
    """Records as they were typed, all or none. Raises Rejected for the first that is not fit."""
    filed = []
    for typed in drafts:
        own, inline = split(register, typed)
        own |= {name: str(id) for name, id in resolve(act, register, inline).items()}
        values, problems = read_draft(register, own, act.stamp.now)
        if problems:
            raise Rejected(problems, register.labels)
        if register is RESIDENTS:
            residents.refuse_twice(act, [values])
        filed.append(act.file(register, values))
    return filed


def split(register: Register, typed: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is typed for the record itself, and what stands inline under a reference's name."""
    refs = {f.name.removesuffix("_id"): f.name for f in register.fields if isinstance(f.kind, Ref)}
    inline = {refs[name]: value for name, value in typed.items() if name in refs and value}
    return {name: value for name, value in typed.items() if name not in refs}, inline


def resolve(act: Act, register: Register, inline: Mapping[str, Any]) -> dict[str, Any]:
    """Reference → id: the one that is already there, or a new one filed in this act."""
    return {name: _one(act, register, name, value) for name, value in inline.items()}


def _one(act: Act, register: Register, name: str, value: Any) -> Any:
    kind = register[name].kind
    target = kind.register if isinstance(kind, Ref) else ""
    if target == "people" and isinstance(value, Mapping):
        values, problems = read_draft(PEOPLE, value, act.stamp.now)
        if problems:
            raise Rejected(problems, PEOPLE.labels)
        return people.known_or_new(act, values)
    line = value.get("line") if isinstance(value, Mapping) else value
    if target == "places" and isinstance(line, str):
        return places.settle(act, [line])[line]
    raise Rejected([Problem(name, _("请填已有记录的编号，或直接写人员、地址"))], register.labels)
