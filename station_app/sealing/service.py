"""Asking for what is sealed: request, second person's approval, a reading, and its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.errors import Absent, Conflict, Refused
from station_app.core.show import show
from station_app.core.texts import Shown, Text, _
from station_app.sealing.records import SealedRequest
from station_app.sealing.register import REQUESTS
from station_app.sealing.rules import GONE, TIME_BOX, WHY_NOT, State, knows_of, state_of
from station_app.storage import pages, references, seals
from station_app.storage.custody import Halves
from station_app.storage.seals import Loan, Opened


@dataclass(frozen=True, slots=True)
class Line:
    """A request as a list shows it; `subject` is masked."""

    request: SealedRequest
    subject: str
    state: State
    mine: bool


@dataclass(frozen=True, slots=True)
class Sealed:
    """One sealed record as its reader sees it."""

    register: str
    values: tuple[tuple[Text, Shown], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    number: str
    until: datetime
    records: tuple[Sealed, ...]
    watermark: Text


@dataclass(frozen=True, slots=True)
class Unit:
    """Who may ask by a rule of the state (治安管理处罚法 136), by which, in which letter."""

    name: str
    basis: str
    letter: str

    def __post_init__(self) -> None:
        if not all(map(str.strip, (self.name, self.basis, self.letter))):
            raise Refused(_("代单位查询，须写明单位、有权查询的国家规定和来函文号"))


@service(right="request-sealed", purpose=True, audit="sealed records asked for")
def request(
    act: Act, about: str, subject: UUID, reason: str, unit: Unit | None = None
) -> SealedRequest:
    """`about`: the register of an entry, or of one record. Nothing is looked up."""
    purpose = act.purpose
    if purpose is None or not purpose.reference.strip() or not reason.strip():
        raise Refused(_("申请查询封存记录，须写明关联案（事）件编号和理由"))
    values = {
        "number": act.next_number("S"),
        "subject_register": about,
        "subject_id": str(subject),
        "asked_by": act.stamp.officer,
        "asked_at": act.stamp.now,
        "purpose": purpose.code,
        "reference": purpose.reference.strip(),
        "reason": reason.strip(),
    }
    if unit is not None:
        values |= {"unit": unit.name, "basis": unit.basis, "letter": unit.letter}
    filed = act.file(REQUESTS, values)
    assert isinstance(filed, SealedRequest)  # noqa: S101  what the register makes
    return filed


@service(right="sealed-requests", audit=None)
def requests(view: View) -> list[Line]:
    """One's own; those who decide see all, what waits first, then the latest."""
    query = select(SealedRequest).where(SealedRequest.withdrawn_at.is_(None))
    if not view.may("approve-sealed"):
        query = query.where(SealedRequest.asked_by == view.stamp.officer)
    found = view.all(query.order_by(SealedRequest.row.desc()))
    lines = [_line(view, one) for one in found]
    return sorted(lines, key=lambda line: line.state is not State.WAITING)


def _line(view: View, one: SealedRequest) -> Line:
    subject = ""
    if (register := view.registers.get(one.subject_register)) is not None:
        id = UUID(one.subject_id)
        subject = pages.titles(view.session, view.registers, register, [id]).get(id, "")
    state = state_of(one, view.stamp.now)
    return Line(one, subject, state, one.asked_by == view.stamp.officer)


@service(right="approve-sealed", audit="sealed reading approved", not_by="reason")
def approve(act: Act, id: UUID, halves: Halves) -> datetime:
    """Lends the keys of what is sealed about the subject; until when. `halves`: the approver's."""
    seals.end_looks(act.session, act.stamp.now)
    one = _waiting(act, id)
    due = act.stamp.terms.due(TIME_BOX, act.stamp.now)
    if due.due_at is None:
        raise LookupError(TIME_BOX)
    loan = Loan(one.id, one.asked_by, due.due_at)
    sought = set(references.family(act.session, UUID(one.subject_id)))
    for sealed, _register, key in list(seals.keys(act.session, halves)):
        found = key and seals.opened(act.session, act.registers, sealed, key)
        if key and found and sought & {sealed, *found.about}:
            seals.lend(act.session, act.derive("seal"), loan, sealed, key)
    _decide(act, one, True, until=due.due_at)
    return due.due_at


