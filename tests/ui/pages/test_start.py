"""The first window: nothing heavy before it is painted. How fast: `just bench start`."""

from __future__ import annotations

import os
import subprocess
import sys

HEAVY = ("sqlalchemy", "numpy", "reportlab", "alembic", "pypinyin", "cryptography", "PIL")
OURS = f"""
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from ui.kit import theme
from ui.program import Program
app = QApplication([]); theme.prepare(app)
program = Program(Path(sys.argv[1]), QSettings())
page = program.show_sign_in()
def painted():
    print([name for name in {HEAVY!r} if name in sys.modules], flush=True)
    import os; os._exit(0)
page.painted.disconnect(program.read_in)
page.painted.connect(painted)
program.frame.show(); app.exec()
"""
READING_IN = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from ui.kit import theme
from ui.program import Program
app = QApplication([]); theme.prepare(app)
program = Program(Path(sys.argv[1]), QSettings())
program.show_sign_in()
read_in = program.read_in()
while "station_app.app" not in sys.modules or time.sleep(1): pass
print("ui.window" in sys.modules, "QCalendarWidget" in vars(sys.modules["PySide6.QtWidgets"]))
while not read_in.done(): app.processEvents()
print("ui.window" in sys.modules, "QCalendarWidget" in vars(sys.modules["PySide6.QtWidgets"]))
print([name for name in ("numpy", "pyqtgraph") if name in sys.modules])
program.end()
"""


def run(program, *arguments):
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True, text=True, env=environment, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_nothing_heavy_is_imported_before_the_first_paint(home):
    assert run(OURS, str(home))[0] == "[]"


def test_no_other_thread_reads_in_pages_before_the_types_of_the_wheel_are_made(home):
    """Two threads that make one at the same time bring the program down."""
    *types, drawing = run(READING_IN, str(home))
    assert types == ["False False", "True True"]
    assert drawing == "[]"  # charts wait for the first list
