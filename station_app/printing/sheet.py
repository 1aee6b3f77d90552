"""One laid-out page: lines of text, rules and stamp places in points, nothing drawn yet.

Baselines lie on half points, the watermark's a quarter point between, so that the order
in which a page reads can be found again from the file alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO

from station_app.printing.fonts import width
from station_app.printing.setting import LEADING, Fitted, fit, wrap

MM = 72 / 25.4
PAPER = (595.28, 841.89)  # A4
LEFT, RIGHT = 62.5, 544.5  # 22 mm to bind, 18 mm
WIDTH = RIGHT - LEFT
FIRST_TOP, NEXT_TOP, FLOOR = 742.0, 760.0, 114.0  # of what stands between heading and foot
FOLD = PAPER[1] * 2 / 3  # below a stub
SIGNED = 24.0  # of a line at the foot of every sheet to sign on
QR = (RIGHT - 62, 40.0, 62.0)  # left, bottom, side
CODE = (LEFT + 42, 78.0, 110.0, 12.0)  # left, baseline, room, size
PAD = 3.5

Line = tuple[float, float, float, str]  # x, baseline, size, text
Placed = tuple[float, float, float, float, bytes]  # x, y, width, height, JPEG
Rule = tuple[float, float, float, float]  # x0, y0, x1, y1


@dataclass(slots=True)
class Sheet:
    """`fixed` and `rules` are the same on every paper of a form and drawn once per file."""

    watermark: list[Line] = field(default_factory=list)
    fixed: list[Line] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    folds: list[Rule] = field(default_factory=list)  # dashed, to tear at
    stamps: list[tuple[float, float, float]] = field(default_factory=list)  # x, y, radius
    values: list[Line] = field(default_factory=list)
    pictures: list[Placed] = field(default_factory=list)
    squares: list[tuple[float, float, float, str]] = field(default_factory=list)
    """Codes but that of the paper: left, bottom, side, text."""
    stock: list[Line] = field(default_factory=list)  # on the county's page already; read, not drawn
    under: int | None = None  # that page of the template

    def bare(self) -> None:
        """Leaves what official stock has printed on it already."""
        for printed in (self.fixed, self.rules, self.folds, self.stamps):
            printed.clear()

    def text(self) -> str:
        """Everything printed but the code, from top to bottom and left to right."""
        return in_order(self.watermark + self.fixed + self.values + self.stock)


def in_order(lines: list[Line]) -> str:
    rows: dict[float, list[Line]] = {}
    for line in lines:
        rows.setdefault(-line[1], []).append(line)
    return "\n".join(" ".join(line[3] for line in sorted(rows[y])) for y in sorted(rows))


def baseline(centre: float, size: float) -> float:
    """Where a line of ideographs stands so that they are centred on `centre`."""
    return round((centre - 0.38 * size) * 2) / 2


def squeezed(text: str, size: float, room: float) -> float:
    """The size, or a smaller one at which the line keeps to its room and off its neighbours."""
    wide = width(text, size)
    return size if wide <= room else int(size * room / wide * 100) / 100


def column(fitted: Fitted, x: float, top: float, height: float, centred: float = 0) -> list[Line]:
    """The lines of a box, centred in its height, and in the width `centred` where given."""
    step = fitted.size * LEADING
    first = top - height / 2 + fitted.height / 2 - step / 2
    return [
        (
            x + (centred - width(text, fitted.size)) / 2 if centred else x,
            baseline(first - n * step, fitted.size),
            fitted.size,
            text,
        )
        for n, text in enumerate(fitted.lines)
        if text
    ]


def placed(jpeg: bytes, x: float, right: float, top: float, height: float) -> Placed:
    """A picture in its box, from the left, in its own proportions."""
    from PIL import Image

    with Image.open(BytesIO(jpeg), formats=["JPEG"]) as picture:
        across, up = picture.size
    scale = min((right - x - 2 * PAD) / across, (height - 2 * PAD) / up)
    tall = up * scale
    return x + PAD, top - (height + tall) / 2, across * scale, tall, jpeg


@lru_cache(1024)
def ruled(edges: tuple[float, ...], top: float, height: float) -> tuple[Rule, ...]:
    """One row of boxes."""
    across = [(edges[0], y, edges[-1], y) for y in (top, top - height)]
    return (*across, *((x, top, x, top - height) for x in edges))


@lru_cache(1024)
def labels(
    boxes: tuple[tuple[float, float, str], ...], top: float, height: float
) -> tuple[Line, ...]:
    """Labels centred in their boxes (x, width, text). Texts of forms only, never of people."""
    return tuple(
        line
        for x, room, text in boxes
        for line in column(shrunk(text, room - 4, height - 2), x, top, height, room)
    )


def shrunk(text: str, room: float, height: float) -> Fitted:
    """Words of the form itself in a box they must not leave, whatever the language.

    Lines come out about equally long.
    """
    fitted = fit(text, room, height, "", sizes=(9.5, 8.5, 7.5, 6.5, 5.5, 4.5, 3.5))
    if fitted.rest:
        raise ValueError(f"no room for {text!r} in {room:g} x {height:g} points")
    even = width("".join(fitted.lines), fitted.size) / len(fitted.lines) + fitted.size
    lines = wrap(text, fitted.size, min(even, room))
    return Fitted(fitted.size, tuple(lines)) if len(lines) == len(fitted.lines) else fitted
