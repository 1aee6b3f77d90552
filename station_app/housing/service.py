"""What happens to a house to let: who lets it, whether it is let, its class and its last check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.errors import Absent, Refused
from station_app.core.texts import _
from station_app.housing import rules
from station_app.housing.records import House
from station_app.housing.register import HOUSE_PHOTOS, HOUSING
from station_app.storage.tables import Alias


def house(view: View, id: UUID) -> House:
    found = view.all(select(House).where(House.id == id, House.withdrawn_at.is_(None)))
    if not found:
        raise Absent(_("没有这处出租房屋，或已作废"))
    return found[0]


def at_places(view: View, places: Iterable[UUID]) -> dict[UUID, House]:
    """Place → the house to let there, let now or not; a merged place is its other entry too."""
    asked = list(places)
    merged = select(Alias.gone_id, Alias.kept_id).where(Alias.kept_id.in_(asked))
    kept = {id: id for id in asked} | dict(view.rows(merged))
    held = select(House).where(House.place_id.in_(list(kept)), House.withdrawn_at.is_(None))
    return {kept[one.place_id]: one for one in view.all(held)}


@service(right="transfer-house", audit="landlord changed")
def transfer(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """变更出租人. The letter of the former landlord binds nobody any more."""
    person, unit = values["landlord"], values["landlord_unit"]
    if not (person or unit):
        raise Refused(_("请填写新出租人或者新出租单位"))
    one = still_let(act, id)
    if (person, unit or "") == (one.landlord_id, one.landlord_unit or ""):
        raise Refused(_("新出租人与原出租人相同"))
    after = {"landlord_id": person, "landlord_unit": unit, "letter_signed_on": None}
    act.amend(HOUSING, one.id, after, revision=one.revision)
    return [one.id]


@service(right="sign-letter", audit="letter signed")
def sign_letter(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """治安责任保证书 (租赁房屋治安管理规定 6)."""
    one = still_let(act, id)
    on = values["on"] or act.stamp.today
    act.amend(HOUSING, one.id, {"letter_signed_on": on}, revision=one.revision)
    return [one.id]


@service(right="photograph-house", audit="house photographed")
def photograph(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """One more photograph of it, let at present or not."""
    one, on = house(act, id), values["taken_on"] or act.stamp.today
    told = {"house_id": one.id, "photo": values["photo"], "taken_on": on}
    kept = act.file(HOUSE_PHOTOS, told | {"caption": values["caption"] or ""})
    act.touch(HOUSING.name, one.id)
    return [kept.id]


@service(right="let-again", audit="let again")
def let_again(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The same house is let once more: its history goes on."""
    one = house(act, id)
    if rules.is_let(one):
        raise Refused(_("这处房屋仍在出租"))
    on = values["on"] or act.stamp.today
    act.set_state(HOUSING, one.id, before={"let_until": one.let_until}, after={"let_until": None})
    again = house(act, id)
    act.amend(HOUSING, again.id, {"let_from": on}, revision=again.revision)
    return [one.id]


@service(right="end-letting", audit="no longer let")
def end_letting(act: Act, id: UUID, on: date) -> House:
    """停止出租; who still rents there is the caller's to ask."""
    return _state(act, still_let(act, id).id, let_until=on)


def still_let(view: View, id: UUID) -> House:
    one = house(view, id)
    if not rules.is_let(one):
        raise Refused(_("这处房屋已停止出租，请先办理恢复出租"))
    return one


@service(right="grade-house", audit="house graded")
def set_grade(act: Act, house_id: UUID, grade: str, reason: str) -> House:
    """管理类别, by safety alone; `reason` is shown with it."""
    return _state(act, house_id, grade=grade, grade_reason=reason)


@service(right="note-check", audit="house checked")
def note_check(act: Act, house_id: UUID, on: date) -> House:
    """The day somebody inspected it; one entered late does not turn the clock back."""
    one = house(act, house_id)
    last = one.checked_on
    after: dict[str, Any] = {"checked_on": max(on, last) if last else on}
    if one.grade_reason == rules.NEW:
        after["grade_reason"] = rules.SEEN
    return _state(act, house_id, **after)


@service(right="note-check", audit="house checked")
def set_checked(act: Act, house_id: UUID, on: date | None) -> House:
    """The last check that stands, or that there is none."""
    return _state(act, house_id, checked_on=on)


@service(right="list-house", audit="house listed")
def set_listed(act: Act, house_id: UUID, listed: bool) -> House:
    """挂牌督办, or no longer."""
    return _state(act, house_id, listed=listed)


def _state(act: Act, id: UUID, **after: Any) -> House:
    one = house(act, id)
    before = {name: getattr(one, name) for name in after}
    return cast(House, act.set_state(HOUSING, one.id, before=before, after=after))
