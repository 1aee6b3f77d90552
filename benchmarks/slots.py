"""How long the window ever stands still while a ledger is imported and 500 forms are printed.

A timer of 2 ms on the main thread keeps the gaps between turns of the event loop. Idle, the
same timer tells what the machine itself takes; the whole program runs, signed in.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.child import let_pass, now, sign_in, started, wait
from benchmarks.harness import Figure
from benchmarks.homes import make_home
from benchmarks.start import SLOT, ask

if TYPE_CHECKING:
    from ui.program import Program

TITLE = "The window while others work"
N = 10_000
FORMS = 500
LEDGER = Path(__file__).parents[1] / "tests/data/households.xlsx"
RUNS = 3
IDLE = 4000  # ms
JOBS = {"reading": "a ledger is read", "importing": "it is imported", "printing": "500 forms"}


def figures(n: int = N) -> list[Figure]:
    told = []
    for _each in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            told.append(ask("slots", make_home(Path(folder) / "home", n)))
    return [_figure(told, job, f"longest stop while {said}") for job, said in JOBS.items()] + [
        _figure(told, f"{job}, work", f"longest turn of our own while {said}")
        for job, said in JOBS.items()
    ]


def _figure(told: Sequence[Mapping[str, Any]], what: str, name: str) -> Figure:
    idle = min(each["idle"] for each in told)
    worst = min(each[what] for each in told)
    against = f"one slot; idle {idle:.0f} ms"
    return Figure(name=name, value=worst, against=against, base=SLOT, limit=1)


def measure(home: str) -> dict[str, Any]:
    """The longest gaps in ms, in the child."""
    program, beat = started(home)
    sign_in(program)
    let_pass(1000)
    beat.take()
    let_pass(IDLE)
    told: dict[str, Any] = {"idle": beat.take()[0], "took": {}}
    for job, work in (("reading", _read), ("importing", _import), ("printing", _print)):
        begun = now()
        work(program)
        told["took"][job] = now() - begun
        told[f"{job}, work"] = beat.work
        told[job], *others = beat.take()
        told[f"{job}, next"] = others
    program.frame.close()
    return told


def _page(program: Program) -> Any:
    assert program.window is not None  # noqa: S101  signed in
    return program.window.page


def _read(program: Program) -> None:
    from ui.pages.work import Route

    assert program.window is not None  # noqa: S101  signed in
    program.window.open(Route("import"))
    page = _page(program)
    page.path.setText(str(LEDGER))
    page.path.returnPressed.emit()
    wait(lambda: page.enter.isEnabled())
    let_pass(200)


def _import(program: Program) -> None:
    page = _page(program)
    page.press_save()
    wait(lambda: page.undo.isEnabled())
    let_pass(200)


def _print(program: Program) -> None:
    from station_app.access.purposes import Purpose
    from station_app.storage.pages import Query
    from ui.pages import batch, printer
    from ui.pages.work import Chosen, Route, Ticket

    window, work = program.window, program.work
    assert window is not None and work is not None  # noqa: S101, PT018  signed in
    batch.MOST = FORMS
    printer.folder = lambda: program.home  # papers go with the home
    work.set_ticket(Ticket(purpose=Purpose("TASK", "bench")))
    work.chosen = Chosen("residents", Query())
    window.open(Route("batch", "residents"))
    page = _page(program)
    wait(lambda: len(page.ids) == FORMS)
    page.forms.taken.emit(page.forms.lines.rows[0].value)
    wait(page.cancel.isEnabled)
    wait(lambda: not page.cancel.isEnabled())
    let_pass(500)
