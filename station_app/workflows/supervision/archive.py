"""The two archives of a supervision (实施办法 18): what lies in each, from what the record holds.

执行档案 is the county's: papers of who decided, approvals, discipline and rewards, the end.
工作档案 is the office's: its daily work. A paper that was printed stands for the record it was
printed of; an officer types how many pages a paper has, and papers that no record holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.action import Action
from station_app.access.service import service
from station_app.core.days import day_of
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.kinds import Count, Day, Moment, Ref
from station_app.core.records import Record
from station_app.core.register import Field, Register
from station_app.core.show import show
from station_app.core.texts import Text, _
from station_app.endings.records import WORKING, ArchiveItem
from station_app.endings.register import ARCHIVE_ITEMS
from station_app.printing.records import Print
from station_app.printing.register import PRINTS
from station_app.storage import references
from station_app.storage.tables import Operation
from station_app.workflows.paper import read_basis
from station_app.workflows.supervision.header import TITLES
from station_app.workflows.supervision.living import supervision

OF_THE_OFFICE = frozenset(
    {
        *("group_members", "correction_plans", "reports", "contacts", "searches"),
        *("aftercare", "incidents"),
    }
)
IN_BOTH = frozenset({"correction_papers"})
NOT_THERE = frozenset({"archive_items", "prints"})  # the list itself; prints stand for records
CONTENTS = ("execution_archive", "working_archive")  # forms
WORKING_FORMS = frozenset({"after_care_sheet", "group_letter", "plan_paper"})
NUMBERS = ("document_number", "number", "decision_number", "answer_number")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a contents list. `source` is register/id, empty for a paper that was typed."""

    source: str
    title: str
    number: str = ""
    on: date | None = None
    pages: int | None = None
    remarks: str = ""
    revision: int = 1  # of the record it was read from

    @property
    def read_from(self) -> tuple[str, UUID] | None:
        """Register and id of that record."""
        register, _between, id = self.source.partition("/")
        return (register, UUID(id)) if id else None


def contents(view: View, id: UUID, archive: str) -> list[Entry]:
    """In the order of their days; what an officer said of a line stands in it."""
    linked = _linked(view, id)
    prints = _prints(view, {id, *(one for _register, ids in linked for one in ids)})
    on_paper = {shown for one in prints for _register, shown in read_basis(one.basis)}
    found = list[Entry]()
    for register, ids in linked:
        if _lies_in(register.name, archive):
            found += _records(view, register, ids - on_paper)
    found += [_of_print(view, one) for one in prints if _print_lies_in(one, archive)]
    typed = _typed(view, id, archive)
    said = {item.source: item for item in typed if item.source}
    found = [_as_said(entry, said.get(entry.source)) for entry in found]
    found += [_as_said(Entry("", item.title), item) for item in typed if not item.source]
    return sorted(found, key=lambda entry: entry.on or date.max)


def _lies_in(register: str, archive: str) -> bool:
    return register in IN_BOTH or (archive == WORKING) == (register in OF_THE_OFFICE)


def _print_lies_in(one: Print, archive: str) -> bool:
    if one.form in WORKING_FORMS:
        return archive == WORKING
    return _lies_in(one.subject_register, archive)


def _linked(view: View, id: UUID) -> list[tuple[Register, set[UUID]]]:
    """The records that belong to this supervision, by register in the order of their numbers."""
    found = dict[str, set[UUID]]()
    for link in references.links_to(view.session, id):
        if link.register not in NOT_THERE:
            found.setdefault(link.register, set()).add(link.id)
    registers = sorted((view.registers[name] for name in found), key=lambda one: one.number)
    return [(register, found[register.name]) for register in registers]


def _prints(view: View, subjects: set[UUID]) -> list[Print]:
    """The last copy of each paper that stands; a list does not list itself."""
    of_them = select(Print).where(
        Print.subject_id.in_([str(one) for one in subjects]),
        Print.form.not_in(CONTENTS),
        Print.withdrawn_at.is_(None),
    )
    last = {(one.form, one.subject_id): one for one in view.all(of_them.order_by(Print.row))}
    return list(last.values())


