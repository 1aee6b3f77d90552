"""What of the exchange runs in a process of its own: no network or disc on the window's threads."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from station_app.sync.status import due
from ui.kit.processes import Child
from ui.pages.import_job import desk_of
from ui.pages.station_job import teller

if TYPE_CHECKING:
    from station_app.sync.bundle import Sent
    from station_app.sync.exchange import Outcome


def round_now(child: Child, home: Path, officer: str) -> Outcome:
    """Raises Unreachable, Denied."""
    from station_app.sync.enrolment import line
    from station_app.sync.exchange import exchange

    with desk_of(child, home, officer) as desk, closing(line(desk)) as county:
        return exchange(desk, county, teller(child))


def compare_now(child: Child, home: Path, officer: str) -> Outcome:
    """A round, and after it every row compared. Raises Unreachable, Denied."""
    from station_app.sync.digest import at_once

    with desk_of(child, home, officer) as desk, desk.jot("exchange") as view:
        at_once(view)
    return round_now(child, home, officer)


def round_if_due(child: Child, home: Path, officer: str) -> Outcome | None:
    """None: after a failure it is not time yet."""
    with desk_of(child, home, officer) as desk, desk.view("exchange-status") as view:
        wanted = due(view.session, desk.now())
    return round_now(child, home, officer) if wanted else None


def write(child: Child, home: Path, officer: str, file: Path) -> Sent:
    """All that waits, to a medium."""
    from station_app.sync import bundle

    with desk_of(child, home, officer) as desk:
        return bundle.write(desk, file, tell=teller(child))


def read(child: Child, home: Path, officer: str, files: tuple[Path, ...]) -> Outcome:
    """What the county answered to one."""
    from station_app.sync import answer

    with desk_of(child, home, officer) as desk:
        return answer.read(desk, files, teller(child))


def enrol(child: Child, home: Path, officer: str, file: Path) -> None:
    from station_app.sync.enrolment import enrol

    with desk_of(child, home, officer) as desk:
        enrol(desk, file)
