"""What a station hears: rows of its county, until the head is reached, and taken in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.errors import Refused
from station_app.core.ids import new_id
from station_app.core.texts import _
from station_app.storage import outbox, replica, settings
from station_app.storage.arriving import Ready
from station_app.storage.rebasing import Image
from station_app.storage.replica import Seen
from station_app.sync.protocol import Row

OTHER_DESK = _("另一台机器正在与县局上报下发，请稍候")


@dataclass(frozen=True, slots=True)
class Begun:
    """One pull of this home. Another that begins takes its place."""

    scope: str
    token: str
    after: int  # the seq to go on from
    new: bool  # there is nothing here that could come back as an echo


@service(right="exchange", audit=None)
def begin(view: View, scope: str) -> Begun:
    """What an earlier pull left is asked for again."""
    replica.drop_staged(view.session, scope)
    at, new = replica.cursor(view.session, scope), replica.holds_nothing(view.session, scope)
    begun = Begun(scope, str(new_id()), at, new)
    settings.put(view.session, replica.PULLING + scope, begun.token)
    return begun


def _refuse_overtaken(view: View, begun: Begun) -> None:
    """Another round threw away what this one had staged: of what came, nothing may be left out."""
    if settings.get(view.session, replica.PULLING + begun.scope) != begun.token:
        raise Refused(OTHER_DESK)


def images_of(rows: Iterable[Row]) -> list[Image]:
    return [
        Image(row.ent, row.id, row.seq, row.v, row.w, row.made, row.gone, row.by) for row in rows
    ]


@service(right="exchange", audit=None)
def hear(
    view: View, begun: Begun, images: Sequence[Image], upto: int
) -> tuple[list[Image], list[Image]]:
    """Of a page up to there: what somebody will see change, and what is still to be looked at.

    The rest goes in at once. Raises Refused where another round has begun since.
    """
    _refuse_overtaken(view, begun)
    return replica.hear(view.session, view.stamp, view.registers, begun.scope, images, upto)


@service(right="exchange", audit=None)
def stage(view: View, begun: Begun, images: Sequence[Image]) -> None:
    """What is too much to be held in memory. Raises Refused, as `hear`."""
    _refuse_overtaken(view, begun)
    replica.stage(view.session, begun.scope, images)


@service(right="exchange", audit=None)
def drop_echoed(view: View, scope: str, upto: int, after: int) -> int | None:
    since = replica.cursor(view.session, scope)
    return outbox.drop_echoed(view.session, scope, since, upto, after)


@service(right="exchange", audit=None)
def pass_over(view: View, begun: Begun, upto: int) -> bool:
    """Where nothing is left to be taken in the cursor alone moves; whether it was so.

    Raises Refused, as `hear`.
    """
    if replica.cursor(view.session, begun.scope) != upto:
        _refuse_overtaken(view, begun)
    return replica.pass_over(view.session, begun.scope, upto)


@service(right="exchange", audit="received from the county")
def take_in(act: Act, begun: Begun, upto: int, images: Sequence[Image], ready: Ready) -> Seen:
    """These or all that is staged, and the cursor with it. Raises Refused, as `hear`."""
    _refuse_overtaken(act, begun)
    scope = begun.scope
    seen = replica.take_in(act.session, act.stamp, act.registers, scope, upto, images, ready)
    act.touched |= seen.records
    act.notes |= {"upto": upto, "conflicts": seen.conflicts}
    return seen
