"""The training station of `--demo`: made and filled once, then opened as its officer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from station_app import app
from station_app.access.desk import Desk
from station_app.core.texts import Text, _, render
from station_app.station import Station
from ui.sign_in import look_at


def open_demo(home: Path, people: int, tell: Callable[[Text], None]) -> tuple[Station, Desk]:
    if look_at(home) is None:
        from station_app.workflows.demo import fill

        tell(_("正在建立演练库…"))
        station, _code = app.make_training_home(home, render(_("演示派出所")))
        fill(
            station.desk("officer"),
            people=people,
            progress=lambda done, all_of_it: tell(
                _("正在填入虚构的人员和房屋：{done} / {all}", done=done, all=all_of_it)
            ),
        )
        station.close()
    return app.sign_in(home, "officer", "officer")