@service(right="refuse-sealed", audit="sealed reading refused", not_by="reason")
def refuse(act: Act, id: UUID, why: str) -> None:
    if not why.strip():
        raise Refused(_("请写明不批准的理由"))
    _decide(act, _waiting(act, id), False, refusal=why.strip())


@service(right="reply-sealed", audit="sealed request replied")
def reply(act: Act, id: UUID, number: str) -> None:
    """复函, by who asked for the unit, once it was decided; what it says is on paper alone."""
    one = _known(act, id)
    if one.asked_by != act.stamp.officer:
        raise Absent(GONE)
    if one.unit is None or one.approved is None:
        raise Refused(_("只有代单位提出、已经审批的申请登记复函"))
    if one.replied_on or not number.strip():
        raise Refused(_("请写复函文号；已登记过的不再登记"))
    said = {"replied_on": act.stamp.today, "reply": number.strip()}
    act.set_state(REQUESTS, one.id, before={"replied_on": None}, after=said)


def _waiting(act: Act, id: UUID) -> SealedRequest:
    one = _known(act, id)
    if state_of(one, act.stamp.now) is not State.WAITING:
        raise Conflict(_("这项申请已经审批"))
    return one


def _decide(act: Act, one: SealedRequest, approved: bool, **more: object) -> None:
    said = {"approved": approved, "decided_by": act.stamp.officer, "decided_at": act.stamp.now}
    act.set_state(REQUESTS, one.id, before={"approved": None}, after=said | more)


@service(right="read-sealed", purpose=True, audit="sealed record read")
def look(act: Act, id: UUID) -> Reading:
    """By who asked, while it lasts. Absent for everybody else, and where nothing is sealed."""
    one = readable(act, id)
    act.show(REQUESTS.name, one.id)
    records = contents(act, one)
    act.notes["sealed"] = len(records)
    until = one.until
    assert until is not None  # noqa: S101  it is approved
    return Reading(one.number, until, records, watermark(act, one))


def readable(view: View, id: UUID) -> SealedRequest:
    """The reader's own approved request. Raises Absent, Refused."""
    one = _known(view, id)
    if one.asked_by != view.stamp.officer:
        raise Absent(GONE)
    state = state_of(one, view.stamp.now)
    if state is not State.APPROVED:
        raise Refused(WHY_NOT[state])
    return one


def contents(view: View, one: SealedRequest) -> tuple[Sealed, ...]:
    """What is sealed about its subject. Absent where nothing is."""
    held = seals.lent(view.session, view.derive("seal"), one.id, view.stamp.now)
    read = [seals.opened(view.session, view.registers, id, key) for id, key in held]
    if not (found := tuple(_seen(view, each) for each in read if each is not None)):
        raise Absent(GONE)
    return found


def watermark(view: View, one: SealedRequest) -> Text:
    """Across the screen and the paper: who reads, when, on which request."""
    at = show(REQUESTS["asked_at"].kind, view.stamp.now)
    return _("{officer}　{at}　{number}", officer=view.stamp.officer, at=at, number=one.number)


def _known(view: View, id: UUID) -> SealedRequest:
    """Absent to who neither asked nor decides."""
    found = view.all(select(SealedRequest).where(SealedRequest.id == id))
    decides = view.may("approve-sealed")
    if not found or found[0].withdrawn_at or not knows_of(found[0], view.stamp.officer, decides):
        raise Absent(GONE)
    return found[0]


def _seen(view: View, each: Opened) -> Sealed:
    """In full: the approval is its purpose."""
    register = view.registers[each.register]
    named = _names(view, each)
    values: list[tuple[Text, Shown]] = []
    for field in register.fields:
        if (value := getattr(each.record, field.name)) not in (None, "", []):
            shown = named[value] if value in named else show(field.kind, value)
            values.append((field.label, shown))
    return Sealed(each.register, tuple(values))


def _names(view: View, each: Opened) -> dict[UUID, str]:
    """What the record points at, by name."""
    register, found = view.registers[each.register], dict[UUID, str]()
    wanted: Sequence[tuple[str, UUID]] = [
        (kind.register, id)
        for name, kind in register.refs
        if (id := getattr(each.record, name)) in each.about
    ]
    for name, id in wanted:
        found |= pages.titles(view.session, view.registers, view.registers[name], [id], full=True)
    return found
