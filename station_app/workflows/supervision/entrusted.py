"""受委托审批外出: the county's document by which this office approves leaves of up to seven days.

Until it is entered, every leave is the county's to decide (社区矫正法实施办法 27).
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.access.standing import CountyOrder, sound_order
from station_app.core.errors import Refused
from station_app.core.sound import said
from station_app.core.texts import _
from station_app.storage import settings

SETTING = "leave entrustment"


def entrustment(view: View) -> CountyOrder | None:
    """The document that stands."""
    if not (held := settings.get(view.session, SETTING)):
        return None
    entry = json.loads(held)
    return CountyOrder(**entry | {"day": date.fromisoformat(entry["day"])})


@service(right="leave-entrustment", audit=None)
def leave_entrustment(view: View) -> CountyOrder | None:
    return entrustment(view)


@service(right="enter-entrustment", audit="leaves entrusted")
def enter_entrustment(act: Act, issuer: str, number: str, day: date | None) -> None:
    """Raises Refused where something is missing, or a document stands already."""
    given = sound_order(act, issuer, number, day)
    if entrustment(act) is not None:
        raise Refused(_("已登记外出审批委托，请先撤销原来的"))
    entry = asdict(given) | {"day": given.day.isoformat()}
    settings.put(act.session, SETTING, json.dumps(entry, ensure_ascii=False, sort_keys=True))
    act.notes |= {"issuer": given.issuer, "number": given.number, "day": entry["day"]}


@service(right="end-entrustment", audit="entrustment ended")
def end_entrustment(act: Act, reason: str) -> None:
    """From now on the county decides every leave. Raises Refused."""
    if (held := entrustment(act)) is None:
        raise Refused(_("没有登记外出审批委托"))
    if not reason.strip():
        raise Refused(_("请写明撤销的原因"))
    settings.put(act.session, SETTING, "")
    act.notes |= {"issuer": held.issuer, "number": held.number, "reason": said(reason)}
