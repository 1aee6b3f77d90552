"""The first window: nothing heavy before it is painted, and hardly slower than a bare one."""

from __future__ import annotations

import os
import subprocess
import sys

HEAVY = ("sqlalchemy", "numpy", "reportlab", "alembic", "pypinyin", "cryptography", "PIL")
TRIES = 7
MOST = 1.2  # of the work of a window with menu, tool bar, tree and table (process time)

BARE = """
import time
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication, QMainWindow, QSplitter, QTableWidget, QTableWidgetItem, QTreeWidget,
    QTreeWidgetItem,
)
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.process_time(), flush=True); import os; os._exit(0)
app = QApplication([]); app.setStyle("Fusion")
window = Window()
window.menuBar().addMenu("File").addAction("Open")
window.addToolBar("Main").addAction("Open")
tree, table = QTreeWidget(), QTableWidget(20, 5)
for n in range(10):
    QTreeWidgetItem(tree, [str(n)])
for n in range(100):
    table.setItem(n // 5, n % 5, QTableWidgetItem(str(n)))
both = QSplitter(Qt.Orientation.Horizontal); both.addWidget(tree); both.addWidget(table)
window.setCentralWidget(both); window.show(); app.exec()
"""
OURS = f"""
import sys, time
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from ui.kit import theme
from ui.program import Program
app = QApplication([]); theme.prepare(app)
program = Program(Path(sys.argv[1]), QSettings())
page = program.show_sign_in()
def painted():
    print(time.process_time())
    print([name for name in {HEAVY!r} if name in sys.modules], flush=True)
    import os; os._exit(0)
page.painted.disconnect(program.read_in)
page.painted.connect(painted)
program.frame.show(); app.exec()
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
    assert run(OURS, str(home))[1] == "[]"


def test_the_sign_in_page_is_painted_about_as_fast_as_a_window_of_qt_alone(home):
    pairs = [(float(run(BARE)[0]), float(run(OURS, str(home))[0])) for _try in range(TRIES)]
    bare, ours = (min(times) for times in zip(*pairs, strict=True))
    told = f"Qt alone {bare * 1000:.0f} ms, sign-in {ours * 1000:.0f} ms, {ours / bare:.2f}"
    sys.stdout.write(f"{told}\n")
    assert ours / bare <= MOST
