"""What the file of a case still lacks, from the course of the case itself. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from station_app.cases.records import CRIMINAL, NOT_FILED, TRANSFERRED
from station_app.core.days import day_of
from station_app.core.texts import Text, _

REGISTRATION = ("case_filing", "case_acceptance")  # any one of them
QUESTIONED = ("suspect", "victim")


@dataclass(frozen=True, slots=True)
class Held:
    """The case with what belongs to it. `papers`: (form, record) that were printed; `signed`: of
    those that came back signed; `scans`: records to which something was scanned. `people`: role
    and person; `unmet`: lines of the list before its end that are not done yet.
    """

    case: Any
    papers: frozenset[tuple[str, UUID]]
    signed: frozenset[tuple[str, UUID]]
    scans: frozenset[UUID]
    people: Sequence[tuple[str, UUID, str]] = ()  # role, person, how the role is called
    statements: Sequence[Any] = ()
    mediations: Sequence[Any] = ()
    decisions: Collection[UUID] = ()
    property: Collection[UUID] = ()
    unmet: Sequence[Text] = ()
    lost: Sequence[Text] = ()


def missing(held: Held) -> Iterator[Text]:
    yield from _begun(held)
    yield from _asked(held)
    yield from _decided(held)
    yield from held.lost
    for line in held.unmet:
        yield _("尚未办理：{what}", what=line)


def _has(held: Held, *forms: str) -> bool:
    return any((form, held.case.id) in held.papers for form in forms)


def _begun(held: Held) -> Iterator[Text]:
    case = held.case
    if not case.official_number:
        yield _("没有办案系统的案件编号")
    if not _has(held, *REGISTRATION):
        yield _("没有立案（受案）登记表")
    if case.state == NOT_FILED and not _has(held, "case_not_filed_notice"):
        yield _("没有不予立案告知书")
    told = case.filed_on and case.kind != CRIMINAL
    if told and not _has(held, "case_filed_notice"):
        yield _("没有立案告知书")
    if case.state == TRANSFERRED and not _has(held, "case_transfer_notice"):
        yield _("没有移送案件通知书")


def _asked(held: Held) -> Iterator[Text]:
    """Who was not asked, what was not signed, what is not there with its signatures."""
    known = {(one.role, one.person_id) for one in held.statements}
    for role, person, title in held.people:
        if role in QUESTIONED and (role, person) not in known:
            yield _("有{role}没有询问笔录", role=title)
    for one in held.statements:
        which = _("{since}的询问笔录", since=day_of(one.since).isoformat())
        if one.signing is None:
            yield _("{which}尚未核对签名", which=which)
        yield from _paper(held, "statement", one.id, which)
    for one in held.mediations:
        if one.agreement and one.held_on and not one.on_recording:
            which = _("第 {n} 次调解的协议书", n=one.nth)
            form = "scene_agreement" if one.kind == "scene" else "mediation_agreement"
            yield from _paper(held, form, one.id, which)


def _paper(held: Held, form: str, id: UUID, which: Text) -> Iterator[Text]:
    if (form, id) not in held.papers and id not in held.scans:
        yield _("{which}没有打印", which=which)
    elif (form, id) not in held.signed and id not in held.scans:
        yield _("{which}没有收回签字件", which=which)


def _decided(held: Held) -> Iterator[Text]:
    """Decisions are printed by the official system: their scans lie here (程 263)."""
    without = [id for id in held.decisions if id not in held.scans]
    if without and held.case.id not in held.scans:
        yield _("{n} 份决定书没有扫描件", n=len(without))
    lists = {id for form, id in held.papers if form == "property_list"}
    if held.property and not lists & ({held.case.id} | set(held.property)):
        yield _("没有涉案财物清单")
