"""After how many minutes without a key pressed the desks of this station lock themselves."""

from __future__ import annotations

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.storage import settings

SETTING = "idle minutes"
LEAST, USUAL, MOST = 1, 5, 10


@service(right="idle-lock", audit=None)
def idle_lock(view: View) -> int:
    """Minutes."""
    return int(settings.get(view.session, SETTING, str(USUAL)))


@service(right="set-idle-lock", audit="idle lock set")
def set_idle_lock(act: Act, minutes: int) -> None:
    """Raises Refused out of bounds."""
    if not LEAST <= minutes <= MOST:
        raise Refused(_("锁屏时间应为 {least} 至 {most} 分钟", least=LEAST, most=MOST))
    settings.put(act.session, SETTING, str(minutes))
    act.notes |= {"minutes": minutes}
