"""Who is registered in a house, and who of them a check met, by name (人员核对)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import View
from station_app.core.errors import Problem, Rejected
from station_app.core.texts import _
from station_app.housing.records import House
from station_app.identity import names
from station_app.inspections.records import MET, NOBODY, NOT_MET, REFUSED, UNREGISTERED
from station_app.inspections.register import INSPECTIONS
from station_app.people.register import PEOPLE
from station_app.residents.records import Resident
from station_app.storage import pages, references
from station_app.tenancies.records import Tenancy

APART = re.compile(r"[\s、，,；;]+")
EVERYBODY = ("全部", "都", "*")


@dataclass(frozen=True, slots=True)
class Registered:
    """Somebody who is registered as living in a house."""

    person_id: UUID
    name: str


def registered(view: View, house: House) -> list[Registered]:
    """Tenants, actual occupants and residents of the place, in the order of their entry."""
    family = references.family(view.session, house.place_id)
    tenants = select(Tenancy.person_id).where(
        Tenancy.house_id == house.id, Tenancy.until.is_(None), Tenancy.withdrawn_at.is_(None)
    )
    residents = select(Resident.person_id).where(
        Resident.place_id.in_(family), Resident.until.is_(None), Resident.withdrawn_at.is_(None)
    )
    found = [*view.all(tenants.order_by(Tenancy.row)), *view.all(residents.order_by(Resident.row))]
    kept = list(dict.fromkeys(references.kept(view.session, id) for id in found))
    called = pages.titles(view.session, view.registers, PEOPLE, kept, full=True)
    return [Registered(id, called[id].partition(" ")[0]) for id in kept]


def headcount(
    known: Sequence[Registered], consent: str | None, not_met: str, strangers: str
) -> list[dict[str, Any]]:
    """The lines of one headcount, without their inspection; none where they were not let in.

    `not_met`: numbers of the list or names; `strangers`: names of who is not registered.
    Raises Rejected.
    """
    absent = set(_named(known, not_met))
    new = [{"name": name, "result": UNREGISTERED} for name in _names(strangers)]
    if consent in (NOBODY, REFUSED):
        return new
    lines = [
        {"person_id": one.person_id, "name": one.name, "result": NOT_MET if gone else MET}
        for one in known
        for gone in (one.person_id in absent,)
    ]
    return lines + new


def _named(known: Sequence[Registered], typed: str) -> Iterator[UUID]:
    half = unicodedata.normalize("NFKC", typed).strip()
    if half in EVERYBODY:
        yield from (one.person_id for one in known)
        return
    for word in filter(None, APART.split(half)):
        nth = int(word) if word.isdecimal() else 0
        of_name = [one.person_id for one in known if one.name == word]
        if not of_name and 1 <= nth <= len(known):
            of_name = [known[nth - 1].person_id]
        if not of_name:
            text = _("登记人员中没有“{word}”，请写姓名或者序号", word=word)
            raise Rejected([Problem("not_met", text)], {"not_met": NOT_SEEN})
        yield from of_name


NOT_SEEN = _("未见到的登记人员")
STRANGERS = _("在场未登记人员")


def _names(typed: str) -> list[str]:
    found = [names.tidy(word) for word in APART.split(typed) if word]
    if any(names.fault(name) for name in found):
        text = _("请写姓名，几个人之间用顿号隔开")
        raise Rejected([Problem("unregistered", text)], {"unregistered": STRANGERS})
    return found


def counted(lines: Sequence[dict[str, Any]], known: int) -> dict[str, int | None]:
    """Numbers of an inspection: registered, and found in the house."""
    here = sum(line["result"] != NOT_MET for line in lines)
    return {"registered": known, "found": here if lines or not known else None}


LABELS = INSPECTIONS.labels | {"not_met": NOT_SEEN, "unregistered": STRANGERS}
