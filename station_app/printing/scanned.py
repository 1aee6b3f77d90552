"""A code in the middle of a paper: its square at the left, what it holds in letters beside it."""

from __future__ import annotations

from station_app.printing.flow import Flow
from station_app.printing.parts import Scanned
from station_app.printing.setting import wrap
from station_app.printing.sheet import LEFT, MM, WIDTH, baseline

SIDE = 30 * MM
BESIDE = LEFT + SIDE + 5 * MM
SIZE, STEP = 8.5, 11.0


def scanned(flow: Flow, block: Scanned) -> None:
    said = [*wrap(block.text, SIZE, LEFT + WIDTH - BESIDE), ""]
    said += wrap(flow.plain(block.note), SIZE, LEFT + WIDTH - BESIDE)
    height = max(SIDE, STEP * len(said)) + 6
    flow.room(height + 30)
    flow.subtitle(block.title)
    top = flow.y
    flow.sheet.squares.append((LEFT, top - SIDE, SIDE, block.text))
    for n, line in enumerate(said):
        flow.put(BESIDE, baseline(top - STEP * (n + 0.5), SIZE), line, LEFT + WIDTH - BESIDE, SIZE)
    flow.y -= height
