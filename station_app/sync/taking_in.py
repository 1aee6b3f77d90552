"""What a station hears: rows of its county, staged and taken in."""

from __future__ import annotations

from collections.abc import Iterable

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.storage import outbox, replica, settings
from station_app.storage.rebasing import Image
from station_app.storage.replica import Seen
from station_app.sync.protocol import Pulled, Row

OTHER_DESK = _("另一台机器正在与县局上报下发，请稍候")


@service(right="exchange", audit=None)
def begin(view: View, scope: str) -> int:
    """The seq to go on from; what an earlier pull left is asked for again."""
    replica.drop_staged(view.session, scope)
    at = replica.cursor(view.session, scope)
    settings.put(view.session, replica.STAGED + scope, str(at))
    return at


@service(right="exchange", audit=None)
def stage(view: View, page: Pulled, after: int) -> None:
    """The page that was asked for `after`. Raises Refused where another round has begun since."""
    _refuse_overtaken(view, page.scope, after)
    replica.arrive(view.session, view.registers, page.scope, images_of(page.rows))
    settings.put(view.session, replica.STAGED + page.scope, str(page.upto))


def _refuse_overtaken(view: View, scope: str, at: int) -> None:
    """Another round threw away what this one had staged: of what came, nothing may be left out."""
    if settings.get(view.session, replica.STAGED + scope) != str(at):
        raise Refused(OTHER_DESK)


def images_of(rows: Iterable[Row]) -> list[Image]:
    return [
        Image(row.ent, row.id, row.seq, row.v, row.w, row.made, row.gone, row.by) for row in rows
    ]


@service(right="exchange", audit=None)
def take_echo(view: View, scope: str, upto: int, after: int) -> int | None:
    """A part of what nobody will see change; the last seq it looked at, None at the end."""
    return replica.take_echo(view.session, view.stamp, view.registers, scope, upto, after)


@service(right="exchange", audit=None)
def drop_echoed(view: View, upto: int, after: int) -> int | None:
    return outbox.drop_echoed(view.session, upto, after)


@service(right="exchange", audit="received from the county")
def take_in(act: Act, scope: str, upto: int) -> Seen:
    """Everything that is staged, and the cursor with it. Raises Refused, as `stage`."""
    _refuse_overtaken(act, scope, upto)
    seen = replica.take_in(act.session, act.stamp, act.registers, scope, upto)
    act.touched |= seen.records
    act.notes |= {"upto": upto, "conflicts": seen.conflicts}
    return seen


@service(right="exchange", audit=None)
def pass_over(view: View, scope: str, upto: int) -> bool:
    """Where nothing is left to be taken in the cursor alone moves; whether it was so.

    Raises Refused, as `stage`.
    """
    if replica.cursor(view.session, scope) != upto:
        _refuse_overtaken(view, scope, upto)
    return replica.pass_over(view.session, scope, upto)
