"""Which photographs a record page shows, and what each shows. No widgets here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from station_app.core.records import Record
from station_app.core.show import show
from station_app.core.texts import Shown, _
from station_app.hazards.records import Hazard, Recheck
from station_app.hazards.register import RECHECKS
from station_app.housing.records import HousePhoto
from station_app.notes.records import Note
from ui.pages.work import Work

MOST = 12  # on one page; the others on pages of their own


@dataclass(frozen=True, slots=True)
class Pictured:
    data: bytes
    said: Shown = ""


def pictures(work: Work, record: Record, ends: Iterable[Record]) -> list[Pictured]:
    """Its own, then those of what belongs to it: of a hazard the fault, then how it was mended."""
    found = list(islice(_named(record, ends), MOST))
    if not found:
        return []
    with work.desk.view("list:people") as view:
        return [Pictured(view.blobs.get(sha), said) for sha, said in found]


def _named(record: Record, ends: Iterable[Record]) -> Iterator[tuple[str, Shown]]:
    if isinstance(record, Note) and record.scan:
        yield record.scan, ""
    if sha := getattr(record, "photo", None):
        yield sha, _("发现时，{day}", day=record.found_on) if isinstance(record, Hazard) else ""
    around, mended, scans = list[HousePhoto](), list[Recheck](), list[Note]()
    for end in ends:
        if isinstance(end, HousePhoto):
            around.append(end)
        elif isinstance(end, Recheck) and end.photo:
            mended.append(end)
        elif isinstance(end, Note) and end.scan:
            scans.append(end)
    for one in sorted(around, key=lambda one: (one.taken_on, one.row), reverse=True):
        yield one.photo, _of_house(one)
    for look in sorted(mended, key=lambda look: look.row):
        result = show(RECHECKS["result"].kind, look.result)
        yield str(look.photo), _("复查{result}，{day}", result=result, day=look.on)
    for note in scans:
        yield str(note.scan), note.said or _("扫描件")


def _of_house(one: HousePhoto) -> Shown:
    day = one.taken_on.isoformat()
    return _("{said}，{day}", said=one.caption, day=day) if one.caption else day
