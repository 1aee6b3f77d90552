"""Lines to sign on, and the place of the seal."""

from __future__ import annotations

from station_app.core.texts import _
from station_app.printing.flow import Flow
from station_app.printing.fonts import width
from station_app.printing.parts import Signatures
from station_app.printing.sheet import LEFT, MM, RIGHT, WIDTH, baseline, column, shrunk, squeezed


def signatures(flow: Flow, block: Signatures) -> None:
    across = 1 if block.stamp else 2
    slot = WIDTH / 2
    height = 44.0 * -(-len(block.labels) // across) + 8
    height = max(height, 134) if block.stamp else height
    flow.room(height)
    for n, label in enumerate(block.labels):
        x = LEFT + slot * (n % across)
        y = flow.y - 44 * (n // across) - 22
        _signature(flow, flow.render(label), x, x + slot - 20, y)
    if block.stamp:
        _stamp(flow, flow.plain(block.stamp), RIGHT - 90, flow.y - 66)
    flow.y -= height


def _signature(flow: Flow, label: str, x: float, right: float, y: float) -> None:
    y, size = baseline(y, 10.5), squeezed(label, 10.5, right - x - 80)
    flow.sheet.fixed.append((x, y, size, label))
    flow.sheet.rules.append((x + width(label, size) + 6, y - 2, right, y - 2))
    _dated(flow, right, y - 18)


def _dated(flow: Flow, right: float, y: float) -> None:
    text = flow.render(_("　　　年　　月　　日"))
    flow.sheet.fixed.append((right - width(text, 10.5), y, 10.5, text))


def _stamp(flow: Flow, issuer: str, x: float, y: float) -> None:
    """A place of 42 mm for the seal, centred on the issuer and the date."""
    flow.sheet.stamps.append((x, y, 21 * MM))
    fitted = shrunk(issuer, 40 * MM, 40)
    flow.sheet.values += column(fitted, x - 20 * MM, y + 26, 40, 40 * MM)
    _dated(flow, x + 46, baseline(y - 10, 10.5))
    place = flow.render(_("（盖章处）"))
    flow.sheet.fixed.append((x - width(place, 8.5) / 2, baseline(y - 34, 8.5), 8.5, place))