def _of_print(view: View, one: Print) -> Entry:
    filed = Operation.record_id == one.id, Operation.kind == "file"
    [at] = view.all(select(Operation.at).where(*filed))
    title = TITLES.get(one.form) or view.registers[one.subject_register].title
    return Entry(f"{PRINTS.name}/{one.id}", str(title), one.number, day_of(at), one.pages)


def _records(view: View, register: Register, ids: Collection[UUID]) -> Iterator[Entry]:
    record = register.record
    for one in view.all(select(record).where(record.id.in_(ids)).order_by(record.row)):
        on = getattr(one, register.period[0]) if register.period else None
        numbers = (getattr(one, name, None) for name in NUMBERS)
        missing = hasattr(one, "received_on") and one.received_on is None
        yield Entry(
            f"{register.name}/{one.id}",
            _called(register, one),
            next(filter(None, numbers), ""),
            on,
            remarks="未收到" if missing else "",
            revision=one.revision,
        )


def _called(register: Register, one: Record) -> str:
    """The register and what of its name is neither the person nor a day."""
    fields = (register[name] for name in register.subject)
    said = (
        str(show(field.kind, getattr(one, field.name)))
        for field in fields
        if not isinstance(field.kind, Ref | Day | Moment)
    )
    return "　".join(filter(None, (str(register.title), *said)))


def _typed(view: View, id: UUID, archive: str) -> Sequence[ArchiveItem]:
    mine = select(ArchiveItem).where(
        ArchiveItem.supervision_id == id,
        ArchiveItem.archive == archive,
        ArchiveItem.withdrawn_at.is_(None),
    )
    return view.all(mine.order_by(ArchiveItem.row))


def _as_said(entry: Entry, item: ArchiveItem | None) -> Entry:
    if item is None:
        return entry
    return replace(
        entry,
        on=item.on or entry.on,
        pages=item.pages or entry.pages,
        remarks=item.remarks or entry.remarks,
    )


@service(right="archive", audit="archive item said")
def archive_item(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Pages or remarks of a line of the list, or a paper that stands in no record."""
    one, archive = supervision(act, id), values["archive"]
    said = {name: values.get(name) for name in ("on", "pages")}
    said |= {"remarks": values.get("remarks") or ""}
    if not values.get("line"):
        if not values.get("title"):
            raise _wrong("title", _("请写明目录中的序号，或者另写材料名称"))
        said |= {"title": values["title"], "source": ""}
        filed = act.file(ARCHIVE_ITEMS, said | {"supervision_id": one.id, "archive": archive})
        return [filed.id]
    entries = contents(act, one.id, archive)
    if values["line"] > len(entries):
        raise _wrong("line", _("目录只有 {n} 项", n=len(entries)))
    entry = entries[values["line"] - 1]
    known = [item for item in _typed(act, one.id, archive) if item.source == entry.source]
    if entry.source and known:
        said = {name: value for name, value in said.items() if value}
        return [act.amend(ARCHIVE_ITEMS, known[0].id, said, revision=known[0].revision).id]
    if not entry.source:
        raise Refused(_("自行登记的材料，请直接修改那条记录"))
    said |= {"source": entry.source, "title": entry.title[:100]}
    filed = act.file(ARCHIVE_ITEMS, said | {"supervision_id": one.id, "archive": archive})
    return [filed.id]


LINE = Field(
    name="line",
    label=_("目录中的序号"),
    kind=Count(_("项"), least=1),
    help=_("给目录中的一项写页数、备注；没有记录的材料不填序号，另写名称"),
)
LABELS = {LINE.name: LINE.label, **ARCHIVE_ITEMS.labels}


def _wrong(field: str, why: Text) -> Rejected:
    return Rejected([Problem(field, why)], LABELS)


ARCHIVE_ACTIONS = {
    "archive_item": Action(
        name="archive_item",
        title=_("登记档案材料"),
        right="archive",
        fields=(
            ARCHIVE_ITEMS["archive"],
            LINE,
            replace(ARCHIVE_ITEMS["title"], required=False),
            *(ARCHIVE_ITEMS[name] for name in ("on", "pages", "remarks")),
        ),
        run=archive_item,
    )
}
