"""校准页: crosses and rulers, by which a printer is measured before it prints on official stock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

from station_app.core.texts import Shown, _, render
from station_app.printing.fonts import Pen, width
from station_app.printing.paper import ruling
from station_app.printing.sheet import MM, PAPER, Line, Rule

ACROSS, DOWN = 210, 297  # mm
EDGE = 20  # mm from the edges of the sheet to the crosses
CROSSES = tuple((x, y) for x in (EDGE, ACROSS - EDGE) for y in (EDGE, DOWN - EDGE))
ARM = 8  # mm
SAID = (
    _("打印机校准页"),
    _("四个十字的中心离最近的两条纸边应各为 20.0 毫米；标尺每小格 1 毫米。"),
    _("偏左、偏上多少，设置中的数就加多少（十分之一毫米）；偏右、偏下的减去。"),
)


def calibration_page(words: Callable[[Shown], str] = render) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=PAPER, pageCompression=1)
    pen = Pen(canvas)
    canvas.addLiteral(ruling([*_crosses(), *_rulers()], 0.5))
    for x, y, size, text in (*_numbers(), *_said(words)):
        pen.draw_text(x, y, text, size)
    canvas.save()
    return out.getvalue()


def _at(x: float, y: float) -> tuple[float, float]:
    """Millimetres from the upper left corner, in points from the lower left."""
    return x * MM, PAPER[1] - y * MM


def _rule(x: float, y: float, across: float, down: float) -> Rule:
    return (*_at(x, y), *_at(x + across, y + down))


def _crosses() -> Iterator[Rule]:
    for x, y in CROSSES:
        yield _rule(x - ARM, y, 2 * ARM, 0)
        yield _rule(x, y - ARM, 0, 2 * ARM)


def _rulers() -> Iterator[Rule]:
    """One from edge to edge across the middle of the sheet, one down it."""
    for mm in range(ACROSS + 1):
        yield _rule(mm, DOWN / 2, 0, _tick(mm))
    for mm in range(DOWN + 1):
        yield _rule(ACROSS / 2, mm, _tick(mm), 0)
    yield _rule(0, DOWN / 2, ACROSS, 0)
    yield _rule(ACROSS / 2, 0, 0, DOWN)


def _tick(mm: int) -> float:
    return 5 if mm % 10 == 0 else 3.5 if mm % 5 == 0 else 2


def _numbers() -> Iterator[Line]:
    for mm in range(10, ACROSS, 10):
        yield (*_at(mm - 1.5, DOWN / 2 + 8.5), 7, str(mm))
    for mm in range(10, DOWN, 10):
        yield (*_at(ACROSS / 2 + 6, mm + 1), 7, str(mm))


def _said(words: Callable[[Shown], str]) -> Iterator[Line]:
    for n, text in enumerate(SAID):
        said, size = words(text), 14.0 if n == 0 else 9.5
        size = min(size, size * 75 * MM / max(width(said, size), 1))
        yield (*_at(EDGE + 4, 50 + 8 * n), size, said)
