"""套打: forms whose values may be printed on official stock, each by the county's order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.access.standing import CountyOrder, sound_order
from station_app.core.errors import Refused
from station_app.core.sound import said
from station_app.core.texts import _
from station_app.printing.forms import Printable
from station_app.storage import settings

SETTING = "overprint orders"  # name of the form → its order


def orders(view: View) -> dict[str, CountyOrder]:
    held = json.loads(settings.get(view.session, SETTING, "{}"))
    return {
        form: CountyOrder(**entry | {"day": date.fromisoformat(entry["day"])})
        for form, entry in held.items()
    }


def refuse_without_order(view: View, form: Printable) -> None:
    """Raises Refused."""
    if form.form.name not in orders(view):
        raise Refused(_("县级公安机关没有准许“{title}”套打：请打印整页", title=form.form.title))


@service(right="overprint", audit=None)
def overprints(view: View) -> dict[str, CountyOrder]:
    """Form → the order by which it may be printed on official stock."""
    return orders(view)


@service(right="order-overprint", audit="overprint ordered")
def switch_on(act: Act, form: Printable, issuer: str, number: str, day: date | None) -> None:
    """Raises Refused where something is missing, or it is switched on already."""
    order, held = sound_order(act, issuer, number, day), orders(act)
    if form.form.name in held:
        raise Refused(_("这种表格已经准许套打，请先撤销原来的依据"))
    _keep(act, held | {form.form.name: order})
    act.notes |= {"form": form.form.name, "number": order.number, "day": order.day.isoformat()}


@service(right="end-overprint", audit="overprint ended")
def switch_off(act: Act, form: Printable, reason: str) -> None:
    """Raises Refused."""
    held = orders(act)
    if form.form.name not in held:
        raise Refused(_("这种表格没有准许套打"))
    if not reason.strip():
        raise Refused(_("请写明撤销的原因"))
    number = held.pop(form.form.name).number
    _keep(act, held)
    act.notes |= {"form": form.form.name, "number": number, "reason": said(reason)}


def _keep(act: Act, held: Mapping[str, CountyOrder]) -> None:
    entries = {form: asdict(one) | {"day": one.day.isoformat()} for form, one in held.items()}
    settings.put(act.session, SETTING, json.dumps(entries, ensure_ascii=False, sort_keys=True))
